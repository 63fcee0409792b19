import { JustificationApproved } from '#elections';
import { all, type Journal } from '#kernel';
import type { CommunityFacts, StreetFacts } from './facts.js';
import type { PackPin } from './manifest-digest.js';
import type { RulePack } from './pack.js';
import type { Moment, Rule, RuleResult } from './rule.js';
import { STREAM_UNREADABLE, unreadFor, withheld } from './unreadable.js';

/** A result with the rule that gave it. */
export interface JudgedResult extends RuleResult {
  readonly rule: string;
  readonly pack: string;
  readonly force: Rule['force'];
}

export interface IndexedRule {
  readonly rule: Rule;
  readonly pack: RulePack;
}

/** Rules of a pack by the event types that they read: which to evaluate again after an event. */
export interface RuleIndex {
  readonly packs: readonly RulePack[];
  readonly byEvent: ReadonlyMap<string, readonly IndexedRule[]>;
  /** Those of `byEvent` that look at more than the first event of the type in its stream. */
  readonly byLaterEvent: ReadonlyMap<string, readonly IndexedRule[]>;
  readonly byId: ReadonlyMap<string, IndexedRule>;
  /** Pinned packs that are not on board: guarded acts are refused for each. */
  readonly missing?: readonly PackPin[];
}

/** Events after which every rule of the unit is judged again: its rules, its communities or any entry may have changed. */
const CHANGES_EVERYTHING = new Set([
  'TermOpened',
  'PacksChanged',
  'CommunityRegistered',
  'EntryCorrected',
  'EntryWithdrawn',
  STREAM_UNREADABLE,
]);

export function indexRules(packs: readonly RulePack[]): RuleIndex {
  const byId = new Map<string, IndexedRule>();
  for (const pack of packs) for (const rule of pack.rules) byId.set(rule.id, { rule, pack });
  const byEvent = new Map<string, Set<IndexedRule>>();
  const byLaterEvent = new Map<string, Set<IndexedRule>>();
  for (const indexed of byId.values()) {
    for (const { type, firstOnly } of [...indexed.rule.reads, { ...JustificationApproved, firstOnly: false }]) {
      addTo(byEvent, type, indexed);
      if (firstOnly !== true) addTo(byLaterEvent, type, indexed);
    }
  }
  return { packs, byId, byEvent: asLists(byEvent), byLaterEvent: asLists(byLaterEvent) };
}

function addTo(map: Map<string, Set<IndexedRule>>, type: string, indexed: IndexedRule): void {
  const known = map.get(type);
  if (known === undefined) map.set(type, new Set([indexed]));
  else known.add(indexed);
}

function asLists(map: ReadonlyMap<string, ReadonlySet<IndexedRule>>): ReadonlyMap<string, readonly IndexedRule[]> {
  return new Map([...map].map(([type, rules]) => [type, [...rules]]));
}

/** The rules whose result an event of this type can change; fewer where it is known not to be the first of its stream. */
export function rulesTouchedBy(index: RuleIndex, eventType: string, isFirst = true): readonly IndexedRule[] {
  if (CHANGES_EVERYTHING.has(eventType)) return [...index.byId.values()];
  return (isFirst ? index.byEvent : index.byLaterEvent).get(eventType) ?? [];
}

/**
 * Judges one community rule. Its cost depends on the size of the community's term, never on the length of the log.
 * `before` is what the rule gave last time: results that a rule gives again as they are stay the same objects.
 */
export function judgeCommunity(
  { rule, pack }: IndexedRule,
  facts: CommunityFacts,
  moment: Moment,
  before?: readonly JudgedResult[],
): JudgedResult[] {
  if (rule.scope !== 'community') return [];
  const results = rule.evaluate(facts, moment, parametersOf(rule, pack));
  const unread = unreadFor(rule, facts.unreadable ?? []);
  if (unread.length > 0)
    return withheld(results, `community:${facts.community}`, unread).map((result) => judged(rule, pack, result));
  if (rule.force === 'softened') return results.map((result) => judged(rule, pack, soften(rule, result, facts.term)));
  const given = before === undefined ? undefined : givenFor.get(before);
  const after = results.map((result, i) => {
    const same = given?.[i] === result ? before?.[i] : undefined;
    return same ?? judged(rule, pack, result);
  });
  givenFor.set(after, results);
  return after;
}

/** What a rule gave, by what it was judged to be. */
const givenFor = new WeakMap<readonly JudgedResult[], readonly RuleResult[]>();

export function judgeStreet({ rule, pack }: IndexedRule, facts: StreetFacts, moment: Moment): JudgedResult[] {
  if (rule.scope !== 'street') return [];
  const results = rule.evaluate(facts, moment, parametersOf(rule, pack));
  const unread = unreadFor(rule, facts.unreadable ?? []);
  const given = unread.length === 0 ? results : withheld(results, `street:${facts.unit}`, unread);
  return given.map((result) => judged(rule, pack, result));
}

const knownParameters = new WeakMap<Rule, WeakMap<RulePack, Readonly<Record<string, number | string | boolean>>>>();

/** Parameter values in force: the pack's own, else the rule's defaults. Packs never change, so they are made once. */
export function parametersOf(rule: Rule, pack: RulePack): Readonly<Record<string, number | string | boolean>> {
  const ofRule = knownParameters.get(rule) ?? new WeakMap();
  knownParameters.set(rule, ofRule);
  const known = ofRule.get(pack);
  if (known !== undefined) return known;
  const own = pack.manifest.parameters[rule.id] ?? {};
  const values = Object.fromEntries(
    Object.entries(rule.parameters).map(([name, { value }]) => [name, own[name]?.value ?? value]),
  );
  ofRule.set(pack, values);
  return values;
}

function judged(rule: Rule, pack: RulePack, result: RuleResult): JudgedResult {
  return { ...result, rule: rule.id, pack: pack.manifest.id, force: rule.force };
}

/**
 * A softened rule that was not kept passes with 提醒 once a reason and an approver are recorded; unexplained it stays
 * `fail`. What is late can be explained before it is done, so `overdue` is softened too.
 */
function soften(rule: Rule, result: RuleResult, term: Journal): RuleResult {
  if (rule.force !== 'softened' || result.softenable === false) return result;
  if (result.outcome !== 'fail' && result.outcome !== 'overdue') return result;
  const justification = all(term, JustificationApproved).findLast(
    ({ data }) => data.rule === rule.id && data.subject === result.subject,
  );
  if (justification === undefined) return result;
  const { reason, approver } = justification.data;
  return {
    ...result,
    outcome: 'warn',
    evidence: [...result.evidence, justification.id],
    justifiedBy: { event: justification.id, reason, approver },
  };
}
