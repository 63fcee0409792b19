import type Database from 'better-sqlite3';
import { LOGS, type LogName } from '#kernel';
import { LOG_CODES } from './format.js';
import { openForReading } from './open-ledger.js';
import { asUnavailable, sqliteCode } from './sqlite-failure.js';

/** A leaf as it lies in the table, with the position that stands beside it there. */
export interface StoredRow {
  readonly position: number;
  readonly bytes: Uint8Array;
}

type LeafRow = [row: number, position: number, leaf: Uint8Array | string];
type Sizes = Record<LogName, number>;

/**
 * Reads the table of events itself, row by row, for verification, also of a file that somebody changed. The index
 * tables only hint where to begin; whether a row holds the position it should is for the caller to check, whom every
 * row tells the position that stands in it.
 *
 * Rows of a log are given in the order of the table: a file that was left alone has them in the order of positions,
 * without gaps. A row that cannot be read (the file is damaged) ends the reading, and `damage` says why.
 */
export class StoredRows {
  readonly #db: Database.Database;
  readonly #leaves: Database.Statement<[number, number, number], LeafRow>;
  #next: { readonly log: LogName; readonly position: number; readonly row: number } | undefined;
  #sizes: Sizes | undefined;
  #damage: string | undefined;
  #surplus = 0;

  constructor(path: string) {
    this.#db = openForReading(path);
    try {
      this.#leaves = this.#db
        .prepare<[number, number, number], LeafRow>(
          'SELECT row, position, leaf FROM events WHERE row >= ? AND log = ? ORDER BY row LIMIT ?',
        )
        .raw();
    } catch (error) {
      this.#db.close();
      throw asUnavailable(error);
    }
  }

  /** Why a row could not be read, once that has happened. */
  get damage(): string | undefined {
    return this.#damage;
  }

  /** Rows beyond one for each position, as counted by the last `size`: rows of no log, or a position that stands twice. */
  get surplus(): number {
    return this.#surplus;
  }

  /** One past the highest position of the log, now. */
  size(log: LogName): number {
    this.#sizes ??= this.#sizesNow();
    return this.#sizes[log];
  }

  /** At most `limit` leaves of the log from `from` on, in the order of the table. Empty at the end and at a damaged row. */
  readLeaves(log: LogName, from: number, limit: number): StoredRow[] {
    const first = this.#next?.log === log && this.#next.position === from ? this.#next.row : this.#rowOf(log, from);
    if (first === undefined) return [];
    const rows = this.#leavesFrom(first, log, limit);
    const last = rows.at(-1);
    this.#next = last === undefined ? undefined : { log, position: from + rows.length, row: last[0] + 1 };
    // A leaf that was turned into text is hashed by its bytes, like any other.
    return rows.map(([, position, leaf]) => ({ position, bytes: typeof leaf === 'string' ? Buffer.from(leaf) : leaf }));
  }

  close(): void {
    this.#db.close();
  }

  #leavesFrom(row: number, log: LogName, limit: number): LeafRow[] {
    try {
      return this.#leaves.all(row, LOG_CODES[log], limit);
    } catch (error) {
      if (!isDamage(error)) throw asUnavailable(error);
      // One by one up to the row that cannot be read.
      const rows: LeafRow[] = [];
      try {
        for (const found of this.#leaves.iterate(row, LOG_CODES[log], limit)) rows.push(found);
      } catch (again) {
        this.#damage = (again as Error).message;
      }
      return rows;
    }
  }

  #sizesNow(): Sizes {
    try {
      return this.#count();
    } catch (error) {
      if (!isDamage(error)) throw asUnavailable(error);
      // What can be read is read up to the damage; what the index tables promise beyond it is missing.
      this.#damage = (error as Error).message;
      return this.#indexedSizes() ?? { process: 0, cases: 0, access: 0 };
    }
  }

  /** Sizes as the index tables say, where the number of rows bears them out; else as the rows say. */
  #count(): Sizes {
    const rows = this.#db.prepare<[], number>('SELECT count(*) FROM events').pluck().get() ?? 0;
    const indexed = this.#indexedSizes();
    const sizes =
      indexed !== undefined && LOGS.reduce((sum, log) => sum + indexed[log], 0) === rows
        ? indexed
        : this.#highest('SELECT log, max(position) + 1 FROM events GROUP BY log');
    this.#surplus = rows - LOGS.reduce((sum, log) => sum + sizes[log], 0);
    return sizes;
  }

  #indexedSizes(): Sizes | undefined {
    try {
      const upto = this.#db.prepare<[], number>('SELECT upto FROM indexed').pluck().get() ?? 0;
      const last = this.#db
        .prepare<[number, number], number>(
          'SELECT position + count FROM position_runs WHERE log = ? AND row <= ? ORDER BY position DESC LIMIT 1',
        )
        .pluck();
      const newest = this.#highest('SELECT log, max(position) + 1 FROM events WHERE row > ? GROUP BY log', upto);
      const sizes: Sizes = { process: 0, cases: 0, access: 0 };
      for (const log of LOGS) sizes[log] = Math.max(newest[log], last.get(LOG_CODES[log], upto) ?? 0);
      return sizes;
    } catch (error) {
      if (sqliteCode(error) === undefined) throw error;
      return undefined;
    }
  }

  #highest(sql: string, ...values: number[]): Sizes {
    const sizes: Sizes = { process: 0, cases: 0, access: 0 };
    const found = this.#db
      .prepare<number[], [number, number]>(sql)
      .raw()
      .all(...values);
    for (const log of LOGS) sizes[log] = Number(found.find(([code]) => code === LOG_CODES[log])?.[1] ?? 0);
    return sizes;
  }

  /** The first row of the log with this position or a higher one. */
  #rowOf(log: LogName, position: number): number | undefined {
    if (position === 0) return 1;
    const code = LOG_CODES[log];
    return this.#read(() => {
      const hinted = this.#hintedRow(code, position);
      const stands = this.#db
        .prepare<[number], { log: number; position: number }>('SELECT log, position FROM events WHERE row = ?')
        .get(hinted ?? 0);
      if (stands?.log === code && stands.position === position) return hinted;
      const search = this.#db
        .prepare<[number, number], number>(
          'SELECT row FROM events WHERE log = ? AND position >= ? ORDER BY row LIMIT 1',
        )
        .pluck();
      return search.get(code, position);
    });
  }

  #hintedRow(code: number, position: number): number | undefined {
    try {
      const run = this.#db
        .prepare<[number, number], [number, number, number]>(
          'SELECT position, row, count FROM position_runs WHERE log = ? AND position <= ? ORDER BY position DESC LIMIT 1',
        )
        .raw()
        .get(code, position);
      if (run !== undefined && position < run[0] + run[2]) return run[1] + position - run[0];
      const upto = this.#db.prepare<[], number>('SELECT upto FROM indexed').pluck().get() ?? 0;
      return this.#db
        .prepare<[number, number, number], number>(
          'SELECT row FROM events WHERE row > ? AND log = ? AND position = ? LIMIT 1',
        )
        .pluck()
        .get(upto, code, position);
    } catch (error) {
      if (sqliteCode(error) === undefined) throw error;
      return undefined;
    }
  }

  #read<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!isDamage(error)) throw asUnavailable(error);
      this.#damage = (error as Error).message;
      return undefined;
    }
  }
}

function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== undefined && (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB');
}
