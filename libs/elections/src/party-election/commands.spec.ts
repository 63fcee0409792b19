import type { RecordCommand } from '../define-command.js';
import { ResidentsNomineeProposed } from '../residents-election/events.js';
import { TermOpened } from '../term/events.js';
import { clerk, fact, given, PARTY_ELECTION, person, recorded, TERM } from '../testing/scenario.js';
import { LIST, STEP_FACTS } from '../testing/worked-election.js';
import {
  openPartyElection,
  recordCancellation,
  recordCommitteeMeeting,
  recordDepartmentReply,
  recordFurtherRecommendation,
  recordPledge,
  recordPreliminaryNominees,
  recordRecommendationMeeting,
  recordReplacement,
  recordReview,
  recordStreetRecommendation,
  recordTalk,
  recordWithdrawal,
} from './commands.js';
import {
  CandidateWithdrew,
  CommitteeMeetingHeld,
  DepartmentReplied,
  PartyElectionOpened,
  PledgeSigned,
  PreliminaryNomineesDetermined,
  QualificationCancelled,
  RecommendationMeetingHeld,
  ReplacementNominated,
  StreetRecommendationMade,
} from './events.js';

const term = fact(TermOpened, {
  community: 'C02',
  street: 'S01',
  organisation: 'committee',
  electionDate: '2021-11-13',
  packs: [{ id: 'plan-2021', version: '1', digest: 'a'.repeat(64) }],
});
const opened = fact(PartyElectionOpened, { community: 'C02', term: TERM });
const nominated = [term, opened, fact(PreliminaryNomineesDetermined, { list: LIST, filled: [] })];

describe('a Party election', () => {
  it('opens beside its term', () => {
    expect(openPartyElection.streamOf({ community: 'C02', term: TERM }, undefined, String, String)).toBe(
      PARTY_ELECTION,
    );
    given(term)
      .when(openPartyElection, { community: 'C02', term: TERM }, { on: '2021-10-18' })
      .thenEvents(recorded(PartyElectionOpened, { community: 'C02', term: TERM }));
  });

  it('does not open twice, without a term, or for another community', () => {
    given(term, opened)
      .when(openPartyElection, { community: 'C02', term: TERM }, { on: '2021-10-18' })
      .thenRejected('ALREADY_EXISTS');
    given()
      .when(openPartyElection, { community: 'C02', term: TERM }, { on: '2021-10-18' })
      .thenRejected('TERM_UNKNOWN');
    given(term)
      .when(openPartyElection, { community: 'C03', term: TERM }, { on: '2021-10-18' })
      .thenRejected('OTHER_COMMUNITY', { params: { community: 'C03', expected: 'C02' } });
  });

  it('takes records only once it is open', () =>
    given(term)
      .when(recordPledge, { personId: person(1), promise: true }, { on: '2021-11-12' })
      .thenRejected('NOT_FOUND'));

  it('asks when it happened', () =>
    given(term, opened)
      .when(recordPledge, { personId: person(1), promise: true })
      .thenRejected('ON_REQUIRED', { fields: [{ pointer: '/on' }] }));
});

describe('a breach of a rule is recorded, never refused', () => {
  it('a meeting without a quorum', () =>
    given(opened)
      .when(
        recordCommitteeMeeting,
        { purpose: 'arrange-election', due: 7, present: 1, minutes: '望委纪〔2021〕3号' },
        { on: '2021-10-18' },
      )
      .thenEvents(recorded(CommitteeMeetingHeld, { present: 1 })));

  it('a list without the surplus of ¶33', () =>
    given(opened)
      .when(
        recordStreetRecommendation,
        { list: LIST.slice(0, 7), minutes: '云街工纪〔2021〕30号' },
        { on: '2021-10-22' },
      )
      .thenEvents(recorded(StreetRecommendationMade, { list: LIST.slice(0, 7) })));

  it('a pledge signed before there is any candidate', () =>
    given(opened)
      .when(recordPledge, { personId: person(1), promise: false }, { on: '2021-10-18' })
      .thenEvents(recorded(PledgeSigned, { personId: person(1), promise: false })));

  it('more ballots returned than issued, and more votes in all than ballots carry', () => {
    const meeting = {
      sitting: '10月20日',
      convener: 'community-party' as const,
      dueMembers: 120,
      presentMembers: 50,
      dueRepresentatives: 60,
      presentRepresentatives: 20,
      issued: 69,
      returned: 72,
      valid: 72,
      votes: LIST.map(({ personId }) => ({ personId, votes: 72 })),
    };
    given(opened)
      .when(recordRecommendationMeeting, meeting, { on: '2021-10-20' })
      .thenEvents(recorded(RecommendationMeetingHeld, { issued: 69, returned: 72 }));
  });
});

