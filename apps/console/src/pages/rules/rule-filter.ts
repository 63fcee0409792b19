import type { Outcome, RuleInfo } from '../../api/types.js';
import { worse } from '../../widgets/outcome.js';

export const GROUPS = [
  'GEN',
  'QUA',
  'STR',
  'SEC',
  'REV',
  'PRE',
  'ORG',
  'TRN',
  'PTY',
  'RC',
  'SUP',
  'OTH',
  'HND',
  'DIS',
  'CMP',
  'RES',
  'RSK',
] as const;
export type Group = (typeof GROUPS)[number] | 'other';

/** `PTY-20` belongs to the Party election; what this console does not know stands in the last group. */
export function groupOf(id: string): Group {
  const prefix = id.split('-')[0];
  return GROUPS.find((group) => group === prefix) ?? 'other';
}

export interface RuleFilter {
  readonly text: string;
  readonly group?: Group;
  readonly force?: string;
  readonly mode?: string;
  /** Some community or the street stands so. */
  readonly outcome?: Outcome;
}

/** The rules that the filter leaves, in the order given; text is looked for in id, title, explanation of both languages. */
export function filtered(rules: readonly RuleInfo[], filter: RuleFilter): readonly RuleInfo[] {
  const wanted = filter.text.trim().toLowerCase();
  return rules.filter(
    (rule) =>
      (filter.group === undefined || groupOf(rule.id) === filter.group) &&
      (filter.force === undefined || rule.force === filter.force) &&
      (filter.mode === undefined || rule.mode === filter.mode) &&
      (filter.outcome === undefined || Object.values(rule.coverage).includes(filter.outcome)) &&
      (wanted === '' || textOf(rule).includes(wanted)),
  );
}

function textOf({ id, title, explanation, paragraph }: RuleInfo): string {
  return [id, `¶${paragraph}`, title.zh, title.en, explanation.zh, explanation.en].join(' ').toLowerCase();
}

/** The groups that have rules, in the order of the plan, each with its rules. */
export function grouped(rules: readonly RuleInfo[]): readonly (readonly [Group, readonly RuleInfo[]])[] {
  return [...GROUPS, 'other' as const]
    .map((group) => [group, rules.filter(({ id }) => groupOf(id) === group)] as const)
    .filter(([, own]) => own.length > 0);
}

/** Outcomes that occur, worst first. */
export function outcomesIn(rules: readonly RuleInfo[]): readonly Outcome[] {
  return [...new Set(rules.flatMap(({ coverage }) => Object.values(coverage)))].sort(worse);
}
