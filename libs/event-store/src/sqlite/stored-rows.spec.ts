import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { LOGS, type LogName } from '#kernel';
import { sampleEvents } from '../contract/sample-events.js';
import { openSqliteStore } from './sqlite-store.js';
import { StoredRows } from './stored-rows.js';

describe('the rows of a ledger as they lie in the file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'jz-rows-'));
    path = join(folder, 'ledger.db');
    // Small batches, so that part of the events is indexed and part is not.
    const store = openSqliteStore(path, { indexEvery: 16, quietMs: 1 });
    for (let round = 0; round < 9; round++) {
      for (const [log, stream] of [
        ['process', `notice-00000000-0000-4000-8000-00000000000${round}`],
        ['access', `access-2021-11-0${round + 1}`],
      ] as const) {
        const command = round * 2 + (log === 'process' ? 0 : 1);
        const events = sampleEvents({ log, stream, expected: 'none', command, count: 5 });
        const appended = await store.append(log, stream, 'none', events);
        if (!appended.ok) throw new Error(JSON.stringify(appended.error));
      }
    }
    await store.close();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const read = (log: LogName, from = 0, step = 7) => {
    const rows = new StoredRows(path);
    try {
      const found = [];
      for (let at = from; ; ) {
        const next = rows.readLeaves(log, at, step);
        if (next.length === 0) break;
        found.push(...next);
        at += next.length;
      }
      const sizes = LOGS.map((one) => rows.size(one));
      return { found, sizes, surplus: rows.surplus, damage: rows.damage };
    } finally {
      rows.close();
    }
  };
  const sql = (text: string) => {
    const db = new Database(path);
    for (const name of ['updated', 'deleted', 'replaced']) db.exec(`DROP TRIGGER IF EXISTS events_are_never_${name}`);
    db.exec(text);
    db.close();
  };

  it('come in the order of positions, from anywhere, with what stands in them', () => {
    const { found, sizes, surplus } = read('process');
    expect(sizes).toEqual([45, 0, 45]);
    expect(surplus).toBe(0);
    expect(found.map(({ position }) => position)).toEqual(Array.from({ length: 45 }, (_, i) => i));
    expect(read('process', 20).found).toEqual(found.slice(20));
    expect(read('access', 44).found).toHaveLength(1);
    expect(read('access', 45).found).toEqual([]);
    expect(JSON.parse(Buffer.from(found[7]?.bytes ?? []).toString())).toMatchObject({ log: 'process', rev: 2 });
  });

  it('show a hole where a row was deleted, and the size stays', () => {
    sql('DELETE FROM events WHERE log = 0 AND position = 13');
    const { found, sizes, surplus } = read('process');
    expect(sizes[0]).toBe(45);
    expect(surplus).toBe(-1);
    expect(found.slice(12, 15).map(({ position }) => position)).toEqual([12, 14, 15]);
    expect(read('process', 20).found).toHaveLength(25);
  });

  it('show a size that is smaller where the newest were deleted, whatever the index tables say', () => {
    sql('DELETE FROM events WHERE log = 0 AND position > 40');
    expect(read('process').sizes[0]).toBe(41);
  });

  it('show a row that stands twice, and one of no log, as surplus', () => {
    sql(`INSERT INTO events SELECT 1000, log, position, mac, leaf FROM events WHERE log = 0 AND position = 3;
      INSERT INTO events SELECT 1001, 7, position, mac, leaf FROM events WHERE log = 0 AND position = 3 LIMIT 1`);
    expect(read('process')).toMatchObject({ surplus: 2, sizes: [45, 0, 45] });
  });

  it('are found without the index tables, and behind wrong ones', () => {
    const before = read('process').found;
    sql('UPDATE position_runs SET row = row + 3');
    expect(read('process', 20).found).toEqual(before.slice(20));
    sql('DROP TABLE position_runs');
    expect(read('process', 20)).toMatchObject({ found: before.slice(20), sizes: [45, 0, 45] });
  });
});
