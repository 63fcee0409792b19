import type Database from 'better-sqlite3';
import { type Envelope, LOGS, type LogName } from '#kernel';
import type { StoredEvent, StreamHead } from '../event-store.js';
import { idKey, LOG_CODES, LOG_OF_CODE, streamKey } from './format.js';
import { Segments } from './segments.js';
import { type IndexEntry, Tail } from './tail.js';

/** position, MAC, leaf */
type EventRow = [number, Buffer | null, Buffer];
/** first position or revision, first row, count */
type Run = [number, number, number];
type Statement<P extends unknown[], R> = Database.Statement<P, R>;

/**
 * Events of a log are read by scanning the rows they span, unless other logs' events take more than this many times
 * their own place there; then each run is read by itself.
 */
const SPARSE = 4;

/**
 * Looks events up in one connection: through the index tables, and through memory for what is not indexed yet. It keeps
 * step with the file by `reload` (everything that is not indexed) and `catchUp` (what another connection wrote since).
 */
export class LedgerRows {
  /** Events after the index tables: those that are being written there (`older`, mostly empty), then the rest. */
  older = new Tail({ process: 0, cases: 0, access: 0 });
  tail = this.older;
  /** The last row that is known here, the last whose names are, and the last that the index tables hold. */
  lastRow = 0;
  namedRow = 0;
  indexedRow = 0;

  readonly segments: Segments;
  readonly #db: Database.Database;
  readonly #indexed: Statement<[], number>;
  readonly #indexedSize: Statement<[number, number], number>;
  readonly #rowsAfter: Statement<[number], [number, number, number]>;
  readonly #namesAfter: Statement<[number, number], [number, number, number, Buffer]>;
  readonly #lastRow: Statement<[], number | null>;
  readonly #byRow: Statement<[number], EventRow>;
  readonly #runAt: Statement<[number, number], Run>;
  readonly #runsAfter: Statement<[number, number, number], Run>;
  readonly #scan: Statement<[number, number, number], EventRow>;
  readonly #scanLeaves: Statement<[number, number, number], Buffer>;
  readonly #rowsOfId: Statement<[number, number], number>;
  readonly #streamRuns: Statement<[number, number, number, number], Run>;
  readonly #lastStreamRuns: Statement<[number, number], Run>;

