import { NoticePosted } from '#elections';
import { appendToJournal, categoryOf, type Entry, emptyJournal, type Journal, last } from '#kernel';
import {
  dropNotice,
  type FactsBook,
  newestKey,
  placeByRegistration,
  placeByTerm,
  putNotice,
  putTerm,
  refer,
  termRecord,
  termStreamOf,
} from './facts-book.js';
import { applyToImport, type EffectiveType } from './import-facts.js';
import { pairKey } from './people-facts.js';

/** What an event changed: which units to judge again, by the rules that read `eventType`. */
export interface Touched {
  /** The event's type; for a committed import the type that its rows stand for. */
  readonly eventType: string;
  /** False where the event is known not to be the first of its type in the stream of its election. */
  readonly isFirst: boolean;
  /** Communities whose newest term's facts changed. */
  readonly communities: readonly string[];
  readonly streets: readonly string[];
  /** Term streams (opened or not) whose facts changed: of the communities above, or of an older term. */
  readonly terms: readonly string[];
}

const TERM_STREAM = /^(term|partyElection|residentsElection)-(([A-Z][0-9]{2,6})-\d{4}-\d+)$/;
const JOURNAL_OF = { term: 'term', partyElection: 'party', residentsElection: 'residents' } as const;

/**
 * Folds one event in; events of streams that no rule reads change nothing. Its cost depends on the event and on the
 * entries of its type in the stream, never on the length of the log. Throws on a gap in a stream's revisions and on
 * a notice or an imported row that cannot be understood.
 */
export function applyEntry(book: FactsBook, entry: Entry): Touched {
  switch (categoryOf(entry.stream)) {
    case 'term':
    case 'partyElection':
    case 'residentsElection':
      return applyToTerm(book, entry);
    case 'notice':
      return applyToNotice(book, entry);
    case 'street':
      return applyToStreet(book, entry);
    case 'person':
      return applyToPerson(book, entry);
    case 'kinship':
      return applyToKinship(book, entry);
    case 'import': {
      const effect = applyToImport(book, entry);
      return effect === undefined ? untouched(entry) : personsTouched(book, effect.persons, effect.eventType);
    }
    default:
      return untouched(entry);
  }
}

function applyToTerm(book: FactsBook, entry: Entry): Touched {
  const match = TERM_STREAM.exec(entry.stream);
  const [, category, key, community] = match ?? [];
  if (category === undefined || key === undefined || community === undefined) {
    throw new Error(`not the stream of a community's term: ${entry.stream}`);
  }
  const part = JOURNAL_OF[category as keyof typeof JOURNAL_OF];
  const record = termRecord(book, key);
  putTerm(book, community, key, { ...record, [part]: appendToJournal(record[part], entry) });
  refer(book, community, entry.data);
  if (part === 'term') placeByTerm(book, community);
  return { ...termTouched(book, community, key, entry.type), isFirst: isFirstOfType(record[part], entry) };
}

function isFirstOfType(journal: Journal, { type }: Entry): boolean {
  return (journal.entries[type]?.length ?? 0) === 0;
}

function applyToNotice(book: FactsBook, entry: Entry): Touched {
  const known = book.noticeTerms.get(entry.stream);
  const before =
    known === undefined
      ? emptyJournal(entry.stream)
      : termRecord(book, known.key).notices.find(({ stream }) => stream === entry.stream);
  const journal = appendToJournal(before ?? emptyJournal(entry.stream), entry);
  const posted = last(journal, NoticePosted)?.data;
  const place =
    posted === undefined ? known : { community: posted.community, key: electionKey(posted.election, entry) };
  if (place === undefined) throw new Error(`${entry.stream} does not begin with NoticePosted`);
  if (known !== undefined && (known.community !== place.community || known.key !== place.key)) {
    // A correction moved the posting to another election.
    dropNotice(book, known, entry.stream);
  }
  putNotice(book, place, journal);
  refer(book, place.community, entry.data);
  const now = termTouched(book, place.community, place.key, entry.type);
  if (known === undefined || known.community === place.community) return now;
  const left = termTouched(book, known.community, known.key, entry.type);
  return {
    eventType: entry.type,
    isFirst: true,
    communities: distinct([...now.communities, ...left.communities]),
    streets: distinct([...now.streets, ...left.streets]),
    terms: distinct([...now.terms, ...left.terms]),
  };
}

