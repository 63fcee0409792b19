import { TermOpened } from '#elections';
import { emptyJournal, type Journal, last } from '#kernel';
import type { CommunityFacts, StreetFacts } from './facts.js';
import { emptyTerm, type FactsBook, newestKey } from './facts-book.js';
import { kinshipFactsOf, personFactsOf } from './people-facts.js';
import { unreadableFor } from './unreadable.js';

/** Facts of a community's newest term, or of the term asked for. Missing streams are empty journals. */
export function communityFacts(book: FactsBook, community: string, termStream?: string): CommunityFacts {
  const key = termStream === undefined ? newestKey(book, community) : termStream.slice('term-'.length);
  const found = key === undefined ? undefined : book.records.get(key);
  const term = found ?? emptyTerm(key ?? community);
  const unreadable = book.unreadable.size === 0 ? [] : unreadableFor(book, community, key ?? community);
  const street = last(term.term, TermOpened)?.data.street ?? book.streetOf.get(community);
  return {
    community,
    ...(term.term.rev >= 0 ? { termStream: term.term.stream } : {}),
    ...term,
    street: streetJournal(book, street),
    person: (personId) => personOf(book, personId),
    kinshipsOf: (personId) => {
      const known = book.people.get(personId);
      return known === undefined ? [] : kinshipFactsOf(known);
    },
    ...(unreadable.length === 0 ? {} : { unreadable }),
  };
}

/** The street with the newest terms of all its communities, in order of code. */
export function streetFacts(book: FactsBook, unit: string): StreetFacts {
  const communities = communitiesOf(book, unit).map((community) => communityFacts(book, community));
  const own = book.unreadable.get(`street-${unit}`);
  const unreadable = [...communities.flatMap((facts) => facts.unreadable ?? []), ...(own === undefined ? [] : [own])];
  return {
    unit,
    street: streetJournal(book, unit),
    communities,
    person: (personId) => personOf(book, personId),
    ...(unreadable.length === 0 ? {} : { unreadable: [...new Set(unreadable)] }),
  };
}

/** Codes of a street's communities, in order. */
export function communitiesOf(book: FactsBook, unit: string): readonly string[] {
  return [...(book.members.get(unit) ?? [])].sort();
}

/** Term streams of a community, oldest first. */
export function termsOf(book: FactsBook, community: string): readonly string[] {
  return (book.communities.get(community) ?? []).map((key) => `term-${key}`);
}

function personOf(book: FactsBook, personId: string) {
  const record = book.people.get(personId);
  return record === undefined ? undefined : personFactsOf(record);
}

export function streetJournal(book: FactsBook, unit: string | undefined): Journal {
  return (unit === undefined ? undefined : book.streets.get(unit)) ?? emptyJournal(`street-${unit ?? 'unknown'}`);
}