  /** `filtered`: keeps filters of the segments in memory; for a writer, who must look every new id up. */
  constructor(db: Database.Database, filtered: boolean) {
    this.segments = new Segments(db, filtered);
    this.#db = db;
    this.#indexed = this.#pluck('SELECT upto FROM indexed');
    // Runs after that row are of a batch that is not complete.
    this.#indexedSize = this.#pluck(
      'SELECT position + count FROM position_runs WHERE log = ? AND row <= ? ORDER BY position DESC LIMIT 1',
    );
    this.#rowsAfter = this.#raw('SELECT row, log, position FROM events WHERE row > ? ORDER BY row');
    this.#namesAfter = this.#raw('SELECT row, log, position, leaf FROM events WHERE row > ? AND row <= ? ORDER BY row');
    this.#lastRow = this.#pluck('SELECT max(row) FROM events');
    this.#byRow = this.#raw('SELECT position, mac, leaf FROM events WHERE row = ?');
    this.#runAt = this.#raw(
      'SELECT position, row, count FROM position_runs WHERE log = ? AND position <= ? ORDER BY position DESC LIMIT 1',
    );
    this.#runsAfter = this.#raw(
      'SELECT position, row, count FROM position_runs WHERE log = ? AND position > ? AND position < ? ORDER BY position',
    );
    const scan = 'FROM events WHERE row BETWEEN ? AND ? AND log = ? ORDER BY row';
    this.#scan = this.#raw(`SELECT position, mac, leaf ${scan}`);
    this.#scanLeaves = this.#pluck(`SELECT leaf ${scan}`);
    this.#rowsOfId = this.#pluck('SELECT row FROM id_rows WHERE segment = ? AND id = ?');
    this.#streamRuns = this.#raw(
      'SELECT rev, row, count FROM stream_runs WHERE segment = ? AND stream = ? AND rev < ? AND rev + count > ? ORDER BY rev, row',
    );
    this.#lastStreamRuns = this.#raw(
      'SELECT rev, row, count FROM stream_runs WHERE segment = ? AND stream = ? ORDER BY rev DESC, row DESC',
    );
  }

  /** Forgets everything and reads what is not indexed from the file. */
  reload(): void {
    this.indexedRow = this.#indexed.get() ?? 0;
    if ((this.#lastRow.get() ?? 0) < this.indexedRow) {
      throw new LedgerInconsistent(this.indexedRow, 'the index tables reach further than the events');
    }
    this.lastRow = this.indexedRow;
    this.namedRow = this.indexedRow;
    const sizes = { process: 0, cases: 0, access: 0 };
    for (const log of LOGS) sizes[log] = this.#indexedSize.get(LOG_CODES[log], this.indexedRow) ?? 0;
    this.older = new Tail(sizes);
    this.tail = this.older;
    this.segments.reload();
    this.#readPositions();
  }

  /** Adds an event that this connection has just inserted. */
  add(entry: IndexEntry): void {
    this.tail.addPosition(entry.log, entry.row);
    this.tail.addName(entry);
    this.lastRow = entry.row;
    this.namedRow = entry.row;
  }

  /** Sets aside everything that is not indexed, to be written into the index tables. */
  setAside(): Tail {
    this.learnNames();
    this.older = this.tail;
    this.tail = new Tail(this.older.sizes());
    return this.older;
  }

  /** What was set aside is in the index tables now. */
  dropAside(): void {
    this.indexedRow = this.older.named.at(-1)?.row ?? this.indexedRow;
    this.older = this.tail;
  }

  /** Learns what another connection has written. Call it inside a read transaction. */
  catchUp(): void {
    const indexed = this.#indexed.get() ?? 0;
    if (indexed > this.lastRow || indexed < this.indexedRow) {
      this.reload();
      return;
    }
    if (indexed > this.indexedRow) {
      this.tail.dropThrough(indexed);
      this.segments.reload();
      this.indexedRow = indexed;
      this.namedRow = Math.max(this.namedRow, indexed);
    }
    if (this.#lastRow.get() !== this.lastRow) this.#readPositions();
  }

  #readPositions(): void {
    for (const [row, code, position] of this.#rowsAfter.iterate(this.lastRow)) {
      const log = LOG_OF_CODE[code];
      if (log === undefined || position !== this.tail.size(log) || row !== this.lastRow + 1) {
        throw new LedgerInconsistent(row, `position ${position} of log ${code} does not follow`);
      }
      this.tail.addPosition(log, row);
      this.lastRow = row;
    }
  }

  /** Reads streams and ids of the events that are not indexed, where that was not needed before. */
  learnNames(): void {
    if (this.namedRow === this.lastRow) return;
    for (const [row, code, position, leaf] of this.#namesAfter.iterate(this.namedRow, this.lastRow)) {
      const { stream, rev, id } = envelopeOf(leaf);
      this.tail.addName({ row, log: LOG_OF_CODE[code] as LogName, position, stream, rev, id });
    }
    this.namedRow = this.lastRow;
  }

  size(log: LogName): number {
    return this.tail.size(log);
  }

  /** Events of a log by leaf index, `from` included, `to` excluded and not above the log's size. */
  range(log: LogName, from: number, to: number): StoredEvent[] {
    return this.#range(log, from, to, this.#scan).map((row) => stored(log, row));
  }

  /** As `range`, the leaves alone. */
  leaves(log: LogName, from: number, to: number): Buffer[] {
    return this.#range(log, from, to, this.#scanLeaves);
  }

  #range<R>(log: LogName, from: number, to: number, scan: Statement<[number, number, number], R>): R[] {
    if (from >= to) return [];
    const code = LOG_CODES[log];
    const first = this.#rowAt(log, from);
    const last = this.#rowAt(log, to - 1);
    let found: R[];
    if (last - first < (to - from) * SPARSE) {
      found = scan.all(first, last, code);
    } else {
      found = [];
      for (const [start, end] of this.#spans(log, from, to)) found.push(...scan.all(start, end, code));
    }
    if (found.length === to - from) return found;
    throw new LedgerInconsistent(first, `${to - from} events of ${log} should stand up to row ${last}`);
  }

  /** First and last rows of the runs that positions `from` to `to` stand in. */
  #spans(log: LogName, from: number, to: number): [number, number][] {
    const spans: [number, number][] = [];
    const code = LOG_CODES[log];
    const indexedTo = Math.min(to, this.older.from(log));
    if (from < indexedTo) {
      const runs = this.#runAt.all(code, from).concat(this.#runsAfter.all(code, from, indexedTo));
      for (const [position, row, count] of runs) {
        const start = Math.max(from, position);
        const end = Math.min(indexedTo, position + count);
        if (start < end) spans.push([row + start - position, row + end - 1 - position]);
      }
    }
    for (let position = Math.max(from, indexedTo); position < to; position++) {
      const row = this.#rowAt(log, position);
      spans.push([row, row]);
    }
    return spans;
  }

  #rowAt(log: LogName, position: number): number {
    const newest = this.tail.rowAt(log, position) ?? this.older.rowAt(log, position);
    if (newest !== undefined) return newest;
    const run = this.#runAt.get(LOG_CODES[log], position);
    if (run !== undefined && position < run[0] + run[2]) return run[1] + position - run[0];
    throw new LedgerInconsistent(0, `position ${position} of ${log} is not indexed`);
  }

  stream(log: LogName, stream: string, from: number, limit: number): StoredEvent[] {
    const events: StoredEvent[] = [];
    if (limit <= 0) return events;
    this.learnNames();
    const newest = this.#tailOfStream(log, stream);
    const indexedTo = Math.min(from + limit, newest[0]?.rev ?? Number.MAX_SAFE_INTEGER);
    const key = streamKey(log, stream);
    for (const segment of this.segments.candidates(key)) {
      for (const [rev, row, count] of this.#streamRuns.all(segment, key, indexedTo, from)) {
        const event = this.#event(row);
        // Another stream may have the same key; all of a run belongs to one.
        if (!isOf(event, log, stream)) continue;
        for (let at = Math.max(from, rev); at < Math.min(indexedTo, rev + count); at++) {
          events.push(at === rev ? event : this.#event(row + at - rev));
        }
      }
    }
    for (const entry of newest) {
      if (entry.rev >= from && events.length < limit) events.push(this.#event(entry.row));
    }
    return events;
  }

  byId(log: LogName, id: string): StoredEvent | undefined {
    this.learnNames();
    const newest = this.tail.byId(log, id) ?? this.older.byId(log, id);
    if (newest !== undefined) return this.#event(newest.row);
    const key = idKey(id);
    for (const segment of this.segments.candidates(key)) {
      for (const row of this.#rowsOfId.all(segment, key)) {
        const event = this.#event(row);
        if (event.log === log && envelopeOf(event.bytes).id === id) return event;
      }
    }
    return undefined;
  }

  head(log: LogName, stream: string): StreamHead | undefined {
    this.learnNames();
    const newest = this.#tailOfStream(log, stream).at(-1);
    if (newest !== undefined) return headOf(this.#event(newest.row));
    const key = streamKey(log, stream);
    for (const segment of this.segments.candidates(key).toReversed()) {
      for (const [, row, count] of this.#lastStreamRuns.iterate(segment, key)) {
        const event = this.#event(row + count - 1);
        if (isOf(event, log, stream)) return headOf(event);
      }
    }
    return undefined;
  }

  lastAt(log: LogName): string | undefined {
    const size = this.size(log);
    return size === 0 ? undefined : envelopeOf(this.#event(this.#rowAt(log, size - 1)).bytes).at;
  }

  #tailOfStream(log: LogName, stream: string) {
    const newest = this.tail.ofStream(log, stream);
    if (this.older === this.tail) return newest;
    const older = this.older.ofStream(log, stream);
    return older.length === 0 ? newest : [...older, ...newest];
  }

  #event(row: number): StoredEvent {
    const found = this.#byRow.get(row);
    if (found === undefined) throw new LedgerInconsistent(row, 'the row is missing');
    return stored(envelopeOf(found[2]).log, found);
  }

  #pluck<P extends unknown[], R>(sql: string): Statement<P, R> {
    return this.#db.prepare<P, R>(sql).pluck();
  }

  #raw<P extends unknown[], R>(sql: string): Statement<P, R> {
    return this.#db.prepare<P, R>(sql).raw();
  }
}

