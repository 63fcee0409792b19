import type { Touched } from './apply-entry.js';
import {
  type IndexedRule,
  type JudgedResult,
  judgeCommunity,
  judgeStreet,
  type RuleIndex,
  rulesTouchedBy,
} from './evaluate.js';
import type { CommunityFacts, StreetFacts } from './facts.js';
import { type FactsBook, newestKey } from './facts-book.js';
import { communityFacts, streetFacts } from './facts-of-units.js';
import type { Moment } from './rule.js';

/** The results of one community's term, or of one street, rule by rule. */
export interface UnitResults {
  /** Code of the community or the street. */
  readonly unit: string;
  /** Term stream of a community. */
  readonly term?: string;
  readonly byRule: ReadonlyMap<string, readonly JudgedResult[]>;
  /** The earliest instant at which the clock alone may change something. */
  readonly recheckAt?: string;
}

/** Results by unit code. */
export type Results = ReadonlyMap<string, UnitResults>;

/** One index for all, or the rules that a unit is judged by: a term pins its packs. */
export type IndexOf = RuleIndex | ((unit: string) => RuleIndex);

/** What became of one result, known by unit, rule and subject. */
export interface ResultChange {
  readonly unit: string;
  readonly term?: string;
  /** Undefined: the rule said nothing of this subject before. */
  readonly before?: JudgedResult;
  /** Undefined: the rule says nothing of this subject any more. */
  readonly after?: JudgedResult;
}

export interface Rejudged {
  readonly results: Results;
  readonly changed: readonly ResultChange[];
  readonly opened: readonly ResultChange[];
  readonly closed: readonly ResultChange[];
  /** How many times a rule was evaluated: it follows from the event, not from the length of the history. */
  readonly evaluations: number;
}

/** Judges every opened term and every street by all rules: `rules check`, and the start of a view. */
export function judgeAll(book: FactsBook, index: IndexOf, moment: Moment): Results {
  const results = new Map<string, UnitResults>();
  for (const unit of [...book.communities.keys(), ...streetsOf(book)].sort()) {
    const facts = unitFacts(book, unit);
    if (facts === undefined) continue;
    results.set(unit, judgeUnit(facts, indexOf(index, unit), moment));
  }
  return results;
}

/** Judges one community's term, or one street, by all its rules. */
export function judgeUnit(facts: CommunityFacts | StreetFacts, index: RuleIndex, moment: Moment): UnitResults {
  const changes = { opened: [], changed: [], closed: [] };
  return judgeRules(facts, index.byId.values(), moment, new Map(), changes).results;
}

/**
 * Judges again what events touched, and what the clock alone may have changed until `moment` (without events, only the
 * latter). The same as judging everything from scratch, at the cost of the rules concerned, each evaluated once however
 * many of the events touch it. Results that come out as they were stay the same objects.
 */
export function rejudge(
  previous: Results,
  touched: readonly Touched[],
  index: IndexOf,
  book: FactsBook,
  moment: Moment,
): Rejudged {
  const results = new Map(previous);
  const opened: ResultChange[] = [];
  const changed: ResultChange[] = [];
  const closed: ResultChange[] = [];
  let evaluations = 0;
  const units = unitsToJudge(previous, touched, moment);
  for (const [unit, events] of units) {
    const facts = unitFacts(book, unit);
    if (facts === undefined) continue;
    const own = indexOf(index, unit);
    const known = previous.get(unit);
    // Another term of the community: nothing of the older one is judged again, and nothing of it is closed.
    const before = known !== undefined && known.term === termOf(facts) ? known : undefined;
    const changes = { opened, changed, closed };
    const kept = before === undefined ? new Map() : withoutLeft(before, own, changes);
    const rules = before === undefined ? own.byId.values() : rulesToJudge(before, own, events, moment);
    const judged = judgeRules(facts, rules, moment, kept, changes);
    evaluations += judged.evaluations;
    results.set(unit, judged.results);
  }
  return { results, evaluations, changed, opened, closed };
}

/** What happened to one unit: event types, each with whether one of them was the first of its stream. */
type EventsOfUnit = Map<string, boolean>;

function unitsToJudge(
  previous: Results,
  touched: readonly Touched[],
  { at }: Moment,
): ReadonlyMap<string, EventsOfUnit> {
  const units = new Map<string, EventsOfUnit>();
  const add = (unit: string, { eventType, isFirst }: Touched) => {
    const events = units.get(unit);
    if (events === undefined) units.set(unit, new Map([[eventType, isFirst]]));
    else events.set(eventType, isFirst || events.get(eventType) === true);
  };
  for (const one of touched) {
    for (const unit of one.communities) add(unit, one);
    for (const unit of one.streets) add(unit, one);
  }
  for (const { unit, recheckAt } of previous.values()) {
    if (recheckAt !== undefined && recheckAt <= at && !units.has(unit)) units.set(unit, new Map());
  }
  return units;
}

