import {
  ConductFindingRecorded,
  KinshipRecorded,
  PersonAmended,
  PersonRegistered,
  PostLeft,
  PostTaken,
  SanctionRecorded,
} from '#elections';
import { all, type DataOf, type Journal, last } from '#kernel';
import type { KinshipFacts, PersonFacts } from './facts.js';

/** A row of a people sheet that took effect, with the chunk event that holds it and the position of the commit. */
export interface ImportedPerson {
  readonly data: Omit<DataOf<typeof PersonRegistered>, 'origin'>;
  readonly event: string;
  readonly position: number;
}

/** What is recorded of a pair of relatives: by its own stream, by a committed sheet, or both. */
export interface KinshipRecord {
  readonly journal?: Journal;
  readonly imported?: KinshipFacts & { readonly position: number };
}

/** Everything recorded of one person, before folding. Plain data: a source may keep it as JSON. */
export interface PersonRecord {
  readonly journal?: Journal;
  readonly imported?: ImportedPerson;
  /** By pair, `<smaller id>+<greater id>`. */
  readonly kinships?: { readonly [pair: string]: KinshipRecord };
}

/** Rows of a sheet that wait for the commit of their import. */
export interface StagedRows {
  readonly event: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Where the people registry is kept. The default is in memory; a registry of a whole district can live in SQL with
 * the records as JSON. Calls are synchronous because rules are.
 */
export interface PeopleFactsSource {
  get(personId: string): PersonRecord | undefined;
  set(personId: string, record: PersonRecord): void;
  /** The two persons of a `kinship-…` stream: later events of the stream do not name them. */
  pairOf(kinshipStream: string): readonly [string, string] | undefined;
  setPair(kinshipStream: string, pair: readonly [string, string]): void;
  /** Keeps rows of an import that is not committed yet; they count for nothing. */
  stage(importStream: string, rows: StagedRows): void;
  staged(importStream: string): Iterable<StagedRows>;
  unstage(importStream: string): void;
}

export interface SavedPeople {
  readonly people: readonly (readonly [string, PersonRecord])[];
  readonly pairs: readonly (readonly [string, readonly [string, string]])[];
  readonly staged: readonly (readonly [string, readonly StagedRows[]])[];
}

export interface MemoryPeople extends PeopleFactsSource {
  /** Plain data for {@link createMemoryPeople}. */
  save(): SavedPeople;
}

export function createMemoryPeople(saved?: SavedPeople): MemoryPeople {
  const people = new Map(saved?.people);
  const pairs = new Map(saved?.pairs);
  const staged = new Map<string, StagedRows[]>(saved?.staged.map(([stream, rows]) => [stream, [...rows]]));
  return {
    get: (personId) => people.get(personId),
    set: (personId, record) => void people.set(personId, record),
    pairOf: (stream) => pairs.get(stream),
    setPair: (stream, pair) => void pairs.set(stream, pair),
    stage(stream, rows) {
      const before = staged.get(stream);
      if (before === undefined) staged.set(stream, [rows]);
      else before.push(rows);
    },
    staged: (stream) => staged.get(stream) ?? [],
    unstage: (stream) => void staged.delete(stream),
    save: () => ({ people: [...people], pairs: [...pairs], staged: [...staged] }),
  };
}

export function pairKey(a: string, b: string): string {
  return a < b ? `${a}+${b}` : `${b}+${a}`;
}

/** A record never changes, so what is folded from it is kept as long as the record is. */
const folded = new WeakMap<PersonRecord, PersonFacts | 'unregistered'>();

/** The person's facts as of the record; undefined for a person who was never registered. */
export function personFactsOf(record: PersonRecord): PersonFacts | undefined {
  const known = folded.get(record);
  if (known !== undefined) return known === 'unregistered' ? undefined : known;
  const facts = foldPerson(record);
  folded.set(record, facts ?? 'unregistered');
  return facts;
}

function foldPerson({ journal, imported }: PersonRecord): PersonFacts | undefined {
  const registered = last(journal, PersonRegistered);
  const base =
    registered === undefined || (imported !== undefined && imported.position > registered.position)
      ? imported
      : { data: withoutOrigin(registered.data), event: registered.id, position: registered.position };
  if (base === undefined) return undefined;
  const amendments = all(journal, PersonAmended).flatMap(({ position, data: { reason: _reason, ...change } }) =>
    position > base.position ? [change] : [],
  );
  const amended: ImportedPerson['data'] = Object.assign({}, base.data, ...amendments);
  return {
    ...amended,
    posts: postsOf(journal),
    sanctions: all(journal, SanctionRecorded).map(({ id, data: { personId: _person, ...sanction } }) => ({
      ...sanction,
      event: id,
    })),
    conductFindings: all(journal, ConductFindingRecorded).map(({ id, data: { kind, number, decidedOn } }) => ({
      kind,
      number,
      decidedOn,
      event: id,
    })),
    event: base.event,
  };
}

function withoutOrigin({ origin: _origin, ...data }: DataOf<typeof PersonRegistered>): ImportedPerson['data'] {
  return data;
}

function postsOf(journal: Journal | undefined): PersonFacts['posts'] {
  const left = all(journal, PostLeft);
  return all(journal, PostTaken).map(({ id, rev, data: { personId: _person, title: _title, ...post } }) => {
    const end = left.find(
      ({ rev: leftRev, data }) =>
        leftRev > rev && data.body === post.body && data.post === post.post && data.unit === post.unit,
    );
    return { ...post, ...(end === undefined ? {} : { until: end.data.until }), event: id };
  });
}

/** The relations of a person that stand, each once. */
export function kinshipFactsOf(record: PersonRecord): readonly KinshipFacts[] {
  return Object.values(record.kinships ?? {}).flatMap((kinship) => {
    const facts = foldKinship(kinship);
    return facts === undefined ? [] : [facts];
  });
}

function foldKinship({ journal, imported }: KinshipRecord): KinshipFacts | undefined {
  const recorded = last(journal, KinshipRecorded);
  if (recorded !== undefined && (imported === undefined || recorded.position > imported.position)) {
    const { a, b, kind, source } = recorded.data;
    return { a, b, kind, source, ...(recorded.on === undefined ? {} : { on: recorded.on }), event: recorded.id };
  }
  if (imported === undefined) return undefined;
  const { position: _position, ...facts } = imported;
  return facts;
}
