import type { Words } from '#kernel';
import type { FindingStatus } from './state.js';

/** Why a command on a finding is refused; `{person}` stands for an account, shown as a name. */
export const findingRejectionWords = {
  FINDING_UNKNOWN: {
    zh: '没有这条线索，请从列表中重新选择',
    en: 'There is no such finding; choose again from the list',
  },
  FINDING_TAKEN_ALREADY: {
    zh: '已由 {person} 核查，请与其联系',
    en: '{person} has taken it under check already; turn to that person',
  },
  FINDING_STANDS: {
    zh: '结论“已查实”不再变更，新的情况请另行登记',
    en: 'A confirmed finding stands; record what is new apart from it',
  },
  FINDING_NOT_UNDER_CHECK: {
    zh: '线索尚未开始核查（现为 {status}），请先“开始核查”',
    en: 'It is not under check (now {status}); take it under check first',
  },
  FINDING_NOT_PROPOSED: {
    zh: '没有这条待批准的结论，请从列表中选择',
    en: 'No such conclusion waits for approval; choose from the list',
  },
  SAME_PERSON: {
    zh: '须由另一人办理：{person} 已经办理过前一环节',
    en: 'Another person must do this: {person} did the step before',
  },
} as const satisfies Record<string, Words>;
export type FindingRefusal = keyof typeof findingRejectionWords;

/** Words of a finding’s status in the interface. */
export const findingStatusWords = {
  none: { zh: '无线索', en: 'No indication' },
  indicated: { zh: '有疑点', en: 'Indicated' },
  cleared: { zh: '疑点消除', en: 'Cleared' },
  'under-check': { zh: '待核查', en: 'Under check' },
  proposed: { zh: '待批准', en: 'Waits for approval' },
  confirmed: { zh: '已查实', en: 'Confirmed' },
  dismissed: { zh: '查否', en: 'Dismissed' },
  'not-applicable': { zh: '不适用', en: 'Not applicable' },
} as const satisfies Record<FindingStatus, Words>;

/** Labels of the fields of commands and events on findings. */
export const findingFieldWords = {
  note: { zh: '备注', en: 'Note' },
  conclusion: { zh: '结论', en: 'Conclusion' },
  reason: { zh: '理由', en: 'Reason' },
  evidence: { zh: '依据的记录', en: 'Records it rests on' },
  evidenceCount: { zh: '依据记录数', en: 'Number of records it rests on' },
  proposal: { zh: '待批准的结论', en: 'Conclusion to approve' },
  proposedBy: { zh: '提出人', en: 'Proposed by' },
  approvedBy: { zh: '批准人', en: 'Approved by' },
  rule: { zh: '条款', en: 'Rule' },
  ruleVersion: { zh: '规则版本', en: 'Version of the rule' },
  pack: { zh: '规则包', en: 'Rule pack' },
  subject: { zh: '对象', en: 'Subject' },
  unit: { zh: '社区（街道）', en: 'Community (street)' },
  term: { zh: '届次', en: 'Term' },
  force: { zh: '刚性', en: 'Force' },
  outcome: { zh: '结果', en: 'Outcome' },
  arithmetic: { zh: '算式', en: 'Sum' },
} as const satisfies Record<string, Words>;