function rulesToJudge(
  before: UnitResults,
  index: RuleIndex,
  events: EventsOfUnit,
  { at }: Moment,
): ReadonlySet<IndexedRule> {
  const rules = new Set<IndexedRule>();
  for (const [eventType, isFirst] of events) {
    for (const indexed of rulesTouchedBy(index, eventType, isFirst)) rules.add(indexed);
  }
  if (before.recheckAt !== undefined && before.recheckAt <= at) {
    for (const [id, results] of before.byRule) {
      const indexed = index.byId.get(id);
      if (indexed !== undefined && results.some(({ recheckAt }) => recheckAt !== undefined && recheckAt <= at)) {
        rules.add(indexed);
      }
    }
  }
  return rules;
}

/** What rules gave that are in the packs of the unit no more is closed: nothing would judge it again. */
function withoutLeft({ unit, term, byRule }: UnitResults, index: RuleIndex, changes: Changes): UnitResults['byRule'] {
  const left = [...byRule.keys()].filter((id) => !index.byId.has(id));
  if (left.length === 0) return byRule;
  const kept = new Map(byRule);
  for (const id of left) {
    keepSame(byRule.get(id) ?? NOTHING, [], { unit, ...(term === undefined ? {} : { term }) }, changes);
    kept.delete(id);
  }
  return kept;
}

type Changes = { readonly [K in 'opened' | 'changed' | 'closed']: ResultChange[] };

function judgeRules(
  facts: CommunityFacts | StreetFacts,
  rules: Iterable<IndexedRule>,
  moment: Moment,
  before: UnitResults['byRule'],
  changes: Changes,
): { readonly results: UnitResults; readonly evaluations: number } {
  const scope = isStreet(facts) ? 'street' : 'community';
  const unit = isStreet(facts) ? facts.unit : facts.community;
  const term = termOf(facts);
  const about = { unit, ...(term === undefined ? {} : { term }) };
  const byRule = new Map(before);
  let evaluations = 0;
  for (const indexed of rules) {
    if (indexed.rule.scope !== scope) continue;
    evaluations++;
    const { id } = indexed.rule;
    const was = before.get(id) ?? NOTHING;
    const now = isStreet(facts) ? judgeStreet(indexed, facts, moment) : judgeCommunity(indexed, facts, moment, was);
    keepSame(was, now, about, changes);
    if (now.length > 0) byRule.set(id, now);
    else byRule.delete(id);
  }
  const recheckAt = earliestRecheck(byRule);
  return { evaluations, results: { ...about, byRule, ...(recheckAt === undefined ? {} : { recheckAt }) } };
}

const NOTHING: readonly JudgedResult[] = [];

/** Looked for after every event, over every result of the unit: no lists are made. */
function earliestRecheck(byRule: UnitResults['byRule']): string | undefined {
  let earliest: string | undefined;
  for (const results of byRule.values()) {
    for (const { recheckAt } of results) {
      if (recheckAt !== undefined && (earliest === undefined || recheckAt < earliest)) earliest = recheckAt;
    }
  }
  return earliest;
}

/** Puts the results of before in the places of those that say the same, and notes what differs. */
function keepSame(
  before: readonly JudgedResult[],
  after: JudgedResult[],
  about: Pick<ResultChange, 'unit' | 'term'>,
  { opened, changed, closed }: Changes,
): void {
  if (before.length === after.length && after.every((result, i) => result === before[i])) return;
  const left = new Set(before);
  for (const [i, result] of after.entries()) {
    const at = before[i];
    const was = at?.subject === result.subject ? at : before.find(({ subject }) => subject === result.subject);
    if (was === undefined || !left.delete(was)) opened.push({ ...about, after: result });
    else if (was === result) continue;
    else if (isSame(was, result)) after[i] = was;
    else changed.push({ ...about, before: was, after: result });
  }
  for (const was of left) closed.push({ ...about, before: was });
}

/** Whether two pieces of plain data are the same. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => isSame((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]));
}

function isStreet(facts: CommunityFacts | StreetFacts): facts is StreetFacts {
  return 'communities' in facts;
}

function termOf(facts: CommunityFacts | StreetFacts): string | undefined {
  return isStreet(facts) ? undefined : facts.termStream;
}

/** A street, or a community whose term was opened: before that no pack is pinned and nothing is judged. */
function unitFacts(book: FactsBook, unit: string): CommunityFacts | StreetFacts | undefined {
  if (book.streets.has(unit) || book.members.has(unit)) return streetFacts(book, unit);
  const key = newestKey(book, unit);
  return key === undefined || !book.records.isOpened(key) ? undefined : communityFacts(book, unit);
}

function streetsOf(book: FactsBook): readonly string[] {
  return [...new Set([...book.streets.keys(), ...book.members.keys()])];
}

function indexOf(index: IndexOf, unit: string): RuleIndex {
  return typeof index === 'function' ? index(unit) : index;
}

/** Every result of a unit, in the order of the rules. */
export function resultsOf(results: UnitResults): readonly JudgedResult[] {
  return [...results.byRule.values()].flat();
}
