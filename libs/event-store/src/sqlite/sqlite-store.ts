import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { err, type LogName, ok, type Result } from '#kernel';
import { type AppendView, decideAppend } from '../decide-append.js';
import { type EncodedAppend, encodeAppend } from '../encode.js';
import type {
  Appended,
  AppendFailure,
  EventStore,
  EventToAppend,
  ExpectedRevision,
  StoredEvent,
  StreamHead,
} from '../event-store.js';
import { follow, News } from '../follow.js';
import { StoreUnavailable } from '../store-failure.js';
import { LOG_CODES } from './format.js';
import { HeadCache } from './head-cache.js';
import { IndexWriter } from './index-writer.js';
import { iterateLeaves, LedgerRows } from './ledger-rows.js';
import { notOpened, openForWriting } from './open-ledger.js';
import { asUnavailable } from './sqlite-failure.js';
import { lockForWriting, type WriterLock } from './writer-lock.js';

export interface SqliteStoreOptions {
  /** Most events and bytes of leaves in one commit (one append may be larger by itself). */
  readonly groupEvents?: number;
  readonly groupBytes?: number;
  /** The index tables are filled in batches of at least this many events, and after a quiet time. */
  readonly indexEvery?: number;
  /** Pages in the write-ahead log after which it is copied into the file. */
  readonly checkpointPages?: number;
  /** Quiet time in ms after which waiting index entries are written and the write-ahead log is copied. */
  readonly quietMs?: number;
  /** After a failed write, it is tried again this often (ms) even if nobody appends. */
  readonly retryMs?: number;
}

/**
 * Inserts into the index tables that ride along in the transaction of a group: more than the group adds (at most three
 * per event), so that a batch is done before the next is full, and few enough not to be felt.
 */
const INSERTS_PER_EVENT = 6;
const INSERTS_AT_LEAST = 16;
const INSERTS_WHEN_QUIET = 2000;

const DEFAULTS: Required<SqliteStoreOptions> = {
  groupEvents: 512,
  groupBytes: 1024 * 1024,
  indexEvery: 2048,
  checkpointPages: 1000,
  quietMs: 200,
  retryMs: 1000,
};

interface Waiting {
  readonly append: EncodedAppend;
  readonly resolve: (result: Result<Appended, AppendFailure>) => void;
  readonly reject: (error: unknown) => void;
}

/** Opens the ledger at `path` for writing, making it where there is none. Throws {@link StoreNotOpened}. */
export function openSqliteStore(path: string, options: SqliteStoreOptions = {}): SqliteEventStore {
  let lock: WriterLock | undefined;
  let db: Database.Database | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    lock = lockForWriting(path);
    db = openForWriting(path);
    return new SqliteEventStore(db, lock, { ...DEFAULTS, ...options });
  } catch (error) {
    db?.close();
    lock?.release();
    throw notOpened(error, path);
  }
}

/**
 * The port on one SQLite file. This process is its only writer. Appends of concurrent callers are gathered during one
 * turn of the event loop and committed together; each is decided by itself, and nobody is answered before the commit is
 * on the disk. All work is synchronous between two turns, so no read sees a transaction that is not committed.
 */
export class SqliteEventStore implements EventStore {
  readonly #db: Database.Database;
  readonly #lock: WriterLock;
  readonly #options: Required<SqliteStoreOptions>;
  readonly #rows: LedgerRows;
  readonly #index: IndexWriter;
  readonly #heads = { process: new HeadCache(), cases: new HeadCache(), access: new HeadCache() };
  readonly #news = new News();
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  readonly #walState: Database.Statement<[], [busy: number, pages: number, copied: number]>;
  readonly #insert: Database.Statement<[number, number, number, Uint8Array | null, Uint8Array]>;

  #queue: Waiting[] = [];
  #drainPlanned = false;
  #housekeepingPlanned = false;
  #trouble: StoreUnavailable | undefined;
  /** What is in memory may not agree with the file, after a transaction failed. */
  #stale = false;
  #quiet: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closing = false;
  #closed = false;

