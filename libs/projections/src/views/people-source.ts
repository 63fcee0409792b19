import type { Database, Statement } from 'better-sqlite3';
import type { PeopleFactsSource, PersonRecord, StagedRows } from '#supervision';
import { Documents } from './documents.js';

/** The people registry of the rules in the views' own tables: records in memory, changes written once per batch. */
export class StoredPeople implements PeopleFactsSource {
  readonly records = new Documents<PersonRecord>('people');
  readonly #pairs = new Documents<readonly [string, string]>('kinship_pairs');
  #stage: Statement | undefined;
  #staged: Statement | undefined;
  #unstage: Statement | undefined;
  readonly #changed = new Set<string>();

  create(db: Database): void {
    this.records.create(db);
    this.#pairs.create(db);
    db.exec(
      'CREATE TABLE staged_rows (stream TEXT NOT NULL, number INTEGER PRIMARY KEY, document TEXT NOT NULL); CREATE INDEX staged_rows_stream ON staged_rows (stream)',
    );
  }

  open(db: Database): void {
    this.records.open(db);
    this.#pairs.open(db);
    this.#stage = db.prepare('INSERT INTO staged_rows (stream, document) VALUES (?, ?)');
    this.#staged = db.prepare('SELECT document FROM staged_rows WHERE stream = ? ORDER BY number').pluck();
    this.#unstage = db.prepare('DELETE FROM staged_rows WHERE stream = ?');
  }

  get(personId: string): PersonRecord | undefined {
    return this.records.get(personId);
  }

  set(personId: string, record: PersonRecord): void {
    this.records.set(personId, record);
    this.#changed.add(personId);
  }

  pairOf(stream: string): readonly [string, string] | undefined {
    return this.#pairs.get(stream);
  }

  setPair(stream: string, pair: readonly [string, string]): void {
    this.#pairs.set(stream, pair);
  }

  stage(stream: string, rows: StagedRows): void {
    this.#stage?.run(stream, JSON.stringify(rows));
  }

  *staged(stream: string): Iterable<StagedRows> {
    for (const document of this.#staged?.all(stream) ?? []) yield JSON.parse(document as string) as StagedRows;
  }

  unstage(stream: string): void {
    this.#unstage?.run(stream);
  }

  flush(): void {
    this.records.flush();
    this.#pairs.flush();
    this.#changed.clear();
  }
}