describe('a record that contradicts itself is refused, naming the place', () => {
  it('more present than due', () =>
    given(opened)
      .when(
        recordCommitteeMeeting,
        { purpose: 'arrange-election', due: 5, present: 6, minutes: '望委纪〔2021〕3号' },
        { on: '2021-10-18' },
      )
      .thenRejected('PRESENT_EXCEEDS_DUE', {
        params: { present: 6, due: 5 },
        fields: [{ pointer: '/data/present', code: 'PRESENT_EXCEEDS_DUE' }],
      }));

  it('every fault of a recommendation meeting at once', () => {
    const meeting = {
      sitting: '10月20日',
      convener: 'community-party' as const,
      dueMembers: 120,
      presentMembers: 121,
      dueRepresentatives: 60,
      presentRepresentatives: 61,
      issued: 139,
      returned: 130,
      valid: 137,
      votes: [
        { personId: person(1), votes: 137 },
        { personId: person(2), votes: 138 },
      ],
    };
    given(opened)
      .when(recordRecommendationMeeting, meeting, { on: '2021-10-20' })
      .thenRejected('PRESENT_EXCEEDS_DUE', {
        fields: [
          { pointer: '/data/presentMembers' },
          { pointer: '/data/presentRepresentatives' },
          { pointer: '/data/valid', code: 'VALID_EXCEEDS_RETURNED', params: { valid: 137, returned: 130 } },
          {
            pointer: '/data/votes/1/votes',
            code: 'VOTES_EXCEED_VALID',
            params: { person: person(2), votes: 138, valid: 137 },
          },
        ],
      });
  });

  it('the same person twice on a list', () =>
    given(opened)
      .when(
        recordStreetRecommendation,
        { list: [...LIST, ...LIST.slice(2, 3)], minutes: '云街工纪〔2021〕30号' },
        { on: '2021-10-22' },
      )
      .thenRejected('DUPLICATE_PERSON', { params: { person: person(3) }, fields: [{ pointer: '/data/list/10' }] }));

  it('a person nobody registered', () =>
    given(opened)
      .when(
        recordStreetRecommendation,
        { list: LIST, minutes: '云街工纪〔2021〕30号' },
        {
          on: '2021-10-22',
          personExists: (id) => id !== person(4),
        },
      )
      .thenRejected('PERSON_UNKNOWN', { params: { id: person(4) }, fields: [{ pointer: '/data/list/3/personId' }] }));

  it('a person put on the list for a gap who is not on it', () =>
    given(opened)
      .when(recordPreliminaryNominees, { list: LIST, filled: [person(11)] }, { on: '2021-10-20' })
      .thenRejected('FILLED_NOT_LISTED'));

  it('a person selected without votes in the further recommendation', () =>
    given(opened)
      .when(
        recordFurtherRecommendation,
        { ranking: [{ personId: person(8), votes: 40 }], selected: [person(9)] },
        { on: '2021-10-20' },
      )
      .thenRejected('SELECTED_NOT_RANKED', { params: { person: person(9) } }));

  it('a review that passed somebody on a ground for failing', () =>
    given(opened)
      .when(
        recordReview,
        { level: 'joint', personId: person(1), body: 'district-office', outcome: 'passed', ground: 'QUA-06b' },
        { on: '2021-10-27' },
      )
      .thenRejected('PASSED_WITH_GROUND'));

  it('a department that answers twice on one ground', () => {
    const reply = {
      level: 'full' as const,
      department: '派出所',
      departmentLevel: 'district' as const,
      number: '云派函〔2021〕7号',
      personId: person(1),
      grounds: [
        { ground: 'QUA-02a' as const, outcome: 'clear' as const },
        { ground: 'QUA-02b' as const, outcome: 'not-clear' as const },
      ],
    };
    given(opened)
      .when(recordDepartmentReply, reply, { on: '2021-10-26' })
      .thenEvents(recorded(DepartmentReplied, reply));
    const twice = {
      ...reply,
      grounds: [...reply.grounds, { ground: 'QUA-02a' as const, outcome: 'no-reply' as const }],
    };
    given(opened)
      .when(recordDepartmentReply, twice, { on: '2021-10-26' })
      .thenRejected('DUPLICATE_GROUND', { fields: [{ pointer: '/data/grounds/2/ground' }] });
  });

  it('a talk with oneself', () =>
    given(opened)
      .when(
        recordTalk,
        { personId: person(1), participants: [{ personId: person(1), post: 'street-secretary' }] },
        { on: '2021-11-04' },
      )
      .thenRejected('TALKS_WITH_ONESELF'));
});

