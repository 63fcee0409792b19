import { all, type Entry, type Journal, type Words } from '#kernel';
import { CandidateWithdrew, QualificationCancelled } from '../party-election/events.js';

/** The journals that tell how far a community has come. */
export interface TermJournals {
  readonly term: Journal;
  readonly party: Journal;
  /** All postings of the term; those of other elections are ignored. */
  readonly notices: readonly Journal[];
}

/** One kind of record that a step needs, with the entries that are there. */
export interface Requirement {
  /** Event type that is missing while it is not met. */
  readonly type: string;
  readonly entries: (journals: TermJournals) => readonly Entry[];
  readonly isMet: (journals: TermJournals) => boolean;
}

export interface StepDefinition {
  /** 0 preparation, 1…10 the Party election. */
  readonly step: number;
  readonly title: Words;
  /** Paragraph of the plan. */
  readonly paragraph: number;
  readonly needs: readonly Requirement[];
  /** Records that belong to the step without being always needed. */
  readonly also?: readonly Requirement[];
  /** The record that, made a second time, shows that the step was done again. */
  readonly again?: Requirement;
}

type Kind<D> = { readonly type: string; upcast(version: number, data: Record<string, unknown>): D };
type Where<D> = (data: D) => boolean;

/** At least one such record on the Party election (or on the term). */
export function recordOn<D>(part: 'term' | 'party', eventType: Kind<D>, where: Where<D> = () => true): Requirement {
  const entries = (journals: TermJournals) => all(journals[part], eventType).filter(({ data }) => where(data));
  return { type: eventType.type, entries, isMet: (journals) => entries(journals).length > 0 };
}

/** The newest such record says so: a plan approved, not an older approval of a plan since returned. */
export function newestOn<D>(part: 'term' | 'party', eventType: Kind<D>, says: Where<D>): Requirement {
  const entries = (journals: TermJournals) => all(journals[part], eventType);
  return {
    type: eventType.type,
    entries,
    isMet: (journals) => {
      const newest = entries(journals).at(-1);
      return newest !== undefined && says(newest.data);
    },
  };
}

/** A record for every key: every person of a list, each of the four clears. Without keys it is not met. */
export function recordForEach<D>(
  part: 'term' | 'party',
  eventType: Kind<D>,
  keys: (journals: TermJournals) => readonly string[],
  keyOf: (data: D) => string,
  where: Where<D> = () => true,
): Requirement {
  const entries = (journals: TermJournals) => all(journals[part], eventType).filter(({ data }) => where(data));
  return {
    type: eventType.type,
    entries,
    isMet: (journals) => {
      const there = new Set(entries(journals).map(({ data }) => keyOf(data)));
      const wanted = keys(journals);
      return wanted.length > 0 && wanted.every((key) => there.has(key));
    },
  };
}

/** Persons of a list who neither withdrew nor were struck off. */
export function standing({ party }: TermJournals, list: readonly { readonly personId: string }[]): readonly string[] {
  const gone = new Set(
    [...all(party, CandidateWithdrew), ...all(party, QualificationCancelled)].map(({ data }) => data.personId),
  );
  return list.map(({ personId }) => personId).filter((person) => !gone.has(person));
}
