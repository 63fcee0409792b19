import type Database from 'better-sqlite3';
import type { Envelope, LogName } from '#kernel';
import type { StoredEvent, StreamHead } from '../event-store.js';
import { idKey, LOG_CODES, LOG_OF_CODE, streamKey } from './format.js';
import { Tail } from './tail.js';

/** position, MAC, leaf */
type EventRow = [number, Buffer | null, Buffer];
type Statement<P extends unknown[], R> = Database.Statement<P, R>;

const LOGS = ['process', 'cases', 'access'] as const;

/**
 * A run of a log's events is read by scanning the rows it spans, unless other logs' events take more than this many
 * times its own place there; then each row is looked up.
 */
const SPARSE = 4;

/**
 * Looks events up in one connection: through the index tables, and through memory for what is not indexed yet. Keeps
 * step with the file by `reload` (everything that is not indexed) and `catchUp` (what was appended since).
 */
export class LedgerRows {
  readonly tail = new Tail();
  /** The last row that is known here, and the last that the index tables hold. */
  lastRow = 0;
  indexedRow = 0;

  readonly #db: Database.Database;
  readonly #indexed: Statement<[], number>;
  readonly #indexedSize: Statement<[number], number | null>;
  readonly #rowsAfter: Statement<[number], [number, number, number, Buffer]>;
  readonly #lastRow: Statement<[], number | null>;
  readonly #byRow: Statement<[number], EventRow>;
  readonly #rowOfPosition: Statement<[number, number], number>;
  readonly #scan: Statement<[number, number, number], EventRow>;
  readonly #lookUp: Statement<[number, number, number], EventRow>;
  readonly #scanLeaves: Statement<[number, number, number], Buffer>;
  readonly #lookUpLeaves: Statement<[number, number, number], Buffer>;
  readonly #rowsOfId: Statement<[number], number>;
  readonly #rowsOfStream: Statement<[number, number, number], number>;
  readonly #lastRowsOfStream: Statement<[number], number>;

