import type { Database, Statement } from 'better-sqlite3';
import { shanghaiDay } from '#kernel';
import type { DecodedEvent } from '../decoded-event.js';
import type { View } from '../view.js';

/** What a search over the history may ask for; all parts must hold. Days are inclusive. */
export interface EventFilter {
  readonly unit?: string;
  readonly types?: readonly string[];
  readonly actor?: string;
  readonly from?: string;
  readonly to?: string;
  /** Only what stands before this position: what was recorded until then. */
  readonly before?: number;
}

export interface EventPage {
  readonly positions: readonly number[];
  /** Exact up to {@link EXACT_TOTAL}; `more` says that there are more. */
  readonly total: number;
  readonly more: boolean;
}

export type Histogram = readonly { readonly day: string; readonly count: number }[];

export const EXACT_TOTAL = 10_000;

/** Days are stored as whole days since 1970 so that ranges stay narrow. */
function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

function dayOfNumber(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/**
 * Finds events by community, type, actor and day, newest first, with keyset paging. Only numbers stand in the rows: the
 * leaf is read from the log when a page is shown, so nothing personal is ever copied here.
 */
export class EventIndexView implements View {
  readonly name = 'event-index';
  readonly version = 1;
  readonly handles = 'all' as const;
  #db: Database | undefined;
  #insert: Statement | undefined;
  #count: Statement | undefined;
  #addName: Statement | undefined;
  readonly #names = new Map<string, number>();
  /** Counts per day, community and type of the batch in hand, written once per batch. */
  readonly #counts = new Map<string, { day: number; unit: number; type: number; n: number }>();

  create(db: Database): void {
    db.exec(`CREATE TABLE event_index (position INTEGER PRIMARY KEY, unit INTEGER NOT NULL, type INTEGER NOT NULL, actor INTEGER NOT NULL, day INTEGER NOT NULL);
      CREATE INDEX event_index_unit ON event_index (unit, position);
      CREATE INDEX event_index_type ON event_index (type, position);
      CREATE TABLE event_names (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
      CREATE TABLE event_days (day INTEGER NOT NULL, unit INTEGER NOT NULL, type INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (day, unit, type)) WITHOUT ROWID;`);
  }

  open(db: Database): void {
    this.#db = db;
    this.#insert = db.prepare('INSERT INTO event_index VALUES (?, ?, ?, ?, ?)');
    this.#count = db.prepare('INSERT INTO event_days VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n');
    this.#addName = db.prepare('INSERT INTO event_names VALUES (?, ?)');
    for (const row of db.prepare('SELECT number, name FROM event_names').all() as { number: number; name: string }[]) {
      this.#names.set(row.name, row.number);
    }
  }

  apply({ position, envelope }: DecodedEvent): void {
    const unit = this.#number(envelope.unit);
    const type = this.#number(envelope.type);
    const actor = this.#number(`@${envelope.actor.id}`);
    const day = dayNumber(shanghaiDay(envelope.on ?? envelope.at));
    this.#insert?.run(position, unit, type, actor, day);
    const key = `${day}/${unit}/${type}`;
    const counted = this.#counts.get(key);
    if (counted === undefined) this.#counts.set(key, { day, unit, type, n: 1 });
    else counted.n++;
  }

  flush(): void {
    for (const { day, unit, type, n } of this.#counts.values()) this.#count?.run(day, unit, type, n);
    this.#counts.clear();
  }

  /** Positions newest first, before `before`, at most `limit`; with the total of the filter. */
  page(filter: EventFilter, before: number | undefined, limit: number): EventPage {
    const where = this.#where(filter);
    if (where === undefined) return { positions: [], total: 0, more: false };
    const { sql, values } = where;
    const db = this.#opened();
    const rows = db
      .prepare(`SELECT position FROM event_index WHERE ${sql} AND position < ? ORDER BY position DESC LIMIT ?`)
      .pluck()
      .all(...values, before ?? Number.MAX_SAFE_INTEGER, limit) as number[];
    const counted = this.#total(filter, sql, values);
    return { positions: rows, total: Math.min(counted, EXACT_TOTAL), more: counted > EXACT_TOTAL };
  }

  /** Events per day under the filter. Daily counts hold neither actors nor positions: those are counted from the rows. */
  histogram(filter: EventFilter): Histogram {
    const where = this.#where(filter);
    if (where === undefined) return [];
    const db = this.#opened();
    const sql =
      filter.actor === undefined && filter.before === undefined
        ? `SELECT day, sum(n) AS count FROM event_days WHERE ${where.sql} GROUP BY day ORDER BY day`
        : `SELECT day, count(*) AS count FROM (SELECT day FROM event_index WHERE ${where.sql} ORDER BY position DESC LIMIT ${EXACT_TOTAL}) GROUP BY day ORDER BY day`;
    const rows = db.prepare(sql).all(...where.values) as { day: number; count: number }[];
    return rows.map(({ day, count }) => ({ day: dayOfNumber(day), count }));
  }

  /** Those of some positions that the filter lets through, newest first, and how many of them fall on each day. */
  among(
    positions: readonly number[],
    filter: EventFilter,
  ): Pick<EventPage, 'positions'> & { readonly histogram: Histogram } {
    const where = this.#where(filter);
    if (where === undefined || positions.length === 0) return { positions: [], histogram: [] };
    const rows = this.#opened()
      .prepare(
        `SELECT position, day FROM event_index WHERE position IN (SELECT value FROM json_each(?)) AND ${where.sql} ORDER BY position DESC`,
      )
      .raw()
      .all(JSON.stringify(positions), ...where.values) as [number, number][];
    const days = new Map<number, number>();
    for (const [, day] of rows) days.set(day, (days.get(day) ?? 0) + 1);
    return {
      positions: rows.map(([position]) => position),
      histogram: [...days].sort(([x], [y]) => x - y).map(([day, count]) => ({ day: dayOfNumber(day), count })),
    };
  }

  #total(filter: EventFilter, sql: string, values: readonly number[]): number {
    const db = this.#opened();
    if (filter.actor === undefined && filter.before === undefined) {
      return (
        (db
          .prepare(`SELECT coalesce(sum(n), 0) FROM event_days WHERE ${sql}`)
          .pluck()
          .get(...values) as number) ?? 0
      );
    }
    return db
      .prepare(`SELECT count(*) FROM (SELECT 1 FROM event_index WHERE ${sql} LIMIT ${EXACT_TOTAL + 1})`)
      .pluck()
      .get(...values) as number;
  }

  /** Undefined when a name in the filter never occurred: nothing can match. */
  #where(filter: EventFilter): { sql: string; values: number[] } | undefined {
    const parts: string[] = ['1'];
    const values: number[] = [];
    if (filter.unit !== undefined) {
      const number = this.#names.get(filter.unit);
      if (number === undefined) return undefined;
      parts.push('unit = ?');
      values.push(number);
    }
    if (filter.types !== undefined) {
      const numbers = filter.types.map((type) => this.#names.get(type)).filter((n): n is number => n !== undefined);
      if (numbers.length === 0) return undefined;
      parts.push(`type IN (${numbers.map(() => '?').join(', ')})`);
      values.push(...numbers);
    }
    if (filter.actor !== undefined) {
      const number = this.#names.get(`@${filter.actor}`);
      if (number === undefined) return undefined;
      parts.push('actor = ?');
      values.push(number);
    }
    if (filter.from !== undefined) {
      parts.push('day >= ?');
      values.push(dayNumber(filter.from));
    }
    if (filter.to !== undefined) {
      parts.push('day <= ?');
      values.push(dayNumber(filter.to));
    }
    if (filter.before !== undefined) {
      parts.push('position < ?');
      values.push(filter.before);
    }
    return { sql: parts.join(' AND '), values };
  }

  #number(name: string): number {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const number = this.#names.size + 1;
    this.#addName?.run(number, name);
    this.#names.set(name, number);
    return number;
  }

  #opened(): Database {
    if (this.#db === undefined) throw new Error('the event index is not open');
    return this.#db;
  }
}
