import type { Database } from 'better-sqlite3';
import type { PeopleFactsSource, PersonRecord, StagedRows } from '#supervision';
import { Documents } from './documents.js';

/** The people registry of the rules in the views' own tables: records in memory, changes written once per batch. */
export class StoredPeople implements PeopleFactsSource {
  readonly records = new Documents<PersonRecord>('people');
  readonly #pairs = new Documents<readonly [string, string]>('kinship_pairs');
  /** Rows of an import that has not taken effect, by import stream. */
  readonly #staged = new Documents<readonly StagedRows[]>('staged_rows');

  create(db: Database): void {
    this.records.create(db);
    this.#pairs.create(db);
    this.#staged.create(db);
  }

  open(db: Database): void {
    this.records.open(db);
    this.#pairs.open(db);
    this.#staged.open(db);
  }

  get(personId: string): PersonRecord | undefined {
    return this.records.get(personId);
  }

  set(personId: string, record: PersonRecord): void {
    this.records.set(personId, record);
  }

  pairOf(stream: string): readonly [string, string] | undefined {
    return this.#pairs.get(stream);
  }

  setPair(stream: string, pair: readonly [string, string]): void {
    this.#pairs.set(stream, pair);
  }

  stage(stream: string, rows: StagedRows): void {
    this.#staged.set(stream, [...(this.#staged.get(stream) ?? []), rows]);
  }

  staged(stream: string): Iterable<StagedRows> {
    return this.#staged.get(stream) ?? [];
  }

  unstage(stream: string): void {
    this.#staged.delete(stream);
  }

  flush(): void {
    this.records.flush();
    this.#pairs.flush();
    this.#staged.flush();
  }
}
