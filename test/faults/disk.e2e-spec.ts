import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deriveEventId, type EventStore, openLedgerReader, openSqliteStore, StoreUnavailable } from '#event-store';
import { compile, program } from './compiled.js';

function whyNoMount(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'jz-mount-'));
  const tried = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', folder], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  if (tried.error !== undefined) return 'unshare is not installed';
  return tried.status === 0 ? undefined : `no disk may be mounted here: ${tried.stderr.trim()}`;
}

const reason = whyNoMount();
if (reason !== undefined) process.stdout.write(`full and read-only disks are not tested: ${reason}\n`);

async function fill(store: EventStore, count: number): Promise<void> {
  for (let number = 0; number < count; number++) {
    const cmd = `c0000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
    const result = await store.append('process', 'notice-disk', number === 0 ? 'none' : number - 1, [
      {
        envelope: {
          v: 1,
          log: 'process',
          unit: 'C03',
          id: deriveEventId(cmd, 0),
          stream: 'notice-disk',
          rev: number,
          type: 'NoticePosted',
          sv: 1,
          at: '2021-11-05T02:00:00.000Z',
          actor: { id: 'p-0001', role: 'election-clerk', unit: 'C03' },
          cmd,
          data: { text: 'x'.repeat(900) },
          pii: [],
          att: [],
        },
      },
    ]);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
  }
}

describe('a disk that fails', () => {
  let built: ReturnType<typeof compile>;
  let folder: string;
  beforeAll(() => {
    built = compile(['kernel', 'event-store']);
    folder = mkdtempSync(join(tmpdir(), 'jz-disk-'));
  });
  afterAll(() => {
    built.remove();
    rmSync(folder, { recursive: true });
  });

  /** Runs a program of this folder where shell commands have changed the mounts, for it alone. */
  function withMounts(commands: string, name: string, ...args: string[]): Record<string, unknown> {
    const script = `${commands} && exec "$0" "$@"`;
    const result = spawnSync(
      'unshare',
      ['-m', 'sh', '-c', script, process.execPath, program(built.root, name), ...args],
      {
        encoding: 'utf8',
      },
    );
    expect(result.stderr).toBe('');
    return JSON.parse(result.stdout) as Record<string, unknown>;
  }

  const mounted = reason === undefined ? it : it.skip;

  mounted('says when it is full, keeps what it acknowledged, and works again by itself when there is room', () => {
    const small = join(folder, 'small');
    mkdirSync(small);
    const seen = withMounts(
      `mount -t tmpfs -o size=1m tmpfs '${small}'`,
      'disk-full-child',
      join(small, 'ledger.db'),
      join(small, 'ballast'),
    );
    const full = { code: 'STORE_UNAVAILABLE', reason: 'disk-full' };
    expect(seen).toMatchObject({ first: full, again: full, second: full, keptAll: true });
    expect(seen).toMatchObject({ readableWhenFull: true, readableAtLast: true });
    expect(seen['trouble']).toMatch(/^disk-full: /);
    expect(seen['troubleWithRoom']).toBeUndefined();
    expect(seen['before']).toBeGreaterThan(5);
    expect(seen['after']).toBeGreaterThan(seen['before'] as number);
    expect(seen['size']).toBe(seen['after']);
  });

  mounted('is refused with a remedy where it is read-only', async () => {
    const data = join(folder, 'frozen');
    mkdirSync(data);
    const store = openSqliteStore(join(data, 'ledger.db'));
    await fill(store, 3);
    await store.close();
    const seen = withMounts(
      `mount --bind '${data}' '${data}' && mount -o remount,ro,bind '${data}'`,
      'read-only-child',
      join(data, 'ledger.db'),
    );
    expect(seen).toMatchObject({
      refusal: { code: 'READ_ONLY', zh: expect.stringContaining('只读'), en: expect.stringContaining('mounted') },
      read: { code: 'READ_ONLY', zh: expect.stringContaining('复制'), en: expect.stringContaining('Copy') },
    });
  });

  it('is found out when a page of the ledger is overwritten, by readers and by the next start alike', async () => {
    const path = join(folder, 'corrupt.db');
    const store = openSqliteStore(path);
    await fill(store, 400);
    await store.close();
    // Every page but the first: whatever is looked up first, it is damaged.
    const pages = statSync(path).size / 4096;
    const descriptor = openSync(path, 'r+');
    for (let page = 1; page < pages; page++) writeSync(descriptor, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
    closeSync(descriptor);
    expect(() => openSqliteStore(path)).toThrow(expect.objectContaining({ name: 'StoreNotOpened', code: 'CORRUPT' }));
    expect(() => openLedgerReader(path)).toThrow(expect.objectContaining({ name: 'StoreNotOpened', code: 'CORRUPT' }));
  });

  it('is found out when a page is overwritten under a running store, and other pages stay readable', async () => {
    const path = join(folder, 'damaged.db');
    const store = openSqliteStore(path);
    await fill(store, 400);
    await store.close();
    // The page that holds the leaf of revision 200.
    const cmd = `c0000000-0000-4000-8000-${(200).toString(16).padStart(12, '0')}`;
    const at = Math.floor(readFileSync(path).indexOf(cmd) / 4096);
    const descriptor = openSync(path, 'r+');
    writeSync(descriptor, Buffer.alloc(8, 0xff), 0, 8, at * 4096);
    closeSync(descriptor);

    const reader = openLedgerReader(path);
    expect(reader.leaves('process', 0, 100)).toHaveLength(100);
    let failure: unknown;
    try {
      reader.leaves('process', 0, 400);
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(StoreUnavailable);
    expect(failure).toMatchObject({ code: 'STORE_UNAVAILABLE', reason: 'corrupt' });
    await expect(reader.readStream('process', 'notice-disk')).rejects.toMatchObject({ reason: 'corrupt' });
    expect(await reader.readStream('process', 'notice-disk', 300)).toHaveLength(100);
    await reader.close();
  });
});
