import type { Rejection, Words } from '#kernel';

/**
 * Why a command of this library is refused, in words. `{name}` stands for a parameter of the rejection; parameters
 * called `person` or `persons` hold person ids (several parted by a comma) and are shown as names. Every text names
 * what is wrong and what to do.
 */
export const rejectionWords = {
  // any command
  NOT_FOUND: {
    zh: '没有这条台账（{stream}），请从列表中重新选择',
    en: 'There is no {stream}; choose again from the list',
  },
  ALREADY_EXISTS: { zh: '{stream} 已经存在，请打开它继续登记', en: '{stream} exists already; open it and go on there' },
  ON_REQUIRED: { zh: '请填写发生时间', en: 'State when it happened' },
  ON_NOT_TAKEN: {
    zh: '此操作以系统记录时间为准，请不要填写发生时间',
    en: 'This is timed by the ledger; leave the date out',
  },
  ON_IN_FUTURE: {
    zh: '发生时间 {on} 晚于台账时钟（{today}）一天以上，请核对年月日',
    en: '{on} is more than a day after the ledger clock ({today}); check the date',
  },
  DAY_IN_FUTURE: {
    zh: '{day} 晚于台账今日（{today}），请核对年月日',
    en: '{day} is after the ledger’s day ({today}); check the date',
  },
  PERSON_UNKNOWN: {
    zh: '人员 {id} 未登记，请先在人员库登记',
    en: 'Person {id} is not registered; register the person first',
  },
  DUPLICATE_PERSON: {
    zh: '{person} 在同一名单中出现两次，请删去一处',
    en: '{person} stands twice on the same list; remove one',
  },
  SAME_PERSON: {
    zh: '须由另一人办理：{person} 已经办理过前一环节',
    en: 'Another person must do this: {person} did the step before',
  },
  IMPORT_ROW_UNKNOWN: {
    zh: '来源行不在已生效的导入中（第 {row} 行），请删去来源或重新导入',
    en: 'Row {row} belongs to no committed import; leave the origin out or import again',
  },
  DATES_OUT_OF_ORDER: { zh: '{later} 早于 {earlier}，请核对日期', en: '{later} is before {earlier}; check the dates' },
  ALREADY_RECORDED: {
    zh: '已有相同登记，如需修改请申请更正',
    en: 'This is recorded already; propose a correction to change it',
  },
  TERM_UNKNOWN: { zh: '没有换届届次 {term}，请先启动换届', en: 'There is no term {term}; open the term first' },
  OTHER_COMMUNITY: {
    zh: '社区 {community} 与所选届次（{expected}）不一致，请核对',
    en: 'Community {community} is not that of the chosen term ({expected}); check both',
  },
  COMMUNITY_UNKNOWN: {
    zh: '社区 {community} 未登记，请先登记社区',
    en: 'Community {community} is not registered; register it first',
  },

  PACK_NOT_ON_BOARD: {
    zh: '规则包 {pack} {version} 未随本系统提供（编号、版本、内容摘要须完全一致），请从列出的规则包中选择',
    en: 'Rule pack {pack} {version} is not on board (id, version and digest must agree); choose one of those listed',
  },
  GUARD_WITHOUT_UNIT: {
    zh: '此操作须先核对规则，但看不出属于哪个社区：请从该社区的页面办理',
    en: 'Rules must be judged before this, but it does not say for which community: start from the page of the community',
  },
  NO_PACK_IN_FORCE: {
    zh: '{day} 没有施行中的规则包。本系统带有：{onBoardZh}。请核对选举日期；日期无误的，换用带有当期规则包的版本，或由街道负责人在“另选规则包”中选定并写明理由',
    en: 'No rule pack is in force on {day}. On board: {onBoardEn}. Check the date of the election; if it is right, use a build that carries the pack of that time, or let the street’s lead choose under “Other rule packs” and state the reason',
  },
  PACKS_BY_LEAD: {
    zh: '另选规则包由街道负责人办理，请由街道负责人启动换届',
    en: 'Other rule packs are chosen by the street’s lead; let that person open the term',
  },
  PACK_CHOSEN_TWICE: {
    zh: '规则包 {pack} {version} 选了两次，请去掉一个',
    en: 'Rule pack {pack} {version} is chosen twice; take one out',
  },

  // counts
  PRESENT_EXCEEDS_DUE: {
    zh: '实到 {present} 人多于应到 {due} 人，请核对签到表后重填',
    en: 'Present ({present}) is more than due ({due}); check the attendance sheet and enter again',
  },
  ATTENDED_EXCEEDS_STAFF: {
    zh: '参训 {attended} 人多于应训工作人员 {staff} 人，请核对签到表后重填',
    en: 'Attended ({attended}) is more than the staff due ({staff}); check the attendance sheet and enter again',
  },
  VALID_EXCEEDS_RETURNED: {
    zh: '有效票 {valid} 张多于收回 {returned} 张，请核对计票表后重填',
    en: 'Valid ballots ({valid}) are more than those returned ({returned}); check the count sheet and enter again',
  },
  VALID_AND_VOID_NOT_RETURNED: {
    zh: '有效票 {valid} 张加废票 {void} 张等于 {sum} 张，与收回 {returned} 张不符，请核对计票表后重填',
    en: '{valid} valid and {void} void make {sum}, not the {returned} returned; check the count sheet and enter again',
  },
  VOTES_EXCEED_VALID: {
    zh: '{person} 得 {votes} 票，多于有效票 {valid} 张，请核对该行后重填',
    en: '{person} has {votes} votes, more than the {valid} valid ballots; check that line and enter again',
  },

  // people
  NOTHING_CHANGED: { zh: '没有要变更的内容，请至少填写一项', en: 'Nothing is changed; fill in at least one field' },
  ID_NUMBER_CHECK_DIGIT: {
    zh: '身份证号码末位校验不符，请逐位核对证件',
    en: 'The last digit of the id number does not fit; compare it with the card digit by digit',
  },
  ID_NUMBER_BIRTH: {
    zh: '身份证号码中的出生日期（{inNumber}）与所填（{stated}）不一致，请核对证件',
    en: 'The id number says born {inNumber}, the form says {stated}; check the card',
  },
  ID_NUMBER_GENDER: {
    zh: '身份证号码第17位表示的性别与所填性别不一致，请核对证件',
    en: 'The 17th digit of the id number says another sex than the form; check the card',
  },
  BIRTH_MONTH_DIFFERS: {
    zh: '出生年月 {birthMonth} 与出生日期 {birthDate} 不一致，请核对',
    en: 'Month of birth {birthMonth} does not agree with the day {birthDate}; check both',
  },
  JOINED_UNDER_AGE: {
    zh: '入党年月 {memberSince} 时不满 {age} 周岁（出生年月 {birthMonth}），请对照党员档案核对两项',
    en: 'Joined in {memberSince}, before the age of {age} (born {birthMonth}); compare both with the membership file',
  },
  NOT_A_MEMBER_SINCE: {
    zh: '政治面貌不是党员，却填了入党年月，请删去其一',
    en: 'Not a Party member, yet a month of joining is given; remove one of the two',
  },
  POST_NOT_HELD: {
    zh: '没有登记过这一任职，请先登记任职',
    en: 'That post is not recorded as held; record the post first',
  },
  KIN_WITH_ONESELF: { zh: '亲属关系的两人不能是同一人', en: 'The two of a kinship cannot be the same person' },
  ELDER_NOT_OF_PAIR: { zh: '长辈一方须是两人之一', en: 'The elder must be one of the pair' },

  // street and term
  RANKED_TWICE: {
    zh: '社区 {community} 在排序中出现两次，请删去一处',
    en: 'Community {community} is ranked twice; remove one',
  },
  COMPLEX_NOT_RANKED: {
    zh: '复杂社区 {community} 不在排序名单中，请补入排序',
    en: 'Complex community {community} is not in the ranking; add it there',
  },
  PROBLEM_NOT_OPEN: {
    zh: '没有这条未解决的问题，请从列表中选择',
    en: 'There is no such open problem; choose from the list',
  },
  NOT_EXPLAINABLE: {
    zh: '规则 {rule} 没有关于 {subject} 的结果，或不是“原则上”的规则，不能说明理由，请从规则结果中点“说明理由”进入',
    en: 'Rule {rule} says nothing of {subject}, or is not one that may be explained; start from “Explain” beside the rule result',
  },
  PROPOSAL_NOT_OPEN: {
    zh: '没有这条待批准的申请，请从列表中选择',
    en: 'There is no such open proposal; choose from the list',
  },

  // notices
  ELECTION_UNKNOWN: { zh: '没有选举 {election}，请先启动该选举', en: 'There is no election {election}; open it first' },
  MISSING_NAME: {
    zh: '{person} 没有可公示的姓名，请先在人员库补全姓名',
    en: '{person} has no name to publish; complete the name in the registry first',
  },
  NOTICE_NOT_UP: {
    zh: '该公示已于 {takenDownOn} 撤下，不能再次撤下',
    en: 'The notice was taken down on {takenDownOn}; it is not up',
  },
  OBJECTION_UNKNOWN: { zh: '没有这条异议，请先登记收到异议', en: 'There is no such objection; record it first' },

  // Party election
  PASSED_WITH_GROUND: {
    zh: '结论为通过，却填了不合格情形 {ground}，请核对结论',
    en: 'The outcome is passed, yet ground {ground} is given; check the outcome',
  },
  DUPLICATE_GROUND: {
    zh: '情形 {ground} 在同一回复中出现两次，请删去一处',
    en: 'Ground {ground} stands twice in the reply; remove one',
  },
  SELECTED_NOT_RANKED: {
    zh: '{person} 被推荐补入，却不在另行推荐的得票排序中，请补入排序',
    en: '{person} is selected but not in the ranking of this recommendation; add the votes',
  },
  FILLED_NOT_LISTED: {
    zh: '补入的 {person} 不在名单中，请补入名单',
    en: '{person} filled a gap but is not on the list; add the person',
  },
  REPLACES_ONESELF: { zh: '递补人选与被替换人选不能是同一人', en: 'A person cannot replace himself or herself' },
  TALKS_WITH_ONESELF: {
    zh: '谈话人中有被谈话人 {person} 本人，请核对',
    en: 'Those who talked include {person}, the person talked to; check the list',
  },
  NOT_NOMINATED: {
    zh: '{person} 不在本次选举的任何名单中，请核对人员',
    en: '{person} is on no list of this election; check the person',
  },
  EXCEPTION_NOT_ON_LIST: {
    zh: '近亲属例外中的 {persons} 都不在送审名单中，请删去该例外',
    en: 'Neither of {persons} is on the list; remove that kin exception',
  },
  COUNT_COMPLETE: {
    zh: '两人录入已经一致或已有第三人录入，请直接核定计票结果',
    en: 'Two entries agree or a third exists; settle the count',
  },
  COUNT_INCOMPLETE: {
    zh: '已有 {entries} 人录入计票结果，须由两名不同的人各录入一次后再核定',
    en: 'The count was entered {entries} time(s); two different persons must each enter it before it is settled',
  },
  COUNTS_DIFFER: {
    zh: '两人录入有 {differences} 处不同（{places}），请由第三人对照原件再录入一次',
    en: 'The two entries differ in {differences} place(s) ({places}); a third person must enter it again from the paper',
  },
  COUNT_PLACE_DIFFERS: {
    zh: '第一人录入 {first}，第二人录入 {second}',
    en: 'First entry {first}, second entry {second}',
  },
  COUNT_NOT_SETTLED: { zh: '计票结果尚未核定，请先核定计票结果', en: 'The count is not settled; settle it first' },
  CONGRESS_NOT_RECORDED: {
    zh: '没有党员大会登记，无法确定实到、应到人数，请先登记党员大会',
    en: 'No congress is recorded, so present and due are unknown; record the congress first',
  },
  SEATS_UNKNOWN: {
    zh: '没有审定的党组织委员职数，请先登记职数审定',
    en: 'The approved number of seats is not recorded; record it first',
  },
  RESULT_FROZEN: {
    zh: '选举结果已于 {on} 宣布并冻结，只能凭文号登记“变更已宣布结果”',
    en: 'The result was announced on {on} and is frozen; only “Announced result changed” with a document number can change it',
  },
  RESULT_NOT_ANNOUNCED: {
    zh: '选举结果尚未宣布，请先宣布选举结果',
    en: 'The result is not announced; announce it first',
  },
  TIE_AT_LAST_SEAT: {
    zh: '{persons} 得票相同（各 {votes} 票），应选 {seats} 名的最后名额无法确定；请再次投票后，凭文号用“补录”登记当选名单',
    en: '{persons} have the same {votes} votes for the last of {seats} seats; hold a run-off and enter the elected from paper with its document number',
  },
  NOBODY_ELECTED: {
    zh: '没有人得票超过 {base} 人的一半，不能宣布当选；请再次投票后重新计票',
    en: 'Nobody has more than half of {base}; vote and count again',
  },
  OFFICER_NOT_ELECTED: {
    zh: '{person} 不在当选名单中，不能任书记或副书记',
    en: '{person} is not among the elected and cannot be secretary or deputy',
  },

  COUNT_ALREADY_SETTLED: {
    zh: '该录入已用于核定计票结果，不能更正；如有错误，请重新录入计票（复点）后再核定',
    en: 'This entry was used to settle the count and cannot be corrected; enter the count again (a recount) and settle it',
  },

  // corrections
  ENTRY_UNKNOWN: {
    zh: '本台账中没有这条有效记录，请从历史中选择',
    en: 'There is no such entry in force here; choose it from the history',
  },
  ENTRY_SUPERSEDED: {
    zh: '该记录已被更正，请对最新的更正记录（{by}）申请',
    en: 'That entry was corrected already; propose against the newest correction ({by})',
  },
  NOT_CORRECTABLE: {
    zh: '“{type}”不能更正，请用其自身的后续登记改变',
    en: '{type} cannot be corrected; it changes only by its own later entry',
  },
  CORRECTION_PENDING: {
    zh: '该记录已有待批准的更正，请先办结',
    en: 'A correction of that entry is waiting; decide on it first',
  },
  CHANGES_IDENTITY: {
    zh: '更正不能改变“{field}”，请撤回后重新登记',
    en: 'A correction cannot change {field}; withdraw the entry and record it anew',
  },
  OPENING_HAS_ENTRIES: {
    zh: '该台账已有其他记录，不能撤回第一条记录',
    en: 'Other entries follow; the entry that opened this record cannot be withdrawn',
  },
  INVALID_VALUE: { zh: '此项填写不符合要求：{expectedZh}', en: 'This value does not fit: {expectedEn}' },

  // imports
  IMPORT_CLOSED: { zh: '该导入已生效或已放弃，不能再改', en: 'The import was committed or dropped and cannot change' },
  IMPORT_CHUNK_ORDER: {
    zh: '应为第 {expected} 批，收到第 {chunk} 批，请重新导入',
    en: 'Chunk {expected} was expected, not {chunk}; import again',
  },
  IMPORT_ROW_REPEATED: {
    zh: '第 {row} 行重复或次序有误，请检查表格',
    en: 'Row {row} is repeated or out of order; check the sheet',
  },
  IMPORT_INCOMPLETE: {
    zh: '应有 {rows} 行，已写入 {recorded} 行，补齐后方可生效',
    en: '{recorded} of {rows} rows are written; write the rest before committing',
  },
} as const satisfies Record<string, Words>;

