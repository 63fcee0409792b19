import { CommunityRegistered, NoticePosted, TermOpened } from '#elections';
import { all, appendToJournal, categoryOf, type Entry, emptyJournal, type Journal, last } from '#kernel';
import type { CommunityFacts, StreetFacts } from './facts.js';
import { applyToImport, type EffectiveType, type ImportProgress } from './import-facts.js';
import { createMemoryPeople, kinshipFactsOf, type PeopleFactsSource, pairKey, personFactsOf } from './people-facts.js';

/** One term of a community as journals. Plain data. */
export interface TermRecord {
  readonly term: Journal;
  readonly party: Journal;
  readonly residents: Journal;
  readonly notices: readonly Journal[];
}

/** The terms of a community by the part of the stream name that they share, `C01-2021-1`. */
export interface SavedCommunity {
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
  readonly communities: Map<string, SavedCommunity>;
  readonly streets: Map<string, Journal>;
  readonly imports: Map<string, ImportProgress>;
  /** Which term a `notice-…` stream belongs to. */
  readonly noticeTerms: Map<string, { readonly community: string; readonly key: string }>;
  /** Communities and streets whose entries name a person (or any other uuid: an event id is nobody's). */
  readonly references: Map<string, Set<string>>;
  readonly streetOf: Map<string, string>;
  readonly members: Map<string, Set<string>>;
}

/** What an event changed: which units to judge again, by the rules that read `eventType`. */
export interface Touched {
  /** The event's type; for a committed import the type that its rows stand for. */
  readonly eventType: string;
  /** Communities whose newest term's facts changed. */
  readonly communities: readonly string[];
  readonly streets: readonly string[];
  /** Term streams (opened or not) whose facts changed: of the communities above, or of an older term. */
  readonly terms: readonly string[];
}

export function createFactsBook(people: PeopleFactsSource = createMemoryPeople()): FactsBook {
  return {
    people,
    communities: new Map(),
    streets: new Map(),
    imports: new Map(),
    noticeTerms: new Map(),
    references: new Map(),
    streetOf: new Map(),
    members: new Map(),
  };
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
  const record = termRecord(book, community, key);
  putTerm(book, community, key, { ...record, [part]: appendToJournal(record[part], entry) });
  refer(book, community, entry.data);
  if (part === 'term') placeByTerm(book, community);
  return termTouched(book, community, key, entry.type);
}

function applyToNotice(book: FactsBook, entry: Entry): Touched {
  const known = book.noticeTerms.get(entry.stream);
  const before =
    known === undefined
      ? emptyJournal(entry.stream)
      : termRecord(book, known.community, known.key).notices.find(({ stream }) => stream === entry.stream);
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
  return { eventType: type, communities: [], streets: [], terms: [] };
}

