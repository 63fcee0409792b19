import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { type EventStore, openSqliteStore, type SqliteStoreOptions } from '#event-store';
import { canonicalBytes } from '#kernel';
import { emmettInstalled, measureEmmett } from './emmett.js';
import {
  type BenchReport,
  type BenchRow,
  benchFolder,
  type Measured,
  machine,
  measureFsync,
  median,
  rate,
  rounded,
  summary,
} from './report.js';
import { Caller, fillLedger } from './workload.js';

export interface BenchAppendOptions {
  readonly callers?: readonly number[];
  readonly batches?: readonly number[];
  /** How often each row is measured; the rows take turns, and the medians are reported. */
  readonly repeats?: number;
  /** Milliseconds of one measurement. */
  readonly ms?: number;
  /** Where the files are written: the disk that is measured. */
  readonly folder?: string;
  /** Events that are in the ledger already: a figure for each size. Default: an empty ledger. */
  readonly sizes?: readonly number[];
  /** Emmett's own folder; its rows are left out where it is not installed. Default: `test/bench/emmett` from here. */
  readonly emmett?: string;
  readonly store?: SqliteStoreOptions;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Appends as many callers do, each waiting for its answer, against raw better-sqlite3 on the same machine in the same
 * run. `raw-sqlite` inserts the same bytes in the same grouping, with the same pragmas, into a table with the two unique
 * keys without which it would be no event store (id; stream and revision). `raw-sqlite-bare` has no key at all: nothing
 * can be found in it, and it is there to show what the rest costs.
 */
export async function benchAppend(options: BenchAppendOptions = {}): Promise<BenchReport> {
  const { callers = [1, 8, 32], batches = [1, 10, 100], sizes = [0], repeats = 5, ms = 1000, onProgress } = options;
  const total = sizes.length * batches.length * callers.length;
  let done = 0;
  const emmett = options.emmett ?? resolve('test/bench/emmett');
  const folder = benchFolder(options.folder);
  const rows: BenchRow[] = [];
  const fsyncs: Measured[] = [];
  try {
    for (const size of sizes) {
      const ledger = join(folder.path, `ledger-${size}.db`);
      await fillLedger(ledger, size);
      for (const batch of batches) {
        for (const count of callers) {
          onProgress?.(done++, total);
          const ours: Measured[] = [];
          const keyed: Measured[] = [];
          const bare: Measured[] = [];
          for (let turn = 0; turn < repeats; turn++) {
            fsyncs.push(measureFsync(folder.path, ms / 4));
            keyed.push(measureRaw(folder.path, count, batch, ms, true));
            ours.push(await measureLedger(ledger, count, batch, ms, options.store));
            bare.push(measureRaw(folder.path, count, batch, ms, false));
          }
          const note = size === 0 ? undefined : `${size} events before`;
          rows.push(
            summary('jianzheng', count, batch, ours, { ratio: ratio(ours, keyed), note }),
            summary('raw-sqlite', count, batch, keyed, { ratio: 1, note }),
            summary('raw-sqlite-bare', count, batch, bare, { ratio: ratio(bare, keyed), note }),
          );
        }
      }
    }
    rows.push(summary('fsync', 1, 1, fsyncs));
    if (emmettInstalled(emmett)) rows.push(...(await emmettRows(emmett, folder.path, rows, options)));
    return { machine: machine(folder.path, median(fsyncs.map(rate))), rows };
  } finally {
    folder.remove();
  }
}

async function emmettRows(
  emmett: string,
  folder: string,
  others: readonly BenchRow[],
  { callers = [1, 8, 32], batches = [1, 10, 100], ms = 1000 }: BenchAppendOptions,
): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const batch of batches) {
    for (const count of callers) {
      const measured = await measureEmmett(emmett, join(folder, `emmett-${batch}-${count}.db`), count, batch, ms);
      if (measured === undefined) continue;
      const raw = others.find((row) => row.name === 'raw-sqlite' && row.callers === count && row.batch === batch);
      rows.push(
        summary('emmett', count, batch, [measured], {
          ratio: raw === undefined ? undefined : rounded(rate(measured) / raw.eventsPerSecond, 3),
          note: measured.failures > 0 ? `${measured.failures} appends failed: ${measured.failure}` : undefined,
        }),
      );
    }
  }
  return rows;
}

