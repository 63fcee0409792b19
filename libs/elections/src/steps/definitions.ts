import { all, last } from '#kernel';
import { NoticePosted, NoticeTakenDown } from '../notice/events.js';
import * as party from '../party-election/events.js';
import * as term from '../term/events.js';
import { openProblems } from '../term/state.js';
import { newestOn, type Requirement, recordForEach, recordOn, type StepDefinition, standing } from './requirements.js';

const meeting = (purpose: (typeof party.COMMITTEE_MEETING_PURPOSES)[number]) =>
  recordOn('party', party.CommitteeMeetingHeld, (data) => data.purpose === purpose);
const onParty = (eventType: Parameters<typeof recordOn>[1]) => recordOn('party', eventType);

function posting(purpose: string): Requirement {
  const entries: Requirement['entries'] = ({ notices, party: { stream } }) =>
    notices.flatMap((notice) =>
      all(notice, NoticePosted).filter(({ data }) => data.purpose === purpose && data.election === stream),
    );
  return { type: NoticePosted.type, entries, isMet: (journals) => entries(journals).length > 0 };
}

/** The notice has served its time: it is down, or the request that follows it was made. */
const noticeOver: Requirement = {
  type: NoticeTakenDown.type,
  entries: (journals) => {
    const posted = new Set(
      posting('candidates-to-be')
        .entries(journals)
        .map(({ stream }) => stream),
    );
    return journals.notices.filter(({ stream }) => posted.has(stream)).flatMap((one) => all(one, NoticeTakenDown));
  },
  isMet: (journals) => {
    const newest = posting('candidates-to-be')
      .entries(journals)
      .toSorted((a, b) => a.position - b.position)
      .at(-1);
    const notice = journals.notices.find(({ stream }) => stream === newest?.stream);
    return last(notice, NoticeTakenDown) !== undefined || last(journals.party, party.ApprovalRequested) !== undefined;
  },
};

const noOpenProblem: Requirement = {
  type: term.BlockingProblemResolved.type,
  entries: (journals) => all(journals.term, term.BlockingProblemResolved),
  isMet: (journals) => openProblems(journals.term).length === 0,
};

const sentTo = (level: 'full' | 'joint') => recordOn('party', party.ReviewListSent, (data) => data.level === level);
const reviewedBy = (level: 'full' | 'joint') =>
  recordForEach(
    'party',
    party.QualificationReviewed,
    ({ party: journal }) =>
      all(journal, party.ReviewListSent)
        .findLast(({ data }) => data.level === level)
        ?.data.list.map(({ personId }) => personId) ?? [],
    ({ personId }) => personId,
    (data) => data.level === level,
  );

