import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { LOGS } from '#kernel';
import { CompactRangeBuilder, FileSigner, leafHash, signCheckpoint, toHex, type VerifyReport } from '#transparency';
import { asked, describeBuilt, jianzheng } from './built.js';
import { leafAt, SealedFolder, tamper } from './sealed-folder.js';

jest.setTimeout(60_000);

interface Report {
  readonly verdict: string;
  readonly exitCode: number;
  readonly anchoring: string;
  readonly unsealed: number;
  readonly surplusRows: number;
  readonly logs: readonly VerifyReport[];
}

const PEOPLE = 40;
/** LogOpened, then one event for each person. */
const SIZE = PEOPLE + 1;

describeBuilt('jianzheng ledger verify', () => {
  let made: SealedFolder;
  let folder: string;
  beforeAll(async () => {
    made = await SealedFolder.make(PEOPLE);
  });
  afterAll(() => made.remove());
  beforeEach(() => {
    folder = made.copy();
  });

  const verify = async (...more: string[]) => {
    const { code, json } = await asked<Report>(['ledger', 'verify', '--data', folder, ...more]);
    expect(json.exitCode).toBe(code);
    return {
      code,
      report: json,
      process: json.logs.find(({ log }) => log === 'process'),
      faults: json.logs.flatMap(({ faults }) => faults),
    };
  };
  const checkpointFiles = (log: string) => readdirSync(join(folder, 'checkpoints', log));
  const hash = (position: number) => {
    const db = new Database(join(folder, 'ledger.db'), { readonly: true });
    try {
      return toHex(leafHash(leafAt(db, position)));
    } finally {
      db.close();
    }
  };
  const change = (position: number) =>
    tamper(folder, (db) => {
      const leaf = leafAt(db, position);
      const text = leaf.toString().replace('"gender":"', '"gender":"x');
      db.prepare('UPDATE events SET leaf = ? WHERE log = 0 AND position = ?').run(Buffer.from(text), position);
    });

  it('finds a folder intact after a clean shutdown, with size and root of all three logs', async () => {
    const { code, report } = await verify();
    expect(code).toBe(0);
    expect(report).toMatchObject({
      verdict: 'intact',
      anchoring: 'not independently anchored',
      unsealed: 0,
      surplusRows: 0,
    });
    expect(report.logs.map(({ log }) => log)).toEqual([...LOGS]);
    for (const { size, root, unsealed, checkpoints } of report.logs) {
      expect(size).toBeGreaterThan(0);
      expect(root).toMatch(/^[0-9a-f]{64}$/);
      expect(unsealed).toBe(0);
      expect(checkpoints).toBeGreaterThan(0);
    }
    expect(report.logs[0]?.size).toBe(SIZE);
    expect((await verify('--deep')).code).toBe(0);
    expect((await verify('--log', 'access')).report.logs).toHaveLength(1);
    expect((await verify('--threads', '2')).code).toBe(0);
  });

  it('says it in words, too', async () => {
    const { code, out } = await jianzheng(['ledger', 'verify', '--data', folder]);
    expect(code).toBe(0);
    expect(out).toContain('All three logs are intact');
    expect(out).toContain('Not independently anchored');
  });

  it.each([0, 1, 17, SIZE - 1])('names a changed byte at position %i, with what was expected', async (position) => {
    const expected = hash(position);
    tamper(folder, (db) => {
      const leaf = leafAt(db, position);
      // One bit of the last character inside the braces.
      leaf.writeUInt8(leaf.readUInt8(leaf.length - 2) ^ 1, leaf.length - 2);
      db.prepare('UPDATE events SET leaf = ? WHERE log = 0 AND position = ?').run(leaf, position);
    });
    const { code, faults } = await verify();
    expect(code).toBe(10);
    expect(faults[0]).toMatchObject({ position, expected, actual: hash(position) });
  });

  it.each(['cases', 'access'] as const)('finds a change in the log %s', async (log) => {
    tamper(folder, (db) => {
      const code = LOGS.indexOf(log);
      db.prepare(`UPDATE events SET leaf = replace(leaf, '"v":1', '"v":2') WHERE log = ? AND position = 0`).run(code);
    });
    const { code, report } = await verify();
    expect(code).toBe(10);
    expect(report.logs.filter(({ verdict }) => verdict !== 'intact').map((one) => one.log)).toEqual([log]);
  });

  it('finds a row deleted in the middle', async () => {
    tamper(folder, (db) => db.exec('DELETE FROM events WHERE log = 0 AND position = 20'));
    const { code, faults } = await verify();
    expect(code).toBe(10);
    expect(faults[0]).toMatchObject({ code: 'POSITION_GAP', position: 20 });
  });

  it('finds a row deleted in the middle when the rest was moved up', async () => {
    const expected = hash(20);
    tamper(folder, (db) => {
      db.exec('DELETE FROM events WHERE log = 0 AND position = 20');
      db.exec('UPDATE events SET position = position - 1 WHERE log = 0 AND position > 20');
    });
    const { code, faults } = await verify();
    expect(code).toBe(10);
    expect(faults[0]).toMatchObject({ position: 20, expected });
  });

  it.each([
    ['as they were', ''],
    [
      'with what points at them',
      'DELETE FROM position_runs; DELETE FROM stream_runs; DELETE FROM id_rows; UPDATE indexed SET upto = 0;',
    ],
  ])('never takes a log for intact whose newest rows were deleted, the indexes %s', async (_name, more) => {
    tamper(folder, (db) => db.exec(`DELETE FROM events WHERE log = 0 AND position >= 30; ${more}`));
    const { code, process } = await verify();
    expect(code).toBe(20);
    expect(process?.faults[0]).toMatchObject({
      code: 'ROWS_MISSING',
      position: 30,
      expected: String(SIZE),
      actual: '30',
    });
    // Without the checkpoints that name them the sealer's own state still does.
    for (const file of checkpointFiles('process')) {
      if (file === 'latest' || Number(file) > 30) rmSync(join(folder, 'checkpoints/process', file));
    }
    expect((await verify()).code).toBe(20);
  });

  it('finds two rows that changed places', async () => {
    const [first, second] = [hash(11), hash(12)];
    tamper(folder, (db) => {
      const [a, b] = [leafAt(db, 11), leafAt(db, 12)];
      const set = db.prepare('UPDATE events SET leaf = ? WHERE log = 0 AND position = ?');
      set.run(b, 11);
      set.run(a, 12);
    });
    const { code, faults } = await verify();
    expect(code).toBe(10);
    expect(faults[0]).toMatchObject({ position: 11, expected: first, actual: second });
  });

  it('finds rows of the table that changed places', async () => {
    tamper(folder, (db) => {
      const row = db.prepare<[number], number>('SELECT row FROM events WHERE log = 0 AND position = ?').pluck();
      const [a, b] = [row.get(11) ?? 0, row.get(12) ?? 0];
      db.exec(`UPDATE events SET row = 100000 WHERE row = ${a}; UPDATE events SET row = ${a} WHERE row = ${b};
        UPDATE events SET row = ${b} WHERE row = 100000`);
    });
    const { code, faults } = await verify();
    expect(code).toBe(10);
    expect(faults[0]).toMatchObject({ position: 11 });
  });

  it('finds rows that belong to no position', async () => {
    tamper(folder, (db) =>
      db.exec('INSERT INTO events SELECT 100000, log, position, mac, leaf FROM events WHERE log = 0 AND position = 5'),
    );
    const { code, report } = await verify();
    expect(code).toBe(10);
    expect(report.surplusRows).toBe(1);
  });

  it('finds a replayed event when it reads the events', async () => {
    tamper(folder, (db) =>
      db.exec(`INSERT INTO events SELECT 100000, log, ${SIZE}, mac, leaf FROM events WHERE log = 0 AND position = 5`),
    );
    const shallow = await verify();
    expect(shallow.code).toBe(0);
    expect(shallow.process?.unsealed).toBe(1);
    const deep = await verify('--deep');
    expect(deep.code).toBe(10);
    expect(deep.faults[0]).toMatchObject({ code: 'REVISION_NOT_CONTIGUOUS', position: SIZE });
  });

  it('finds an event that the product would never write, in a sealed log, when it reads the events', async () => {
    const { key } = await signed();
    change(7);
    await signEverythingAnew(key);
    expect((await verify()).code).toBe(0);
    const { code, faults } = await verify('--deep');
    expect(code).toBe(10);
    expect(faults[0]).toMatchObject({ code: 'EVENT_INVALID', position: 7 });
    expect(faults[0]?.actual).toContain('gender');
  });

  it('finds a changed event although tiles and state were removed to be built again', async () => {
    change(7);
    rmSync(join(folder, 'seals'), { recursive: true });
    const { code, faults } = await verify();
    expect(code).toBe(10);
    expect(faults[0]).toMatchObject({ code: 'ROOT_MISMATCH' });
    expect(faults[0]?.from).toBeLessThanOrEqual(7);
    expect(faults[0]?.to).toBeGreaterThan(7);
  });

  /** Whoever holds the signing key can do this; only what was kept elsewhere shows it. */
  async function signEverythingAnew(key: FileSigner): Promise<void> {
    const db = new Database(join(folder, 'ledger.db'), { readonly: true });
    const leaves = db.prepare<[], Buffer>('SELECT leaf FROM events WHERE log = 0 ORDER BY position').pluck().all();
    db.close();
    const range = new CompactRangeBuilder();
    const files = checkpointFiles('process');
    for (const leaf of leaves) {
      range.append(leafHash(leaf));
      const name = String(range.end).padStart(16, '0');
      if (!files.includes(name)) continue;
      const note = await signCheckpoint({ origin: key.name, size: range.end, root: range.root() }, key);
      writeFileSync(join(folder, 'checkpoints/process', name), note);
      writeFileSync(join(folder, 'checkpoints/process/latest'), note);
    }
    rmSync(join(folder, 'seals'), { recursive: true });
  }
  const signed = async () => ({ key: await FileSigner.load(join(folder, 'keys/process.key')) });

  it('cannot see by itself what the holder of the key rewrote, and says so; a kept checkpoint and paper show it', async () => {
    const kept = join(folder, 'kept.checkpoint');
    const taken = await asked<{ paper: string; vkey: string }>([
      'ledger',
      'checkpoint',
      '--data',
      folder,
      '--out',
      kept,
    ]);
    expect(taken.code).toBe(0);
    expect(await verify('--checkpoint', kept)).toMatchObject({
      code: 0,
      report: { anchoring: 'compared with what was kept elsewhere' },
    });
    expect((await verify('--anchor', taken.json.paper)).code).toBe(0);
    const { key } = await signed();
    change(7);
    await signEverythingAnew(key);
    expect(await verify()).toMatchObject({ code: 0, report: { anchoring: 'not independently anchored' } });
    expect((await verify('--checkpoint', kept)).code).toBe(10);
    expect((await verify('--anchor', taken.json.paper)).code).toBe(10);
  });

  it('finds checkpoints signed by another key', async () => {
    const taken = await asked<{ vkey: string }>(['ledger', 'checkpoint', '--data', folder]);
    const other = await SealedFolder.make(1);
    try {
      const forged = join(other.path, 'checkpoints/process/latest');
      cpSync(forged, join(folder, 'checkpoints/process/latest'));
      expect((await verify()).faults[0]).toMatchObject({ code: 'CHECKPOINT_INVALID', file: 'latest' });
      // With the key exchanged as well, all that was signed before does not open any more.
      cpSync(join(other.path, 'keys/process.key'), join(folder, 'keys/process.key'));
      expect((await verify()).code).toBe(10);
      expect((await verify('--vkey', taken.json.vkey)).code).toBe(10);
    } finally {
      other.remove();
    }
  });

  it.each(['', 'garbage', '\u0000'])('finds a checkpoint that was overwritten with %j', async (text) => {
    writeFileSync(join(folder, 'checkpoints/process/latest'), text);
    const { code, faults } = await verify();
    expect(code).toBe(10);
    expect(faults[0]).toMatchObject({ code: 'CHECKPOINT_INVALID', file: 'latest' });
  });

  it('is incomplete without any checkpoint', async () => {
    rmSync(join(folder, 'checkpoints/process'), { recursive: true });
    const { code, process } = await verify();
    expect(code).toBe(20);
    expect(process?.faults[0]).toMatchObject({ code: 'NOTHING_SEALED' });
  });

  it('finds an old backup put in place of the ledger', async () => {
    const old = await SealedFolder.make(10);
    try {
      cpSync(join(folder, 'checkpoints'), join(folder, 'kept'), { recursive: true });
      tamper(folder, (db) => db.exec('DELETE FROM events WHERE row > 13'));
      expect((await verify()).code).toBe(20);
      // The ledger of another deployment is not this one's past.
      cpSync(join(old.path, 'ledger.db'), join(folder, 'ledger.db'));
      expect((await verify()).code).toBe(10);
    } finally {
      old.remove();
    }
  });

  it.each([0.3, 0.6, 0.95])('never takes a ledger for intact that was cut off at %f of its length', async (share) => {
    const path = join(folder, 'ledger.db');
    truncateSync(path, Math.floor((statSync(path).size * share) / 4096) * 4096);
    const { code } = await jianzheng(['ledger', 'verify', '--data', folder, '--json']);
    expect([10, 20, 70]).toContain(code);
  });

  it('never takes a ledger for intact in which a page was overwritten', async () => {
    const path = join(folder, 'ledger.db');
    const bytes = readFileSync(path);
    const page = Math.floor(bytes.indexOf('PersonRegistered') / 4096);
    bytes.fill(0, page * 4096, (page + 1) * 4096);
    writeFileSync(path, bytes);
    const { code } = await jianzheng(['ledger', 'verify', '--data', folder, '--json']);
    expect([10, 20]).toContain(code);
  });

  it.each([
    [64, ['--no-such-option']],
    [64, ['--log', 'other']],
    [64, ['--anchor', '12:ABC']],
    [64, ['--vkey', 'not a key']],
    [70, ['--checkpoint', '/no/such/file']],
    [70, ['--data', '/no/such/folder']],
  ])('exits with %i for %j, which is no verdict', async (expected, args) => {
    const { code, json } = await asked<{ error: { code: string; zh: string; en: string } }>([
      'ledger',
      'verify',
      '--data',
      folder,
      ...args,
    ]);
    expect(code).toBe(expected);
    expect(json.error.zh).not.toBe(json.error.en);
  });

  it('exits with 70 where the key or the ledger is gone', async () => {
    rmSync(join(folder, 'keys/access.key'));
    expect((await asked(['ledger', 'verify', '--data', folder])).code).toBe(70);
    rmSync(join(folder, 'ledger.db'));
    expect((await asked(['ledger', 'verify', '--data', folder])).code).toBe(70);
  });
});
