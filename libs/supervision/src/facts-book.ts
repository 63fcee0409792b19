import { CommunityRegistered } from '#elections';
import { all, emptyJournal, type Journal } from '#kernel';
import type { ImportProgress } from './import-facts.js';
import { createMemoryPeople, type PeopleFactsSource } from './people-facts.js';
import {
  createMemoryReferences,
  createMemoryTerms,
  type FactsSources,
  type NoticePlace,
  type NoticePlaces,
  type ReferenceSource,
  streetOfTerm,
  type TermFactsSource,
  type TermRecord,
} from './term-facts.js';
import type { UnreadableStream } from './unreadable.js';

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
  /** Terms by the part of the stream names that a term's streams share, `C01-2021-1`. */
  readonly records: TermFactsSource;
  readonly streets: Map<string, Journal>;
  readonly imports: Map<string, ImportProgress>;
  /** Which term a `notice-…` stream belongs to. */
  readonly noticeTerms: NoticePlaces;
  /** Communities and streets whose entries name a person (or any other uuid: an event id is nobody's). */
  readonly references: ReferenceSource;
  /** Communities with the keys of their terms by year and number, the newest last. */
  readonly communities: Map<string, readonly string[]>;
  readonly streetOf: Map<string, string>;
  readonly members: Map<string, Set<string>>;
  /** Streams that could not be folded to their end, by name. */
  readonly unreadable: Map<string, UnreadableStream>;
}

export function createFactsBook(sources: Partial<FactsSources> = {}): FactsBook {
  return {
    people: sources.people ?? createMemoryPeople(),
    records: sources.records ?? createMemoryTerms(),
    noticeTerms: sources.noticeTerms ?? new Map(),
    references: sources.references ?? createMemoryReferences(),
    streets: new Map(),
    imports: new Map(),
    communities: new Map(),
    streetOf: new Map(),
    members: new Map(),
    unreadable: new Map(),
  };
}

export function termRecord(book: FactsBook, key: string): TermRecord {
  return book.records.get(key) ?? emptyTerm(key);
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
  book.records.set(key, record);
  knowTerm(book, community, key);
}

export function knowTerm(book: FactsBook, community: string, key: string): void {
  const keys = book.communities.get(community) ?? [];
  if (!keys.includes(key)) book.communities.set(community, [...keys, key].sort(byYearAndNumber));
}

export function putNotice(book: FactsBook, place: NoticePlace, journal: Journal): void {
  const record = termRecord(book, place.key);
  const index = record.notices.findIndex(({ stream }) => stream === journal.stream);
  const notices = index === -1 ? [...record.notices, journal] : record.notices.with(index, journal);
  putTerm(book, place.community, place.key, { ...record, notices });
  book.noticeTerms.set(journal.stream, place);
}

export function dropNotice(book: FactsBook, place: NoticePlace, stream: string): void {
  const record = termRecord(book, place.key);
  const notices = record.notices.filter((notice) => notice.stream !== stream);
  putTerm(book, place.community, place.key, { ...record, notices });
}

/** The key of the newest term, by year and number. */
export function newestKey(book: FactsBook, community: string): string | undefined {
  return book.communities.get(community)?.at(-1);
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
  return key === undefined || !book.records.isOpened(key) ? undefined : streetOfTerm(termRecord(book, key));
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
    if (UUID.test(value)) book.references.add(value, unit);
  } else if (Array.isArray(value)) {
    for (const item of value) refer(book, unit, item);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) refer(book, unit, item);
  }
}
