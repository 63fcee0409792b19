import { err, type LogName, ok, type Result } from '#kernel';
import { type AppendView, decideAppend } from '../decide-append.js';
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

interface MemoryEvent extends StoredEvent {
  readonly at: string;
}

class MemoryLog {
  readonly events: MemoryEvent[] = [];
  readonly byId = new Map<string, number>();
  readonly streams = new Map<string, number[]>();
}

/** The port in memory, for tests and for trying things out: nothing outlives the process. */
export class MemoryEventStore implements EventStore {
  readonly #logs = { process: new MemoryLog(), cases: new MemoryLog(), access: new MemoryLog() };
  readonly #news = new News();
  #closed = false;

  readonly #view: AppendView = {
    findById: (log, id) => this.#find(log, id),
    head: (log, stream) => this.#head(log, stream),
  };

  async append(
    log: LogName,
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventToAppend[],
  ): Promise<Result<Appended, AppendFailure>> {
    if (this.#closed) return err(closed().asFailure());
    const encoded = encodeAppend(log, stream, expected, events);
    if (!encoded.ok) return encoded;
    const decided = decideAppend(this.#view, encoded.value);
    if (!decided.ok) return decided;
    if (decided.value !== 'write') return ok(decided.value);
    const target = this.#logs[log];
    const first = target.events.length;
    let positions = target.streams.get(stream);
    if (positions === undefined) {
      positions = [];
      target.streams.set(stream, positions);
    }
    for (const event of encoded.value.events) {
      const position = target.events.length;
      target.events.push({ log, position, bytes: event.bytes, mac: event.mac && Buffer.from(event.mac), at: event.at });
      target.byId.set(event.id, position);
      positions.push(position);
    }
    this.#news.tell();
    return ok({ first, last: target.events.length - 1, revision: positions.length - 1, repeated: false });
  }

  async readStream(log: LogName, stream: string, from = 0, limit?: number): Promise<readonly StoredEvent[]> {
    this.#mustBeOpen();
    const positions = this.#logs[log].streams.get(stream) ?? [];
    return positions
      .slice(from, limit === undefined ? undefined : from + limit)
      .map((position) => stored(this.#logs[log].events[position] as MemoryEvent));
  }

  async readAll(log: LogName, from: number, limit = 1000): Promise<readonly StoredEvent[]> {
    this.#mustBeOpen();
    return this.#logs[log].events.slice(from, from + limit).map(stored);
  }

  async readById(log: LogName, id: string): Promise<StoredEvent | undefined> {
    this.#mustBeOpen();
    const found = this.#find(log, id);
    return found && stored(found);
  }

  async size(log: LogName): Promise<number> {
    this.#mustBeOpen();
    return this.#logs[log].events.length;
  }

  async streamHead(log: LogName, stream: string): Promise<StreamHead | undefined> {
    this.#mustBeOpen();
    return this.#head(log, stream);
  }

  async lastAt(log: LogName): Promise<string | undefined> {
    this.#mustBeOpen();
    return this.#logs[log].events.at(-1)?.at;
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
        if (this.#logs[log].events.length <= next) await this.#news.wait(signal);
      },
    };
    await follow(source, from, onBatch, options);
  }

  trouble(): string | undefined {
    return this.#closed ? 'closed' : undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#news.end(closed());
  }

  #find(log: LogName, id: string): MemoryEvent | undefined {
    const position = this.#logs[log].byId.get(id);
    return position === undefined ? undefined : this.#logs[log].events[position];
  }

  #head(log: LogName, stream: string): StreamHead | undefined {
    const positions = this.#logs[log].streams.get(stream);
    const position = positions?.at(-1);
    if (positions === undefined || position === undefined) return undefined;
    const last = this.#logs[log].events[position] as MemoryEvent;
    return { revision: positions.length - 1, at: last.at, position };
  }

  #mustBeOpen(): void {
    if (this.#closed) throw closed();
  }
}

function stored(event: MemoryEvent): StoredEvent {
  // A copy: what a caller does to its bytes must not reach the log.
  return {
    log: event.log,
    position: event.position,
    bytes: Buffer.from(event.bytes),
    mac: event.mac && Buffer.from(event.mac),
  };
}

function closed(): StoreUnavailable {
  return new StoreUnavailable('closed', 'the store has been closed');
}