/** Preparation (¶26–28), then the ten steps of the Party election (¶31–41): what each needs before it is done. */
export const STEPS: readonly StepDefinition[] = [
  {
    step: 0,
    title: { zh: '准备工作', en: 'Preparation' },
    paragraph: 26,
    needs: [
      recordOn('term', term.TermOpened),
      recordForEach(
        'term',
        term.PreparationRecorded,
        () => ['survey', 'rectification', 'publicity'],
        ({ kind }) => kind,
      ),
      recordForEach(
        'term',
        term.ClearanceRecorded,
        () => ['disputes', 'gangs', 'corruption', 'audit'],
        ({ kind }) => kind,
        ({ outcome }) => outcome === 'cleared',
      ),
      noOpenProblem,
      recordOn('term', term.PlanDrawnUp),
      newestOn('term', term.PlanReviewed, ({ outcome }) => outcome === 'approved'),
      recordOn('term', term.SeatsApproved, ({ body }) => body === 'party'),
    ],
    also: [
      recordOn('term', term.SeatsPlanned),
      recordOn('term', term.SeatsSubmitted),
      recordOn('term', term.SittingMemberRecorded),
      recordOn('term', term.ElectorateRecorded),
      recordOn('term', term.BlockingProblemRaised),
    ],
  },
  {
    step: 1,
    title: { zh: '部署启动', en: 'Start' },
    paragraph: 31,
    needs: [
      onParty(party.PartyElectionOpened),
      recordForEach(
        'party',
        party.MobilisationHeld,
        () => ['street', 'community'],
        ({ level }) => level,
      ),
      meeting('arrange-election'),
      onParty(party.MethodDrawnUp),
      onParty(party.MethodConsulted),
      onParty(party.CongressRequested),
      newestOn('party', party.CongressReplied, ({ outcome }) => outcome === 'approved'),
    ],
    again: onParty(party.CongressRequested),
  },
  {
    step: 2,
    title: { zh: '党员和群众推荐', en: 'Recommendation by members and residents' },
    paragraph: 32,
    needs: [
      onParty(party.AppraisalHeld),
      onParty(party.RecommendationMeetingHeld),
      onParty(party.PreliminaryNomineesDetermined),
      onParty(party.RecommendationReported),
    ],
    also: [onParty(party.FurtherRecommendationHeld)],
    again: onParty(party.RecommendationMeetingHeld),
  },
  {
    step: 3,
    title: { zh: '街道党工委研究推荐', en: 'Recommendation by the street' },
    paragraph: 33,
    needs: [onParty(party.StreetRecommendationMade), onParty(party.StreetListNotified)],
    again: onParty(party.StreetRecommendationMade),
  },
  {
    step: 4,
    title: { zh: '资格联审', en: 'Joint review' },
    paragraph: 34,
    needs: [sentTo('full'), reviewedBy('full'), sentTo('joint'), reviewedBy('joint'), onParty(party.ReviewFedBack)],
    also: [
      recordOn('party', party.QualificationReviewed, ({ level }) => level === 'first'),
      onParty(party.DepartmentReplied),
      onParty(party.QualificationCancelled),
      onParty(party.CandidateWithdrew),
      onParty(party.RejectionExplained),
      onParty(party.ReplacementNominated),
      onParty(party.ExceptionStageRecorded),
    ],
    again: onParty(party.ReviewFedBack),
  },
  {
    step: 5,
    title: { zh: '确定考察人选', en: 'Inspection' },
    paragraph: 35,
    needs: [
      meeting('inspection-list'),
      onParty(party.InspectionListFixed),
      recordForEach(
        'party',
        party.InspectionHeld,
        (journals) => standing(journals, last(journals.party, party.InspectionListFixed)?.data.list ?? []),
        ({ personId }) => personId,
      ),
      onParty(party.SecretaryNomineeNamed),
      onParty(party.StandingCommitteeDiscussed),
      onParty(party.InspectionFedBack),
    ],
    also: [onParty(party.SecretaryAnalysed)],
    again: onParty(party.InspectionListFixed),
  },
  {
    step: 6,
    title: { zh: '开展谈心谈话', en: 'Talks' },
    paragraph: 36,
    needs: [
      recordForEach(
        'party',
        party.TalkHeld,
        (journals) => all(journals.term, term.SittingMemberRecorded).map(({ data }) => data.personId),
        ({ personId }) => personId,
      ),
    ],
  },
  {
    step: 7,
    title: { zh: '确定候选人预备人选', en: 'Candidates-to-be' },
    paragraph: 37,
    needs: [
      meeting('candidates-to-be'),
      onParty(party.CandidatesToBeDetermined),
      posting('candidates-to-be'),
      noticeOver,
    ],
    again: posting('candidates-to-be'),
  },
  {
    step: 8,
    title: { zh: '请示批复', en: 'Request and approval' },
    paragraph: 38,
    needs: [
      onParty(party.ApprovalRequested),
      newestOn('party', party.ApprovalGiven, ({ outcome }) => outcome === 'approved'),
    ],
    again: onParty(party.ApprovalRequested),
  },
  {
    step: 9,
    title: { zh: '纪律承诺', en: 'Pledges' },
    paragraph: 39,
    needs: [
      recordForEach(
        'party',
        party.PledgeSigned,
        (journals) => standing(journals, last(journals.party, party.CandidatesToBeDetermined)?.data.list ?? []),
        ({ personId }) => personId,
        ({ promise }) => promise,
      ),
      posting('pledges'),
    ],
  },
  {
    step: 10,
    title: { zh: '党员大会选举', en: 'Party congress' },
    paragraph: 40,
    needs: [
      onParty(party.ElectionRulesPassed),
      onParty(party.CongressHeld),
      onParty(party.CountSettled),
      onParty(party.ResultAnnounced),
      onParty(party.ResultReported),
      newestOn('party', party.ResultApproved, ({ outcome }) => outcome === 'approved'),
      onParty(party.SecretaryFiled),
    ],
    also: [onParty(party.CountEntered), onParty(party.ResultChanged), onParty(party.ElectionDossierClosed)],
    again: onParty(party.CongressHeld),
  },
];
