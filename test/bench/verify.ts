import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteStore } from '#event-store';
import { FileSigner, generateKeyFile, Sealer, SqliteTileStore } from '#transparency';
import { verifyFolder } from '../../apps/cli/src/ledger/verify-folder.js';
import { createFolders, type DataFolder, dataFolder } from '../../apps/server/src/deployment/folder.js';
import { leafSource } from '../../apps/server/src/deployment/logs.js';
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

export interface BenchVerifyOptions {
  /** Leaves in the log. */
  readonly sizes?: readonly number[];
  readonly threads?: number;
  readonly repeats?: number;
  readonly folder?: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Verifies a sealed log from disk as `ledger verify` does: hashes alone, and with canonical form, order and the schema of
 * every event. `raw-sqlite` reads the same leaves with one prepared statement and hashes them, in one thread.
 */
export async function benchVerify(options: BenchVerifyOptions = {}): Promise<BenchReport> {
  const { sizes = [10_000, 100_000, 1_000_000], threads = 2, repeats = 3, onProgress } = options;
  const bench = benchFolder(options.folder);
  const rows: BenchRow[] = [];
  try {
    const fsync = rate(measureFsync(bench.path, 500));
    const folder = dataFolder(join(bench.path, 'data'));
    createFolders(folder);
    let elections = 0;
    for (const [i, size] of sizes.entries()) {
      onProgress?.(i, sizes.length);
      elections = await growAndSeal(folder, size, elections);
      const hashes: Measured[] = [];
      const deep: Measured[] = [];
      const raw: Measured[] = [];
      for (let turn = 0; turn < repeats; turn++) {
        raw.push(hashRaw(folder.ledger));
        hashes.push(await verify(folder, false, threads));
        deep.push(await verify(folder, true, threads));
      }
      const ratio = (runs: readonly Measured[]) =>
        rounded(median(runs.map((run, turn) => rate(run) / rate(raw[turn] ?? run))), 2);
      const note = (what: string) => `${size} leaves, ${what}`;
      rows.push(
        summary('jianzheng', threads, size, hashes, { ratio: ratio(hashes), note: note('hashes') }),
        summary('jianzheng', threads, size, deep, { ratio: ratio(deep), note: note('hashes, form, order and schema') }),
        summary('raw-sqlite', 1, size, raw, { ratio: 1, note: note('read and hashed') }),
      );
    }
    return { machine: machine(bench.path, fsync), rows };
  } finally {
    bench.remove();
  }
}

async function growAndSeal(folder: DataFolder, size: number, elections: number): Promise<number> {
  const store = openSqliteStore(folder.ledger);
  const tiles = new SqliteTileStore(join(folder.seals, 'tiles.db'));
  try {
    const written = await growTo(store, size, elections);
    const key = 'process.key';
    const signer =
      elections === 0
        ? await generateKeyFile(folder.keys, key, 'jianzheng/bench/process')
        : await FileSigner.load(join(folder.keys, key));
    const sealer = await Sealer.open({
      log: 'process',
      source: leafSource(store, 'process'),
      signer,
      tiles: tiles.of(signer.name),
      stateFolder: folder.seals,
      checkpointFolder: join(folder.checkpoints, 'process'),
    });
    await sealer.sealOnce(new Date().toISOString());
    return written;
  } finally {
    tiles.close();
    await store.close();
  }
}

async function verify(folder: DataFolder, deep: boolean, threads: number): Promise<Measured> {
  const began = performance.now();
  const report = await verifyFolder({
    folder,
    logs: ['process'],
    deep,
    threads,
    vkeys: new Map(),
    independent: [],
    anchors: [],
    onProgress: () => undefined,
  });
  const ms = performance.now() - began;
  if (report.verdict !== 'intact') throw new Error(JSON.stringify(report.logs[0]?.faults.slice(0, 3)));
  return { events: report.logs[0]?.size ?? 0, seconds: ms / 1000, latencies: [ms] };
}

function hashRaw(path: string): Measured {
  const db = new Database(path, { readonly: true });
  try {
    const began = performance.now();
    let events = 0;
    for (const leaf of db.prepare<[], Buffer>('SELECT leaf FROM events ORDER BY row').pluck().iterate()) {
      createHash('sha256').update(leaf).digest();
      events++;
    }
    const ms = performance.now() - began;
    return { events, seconds: ms / 1000, latencies: [ms] };
  } finally {
    db.close();
  }
}
