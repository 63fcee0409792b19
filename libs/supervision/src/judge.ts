import type { Touched } from './apply-entry.js';
import { type JudgedResult, judgeCommunity, judgeStreet, type RuleIndex, rulesTouchedBy } from './evaluate.js';
import type { CommunityFacts, StreetFacts } from './facts.js';
import type { FactsBook } from './facts-book.js';
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
  return judgeRules(facts, [...index.byId.values()], moment, new Map());
}

/**
 * Judges again what an event touched, and what the clock alone may have changed until `moment` (without `touched`,
 * only the latter). The same as judging everything from scratch, at the cost of the rules concerned.
 */
export function rejudge(
  previous: Results,
  touched: Touched | undefined,
  index: IndexOf,
  book: FactsBook,
  moment: Moment,
): Rejudged {
  const results = new Map(previous);
  const changes: ResultChange[] = [];
  let evaluations = 0;
  const named = new Set([...(touched?.communities ?? []), ...(touched?.streets ?? [])]);
  const due = [...previous.values()].filter(({ recheckAt }) => recheckAt !== undefined && recheckAt <= moment.at);
  for (const unit of new Set([...named, ...due.map((one) => one.unit)])) {
    const facts = unitFacts(book, unit);
    if (facts === undefined) continue;
    const own = indexOf(index, unit);
    const known = previous.get(unit);
    // Another term of the community: nothing of the older one is judged again, and nothing of it is closed.
    const before = known !== undefined && known.term === termOf(facts) ? known : undefined;
    const rules = before === undefined ? [...own.byId.values()] : rulesToJudge(before, own, touched, named, moment);
    const after = judgeRules(facts, rules, moment, before?.byRule ?? new Map());
    evaluations += rules.filter(({ rule }) => (rule.scope === 'street') === isStreet(facts)).length;
    results.set(unit, after);
    changes.push(
      ...compare(
        before,
        after,
        rules.map(({ rule }) => rule.id),
      ),
    );
  }
  return {
    results,
    evaluations,
    changed: changes.filter(({ before, after }) => before !== undefined && after !== undefined),
    opened: changes.filter(({ before }) => before === undefined),
    closed: changes.filter(({ after }) => after === undefined),
  };
}

type IndexedRule = RuleIndex['byEvent'] extends ReadonlyMap<string, readonly (infer R)[]> ? R : never;

function rulesToJudge(
  before: UnitResults,
  index: RuleIndex,
  touched: Touched | undefined,
  named: ReadonlySet<string>,
  { at }: Moment,
): readonly IndexedRule[] {
  const rules = new Set<IndexedRule>();
  if (touched !== undefined && named.has(before.unit)) {
    for (const { rule } of rulesTouchedBy(index, touched.eventType)) {
      const indexed = index.byId.get(rule.id);
      if (indexed !== undefined) rules.add(indexed);
    }
  }
  if (before.recheckAt !== undefined && before.recheckAt <= at) {
    for (const [id, results] of before.byRule) {
      const indexed = index.byId.get(id);
      if (indexed !== undefined && results.some(({ recheckAt }) => recheckAt !== undefined && recheckAt <= at)) {
        rules.add(indexed);
      }
    }
  }
  return [...rules];
}

function judgeRules(
  facts: CommunityFacts | StreetFacts,
  rules: readonly IndexedRule[],
  moment: Moment,
  before: UnitResults['byRule'],
): UnitResults {
  const byRule = new Map(before);
  for (const indexed of rules) {
    const results = isStreet(facts) ? judgeStreet(indexed, facts, moment) : judgeCommunity(indexed, facts, moment);
    if (results.length > 0) byRule.set(indexed.rule.id, results);
    else byRule.delete(indexed.rule.id);
  }
  const recheckAt = earliestRecheck(byRule);
  const term = termOf(facts);
  return {
    unit: isStreet(facts) ? facts.unit : facts.community,
    ...(term === undefined ? {} : { term }),
    byRule,
    ...(recheckAt === undefined ? {} : { recheckAt }),
  };
}

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

function compare(before: UnitResults | undefined, after: UnitResults, rules: readonly string[]): ResultChange[] {
  const { unit, term } = after;
  const scope = { unit, ...(term === undefined ? {} : { term }) };
  return rules.flatMap((id) => {
    const old = new Map((before?.byRule.get(id) ?? []).map((result) => [result.subject, result]));
    const changes: ResultChange[] = [];
    for (const result of after.byRule.get(id) ?? []) {
      const was = old.get(result.subject);
      old.delete(result.subject);
      if (was === undefined) changes.push({ ...scope, after: result });
      else if (!isSame(was, result)) changes.push({ ...scope, before: was, after: result });
    }
    for (const was of old.values()) changes.push({ ...scope, before: was });
    return changes;
  });
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
  const facts = communityFacts(book, unit);
  return facts.termStream === undefined ? undefined : facts;
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
