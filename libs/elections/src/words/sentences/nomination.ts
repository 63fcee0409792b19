import { counted, type Details } from '../sentence.js';

const personsOf = (list: readonly { readonly personId: string }[]) => list.map(({ personId }) => personId);
const bracketed = (number: string | undefined) => (number === undefined ? '' : `（${number}）`);
const after = (number: string | undefined) => (number === undefined ? '' : `, ${number}`);

/** Steps 1 to 5 of the Party election (¶31–35). */
export const nominationDetails: Details<
  | 'PartyElectionOpened'
  | 'MobilisationHeld'
  | 'CommitteeMeetingHeld'
  | 'MethodDrawnUp'
  | 'MethodConsulted'
  | 'CongressRequested'
  | 'CongressReplied'
  | 'AppraisalHeld'
  | 'RecommendationMeetingHeld'
  | 'FurtherRecommendationHeld'
  | 'PreliminaryNomineesDetermined'
  | 'RecommendationReported'
  | 'StreetRecommendationMade'
  | 'StreetListNotified'
  | 'ReviewListSent'
  | 'DepartmentReplied'
  | 'QualificationReviewed'
  | 'QualificationCancelled'
  | 'RejectionExplained'
  | 'ReplacementNominated'
  | 'ReviewFedBack'
  | 'ExceptionStageRecorded'
  | 'SecretaryNomineeNamed'
  | 'SecretaryAnalysed'
  | 'StandingCommitteeDiscussed'
  | 'InspectionListFixed'
  | 'InspectionHeld'
  | 'InspectionFedBack'
