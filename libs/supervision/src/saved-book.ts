import {
  createFactsBook,
  type FactsBook,
  knowTerm,
  place,
  placeByRegistration,
  type SavedImports,
  type SavedStreet,
} from './facts-book.js';
import { streetJournal } from './facts-of-units.js';
import type { FactsSources } from './term-facts.js';

// Keeping it over a restart: what applyEntry touched is saved with the checkpoint of the position that it came from.

export function saveStreet(book: FactsBook, unit: string): SavedStreet {
  return { unit, journal: streetJournal(book, unit) };
}

export function saveImports(book: FactsBook): SavedImports {
  return [...book.imports];
}

export interface SavedBook {
  /** Keys of the terms, each with the street that the term was opened in. */
  readonly terms: Iterable<readonly [key: string, street: string | undefined]>;
  readonly streets: Iterable<SavedStreet>;
  readonly imports?: SavedImports;
}

/** A book from what was saved. Terms, people and references stay in their own sources until somebody asks for them. */
export function restoreFactsBook(saved: SavedBook, sources: FactsSources): FactsBook {
  const book = createFactsBook(sources);
  const streets = new Map<string, string | undefined>();
  for (const [key, street] of saved.terms) {
    knowTerm(book, communityOf(key), key);
    streets.set(key, street);
  }
  for (const [community, keys] of book.communities) {
    const street = streets.get(keys.at(-1) ?? '');
    if (street !== undefined) place(book, community, street);
  }
  for (const { unit, journal } of saved.streets) {
    if (journal.rev < 0) continue;
    book.streets.set(unit, journal);
    placeByRegistration(book, unit, journal);
  }
  for (const [stream, progress] of saved.imports ?? []) book.imports.set(stream, progress);
  return book;
}

function communityOf(key: string): string {
  return key.slice(0, key.indexOf('-'));
}
