import { type Entry, shanghaiDay, type Words } from '#kernel';
import { STEPS } from './definitions.js';
import type { StepDefinition, TermJournals } from './requirements.js';

/**
 * `cannot-start` names the step it waits for; `problem` stands above the others as soon as a rule of the step failed;
 * `redone` is done after the step was taken a second time.
 */
export type StepState = 'not-started' | 'cannot-start' | 'in-progress' | 'problem' | 'done' | 'redone';

export interface StepStatus {
  /** 0 preparation, 1…10 the Party election. */
  readonly step: number;
  readonly title: Words;
  readonly paragraph: number;
  readonly status: StepState;
  readonly waitsFor?: number;
  /** Day of its first record. */
  readonly since?: string;
  /** Day of the last record that it needed; only of a step that has them all. */
  readonly doneOn?: string;
  /** Event types not yet recorded, or not for everybody, in the plan's order. */
  readonly missing: readonly string[];
}

/** Where the term stands, step by step; `problems` is the number of failed rules per step. */
export function stepStatuses(
  journals: TermJournals,
  problems: ReadonlyMap<number, number> = new Map(),
): readonly StepStatus[] {
  let isReady = true;
  return STEPS.map((definition) => {
    const missing = definition.needs.filter(({ isMet }) => !isMet(journals)).map(({ type }) => type);
    const entries = entriesOf(definition, journals);
    const isComplete = missing.length === 0;
    const state = stateOf(isComplete, entries.length > 0, isReady, isRepeated(definition, journals));
    isReady = isComplete;
    const { step, title, paragraph } = definition;
    const days = entries.map(dayOf).sort();
    const neededDays = definition.needs.flatMap((need) => need.entries(journals).map(dayOf)).sort();
    return {
      step,
      title,
      paragraph,
      status: (problems.get(step) ?? 0) > 0 ? 'problem' : state,
      ...(state === 'cannot-start' ? { waitsFor: step - 1 } : {}),
      ...(days[0] === undefined ? {} : { since: days[0] }),
      ...(isComplete && neededDays.length > 0 ? { doneOn: neededDays.at(-1) } : {}),
      missing: [...new Set(missing)],
    };
  });
}

function stateOf(isComplete: boolean, isBegun: boolean, isReady: boolean, isRepeatedly: boolean): StepState {
  if (isComplete) return isRepeatedly ? 'redone' : 'done';
  if (isBegun) return 'in-progress';
  return isReady ? 'not-started' : 'cannot-start';
}

function entriesOf({ needs, also = [] }: StepDefinition, journals: TermJournals): readonly Entry[] {
  return [...needs, ...also].flatMap(({ entries }) => entries(journals));
}

function isRepeated({ again }: StepDefinition, journals: TermJournals): boolean {
  return (again?.entries(journals).length ?? 0) > 1;
}

function dayOf({ on, at }: Entry): string {
  return shanghaiDay(on ?? at);
}

/** The step that an event type belongs to; undefined for those of none or of several (a committee meeting, a notice). */
export function stepOfType(type: string): number | undefined {
  const steps = STEPS.filter(({ needs, also = [] }) => [...needs, ...also].some((need) => need.type === type));
  return steps.length === 1 ? steps[0]?.step : undefined;
}
