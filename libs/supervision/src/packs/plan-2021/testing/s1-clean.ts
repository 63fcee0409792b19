import {
  AppraisalHeld,
  ApprovalGiven,
  ApprovalRequested,
  CandidateStandardsAssessed,
  CandidatesToBeDetermined,
  CommitteeMeetingHeld,
  CongressHeld,
  CongressReplied,
  CongressRequested,
  CountEntered,
  CountSettled,
  ElectionRulesPassed,
  ElectorateRecorded,
  InspectionFedBack,
  InspectionHeld,
  InspectionListFixed,
  MethodConsulted,
  MethodDrawnUp,
  MobilisationHeld,
  NoticePosted,
  NoticeTakenDown,
  PartyElectionOpened,
  PledgeSigned,
  PreliminaryNomineesDetermined,
  QualificationTermsIssued,
  RecommendationMeetingHeld,
  RecommendationReported,
  ResultAnnounced,
  ResultApproved,
  ResultReported,
  SeatsApproved,
  SeatsPlanned,
  SecretaryFiled,
  SecretaryNomineeNamed,
  SittingMemberRecorded,
  StandingCommitteeDiscussed,
  StreetListNotified,
  StreetRecommendationMade,
  TalkHeld,
  TermOpened,
} from '#elections';
import { type Happened, happened, momentAt, uuidOf } from './facts-builder.js';
import {
  CANDIDATES,
  GUIDE,
  NOMINEES,
  nominee,
  ORGANISATION_MEMBER,
  people,
  retiring,
  STREET_SECRETARY,
} from './s1-people.js';
import { memberOf, review } from './s1-review.js';

export const PARTY_STREAM = 'partyElection-C01-2021-1';
export const CANDIDATE_NOTICE = uuidOf(1, 2);
export const PLEDGE_NOTICE = uuidOf(2, 2);
const COUNTS = [uuidOf(1, 4), uuidOf(2, 4), uuidOf(3, 4)] as const;
/** Votes at the recommendation of 139 ballots returned, 137 valid: 70 are needed. */
const RECOMMENDED = [132, 128, 121, 117, 110, 104, 96, 88, 79, 70, 62, 45];
/** Votes at the congress: seven elected, three not. */
export const BALLOT = [98, 95, 93, 90, 88, 84, 71, 45, 30, 15];

const sitting = (
  personId: string,
  body: 'party' | 'residents',
  post: 'party-secretary' | 'party-committee-member' | 'residents-director' | 'residents-committee-member',
) => happened(SittingMemberRecorded, { personId, body, post }, '2021-09-12');

const preparation: readonly Happened[] = [
  happened(
    TermOpened,
    {
      community: 'C01',
      street: 'S01',
      organisation: 'committee',
      electionDate: '2021-11-13',
      residentsElectionDate: '2021-12-18',
      packs: [{ id: 'plan-2021', version: '1.0.0', digest: '0'.repeat(64) }],
    },
    '2021-09-06',
  ),
  happened(
    CandidateStandardsAssessed,
    { community: 'C01', summary: '逐人研判', number: '云街研〔2021〕1号' },
    '2021-09-20',
  ),
  happened(
    QualificationTermsIssued,
    { number: '云街工〔2021〕42号', items: ['基本条件', '不得列入的情形'] },
    '2021-10-17',
  ),
  happened(SeatsPlanned, { body: 'party', seats: 7, number: '云街工〔2021〕39号' }, '2021-09-22'),
  happened(SeatsApproved, { body: 'party', seats: 7, number: '澜换组〔2021〕8号' }, '2021-10-08'),
  happened(ElectorateRecorded, { votingMembers: 120, representatives: 60 }, '2021-10-10'),
  sitting(nominee(1), 'party', 'party-secretary'),
  ...[2, 3, 4, 5].map((n) => sitting(nominee(n), 'party', 'party-committee-member')),
  sitting(retiring(1), 'party', 'party-committee-member'),
  sitting(retiring(2), 'residents', 'residents-director'),
  sitting(retiring(3), 'residents', 'residents-committee-member'),
  sitting(nominee(2), 'residents', 'residents-committee-member'),
];

const SITTING_PARTY = [...[1, 2, 3, 4, 5].map(nominee), retiring(1)];

