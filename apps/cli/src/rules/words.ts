import type { Words } from '#kernel';
import type { CellState, Outcome } from '#supervision';

export const outcomeWords: Readonly<Record<Outcome, Words>> = {
  fail: { zh: '不符', en: 'fail' },
  overdue: { zh: '逾期', en: 'overdue' },
  ambiguous: { zh: '两解', en: 'ambiguous' },
  warn: { zh: '提醒', en: 'warn' },
  'needs-finding': { zh: '待认定', en: 'needs finding' },
  'not-evaluable': { zh: '缺材料', en: 'not evaluable' },
  'not-yet-due': { zh: '未到期', en: 'not yet due' },
  measured: { zh: '已统计', en: 'measured' },
  pass: { zh: '符合', en: 'pass' },
  'not-applicable': { zh: '不适用', en: 'not applicable' },
};

export const cellWords: Readonly<Record<CellState, Words>> = {
  confirmed: { zh: '已查实', en: 'confirmed' },
  indicated: { zh: '有疑点', en: 'indicated' },
  'under-check': { zh: '核查中', en: 'under check' },
  'not-evaluable': { zh: '无法判断', en: 'not evaluable' },
  'nothing-found': { zh: '未发现', en: 'nothing found' },
  'not-applicable': { zh: '不适用', en: 'not applicable' },
};
