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
  saveTerm,
  streetFacts,
  type TermRecord,
  type Touched,
} from '#supervision';
import type { DecodedEvent } from '../decoded-event.js';
import type { View, ViewMoment } from '../view.js';
import { Documents } from './documents.js';
import { StoredPeople } from './people-source.js';

/** Streams that stand in a community's saved document; a person's own events are saved with the people. */
const TERM_PARTS = new Set(['term', 'partyElection', 'residentsElection', 'notice']);

/** Is told what each event touched, in order; the rule results listen. */
export type TouchListener = (touched: Touched) => void;

/**
 * The folded facts of every community, street and person: what rules, guards, pages and previews read. Kept in memory,
 * saved term by term with the checkpoint, so a restart reads no history and an old term is not written again.
 */
export class FactsView implements View {
  readonly name = 'facts';
  readonly version = 2;
  readonly keepsDocuments = true;
  readonly handles = 'all' as const;
  readonly people = new StoredPeople();
  /** By the part of the stream names that a term's streams share, `C01-2021-1`. */
  readonly #terms = new Documents<TermRecord>('terms');
  readonly #streets = new Documents<SavedStreet>('streets');
  readonly #imports = new Documents<ImportProgress>('open_imports');
  readonly #dirtyTerms = new Set<string>();
  readonly #dirtyStreets = new Set<string>();
  readonly #listeners: TouchListener[] = [];
  #book: FactsBook | undefined;

  create(db: Database): void {
    this.people.create(db);
    this.#terms.create(db);
    this.#streets.create(db);
    this.#imports.create(db);
  }

  open(db: Database): void {
    this.people.open(db);
    this.#terms.open(db);
    this.#streets.open(db);
    this.#imports.open(db);
    this.#book = restoreFactsBook(
      {
        terms: this.#terms.entries(),
        streets: this.#streets.values(),
        imports: [...this.#imports.entries()],
      },
      this.people,
    );
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
    else if (TERM_PARTS.has(category)) {
      for (const term of touched.terms) this.#dirtyTerms.add(term.slice('term-'.length));
    }
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
    for (const key of this.#dirtyTerms) this.#terms.set(key, saveTerm(this.book, key));
    for (const street of this.#dirtyStreets) this.#streets.set(street, saveStreet(this.book, street));
    this.#dirtyTerms.clear();
    this.#dirtyStreets.clear();
    this.#terms.flush();
    this.#streets.flush();
    this.#imports.flush();
    this.people.flush();
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
