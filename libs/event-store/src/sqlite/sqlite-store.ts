import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { err, type LogName, type Result } from '#kernel';
import { encodeAppend } from '../encode.js';
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
import { GroupCommit, type GroupLimits } from './group-commit.js';
import { logFrames } from './housekeeping.js';
import { iterateLeaves } from './ledger-rows.js';
import { LedgerWriter, type LedgerWriterOptions } from './ledger-writer.js';
import { notOpened, openForWriting } from './open-ledger.js';
import { asUnavailable } from './sqlite-failure.js';
import { lockForWriting, type WriterLock } from './writer-lock.js';

export type SqliteStoreOptions = Partial<GroupLimits & LedgerWriterOptions>;

const DEFAULTS: GroupLimits & LedgerWriterOptions = {
  groupEvents: 1024,
  groupBytes: 1024 * 1024,
  indexEvery: 2048,
  checkpointPages: 500,
  quietMs: 200,
  retryMs: 1000,
};

/**
 * Opens the ledger at `path` for writing, making it (and its folder) where there is none. One process at a time can;
 * the lock beside it is `<path>-writer`. Throws {@link StoreNotOpened}.
 */
export function openSqliteStore(path: string, options: SqliteStoreOptions = {}): SqliteEventStore {
  let lock: WriterLock | undefined;
  let db: Database.Database | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    lock = lockForWriting(path);
    const chosen = { ...DEFAULTS, ...options };
    db = openForWriting(path, logFrames(chosen));
    return new SqliteEventStore(db, lock, chosen);
  } catch (error) {
    db?.close();
    lock?.release();
    throw notOpened(error, path);
  }
}

/**
 * The port on one SQLite file, of which this process is the only writer. Appends of concurrent callers are committed in
 * groups; nobody is answered before the commit is on the disk.
 */
export class SqliteEventStore implements EventStore {
  readonly #db: Database.Database;
  readonly #lock: WriterLock;
  readonly #writer: LedgerWriter;
  readonly #groups: GroupCommit;
  readonly #news = new News();
  #closing = false;
  #closed = false;

  constructor(db: Database.Database, lock: WriterLock, options: GroupLimits & LedgerWriterOptions) {
    this.#db = db;
    this.#lock = lock;
    this.#writer = new LedgerWriter(db, options, () => this.#news.tell());
    this.#groups = new GroupCommit(this.#writer, options);
  }

  append(
    log: LogName,
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventToAppend[],
  ): Promise<Result<Appended, AppendFailure>> {
    return new Promise((resolve, reject) => {
      if (this.#closing) return resolve(err(closed().asFailure()));
      const encoded = encodeAppend(log, stream, expected, events);
      if (!encoded.ok) return resolve(encoded);
      this.#groups.add(encoded.value, resolve, reject);
    });
  }

  async readStream(log: LogName, stream: string, from = 0, limit = Number.MAX_SAFE_INTEGER) {
    return this.#read(({ rows }) => rows.stream(log, stream, from, limit));
  }

  async readAll(log: LogName, from: number, limit = 1000): Promise<readonly StoredEvent[]> {
    return this.#read(({ rows }) => rows.range(log, from, Math.min(from + limit, rows.size(log))));
  }

  async readById(log: LogName, id: string): Promise<StoredEvent | undefined> {
    return this.#read(({ rows }) => rows.byId(log, id));
  }

  async size(log: LogName): Promise<number> {
    return this.sizeSync(log);
  }

  async streamHead(log: LogName, stream: string): Promise<StreamHead | undefined> {
    return this.#read((writer) => writer.head(log, stream));
  }

  async lastAt(log: LogName): Promise<string | undefined> {
    return this.#read(({ rows }) => rows.lastAt(log));
  }

  sizeSync(log: LogName): number {
    return this.#read(({ rows }) => rows.size(log));
  }

  /** Raw leaves by leaf index, at once: for projections, verification and sealing. At most `limit` (default 1000). */
  leaves(log: LogName, from: number, limit = 1000): Buffer[] {
    return this.#read(({ rows }) => rows.leaves(log, from, Math.min(from + limit, rows.size(log))));
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
        if (this.#writer.rows.size(log) <= next) await this.#news.wait(signal);
      },
    };
    await follow(source, from, onBatch, options);
  }

  /**
   * Copies the ledger into a new file while appends go on: a prefix of it, as of some moment before the promise
   * resolves, durable. Never copy the file with `node:fs` in this process: closing it would drop SQLite's locks on it.
   * Throws {@link StoreUnavailable}.
   */
  async backup(destination: string): Promise<void> {
    if (this.#closing) throw closed();
    try {
      await this.#db.backup(destination);
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  trouble(): string | undefined {
    if (this.#closing) return 'closed';
    const { trouble } = this.#writer;
    return trouble && `${trouble.reason}: ${trouble.detail}`;
  }

  /** Commits what is waiting, fills the index tables, empties the write-ahead log and gives the lock back. */
  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    try {
      this.#groups.drain();
      this.#writer.close();
    } finally {
      this.#closed = true;
      this.#news.end(closed());
      this.#db.close();
      this.#lock.release();
    }
  }

  #read<T>(read: (writer: LedgerWriter) => T): T {
    if (this.#closed) throw closed();
    return this.#writer.read(() => read(this.#writer));
  }
}

function closed(): StoreUnavailable {
  return new StoreUnavailable('closed', 'the store has been closed');
}
