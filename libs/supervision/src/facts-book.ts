import { CommunityRegistered, TermOpened } from '#elections';
import { all, emptyJournal, type Journal, last } from '#kernel';
import type { ImportProgress } from './import-facts.js';
import { createMemoryPeople, type PeopleFactsSource } from './people-facts.js';
import type { UnreadableStream } from './unreadable.js';

/** One term of a community as journals. Plain data. */
export interface TermRecord {
  readonly term: Journal;
  readonly party: Journal;
  readonly residents: Journal;
  readonly notices: readonly Journal[];
}

/** The terms of a community by the part of the stream name that they share, `C01-2021-1`. */
export interface CommunityTerms {
  readonly community: string;
  readonly terms: { readonly [key: string]: TermRecord };
}
export interface SavedStreet {
  readonly unit: string;
  readonly journal: Journal;
}
/** Imports that have begun and are neither committed nor dropped. */
export type SavedImports = readonly (readonly [string, ImportProgress])[];

/**
 * The recorded facts of a deployment, folded event by event for rules: what projections, guards and as-of questions
 * share. It changes in place; facts read from it are views of now, whose journals stay as they are.
 */
export interface FactsBook {
  readonly people: PeopleFactsSource;
  readonly communities: Map<string, CommunityTerms>;
  readonly streets: Map<string, Journal>;
  readonly imports: Map<string, ImportProgress>;
  /** Which term a `notice-…` stream belongs to. */
  readonly noticeTerms: Map<string, { readonly community: string; readonly key: string }>;
  /** Communities and streets whose entries name a person (or any other uuid: an event id is nobody's). */
  readonly references: Map<string, Set<string>>;
  /** Keys of each community's terms by year and number, the newest last. */
  readonly terms: Map<string, readonly string[]>;
  readonly streetOf: Map<string, string>;
  readonly members: Map<string, Set<string>>;
  /** Streams that could not be folded to their end, by name. */
  readonly unreadable: Map<string, UnreadableStream>;
}

export function createFactsBook(people: PeopleFactsSource = createMemoryPeople()): FactsBook {
  return {
    people,
    communities: new Map(),
    streets: new Map(),
    imports: new Map(),
    noticeTerms: new Map(),
    references: new Map(),
    terms: new Map(),
    streetOf: new Map(),
    members: new Map(),
    unreadable: new Map(),
  };
}

export function termRecord(book: FactsBook, community: string, key: string): TermRecord {
  return book.communities.get(community)?.terms[key] ?? emptyTerm(key);
}

export function emptyTerm(key: string): TermRecord {
  return {
    term: emptyJournal(`term-${key}`),
    party: emptyJournal(`partyElection-${key}`),
    residents: emptyJournal(`residentsElection-${key}`),
    notices: [],
  };
}

export function putTerm(book: FactsBook, community: string, key: string, record: TermRecord): void {
  const terms = book.communities.get(community)?.terms;
  book.communities.set(community, { community, terms: { ...terms, [key]: record } });
  const keys = book.terms.get(community) ?? [];
  if (!keys.includes(key)) book.terms.set(community, [...keys, key].sort(byYearAndNumber));
}

export type NoticePlace = { readonly community: string; readonly key: string };

export function putNotice(book: FactsBook, place: NoticePlace, journal: Journal): void {
  const record = termRecord(book, place.community, place.key);
  const index = record.notices.findIndex(({ stream }) => stream === journal.stream);
  const notices = index === -1 ? [...record.notices, journal] : record.notices.with(index, journal);
  putTerm(book, place.community, place.key, { ...record, notices });
  book.noticeTerms.set(journal.stream, place);
}

export function dropNotice(book: FactsBook, place: NoticePlace, stream: string): void {
  const record = termRecord(book, place.community, place.key);
  const notices = record.notices.filter((notice) => notice.stream !== stream);
  putTerm(book, place.community, place.key, { ...record, notices });
}

/** The key of the newest term, by year and number. */
export function newestKey(book: FactsBook, community: string): string | undefined {
  return book.terms.get(community)?.at(-1);
}

function byYearAndNumber(x: string, y: string): number {
  const [, yearX = '', numberX = ''] = x.split('-');
  const [, yearY = '', numberY = ''] = y.split('-');
  return Number(yearX) - Number(yearY) || Number(numberX) - Number(numberY);
}

export function termStreamOf(book: FactsBook, community: string): string | undefined {
  const key = newestKey(book, community);
  return key === undefined ? undefined : `term-${key}`;
}

// Which street a community belongs to: as its newest term says, else as the street registered it.

export function placeByTerm(book: FactsBook, community: string): void {
  const street = streetByTerm(book, community);
  if (street !== undefined) place(book, community, street);
}

export function placeByRegistration(book: FactsBook, unit: string, journal: Journal): void {
  for (const { data } of all(journal, CommunityRegistered)) {
    place(book, data.community, streetByTerm(book, data.community) ?? unit);
  }
}

export function streetByTerm(book: FactsBook, community: string): string | undefined {
  const key = newestKey(book, community);
  return key === undefined ? undefined : last(termRecord(book, community, key).term, TermOpened)?.data.street;
}

export function place(book: FactsBook, community: string, street: string): void {
  const before = book.streetOf.get(community);
  if (before === street) return;
  if (before !== undefined) book.members.get(before)?.delete(community);
  book.streetOf.set(community, street);
  const members = book.members.get(street);
  if (members === undefined) book.members.set(street, new Set([community]));
  else members.add(community);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function refer(book: FactsBook, unit: string, value: unknown): void {
  if (typeof value === 'string') {
    if (!UUID.test(value)) return;
    const units = book.references.get(value);
    if (units === undefined) book.references.set(value, new Set([unit]));
    else units.add(unit);
  } else if (Array.isArray(value)) {
    for (const item of value) refer(book, unit, item);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) refer(book, unit, item);
  }
}