export type RefusalCode = keyof typeof rejectionWords;

type Params = Readonly<Record<string, string | number>>;

/** One thing wrong in a command's data; `pointer` is relative to the data. */
export interface Fault {
  readonly code: RefusalCode;
  readonly pointer: string;
  readonly params?: Params;
}

export function refusal(code: RefusalCode, params?: Params, more?: Omit<Rejection, 'code' | 'params'>): Rejection {
  return { code, ...(params ? { params } : {}), ...more };
}

/** One rejection for all faults found: it carries the first one's words and every field's place. */
export function refusalOf(faults: readonly Fault[], at = '/data'): Rejection | undefined {
  const [first] = faults;
  if (first === undefined) return undefined;
  return refusal(first.code, first.params, {
    fields: faults.map(({ pointer, ...fault }) => ({ ...fault, pointer: `${at}${pointer}` })),
  });
}

/** The text of a rejection, with its parameters filled in; `name` words person ids. */
export function wordRejection(
  rejection: Pick<Rejection, 'code' | 'params'>,
  language: keyof Words,
  name: (personId: string) => string = (id) => id,
): string | undefined {
  if (!Object.hasOwn(rejectionWords, rejection.code)) return undefined;
  const words: Words = rejectionWords[rejection.code as RefusalCode];
  return words[language].replaceAll(/\{(\w+)\}/g, (hole, key: string) => {
    const value = rejection.params?.[key];
    if (value === undefined) return hole;
    if (key !== 'person' && key !== 'persons' && key !== 'other') return String(value);
    return String(value)
      .split(',')
      .map(name)
      .join(language === 'zh' ? '、' : ', ');
  });
}
