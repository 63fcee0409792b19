import type Database from 'better-sqlite3';

type Values = readonly unknown[];

/** Rows per statement: crossing into SQLite once for several rows takes a third off the time. */
const SEVERAL = 16;
const FEW = 4;

/** Inserts rows into one table, given as one value after the other, some now and some later. */
export class BulkInsert {
  readonly #columns: number;
  readonly #statements: readonly { readonly rows: number; readonly statement: Database.Statement<[Values]> }[];
  #make: (() => Values) | undefined;
  #values: Values = [];
  #next = 0;

  /** `into` is the statement up to VALUES, `INSERT INTO id_rows (id, row)`. */
  constructor(db: Database.Database, into: string, columns: number) {
    const row = `(${Array(columns).fill('?').join(', ')})`;
    this.#columns = columns;
    this.#statements = [SEVERAL, FEW, 1].map((rows) => ({
      rows,
      statement: db.prepare<[Values]>(`${into} VALUES ${Array(rows).fill(row).join(', ')}`),
    }));
  }

  /** Takes the rows; they are made when the first of them is inserted. */
  begin(make: () => Values): void {
    this.#make = make;
    this.#values = [];
    this.#next = 0;
  }

  get done(): boolean {
    return this.#make === undefined && this.#next === this.#values.length;
  }

  /** Inserts at most so many rows; gives how many. */
  step(rows: number): number {
    if (rows <= 0) return 0;
    if (this.#make !== undefined) {
      this.#values = this.#make();
      this.#make = undefined;
    }
    const count = Math.min(rows, (this.#values.length - this.#next) / this.#columns);
    let left = count;
    for (const { rows: size, statement } of this.#statements) {
      for (; left >= size; left -= size) statement.run(this.#take(size));
    }
    return count;
  }

  #take(rows: number): Values {
    const from = this.#next;
    this.#next += rows * this.#columns;
    // Mostly everything at once: then there is nothing to copy.
    return from === 0 && this.#next === this.#values.length ? this.#values : this.#values.slice(from, this.#next);
  }
}
