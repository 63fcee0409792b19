import type { Actor } from '#kernel';
import type { RuleParameters } from '../command.js';
import {
  clerk,
  type Fact,
  fact,
  factId,
  given,
  lead,
  otherClerk,
  person,
  recorded,
  thirdClerk,
} from '../testing/scenario.js';
import { BEFORE_THE_COUNT, COUNT, LIST, VOTES } from '../testing/worked-election.js';
import {
  announceResultCommand,
  announceResultOnPaperCommand,
  changeResult,
  closeDossier,
  enterCountCommand,
  requestApproval,
  reviewListOnPaper,
  sendReviewList,
  settleCountCommand,
} from './acts.js';
import {
  ApprovalRequested,
  CongressHeld,
  CountEntered,
  CountSettled,
  ElectionDossierClosed,
  ResultAnnounced,
  ResultChanged,
  ReviewListSent,
} from './events.js';
import type { CountOfBallots } from './state.js';

const late = { scan: 'b'.repeat(64), reason: '当日停电，先用纸质办理', secondPerson: lead.id };

describe('a list sent to review', () => {
  const list = {
    level: 'full' as const,
    number: '云街工审〔2021〕12号',
    list: LIST,
    departments: ['派出所', '街道纪工委'],
  };
  const exception = { persons: [person(1), person(77)], number: '澜换办〔2021〕9号', approver: '区换届工作领导小组' };

  it('is an act that kin avoidance guards', () => {
    expect(sendReviewList).toMatchObject({ kind: 'act', guards: ['REV-02'] });
    given(...BEFORE_THE_COUNT)
      .when(sendReviewList, list, { on: '2021-10-26' })
      .thenEvents(recorded(ReviewListSent, list));
  });

  it('carries exceptions for persons on it, each with document and approver', () => {
    given(...BEFORE_THE_COUNT)
      .when(sendReviewList, { ...list, kinExceptions: [exception] }, { on: '2021-10-26' })
      .thenEvents(recorded(ReviewListSent, { kinExceptions: [exception] }));
    given(...BEFORE_THE_COUNT)
      .when(
        sendReviewList,
        { ...list, kinExceptions: [{ ...exception, persons: [person(77), person(78)] }] },
        { on: '2021-10-26' },
      )
      .thenRejected('EXCEPTION_NOT_ON_LIST', { fields: [{ pointer: '/data/kinExceptions/0/persons' }] });
  });

  it('may be entered from paper, unguarded, seen by a second person', () => {
    expect(reviewListOnPaper).toMatchObject({ kind: 'record', twinOf: 'send-review-list' });
    expect(reviewListOnPaper.guards).toBeUndefined();
    given(...BEFORE_THE_COUNT)
      .when(reviewListOnPaper, { ...list, late }, { on: '2021-10-26' })
      .thenEvents(recorded(ReviewListSent, { late }));
    given(...BEFORE_THE_COUNT)
      .when(reviewListOnPaper, { ...list, late }, { on: '2021-10-26', by: { ...lead, role: 'election-clerk' } })
      .thenRejected('SAME_PERSON', { fields: [{ pointer: '/data/late/secondPerson' }] });
  });
});

describe('the request for approval', () => {
  it('is guarded by notice and review', () => {
    expect(requestApproval).toMatchObject({ kind: 'act', guards: ['PTY-20', 'PTY-12'] });
    given(...BEFORE_THE_COUNT)
      .when(requestApproval, { number: '望委〔2021〕15号', list: LIST }, { on: '2021-11-11' })
      .thenEvents(recorded(ApprovalRequested, { list: LIST }));
  });
});

const entered = (entry: 'first' | 'second' | 'third', by: Actor, count: CountOfBallots = COUNT) =>
  fact(CountEntered, { entry, count }, { by });
const twice = [...BEFORE_THE_COUNT, entered('first', clerk), entered('second', otherClerk)];
const misread: CountOfBallots = {
  ...COUNT,
  votes: COUNT.votes.map((line) => (line.personId === person(7) ? { ...line, votes: 17 } : line)),
};

