import type { Words } from '#kernel';

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
