import { useTranslation } from 'react-i18next';
import type { Outcome, StepStatus } from '../api/types.js';
import { OUTCOME_LOOK, STEP_LOOK } from '../theme.js';

/** Worst first, as the design orders them. */
export const OUTCOMES: readonly Outcome[] = [
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
];

/** What somebody has to look at; the others only count. */
export const LOUD: ReadonlySet<Outcome> = new Set([
  'fail',
  'overdue',
  'ambiguous',
  'warn',
  'needs-finding',
  'not-evaluable',
]);

export function worse(x: Outcome, y: Outcome): number {
  return OUTCOMES.indexOf(x) - OUTCOMES.indexOf(y);
}

export interface Look {
  readonly fg: string;
  readonly bg: string;
  readonly border?: string;
  readonly weight?: number;
}

export function lookStyle(look: Look | undefined) {
  return look === undefined
    ? undefined
    : { color: look.fg, background: look.bg, fontWeight: look.weight, border: look.border };
}

/** The word of an outcome on its colour. */
export function OutcomeWord({ outcome, count }: { readonly outcome: Outcome; readonly count?: number }) {
  const { t } = useTranslation();
  return (
    <span className="outcome" style={lookStyle(OUTCOME_LOOK[outcome])}>
      {t(`common.outcome.${outcome}`)}
      {count !== undefined && <b className="tabular"> {count}</b>}
    </span>
  );
}

export function StepWord({ status }: { readonly status: StepStatus['status'] }) {
  const { t } = useTranslation();
  return (
    <span className="outcome" style={lookStyle(STEP_LOOK[status])}>
      {t(`common.stepStatus.${status}`)}
    </span>
  );
}
