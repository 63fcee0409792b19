import { JustificationApproved } from '#elections';
import { all, type Journal } from '#kernel';
import type { CommunityFacts, StreetFacts } from './facts.js';
import type { RulePack } from './pack.js';
import type { Moment, Rule, RuleResult } from './rule.js';

/** A result with the rule that gave it. */
export interface JudgedResult extends RuleResult {
  readonly rule: string;
  readonly pack: string;
  readonly force: Rule['force'];
}

/** Rules of a pack by the event types that they read: which to evaluate again after an event. */
export interface RuleIndex {
  readonly packs: readonly RulePack[];
  readonly byEvent: ReadonlyMap<string, readonly { readonly rule: Rule; readonly pack: RulePack }[]>;
  readonly byId: ReadonlyMap<string, { readonly rule: Rule; readonly pack: RulePack }>;
}

/** Events after which every rule of the unit is judged again: its rules, its communities or any entry may have changed. */
const CHANGES_EVERYTHING = new Set([
  'TermOpened',
  'PacksChanged',
  'CommunityRegistered',
  'EntryCorrected',
  'EntryWithdrawn',
]);

export function indexRules(packs: readonly RulePack[]): RuleIndex {
  const byEvent = new Map<string, { rule: Rule; pack: RulePack }[]>();
  const byId = new Map<string, { rule: Rule; pack: RulePack }>();
  for (const pack of packs) {
    for (const rule of pack.rules) {
      byId.set(rule.id, { rule, pack });
      for (const { type } of [...rule.reads, JustificationApproved]) {
        const list = byEvent.get(type);
        if (list === undefined) byEvent.set(type, [{ rule, pack }]);
        else list.push({ rule, pack });
      }
    }
  }
  return { packs, byEvent, byId };
}

/** The rules whose result an event of this type can change. */
export function rulesTouchedBy(
  index: RuleIndex,
  eventType: string,
): readonly { readonly rule: Rule; readonly pack: RulePack }[] {
  if (CHANGES_EVERYTHING.has(eventType)) return [...index.byId.values()];
  return index.byEvent.get(eventType) ?? [];
}

/** Judges one community rule. Its cost depends on the size of the community's term, never on the length of the log. */
export function judgeCommunity(
  entry: { rule: Rule; pack: RulePack },
  facts: CommunityFacts,
  moment: Moment,
): readonly JudgedResult[] {
  const { rule, pack } = entry;
  if (rule.scope !== 'community') return [];
  return rule
    .evaluate(facts, moment, parametersOf(rule, pack))
    .map((result) => judged(rule, pack, soften(rule, result, facts.term)));
}

export function judgeStreet(
  entry: { rule: Rule; pack: RulePack },
  facts: StreetFacts,
  moment: Moment,
): readonly JudgedResult[] {
  const { rule, pack } = entry;
  if (rule.scope !== 'street') return [];
  return rule.evaluate(facts, moment, parametersOf(rule, pack)).map((result) => judged(rule, pack, result));
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
