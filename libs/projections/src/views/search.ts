import type { Database, Statement } from 'better-sqlite3';
import type { DecodedEvent } from '../decoded-event.js';
import type { View } from '../view.js';
import { bigramQuery, bigrams } from './bigrams.js';

/**
 * Full text over what events say (sentences without names, document numbers, reasons) and the persons they name by id.
 * A person's name is looked up in the vault's index first, so no name stands here and an erasure leaves nothing behind.
 */
export class SearchView implements View {
  readonly name = 'search';
  readonly version = 1;
  readonly handles = 'all' as const;
  #db: Database | undefined;
  #insertText: Statement | undefined;
  #insertPerson: Statement | undefined;

  constructor(private readonly textOf: (event: DecodedEvent) => string) {}

  create(db: Database): void {
    db.exec(`CREATE VIRTUAL TABLE event_text USING fts5(tokens, content='', tokenize="unicode61 remove_diacritics 0");
      CREATE TABLE event_person (person TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (person, position)) WITHOUT ROWID;`);
  }

  open(db: Database): void {
    this.#db = db;
    this.#insertText = db.prepare('INSERT INTO event_text (rowid, tokens) VALUES (?, ?)');
    this.#insertPerson = db.prepare('INSERT OR IGNORE INTO event_person VALUES (?, ?)');
  }

  apply(event: DecodedEvent): void {
    // A rowid of 0 is not allowed in FTS5 queries by rank; positions start at 0.
    this.#insertText?.run(event.position + 1, bigrams(this.textOf(event)));
    for (const person of personsIn(event.envelope.data)) this.#insertPerson?.run(person, event.position);
  }

  /** Positions of events whose text holds `text`, newest first, at most `limit`. */
  findText(text: string, limit: number): readonly number[] {
    const query = bigramQuery(text);
    if (query === undefined || this.#db === undefined) return [];
    const rows = this.#db
      .prepare('SELECT rowid FROM event_text WHERE event_text MATCH ? ORDER BY rowid DESC LIMIT ?')
      .pluck()
      .all(query, limit) as number[];
    return rows.map((rowid) => rowid - 1);
  }

  /** Positions of events that name one of these persons, newest first. */
  findPersons(persons: readonly string[], limit: number): readonly number[] {
    if (persons.length === 0 || this.#db === undefined) return [];
    return this.#db
      .prepare(
        `SELECT DISTINCT position FROM event_person WHERE person IN (${persons.map(() => '?').join(', ')}) ORDER BY position DESC LIMIT ?`,
      )
      .pluck()
      .all(...persons, limit) as number[];
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const PERSON_FIELDS = new Set([
  'personId',
  'a',
  'b',
  'persons',
  'guide',
  'leader',
  'head',
  'chair',
  'viceChairs',
  'members',
  'staff',
  'cadre',
  'successor',
  'secretary',
  'deputySecretaries',
  'scrutineers',
  'tellers',
  'replaces',
  'about',
  'selected',
  'filled',
]);

/** Ids that stand in fields which name persons, at any depth. */
export function personsIn(data: unknown, field?: string): readonly string[] {
  if (typeof data === 'string') return field !== undefined && PERSON_FIELDS.has(field) && UUID.test(data) ? [data] : [];
  if (Array.isArray(data)) return data.flatMap((item) => personsIn(item, field));
  if (typeof data === 'object' && data !== null)
    return Object.entries(data).flatMap(([key, value]) => personsIn(value, key));
  return [];
}
