import type Database from 'better-sqlite3';
import { idKey, LOG_CODES, streamKey } from './format.js';
import type { IndexEntry } from './tail.js';

interface Run {
  /** Code of the log, or key of the stream. */
  readonly key: number;
  /** Name of the stream: two streams may have the same key. */
  readonly of: string;
  /** First position or revision. */
  readonly start: number;
  readonly row: number;
  count: number;
}

/**
 * Fills the index tables: a batch of entries is sorted by key, so that neighbours fall into the same page and a page is
 * written once, and inserted in steps that ride along in the transactions of appends. Only the last step says that the
 * tables reach further. A batch that was interrupted is begun again with whatever came after it, so a run that was
 * written before can only be as long or longer the second time: it is replaced.
 */
export class IndexWriter {
  readonly #position: Database.Statement<[number, number, number, number]>;
  readonly #stream: Database.Statement<[number, number, number, number]>;
  readonly #id: Database.Statement<[number, number]>;
  readonly #upto: Database.Statement<[number]>;

  #positions: Run[] = [];
  #streams: Run[] = [];
  #ids: { readonly key: number; readonly row: number }[] = [];
  #next = 0;
  #uptoRow = 0;

  constructor(db: Database.Database) {
    this.#position = db.prepare('INSERT OR REPLACE INTO position_runs (log, position, row, count) VALUES (?, ?, ?, ?)');
    this.#stream = db.prepare('INSERT OR REPLACE INTO stream_runs (stream, rev, row, count) VALUES (?, ?, ?, ?)');
    this.#id = db.prepare('INSERT OR IGNORE INTO id_rows (id, row) VALUES (?, ?)');
    this.#upto = db.prepare('UPDATE indexed SET upto = ?');
  }

  get busy(): boolean {
    return this.#next < this.#total;
  }

  get #total(): number {
    return this.#positions.length + this.#streams.length + this.#ids.length;
  }

  /** Takes a batch, in commit order. Nothing is written yet. */
  begin(entries: readonly IndexEntry[]): void {
    this.#positions = joined(
      entries.map(({ log, position, row }) => ({ key: LOG_CODES[log], of: log, start: position, row, count: 1 })),
    );
    const keys = new Map<string, number>();
    const byStream = entries.map(({ log, stream, rev, row }) => {
      const of = `${log}:${stream}`;
      let key = keys.get(of);
      if (key === undefined) {
        key = streamKey(log, stream);
        keys.set(of, key);
      }
      return { key, of, start: rev, row, count: 1 };
    });
    this.#streams = joined(byStream);
    this.#ids = entries.map((entry) => ({ key: idKey(entry.id), row: entry.row })).sort((a, b) => a.key - b.key);
    this.#uptoRow = entries.at(-1)?.row ?? 0;
    this.#next = 0;
  }

  /** Inserts at most so many, inside the caller's transaction. True with the last one. */
  step(inserts: number): boolean {
    const { length: positions } = this.#positions;
    const { length: streams } = this.#streams;
    const end = Math.min(this.#next + inserts, this.#total);
    for (; this.#next < end; this.#next++) {
      const index = this.#next;
      if (index < positions) {
        const run = this.#positions[index] as Run;
        this.#position.run(run.key, run.start, run.row, run.count);
      } else if (index < positions + streams) {
        const run = this.#streams[index - positions] as Run;
        this.#stream.run(run.key, run.start, run.row, run.count);
      } else {
        const { key, row } = this.#ids[index - positions - streams] as { key: number; row: number };
        this.#id.run(key, row);
      }
    }
    if (this.#next < this.#total) return false;
    this.#upto.run(this.#uptoRow);
    this.forget();
    return true;
  }

  /** Drops the batch, after its transaction failed or it is done. */
  forget(): void {
    this.#positions = [];
    this.#streams = [];
    this.#ids = [];
    this.#next = 0;
  }
}

/** Sorts by key, then start, and joins what follows each other in both start and row. */
function joined(runs: Run[]): Run[] {
  runs.sort((a, b) => a.key - b.key || a.start - b.start || a.row - b.row);
  const result: Run[] = [];
  let last: Run | undefined;
  for (const run of runs) {
    if (last !== undefined && follows(run, last)) {
      last.count++;
    } else {
      result.push(run);
      last = run;
    }
  }
  return result;
}

function follows(run: Run, last: Run): boolean {
  return run.start === last.start + last.count && run.row === last.row + last.count && run.of === last.of;
}
