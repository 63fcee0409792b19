import {
  FurtherRecommendationHeld,
  PersonRegistered,
  PreliminaryNomineesDetermined,
  RecommendationMeetingHeld,
  SeatsApproved,
  SeatsPlanned,
  StreetListNotified,
  StreetRecommendationMade,
} from '#elections';
import { PTY_06, PTY_07, PTY_10 } from './party-election-nominees.js';
import { leastNominees } from './party-election-seats.js';
import { PTY_05 } from './party-election-votes.js';
import { type Happened, happened } from './testing/facts-builder.js';
import { changed, judge, judgeOne, judgeSubject, without } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';
import { CANDIDATES, NOMINEES, nominee } from './testing/s1-people.js';
import { memberOf } from './testing/s1-review.js';

const votesFor = (n: number, votes: number) =>
  s1Clean.map((event) =>
    event.type === RecommendationMeetingHeld.type
      ? {
          ...event,
          data: {
            ...event.data,
            votes: (event.data['votes'] as { personId: string; votes: number }[]).map((one) =>
              one.personId === nominee(n) ? { ...one, votes } : one,
            ),
          },
        }
      : event,
  );

const listOf = (ids: readonly string[], filled: readonly string[] = []) =>
  changed(s1Clean, PreliminaryNomineesDetermined, { list: ids.map(memberOf), filled });

describe('PTY-05, votes and membership', () => {
  const tenth = `person:${nominee(10)}`;

  it('needs 70 of 139 ballots returned', () => {
    expect(judgeSubject(PTY_05, s1Clean, tenth)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: '得票 70，收回推荐票 139，70 × 2 = 140 > 139，至少须 70 票，过半；正式党员',
        en: '70 votes of 139 ballots returned: 70 × 2 = 140 > 139, at least 70 needed, enough; full member',
      },
    });
    expect(judge(PTY_05, s1Clean)).toHaveLength(10);
  });

  it('fails with 69, which would do on the valid ballots: the other reading says so', () => {
    expect(judgeSubject(PTY_05, votesFor(10, 69), tenth)).toMatchObject({
      outcome: 'fail',
      reading: { zh: '推荐票以收回票计，“超过一半”不含本数' },
      otherReading: {
        reading: { zh: '推荐票以有效票计' },
        outcome: 'pass',
        arithmetic: { zh: expect.stringContaining('有效推荐票 137，69 × 2 = 138 > 137') },
      },
    });
  });

  it('shows the inclusive reading before another base, and no reading that comes to the same', () => {
    const half = changed(votesFor(10, 70), RecommendationMeetingHeld, { issued: 140, returned: 140, valid: 137 });
    expect(judgeSubject(PTY_05, half, tenth).otherReading?.reading.zh).toBe('“一半以上”含本数');
    const near = changed(votesFor(10, 69), RecommendationMeetingHeld, { valid: 138 });
    expect(judgeSubject(PTY_05, near, tenth)).not.toHaveProperty('otherReading');
  });

  it('takes another base as its parameter says, and refuses an unknown one', () => {
    const parameters = { base: 'valid' };
    expect(judgeSubject(PTY_05, votesFor(10, 69), tenth, { parameters }).outcome).toBe('pass');
    expect(judgeSubject(PTY_05, votesFor(10, 68), tenth, { parameters }).outcome).toBe('fail');
    expect(() => judge(PTY_05, s1Clean, { parameters: { base: 'all' } })).toThrow(RangeError);
  });

  it('fails at exactly half, with the inclusive reading beside it', () => {
    const even = changed(votesFor(10, 70), RecommendationMeetingHeld, { issued: 140, returned: 140, valid: 140 });
    expect(judgeSubject(PTY_05, even, tenth)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('70 × 2 = 140 = 140，至少须 71 票，未过半') },
      otherReading: { reading: { zh: '“一半以上”含本数' }, outcome: 'pass' },
    });
  });

  it('fails for a probationary member and for a person without votes', () => {
    const probationary = changed(
      s1Clean,
      PersonRegistered,
      { membership: 'probationary' },
      ({ data }) => data['personId'] === nominee(10),
    );
    expect(judgeSubject(PTY_05, probationary, tenth)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('预备党员，没有被选举权') },
    });
    const stranger = listOf([...CANDIDATES, 'aaaaaaaa-0000-4000-8000-000000000001']);
    expect(judge(PTY_05, stranger).filter(({ outcome }) => outcome !== 'pass')).toMatchObject([{ outcome: 'fail' }]);
  });

  it('may be everybody’s vote', () => {
    const all = changed(votesFor(10, 137), RecommendationMeetingHeld, { valid: 137 });
    expect(judgeSubject(PTY_05, all, tenth).outcome).toBe('pass');
    expect(judgeSubject(PTY_05, votesFor(10, 138), tenth).outcome).toBe('not-evaluable');
  });

  it('cannot be judged without the meeting, the registration, or with counts that contradict each other', () => {
    expect(judgeSubject(PTY_05, without(s1Clean, RecommendationMeetingHeld), tenth).outcome).toBe('not-evaluable');
    const unregistered = s1Clean.filter(
      ({ type, data }) => type !== PersonRegistered.type || data['personId'] !== nominee(10),
    );
    expect(judgeSubject(PTY_05, unregistered, tenth)).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: `{person:${nominee(10)}} 的人员登记（由选务员补录）` }],
    });
    for (const counts of [
      { returned: 150 },
      { valid: 139, returned: 138 },
      { valid: 60 },
      { issued: 0, returned: 0, valid: 0 },
    ]) {
      const events = changed(s1Clean, RecommendationMeetingHeld, counts);
      expect(judgeSubject(PTY_05, events, tenth).outcome).toBe('not-evaluable');
    }
  });

  it('asks membership only of those filled in', () => {
    const filled = listOf([...CANDIDATES.slice(0, 9), nominee(12)], [nominee(12)]);
    expect(judgeSubject(PTY_05, filled, `person:${nominee(12)}`)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: '由另行推荐列入，不以得票过半为条件；正式党员' },
    });
    const outsider = changed(
      filled,
      PersonRegistered,
      { membership: 'none' },
      ({ data }) => data['personId'] === nominee(12),
    );
    expect(judgeSubject(PTY_05, outsider, `person:${nominee(12)}`).outcome).toBe('fail');
  });
});

