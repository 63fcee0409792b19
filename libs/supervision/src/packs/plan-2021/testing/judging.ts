import { type JudgedResult, judgeCommunity } from '../../../evaluate.js';
import type { RulePack } from '../../../pack.js';
import type { Moment, Rule } from '../../../rule.js';
import { type FactsOptions, factsOf, type Happened } from './facts-builder.js';
import { S1_END } from './s1-clean.js';

/** A pack around some rules, as an office would load it, with parameters set otherwise where a test wants that. */
export function packOf(rules: readonly Rule[], parameters: RulePack['manifest']['parameters'] = {}): RulePack {
  return {
    manifest: {
      id: 'plan-2021',
      version: '1.0.0',
      title: { zh: '换届方案', en: 'Plan of the change of term' },
      issuer: '云桥街道',
      from: '2021-09-01',
      rules: rules.map(({ id }) => id),
      parameters,
    },
    rules,
  };
}

export interface Judging extends FactsOptions {
  readonly moment?: Moment;
  readonly parameters?: Readonly<Record<string, number | string | boolean>>;
}

/** The results of one rule on what happened, through the engine: justifications are applied. */
export function judge(rule: Rule, events: readonly Happened[], judging: Judging = {}): readonly JudgedResult[] {
  const source = { zh: '测试', en: 'test' };
  const own = Object.fromEntries(
    Object.entries(judging.parameters ?? {}).map(([name, value]) => [name, { value, source }]),
  );
  const pack = packOf([rule], { [rule.id]: own });
  return judgeCommunity({ rule, pack }, factsOf(events, judging), judging.moment ?? S1_END);
}

/** The only result of a rule; throws where there are more or none. */
export function judgeOne(rule: Rule, events: readonly Happened[], judging: Judging = {}): JudgedResult {
  const results = judge(rule, events, judging);
  const [result] = results;
  if (result === undefined || results.length > 1) throw new Error(`${rule.id} gave ${results.length} results`);
  return result;
}

/** The result about one subject. */
export function judgeSubject(
  rule: Rule,
  events: readonly Happened[],
  subject: string,
  judging: Judging = {},
): JudgedResult {
  const result = judge(rule, events, judging).find((one) => one.subject === subject);
  if (result === undefined) throw new Error(`${rule.id} says nothing of ${subject}`);
  return result;
}

/** What happened without the facts of some types. */
export function without(events: readonly Happened[], ...types: readonly { readonly type: string }[]): Happened[] {
  const names = new Set(types.map(({ type }) => type));
  return events.filter(({ type }) => !names.has(type));
}

/** What happened with the facts that match changed: data merged, `on` replaced. */
export function changed(
  events: readonly Happened[],
  eventType: { readonly type: string },
  change: Readonly<Record<string, unknown>>,
  match: (event: Happened) => boolean = () => true,
): Happened[] {
  return events.map((event) => {
    if (event.type !== eventType.type || !match(event)) return event;
    const { on, ...data } = change;
    return { ...event, ...(typeof on === 'string' ? { on } : {}), data: { ...event.data, ...data } };
  });
}
