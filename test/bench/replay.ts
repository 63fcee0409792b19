import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type LedgerReader, openLedgerReader } from '#event-store';
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
import { fillLedger } from './workload.js';

export interface BenchReplayOptions {
  /** Events in the ledger. */
  readonly sizes?: readonly number[];
  readonly repeats?: number;
  readonly folder?: string;
  /** Events read at once. */
  readonly batch?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Reads a whole log from its beginning, as projections and verification do, against a raw prepared statement over the
 * same table: the bytes alone, and parsed as JSON. Latencies are those of one batch.
 */
export async function benchReplay(options: BenchReplayOptions = {}): Promise<BenchReport> {
  const { sizes = [10_000, 100_000, 1_000_000], repeats = 5, batch = 1000, onProgress } = options;
  const folder = benchFolder(options.folder);
  const rows: BenchRow[] = [];
  try {
    const fsync = rate(measureFsync(folder.path, 500));
    for (const [i, size] of sizes.entries()) {
      onProgress?.(i, sizes.length);
      const path = join(folder.path, `ledger-${size}.db`);
      await fillLedger(path, size);
      for (const parsed of [false, true]) {
        const ours: Measured[] = [];
        const raw: Measured[] = [];
        for (let turn = 0; turn < repeats; turn++) {
          raw.push(replayRaw(path, batch, parsed));
          const reader = openLedgerReader(path);
          ours.push(replay(reader, batch, parsed));
          await reader.close();
        }
        const ratio = rounded(median(ours.map((own, index) => rate(own) / rate(raw[index] as Measured))), 2);
        const note = `${size} events, ${parsed ? 'parsed as JSON' : 'bytes'}`;
        rows.push(summary('jianzheng', 1, batch, ours, { ratio, note }));
        rows.push(summary('raw-sqlite', 1, batch, raw, { ratio: 1, note }));
      }
    }
    return { machine: machine(folder.path, fsync), rows };
  } finally {
    folder.remove();
  }
}

function replay(reader: LedgerReader, batch: number, parsed: boolean): Measured {
  return timed((from) => reader.leaves('process', from, batch), parsed);
}

function replayRaw(path: string, batch: number, parsed: boolean): Measured {
  const db = new Database(path, { readonly: true });
  try {
    const select = db.prepare<[number, number], Buffer>('SELECT leaf FROM events WHERE row > ? ORDER BY row LIMIT ?');
    select.pluck();
    return timed((from) => select.all(from, batch), parsed);
  } finally {
    db.close();
  }
}

function timed(read: (from: number) => readonly Buffer[], parsed: boolean): Measured {
  const latencies: number[] = [];
  let events = 0;
  let types = 0;
  const start = performance.now();
  let before = start;
  for (;;) {
    const leaves = read(events);
    if (leaves.length === 0) break;
    if (parsed) {
      for (const leaf of leaves) if ((JSON.parse(leaf.toString('utf8')) as { type: string }).type !== '') types++;
    }
    events += leaves.length;
    const now = performance.now();
    latencies.push(now - before);
    before = now;
  }
  if (parsed && types !== events) throw new Error('a leaf has no type');
  return { events, seconds: (before - start) / 1000, latencies };
}
