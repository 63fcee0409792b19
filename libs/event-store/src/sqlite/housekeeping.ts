import type Database from 'better-sqlite3';
import { IndexWriter } from './index-writer.js';
import type { LedgerRows } from './ledger-rows.js';

export interface HousekeepingOptions {
  /** The index tables are filled in batches of at least this many events, and after a quiet time. */
  readonly indexEvery: number;
  /**
   * The write-ahead log is copied into the file after about so many different pages, which are what the copying costs;
   * at the latest when the log itself is twice as long, since a single caller writes the same page again and again.
   */
  readonly checkpointPages: number;
  /** Quiet time in ms after which waiting index entries are written and the write-ahead log is copied. */
  readonly quietMs: number;
}

/**
 * Rows of the index tables that ride along in the transaction of a group: more than the group adds (at most three per
 * event), so that a batch is done before the next is full, and few enough not to be felt.
 */
const ROWS_PER_EVENT = 6;
const ROWS_AT_LEAST = 16;
const ROWS_WHEN_QUIET = 2000;
/** Leaves in a page of the table, the index pages that come with them allowed for. */
const BYTES_PER_PAGE = 3000;

/** Frames of the write-ahead log at which it is copied, whatever they hold. */
export function logFrames({ checkpointPages }: Pick<HousekeepingOptions, 'checkpointPages'>): number {
  return checkpointPages * 2;
}

/** What has to be done for the file besides appending: filling the index tables, copying the write-ahead log. */
export class Housekeeping {
  readonly #db: Database.Database;
  readonly #rows: LedgerRows;
  readonly #options: HousekeepingOptions;
  /** Runs work of its own turn so that a failure is seen by the writer. */
  readonly #guarded: (work: () => void) => void;
  readonly #index: IndexWriter;
  readonly #walState: Database.Statement<[], [busy: number, pages: number, copied: number]>;
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;

  #batchDone = false;
  #uncopiedBytes = 0;
  #uncopiedGroups = 0;
  #copyPlanned = false;
  #quiet: NodeJS.Timeout | undefined;

  constructor(
    db: Database.Database,
    rows: LedgerRows,
    options: HousekeepingOptions,
    guarded: (work: () => void) => void,
  ) {
    this.#db = db;
    this.#rows = rows;
    this.#options = options;
    this.#guarded = guarded;
    this.#index = new IndexWriter(db, rows.segments);
    this.#walState = db.prepare<[], [number, number, number]>('PRAGMA wal_checkpoint(NOOP)').raw();
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    if (rows.lastRow > rows.indexedRow) this.#planQuiet();
    this.#warmUp();
  }

  /** Counts leaves that go into the write-ahead log. */
  written(bytes: number): void {
    this.#uncopiedBytes += bytes;
  }

  /** Inside the transaction of a group of so many events. */
  beforeCommit(events: number): void {
    this.#batchDone = this.#index.busy && this.#index.step(ROWS_AT_LEAST + events * ROWS_PER_EVENT);
  }

  afterCommit(): void {
    this.#uncopiedGroups++;
    if (this.#batchDone) this.#rows.dropAside();
    if (!this.#index.busy && this.#rows.tail.named.length >= this.#options.indexEvery) this.#beginBatch();
  }

  /** Plans what is due. Callers have their answers before that, and it comes before the next group. */
  plan(): void {
    if (!this.#copyPlanned && this.#isLogLong()) {
      this.#copyPlanned = true;
      setImmediate(() => {
        this.#copyPlanned = false;
        this.#guarded(() => this.#copyLog());
      });
    }
    this.#planQuiet();
  }

  /** Drops a batch that was under way, after a transaction failed. */
  forget(): void {
    this.#index.forget();
  }

  /** Fills the index tables to the end. */
  finish(): void {
    clearTimeout(this.#quiet);
    while (!this.#fillIndex(Number.MAX_SAFE_INTEGER));
  }

  #warmUp(): void {
    setImmediate(() =>
      this.#guarded(() => {
        if (!this.#rows.segments.warm()) this.#warmUp();
      }),
    );
  }

  #planQuiet(): void {
    if (this.#quiet !== undefined) {
      this.#quiet.refresh();
      return;
    }
    this.#quiet = setTimeout(() => this.#guarded(() => this.#settle()), this.#options.quietMs).unref();
  }

  /** In quiet times: indexes everything, a part in each turn, then copies the write-ahead log. */
  #settle(): void {
    if (this.#fillIndex(ROWS_WHEN_QUIET)) this.#copyLog();
    else setImmediate(() => this.#guarded(() => this.#settle()));
  }

  /** Inserts at most so many index rows; true when nothing is left to index. */
  #fillIndex(rows: number): boolean {
    if (!this.#index.busy && !this.#beginBatch()) return true;
    this.#begin.run();
    const done = this.#index.step(rows);
    this.#commit.run();
    if (done) this.#rows.dropAside();
    return done && this.#rows.lastRow === this.#rows.indexedRow;
  }

  #beginBatch(): boolean {
    this.#index.begin(this.#rows.setAside());
    return this.#index.busy;
  }

  #isLogLong(): boolean {
    const { checkpointPages } = this.#options;
    if (this.#uncopiedBytes >= checkpointPages * BYTES_PER_PAGE) return true;
    // Asking costs more than guessing: only now and then.
    if (this.#uncopiedGroups % 16 !== 0) return false;
    const [, pages, copied] = this.#walState.get() ?? [0, 0, 0];
    return pages - copied >= logFrames(this.#options);
  }

  /** Without waiting for readers; what they still need is copied the next time. */
  #copyLog(): void {
    this.#uncopiedBytes = 0;
    this.#uncopiedGroups = 0;
    this.#db.pragma('wal_checkpoint(PASSIVE)');
  }
}
