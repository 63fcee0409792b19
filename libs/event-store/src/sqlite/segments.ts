import type Database from 'better-sqlite3';
import { FilterBank, KeyFilter } from './key-filter.js';

/** Events in a segment: few enough that a batch meets each of its pages several times. */
export const SEGMENT_EVENTS = 65_536;

/**
 * The parts of the index by id and by stream. Keys are random, so in one large table every event would dirty a page of
 * its own; a segment holds the keys of some ten thousand events and is never touched again when it is full. A filter for
 * each segment says where a key may be, so that a new id is known to be new without a look into the tables.
 */
export class Segments {
  /** The one that is being filled; the sealed ones are those before. */
  current = 0;
  sealedUpto = 0;
  /** Filters of the sealed segments, and of the current one; read when they are first needed. */
  #filters: Filters | undefined;
  #read = new FilterBank();
  readonly #last: Database.Statement<[], [segment: number, upto: number]>;
  readonly #filter: Database.Statement<[number], Buffer>;
  readonly #ids: Database.Statement<[number], number>;
  readonly #streams: Database.Statement<[number], number>;
  readonly #seal: Database.Statement<[number, number, Uint8Array]> | undefined;

  /** A reader looks into every segment and needs no memory for filters. */
  constructor(
    db: Database.Database,
    readonly filtered: boolean,
  ) {
    this.#last = db
      .prepare<[], [number, number]>('SELECT segment, upto FROM segments ORDER BY segment DESC LIMIT 1')
      .raw();
    this.#filter = db.prepare<[number], Buffer>('SELECT filter FROM segments WHERE segment = ?').pluck();
    this.#ids = db.prepare<[number], number>('SELECT id FROM id_rows WHERE segment = ?').pluck();
    this.#streams = db.prepare<[number], number>('SELECT DISTINCT stream FROM stream_runs WHERE segment = ?').pluck();
    if (filtered) this.#seal = db.prepare('INSERT INTO segments (segment, upto, filter) VALUES (?, ?, ?)');
  }

  reload(): void {
    const [segment, upto] = this.#last.get() ?? [-1, 0];
    this.current = segment + 1;
    this.sealedUpto = upto;
    this.#filters = undefined;
    this.#read = new FilterBank();
  }

  /** Segments in which a key may stand, oldest first. */
  candidates(key: number): readonly number[] {
    if (!this.filtered) return Array.from({ length: this.current + 1 }, (_, segment) => segment);
    const { sealed, open } = this.#loaded();
    const found: number[] = [];
    sealed.candidates(key, found);
    if (open.has(key)) found.push(this.current);
    return found;
  }

  /** Makes a key known to be in the current segment, before or when it is inserted there. */
  add(key: number): void {
    this.#loaded().open.add(key);
  }

  /** Closes the current segment if it is full: to be called with the row up to which the tables reach, once they do. */
  sealIfFull(upto: number): void {
    if (upto - this.sealedUpto < SEGMENT_EVENTS) return;
    const filters = this.#loaded();
    this.#seal?.run(this.current, upto, filters.open.bytes);
    filters.sealed.add(filters.open);
    filters.open = new KeyFilter();
    this.current++;
    this.sealedUpto = upto;
  }

  /**
   * Reads a part of the filters into memory (3 ms): true when all are there. Called in turns after the start, so that the
   * first look-up does not have to read them all.
   */
  warm(): boolean {
    if (!this.filtered || this.#filters !== undefined) return true;
    if (this.#read.size < this.current) {
      const bytes = this.#filter.get(this.#read.size);
      this.#read.add(bytes === undefined ? fullFilter() : new KeyFilter(bytes));
      return false;
    }
    const open = new KeyFilter();
    for (const key of this.#ids.iterate(this.current)) open.add(key);
    for (const key of this.#streams.iterate(this.current)) open.add(key);
    this.#filters = { sealed: this.#read, open };
    return true;
  }

  #loaded(): Filters {
    while (!this.warm());
    return this.#filters as Filters;
  }
}

interface Filters {
  readonly sealed: FilterBank;
  open: KeyFilter;
}

/** In place of one that is missing: it never says that a key is not there. */
function fullFilter(): KeyFilter {
  const filter = new KeyFilter();
  filter.bytes.fill(0xff);
  return filter;
}