describe('the count', () => {
  it('is keyed in by two different persons, whatever their roles', () => {
    given(...BEFORE_THE_COUNT)
      .when(enterCountCommand, { count: COUNT })
      .thenEvents(recorded(CountEntered, { entry: 'first', count: COUNT }));
    given(...BEFORE_THE_COUNT, entered('first', clerk))
      .when(enterCountCommand, { count: COUNT }, { by: otherClerk })
      .thenEvents(recorded(CountEntered, { entry: 'second' }));
    given(...BEFORE_THE_COUNT, entered('first', clerk))
      .when(enterCountCommand, { count: COUNT }, { by: { ...clerk, role: 'street-lead', unit: 'S01' } })
      .thenRejected('SAME_PERSON', { params: { person: clerk.id } });
  });

  it('that cannot be is refused with its place, one that was only reported oddly is not', () => {
    given(...BEFORE_THE_COUNT)
      .when(enterCountCommand, { count: { ...COUNT, void: 3 } })
      .thenRejected('VALID_AND_VOID_NOT_RETURNED', {
        params: { valid: 102, void: 3, sum: 105, returned: 104 },
        fields: [{ pointer: '/data/count/void' }],
      });
    given(...BEFORE_THE_COUNT)
      .when(enterCountCommand, { count: { ...COUNT, votes: [{ personId: person(1), votes: 103 }] } })
      .thenRejected('VOTES_EXCEED_VALID', { fields: [{ pointer: '/data/count/votes/0/votes' }] });
    given(...BEFORE_THE_COUNT)
      .when(enterCountCommand, { count: { ...COUNT, issued: 100 } })
      .thenEvents(recorded(CountEntered, { entry: 'first' }));
  });

  it('is settled when both entries agree, in whatever order the names were keyed', () => {
    const turned = { ...COUNT, votes: [...COUNT.votes].reverse() };
    given(...BEFORE_THE_COUNT, entered('first', clerk), entered('second', otherClerk, turned))
      .when(settleCountCommand, {})
      .thenEvents(
        recorded(CountSettled, {
          count: COUNT,
          differences: [],
          entries: [factId(BEFORE_THE_COUNT.length), factId(BEFORE_THE_COUNT.length + 1)],
        }),
      );
  });

  it('is not settled from one entry', () => {
    given(...BEFORE_THE_COUNT)
      .when(settleCountCommand, {})
      .thenRejected('COUNT_INCOMPLETE', { params: { entries: 0 } });
    given(...BEFORE_THE_COUNT, entered('first', clerk))
      .when(settleCountCommand, {})
      .thenRejected('COUNT_INCOMPLETE', { params: { entries: 1 } });
  });

  it('that differs is refused with both values of each place until a third person has keyed it', () =>
    given(
      ...BEFORE_THE_COUNT,
      entered('first', clerk, misread),
      entered('second', otherClerk, { ...COUNT, issued: 105 }),
    )
      .when(settleCountCommand, {})
      .thenRejected('COUNTS_DIFFER', {
        params: { differences: 2, places: `issued, votes/${person(7)}` },
        fields: [
          { pointer: '/count/issued', params: { first: 104, second: 105 } },
          { pointer: `/count/votes/${person(7)}`, params: { first: 17, second: 71 } },
        ],
      }));

  it('is decided by the third, place by place', () => {
    const differing = [...BEFORE_THE_COUNT, entered('first', clerk, misread), entered('second', otherClerk)];
    given(...differing)
      .when(enterCountCommand, { count: COUNT }, { by: clerk })
      .thenRejected('SAME_PERSON');
    given(...differing)
      .when(enterCountCommand, { count: COUNT }, { by: thirdClerk })
      .thenEvents(recorded(CountEntered, { entry: 'third' }));
    given(...differing, entered('third', thirdClerk))
      .when(settleCountCommand, {})
      .thenEvents(
        recorded(CountSettled, {
          count: COUNT,
          differences: [{ field: `votes/${person(7)}`, first: 17, second: 71, settled: 71 }],
        }),
      );
  });

  it('of three that cannot be put together into a possible count is not settled', () => {
    const oneMoreVoid = { ...COUNT, valid: 101, void: 3 };
    const allValid = { ...COUNT, valid: 104, void: 0, returned: 104 };
    given(
      ...BEFORE_THE_COUNT,
      entered('first', clerk),
      entered('second', otherClerk, { ...COUNT, returned: 103, valid: 101 }),
      entered('third', thirdClerk, allValid),
    )
      .when(settleCountCommand, {})
      .thenRejected('VALID_AND_VOID_NOT_RETURNED');
    given(
      ...BEFORE_THE_COUNT,
      entered('first', clerk),
      entered('second', otherClerk, oneMoreVoid),
      entered('third', thirdClerk, oneMoreVoid),
    )
      .when(settleCountCommand, {})
      .thenEvents(recorded(CountSettled, { count: oneMoreVoid }));
  });

  it('needs no third where two agree, nor a fourth ever', () => {
    given(...twice)
      .when(enterCountCommand, { count: COUNT }, { by: thirdClerk })
      .thenRejected('COUNT_COMPLETE');
    given(
      ...BEFORE_THE_COUNT,
      entered('first', clerk, misread),
      entered('second', otherClerk),
      entered('third', thirdClerk),
    )
      .when(enterCountCommand, { count: COUNT }, { by: lead })
      .thenRejected('COUNT_COMPLETE');
  });
});