describe('PTY-06, surplus of the preliminary nominees', () => {
  it('needs ten for seven seats', () => {
    expect(judgeOne(PTY_06, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: '名单 10 人，职数 7，差额 10 − 7 = 3；10 × 3 = 30 ≥ 3 × 7 = 21；7 × 30% = 2.1，进一，至少 10 人',
        en: '10 on the list for 7 seats: surplus 10 − 7 = 3; 10 × 3 = 30 ≥ 3 × 7 = 21; 30% of 7 is 2.1, rounded up, at least 10 nominees',
      },
    });
    expect(judgeOne(PTY_06, listOf(CANDIDATES.slice(0, 9)))).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('10 × 2 = 20 < 3 × 7 = 21') },
    });
  });

  it.each([
    [5, 7],
    [6, 8],
    [7, 10],
    [8, 11],
    [9, 12],
    [10, 13],
  ])('rounds up: %d seats need %d', (seats, least) => {
    expect(leastNominees(seats, 30)).toBe(least);
    const ids = Array.from(
      { length: least },
      (_, index) => `bbbbbbbb-0000-4000-8000-${String(index).padStart(12, '0')}`,
    );
    const approved = (count: number) => changed(listOf(ids.slice(0, count)), SeatsApproved, { seats });
    expect(judgeOne(PTY_06, approved(least)).outcome).toBe('pass');
    expect(judgeOne(PTY_06, approved(least - 1)).outcome).toBe('fail');
  });

  it('counts a person once', () => {
    expect(judgeOne(PTY_06, listOf([...CANDIDATES.slice(0, 9), nominee(1)])).outcome).toBe('fail');
  });

  it('says that planned seats are not approved yet, and cannot do without any', () => {
    expect(judgeOne(PTY_06, without(s1Clean, SeatsApproved))).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: expect.stringContaining('职数 7（拟定数，尚未审定）') },
      missing: [{ zh: '职数的审定（由区换届领导小组补录）' }],
    });
    expect(judgeOne(PTY_06, without(s1Clean, SeatsApproved, SeatsPlanned))).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '审定的委员职数（由区换届领导小组补录）' }],
    });
    const otherBody = changed(changed(s1Clean, SeatsApproved, { body: 'residents' }), SeatsPlanned, {
      body: 'residents',
    });
    expect(judgeOne(PTY_06, otherBody).outcome).toBe('not-evaluable');
  });

  it('takes the newest approval of the seats', () => {
    const fewer = changed(
      s1Clean.filter(({ type }) => type === SeatsApproved.type),
      SeatsApproved,
      { seats: 9 },
    );
    expect(judgeOne(PTY_06, [...s1Clean, ...fewer]).outcome).toBe('fail');
    expect(judgeOne(PTY_06, [...fewer, ...s1Clean]).outcome).toBe('pass');
  });

  it('takes another share as its parameter says', () => {
    expect(judgeOne(PTY_06, listOf(CANDIDATES.slice(0, 9)), { parameters: { surplusPercent: 20 } })).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: expect.stringContaining('5 × 2 = 10 ≥ 1 × 7 = 7') },
    });
  });

  it('is missing once the street recommended without it, early before', () => {
    expect(judgeOne(PTY_06, without(s1Clean, PreliminaryNomineesDetermined)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_06, []).outcome).toBe('not-yet-due');
  });

  it('judges each list; one that was replaced blocks nothing', () => {
    const short = listOf(CANDIDATES.slice(0, 8)).filter(({ type }) => type === PreliminaryNomineesDetermined.type);
    const at = s1Clean.findIndex(({ type }) => type === PreliminaryNomineesDetermined.type);
    expect(judge(PTY_06, [...s1Clean.slice(0, at), ...short, ...s1Clean.slice(at)])).toMatchObject([
      { outcome: 'fail', blocksActs: false },
      { outcome: 'pass' },
    ]);
  });
});