function termTouched(book: FactsBook, community: string, key: string, eventType: string): Touched {
  if (newestKey(book.communities.get(community)) === key) return unitsTouched(book, [community], eventType);
  return { eventType, communities: [], streets: [], terms: [`term-${key}`] };
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
  return { eventType, communities: [...communities].sort(), streets: [...streets].sort(), terms: terms.sort() };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function refer(book: FactsBook, unit: string, value: unknown): void {
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

// Terms and their places

function termRecord(book: FactsBook, community: string, key: string): TermRecord {
  return book.communities.get(community)?.terms[key] ?? emptyTerm(key);
}

function emptyTerm(key: string): TermRecord {
  return {
    term: emptyJournal(`term-${key}`),
    party: emptyJournal(`partyElection-${key}`),
    residents: emptyJournal(`residentsElection-${key}`),
    notices: [],
  };
}

function putTerm(book: FactsBook, community: string, key: string, record: TermRecord): void {
  const terms = book.communities.get(community)?.terms;
  book.communities.set(community, { community, terms: { ...terms, [key]: record } });
}

type NoticePlace = { readonly community: string; readonly key: string };

function putNotice(book: FactsBook, place: NoticePlace, journal: Journal): void {
  const record = termRecord(book, place.community, place.key);
  const index = record.notices.findIndex(({ stream }) => stream === journal.stream);
  const notices = index === -1 ? [...record.notices, journal] : record.notices.with(index, journal);
  putTerm(book, place.community, place.key, { ...record, notices });
  book.noticeTerms.set(journal.stream, place);
}

function dropNotice(book: FactsBook, place: NoticePlace, stream: string): void {
  const record = termRecord(book, place.community, place.key);
  const notices = record.notices.filter((notice) => notice.stream !== stream);
  putTerm(book, place.community, place.key, { ...record, notices });
}

/** The key of the newest term, by year and number. */
function newestKey(record: SavedCommunity | undefined): string | undefined {
  return Object.keys(record?.terms ?? {})
    .sort(byYearAndNumber)
    .at(-1);
}

function byYearAndNumber(x: string, y: string): number {
  const [, yearX = '', numberX = ''] = x.split('-');
  const [, yearY = '', numberY = ''] = y.split('-');
  return Number(yearX) - Number(yearY) || Number(numberX) - Number(numberY);
}

function termStreamOf(book: FactsBook, community: string): string | undefined {
  const key = newestKey(book.communities.get(community));
  return key === undefined ? undefined : `term-${key}`;
}

// Which street a community belongs to: as its newest term says, else as the street registered it.

function placeByTerm(book: FactsBook, community: string): void {
  const street = streetByTerm(book, community);
  if (street !== undefined) place(book, community, street);
}

function placeByRegistration(book: FactsBook, unit: string, journal: Journal): void {
  for (const { data } of all(journal, CommunityRegistered)) {
    place(book, data.community, streetByTerm(book, data.community) ?? unit);
  }
}

function streetByTerm(book: FactsBook, community: string): string | undefined {
  const record = book.communities.get(community);
  const key = newestKey(record);
  return key === undefined ? undefined : last(record?.terms[key]?.term, TermOpened)?.data.street;
}

function place(book: FactsBook, community: string, street: string): void {
  const before = book.streetOf.get(community);
  if (before === street) return;
  if (before !== undefined) book.members.get(before)?.delete(community);
  book.streetOf.set(community, street);
  const members = book.members.get(street);
  if (members === undefined) book.members.set(street, new Set([community]));
  else members.add(community);
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

// Reading

/** Facts of a community's newest term, or of the term asked for. Missing streams are empty journals. */
export function communityFacts(book: FactsBook, community: string, termStream?: string): CommunityFacts {
  const record = book.communities.get(community);
  const key = termStream === undefined ? newestKey(record) : termStream.slice('term-'.length);
  const found = key === undefined ? undefined : record?.terms[key];
  const term = found ?? emptyTerm(key ?? community);
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
  };
}

/** The street with the newest terms of all its communities, in order of code. */
export function streetFacts(book: FactsBook, unit: string): StreetFacts {
  return {
    unit,
    street: streetJournal(book, unit),
    communities: communitiesOf(book, unit).map((community) => communityFacts(book, community)),
    person: (personId) => personOf(book, personId),
  };
}

/** Codes of a street's communities, in order. */
export function communitiesOf(book: FactsBook, unit: string): readonly string[] {
  return [...(book.members.get(unit) ?? [])].sort();
}

/** Term streams of a community, oldest first. */
export function termsOf(book: FactsBook, community: string): readonly string[] {
  const keys = Object.keys(book.communities.get(community)?.terms ?? {}).sort(byYearAndNumber);
  return keys.map((key) => `term-${key}`);
}

function personOf(book: FactsBook, personId: string) {
  const record = book.people.get(personId);
  return record === undefined ? undefined : personFactsOf(record);
}

function streetJournal(book: FactsBook, unit: string | undefined): Journal {
  return (unit === undefined ? undefined : book.streets.get(unit)) ?? emptyJournal(`street-${unit ?? 'unknown'}`);
}

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
