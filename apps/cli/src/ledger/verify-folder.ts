import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StoredRows } from '#event-store';
import { LOGS, type LogName, type Words } from '#kernel';
import {
  CheckpointFolder,
  type HashSource,
  type PaperAnchor,
  type PublishedNote,
  parseCheckpoint,
  parseNote,
  readSealerState,
  runPiece,
  SqliteTileStore,
  sealerStatePath,
  TileHashSource,
  type VerifyReport,
  verifyLog,
} from '#transparency';
import type { DataFolder } from '../../../server/src/deployment/folder.js';
import { ownKey } from './verifier-keys.js';
import { VerifyPool } from './verify-pool.js';

export interface FolderCheck {
  readonly folder: DataFolder;
  readonly logs: readonly LogName[];
  readonly deep: boolean;
  readonly threads: number;
  /** Verifier keys that were kept elsewhere, by log. */
  readonly vkeys: ReadonlyMap<string, string>;
  /** Checkpoints that were kept elsewhere, and codes from paper: of the log whose origin they name, codes of `process`. */
  readonly independent: readonly PublishedNote[];
  readonly anchors: readonly PaperAnchor[];
  readonly onProgress: (log: LogName, done: number, total: number) => void;
}

/** The verdict over a folder: the worst of its logs, and what belongs to no log. */
export interface FolderReport {
  readonly verdict: VerifyReport['verdict'];
  readonly exitCode: VerifyReport['exitCode'];
  readonly logs: readonly VerifyReport[];
  /** Rows beyond one for each position of each log: somebody put them there. */
  readonly surplusRows: number;
  /** What the database says where a row could not be read. */
  readonly damage?: string;
  readonly words: Words;
}

/** Below this many leaves starting threads takes longer than hashing. */
const WORTH_THREADS = 100_000;

/** Verifies the logs of a folder against the checkpoints in it. I/O errors and missing keys are thrown. */
export async function verifyFolder(check: FolderCheck): Promise<FolderReport> {
  const largest = sizeOfLargest(check.folder.ledger, check.logs);
  const threads = largest >= WORTH_THREADS ? check.threads : 1;
  const pool = threads > 1 ? new VerifyPool(check.folder.ledger, threads) : undefined;
  try {
    const logs: VerifyReport[] = [];
    let damage: string | undefined;
    let surplusRows = 0;
    for (const log of check.logs) {
      const found = await verifyOne(check, log, pool);
      logs.push(found.report);
      damage ??= found.damage ?? pool?.damage;
      surplusRows = Math.max(surplusRows, found.surplus);
    }
    const verdict =
      surplusRows > 0 || logs.some((report) => report.verdict === 'tampered')
        ? 'tampered'
        : damage !== undefined || logs.some((report) => report.verdict === 'incomplete')
          ? 'incomplete'
          : 'intact';
    return {
      verdict,
      exitCode: ({ tampered: 10, incomplete: 20, intact: 0 } as const)[verdict],
      logs,
      surplusRows,
      ...(damage === undefined ? {} : { damage }),
      words: wordsOf(verdict, surplusRows, damage, logs.length),
    };
  } finally {
    await pool?.close();
  }
}

async function verifyOne({ folder, ...check }: FolderCheck, log: LogName, pool: VerifyPool | undefined) {
  const vkey = check.vkeys.get(log) ?? (await ownKey(folder, log));
  const name = vkey.slice(0, vkey.indexOf('+'));
  const tiles = openTiles(folder);
  // Loaded for this alone: it knows every event type.
  const checkEvent = check.deep ? (await import('./event-check.js')).checkEvent : undefined;
  // Opened by the first question after the checkpoints were read: a log that grows meanwhile must not seem too short.
  let opened: StoredRows | undefined;
  const rows = () => {
    opened ??= new StoredRows(folder.ledger);
    return opened;
  };
  const source = {
    size: () => rows().size(log),
    readLeaves: (from: number, limit: number) => rows().readLeaves(log, from, limit),
  };
  try {
    const storedHashes = tiles === undefined ? undefined : await hashesOf(folder, log, vkey, tiles);
    const report = await verifyLog({
      log,
      source,
      checkpoints: published(folder, log, vkey),
      vkey,
      independent: check.independent.filter((note) => originOf(note) === name),
      anchors: log === 'process' ? check.anchors : [],
      deep: check.deep,
      ...(checkEvent === undefined ? {} : { check: checkEvent }),
      run: pool === undefined ? (job) => runPiece(source, job, checkEvent) : (job) => pool.run(job),
      parallel: pool?.parallel ?? 1,
      onProgress: (done, total) => check.onProgress(log, done, total),
      ...(storedHashes === undefined ? {} : { storedHashes }),
    });
    return { report, damage: rows().damage, surplus: rows().surplus };
  } finally {
    opened?.close();
    tiles?.close();
  }
}

