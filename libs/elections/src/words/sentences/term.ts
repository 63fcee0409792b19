import { counted, type Details } from '../sentence.js';

/** ` （…）` for an optional remark, nothing without one. */
const inBrackets = (remark: string | undefined) => (remark === undefined ? '' : `（${remark}）`);
const after = (remark: string | undefined) => (remark === undefined ? '' : `, ${remark}`);

export const termDetails: Details<
  | 'TermOpened'
  | 'PacksChanged'
  | 'PlanDrawnUp'
  | 'PlanReviewed'
  | 'SeatsPlanned'
  | 'SeatsSubmitted'
  | 'SeatsApproved'
  | 'PreparationRecorded'
  | 'ClearanceRecorded'
  | 'BlockingProblemRaised'
  | 'BlockingProblemResolved'
  | 'SittingMemberRecorded'
  | 'ElectorateRecorded'
  | 'DelegateRecorded'
  | 'JustificationProposed'
  | 'JustificationApproved'
  | 'ScheduleSet'
  | 'OneShoulderReported'
  | 'SuccessorMentored'
> = {
  TermOpened: ({ organisation, electionDate, packs }, say) => ({
    zh: `${say.choice(organisation).zh}，计划 ${electionDate} 召开党员大会，适用规则包 ${packs.length} 个`,
    en: `${say.within(organisation).en}, congress planned on ${electionDate}, ${counted(packs.length, 'rule pack')} in force`,
  }),
  PacksChanged: ({ packs, reason }) => ({
    zh: `${packs.map(({ id, version }) => `${id} ${version}`).join('、')}，理由：${reason}`,
    en: `${packs.map(({ id, version }) => `${id} ${version}`).join(', ')}, because ${reason}`,
  }),
  PlanDrawnUp: ({ number, responsible, targeted }) => ({
    zh: `${number}，责任人 ${responsible.length} 人${targeted ? '，针对本社区专门制定' : ''}`,
    en: `${number}, ${counted(responsible.length, 'responsible person')}${targeted ? ', written for this community' : ''}`,
  }),
  PlanReviewed: ({ outcome, number, opinion }, say) => ({
    zh: `${say.choice(outcome).zh}${inBrackets(number ?? opinion)}`,
    en: `${say.within(outcome).en}${after(number ?? opinion)}`,
  }),
  SeatsPlanned: ({ body, seats, number }, say) => ({
    zh: `${say.choice(body).zh} ${seats} 名，${number}`,
    en: `${say.within(body).en}, ${counted(seats, 'seat')}, ${number}`,
  }),
  SeatsSubmitted: ({ body, number }, say) => ({
    zh: `${say.choice(body).zh}，${number}`,
    en: `${say.within(body).en}, ${number}`,
  }),
  SeatsApproved: ({ body, seats, number }, say) => ({
    zh: `${say.choice(body).zh} ${seats} 名，${number}`,
    en: `${say.within(body).en}, ${counted(seats, 'seat')}, ${number}`,
  }),
  PreparationRecorded: ({ kind, summary }, say) => ({
    zh: `${say.choice(kind).zh}，${summary}`,
    en: `${say.within(kind).en}, ${summary}`,
  }),
  ClearanceRecorded: ({ kind, outcome, number }, say) => ({
    zh: `${say.choice(kind).zh}，${say.choice(outcome).zh}${inBrackets(number)}`,
    en: `${say.within(kind).en}, ${say.within(outcome).en}${after(number)}`,
  }),
  BlockingProblemRaised: ({ problem }) => ({ zh: problem, en: problem }),
  BlockingProblemResolved: ({ how }) => ({ zh: how, en: how }),
  SittingMemberRecorded: ({ personId, post }, say) => ({
    zh: `${say.person(personId)}，${say.choice(post).zh}`,
    en: `${say.person(personId)}, ${say.within(post).en}`,
  }),
  ElectorateRecorded: ({ votingMembers, representatives }) => ({
    zh: `有选举权的党员 ${votingMembers} 人，居民代表 ${representatives} 人`,
    en: `${counted(votingMembers, 'voting member')}, ${counted(representatives, 'residents’ representative')}`,
  }),
  DelegateRecorded: ({ personId, kind }, say) => ({
    zh: `${say.person(personId)}，${say.choice(kind).zh}`,
    en: `${say.person(personId)}, ${say.within(kind).en}`,
  }),
  JustificationProposed: ({ rule, reason }) => ({ zh: `${rule}，${reason}`, en: `${rule}, ${reason}` }),
  JustificationApproved: ({ rule, reason, number }) => ({
    zh: `${rule}，${reason}${inBrackets(number)}`,
    en: `${rule}, ${reason}${after(number)}`,
  }),
  ScheduleSet: ({ milestone, day, reason, number }, say) => ({
    zh: `${say.choice(milestone).zh}定于 ${day}${reason === undefined ? '' : `，${reason}`}${inBrackets(number)}`,
    en: `${say.within(milestone).en} on ${day}${after(reason)}${after(number)}`,
  }),
  OneShoulderReported: ({ stage, reason, number }, say) => ({
    zh: `${say.choice(stage).zh}${reason === undefined ? '' : `，${reason}`}${inBrackets(number)}`,
    en: `${say.within(stage).en}${after(reason)}${after(number)}`,
  }),
  SuccessorMentored: ({ cadre, successor, summary }, say) => ({
    zh: `${say.person(cadre)} 帮带${successor === undefined ? '' : ` ${say.person(successor)}`}，${summary}`,
    en: `${say.person(cadre)}${successor === undefined ? '' : ` for ${say.person(successor)}`}, ${summary}`,
  }),
};
