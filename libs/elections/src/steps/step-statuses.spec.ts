import { NoticeTakenDown } from '../notice/events.js';
import { CandidateWithdrew, CommitteeMeetingHeld, PartyElectionOpened } from '../party-election/events.js';
import { BlockingProblemRaised, PlanReviewed, SittingMemberRecorded } from '../term/events.js';
import {
  type Fact,
  fact,
  factId,
  journalsOf,
  PARTY_ELECTION,
  person,
  RESIDENTS_ELECTION,
  TERM,
} from '../testing/scenario.js';
import { posted, STEP_FACTS } from '../testing/worked-election.js';
import { type StepStatus, stepOfType, stepStatuses } from './step-statuses.js';

function statusesOf(facts: readonly Fact[], problems?: ReadonlyMap<number, number>): readonly StepStatus[] {
  const journal = journalsOf(facts);
  const streams = new Set(facts.map(({ stream }) => stream).filter((stream) => stream.startsWith('notice-')));
  return stepStatuses(
    { term: journal(TERM), party: journal(PARTY_ELECTION), notices: [...streams].map(journal) },
    problems,
  );
}

const until = (step: number) => STEP_FACTS.slice(0, step + 1).flat();
const states = (facts: readonly Fact[]) => statusesOf(facts).map(({ status }) => status);

describe('the steps of a Party election', () => {
  it('cannot start before the preparation, which is open from the beginning', () => {
    const [preparation, first, second] = statusesOf([]);
    expect(preparation).toMatchObject({ step: 0, status: 'not-started' });
    expect(first).toMatchObject({ step: 1, status: 'cannot-start', waitsFor: 0 });
    expect(second).toMatchObject({ step: 2, status: 'cannot-start', waitsFor: 1 });
  });

  it.each(STEP_FACTS.map((_facts, step) => step))('are done one after the other: step %i', (step) => {
    const expected = STEP_FACTS.map((_facts, other) =>
      other <= step ? 'done' : other === step + 1 ? 'not-started' : 'cannot-start',
    );
    expect(states(until(step))).toEqual(expected);
  });

  it('tell since when and on which day each was done', () => {
    const done = statusesOf(until(10));
    expect(done[2]).toMatchObject({ since: '2021-10-20', doneOn: '2021-10-21', missing: [] });
    expect(done[7]).toMatchObject({ since: '2021-11-04', doneOn: '2021-11-10' });
    expect(done[10]).toMatchObject({ since: '2021-11-13', doneOn: '2021-11-20' });
  });

  it('name what is missing in the order of the plan', () =>
    expect(statusesOf([...until(0), fact(PartyElectionOpened, { community: 'C02', term: TERM })])[1]).toMatchObject({
      status: 'in-progress',
      missing: [
        'MobilisationHeld',
        'CommitteeMeetingHeld',
        'MethodDrawnUp',
        'MethodConsulted',
        'CongressRequested',
        'CongressReplied',
      ],
    }));

  it('begin although an earlier one is not complete: what happened is shown', () =>
    expect(states([...until(0), ...(STEP_FACTS[3] ?? [])]).slice(0, 5)).toEqual([
      'done',
      'not-started',
      'cannot-start',
      'done',
      'not-started',
    ]));

  it('show a problem above everything else', () => {
    const problems = new Map([
      [7, 1],
      [9, 2],
    ]);
    const statuses = statusesOf(until(7), problems);
    expect(statuses.map(({ status }) => status).slice(6)).toEqual([
      'done',
      'problem',
      'not-started',
      'problem',
      'cannot-start',
    ]);
  });

  it('are not prepared while a problem is open or the newest plan was returned', () => {
    const problem = fact(BlockingProblemRaised, { problem: '财务审计有异议' });
    expect(statusesOf([...until(0), problem])[0]).toMatchObject({
      status: 'in-progress',
      missing: ['BlockingProblemResolved'],
    });
    expect(statusesOf([...until(0), fact(PlanReviewed, { outcome: 'returned' })])[0]?.missing).toEqual([
      'PlanReviewed',
    ]);
  });

  it('wait for a talk with everybody who sits', () => {
    const another = fact(SittingMemberRecorded, {
      personId: person(40),
      body: 'residents',
      post: 'residents-director',
    });
    expect(statusesOf([...until(6), another])[6]).toMatchObject({ status: 'in-progress', missing: ['TalkHeld'] });
  });

  it('ask nothing more of those who withdrew', () => {
    const facts = until(9).filter(({ eventType, data }) => {
      const isPledgeOfTen = eventType.type === 'PledgeSigned' && 'personId' in data && data.personId === person(10);
      return !isPledgeOfTen;
    });
    expect(statusesOf(facts)[9]?.missing).toEqual(['PledgeSigned']);
    expect(
      statusesOf([...facts, fact(CandidateWithdrew, { personId: person(10), reason: '本人申请' })])[9]?.status,
    ).toBe('done');
  });

  it('are redone when a notice was posted again, and only when the new posting is over', () => {
    const again = posted(factId(99), 'candidates-to-be', '2021-11-11');
    const takenDown = fact(NoticeTakenDown, { noticeId: factId(99) }, { on: '2021-11-16' });
    expect(statusesOf([...until(7), again])[7]).toMatchObject({ status: 'in-progress', missing: ['NoticeTakenDown'] });
    expect(statusesOf([...until(7), again, takenDown])[7]).toMatchObject({ status: 'redone', doneOn: '2021-11-16' });
  });

  it('count postings of this election only', () => {
    const withoutNotices = until(7).filter(({ stream }) => !stream.startsWith('notice-'));
    const facts = [...withoutNotices, posted(factId(99), 'candidates-to-be', '2021-11-05', RESIDENTS_ELECTION)];
    expect(statusesOf(facts)[7]?.missing).toEqual(['NoticePosted', 'NoticeTakenDown']);
  });

  it('know the step of an event type, unless it belongs to several', () => {
    expect(stepOfType('DepartmentReplied')).toBe(4);
    expect(stepOfType('ElectorateRecorded')).toBe(0);
    expect(stepOfType(CommitteeMeetingHeld.type)).toBeUndefined();
    expect(stepOfType('PersonRegistered')).toBeUndefined();
  });
});