> = {
  PartyElectionOpened: () => undefined,
  MobilisationHeld: ({ level, attended }, say) => ({
    zh: `${say.choice(level, 'level').zh}动员${attended === undefined ? '' : `，${attended} 人参加`}`,
    en: `by the ${say.within(level, 'level').en}${attended === undefined ? '' : `, ${attended} attended`}`,
  }),
  CommitteeMeetingHeld: ({ purpose, due, present, minutes }, say) => ({
    zh: `${say.choice(purpose).zh}，应到 ${due} 人，实到 ${present} 人，${minutes}`,
    en: `${say.within(purpose).en}, ${present} of ${due} present, ${minutes}`,
  }),
  MethodDrawnUp: ({ number }) => ({ zh: number, en: number }),
  MethodConsulted: ({ opinion }) => ({ zh: opinion, en: opinion }),
  CongressRequested: ({ number, kind }, say) => ({
    zh: `${say.choice(kind).zh}，${number}`,
    en: `${say.within(kind).en}, ${number}`,
  }),
  CongressReplied: ({ number, outcome }, say) => ({
    zh: `${say.choice(outcome).zh}，${number}`,
    en: `${say.within(outcome).en}, ${number}`,
  }),
  AppraisalHeld: ({ team, members }) => ({
    zh: `班子 好 ${team.good}、一般 ${team.fair}、差 ${team.poor}，测评成员 ${members.length} 人`,
    en: `team good ${team.good}, fair ${team.fair}, poor ${team.poor}; ${counted(members.length, 'member')} appraised`,
  }),
  RecommendationMeetingHeld: (data) => ({
    zh: `党员应到 ${data.dueMembers} 人、实到 ${data.presentMembers} 人，居民代表应到 ${data.dueRepresentatives} 人、实到 ${data.presentRepresentatives} 人；发出 ${data.issued} 张，收回 ${data.returned} 张，有效 ${data.valid} 张`,
    en: `members ${data.presentMembers} of ${data.dueMembers}, representatives ${data.presentRepresentatives} of ${data.dueRepresentatives}; ${counted(data.issued, 'ballot')} issued, ${data.returned} returned, ${data.valid} valid`,
  }),
  FurtherRecommendationHeld: ({ selected }, say) => ({
    zh: `推荐 ${say.people(selected).zh}`,
    en: `${say.people(selected).en} selected`,
  }),
  PreliminaryNomineesDetermined: ({ list, filled }, say) => ({
    zh: `${list.length} 人（${say.people(personsOf(list)).zh}）${filled.length === 0 ? '' : `，其中另行推荐 ${filled.length} 人`}`,
    en: `${list.length}: ${say.people(personsOf(list)).en}${filled.length === 0 ? '' : `, ${filled.length} by further recommendation`}`,
  }),
  RecommendationReported: ({ number }) => ({ zh: number, en: number }),
  StreetRecommendationMade: ({ list, minutes }, say) => ({
    zh: `${list.length} 人（${say.people(personsOf(list)).zh}），${minutes}`,
    en: `${list.length}: ${say.people(personsOf(list)).en}, ${minutes}`,
  }),
  StreetListNotified: ({ number }) => (number === undefined ? undefined : { zh: number, en: number }),
  ReviewListSent: ({ level, list, number, departments, late }, say) => ({
    zh: `${say.choice(level).zh} ${list.length} 人，${number}，参加部门 ${departments.length} 个${late === undefined ? '' : '（补录）'}`,
    en: `${say.within(level).en} of ${list.length}, ${number}, ${counted(departments.length, 'department')}${late === undefined ? '' : ' (entered from paper)'}`,
  }),
  DepartmentReplied: ({ level, department, personId, grounds, number }, say) => {
    const bad = grounds.filter(({ outcome }) => outcome === 'not-clear').length;
    const silent = grounds.filter(({ outcome }) => outcome === 'no-reply').length;
    return {
      zh: `${say.choice(level).zh}，${department}（${number}）：${say.person(personId)}，${grounds.length} 项，有问题 ${bad} 项，未回复 ${silent} 项`,
      en: `${say.within(level).en}, ${department} (${number}): ${say.person(personId)}, ${counted(grounds.length, 'ground')}, ${bad} not clear, ${silent} without reply`,
    };
  },
  QualificationReviewed: ({ level, personId, body, outcome, ground }, say) => ({
    zh: `${say.choice(level).zh}，${say.person(personId)} ${say.choice(outcome).zh}${ground === undefined ? '' : `，${say.choice(ground).zh}`}（${say.choice(body).zh}）`,
    en: `${say.within(level).en}, ${say.person(personId)} ${say.within(outcome).en}${ground === undefined ? '' : `, ground ${say.choice(ground).en}`} (${say.within(body).en})`,
  }),
  QualificationCancelled: ({ personId, by, reason, number }, say) => ({
    zh: `${say.person(personId)}，${reason}，${say.choice(by, 'by').zh}${bracketed(number)}`,
    en: `${say.person(personId)}, ${reason}, by the ${say.within(by, 'by').en}${after(number)}`,
  }),
  RejectionExplained: ({ personId, explanation }, say) => ({
    zh: `${say.person(personId)}，${explanation}`,
    en: `${say.person(personId)}, ${explanation}`,
  }),
  ReplacementNominated: ({ person, replaces }, say) => ({
    zh: `${say.person(person.personId)} 递补 ${say.person(replaces)}`,
    en: `${say.person(person.personId)} replaces ${say.person(replaces)}`,
  }),
  ReviewFedBack: ({ list, number }, say) => ({
    zh: `${list.length} 人（${say.people(personsOf(list)).zh}）${number === undefined ? '' : `，${number}`}`,
    en: `${list.length}: ${say.people(personsOf(list)).en}${after(number)}`,
  }),
  ExceptionStageRecorded: ({ personId, stage, outcome, number }, say) => ({
    zh: `${say.person(personId)}，${say.choice(stage).zh}，${say.choice(outcome).zh}，${number}`,
    en: `${say.person(personId)}, ${say.within(stage).en}, ${say.within(outcome).en}, ${number}`,
  }),
  SecretaryNomineeNamed: ({ personId, source, reason }, say) => ({
    zh: `${say.person(personId)}，来源 ${say.choice(source).zh}${reason === undefined ? '' : `，${reason}`}`,
    en: `${say.person(personId)}, ${say.within(source).en}${after(reason)}`,
  }),
  SecretaryAnalysed: ({ summary }) => ({ zh: summary, en: summary }),
  StandingCommitteeDiscussed: ({ personId, outcome, number }, say) => ({
    zh: `${say.person(personId)}，${say.choice(outcome).zh}，${number}`,
    en: `${say.person(personId)}, ${say.within(outcome).en}, ${number}`,
  }),
  InspectionListFixed: ({ list, minutes }, say) => ({
    zh: `${list.length} 人（${say.people(personsOf(list)).zh}），${minutes}`,
    en: `${list.length}: ${say.people(personsOf(list)).en}, ${minutes}`,
  }),
  InspectionHeld: ({ personId, by }, say) => ({
    zh: `${say.person(personId)}，${say.choices(by, 'by').zh}`,
    en: `${say.person(personId)}, by ${say.choices(by, 'by').en}`,
  }),
  InspectionFedBack: ({ summary }) => ({ zh: summary, en: summary }),
};
