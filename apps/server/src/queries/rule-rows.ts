import type { JudgedResult, RuleIndex } from '#supervision';
import type { RuleRow, Shape } from '../api/shapes.js';
import { type Names, named, subjectName } from './names.js';

/** Results as the API gives them, in the order of the rules of the plan. */
export function ruleRows(results: readonly JudgedResult[], index: RuleIndex, names: Names): Shape<typeof RuleRow>[] {
  const order = new Map([...index.byId.keys()].map((id, i) => [id, i]));
  return [...results]
    .sort((x, y) => (order.get(x.rule) ?? 0) - (order.get(y.rule) ?? 0) || (x.subject < y.subject ? -1 : 1))
    .map((result) => ruleRow(result, index, names));
}

export function ruleRow(result: JudgedResult, index: RuleIndex, names: Names): Shape<typeof RuleRow> {
  const rule = index.byId.get(result.rule)?.rule;
  return {
    rule: result.rule,
    pack: result.pack,
    force: result.force,
    paragraph: rule?.paragraph ?? 0,
    title: rule?.title ?? { zh: result.rule, en: result.rule },
    ...(rule?.step === undefined ? {} : { step: rule.step }),
    subject: result.subject,
    subjectName: subjectName(result.subject, names),
    outcome: result.outcome,
    arithmetic: named(result.arithmetic, names),
    evidence: [...result.evidence],
    ...(result.missing === undefined ? {} : { missing: result.missing.map((words) => named(words, names)) }),
    ...(result.reading === undefined ? {} : { reading: { ...result.reading } }),
    ...(result.otherReading === undefined
      ? {}
      : {
          otherReading: {
            reading: { ...result.otherReading.reading },
            outcome: result.otherReading.outcome,
            arithmetic: named(result.otherReading.arithmetic, names),
          },
        }),
    ...(result.due === undefined ? {} : { due: result.due }),
    ...(result.waitsFor === undefined ? {} : { waitsFor: { ...result.waitsFor } }),
    ...(result.justifiedBy === undefined
      ? {}
      : { justifiedBy: { ...result.justifiedBy, approver: names.actor(result.justifiedBy.approver) } }),
  };
}