/**
 * Every published checkpoint, and the one that the sealer keeps by itself: deleting the last rows together with the
 * checkpoints over them does not hide them. By itself it is not enough: a folder without any published checkpoint has
 * lost them. The state is read first, so that a server that seals meanwhile does not put it ahead.
 */
async function* published(folder: DataFolder, log: LogName, vkey: string): AsyncGenerator<PublishedNote> {
  const state = await readSealerState(sealerStatePath(folder.seals, log), vkey);
  let any = false;
  for await (const note of new CheckpointFolder(join(folder.checkpoints, log), vkey).notes()) {
    any = true;
    yield note;
  }
  if (any && state.ok && state.value !== undefined) yield { name: `seals/${log}.json`, note: state.value.head.note };
}

function openTiles(folder: DataFolder): SqliteTileStore | undefined {
  const path = join(folder.seals, 'tiles.db');
  if (!existsSync(path)) return undefined;
  try {
    return new SqliteTileStore(path, { readonly: true });
  } catch {
    // They only help to name the position; everything in them can be made again.
    return undefined;
  }
}

async function hashesOf(
  folder: DataFolder,
  log: LogName,
  vkey: string,
  tiles: SqliteTileStore,
): Promise<HashSource | undefined> {
  const state = await readSealerState(sealerStatePath(folder.seals, log), vkey);
  if (!state.ok || state.value === undefined) return undefined;
  return new TileHashSource(tiles.of(vkey.slice(0, vkey.indexOf('+'))), state.value.edge);
}

function originOf({ note }: PublishedNote): string | undefined {
  const parsed = parseNote(note);
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.value.text) : undefined;
  return checkpoint?.ok ? checkpoint.value.origin : undefined;
}

function sizeOfLargest(ledger: string, logs: readonly LogName[]): number {
  const rows = new StoredRows(ledger);
  try {
    return Math.max(...logs.map((log) => rows.size(log)));
  } finally {
    rows.close();
  }
}

function wordsOf(verdict: FolderReport['verdict'], surplus: number, damage: string | undefined, count: number): Words {
  const all = count === LOGS.length;
  const zh = [
    {
      intact: all ? '三个日志均完好。' : '所核验的日志完好。',
      tampered: '台账已被改动。请勿继续写入，留存整个数据目录，并与见证方、纸质锚点和备份比对。',
      incomplete: '台账不完整。请勿继续写入，留存整个数据目录，并与备份比对。',
    }[verdict],
    ...(surplus > 0 ? [`表中多出 ${surplus} 行，不属于任何日志的任何位置。`] : []),
    ...(damage === undefined ? [] : [`数据库文件损坏，部分行无法读取（${damage}）。`]),
  ];
  const en = [
    {
      intact: all ? 'All three logs are intact.' : 'The logs that were verified are intact.',
      tampered:
        'The ledger was tampered with. Write no more, keep the whole data folder, and compare it with witnesses, paper anchors and backups.',
      incomplete: 'The ledger is incomplete. Write no more, keep the whole data folder, and compare it with backups.',
    }[verdict],
    ...(surplus > 0 ? [`The table holds ${surplus} more rows than the logs have positions.`] : []),
    ...(damage === undefined ? [] : [`The database file is damaged and some rows cannot be read (${damage}).`]),
  ];
  return { zh: zh.join('\n'), en: en.join('\n') };
}
