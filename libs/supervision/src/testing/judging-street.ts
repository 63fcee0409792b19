import { type JudgedResult, judgeStreet } from '../evaluate.js';
import { type Happened, streetFactsOf } from '../packs/plan-2021/testing/facts-builder.js';
import { packOf } from '../packs/plan-2021/testing/judging.js';
import { S1_END } from '../packs/plan-2021/testing/s1-clean.js';
import type { Moment, Rule } from '../rule.js';

/** The only result of a rule that is judged for the whole street. */
export function judgeOneOfStreet(
  rule: Rule,
  street: readonly Happened[],
  communities: Readonly<Record<string, readonly Happened[]>> = {},
  moment: Moment = S1_END,
): JudgedResult {
  const results = judgeStreet({ rule, pack: packOf([rule]) }, streetFactsOf(street, communities), moment);
  const [result] = results;
  if (result === undefined || results.length > 1) throw new Error(`${rule.id} gave ${results.length} results`);
  return result;
}
