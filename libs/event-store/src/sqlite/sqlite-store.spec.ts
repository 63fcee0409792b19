import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Envelope } from '#kernel';
import { sampleEvents } from '../contract/sample-events.js';
import type { EventToAppend } from '../event-store.js';
import { StoreNotOpened } from '../store-failure.js';
import { copyLedger } from './copy-ledger.js';
import { openLedgerReader } from './ledger-reader.js';
import { openSqliteStore, type SqliteEventStore, type SqliteStoreOptions } from './sqlite-store.js';

const STREAM = 'partyElection-C03-2021-1';

describe('the ledger in SQLite', () => {
  let folder: string;
  let path: string;
  const open: SqliteEventStore[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jz-sqlite-'));
    path = join(folder, 'data', 'ledger.db');
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((store) => store.close()));
    rmSync(folder, { recursive: true });
  });

  function store(options?: SqliteStoreOptions): SqliteEventStore {
    const opened = openSqliteStore(path, options);
    open.push(opened);
    return opened;
  }

  async function append(target: SqliteEventStore, command: number, count = 1, stream = `notice-${command}`) {
    const result = await target.append(
      'process',
      stream,
      'none',
      sampleEvents({ log: 'process', stream, expected: 'none', command, count }),
    );
    expect(result.ok).toBe(true);
  }

  function refusalOf(action: () => unknown): StoreNotOpened {
    try {
      action();
    } catch (error) {
      if (error instanceof StoreNotOpened) return error;
      throw error;
    }
    throw new Error('it was opened');
  }

  it('is durable: write-ahead log with synchronous=FULL, on every opening', async () => {
    const pragmas: string[] = [];
    const pragma = jest.spyOn(Database.prototype, 'pragma').mockImplementation(function (
      this: Database.Database,
      source: string,
      options?: Database.PragmaOptions,
    ) {
      pragmas.push(source);
      const statement = this.prepare(`PRAGMA ${source}`);
      if (!statement.reader) return statement.run();
      return options?.simple ? statement.pluck().get() : statement.all();
    });
    try {
      for (const time of ['first', 'second']) {
        const opened = openSqliteStore(path);
        expect({ time, pragmas }).toEqual({
          time,
          pragmas: expect.arrayContaining(['synchronous = FULL', 'synchronous']),
        });
        pragmas.length = 0;
        await opened.close();
      }
    } finally {
      pragma.mockRestore();
    }
  });

  it('refuses to change or remove events, whoever asks', async () => {
    await append(store(), 1);
    const other = new Database(path);
    expect(() => other.exec("UPDATE events SET leaf = 'x'")).toThrow('append-only');
    expect(() => other.exec('DELETE FROM events')).toThrow('append-only');
    expect(() => other.exec('REPLACE INTO events (row, log, position, leaf) VALUES (1, 0, 0, 1)')).toThrow(
      'append-only',
    );
    other.close();
  });

  it('lets one writer at a time open it, and names that one', async () => {
    const first = store();
    const refusal = refusalOf(() => openSqliteStore(path));
    expect(refusal.code).toBe('IN_USE');
    expect(refusal.words.en).toContain(`process ${process.pid}`);
    expect(refusal.words.zh).toContain(`进程号 ${process.pid}`);
    await append(first, 1);
    await first.close();
    await append(store(), 2);
  });

  it('refuses a ledger of a newer version, untouched, with what to do', async () => {
    await store().close();
    const raw = new Database(path);
    raw.pragma('user_version = 2');
    raw.close();
    for (const attempt of [openSqliteStore, openLedgerReader]) {
      const refusal = refusalOf(() => attempt(path));
      expect(refusal.code).toBe('NEWER_FORMAT');
      expect(refusal.words.en).toContain('Upgrade');
      expect(refusal.words.zh).toContain('升级');
    }
  });

  it('refuses other databases and other files', () => {
    const other = join(folder, 'other.db');
    const raw = new Database(other);
    raw.exec('CREATE TABLE t (x)');
    raw.close();
    expect(refusalOf(() => openSqliteStore(other)).code).toBe('NOT_A_LEDGER');
    expect(refusalOf(() => openLedgerReader(other)).code).toBe('NOT_A_LEDGER');
    const text = join(folder, 'text.db');
    writeFileSync(text, 'not a database, but long enough to look at '.repeat(100));
    expect(refusalOf(() => openSqliteStore(text)).code).toBe('CORRUPT');
    expect(refusalOf(() => openLedgerReader(join(folder, 'none.db'))).code).toBe('NOT_FOUND');
  });

  it('finds a ledger whose rows contradict each other at the start', async () => {
    await append(store({ indexEvery: 1000 }), 1, 3);
    const raw = new Database(path);
    raw.prepare('INSERT INTO events (row, log, position, leaf) VALUES (4, 0, 7, ?)').run(Buffer.from('{}'));
    raw.close();
    await open[0]?.close();
    expect(refusalOf(() => openSqliteStore(path)).code).toBe('CORRUPT');
  });

  it('keeps working when callers of one group are refused', async () => {
    const target = store();
    const results = await Promise.all([
      target.append(
        'process',
        STREAM,
        'none',
        sampleEvents({ log: 'process', stream: STREAM, expected: 'none', command: 1 }),
      ),
      target.append('process', STREAM, 5, sampleEvents({ log: 'process', stream: STREAM, expected: 5, command: 2 })),
      target.append(
        'process',
        'notice-1',
        'none',
        sampleEvents({ log: 'process', stream: 'notice-1', expected: 'none', command: 3 }),
      ),
    ]);
    expect(results.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(results[1]).toMatchObject({ error: { code: 'WRONG_REVISION', actual: 0 } });
    expect(await target.size('process')).toBe(2);
  });

  it('shows nothing before it is committed', async () => {
    const target = store();
    const reader = openLedgerReader(path);
    const pending = append(target, 1);
    expect(await target.size('process')).toBe(0);
    expect(reader.sizeSync('process')).toBe(0);
    await pending;
    expect(await target.size('process')).toBe(1);
    expect(reader.sizeSync('process')).toBe(1);
    await reader.close();
  });

  it('tells apart ids that share their key in the index', async () => {
    const target = store({ indexEvery: 1, quietMs: 1 });
    const ids = ['5f0c6f0e-8a55-4f2b-9d53-000000000001', '5f0c6f0e-8a55-4f2b-9d53-000000000002'];
    for (const [command, id] of ids.entries()) {
      const stream = `notice-${command}`;
      const [event] = sampleEvents({ log: 'process', stream, expected: 'none', command, change: { id } });
      expect((await target.append('process', stream, 'none', [event as EventToAppend])).ok).toBe(true);
    }
    await target.close();
    const reader = openLedgerReader(path);
    for (const [position, id] of ids.entries()) expect(reader.readByIdSync('process', id)?.position).toBe(position);
    expect(reader.readByIdSync('process', '5f0c6f0e-8a55-4f2b-9d53-000000000003')).toBeUndefined();
    await reader.close();
  });

  it('reads a rare log between many events of the others, indexed or not', async () => {
    const target = store({ indexEvery: 100, groupEvents: 10 });
    let command = 0;
    for (let round = 0; round < 12; round++) {
      await append(target, ++command, 30);
      const stream = `case-${round}`;
      const events = sampleEvents({ log: 'cases', stream, expected: 'none', command: ++command, count: 2 });
      expect((await target.append('cases', stream, 'none', events)).ok).toBe(true);
    }
    const reader = openLedgerReader(path);
    for (const source of [target, reader]) {
      const cases = await source.readAll('cases', 3, 15);
      expect(cases.map(({ position }) => position)).toEqual(Array.from({ length: 15 }, (_, index) => index + 3));
      expect(cases.every(({ log }) => log === 'cases')).toBe(true);
      expect(cases.map(({ bytes }) => (JSON.parse(text(bytes)) as Envelope).stream)).toEqual(
        Array.from({ length: 15 }, (_, index) => `case-${(index + 3) >> 1}`),
      );
      expect([...source.iterateRaw('cases')].map(text)).toEqual(
        (await source.readAll('cases', 0)).map((e) => text(e.bytes)),
      );
      expect(source.leaves('process', 350, 100)).toHaveLength(10);
      expect([...source.iterateRaw('process', 100)]).toHaveLength(260);
    }
    await reader.close();
  });

  it('keeps a reader in step while the index tables fill beneath it', async () => {
    const target = store({ indexEvery: 7, groupEvents: 3, checkpointPages: 5 });
    await append(target, 1);
    const early = openLedgerReader(path);
    for (let command = 2; command < 60; command++) {
      await append(target, command, 1 + (command % 3));
      if (command % 4 === 0) {
        const leaves = early.leaves('process', 0, 1000).map(text);
        expect(leaves).toEqual(target.leaves('process', 0, 1000).map(text));
        const last = JSON.parse(leaves.at(-1) ?? '') as Envelope;
        expect(early.readByIdSync('process', last.id)?.position).toBe(leaves.length - 1);
        expect(early.readStreamSync('process', last.stream)).toHaveLength(last.rev + 1);
      }
    }
    const late = openLedgerReader(path);
    for (let command = 1; command < 60; command++) {
      const stream = `notice-${command}`;
      expect(await late.streamHead('process', stream)).toEqual(await target.streamHead('process', stream));
      expect(await early.streamHead('process', stream)).toEqual(await target.streamHead('process', stream));
    }
    await early.close();
    await late.close();
  });

  it('lets a reader follow, from another connection', async () => {
    const target = store();
    await append(target, 1, 2);
    const reader = openLedgerReader(path, { pollMs: 5 });
    const abort = new AbortController();
    const seen: number[] = [];
    const following = reader.subscribe(
      'process',
      0,
      (events) => {
        seen.push(...events.map(({ position }) => position));
        if (seen.length === 5) abort.abort();
      },
      { signal: abort.signal, batchSize: 2 },
    );
    await append(target, 2, 3);
    reader.poke();
    await following;
    expect(seen).toEqual([0, 1, 2, 3, 4]);
    expect(await reader.append()).toMatchObject({ error: { code: 'STORE_UNAVAILABLE', reason: 'read-only' } });
    await reader.close();
    await expect(reader.size('process')).rejects.toMatchObject({ reason: 'closed' });
  });

  it('answers with a failure while another program holds the file, and works again afterwards', async () => {
    const target = store({ retryMs: 5 });
    await append(target, 1);
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    const events = sampleEvents({ log: 'process', stream: STREAM, expected: 'none', command: 2 });
    const refused = await target.append('process', STREAM, 'none', events);
    expect(refused).toMatchObject({ error: { code: 'STORE_UNAVAILABLE', reason: 'io-error' } });
    expect(target.trouble()).toMatch(/^io-error: /);
    other.exec('ROLLBACK');
    other.close();
    expect((await target.append('process', STREAM, 'none', events)).ok).toBe(true);
    expect(target.trouble()).toBeUndefined();
    expect(await target.size('process')).toBe(2);
  });

  it('is backed up under load to a prefix of itself', async () => {
    const target = store({ indexEvery: 40, checkpointPages: 20 });
    for (let command = 1; command < 100; command++) await append(target, command, 9);
    const copy = join(folder, 'backup.db');
    let backing = true;
    let command = 100;
    const load = async () => {
      while (backing) await append(target, ++command, 3);
    };
    const loading = Promise.all([load(), load()]);
    const sizeBefore = target.sizeSync('process');
    await target.backup(copy);
    const sizeAfter = target.sizeSync('process');
    backing = false;
    await loading;

    const restored = openSqliteStore(copy);
    open.push(restored);
    const size = restored.sizeSync('process');
    expect(size).toBeGreaterThanOrEqual(sizeBefore);
    expect(size).toBeLessThanOrEqual(sizeAfter);
    expect([...restored.iterateRaw('process')].map(text)).toEqual(
      [...target.iterateRaw('process')].slice(0, size).map(text),
    );
    await append(restored, 5000);
    expect(await restored.readStream('process', 'notice-5')).toHaveLength(9);
    await expect(target.backup(join(folder, 'no', 'such', 'folder.db'))).rejects.toThrow();
  });

  it('finds index tables that reach further than the events', async () => {
    await append(store(), 1, 3);
    await open[0]?.close();
    const raw = new Database(path);
    raw.exec('UPDATE indexed SET upto = 9');
    raw.close();
    expect(refusalOf(() => openSqliteStore(path)).code).toBe('CORRUPT');
  });

  it('can be copied into a new file whose index is made anew, when the old index is damaged', async () => {
    const target = store({ indexEvery: 50 });
    for (let command = 1; command < 40; command++) await append(target, command, 5);
    const events = sampleEvents({ log: 'cases', stream: 'case-1', expected: 'none', command: 99, count: 3 });
    await target.append('cases', 'case-1', 'none', events);
    await target.close();
    const raw = new Database(path);
    raw.exec(
      'DELETE FROM id_rows WHERE row % 3 = 0; DELETE FROM stream_runs; DELETE FROM position_runs WHERE position > 70',
    );
    raw.close();

    const copy = join(folder, 'copy.db');
    expect(copyLedger(path, copy)).toBe(198);
    expect(() => copyLedger(path, copy)).toThrow('exists');
    const copied = openSqliteStore(copy);
    open.push(copied);
    const leaves = copied.leaves('process', 0).map(text);
    expect(leaves).toHaveLength(195);
    for (const [position, leaf] of leaves.entries()) {
      const { id, stream, rev } = JSON.parse(leaf) as Envelope;
      expect((await copied.readById('process', id))?.position).toBe(position);
      expect(text((await copied.readStream('process', stream, rev, 1))[0]?.bytes ?? new Uint8Array())).toBe(leaf);
    }
    expect((await copied.readStream('cases', 'case-1')).map(({ mac }) => mac?.[0])).toEqual([99, 99, 99]);
    expect(await copied.append('cases', 'case-1', 'none', events)).toMatchObject({ value: { repeated: true } });
  });

  it('leaves no write-ahead log behind when it is closed', async () => {
    const target = store();
    await append(target, 1, 10);
    await target.close();
    const raw = new Database(path, { readonly: true });
    expect(raw.prepare('SELECT upto FROM indexed').pluck().get()).toBe(10);
    expect(raw.prepare('SELECT count(*) FROM id_rows').pluck().get()).toBe(10);
    raw.close();
  });
});

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
