import { addDays } from '#kernel';
import { NoticePosted, NoticeTakenDown } from '../notice/events.js';
import * as party from '../party-election/events.js';
import * as term from '../term/events.js';
import { type Fact, fact, PARTY_ELECTION, person, TERM } from './scenario.js';

/** A clean Party election of seven seats (the first worked case), step by step: ten nominees, persons 1 to 10. */
export const NOMINEES = Array.from({ length: 10 }, (_, index) => person(index + 1));
const SECRETARY = person(1);
export const LIST = NOMINEES.map((personId, index) => ({
  personId,
  post: index === 0 ? ('secretary' as const) : ('member' as const),
}));
export const CANDIDATES_NOTICE = '33333333-0000-4000-8000-000000000001';
const PLEDGES_NOTICE = '33333333-0000-4000-8000-000000000002';

/** Votes of the congress for the ten: seven above half of 104, then three below. */
export const VOTES = [98, 95, 93, 90, 88, 84, 71, 45, 30, 15].map((votes, index) => ({
  personId: person(index + 1),
  votes,
}));
export const COUNT = { issued: 104, returned: 104, valid: 102, void: 2, votes: VOTES };

const opened = fact(
  term.TermOpened,
  {
    community: 'C02',
    street: 'S01',
    organisation: 'committee',
    electionDate: '2021-11-13',
    packs: [{ id: 'plan-2021', version: '1', digest: 'a'.repeat(64) }],
  },
  { on: '2021-09-06' },
);
const seats = fact(term.SeatsApproved, { body: 'party', seats: 7, number: '澜换组〔2021〕8号' }, { on: '2021-10-08' });

const preparation: readonly Fact[] = [
  opened,
  ...(['survey', 'rectification', 'publicity'] as const).map((kind) =>
    fact(term.PreparationRecorded, { kind, summary: '已完成' }, { on: '2021-09-20' }),
  ),
  ...(['disputes', 'gangs', 'corruption', 'audit'] as const).map((kind) =>
    fact(term.ClearanceRecorded, { kind, outcome: 'cleared' }, { on: '2021-10-05' }),
  ),
  fact(term.SittingMemberRecorded, { personId: SECRETARY, body: 'party', post: 'party-secretary' }),
  seats,
  fact(term.PlanDrawnUp, { number: '望委〔2021〕10号', responsible: [], targeted: false }, { on: '2021-10-11' }),
  fact(term.PlanReviewed, { outcome: 'approved' }, { on: '2021-10-14' }),
];

const start: readonly Fact[] = [
  fact(party.PartyElectionOpened, { community: 'C02', term: TERM }, { on: '2021-10-18' }),
  ...(['street', 'community'] as const).map((level) => fact(party.MobilisationHeld, { level }, { on: '2021-10-18' })),
  meeting('arrange-election', '2021-10-18'),
  fact(party.MethodDrawnUp, { number: '望委〔2021〕12号' }, { on: '2021-10-18' }),
  fact(party.MethodConsulted, { opinion: '同意' }, { on: '2021-10-18' }),
  fact(party.CongressRequested, { number: '望委〔2021〕13号', kind: 'members' }, { on: '2021-10-18' }),
  fact(party.CongressReplied, { number: '云街工批〔2021〕22号', outcome: 'approved' }, { on: '2021-10-19' }),
];

function meeting(purpose: (typeof party.COMMITTEE_MEETING_PURPOSES)[number], on: string): Fact {
  return fact(party.CommitteeMeetingHeld, { purpose, due: 5, present: 5, minutes: '望委纪〔2021〕3号' }, { on });
}

const recommendation: readonly Fact[] = [
  fact(
    party.AppraisalHeld,
    { sitting: '10月20日', team: { good: 120, fair: 14, poor: 5 }, members: [] },
    { on: '2021-10-20' },
  ),
  fact(
    party.RecommendationMeetingHeld,
    {
      sitting: '10月20日',
      convener: 'community-party',
      dueMembers: 120,
      presentMembers: 98,
      dueRepresentatives: 60,
      presentRepresentatives: 41,
      issued: 139,
      returned: 139,
      valid: 137,
      votes: NOMINEES.map((personId, index) => ({ personId, votes: 130 - 5 * index })),
    },
    { on: '2021-10-20' },
  ),
  fact(party.PreliminaryNomineesDetermined, { list: LIST, filled: [] }, { on: '2021-10-20' }),
  fact(party.RecommendationReported, { number: '望委〔2021〕14号' }, { on: '2021-10-21' }),
];

const streetList: readonly Fact[] = [
  fact(party.StreetRecommendationMade, { list: LIST, minutes: '云街工纪〔2021〕30号' }, { on: '2021-10-22' }),
  fact(party.StreetListNotified, {}, { on: '2021-10-22' }),
];