const start: readonly Happened[] = [
  happened(PartyElectionOpened, { community: 'C01', term: 'term-C01-2021-1' }, '2021-10-18'),
  happened(MobilisationHeld, { level: 'street', attended: 85 }, '2021-10-16'),
  happened(MobilisationHeld, { level: 'community', attended: 102 }, '2021-10-18'),
  happened(
    CommitteeMeetingHeld,
    { purpose: 'arrange-election', due: 6, present: 6, guide: GUIDE, minutes: '青委纪〔2021〕11号' },
    '2021-10-18',
  ),
  happened(MethodDrawnUp, { number: '青委〔2021〕12号' }, '2021-10-18'),
  happened(MethodConsulted, { opinion: '同意' }, '2021-10-18'),
  happened(CongressRequested, { number: '青委〔2021〕13号', kind: 'members' }, '2021-10-18'),
  happened(CongressReplied, { number: '云街工批〔2021〕21号', outcome: 'approved' }, '2021-10-19'),
];

const recommendation: readonly Happened[] = [
  happened(
    AppraisalHeld,
    {
      sitting: '青禾 10-20 会议',
      team: { good: 120, fair: 15, poor: 4 },
      members: SITTING_PARTY.map((personId) => ({ personId, good: 115, fair: 20, poor: 4 })),
    },
    '2021-10-20',
  ),
  happened(
    RecommendationMeetingHeld,
    {
      sitting: '青禾 10-20 会议',
      convener: 'community-party',
      dueMembers: 120,
      presentMembers: 98,
      dueRepresentatives: 60,
      presentRepresentatives: 41,
      issued: 139,
      returned: 139,
      valid: 137,
      votes: NOMINEES.map((personId, index) => ({ personId, votes: RECOMMENDED[index] ?? 0 })),
    },
    '2021-10-20',
  ),
  happened(PreliminaryNomineesDetermined, { list: CANDIDATES.map(memberOf), filled: [] }, '2021-10-20'),
  happened(RecommendationReported, { number: '青委〔2021〕14号' }, '2021-10-21'),
];

/** The street's own ten: eight of the community's and two more, so that twelve go to review. */
const streetList: readonly Happened[] = [
  happened(
    StreetRecommendationMade,
    { list: NOMINEES.filter((_, index) => index < 8 || index > 9).map(memberOf), minutes: '云街工纪〔2021〕30号' },
    '2021-10-22',
  ),
  happened(StreetListNotified, { number: '云街工函〔2021〕9号' }, '2021-10-22'),
];

const inspection: readonly Happened[] = [
  happened(
    SecretaryNomineeNamed,
    { personId: nominee(1), source: 'sitting-member', postedFromAbove: false, crossCommunity: false },
    '2021-10-29',
  ),
  happened(
    CommitteeMeetingHeld,
    { purpose: 'inspection-list', due: 6, present: 6, guide: GUIDE, minutes: '青委纪〔2021〕12号' },
    '2021-10-29',
  ),
  happened(InspectionListFixed, { list: CANDIDATES.map(memberOf), minutes: '青委纪〔2021〕12号' }, '2021-10-29'),
  ...CANDIDATES.map((personId, index) =>
    happened(
      InspectionHeld,
      { personId, by: index === 0 ? ['street', 'district-organisation'] : ['street'], summary: '考察材料' },
      index < 5 ? '2021-11-02' : '2021-11-03',
    ),
  ),
  happened(
    StandingCommitteeDiscussed,
    { personId: nominee(1), outcome: 'agreed', number: '澜委常〔2021〕17号' },
    '2021-11-03',
  ),
  happened(InspectionFedBack, { number: '云街工函〔2021〕12号', summary: '考察情况' }, '2021-11-04'),
];

const TOGETHER = [
  { personId: STREET_SECRETARY, post: 'street-secretary' as const },
  { personId: ORGANISATION_MEMBER, post: 'street-organisation-member' as const },
];
const talks: readonly Happened[] = [
  ...[nominee(1), retiring(2)].map((personId) =>
    happened(TalkHeld, { personId, participants: TOGETHER }, '2021-11-04'),
  ),
  ...[...[2, 3, 4, 5].map(nominee), retiring(1), retiring(3)].map((personId) =>
    happened(TalkHeld, { personId, participants: TOGETHER.slice(1) }, '2021-11-04'),
  ),
];

