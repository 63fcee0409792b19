import type { Words } from '#kernel';
import type { JudgedResult } from '../evaluate.js';
import type { FindingStatus } from '../finding/state.js';
import { INDICATES } from '../outcome.js';
import { type ProhibitionItem, type ProhibitionList, themesLeftOut } from './lists.js';
import { type Theme, themes, themesOf } from './themes.js';

/** What a cell of the matrix says, worst first. */
export const CELL_STATES = [
  'confirmed',
  'indicated',
  'under-check',
  'not-evaluable',
  'nothing-found',
  'not-applicable',
] as const;
export type CellState = (typeof CELL_STATES)[number];

/** Words of the states in the interface. */
export const cellStateWords = {
  confirmed: { zh: '已查实', en: 'Confirmed' },
  indicated: { zh: '有疑点', en: 'Indicated' },
  'under-check': { zh: '待核查', en: 'Under check' },
  'not-evaluable': { zh: '数据不足', en: 'Not evaluable' },
  'nothing-found': { zh: '未发现', en: 'Nothing found' },
  'not-applicable': { zh: '不适用', en: 'Not applicable' },
} as const satisfies Record<CellState, Words>;

/** A finding as far as the matrix needs it. */
export interface FindingInCell {
  readonly rule: string;
  readonly subject: string;
  readonly status: FindingStatus;
  /** Themes of a finding that no rule raised. */
  readonly themes?: readonly Theme[];
}

export interface CellCounts {
  /** Open indications that nobody has taken up. */
  readonly indicated: number;
  readonly underCheck: number;
  readonly confirmed: number;
  /** Looked at by a person and dismissed, or found not to apply. */
  readonly dismissed: number;
  /** Results that nothing can be said of yet: an input is missing, or a person has to decide. */
  readonly notEvaluable: number;
  readonly notYetDue: number;
  /** Kept, or excused with reason and approver. */
  readonly kept: number;
  readonly notApplicable: number;
}

export interface ProhibitionCell {
  /** Item of the list; `other` for the themes that none of its items is about. */
  readonly item: string;
  readonly themes: readonly Theme[];
  readonly state: CellState;
  readonly counts: CellCounts;
  /** Rules and subjects behind the state, to open the cell with. */
  readonly behind: readonly { readonly rule: string; readonly subject: string }[];
}

/**
 * One community's row of the matrix: a cell for each item of the list, and one for the themes left out where there are
 * any. Nothing at all about an item is `not-evaluable`, never "nothing found": cases and inspectors’ own entries are
 * joined where the reader may see them.
 */
export function prohibitionCells(
  results: readonly JudgedResult[],
  list: ProhibitionList,
  findings: readonly FindingInCell[] = [],
): readonly ProhibitionCell[] {
  const leftOut = themesLeftOut(list);
  const items: readonly Pick<ProhibitionItem, 'no' | 'themes'>[] =
    leftOut.length === 0 ? list.items : [...list.items, { no: 'other', themes: [...leftOut] }];
  const signs = signsOf(results, findings);
  return items.map(({ no, themes: about }) => {
    const own = signs.filter((sign) => sign.themes.some((theme) => about.includes(theme)));
    const counts = countsOf(own);
    const state = stateOf(counts);
    const behind = own.filter(({ kind }) => kind === KIND_BEHIND[state]);
    return { item: no, themes: about, state, counts, behind: behind.map(({ rule, subject }) => ({ rule, subject })) };
  });
}

interface Sign {
  readonly rule: string;
  readonly subject: string;
  readonly themes: readonly Theme[];
  readonly kind: keyof CellCounts;
}

const KIND_BEHIND: Readonly<Record<CellState, keyof CellCounts>> = {
  confirmed: 'confirmed',
  indicated: 'indicated',
  'under-check': 'underCheck',
  'not-evaluable': 'notEvaluable',
  'nothing-found': 'kept',
  'not-applicable': 'notApplicable',
};

/** One sign for each result, read with its finding; findings whose result is gone, or that no rule raised, besides. */
function signsOf(results: readonly JudgedResult[], findings: readonly FindingInCell[]): readonly Sign[] {
  const byResult = new Map(findings.map((finding) => [`${finding.rule} ${finding.subject}`, finding]));
  const signs: Sign[] = [];
  for (const result of results) {
    const { rule, subject, force } = result;
    const finding = byResult.get(`${rule} ${subject}`);
    byResult.delete(`${rule} ${subject}`);
    const kind = kindOf(result, finding?.status);
    const about = [...new Set([...themesOf({ id: rule, force }), ...(finding?.themes ?? [])])];
    signs.push({ rule, subject, kind, themes: kind === 'kept' ? about.filter(seenByTheLedger) : about });
  }
  for (const { rule, subject, status, themes: own } of byResult.values()) {
    const kind = kindOfFinding(status);
    if (kind === undefined) continue;
    signs.push({ rule, subject, kind, themes: own ?? themesOf({ id: rule, force: 'must' }) });
  }
  return signs;
}

/** A rule that was kept shows nothing about what only people can find: no vote was seen to be bought is no result. */
function seenByTheLedger(theme: Theme): boolean {
  return themes[theme].visibility !== 'human';
}

function kindOf({ outcome }: JudgedResult, status: FindingStatus | undefined): keyof CellCounts {
  const found = status === undefined ? undefined : kindOfFinding(status);
  if (found !== undefined && !(found === 'indicated' && !INDICATES.has(outcome))) return found;
  switch (outcome) {
    case 'fail':
    case 'overdue':
    case 'ambiguous':
      return 'indicated';
    case 'needs-finding':
    case 'not-evaluable':
      return 'notEvaluable';
    case 'not-yet-due':
      return 'notYetDue';
    case 'warn':
    case 'pass':
      return 'kept';
    case 'measured':
    case 'not-applicable':
      return 'notApplicable';
    default:
      return outcome satisfies never;
  }
}

function kindOfFinding(status: FindingStatus): keyof CellCounts | undefined {
  switch (status) {
    case 'confirmed':
      return 'confirmed';
    case 'indicated':
      return 'indicated';
    case 'under-check':
    case 'proposed':
      return 'underCheck';
    case 'dismissed':
    case 'not-applicable':
      return 'dismissed';
    case 'none':
    case 'cleared':
      return undefined;
    default:
      return status satisfies never;
  }
}

function countsOf(signs: readonly Sign[]): CellCounts {
  const count = (kind: keyof CellCounts) => signs.filter((sign) => sign.kind === kind).length;
  return {
    indicated: count('indicated'),
    underCheck: count('underCheck'),
    confirmed: count('confirmed'),
    dismissed: count('dismissed'),
    notEvaluable: count('notEvaluable'),
    notYetDue: count('notYetDue'),
    kept: count('kept'),
    notApplicable: count('notApplicable'),
  };
}

/** What is only not due yet says nothing; where nothing else is there, the cell cannot be evaluated. */
function stateOf(counts: CellCounts): CellState {
  if (counts.confirmed > 0) return 'confirmed';
  if (counts.indicated > 0) return 'indicated';
  if (counts.underCheck > 0) return 'under-check';
  if (counts.notEvaluable > 0) return 'not-evaluable';
  if (counts.kept + counts.dismissed > 0) return 'nothing-found';
  return counts.notApplicable > 0 && counts.notYetDue === 0 ? 'not-applicable' : 'not-evaluable';
}
