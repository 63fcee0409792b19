import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type EventStore, openSqliteStore, type SqliteStoreOptions } from '#event-store';
import { canonicalBytes } from '#kernel';
import {
  type BenchReport,
  type BenchRow,
  benchFolder,
  fsyncRate,
  machine,
  median,
  percentile,
  rounded,
} from './report.js';
import { Caller } from './workload.js';

export interface BenchAppendOptions {
  readonly callers?: readonly number[];
  readonly batches?: readonly number[];
  /** How often each row is measured; the rows take turns, and the medians are reported. */
  readonly repeats?: number;
  /** Milliseconds of one measurement. */
  readonly ms?: number;
  /** Where the files are written: the disk that is measured. */
  readonly folder?: string;
  /** Events that are in the ledger already. */
  readonly preload?: number;
  readonly store?: SqliteStoreOptions;
}

interface Measured {
  readonly events: number;
  readonly seconds: number;
  /** Milliseconds of each append. */
  readonly latencies: number[];
}

/** Appends as many callers do, each waiting for its answer, against raw inserts of the same bytes in the same grouping. */
export async function benchAppend(options: BenchAppendOptions = {}): Promise<BenchReport> {
  const { callers = [1, 8, 32], batches = [1, 10, 100], repeats = 5, ms = 1000 } = options;
  const folder = benchFolder(options.folder);
  const rows: BenchRow[] = [];
  const fsyncs: number[] = [];
  const fsyncLatencies: number[] = [];
  try {
    for (const batch of batches) {
      for (const count of callers) {
        const ours: Measured[] = [];
        const raw: Measured[] = [];
        for (let turn = 0; turn < repeats; turn++) {
          const { perSecond, latencies } = fsyncRate(folder.path);
          fsyncs.push(perSecond);
          fsyncLatencies.push(...latencies);
          raw.push(measureRaw(join(folder.path, `raw-${batch}-${count}-${turn}.db`), count, batch, ms));
          const path = join(folder.path, `ledger-${batch}-${count}-${turn}.db`);
          const store = openSqliteStore(path, options.store);
          try {
            if (options.preload) await preload(store, options.preload);
            ours.push(await measureStore(store, count, batch, ms));
          } finally {
            await store.close();
          }
        }
        const rawRow = row('raw-sqlite', count, batch, raw);
        const ratio = rounded(median(ratios(ours, raw)), 2);
        rows.push({ ...row('jianzheng', count, batch, ours), ratio }, { ...rawRow, ratio: 1 });
      }
    }
    rows.push({
      name: 'fsync',
      callers: 1,
      batch: 1,
      eventsPerSecond: Math.round(median(fsyncs)),
      p50: rounded(percentile(fsyncLatencies, 0.5), 3),
      p99: rounded(percentile(fsyncLatencies, 0.99), 3),
      spread: [Math.round(Math.min(...fsyncs)), Math.round(Math.max(...fsyncs))],
    });
    return { machine: machine(folder.path, median(fsyncs)), rows };
  } finally {
    folder.remove();
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
  await Promise.all(Array.from({ length: callers }, (_, number) => run(new Caller(number, String(start)))));
  return { events, seconds: (performance.now() - start) / 1000, latencies };
}

/** Leaves made beforehand go into a table without any index, `callers × batch` in each transaction, same pragmas. */
function measureRaw(path: string, callers: number, batch: number, ms: number): Measured {
  const all = Array.from({ length: callers }, (_, number) => new Caller(number));
  const perCommit = callers * batch;
  const leaves: Buffer[] = [];
  while (leaves.length < Math.max(perCommit, 2000)) {
    for (const caller of all) {
      for (const { envelope } of caller.next(batch).events) leaves.push(Buffer.from(canonicalBytes(envelope)));
    }
  }
  const db = new Database(path);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec('CREATE TABLE events (row INTEGER PRIMARY KEY, log INTEGER, position INTEGER, mac BLOB, leaf BLOB)');
    const insert = db.prepare('INSERT INTO events (row, log, position, mac, leaf) VALUES (?, ?, ?, ?, ?)');
    const begin = db.prepare('BEGIN IMMEDIATE');
    const commit = db.prepare('COMMIT');
    const mac = Buffer.alloc(32, 7);
    const latencies: number[] = [];
    let rows = 0;
    const start = performance.now();
    let before = start;
    while (before < start + ms) {
      begin.run();
      for (let i = 0; i < perCommit; i++) insert.run(rows + 1, 0, rows, mac, leaves[rows++ % leaves.length]);
      commit.run();
      const now = performance.now();
      latencies.push(now - before);
      before = now;
    }
    return { events: rows, seconds: (before - start) / 1000, latencies };
  } finally {
    db.close();
  }
}

async function preload(store: EventStore, count: number): Promise<void> {
  const callers = Array.from({ length: 16 }, (_, number) => new Caller(number, 'before'));
  for (let done = 0; done < count; done += 16 * 100) {
    await Promise.all(
      callers.map((caller) => {
        const { stream, expected, events } = caller.next(100);
        return store.append('process', stream, expected, events);
      }),
    );
  }
}

function rate({ events, seconds }: Measured): number {
  return events / seconds;
}

/** Neighbours are compared: what disturbs the machine disturbs both. */
function ratios(ours: readonly Measured[], raw: readonly Measured[]): number[] {
  return ours.map((own, index) => rate(own) / rate(raw[index] as Measured));
}

function row(name: string, callers: number, batch: number, runs: readonly Measured[]): BenchRow {
  const rates = runs.map(rate);
  const latencies = runs.flatMap((run) => run.latencies);
  return {
    name,
    callers,
    batch,
    eventsPerSecond: Math.round(median(rates)),
    p50: rounded(percentile(latencies, 0.5), 3),
    p99: rounded(percentile(latencies, 0.99), 3),
    spread: [Math.round(Math.min(...rates)), Math.round(Math.max(...rates))],
  };
}
