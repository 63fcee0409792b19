import type { Arithmetic, EventType, Words } from '#kernel';
import type { CommunityFacts, StreetFacts } from './facts.js';
import type { Outcome } from './outcome.js';

/** A number (or code) that a rule is judged by, with where it comes from. Times are `HH:MM`, days `YYYY-MM-DD`. */
export interface Parameter<V extends number | string | boolean = number | string | boolean> {
  readonly value: V;
  readonly source: Words;
  readonly title?: Words;
}
export type ParametersOf = Readonly<Record<string, Parameter>>;
export type Values<P extends ParametersOf> = {
  readonly [K in keyof P]: P[K]['value'] extends infer V ? Widen<V> : never;
};
type Widen<V> = V extends number ? number : V extends string ? string : V extends boolean ? boolean : V;

/** What a result is about: `community:C01`, `person:<id>`, `pair:<id>+<id>`, `notice:<id>`, `list:<event id>`, `street:S01`, `meeting:<event id>`. */
export type Subject = `${'community' | 'person' | 'pair' | 'notice' | 'list' | 'street' | 'meeting'}:${string}`;

export interface RuleResult {
  readonly outcome: Outcome;
  readonly subject: Subject;
  /** The sum in words and numbers. Persons stand as `{person:<id>}`: the reader's side puts the name in, if it may. */
  readonly arithmetic: Arithmetic;
  /** Ids of the events that the result rests on. */
  readonly evidence: readonly string[];
  /** For `not-evaluable` (and others that lack something): what is missing and who can supply it. */
  readonly missing?: readonly Words[];
  /** The reading used, where the text is ambiguous, with the result of the other one beside it. */
  readonly reading?: Words;
  readonly otherReading?: { readonly reading: Words; readonly outcome: Outcome; readonly arithmetic: Arithmetic };
  /** When it is due (a day or an instant). */
  readonly due?: string;
  /** The instant at which the clock alone may change the result. */
  readonly recheckAt?: string;
  /** Where a person decides: what it waits for and who must decide. */
  readonly waitsFor?: Words;
  /** False where a softened rule has a hard core (no notice at all): a justification does not help. Default true. */
  readonly softenable?: boolean;
  /** False where the breach is a fact of the past that a later step has repaired: it stays a finding, but no guard refuses for it. Default true. */
  readonly blocksActs?: boolean;
  /** Put there by the engine: streams that the rule reads and that could not be read, so that nothing is judged. */
  readonly unread?: readonly string[];
  /** Put there by the engine when an approved justification turned `fail` into `warn`. */
  readonly justifiedBy?: { readonly event: string; readonly reason: string; readonly approver: string };
}

/** The instant of judging: `at` the ledger instant, `today` its day in Asia/Shanghai. */
export interface Moment {
  readonly at: string;
  readonly today: string;
}

/** An event type that a rule looks at. */
export interface Read extends Pick<EventType<string, never, never>, 'type'> {
  /** The rule looks at the first event of the type in the election's stream and at none after it. */
  readonly firstOnly?: boolean;
}

interface RuleBase<P extends ParametersOf> {
  readonly id: string;
  /** Paragraph ¶ of the plan. */
  readonly paragraph: number;
  readonly force: 'must' | 'softened' | 'target';
  /** `automatic` from events, `reply` once another body's reply is recorded, `record` a record must exist, `human` a person decides. */
  readonly mode: 'automatic' | 'reply' | 'record' | 'human';
  readonly title: Words;
  /** What is asked and how it is judged, in our own words. */
  readonly explanation: Words;
  /** How a breach is put right, for rules that guard an act; without a full stop. */
  readonly remedy?: Words;
  /** Step 1…10 of the Party election, 0 for preparation; where the console shows it live. */
  readonly step?: number;
  readonly parameters: P;
  /** Event types that can change the result: nothing else makes the engine evaluate it again (besides the clock). */
  readonly reads: readonly Read[];
}

export interface CommunityRule<P extends ParametersOf = ParametersOf> extends RuleBase<P> {
  readonly scope: 'community';
  evaluate(facts: CommunityFacts, moment: Moment, parameters: Values<P>): readonly RuleResult[];
}
export interface StreetRule<P extends ParametersOf = ParametersOf> extends RuleBase<P> {
  readonly scope: 'street';
  evaluate(facts: StreetFacts, moment: Moment, parameters: Values<P>): readonly RuleResult[];
}
export type Rule = CommunityRule | StreetRule;

/** Declares a rule judged for each community. */
export function rule<const P extends ParametersOf>(definition: Omit<CommunityRule<P>, 'scope'>): CommunityRule {
  return { ...definition, scope: 'community' } as unknown as CommunityRule;
}

/** Declares a rule judged once for the street. */
export function streetRule<const P extends ParametersOf>(definition: Omit<StreetRule<P>, 'scope'>): StreetRule {
  return { ...definition, scope: 'street' } as unknown as StreetRule;
}
