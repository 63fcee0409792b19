import type Database from 'better-sqlite3';
import { type LogName, ok } from '#kernel';
import { type AppendView, decideAppend } from '../decide-append.js';
import type { EncodedAppend, EncodedEvent } from '../encode.js';
import type { Appended, AppendFailure, StreamHead } from '../event-store.js';
import { StoreUnavailable } from '../store-failure.js';
import { BulkInsert } from './bulk-insert.js';
import { LOG_CODES } from './format.js';
import type { Answer, Committer } from './group-commit.js';
import { HeadCache } from './head-cache.js';
import { Housekeeping, type HousekeepingOptions } from './housekeeping.js';
import { LedgerRows } from './ledger-rows.js';
import { asUnavailable } from './sqlite-failure.js';
import type { IndexEntry } from './tail.js';

export interface LedgerWriterOptions extends HousekeepingOptions {
  /** After a failed write, it is tried again this often (ms) even if nobody appends. */
  readonly retryMs: number;
}

/**
 * Writes groups of appends, each decided by itself, and keeps what is in memory in step with the file. All work is
 * synchronous between two turns of the event loop, so no read on this connection sees what is not committed.
 */
export class LedgerWriter implements Committer {
  readonly rows: LedgerRows;
  readonly #db: Database.Database;
  readonly #options: LedgerWriterOptions;
  readonly #housekeeping: Housekeeping;
  readonly #heads = { process: new HeadCache(), cases: new HeadCache(), access: new HeadCache() };
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  readonly #insert: BulkInsert;
  readonly #onCommit: () => void;