const review: readonly Fact[] = (['full', 'joint'] as const).flatMap((level, index) => {
  const on = addDays('2021-10-26', index);
  return [
    fact(party.ReviewListSent, { level, number: '云街工审〔2021〕12号', list: LIST, departments: ['派出所'] }, { on }),
    ...NOMINEES.map((personId) =>
      fact(
        party.QualificationReviewed,
        { level, personId, body: level === 'full' ? 'street-working-committee' : 'district-office', outcome: 'passed' },
        { on },
      ),
    ),
  ];
});

const inspection: readonly Fact[] = [
  meeting('inspection-list', '2021-10-29'),
  fact(party.InspectionListFixed, { list: LIST, minutes: '望委纪〔2021〕4号' }, { on: '2021-10-29' }),
  ...NOMINEES.map((personId) =>
    fact(party.InspectionHeld, { personId, by: ['street'], summary: '考察合格' }, { on: '2021-11-03' }),
  ),
  fact(
    party.SecretaryNomineeNamed,
    { personId: SECRETARY, source: 'sitting-member', postedFromAbove: false, crossCommunity: false },
    { on: '2021-10-29' },
  ),
  fact(
    party.StandingCommitteeDiscussed,
    { personId: SECRETARY, outcome: 'agreed', number: '澜委常〔2021〕17号' },
    { on: '2021-11-03' },
  ),
  fact(party.InspectionFedBack, { summary: '同意' }, { on: '2021-11-04' }),
];

const talks: readonly Fact[] = [
  fact(
    party.TalkHeld,
    { personId: SECRETARY, participants: [{ personId: person(30), post: 'street-secretary' }] },
    { on: '2021-11-04' },
  ),
];

const candidates: readonly Fact[] = [
  meeting('candidates-to-be', '2021-11-04'),
  fact(party.CandidatesToBeDetermined, { list: LIST, minutes: '望委纪〔2021〕5号' }, { on: '2021-11-04' }),
  posted(CANDIDATES_NOTICE, 'candidates-to-be', '2021-11-05'),
  fact(NoticeTakenDown, { noticeId: CANDIDATES_NOTICE }, { on: '2021-11-10T18:00:00+08:00' }),
];

export function posted(
  noticeId: string,
  purpose: 'candidates-to-be' | 'pledges',
  on: string,
  election: string = PARTY_ELECTION,
): Fact {
  return fact(
    NoticePosted,
    {
      noticeId,
      community: 'C02',
      election,
      purpose,
      title: '公示',
      persons: [],
      places: ['社区公告栏'],
      wholeCommunity: true,
      plannedUntil: addDays(on, 5),
    },
    { on },
  );
}

const approval: readonly Fact[] = [
  fact(party.ApprovalRequested, { number: '望委〔2021〕15号', list: LIST }, { on: '2021-11-11' }),
  fact(party.ApprovalGiven, { number: '云街工批〔2021〕32号', outcome: 'approved' }, { on: '2021-11-12' }),
];

const pledges: readonly Fact[] = [
  ...NOMINEES.map((personId) => fact(party.PledgeSigned, { personId, promise: true }, { on: '2021-11-12' })),
  posted(PLEDGES_NOTICE, 'pledges', '2021-11-12'),
];

export const congress = fact(
  party.CongressHeld,
  {
    kind: 'members',
    due: 120,
    present: 104,
    agenda: { workReport: 'passed', candidateList: 'passed', electionRules: 'passed' },
    scrutineers: [person(20)],
    tellers: [person(21)],
  },
  { on: '2021-11-13' },
);

const meetingAndResult: readonly Fact[] = [
  fact(
    party.ElectionRulesPassed,
    { number: '望大〔2021〕1号', includesQualificationTerms: true },
    { on: '2021-11-13' },
  ),
  congress,
  fact(party.CountEntered, { entry: 'first', count: COUNT }),
  fact(party.CountSettled, { count: COUNT, entries: [person(90), person(91)], differences: [] }),
  fact(
    party.ResultAnnounced,
    {
      elected: VOTES.slice(0, 7),
      secretary: SECRETARY,
      deputySecretaries: [],
      countSettled: person(92),
      place: '社区礼堂',
    },
    { on: '2021-11-13' },
  ),
  fact(party.ResultReported, { number: '望委〔2021〕16号' }, { on: '2021-11-15' }),
  fact(party.ResultApproved, { number: '云街工批〔2021〕40号', outcome: 'approved' }, { on: '2021-11-15' }),
  fact(party.SecretaryFiled, { personId: SECRETARY, number: '澜组备〔2021〕2号' }, { on: '2021-11-15' }),
];

/** Facts of each step, 0 to 10. */
export const STEP_FACTS: readonly (readonly Fact[])[] = [
  preparation,
  start,
  recommendation,
  streetList,
  [...review, fact(party.ReviewFedBack, { list: LIST }, { on: '2021-10-28' })],
  inspection,
  talks,
  candidates,
  approval,
  pledges,
  meetingAndResult,
];

/** What is recorded when the congress has met and nothing is counted yet. */
export const BEFORE_THE_COUNT: readonly Fact[] = [opened, seats, ...start, congress];