describe('only who stands on a list', () => {
  it('withdraws', () => {
    given(...nominated)
      .when(
        recordWithdrawal,
        { personId: person(3), reason: '与居委会提名人选系近亲属' },
        { on: '2021-11-21', at: '2021-11-21T02:00:00.000Z' },
      )
      .thenEvents(recorded(CandidateWithdrew, { personId: person(3) }));
    given(...nominated)
      .when(recordWithdrawal, { personId: person(33), reason: '本人申请' }, { on: '2021-11-20' })
      .thenRejected('NOT_NOMINATED');
  });

  it('withdraws from the residents’ list of the same community as well', () =>
    given(
      ...nominated,
      fact(ResidentsNomineeProposed, {
        community: 'C02',
        term: TERM,
        personId: person(33),
        post: 'residents-director',
      }),
    )
      .when(recordWithdrawal, { personId: person(33), reason: '本人申请' }, { on: '2021-11-20' })
      .thenEvents(recorded(CandidateWithdrew, { personId: person(33) })));

  it('is struck off', () => {
    const cancellation = { by: 'district' as const, reason: '失信被执行人', number: '澜换办〔2021〕9号' };
    given(...nominated)
      .when(recordCancellation, { ...cancellation, personId: person(10) }, { on: '2021-10-28' })
      .thenEvents(recorded(QualificationCancelled, { personId: person(10) }));
    given(...nominated)
      .when(recordCancellation, { ...cancellation, personId: person(11) }, { on: '2021-10-28' })
      .thenRejected('NOT_NOMINATED', { params: { person: person(11) }, fields: [{ pointer: '/data/personId' }] });
  });

  it('is replaced, by somebody else', () => {
    const eleventh = { personId: person(11), post: 'member' as const };
    given(...nominated)
      .when(recordReplacement, { person: eleventh, replaces: person(10) }, { on: '2021-10-28' })
      .thenEvents(recorded(ReplacementNominated, { person: eleventh, replaces: person(10) }));
    given(...nominated)
      .when(recordReplacement, { person: eleventh, replaces: person(12) }, { on: '2021-10-28' })
      .thenRejected('NOT_NOMINATED');
    given(...nominated)
      .when(recordReplacement, { person: eleventh, replaces: person(11) }, { on: '2021-10-28' })
      .thenRejected('REPLACES_ONESELF');
  });
});

describe('the worked election', () => {
  it('is sent through the same commands: every fact of its steps is accepted on those before', () => {
    const records: readonly RecordCommand[] = [
      recordStreetRecommendation,
      recordPledge,
      recordTalk,
      recordReview,
      recordCommitteeMeeting,
    ];
    const facts = STEP_FACTS.flat();
    const sent = facts.flatMap((one, index) => {
      const command = records.find(({ recording }) => recording.eventType.type === one.eventType.type);
      if (command === undefined) return [];
      given(...facts.slice(0, index))
        .when(command, one.data, { on: one.on, by: clerk })
        .thenEvents({ type: one.eventType.type, data: one.data });
      return [one];
    });
    expect(sent.length).toBeGreaterThan(30);
  });
});
