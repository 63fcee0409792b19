import type { Database } from 'better-sqlite3';
import {
  applyEntry,
  type CommunityFacts,
  communityFacts,
  type FactsBook,
  type ImportProgress,
  markUnreadable,
  restoreFactsBook,
  type SavedStreet,
  type StreetFacts,
  saveStreet,
  streetFacts,
  type Touched,
} from '#supervision';
import type { DecodedEvent } from '../decoded-event.js';
import type { View, ViewMoment } from '../view.js';
import { Documents } from './documents.js';
import { StoredPeople } from './people-source.js';
import { StoredNoticePlaces, StoredReferences } from './stored-references.js';
import { StoredTerms } from './stored-terms.js';

/** Is told what each event touched, in order; the rule results listen. */
export type TouchListener = (touched: Touched) => void;

/**
 * The folded facts of every community, street and person: what rules, guards, pages and previews read. What is worked
 * on is kept in memory and saved with the checkpoint, term by term, so a restart reads no history; terms of other years
 * stay in their table until somebody asks for them.
 */
export class FactsView implements View {
  readonly name = 'facts';
  readonly version = 3;
  readonly keepsDocuments = true;
  readonly handles = 'all' as const;
  readonly people = new StoredPeople();
  readonly #terms = new StoredTerms();
  readonly #noticeTerms = new StoredNoticePlaces();
  readonly #references = new StoredReferences();
  readonly #streets = new Documents<SavedStreet>('streets');
  readonly #imports = new Documents<ImportProgress>('open_imports');
  readonly #dirtyStreets = new Set<string>();
  readonly #listeners: TouchListener[] = [];
  #book: FactsBook | undefined;

  create(db: Database): void {
    for (const table of this.#tables) table.create(db);
  }

  open(db: Database): void {
    for (const table of this.#tables) table.open(db);
    this.#book = restoreFactsBook(
      { terms: this.#terms.streets(), streets: this.#streets.values(), imports: [...this.#imports.entries()] },
      { people: this.people, records: this.#terms, noticeTerms: this.#noticeTerms, references: this.#references },
    );
  }

  get #tables() {
    return [this.people, this.#terms, this.#noticeTerms, this.#references, this.#streets, this.#imports];
  }

  get book(): FactsBook {
    if (this.#book === undefined) throw new Error('the facts view is not open');
    return this.#book;
  }

  onTouch(listener: TouchListener): void {
    this.#listeners.push(listener);
  }

  apply({ entry }: DecodedEvent): void {
    const touched = applyEntry(this.book, entry);
    const category = entry.stream.slice(0, entry.stream.indexOf('-'));
    if (category === 'street') this.#dirtyStreets.add(entry.stream.slice('street-'.length));
    else if (category === 'import') this.#saveImport(entry.stream);
    this.#tell(touched);
  }

  /** Rules that read the stream can say nothing any more: they are told, instead of judging by half of it. */
  quarantined(stream: string, position: number): void {
    this.#tell(markUnreadable(this.book, { stream, position }));
  }

  #tell(touched: Touched): void {
    if (touched.communities.length === 0 && touched.streets.length === 0) return;
    for (const listener of this.#listeners) listener(touched);
  }

  flush(_moment: ViewMoment): void {
    for (const street of this.#dirtyStreets) this.#streets.set(street, saveStreet(this.book, street));
    this.#dirtyStreets.clear();
    for (const table of this.#tables) table.flush();
  }

  community(code: string, termStream?: string): CommunityFacts {
    return communityFacts(this.book, code, termStream);
  }

  street(unit: string): StreetFacts {
    return streetFacts(this.book, unit);
  }

  #saveImport(stream: string): void {
    const progress = this.book.imports.get(stream);
    if (progress === undefined) this.#imports.delete(stream);
    else this.#imports.set(stream, progress);
  }
}