  /** Values of rows that are decided but not inserted yet, and the last row that is. */
  #pending: unknown[] = [];
  #insertedRow = 0;
  #trouble: StoreUnavailable | undefined;
  /** What is in memory may not agree with the file, after a transaction failed. */
  #stale = false;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  readonly #view: AppendView = {
    findById: (log, id) => {
      this.#insertBefore(this.rows.tail.byId(log, id));
      return this.rows.byId(log, id);
    },
    head: (log, stream) => this.#head(log, stream),
  };

  constructor(db: Database.Database, options: LedgerWriterOptions, onCommit: () => void) {
    this.#db = db;
    this.#options = options;
    this.#onCommit = onCommit;
    this.rows = new LedgerRows(db, true);
    this.rows.reload();
    // Nobody else should hold the file; everybody waits while this connection does.
    db.pragma('busy_timeout = 200');
    this.#insertedRow = this.rows.lastRow;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#insert = new BulkInsert(db, 'INSERT INTO events (row, log, position, mac, leaf)', 5);
    this.#housekeeping = new Housekeeping(db, this.rows, options, (work) => this.#guarded(work));
  }

  /** Why appends do not work; undefined when they do. */
  get trouble(): StoreUnavailable | undefined {
    return this.#trouble;
  }

  commit(appends: readonly EncodedAppend[]): Answer[] {
    if (this.#stale) this.#recover();
    const answers: Answer[] = [];
    const before = this.rows.lastRow;
    // Looking things up is several times cheaper inside a transaction; an empty one costs nothing on the disk.
    this.#begin.run();
    for (const append of appends) {
      const decided = decideAppend(this.#view, append);
      if (decided.ok && decided.value === 'write') answers.push(ok(this.#place(append)));
      else answers.push(decided as Answer);
    }
    this.#insertPending();
    const written = this.rows.lastRow - before;
    if (written > 0) this.#housekeeping.beforeCommit(written);
    this.#commit.run();
    if (written > 0) {
      this.#housekeeping.afterCommit();
      this.#clearTrouble();
    }
    return answers;
  }

  failed(error: unknown): AppendFailure | undefined {
    return this.#afterFailure(error)?.asFailure();
  }

  committed(): void {
    this.#onCommit();
    this.#housekeeping.plan();
  }

  /** Reads through this connection; throws {@link StoreUnavailable}. */
  read<T>(read: () => T): T {
    try {
      if (this.#stale) this.#recover();
      return read();
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  head(log: LogName, stream: string): StreamHead | undefined {
    return this.read(() => this.#head(log, stream));
  }

  /** Fills the index tables and empties the write-ahead log. Nothing can be written afterwards. */
  close(): void {
    clearTimeout(this.#retry);
    this.#guarded(() => this.#housekeeping.finish());
    this.#closed = true;
    try {
      this.#db.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // What is committed stays in the write-ahead log and is read at the next start.
      if (!(asUnavailable(error) instanceof StoreUnavailable)) throw error;
    }
  }

  #head(log: LogName, stream: string): StreamHead | undefined {
    const known = this.#heads[log].get(stream);
    if (known !== undefined) return known;
    this.#insertBefore(this.rows.tail.ofStream(log, stream).at(-1));
    const head = this.rows.head(log, stream);
    if (head !== undefined) this.#heads[log].set(stream, head);
    return head;
  }

  /** Gives the events their places, for those that decide after them; a failure later on makes memory stale. */
  #place(append: EncodedAppend): Appended {
    const { log, stream, events } = append;
    const { rows } = this;
    const code = LOG_CODES[log];
    const first = rows.size(log);
    let position = first;
    for (const event of events) {
      const row = rows.lastRow + 1;
      this.#pending.push(row, code, position, event.mac ?? null, event.bytes);
      rows.add({ row, log, position, stream, rev: event.rev, id: event.id });
      position++;
    }
    this.#housekeeping.written(append.bytes);
    const last = events[events.length - 1] as EncodedEvent;
    this.#heads[log].set(stream, { revision: last.rev, at: last.at, position: position - 1 });
    return { first, last: position - 1, revision: last.rev, repeated: false };
  }

  #insertPending(): void {
    this.#insert.begin(() => this.#pending);
    this.#insert.step(this.#pending.length);
    this.#pending = [];
    this.#insertedRow = this.rows.lastRow;
  }

  /** What is about to be read must be in the table: an earlier caller of the same group may have written it. */
  #insertBefore(entry: IndexEntry | undefined): void {
    if (entry !== undefined && entry.row > this.#insertedRow) this.#insertPending();
  }

  #guarded(work: () => void): void {
    if (this.#closed) return;
    try {
      if (this.#stale) this.#recover();
      work();
    } catch (error) {
      if (this.#afterFailure(error) === undefined) throw error;
    }
  }

  /**
   * Rolls back and marks memory as stale. Undefined when the error is a fault of ours and not of the disk. The
   * connection stays open: a new one would take frames of the write-ahead log for durable that a failed fsync left in
   * the kernel's cache only, while this one writes over them.
   */
  #afterFailure(error: unknown): StoreUnavailable | undefined {
    this.#stale = true;
    try {
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself.
    }
    const known = asUnavailable(error);
    if (!(known instanceof StoreUnavailable)) return undefined;
    this.#trouble = known;
    this.#planRetry();
    return known;
  }

  #recover(): void {
    for (const heads of Object.values(this.#heads)) heads.clear();
    this.#housekeeping.forget();
    this.#pending = [];
    this.rows.reload();
    this.#insertedRow = this.rows.lastRow;
    this.#stale = false;
  }

  #clearTrouble(): void {
    if (this.#trouble === undefined) return;
    this.#trouble = undefined;
    clearTimeout(this.#retry);
    this.#retry = undefined;
  }

  /** So that readiness comes back without anybody appending: while it is bad, nobody may be sent here. */
  #planRetry(): void {
    if (this.#retry !== undefined || this.#closed) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#guarded(() => {
        // The same value again: a page is written and synced.
        this.#db.exec('BEGIN IMMEDIATE; UPDATE indexed SET upto = upto; COMMIT');
        this.#clearTrouble();
      });
    }, this.#options.retryMs).unref();
  }
}