function electionKey(election: string, { stream }: Entry): string {
  const key = TERM_STREAM.exec(election)?.[2];
  if (key === undefined) throw new Error(`${stream} belongs to no known election: ${election}`);
  return key;
}

function applyToStreet(book: FactsBook, entry: Entry): Touched {
  const unit = entry.stream.slice('street-'.length);
  const journal = appendToJournal(book.streets.get(unit) ?? emptyJournal(entry.stream), entry);
  book.streets.set(unit, journal);
  refer(book, unit, entry.data);
  placeByRegistration(book, unit, journal);
  return unitsTouched(book, [unit], entry.type);
}

function applyToPerson(book: FactsBook, entry: Entry): Touched {
  const personId = entry.stream.slice('person-'.length);
  const record = book.people.get(personId) ?? {};
  book.people.set(personId, {
    ...record,
    journal: appendToJournal(record.journal ?? emptyJournal(entry.stream), entry),
  });
  return personsTouched(book, [personId], entry.type);
}

function applyToKinship(book: FactsBook, entry: Entry): Touched {
  const pair = book.people.pairOf(entry.stream) ?? pairIn(entry);
  const key = pairKey(...pair);
  const before = book.people.get(pair[0])?.kinships?.[key];
  const journal = appendToJournal(before?.journal ?? emptyJournal(entry.stream), entry);
  book.people.setPair(entry.stream, pair);
  for (const personId of pair) {
    const record = book.people.get(personId) ?? {};
    book.people.set(personId, { ...record, kinships: { ...record.kinships, [key]: { ...before, journal } } });
  }
  return personsTouched(book, pair, entry.type);
}

function pairIn({ stream, type, data }: Entry): readonly [string, string] {
  const { a, b } = data as { a?: string; b?: string };
  if (a === undefined || b === undefined) throw new Error(`${stream} begins with ${type}, which names no pair`);
  return [a, b];
}

// Who is touched

function untouched({ type }: Entry): Touched {
  return { eventType: type, isFirst: true, communities: [], streets: [], terms: [] };
}

function termTouched(book: FactsBook, community: string, key: string, eventType: string): Touched {
  if (newestKey(book, community) === key) return unitsTouched(book, [community], eventType);
  return { eventType, isFirst: true, communities: [], streets: [], terms: [`term-${key}`] };
}

function personsTouched(book: FactsBook, persons: readonly string[], eventType: EffectiveType | string): Touched {
  const units = new Set<string>();
  for (const personId of persons) for (const unit of book.references.get(personId) ?? []) units.add(unit);
  return unitsTouched(book, [...units], eventType);
}

/** A community is part of its street's facts, and the street's own entries are part of every community's. */
function unitsTouched(book: FactsBook, units: readonly string[], eventType: string): Touched {
  const communities = new Set<string>();
  const streets = new Set<string>();
  for (const unit of units) {
    if (book.streets.has(unit) || book.members.has(unit)) {
      streets.add(unit);
      for (const community of book.members.get(unit) ?? []) communities.add(community);
    } else {
      communities.add(unit);
      const street = book.streetOf.get(unit);
      if (street !== undefined) streets.add(street);
    }
  }
  const terms = [...communities].flatMap((community) => termStreamOf(book, community) ?? []);
  return {
    eventType,
    isFirst: true,
    communities: [...communities].sort(),
    streets: [...streets].sort(),
    terms: terms.sort(),
  };
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
