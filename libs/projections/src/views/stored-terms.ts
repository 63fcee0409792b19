import type { Database, Statement } from 'better-sqlite3';
import { streetOfTerm, type TermFactsSource, type TermRecord } from '#supervision';

/** Events of terms that are kept in memory beside those that are not saved yet: some 50 MB. */
const KEPT_EVENTS = 50_000;

interface Opened {
  readonly isOpened: boolean;
  readonly street: string | undefined;
}

/**
 * The terms of all communities in a table of their own. Those worked on lately are in memory, any other is read when
 * somebody asks for it: what the views hold in memory does not grow with the years of the ledger.
 */
export class StoredTerms implements TermFactsSource {
  /** The last used at the end. */
  readonly #records = new Map<string, TermRecord>();
  readonly #dirty = new Set<string>();
  readonly #opened = new Map<string, Opened>();
  #events = 0;
  #statements: { readonly read: Statement; readonly save: Statement } | undefined;

  constructor(private readonly keptEvents = KEPT_EVENTS) {}

  create(db: Database): void {
    // The index holds all that a start needs, so that it does not read the documents.
    db.exec(`CREATE TABLE terms (key TEXT NOT NULL UNIQUE, opened INTEGER NOT NULL, street TEXT, document TEXT NOT NULL);
      CREATE INDEX terms_opened ON terms (key, opened, street);`);
  }

  open(db: Database): void {
    this.#statements = {
      read: db.prepare('SELECT document FROM terms WHERE key = ?').pluck(),
      save: db.prepare(`INSERT INTO terms (key, opened, street, document) VALUES (?, ?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET opened = excluded.opened, street = excluded.street, document = excluded.document`),
    };
    const rows = db.prepare('SELECT key, opened, street FROM terms').iterate() as Iterable<{
      key: string;
      opened: number;
      street: string | null;
    }>;
    for (const { key, opened, street } of rows)
      this.#opened.set(key, { isOpened: opened === 1, street: street ?? undefined });
  }

  get(key: string): TermRecord | undefined {
    const known = this.#records.get(key);
    if (known !== undefined) {
      // Used last: forgotten last.
      this.#records.delete(key);
      this.#records.set(key, known);
      return known;
    }
    if (!this.#opened.has(key)) return undefined;
    const document = this.#statements?.read.get(key) as string | undefined;
    if (document === undefined) return undefined;
    const record = JSON.parse(document) as TermRecord;
    this.#keep(key, record);
    this.#forget();
    return record;
  }

  set(key: string, record: TermRecord): void {
    const before = this.#records.get(key);
    if (before !== undefined) {
      this.#records.delete(key);
      this.#events -= eventsOf(before);
    }
    this.#keep(key, record);
    this.#dirty.add(key);
    this.#opened.set(key, { isOpened: record.term.rev >= 0, street: streetOfTerm(record) });
  }

  isOpened(key: string): boolean {
    return this.#opened.get(key)?.isOpened === true;
  }

  /** Keys of all terms with the street that each was opened in. */
  *streets(): Generator<readonly [string, string | undefined]> {
    for (const [key, { street }] of this.#opened) yield [key, street];
  }

  flush(): void {
    for (const key of this.#dirty) {
      const record = this.#records.get(key);
      const opened = this.#opened.get(key);
      if (record === undefined || opened === undefined) continue;
      this.#statements?.save.run(key, opened.isOpened ? 1 : 0, opened.street ?? null, JSON.stringify(record));
    }
    this.#dirty.clear();
    this.#forget();
  }

  #keep(key: string, record: TermRecord): void {
    this.#records.set(key, record);
    this.#events += eventsOf(record);
  }

  /** Drops what was used longest ago and is saved, until what is left fits. */
  #forget(): void {
    if (this.#events <= this.keptEvents) return;
    for (const [key, record] of this.#records) {
      if (this.#events <= this.keptEvents || this.#records.size === 1) return;
      if (this.#dirty.has(key)) continue;
      this.#records.delete(key);
      this.#events -= eventsOf(record);
    }
  }
}

function eventsOf({ term, party, residents, notices }: TermRecord): number {
  return notices.reduce((sum, { rev }) => sum + rev + 1, term.rev + party.rev + residents.rev + 3);
}
