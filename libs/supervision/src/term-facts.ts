import { TermOpened } from '#elections';
import { type Journal, last } from '#kernel';
import type { PeopleFactsSource } from './people-facts.js';

/** One term of a community as journals. Plain data. */
export interface TermRecord {
  readonly term: Journal;
  readonly party: Journal;
  readonly residents: Journal;
  readonly notices: readonly Journal[];
}

/**
 * Where the terms are kept. The default is in memory; a ledger of many years can leave those in SQL that nobody asks
 * for. Calls are synchronous because rules are.
 */
export interface TermFactsSource {
  get(key: string): TermRecord | undefined;
  set(key: string, record: TermRecord): void;
  /** Whether the term was opened: known without looking at the whole of it. */
  isOpened(key: string): boolean;
}

/** Which term a `notice-…` stream belongs to. */
export interface NoticePlace {
  readonly community: string;
  readonly key: string;
}

export interface NoticePlaces {
  get(stream: string): NoticePlace | undefined;
  set(stream: string, place: NoticePlace): unknown;
}

/** The units whose entries name a person. */
export interface ReferenceSource {
  get(personId: string): ReadonlySet<string> | undefined;
  add(personId: string, unit: string): void;
}

export interface FactsSources {
  readonly people: PeopleFactsSource;
  readonly records: TermFactsSource;
  readonly noticeTerms: NoticePlaces;
  readonly references: ReferenceSource;
}

export function streetOfTerm({ term }: TermRecord): string | undefined {
  return last(term, TermOpened)?.data.street;
}

export function createMemoryTerms(saved?: Iterable<readonly [string, TermRecord]>): TermFactsSource {
  const records = new Map(saved);
  return {
    get: (key) => records.get(key),
    set: (key, record) => void records.set(key, record),
    isOpened: (key) => (records.get(key)?.term.rev ?? -1) >= 0,
  };
}

export function createMemoryReferences(saved?: Iterable<readonly [string, Set<string>]>): ReferenceSource {
  const units = new Map(saved);
  return {
    get: (personId) => units.get(personId),
    add(personId, unit) {
      const known = units.get(personId);
      if (known === undefined) units.set(personId, new Set([unit]));
      else known.add(unit);
    },
  };
}
