import type { Words } from '#kernel';

/** Outcomes of a rule, worst first. */
export const OUTCOMES = [
  'fail',
  'overdue',
  'ambiguous',
  'warn',
  'needs-finding',
  'not-evaluable',
  'not-yet-due',
  'measured',
  'pass',
  'not-applicable',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What an outcome is called, on pages, prints and the command line alike. */
export const outcomeWords = {
  fail: { zh: '不符合', en: 'Fails' },
  overdue: { zh: '已逾期', en: 'Overdue' },
  ambiguous: { zh: '两解不一', en: 'Two readings' },
  warn: { zh: '已说明', en: 'Explained' },
  'needs-finding': { zh: '待核查', en: 'To be checked' },
  'not-evaluable': { zh: '数据不足', en: 'Input missing' },
  'not-yet-due': { zh: '未到期', en: 'Not yet due' },
  measured: { zh: '已统计', en: 'Measured' },
  pass: { zh: '符合', en: 'Passes' },
  'not-applicable': { zh: '不适用', en: 'Not applicable' },
} as const satisfies Record<Outcome, Words>;

/** The worst of some outcomes; `not-applicable` for none. */
export function worst(outcomes: Iterable<Outcome>): Outcome {
  let found = OUTCOMES.length - 1;
  for (const outcome of outcomes) found = Math.min(found, OUTCOMES.indexOf(outcome));
  return OUTCOMES[found] ?? 'not-applicable';
}

/** Outcomes that open an indication (疑似) for a person to check. */
export const INDICATES: ReadonlySet<Outcome> = new Set(['fail', 'overdue', 'ambiguous']);

/** Outcomes that make the guard of an act refuse. A missing input refuses: no data is never a pass. */
export const GUARD_REFUSES: ReadonlySet<Outcome> = new Set([
  'fail',
  'overdue',
  'ambiguous',
  'needs-finding',
  'not-evaluable',
  'not-yet-due',
]);