export const candidateNotice = (
  noticeId: string,
  on: string,
  change: {
    readonly photoDay?: string;
    readonly wholeCommunity?: boolean;
    readonly purpose?: 'candidates-to-be' | 'pledges';
  } = {},
) =>
  happened(
    NoticePosted,
    {
      noticeId,
      community: 'C01',
      election: PARTY_STREAM,
      purpose: 'candidates-to-be',
      title: '候选人预备人选公示',
      persons: CANDIDATES.map((personId, index) => ({ personId, name: `人选${index + 1}` })),
      places: ['公告栏', '各居民小组'],
      wholeCommunity: true,
      plannedUntil: '2021-11-12',
      photoDay: on.slice(0, 10),
      ...change,
    },
    on,
  );

const candidates: readonly Happened[] = [
  happened(
    CommitteeMeetingHeld,
    { purpose: 'candidates-to-be', due: 6, present: 6, guide: GUIDE, minutes: '青委纪〔2021〕13号' },
    '2021-11-04',
  ),
  happened(CandidatesToBeDetermined, { list: CANDIDATES.map(memberOf), minutes: '青委纪〔2021〕13号' }, '2021-11-04'),
  candidateNotice(CANDIDATE_NOTICE, '2021-11-05T09:00:00+08:00'),
  happened(NoticeTakenDown, { noticeId: CANDIDATE_NOTICE }, '2021-11-10T18:00:00+08:00'),
  happened(ApprovalRequested, { number: '青委〔2021〕15号', list: CANDIDATES.map(memberOf) }, '2021-11-11'),
  happened(ApprovalGiven, { number: '云街工批〔2021〕25号', outcome: 'approved' }, '2021-11-12'),
  ...CANDIDATES.map((personId) => happened(PledgeSigned, { personId, promise: true }, '2021-11-12')),
  candidateNotice(PLEDGE_NOTICE, '2021-11-12T16:00:00+08:00', { purpose: 'pledges' }),
];

const COUNT = {
  issued: 104,
  returned: 104,
  valid: 102,
  void: 2,
  votes: CANDIDATES.map((personId, index) => ({ personId, votes: BALLOT[index] ?? 0 })),
};
const ELECTED = COUNT.votes.slice(0, 7);

const congress: readonly Happened[] = [
  happened(
    CongressHeld,
    {
      kind: 'members',
      due: 120,
      present: 104,
      agenda: { workReport: 'passed', candidateList: 'passed', electionRules: 'passed' },
      scrutineers: [retiring(1)],
      tellers: [retiring(3)],
    },
    '2021-11-13T09:00:00+08:00',
  ),
  happened(
    ElectionRulesPassed,
    { number: '青委〔2021〕16号', includesQualificationTerms: true },
    '2021-11-13T09:40:00+08:00',
  ),
  happened(CountEntered, { entry: 'first', count: COUNT }, '2021-11-13T11:00:00+08:00', { id: COUNTS[0] }),
  happened(CountEntered, { entry: 'second', count: COUNT }, '2021-11-13T11:10:00+08:00', { id: COUNTS[1] }),
  happened(
    CountSettled,
    { count: COUNT, entries: [COUNTS[0], COUNTS[1]], differences: [] },
    '2021-11-13T11:20:00+08:00',
    {
      id: COUNTS[2],
    },
  ),
  happened(
    ResultAnnounced,
    {
      elected: ELECTED,
      secretary: nominee(1),
      deputySecretaries: [nominee(2)],
      countSettled: COUNTS[2],
      place: '社区会议室',
    },
    '2021-11-13T11:40:00+08:00',
  ),
  happened(ResultReported, { number: '青委〔2021〕17号' }, '2021-11-15'),
  happened(ResultApproved, { number: '云街工批〔2021〕26号', outcome: 'approved' }, '2021-11-15'),
  happened(SecretaryFiled, { personId: nominee(1), number: '云街工报〔2021〕31号' }, '2021-11-15'),
];

/** S1: a complete Party election in 青禾 (C01), clean. 7 seats, 120 voting members, 60 representatives. */
export const s1Clean: readonly Happened[] = [
  ...people,
  ...preparation,
  ...start,
  ...recommendation,
  ...streetList,
  ...review,
  ...inspection,
  ...talks,
  ...candidates,
  ...congress,
];

/** When S1 is over. */
export const S1_END = momentAt('2021-11-16');