/** Leaves one after the other, read a thousand at a time. */
export function* iterateLeaves(read: (from: number, limit: number) => Buffer[], from: number): Generator<Buffer> {
  let next = from;
  for (;;) {
    const leaves = read(next, 1000);
    if (leaves.length === 0) return;
    next += leaves.length;
    yield* leaves;
  }
}

/** The rows contradict each other: the file was changed by something else than this software. */
export class LedgerInconsistent extends Error {
  constructor(
    readonly row: number,
    what: string,
  ) {
    super(`the ledger contradicts itself at row ${row}: ${what}`);
    this.name = 'LedgerInconsistent';
  }
}

function stored(log: LogName, [position, mac, bytes]: EventRow): StoredEvent {
  return mac === null ? { log, position, bytes } : { log, position, bytes, mac };
}

function isOf(event: StoredEvent, log: LogName, stream: string): boolean {
  return event.log === log && envelopeOf(event.bytes).stream === stream;
}

function headOf(event: StoredEvent): StreamHead {
  const { rev, at } = envelopeOf(event.bytes);
  return { revision: rev, at, position: event.position };
}

function envelopeOf(leaf: Uint8Array): Envelope {
  try {
    return JSON.parse(Buffer.from(leaf.buffer, leaf.byteOffset, leaf.length).toString('utf8')) as Envelope;
  } catch {
    throw new LedgerInconsistent(0, 'a leaf is not JSON');
  }
}
