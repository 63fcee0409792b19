import type Database from 'better-sqlite3';
import { KeyFilter } from './key-filter.js';

/** Events in a segment: few enough that a batch meets each of its pages several times. */
export const SEGMENT_EVENTS = 65_536;

const NONE: readonly number[] = [];

/**
 * The parts of the index by id and by stream. Keys are random, so in one large table every event would dirty a page of
 * its own; a segment holds the keys of some ten thousand events and is never touched again when it is full. A filter for
 * each segment says where a key may be, so that a new id is known to be new without a look into the tables.
 */
export class Segments {
  /** The one that is being filled; the sealed ones are those before. */
  current = 0;
  sealedUpto = 0;
  #filters: KeyFilter[] | undefined;
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
  }

  /** Segments in which a key may stand, oldest first. */
  candidates(key: number): readonly number[] {
    let found: number[] | undefined;
    const filters = this.filtered ? this.#loaded() : undefined;
    for (let segment = 0; segment <= this.current; segment++) {
      if (filters?.[segment]?.has(key) === false) continue;
      if (found === undefined) found = [segment];
      else found.push(segment);
    }
    return found ?? NONE;
  }

  /** Makes a key known to be in the current segment, before or when it is inserted there. */
  add(key: number): void {
    this.#loaded()[this.current]?.add(key);
  }

  /** Closes the current segment if it is full: to be called with the row up to which the tables reach, once they do. */
  sealIfFull(upto: number): void {
    if (upto - this.sealedUpto < SEGMENT_EVENTS) return;
    const filters = this.#loaded();
    this.#seal?.run(this.current, upto, (filters[this.current] as KeyFilter).bytes);
    this.current++;
    this.sealedUpto = upto;
    filters[this.current] = new KeyFilter();
  }

  #loaded(): KeyFilter[] {
    if (this.#filters !== undefined) return this.#filters;
    const filters: KeyFilter[] = [];
    for (let segment = 0; segment < this.current; segment++) {
      const bits = this.#filter.get(segment);
      filters.push(bits === undefined ? fullFilter() : new KeyFilter(bits));
    }
    const open = new KeyFilter();
    for (const key of this.#ids.iterate(this.current)) open.add(key);
    for (const key of this.#streams.iterate(this.current)) open.add(key);
    filters.push(open);
    this.#filters = filters;
    return filters;
  }
}

/** In place of one that is missing: it never says that a key is not there. */
function fullFilter(): KeyFilter {
  const filter = new KeyFilter();
  filter.bytes.fill(0xff);
  return filter;
}