async function measureLedger(
  path: string,
  callers: number,
  batch: number,
  ms: number,
  options: SqliteStoreOptions | undefined,
): Promise<Measured> {
  const store = openSqliteStore(path, options);
  try {
    return await measureStore(store, callers, batch, ms);
  } finally {
    await store.close();
  }
}

/** The whole path below HTTP: event data checked, ids derived, canonical bytes, stored, durable. */
export async function measureStore(store: EventStore, callers: number, batch: number, ms: number): Promise<Measured> {
  const latencies: number[] = [];
  let events = 0;
  const start = performance.now();
  const end = start + ms;
  const run = async (caller: Caller) => {
    let before = performance.now();
    while (before < end) {
      const { stream, expected, events: next } = caller.next(batch);
      const result = await store.append('process', stream, expected, next);
      if (!result.ok) throw new Error(`append refused: ${JSON.stringify(result.error)}`);
      const now = performance.now();
      latencies.push(now - before);
      events += batch;
      before = now;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, number) => run(new Caller(number))));
  return { events, seconds: (performance.now() - start) / 1000, latencies };
}

/** Leaves made beforehand are inserted, `callers × batch` in each transaction. */
function measureRaw(folder: string, callers: number, batch: number, ms: number, keyed: boolean): Measured {
  const all = Array.from({ length: callers }, (_, number) => new Caller(number));
  const perCommit = callers * batch;
  const events: { readonly stream: string; readonly rev: number; readonly leaf: Uint8Array }[] = [];
  while (events.length < Math.max(perCommit, 2000)) {
    for (const caller of all) {
      for (const { envelope } of caller.next(batch).events) {
        events.push({ stream: envelope.stream, rev: envelope.rev, leaf: canonicalBytes(envelope) });
      }
    }
  }
  const path = join(folder, 'raw.db');
  const db = new Database(path);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    const keys = keyed ? ', UNIQUE (id), UNIQUE (stream, rev)' : '';
    db.exec(`CREATE TABLE events (
      row INTEGER PRIMARY KEY, log INTEGER, stream TEXT, rev INTEGER, id BLOB, mac BLOB, leaf BLOB${keys})`);
    const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)');
    const begin = db.prepare('BEGIN IMMEDIATE');
    const commit = db.prepare('COMMIT');
    const mac = Buffer.alloc(32, 7);
    const ids = randomBytes(16 * 65_536);
    const latencies: number[] = [];
    let row = 0;
    let round = 0;
    const start = performance.now();
    let before = start;
    while (before < start + ms) {
      begin.run();
      for (let i = 0; i < perCommit; i++, row++) {
        const at = row % events.length;
        if (at === 0) round++;
        const { stream, rev, leaf } = events[at] as (typeof events)[number];
        // Random ids, and streams that come back with other names once the leaves have been used up.
        const id = ids.subarray((row % 65_536) * 16, (row % 65_536) * 16 + 16);
        id.writeUInt32LE(row, 4);
        insert.run(row, 0, keyed ? `${stream}.${round}` : null, rev, keyed ? id : null, mac, leaf);
      }
      commit.run();
      const now = performance.now();
      latencies.push(now - before);
      before = now;
    }
    return { events: row, seconds: (before - start) / 1000, latencies };
  } finally {
    db.close();
    for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
  }
}

/** Neighbours are compared: what disturbs the machine disturbs both. */
function ratio(ours: readonly Measured[], raw: readonly Measured[]): number {
  return rounded(median(ours.map((own, index) => rate(own) / rate(raw[index] as Measured))), 2);
}
