import type Database from 'better-sqlite3';
import { LOGS } from '#kernel';
import { BulkInsert } from './bulk-insert.js';
import { ID_KEY_BITS, idKey, LOG_CODES, LOWEST_KEY, streamKey } from './format.js';
import type { Segments } from './segments.js';
import type { IndexEntry, Tail } from './tail.js';

/**
 * Fills the index tables: a batch of events is sorted by key, so that neighbours fall into the same page and a page is
 * written once, and inserted in steps that ride along in the transactions of appends. Only the last step says that the
 * tables reach further. A batch that was interrupted is begun again with whatever came after it, so a run that was
 * written before can only be as long or longer the second time: it is replaced.
 */
export class IndexWriter {
  readonly #positions: BulkInsert;
  readonly #streams: BulkInsert;
  readonly #ids: BulkInsert;
  readonly #upto: Database.Statement<[number]>;
  #uptoRow: number | undefined;

  constructor(
    db: Database.Database,
    readonly segments: Segments,
  ) {
    this.#positions = new BulkInsert(db, 'INSERT OR REPLACE INTO position_runs (log, position, row, count)', 4);
    this.#streams = new BulkInsert(db, 'INSERT OR REPLACE INTO stream_runs (segment, stream, rev, row, count)', 5);
    this.#ids = new BulkInsert(db, 'INSERT OR IGNORE INTO id_rows (segment, id, row)', 3);
    this.#upto = db.prepare('UPDATE indexed SET upto = ?');
  }

  get busy(): boolean {
    return this.#uptoRow !== undefined;
  }

  /** Takes a batch: all events of a tail, whose names must be known. Nothing is written yet. */
  begin(tail: Tail): void {
    // Each is made when its turn comes, so that no group waits for the sorting of all three.
    this.#positions.begin(() => positionRuns(tail));
    this.#streams.begin(() => streamRuns(tail, this.segments));
    this.#ids.begin(() => sortedIds(tail.named, this.segments));
    this.#uptoRow = tail.named.at(-1)?.row;
  }

  /** Inserts at most so many rows, inside the caller's transaction. True with the last one. */
  step(rows: number): boolean {
    if (this.#uptoRow === undefined) return true;
    let left = rows;
    left -= this.#positions.step(left);
    left -= this.#streams.step(left);
    this.#ids.step(left);
    if (!(this.#positions.done && this.#streams.done && this.#ids.done)) return false;
    this.#upto.run(this.#uptoRow);
    this.segments.sealIfFull(this.#uptoRow);
    this.#uptoRow = undefined;
    return true;
  }

  /** Drops the batch, after a transaction failed. */
  forget(): void {
    for (const table of [this.#positions, this.#streams, this.#ids]) table.begin(() => []);
    this.#uptoRow = undefined;
  }
}

/** log, position, row, count: in order of log and position. */
function positionRuns(tail: Tail): number[] {
  const runs: number[] = [];
  for (const log of LOGS) {
    let first = true;
    for (let position = tail.from(log); position < tail.size(log); position++) {
      const row = tail.rowAt(log, position) as number;
      if (!first && endOfLastRun(runs) === row) lengthen(runs);
      else runs.push(LOG_CODES[log], position, row, 1);
      first = false;
    }
  }
  return runs;
}

/** segment, stream, rev, row, count: in order of key and revision. */
function streamRuns(tail: Tail, segments: Segments): number[] {
  const streams = tail.streams().map(({ log, stream, entries }) => ({ key: streamKey(log, stream), entries }));
  streams.sort((a, b) => a.key - b.key);
  const runs: number[] = [];
  for (const { key, entries } of streams) {
    segments.add(key);
    let first = true;
    for (const { rev, row } of entries) {
      if (!first && endOfLastRun(runs) === row) lengthen(runs);
      else runs.push(segments.current, key, rev, row, 1);
      first = false;
    }
  }
  return runs;
}

/** Row after the last run's last. */
function endOfLastRun(runs: readonly number[]): number {
  return (runs[runs.length - 2] as number) + (runs[runs.length - 1] as number);
}

function lengthen(runs: number[]): void {
  runs[runs.length - 1] = (runs[runs.length - 1] as number) + 1;
}

/**
 * segment, id, row: in order of key, or nearly. Numbers without a comparing function sort ten times faster, so key and index are
 * put into one, at the price of the key's last bits where the batch is large; they do not matter for the order of pages.
 */
function sortedIds(entries: readonly IndexEntry[], segments: Segments): number[] {
  const indexBits = Math.ceil(Math.log2(entries.length + 1));
  const dropped = 2 ** Math.max(0, ID_KEY_BITS + indexBits - 53);
  const indexes = 2 ** indexBits;
  const keys = entries.map(({ id }) => idKey(id));
  const packed = new Float64Array(entries.length);
  for (let i = 0; i < keys.length; i++) {
    packed[i] = Math.floor(((keys[i] as number) - LOWEST_KEY) / dropped) * indexes + i;
  }
  packed.sort();
  const values: number[] = [];
  for (const value of packed) {
    const index = value % indexes;
    const key = keys[index] as number;
    segments.add(key);
    values.push(segments.current, key, (entries[index] as IndexEntry).row);
  }
  return values;
}