const settled = (count: CountOfBallots = COUNT) =>
  fact(CountSettled, { count, entries: [factId(90), factId(91)], differences: [] });
const officers = { secretary: person(1), deputySecretaries: [person(2)], place: '社区礼堂' };
const ready = [...twice, settled()];
const announced = fact(
  ResultAnnounced,
  { elected: VOTES.slice(0, 7), ...officers, countSettled: factId(twice.length) },
  { on: '2021-11-13' },
);
const announce = (facts: readonly Fact[], parameters?: RuleParameters) =>
  given(...facts).when(announceResultCommand, officers, { on: '2021-11-13', parameters });
const withVotes = (...votes: readonly number[]) => ({
  ...COUNT,
  votes: votes.map((number, index) => ({ personId: person(index + 1), votes: number })),
});

describe('announcing the result', () => {
  it('is an act that quorum and agenda guard', () =>
    expect(announceResultCommand).toMatchObject({ kind: 'act', guards: ['PTY-24', 'PTY-25'] }));

  it('computes the elected: the first seven of those with more than half of the 104 present', () =>
    announce(ready).thenEvents(
      recorded(ResultAnnounced, {
        elected: VOTES.slice(0, 7),
        secretary: person(1),
        countSettled: factId(twice.length),
      }),
    ));

  it('does not elect on exactly half', () =>
    announce([...twice, settled(withVotes(98, 52, 53))]).thenRejected('OFFICER_NOT_ELECTED', {
      params: { person: person(2) },
      fields: [{ pointer: '/data/deputySecretaries/0' }],
    }));

  it('takes those due as the base where the packs say so', () => {
    const close = withVotes(98, 95, 60);
    announce([...twice, settled(close)]).thenEvents(recorded(ResultAnnounced, { elected: close.votes }));
    announce([...twice, settled(close)], { 'PTY-25': { majorityBase: 'due' } }).thenEvents(
      recorded(ResultAnnounced, { elected: close.votes.slice(0, 2) }),
    );
  });

  it('announces fewer than the seats where fewer have a majority', () =>
    announce([...twice, settled(withVotes(98, 95, 45, 30))]).thenEvents(
      recorded(ResultAnnounced, { elected: withVotes(98, 95).votes }),
    ));

  it('refuses a tie at the last seat and names the persons', () =>
    announce([...twice, settled(withVotes(98, 95, 93, 90, 88, 84, 71, 71, 60))]).thenRejected('TIE_AT_LAST_SEAT', {
      params: { persons: `${person(7)},${person(8)}`, votes: 71, seats: 7 },
      arithmetic: { zh: '实到会 104 人，须超过 104 ÷ 2 = 52 票；得票过半 9 人，应选 7 名' },
    }));

  it('does not mind a tie where both have a seat or neither has', () => {
    const tied = withVotes(98, 95, 93, 90, 88, 84, 84, 71, 71);
    announce([...twice, settled(tied)]).thenEvents(recorded(ResultAnnounced, { elected: tied.votes.slice(0, 7) }));
  });

  it('refuses when nobody has a majority', () =>
    announce([...twice, settled(withVotes(52, 50))]).thenRejected('NOBODY_ELECTED', { params: { base: 104 } }));

  it('needs a settled count, the congress and the seats', () => {
    announce(twice).thenRejected('COUNT_NOT_SETTLED');
    announce(ready.filter(({ eventType }) => eventType.type !== CongressHeld.type)).thenRejected(
      'CONGRESS_NOT_RECORDED',
    );
    announce(ready.filter(({ stream }) => !stream.startsWith('term-'))).thenRejected('SEATS_UNKNOWN');
  });

  it('waits for a recount that was begun', () => {
    announce([...ready, entered('first', clerk)]).thenRejected('COUNT_NOT_SETTLED');
    announce([...ready, entered('first', clerk), entered('second', thirdClerk), settled(withVotes(98, 95))]).thenEvents(
      recorded(ResultAnnounced, { elected: withVotes(98, 95).votes }),
    );
  });

  it('freezes the count and the result', () => {
    const frozen = { params: { on: '2021-11-13' } };
    announce([...ready, announced]).thenRejected('RESULT_FROZEN', frozen);
    given(...ready, announced)
      .when(enterCountCommand, { count: COUNT }, { by: thirdClerk })
      .thenRejected('RESULT_FROZEN', frozen);
    given(...ready, announced)
      .when(settleCountCommand, {})
      .thenRejected('RESULT_FROZEN', frozen);
  });
});

