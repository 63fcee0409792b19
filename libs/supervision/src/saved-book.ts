import type { Journal } from '#kernel';
import {
  createFactsBook,
  type FactsBook,
  placeByRegistration,
  placeByTerm,
  putTerm,
  refer,
  type SavedImports,
  type SavedStreet,
  type TermRecord,
  termRecord,
} from './facts-book.js';
import { streetJournal } from './facts-of-units.js';
import type { PeopleFactsSource } from './people-facts.js';

// Keeping it over a restart: what applyEntry touched is saved with the checkpoint of the position that it came from.

/** A term by its key, `C01-2021-1`. */
export function saveTerm(book: FactsBook, key: string): TermRecord {
  return termRecord(book, communityOf(key), key);
}

export function saveStreet(book: FactsBook, unit: string): SavedStreet {
  return { unit, journal: streetJournal(book, unit) };
}

export function saveImports(book: FactsBook): SavedImports {
  return [...book.imports];
}

export interface SavedBook {
  readonly terms: Iterable<readonly [key: string, record: TermRecord]>;
  readonly streets: Iterable<SavedStreet>;
  readonly imports?: SavedImports;
}

/** A book from what was saved; the people come with their own source. */
export function restoreFactsBook(saved: SavedBook, people?: PeopleFactsSource): FactsBook {
  const book = createFactsBook(people);
  for (const [key, record] of saved.terms) restoreTerm(book, key, record);
  for (const { unit, journal } of saved.streets) {
    if (journal.rev < 0) continue;
    book.streets.set(unit, journal);
    referAll(book, unit, journal);
    placeByRegistration(book, unit, journal);
  }
  for (const [stream, progress] of saved.imports ?? []) book.imports.set(stream, progress);
  return book;
}

function restoreTerm(book: FactsBook, key: string, record: TermRecord): void {
  const community = communityOf(key);
  putTerm(book, community, key, record);
  for (const journal of [record.term, record.party, record.residents, ...record.notices]) {
    referAll(book, community, journal);
  }
  for (const { stream } of record.notices) book.noticeTerms.set(stream, { community, key });
  placeByTerm(book, community);
}

function communityOf(key: string): string {
  return key.slice(0, key.indexOf('-'));
}

function referAll(book: FactsBook, unit: string, journal: Journal): void {
  for (const entries of Object.values(journal.entries)) for (const { data } of entries) refer(book, unit, data);
}
