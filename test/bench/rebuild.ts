import { rmSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite, { type Database } from 'better-sqlite3';
import { openSqliteStore } from '#event-store';
import type { ViewSet } from '#projections';
import { createFolders, dataFolder } from '../../apps/server/src/deployment/folder.js';
import { openMainViews, openSearchViews } from '../../apps/server/src/deployment/view-sets.js';
import { growTo } from './history.js';
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

export interface BenchRebuildOptions {
  /** Events in the log, growing. */
  readonly sizes?: readonly number[];
  readonly repeats?: number;
  readonly folder?: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Events applied, and rows written raw, in one transaction. */
const BATCH = 1000;
/** Rows that are in memory at once before they are written raw. */
const CHUNK = 20_000;

/**
 * Building all views anew from the first event, rule results at its end; then the search index, which is a set of its
 * own. Beside the views stand prepared statements alone that write the same rows into the same tables: no events read,
 * nothing parsed, folded, hashed or judged.
 */
export async function benchRebuild(options: BenchRebuildOptions = {}): Promise<BenchReport> {
  const { sizes = [10_000, 100_000, 1_000_000], repeats = 3, onProgress } = options;
  const folder = benchFolder(options.folder);
  const data = dataFolder(join(folder.path, 'data'));
  createFolders(data);
  const store = openSqliteStore(data.ledger);
  const rows: BenchRow[] = [];
  try {
    const fsync = rate(measureFsync(folder.path, 500));
    let elections = 0;
    let done = 0;
    for (const size of sizes) {
      elections = await growTo(store, size, elections);
      const ours: Measured[] = [];
      const raw: Measured[] = [];
      const search: Measured[] = [];
      let resident: readonly [number, number] = [0, 0];
      for (let turn = 0; turn < repeats; turn++) {
        onProgress?.(done++, sizes.length * repeats);
        createFolders(data);
        const views = openMainViews(data, store);
        try {
          const built = await rebuilt(views);
          ours.push(built.measured);
          resident = built.resident;
          raw.push(rawRows(views.db, join(folder.path, 'raw.db'), size));
        } finally {
          views.close();
        }
        const texts = openSearchViews(data, store);
        try {
          search.push((await rebuilt(texts)).measured);
        } finally {
          texts.close();
        }
        rmSync(data.views, { recursive: true });
      }
      const ratio = rounded(median(ours.map((own, i) => rate(own) / rate(raw[i] as Measured))), 2);
      const memory = `${resident[0]} MB resident at the half, ${resident[1]} MB at the end`;
      rows.push(
        summary('jianzheng', 1, BATCH, ours, { ratio, note: `${size} events, all views but search; ${memory}` }),
        summary('raw-sqlite', 1, BATCH, raw, { ratio: 1, note: `${size} events, the same rows` }),
        summary('jianzheng-search', 1, BATCH, search, { note: `${size} events, the search index` }),
      );
    }
    return { machine: machine(folder.path, fsync), rows };
  } finally {
    await store.close();
    folder.remove();
  }
}

async function rebuilt(
  views: ViewSet,
): Promise<{ readonly measured: Measured; readonly resident: readonly [number, number] }> {
  const latencies: number[] = [];
  let half = 0;
  const start = performance.now();
  let before = start;
  let events = 0;
  await views.catchUp((done, total) => {
    const now = performance.now();
    latencies.push(now - before);
    before = now;
    events = total;
    if (half === 0 && done * 2 >= total) half = resident();
  });
  return {
    measured: { events, seconds: (performance.now() - start) / 1000, latencies },
    resident: [half, resident()],
  };
}

function resident(): number {
  return Math.round(process.memoryUsage.rss() / 2 ** 20);
}

/** Writes all rows of some views into an empty file of the same shape; only the writing is measured. */
function rawRows(views: Database, path: string, events: number): Measured {
  const raw = new BetterSqlite(path);
  try {
    for (const pragma of ['journal_mode = WAL', 'synchronous = OFF', 'temp_store = MEMORY', 'cache_size = -65536'])
      raw.pragma(pragma);
    const shapes = views.prepare<[], { name: string; type: string; sql: string }>(
      "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC",
    );
    const latencies: number[] = [];
    for (const { sql } of shapes.all()) raw.exec(sql);
    for (const { name } of shapes.all().filter(({ type }) => type === 'table')) {
      const columns = views.prepare(`SELECT * FROM ${name}`).columns().length;
      const insert = raw.prepare(
        `INSERT INTO ${name} VALUES (${Array.from({ length: columns }, () => '?').join(', ')})`,
      );
      const write = raw.transaction((rows: readonly unknown[][]) => {
        for (const row of rows) insert.run(row);
      });
      for (let offset = 0; ; offset += CHUNK) {
        const rows = views.prepare(`SELECT * FROM ${name} LIMIT ? OFFSET ?`).raw().all(CHUNK, offset) as unknown[][];
        if (rows.length === 0) break;
        for (let i = 0; i < rows.length; i += BATCH) {
          const before = performance.now();
          write(rows.slice(i, i + BATCH));
          latencies.push(performance.now() - before);
        }
      }
    }
    return { events, seconds: latencies.reduce((sum, ms) => sum + ms, 0) / 1000, latencies };
  } finally {
    raw.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  }
}