describe('PTY-07, a shortfall filled', () => {
  const short = [...CANDIDATES.slice(0, 9), nominee(11)];
  const filledBy = (filled: string): Happened[] => {
    const events = listOf(short.slice(0, 9).concat(filled), [filled]);
    const further = happened(
      FurtherRecommendationHeld,
      { ranking: [{ personId: filled, votes: 62 }], selected: [filled] },
      '2021-10-20',
    );
    const at = events.findIndex(({ type }) => type === PreliminaryNomineesDetermined.type);
    return [...events.slice(0, at), further, ...events.slice(at)];
  };

  it('is not asked where nobody was filled in', () => {
    expect(judgeOne(PTY_07, s1Clean)).toMatchObject({ outcome: 'not-applicable' });
  });

  it('passes for the next by votes and reports another order', () => {
    const events = filledBy(nominee(10));
    expect(judgeOne(PTY_07, events)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: expect.stringContaining('按得票多少依次补入') },
    });
    expect(judgeOne(PTY_07, filledBy(nominee(12)))).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: expect.stringContaining(`未按得票多少：{person:${nominee(10)}} 70 票、{person:${nominee(11)}} 62 票`),
      },
    });
  });

  it('fails for somebody without votes, without a further recommendation, or not chosen by it', () => {
    const stranger = 'aaaaaaaa-0000-4000-8000-000000000001';
    expect(judgeOne(PTY_07, filledBy(stranger))).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('在推荐中没有得票') },
    });
    expect(judgeOne(PTY_07, without(filledBy(nominee(10)), FurtherRecommendationHeld))).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('没有另行推荐的记录') },
    });
    const other = changed(filledBy(nominee(10)), FurtherRecommendationHeld, { selected: [nominee(11)] });
    expect(judgeOne(PTY_07, other).outcome).toBe('fail');
    const late = changed(filledBy(nominee(10)), FurtherRecommendationHeld, { on: '2021-10-21' });
    expect(judgeOne(PTY_07, late).outcome).toBe('fail');
  });

  it('cannot be judged without the votes or the list', () => {
    expect(judgeOne(PTY_07, without(filledBy(nominee(10)), RecommendationMeetingHeld)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_07, without(s1Clean, PreliminaryNomineesDetermined)).outcome).toBe('not-evaluable');
  });
});

describe('PTY-10, the street’s own list', () => {
  it('has the surplus and was notified', () => {
    expect(judgeOne(PTY_10, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: expect.stringContaining('推荐 2021-10-22 ≤ 通报 2021-10-22') },
    });
  });

  it('fails one short, or notified before it was made', () => {
    const nine = changed(s1Clean, StreetRecommendationMade, { list: NOMINEES.slice(0, 9).map(memberOf) });
    expect(judgeOne(PTY_10, nine).outcome).toBe('fail');
    expect(judgeOne(PTY_10, changed(s1Clean, StreetListNotified, { on: '2021-10-21' })).outcome).toBe('fail');
  });

  it('lacks the list or the notification once a list is in review, and waits for it before', () => {
    expect(judgeOne(PTY_10, without(s1Clean, StreetRecommendationMade)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_10, without(s1Clean, StreetListNotified))).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '名单通报（由街道党工委补录）' }],
    });
    const upTo = s1Clean.findIndex(({ type }) => type === StreetRecommendationMade.type) + 1;
    expect(judgeOne(PTY_10, s1Clean.slice(0, upTo)).outcome).toBe('not-yet-due');
  });

  it('takes the notification that follows the list, whichever was recorded first', () => {
    const early = s1Clean
      .filter(({ type }) => type === StreetListNotified.type)
      .map((one) => ({ ...one, on: '2021-10-21' }));
    expect(judgeOne(PTY_10, [...s1Clean, ...early]).outcome).toBe('pass');
    expect(judgeOne(PTY_10, [...early, ...s1Clean]).outcome).toBe('pass');
  });

  it('asks the notification of the newest list only', () => {
    const list = s1Clean.filter(({ type }) => type === StreetRecommendationMade.type);
    const earlier = list.map((event) => ({
      ...event,
      on: '2021-10-21',
      data: { ...event.data, minutes: '云街工纪〔2021〕29号' },
    }));
    const at = s1Clean.findIndex(({ type }) => type === StreetRecommendationMade.type);
    expect(
      judge(PTY_10, [...s1Clean.slice(0, at), ...earlier, ...s1Clean.slice(at)]).map(({ outcome }) => outcome),
    ).toEqual(['pass', 'pass']);
  });
});
