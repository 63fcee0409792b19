import type { Database } from 'better-sqlite3';
import {
  applyEntry,
  type CommunityFacts,
  communityFacts,
  type FactsBook,
  type ImportProgress,
  restoreFactsBook,
  type SavedCommunity,
  type SavedStreet,
  type StreetFacts,
  saveCommunity,
  saveStreet,
  streetFacts,
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
 * saved per community with the checkpoint, so a restart reads no history.
 */
export class FactsView implements View {
  readonly name = 'facts';
  readonly version = 1;
  readonly keepsDocuments = true;
  readonly handles = 'all' as const;
  readonly people = new StoredPeople();
  readonly #communities = new Documents<SavedCommunity>('communities');
  readonly #streets = new Documents<SavedStreet>('streets');
  readonly #imports = new Documents<ImportProgress>('open_imports');
  readonly #dirtyCommunities = new Set<string>();
  readonly #dirtyStreets = new Set<string>();
  readonly #listeners: TouchListener[] = [];
  #book: FactsBook | undefined;

  create(db: Database): void {
    this.people.create(db);
    this.#communities.create(db);
    this.#streets.create(db);
    this.#imports.create(db);
  }

  open(db: Database): void {
    this.people.open(db);
    this.#communities.open(db);
    this.#streets.open(db);
    this.#imports.open(db);
    this.#book = restoreFactsBook(
      {
        communities: this.#communities.values(),
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
      for (const term of touched.terms) this.#dirtyCommunities.add(/^term-([A-Z][0-9]+)-/.exec(term)?.[1] ?? '');
    }
    if (touched.communities.length === 0 && touched.streets.length === 0) return;
    for (const listener of this.#listeners) listener(touched);
  }

  flush(_moment: ViewMoment): void {
    for (const community of this.#dirtyCommunities) {
      if (community !== '') this.#communities.set(community, saveCommunity(this.book, community));
    }
    for (const street of this.#dirtyStreets) this.#streets.set(street, saveStreet(this.book, street));
    this.#dirtyCommunities.clear();
    this.#dirtyStreets.clear();
    this.#communities.flush();
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