  readonly #view: AppendView = {
    findById: (log, id) => this.#rows.byId(log, id),
    head: (log, stream) => this.#head(log, stream),
  };

  constructor(db: Database.Database, lock: WriterLock, options: Required<SqliteStoreOptions>) {
    this.#db = db;
    this.#lock = lock;
    this.#options = options;
    this.#rows = new LedgerRows(db, true);
    this.#index = new IndexWriter(db, this.#rows.segments);
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#walState = db.prepare<[], [number, number, number]>('PRAGMA wal_checkpoint(NOOP)').raw();
    this.#insert = db.prepare('INSERT INTO events (row, log, position, mac, leaf) VALUES (?, ?, ?, ?, ?)');
    this.#rows.reload();
  }

  async append(
    log: LogName,
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventToAppend[],
  ): Promise<Result<Appended, AppendFailure>> {
    if (this.#closing) return err(closed().asFailure());
    const encoded = encodeAppend(log, stream, expected, events);
    if (!encoded.ok) return encoded;
    return new Promise((resolve, reject) => {
      this.#queue.push({ append: encoded.value, resolve, reject });
      this.#planDrain();
    });
  }

  #planDrain(): void {
    if (this.#drainPlanned) return;
    this.#drainPlanned = true;
    setImmediate(() => {
      this.#drainPlanned = false;
      this.#drain();
    });
  }

  /** Commits one group and answers its callers; what is left over waits for the next turn. */
  #drain(): void {
    const group = this.#takeGroup();
    if (group.length === 0) return;
    let answers: Result<Appended, AppendFailure>[];
    try {
      if (this.#stale) this.#recover();
      answers = this.#commitGroup(group);
    } catch (error) {
      this.#failGroup(group, error);
      if (this.#queue.length > 0) this.#planDrain();
      return;
    }
    for (let i = 0; i < group.length; i++) group[i]?.resolve(answers[i] as Result<Appended, AppendFailure>);
    this.#news.tell();
    // Callers have their answers before the housekeeping; it comes before the next group because it was planned first.
    if (!this.#housekeepingPlanned && this.#walPages() >= this.#options.checkpointPages) {
      this.#housekeepingPlanned = true;
      setImmediate(() => {
        this.#housekeepingPlanned = false;
        this.#keepHouse(() => this.#checkpoint());
      });
    }
    this.#planQuiet();
    if (this.#queue.length > 0) this.#planDrain();
  }

  #takeGroup(): Waiting[] {
    const { groupEvents, groupBytes } = this.#options;
    let events = 0;
    let bytes = 0;
    let count = 0;
    for (const { append } of this.#queue) {
      events += append.events.length;
      bytes += append.bytes;
      if (count > 0 && (events > groupEvents || bytes > groupBytes)) break;
      count++;
    }
    if (count === this.#queue.length) {
      const all = this.#queue;
      this.#queue = [];
      return all;
    }
    return this.#queue.splice(0, count);
  }

  #commitGroup(group: readonly Waiting[]): Result<Appended, AppendFailure>[] {
    const answers: Result<Appended, AppendFailure>[] = [];
    const before = this.#rows.lastRow;
    // Looking things up is several times cheaper inside a transaction; an empty one costs nothing on the disk.
    this.#begin.run();
    for (const { append } of group) {
      const decided = decideAppend(this.#view, append);
      if (decided.ok && decided.value === 'write') answers.push(ok(this.#write(append)));
      else answers.push(decided as Result<Appended, AppendFailure>);
    }
    const written = this.#rows.lastRow - before;
    const indexed = written > 0 && this.#index.busy && this.#index.step(INSERTS_AT_LEAST + written * INSERTS_PER_EVENT);
    this.#commit.run();
    if (written === 0) return answers;
    if (indexed) this.#rows.dropAside();
    if (!this.#index.busy && this.#rows.tail.named.length >= this.#options.indexEvery) this.#beginIndexing();
    this.#clearTrouble();
    return answers;
  }

  #write(append: EncodedAppend): Appended {
    const { log, stream, events } = append;
    const rows = this.#rows;
    const code = LOG_CODES[log];
    const first = rows.size(log);
    let position = first;
    for (const event of events) {
      const row = rows.lastRow + 1;
      // Before anything in memory changes; a failure further on makes memory stale, and it is read again.
      this.#insert.run(row, code, position, event.mac ?? null, event.bytes);
      rows.add({ row, log, position, stream, rev: event.rev, id: event.id });
      position++;
    }
    const last = events[events.length - 1] as EncodedAppend['events'][number];
    this.#heads[log].set(stream, { revision: last.rev, at: last.at, position: position - 1 });
    return { first, last: position - 1, revision: last.rev, repeated: false };
  }

  #failGroup(group: readonly Waiting[], error: unknown): void {
    const known = this.#afterFailure(error);
    for (const { resolve, reject } of group) {
      if (known !== undefined) resolve(err(known.asFailure()));
      else reject(error);
    }
  }

  /** Rolls back and marks memory as stale. Undefined when the error is a fault of ours and not of the disk. */
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
    this.#index.forget();
    this.#rows.reload();
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
    if (this.#retry !== undefined || this.#closing) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      try {
        if (this.#stale) this.#recover();
        // The same value again: a page is written and synced.
        this.#db.exec('BEGIN IMMEDIATE; UPDATE indexed SET upto = upto; COMMIT');
        this.#clearTrouble();
      } catch (error) {
        this.#afterFailure(error);
      }
    }, this.#options.retryMs).unref();
  }

  #planQuiet(): void {
    if (this.#quiet !== undefined) {
      this.#quiet.refresh();
      return;
    }
    this.#quiet = setTimeout(() => this.#keepHouse(() => this.#settle()), this.#options.quietMs).unref();
  }

  #keepHouse(work: () => void): void {
    if (this.#closed) return;
    try {
      if (this.#stale) this.#recover();
      work();
    } catch (error) {
      if (this.#afterFailure(error) === undefined) throw error;
    }
  }

  /** In quiet times: indexes everything, a part in each turn, then copies the write-ahead log into the file. */
  #settle(): void {
    if (this.#fillIndex(INSERTS_WHEN_QUIET)) this.#checkpoint();
    else setImmediate(() => this.#keepHouse(() => this.#settle()));
  }

  /** Writes waiting index entries, at most so many; true when none are left. */
  #fillIndex(inserts: number): boolean {
    if (!this.#index.busy && !this.#beginIndexing()) return true;
    this.#begin.run();
    const done = this.#index.step(inserts);
    this.#commit.run();
    if (done) this.#rows.dropAside();
    return done && this.#rows.lastRow === this.#rows.indexedRow;
  }

  #beginIndexing(): boolean {
    this.#index.begin(this.#rows.setAside());
    return this.#index.busy;
  }

  #walPages(): number {
    const [, pages, copied] = this.#walState.get() ?? [0, 0, 0];
    return pages - copied;
  }

  /** Without waiting for readers; what they still need is copied the next time. */
  #checkpoint(): void {
    this.#db.pragma('wal_checkpoint(PASSIVE)');
  }

  #head(log: LogName, stream: string): StreamHead | undefined {
    const known = this.#heads[log].get(stream);
    if (known !== undefined) return known;
    const head = this.#rows.head(log, stream);
    if (head !== undefined) this.#heads[log].set(stream, head);
    return head;
  }

  async readStream(log: LogName, stream: string, from = 0, limit = Number.MAX_SAFE_INTEGER) {
    return this.#read(() => this.#rows.stream(log, stream, from, limit));
  }

  async readAll(log: LogName, from: number, limit = 1000): Promise<readonly StoredEvent[]> {
    return this.#read(() => this.#rows.range(log, from, Math.min(from + limit, this.#rows.size(log))));
  }

  async readById(log: LogName, id: string): Promise<StoredEvent | undefined> {
    return this.#read(() => this.#rows.byId(log, id));
  }

  async size(log: LogName): Promise<number> {
    return this.#read(() => this.#rows.size(log));
  }

  async streamHead(log: LogName, stream: string): Promise<StreamHead | undefined> {
    return this.#read(() => this.#head(log, stream));
  }

  async lastAt(log: LogName): Promise<string | undefined> {
    return this.#read(() => this.#rows.lastAt(log));
  }

  /** Raw leaves by leaf index, at once: for projections, verification and sealing. At most `limit` (default 1000). */
  leaves(log: LogName, from: number, limit = 1000): Buffer[] {
    return this.#read(() => this.#rows.leaves(log, from, Math.min(from + limit, this.#rows.size(log))));
  }

  /** All leaves from a leaf index on, as many as there are when the reading gets there. */
  *iterateRaw(log: LogName, from = 0): Generator<Buffer> {
    yield* iterateLeaves((next, limit) => this.leaves(log, next, limit), from);
  }

  async subscribe(
    log: LogName,
    from: number,
    onBatch: (events: readonly StoredEvent[]) => void | Promise<void>,
    options: { readonly signal: AbortSignal; readonly batchSize?: number },
  ): Promise<void> {
    const source = {
      read: (next: number, limit: number) => this.readAll(log, next, limit),
      wait: async (next: number, signal: AbortSignal) => {
        if (this.#rows.size(log) <= next) await this.#news.wait(signal);
      },
    };
    await follow(source, from, onBatch, options);
  }

  trouble(): string | undefined {
    if (this.#closing) return 'closed';
    return this.#trouble && `${this.#trouble.reason}: ${this.#trouble.detail}`;
  }

  /** Commits what is waiting, fills the index tables, empties the write-ahead log and gives the lock back. */
  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    while (this.#queue.length > 0) this.#drain();
    this.#news.end(closed());
    clearTimeout(this.#quiet);
    clearTimeout(this.#retry);
    this.#keepHouse(() => {
      while (!this.#fillIndex(Number.MAX_SAFE_INTEGER));
    });
    this.#closed = true;
    try {
      this.#db.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // What is committed stays in the write-ahead log and is read at the next start.
      if (!(asUnavailable(error) instanceof StoreUnavailable)) throw error;
    } finally {
      this.#db.close();
      this.#lock.release();
    }
  }

  #read<T>(read: () => T): T {
    if (this.#closed) throw closed();
    try {
      if (this.#stale) this.#recover();
      return read();
    } catch (error) {
      throw asUnavailable(error);
    }
  }
}

function closed(): StoreUnavailable {
  return new StoreUnavailable('closed', 'the store has been closed');
}
