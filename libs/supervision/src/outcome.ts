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
