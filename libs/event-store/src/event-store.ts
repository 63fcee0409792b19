import type { Envelope, LogName, Result } from '#kernel';

/** Revision that the stream must have: the last event's `rev`, or `none` when the stream must not exist yet. */
export type ExpectedRevision = number | 'none';

/** An envelope ready to be stored, at least one in an append; `rev` continues the expected revision, `at` is not before the stream's last. */
export interface EventToAppend {
  readonly envelope: Envelope;
  /**
   * Keyed MAC over command body and actor (32 bytes), the same on all events of one command: it is stored beside the
   * leaf, never in it, and tells a repeated command from a reused id.
   */
  readonly mac?: Uint8Array;
}

export interface Appended {
  /** Leaf index in the log of the first and last event written (or found, on a repeat). */
  readonly first: number;
  readonly last: number;
  /** Revision of the stream after the last of these events. */
  readonly revision: number;
  /** True when the same events were stored before; nothing was written. */
  readonly repeated: boolean;
}

export type AppendFailure =
  | {
      readonly code: 'WRONG_REVISION';
      readonly stream: string;
      readonly expected: ExpectedRevision;
      readonly actual: ExpectedRevision;
    }
  /**
   * An event with this id is stored with other content (compared without `at`; the MAC is not compared). Also where only
   * some of the ids of an append are stored: what was appended together is repeated together. `id` is the first such.
   */
  | { readonly code: 'EVENT_ID_REUSED'; readonly id: string; readonly position: number }
  | { readonly code: 'EVENT_TOO_LARGE'; readonly index: number; readonly bytes: number; readonly limit: number }
  | { readonly code: 'NOT_CANONICAL'; readonly index: number; readonly reason: string; readonly pointer: string }
  | { readonly code: 'INVALID_ENVELOPE'; readonly index: number; readonly pointer: string; readonly reason: string }
  /** `at` would run backwards within the stream. */
  | { readonly code: 'TIME_RUNS_BACKWARDS'; readonly stream: string; readonly at: string; readonly last: string }
  /** Disk full, read-only, I/O error, closed: nothing was written, the caller may try again later. */
  | {
      readonly code: 'STORE_UNAVAILABLE';
      readonly reason: 'disk-full' | 'read-only' | 'io-error' | 'corrupt' | 'closed' | 'disconnected';
      readonly detail: string;
    };

export interface StoredEvent {
  readonly log: LogName;
  /** 0-based leaf index within its log, dense. */
  readonly position: number;
  /** The leaf: canonical UTF-8 bytes of the envelope. */
  readonly bytes: Uint8Array;
  readonly mac?: Uint8Array;
}

export interface StreamHead {
  readonly revision: number;
  /** `at` of the last event. */
  readonly at: string;
  readonly position: number;
}

/**
 * The port that every engine implements; one contract suite runs on all. Position order is commit order, without gaps
 * that a reader can pass. Idempotent by event id.
 *
 * Nothing can be read before it is durable. Expected refusals of an append are values; reads and subscriptions that
 * cannot be served throw `StoreUnavailable`, whose `reason` is one of those of STORE_UNAVAILABLE.
 */
export interface EventStore {
  /**
   * Stores all of the events or none, and answers when they are durable. The envelopes are read during the call: what
   * becomes of them afterwards does not matter. A repeat is recognised before the expected revision is looked at. An
   * append that was answered with STORE_UNAVAILABLE may be tried again as it is: should it have been stored after all
   * (the disk failed after the write, and the process ended), the second answer says `repeated`.
   */
  append(
    log: LogName,
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventToAppend[],
  ): Promise<Result<Appended, AppendFailure>>;

  /** Events of one stream in order from revision `from`, at most `limit` (default: all). Empty when there is none. */
  readStream(log: LogName, stream: string, from?: number, limit?: number): Promise<readonly StoredEvent[]>;

  /** Events of a log in position order from leaf index `from`, at most `limit` (default 1000). */
  readAll(log: LogName, from: number, limit?: number): Promise<readonly StoredEvent[]>;

  /** The event with this id, if it is stored. */
  readById(log: LogName, id: string): Promise<StoredEvent | undefined>;

  /** Number of events in the log: the next leaf index. */
  size(log: LogName): Promise<number>;

  streamHead(log: LogName, stream: string): Promise<StreamHead | undefined>;

  /** `at` of the log's last event. */
  lastAt(log: LogName): Promise<string | undefined>;

  /**
   * Calls `onBatch` with all events from leaf index `from` on, in order, then with new ones as they are committed; the
   * next batch waits for the promise. Ends when `signal` aborts; rejects when the connection is lost or a batch throws:
   * the caller resumes from its own checkpoint.
   */
  subscribe(
    log: LogName,
    from: number,
    onBatch: (events: readonly StoredEvent[]) => void | Promise<void>,
    options: { readonly signal: AbortSignal; readonly batchSize?: number },
  ): Promise<void>;

  /**
   * `undefined` when appends work; otherwise why not (`reason: detail`): shown in readiness. Goes back to `undefined` by
   * itself when writing works again, whether or not anybody appends.
   */
  trouble(): string | undefined;

  /** Stores what was appended before, then ends all subscriptions (they reject) and refuses everything. */
  close(): Promise<void>;
}
