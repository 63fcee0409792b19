import type { Journal } from '#kernel';
import {
  createFactsBook,
  type FactsBook,
  placeByRegistration,
  placeByTerm,
  refer,
  type SavedCommunity,
  type SavedImports,
  type SavedStreet,
} from './facts-book.js';
import { streetJournal } from './facts-of-units.js';
import type { PeopleFactsSource } from './people-facts.js';

// Keeping it over a restart: what applyEntry touched is saved with the checkpoint of the position that it came from.

export function saveCommunity(book: FactsBook, community: string): SavedCommunity {
  return book.communities.get(community) ?? { community, terms: {} };
}

export function saveStreet(book: FactsBook, unit: string): SavedStreet {
  return { unit, journal: streetJournal(book, unit) };
}

export function saveImports(book: FactsBook): SavedImports {
  return [...book.imports];
}

export interface SavedBook {
  readonly communities: Iterable<SavedCommunity>;
  readonly streets: Iterable<SavedStreet>;
  readonly imports?: SavedImports;
}

/** A book from what was saved; the people come with their own source. */
export function restoreFactsBook(saved: SavedBook, people?: PeopleFactsSource): FactsBook {
  const book = createFactsBook(people);
  for (const community of saved.communities) restoreCommunity(book, community);
  for (const { unit, journal } of saved.streets) {
    if (journal.rev < 0) continue;
    book.streets.set(unit, journal);
    referAll(book, unit, journal);
    placeByRegistration(book, unit, journal);
  }
  for (const [stream, progress] of saved.imports ?? []) book.imports.set(stream, progress);
  return book;
}

function restoreCommunity(book: FactsBook, saved: SavedCommunity): void {
  book.communities.set(saved.community, saved);
  for (const [key, record] of Object.entries(saved.terms)) {
    for (const journal of [record.term, record.party, record.residents, ...record.notices]) {
      referAll(book, saved.community, journal);
    }
    for (const { stream } of record.notices) book.noticeTerms.set(stream, { community: saved.community, key });
  }
  placeByTerm(book, saved.community);
}

function referAll(book: FactsBook, unit: string, journal: Journal): void {
  for (const entries of Object.values(journal.entries)) for (const { data } of entries) refer(book, unit, data);
}
