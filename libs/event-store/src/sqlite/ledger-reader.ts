import { setTimeout as sleep } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { err, type LogName, type Result } from '#kernel';
import type { Appended, AppendFailure, EventStore, StoredEvent, StreamHead } from '../event-store.js';
import { follow } from '../follow.js';
import { StoreUnavailable } from '../store-failure.js';
import { iterateLeaves, LedgerRows } from './ledger-rows.js';
import { notOpened, openForReading } from './open-ledger.js';
import { asUnavailable } from './sqlite-failure.js';

export interface LedgerReaderOptions {
  /** How often a subscription looks for news (ms), when nobody calls `poke`. */
  readonly pollMs?: number;
}

/** Opens a ledger read-only, beside its writer or without one. Throws {@link StoreNotOpened}. */
export function openLedgerReader(path: string, options: LedgerReaderOptions = {}): LedgerReader {
  const db = openForReading(path);
  try {
    return new LedgerReader(db, options.pollMs ?? 25);
  } catch (error) {
    db.close();
    throw notOpened(error, path);
  }
}

/**
 * A connection of its own that only reads: for other processes and for worker threads. Synchronous where it can be
 * (`…Sync`, `leaves`, `iterateRaw`), and the port besides, whose `append` always answers that it is read-only.
 */
export class LedgerReader implements EventStore {
  readonly #db: Database.Database;
  readonly #rows: LedgerRows;
  readonly #begin: Database.Statement;
  readonly #end: Database.Statement;
  readonly #pollMs: number;
  readonly #pokes = new Set<() => void>();
  #closed = false;

  constructor(db: Database.Database, pollMs: number) {
    this.#db = db;
    this.#pollMs = pollMs;
    this.#rows = new LedgerRows(db, false);
    this.#begin = db.prepare('BEGIN');
    this.#end = db.prepare('COMMIT');
    this.#snapshot(() => this.#rows.reload());
  }

  sizeSync(log: LogName): number {
    return this.#read(() => this.#rows.size(log));
  }

  /** Raw leaves by leaf index, at most `limit` (default 1000). */
  leaves(log: LogName, from: number, limit = 1000): Buffer[] {
    return this.#read(() => this.#rows.leaves(log, from, Math.min(from + limit, this.#rows.size(log))));
  }

  /** All leaves from a leaf index on, as many as there are when the reading gets there. */
  *iterateRaw(log: LogName, from = 0): Generator<Buffer> {
    yield* iterateLeaves((next, limit) => this.leaves(log, next, limit), from);
  }

  readAllSync(log: LogName, from: number, limit = 1000): StoredEvent[] {
    return this.#read(() => this.#rows.range(log, from, Math.min(from + limit, this.#rows.size(log))));
  }

  readStreamSync(log: LogName, stream: string, from = 0, limit = Number.MAX_SAFE_INTEGER): StoredEvent[] {
    return this.#read(() => this.#rows.stream(log, stream, from, limit));
  }

  readByIdSync(log: LogName, id: string): StoredEvent | undefined {
    return this.#read(() => this.#rows.byId(log, id));
  }

  async append(): Promise<Result<Appended, AppendFailure>> {
    return err({ code: 'STORE_UNAVAILABLE', reason: 'read-only', detail: 'this ledger was opened for reading' });
  }

  async readStream(log: LogName, stream: string, from?: number, limit?: number): Promise<readonly StoredEvent[]> {
    return this.readStreamSync(log, stream, from, limit);
  }

  async readAll(log: LogName, from: number, limit?: number): Promise<readonly StoredEvent[]> {
    return this.readAllSync(log, from, limit);
  }

  async readById(log: LogName, id: string): Promise<StoredEvent | undefined> {
    return this.readByIdSync(log, id);
  }

  async size(log: LogName): Promise<number> {
    return this.sizeSync(log);
  }

  async streamHead(log: LogName, stream: string): Promise<StreamHead | undefined> {
    return this.#read(() => this.#rows.head(log, stream));
  }

  async lastAt(log: LogName): Promise<string | undefined> {
    return this.#read(() => this.#rows.lastAt(log));
  }

  async subscribe(
    log: LogName,
    from: number,
    onBatch: (events: readonly StoredEvent[]) => void | Promise<void>,
    options: { readonly signal: AbortSignal; readonly batchSize?: number },
  ): Promise<void> {
    const source = {
      read: (next: number, limit: number) => this.readAll(log, next, limit),
      wait: (_next: number, signal: AbortSignal) => this.#pokedOrLater(signal),
    };
    await follow(source, from, onBatch, options);
  }

  /** Lets subscriptions look at once, when the writer is known to have committed. */
  poke(): void {
    for (const wake of [...this.#pokes]) wake();
  }

  trouble(): string | undefined {
    return this.#closed ? 'closed' : undefined;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#db.close();
    this.poke();
  }

  async #pokedOrLater(signal: AbortSignal): Promise<void> {
    const stop = new AbortController();
    const wake = () => stop.abort();
    this.#pokes.add(wake);
    signal.addEventListener('abort', wake);
    try {
      if (!signal.aborted) await sleep(this.#pollMs, undefined, { signal: stop.signal });
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    } finally {
      this.#pokes.delete(wake);
      signal.removeEventListener('abort', wake);
    }
  }

  #read<T>(read: () => T): T {
    if (this.#closed) throw new StoreUnavailable('closed', 'the reader has been closed');
    try {
      return this.#snapshot(() => {
        this.#rows.catchUp();
        return read();
      });
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  /** One read transaction, so that index tables and events are of the same moment. */
  #snapshot<T>(read: () => T): T {
    this.#begin.run();
    try {
      return read();
    } finally {
      if (this.#db.inTransaction) this.#end.run();
    }
  }
}