  constructor(db: Database.Database) {
    this.#db = db;
    const event = 'position, mac, leaf';
    this.#indexed = this.#pluck('SELECT upto FROM indexed');
    this.#indexedSize = this.#pluck('SELECT max(position) + 1 FROM position_rows WHERE log = ?');
    this.#rowsAfter = this.#raw('SELECT row, log, position, leaf FROM events WHERE row > ? ORDER BY row');
    this.#lastRow = this.#pluck('SELECT max(row) FROM events');
    this.#byRow = this.#raw(`SELECT ${event} FROM events WHERE row = ?`);
    this.#rowOfPosition = this.#pluck('SELECT row FROM position_rows WHERE log = ? AND position = ?');
    const scan = 'FROM events WHERE row BETWEEN ? AND ? AND log = ? ORDER BY row';
    this.#scan = this.#raw(`SELECT ${event} ${scan}`);
    this.#scanLeaves = this.#pluck(`SELECT leaf ${scan}`);
    const lookUp =
      'FROM position_rows p CROSS JOIN events e ON e.row = p.row WHERE p.log = ? AND p.position BETWEEN ? AND ? ORDER BY p.position';
    this.#lookUp = this.#raw(`SELECT e.position, e.mac, e.leaf ${lookUp}`);
    this.#lookUpLeaves = this.#pluck(`SELECT e.leaf ${lookUp}`);
    this.#rowsOfId = this.#pluck('SELECT row FROM id_rows WHERE id = ?');
    this.#rowsOfStream = this.#pluck(
      'SELECT row FROM stream_rows WHERE stream = ? AND rev BETWEEN ? AND ? ORDER BY rev, row',
    );
    this.#lastRowsOfStream = this.#pluck('SELECT row FROM stream_rows WHERE stream = ? ORDER BY rev DESC, row DESC');
  }

  /** Forgets everything and reads what is not indexed from the file. */
  reload(): void {
    this.indexedRow = this.#indexed.get() ?? 0;
    this.lastRow = this.indexedRow;
    const sizes = { process: 0, cases: 0, access: 0 };
    for (const log of LOGS) sizes[log] = this.#indexedSize.get(LOG_CODES[log]) ?? 0;
    this.tail.reset(sizes);
    this.#readTail();
  }

  /** Learns what another connection has written. Call it inside a read transaction. */
  catchUp(): void {
    if (this.#indexed.get() !== this.indexedRow) this.reload();
    else if (this.#lastRow.get() !== this.lastRow) this.#readTail();
  }

  #readTail(): void {
    for (const [row, code, position, leaf] of this.#rowsAfter.iterate(this.lastRow)) {
      const { stream, rev, id } = envelopeOf(leaf);
      const log = LOG_OF_CODE[code];
      if (log === undefined || position !== this.tail.size(log) || row !== this.lastRow + 1) {
        throw new LedgerInconsistent(row, `position ${position} of log ${code} does not follow`);
      }
      this.tail.add({ row, log, position, stream, rev, id });
      this.lastRow = row;
    }
  }

  size(log: LogName): number {
    return this.tail.size(log);
  }

  /** Events of a log by leaf index, `from` included, `to` excluded and not above the log's size. */
  range(log: LogName, from: number, to: number): StoredEvent[] {
    const events: StoredEvent[] = [];
    for (const row of this.#range(log, from, to, this.#scan, this.#lookUp)) events.push(stored(log, row));
    for (let position = Math.max(from, this.tail.from(log)); events.length < to - from; position++) {
      events.push(this.#event(log, this.tail.rowAt(log, position)));
    }
    return events;
  }

  /** As `range`, the leaves alone. */
  leaves(log: LogName, from: number, to: number): Buffer[] {
    const leaves = this.#range(log, from, to, this.#scanLeaves, this.#lookUpLeaves);
    for (let position = Math.max(from, this.tail.from(log)); leaves.length < to - from; position++) {
      leaves.push(this.#byRowOf(this.tail.rowAt(log, position))[2]);
    }
    return leaves;
  }

  #range<R>(
    log: LogName,
    from: number,
    to: number,
    scan: Statement<[number, number, number], R>,
    lookUp: Statement<[number, number, number], R>,
  ): R[] {
    if (from >= to) return [];
    const code = LOG_CODES[log];
    const first = this.#rowAt(log, from);
    const last = this.#rowAt(log, to - 1);
    if (last - first < (to - from) * SPARSE) {
      const found = scan.all(first, last, code);
      if (found.length !== to - from) throw new LedgerInconsistent(first, `${to - from} events of ${log} expected`);
      return found;
    }
    return lookUp.all(code, from, to - 1);
  }

  #rowAt(log: LogName, position: number): number {
    const row = this.tail.rowAt(log, position) ?? this.#rowOfPosition.get(LOG_CODES[log], position);
    if (row === undefined) throw new LedgerInconsistent(0, `position ${position} of ${log} is not indexed`);
    return row;
  }

  stream(log: LogName, stream: string, from: number, limit: number): StoredEvent[] {
    const events: StoredEvent[] = [];
    if (limit <= 0) return events;
    const newest = this.tail.ofStream(log, stream);
    const firstInTail = newest[0]?.rev ?? Number.MAX_SAFE_INTEGER;
    if (from < firstInTail) {
      const last = Math.min(from + limit, firstInTail) - 1;
      for (const row of this.#rowsOfStream.all(streamKey(log, stream), from, last)) {
        const event = this.#event(undefined, row);
        if (isOf(event, log, stream)) events.push(event);
      }
    }
    for (const entry of newest) {
      if (entry.rev >= from && events.length < limit) events.push(this.#event(log, entry.row));
    }
    return events;
  }

  byId(log: LogName, id: string): StoredEvent | undefined {
    const newest = this.tail.byId(log, id);
    if (newest !== undefined) return this.#event(log, newest.row);
    for (const row of this.#rowsOfId.all(idKey(id))) {
      const event = this.#event(undefined, row);
      const envelope = envelopeOf(event.bytes);
      if (envelope.id === id && envelope.log === log) return event;
    }
    return undefined;
  }

  head(log: LogName, stream: string): StreamHead | undefined {
    const newest = this.tail.ofStream(log, stream).at(-1);
    if (newest !== undefined) {
      const { at } = envelopeOf(this.#byRowOf(newest.row)[2]);
      return { revision: newest.rev, at, position: newest.position };
    }
    for (const row of this.#lastRowsOfStream.iterate(streamKey(log, stream))) {
      const event = this.#event(undefined, row);
      if (!isOf(event, log, stream)) continue;
      const { rev, at } = envelopeOf(event.bytes);
      return { revision: rev, at, position: event.position };
    }
    return undefined;
  }

  lastAt(log: LogName): string | undefined {
    const size = this.size(log);
    if (size === 0) return undefined;
    return envelopeOf(this.#byRowOf(this.#rowAt(log, size - 1))[2]).at;
  }

  #event(log: LogName | undefined, row: number | undefined): StoredEvent {
    const found = this.#byRowOf(row);
    return stored(log ?? envelopeOf(found[2]).log, found);
  }

  #byRowOf(row: number | undefined): EventRow {
    const found = row === undefined ? undefined : this.#byRow.get(row);
    if (found === undefined) throw new LedgerInconsistent(row ?? 0, 'the row is missing');
    return found;
  }

  #pluck<P extends unknown[], R>(sql: string): Statement<P, R> {
    return this.#db.prepare<P, R>(sql).pluck() as Statement<P, R>;
  }

  #raw<P extends unknown[], R>(sql: string): Statement<P, R> {
    return this.#db.prepare<P, R>(sql).raw() as Statement<P, R>;
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
  const envelope = envelopeOf(event.bytes);
  return envelope.stream === stream && envelope.log === log;
}

function envelopeOf(leaf: Uint8Array): Envelope {
  try {
    return JSON.parse(Buffer.from(leaf.buffer, leaf.byteOffset, leaf.length).toString('utf8')) as Envelope;
  } catch {
    throw new LedgerInconsistent(0, 'a leaf is not JSON');
  }
}
