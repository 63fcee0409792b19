import type { Database, Statement } from 'better-sqlite3';

/**
 * Small JSON documents that a view keeps folded in memory and writes back once per batch: only those that changed.
 * The tables are `(id, community, document)`; all rows are loaded when the view opens.
 */
export class Documents<T> {
  readonly #items = new Map<string, T>();
  readonly #dirty = new Set<string>();
  #save: Statement | undefined;
  #remove: Statement | undefined;

  constructor(private readonly table: string) {}

  create(db: Database): void {
    db.exec(`CREATE TABLE ${this.table} (id TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID`);
  }

  open(db: Database): void {
    this.#save = db.prepare(
      `INSERT INTO ${this.table} VALUES (?, ?) ON CONFLICT DO UPDATE SET document = excluded.document`,
    );
    this.#remove = db.prepare(`DELETE FROM ${this.table} WHERE id = ?`);
    for (const row of db.prepare(`SELECT id, document FROM ${this.table}`).iterate() as Iterable<{
      id: string;
      document: string;
    }>) {
      this.#items.set(row.id, JSON.parse(row.document) as T);
    }
  }

  get(id: string): T | undefined {
    return this.#items.get(id);
  }

  set(id: string, item: T): void {
    this.#items.set(id, item);
    this.#dirty.add(id);
  }

  /** Marks an item that was changed in place. */
  touch(id: string): void {
    this.#dirty.add(id);
  }

  delete(id: string): void {
    this.#items.delete(id);
    this.#dirty.add(id);
  }

  entries(): IterableIterator<[string, T]> {
    return this.#items.entries();
  }

  values(): IterableIterator<T> {
    return this.#items.values();
  }

  flush(): void {
    for (const id of this.#dirty) {
      const item = this.#items.get(id);
      if (item === undefined) this.#remove?.run(id);
      else this.#save?.run(id, JSON.stringify(item));
    }
    this.#dirty.clear();
  }
}