describe('a result entered from paper', () => {
  const stated = { ...officers, elected: VOTES.slice(0, 7), number: '望大纪〔2021〕2号', late };

  it('states the elected, which a run-off after a tie may have decided', () => {
    const tie = [...twice, settled(withVotes(98, 95, 93, 90, 88, 84, 71, 71))];
    const elected = [...VOTES.slice(0, 6), { personId: person(8), votes: 60 }];
    given(...tie)
      .when(announceResultOnPaperCommand, { ...stated, elected }, { on: '2021-11-13' })
      .thenEvents(recorded(ResultAnnounced, { elected, number: '望大纪〔2021〕2号', late }));
  });

  it('needs a second person, a settled count, and officers who were elected', () => {
    given(...ready)
      .when(announceResultOnPaperCommand, stated, { on: '2021-11-13', by: lead })
      .thenRejected('SAME_PERSON');
    given(...twice)
      .when(announceResultOnPaperCommand, stated, { on: '2021-11-13' })
      .thenRejected('COUNT_NOT_SETTLED');
    given(...ready)
      .when(announceResultOnPaperCommand, { ...stated, secretary: person(9) }, { on: '2021-11-13' })
      .thenRejected('OFFICER_NOT_ELECTED');
    given(...ready, announced)
      .when(announceResultOnPaperCommand, stated, { on: '2021-11-13' })
      .thenRejected('RESULT_FROZEN');
  });
});

describe('an announced result', () => {
  const change = {
    elected: VOTES.slice(0, 6),
    issuer: '云桥街道党工委',
    number: '云街工〔2021〕50号',
    ground: '撤销一人当选资格',
  };

  it('changes only with a document', () => {
    given(...ready, announced)
      .when(changeResult, change, { on: '2021-11-18' })
      .thenEvents(recorded(ResultChanged, change));
    given(...ready)
      .when(changeResult, change, { on: '2021-11-18' })
      .thenRejected('RESULT_NOT_ANNOUNCED');
    given(...ready, announced)
      .when(changeResult, { ...change, secretary: person(7) }, { on: '2021-11-18' })
      .thenRejected('OFFICER_NOT_ELECTED');
  });

  it('can be closed into a dossier, not before', () => {
    const streams = [{ stream: 'partyElection-C02-2021-1', count: 12, root: 'root' }];
    given(...ready, announced)
      .when(closeDossier, { streams })
      .thenEvents(recorded(ElectionDossierClosed, { streams }));
    given(...ready)
      .when(closeDossier, { streams })
      .thenRejected('RESULT_NOT_ANNOUNCED');
  });
});
