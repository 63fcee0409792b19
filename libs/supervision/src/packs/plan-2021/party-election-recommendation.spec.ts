import {
  AppraisalHeld,
  ElectorateRecorded,
  PreliminaryNomineesDetermined,
  RecommendationMeetingHeld,
  RecommendationReported,
  SittingMemberRecorded,
} from '#elections';
import { PTY_03, PTY_04, PTY_08, PTY_30 } from './party-election-recommendation.js';
import { uuidOf } from './testing/facts-builder.js';
import { changed, judge, judgeOne, without } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';
import { nominee } from './testing/s1-people.js';

const meeting = (change: Readonly<Record<string, unknown>>) => changed(s1Clean, RecommendationMeetingHeld, change);

describe('PTY-04, attendance at the recommendation', () => {
  it('multiplies out both sums', () => {
    expect(judgeOne(PTY_04, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: '参会党员 98 人，应到 120 人，98 × 2 = 196 > 120，过半数；参会居民代表 41 人，应到 60 人，41 × 2 = 82 > 60，过半数',
        en: '98 members present of 120 due: 98 × 2 = 196 > 120, more than half; 41 representatives present of 60 due: 41 × 2 = 82 > 60, more than half',
      },
    });
    expect(judgeOne(PTY_04, s1Clean).otherReading).toBeUndefined();
  });

  it('fails where only the members are enough', () => {
    expect(judgeOne(PTY_04, meeting({ presentRepresentatives: 29 }))).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('29 × 2 = 58 < 60，未过半数') },
    });
    expect(judgeOne(PTY_04, meeting({ presentRepresentatives: 29 })).otherReading).toBeUndefined();
  });

  it('fails at exactly half, with the other reading beside it', () => {
    expect(judgeOne(PTY_04, meeting({ presentMembers: 60 }))).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('60 × 2 = 120 = 120，未过半数') },
      otherReading: {
        reading: { zh: '“一半以上”含本数' },
        outcome: 'pass',
        arithmetic: { zh: expect.stringContaining('60 × 2 = 120 = 120，达到半数') },
      },
    });
    expect(judgeOne(PTY_04, meeting({ presentMembers: 61 })).outcome).toBe('pass');
  });

  it('shows the result on the registered number, where the meeting stated fewer due', () => {
    expect(judgeOne(PTY_04, meeting({ dueMembers: 100, presentMembers: 55 }))).toMatchObject({
      outcome: 'pass',
      otherReading: { outcome: 'fail', arithmetic: { zh: expect.stringContaining('应到 120 人，55 × 2 = 110 < 120') } },
    });
  });

  it('may have everybody present', () => {
    expect(judgeOne(PTY_04, meeting({ presentMembers: 120, presentRepresentatives: 60 })).outcome).toBe('pass');
  });

  it('cannot be judged without those due, or with more present than due', () => {
    expect(judgeOne(PTY_04, meeting({ dueMembers: 0, presentMembers: 0 }))).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '党员的应到人数（由选务员补录）' }],
    });
    expect(judgeOne(PTY_04, meeting({ presentMembers: 130 })).outcome).toBe('not-evaluable');
  });

  it('is missing where nominees were determined without a meeting, and early before', () => {
    expect(judgeOne(PTY_04, without(s1Clean, RecommendationMeetingHeld)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_04, []).outcome).toBe('not-yet-due');
  });

  it('judges each meeting; one that was repeated keeps its finding and blocks nothing', () => {
    const first = meeting({ presentMembers: 50 }).filter(({ type }) => type === RecommendationMeetingHeld.type);
    const at = s1Clean.findIndex(({ type }) => type === RecommendationMeetingHeld.type);
    const results = judge(PTY_04, [...s1Clean.slice(0, at), ...first, ...s1Clean.slice(at)]);
    expect(results.map(({ outcome, blocksActs }) => [outcome, blocksActs])).toEqual([
      ['fail', false],
      ['pass', undefined],
    ]);
    expect(new Set(results.map(({ subject }) => subject)).size).toBe(2);
  });

  it('does not need the register', () => {
    expect(judgeOne(PTY_04, without(s1Clean, ElectorateRecorded)).outcome).toBe('pass');
  });
});

describe('PTY-03, the appraisal', () => {
  it('covers the team and every sitting member', () => {
    expect(judgeOne(PTY_03, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: '班子 139 票；现任成员 6 人，已测评 6 人' },
    });
  });

  it('fails and names the member who was left out', () => {
    const events = changed(
      s1Clean,
      SittingMemberRecorded,
      { personId: nominee(9) },
      ({ data }) => data['personId'] === nominee(5),
    );
    expect(judgeOne(PTY_03, events)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining(`已测评 5 人，缺 {person:${nominee(9)}}`) },
    });
  });

  it('fails for a member without a single vote', () => {
    const events = changed(s1Clean, AppraisalHeld, {
      members: [1, 2, 3, 4, 5].map((n) => ({ personId: nominee(n), good: n === 5 ? 0 : 100, fair: 0, poor: 0 })),
    });
    expect(judgeOne(PTY_03, events)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining(`已测评 4 人，缺 {person:${nominee(5)}}`) },
    });
  });

  it('cannot be judged without the register, without votes, or without the appraisal', () => {
    expect(judgeOne(PTY_03, without(s1Clean, SittingMemberRecorded))).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '现任党组织班子成员名单（由社区党组织补录）' }],
    });
    const noVotes = changed(s1Clean, AppraisalHeld, { team: { good: 0, fair: 0, poor: 0 } });
    expect(judgeOne(PTY_03, noVotes).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_03, without(s1Clean, AppraisalHeld)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_03, []).outcome).toBe('not-yet-due');
  });
});

describe('PTY-30, one sitting', () => {
  it('is kept where sitting and day are the same and the community convened', () => {
    expect(judgeOne(PTY_30, s1Clean).outcome).toBe('pass');
  });

  it.each([
    ['another sitting', { sitting: '另一场' }],
    ['another day', { on: '2021-10-21' }],
    ['a convener from the street', { convener: 'street' }],
  ])('fails with %s', (_what, change) => {
    expect(judgeOne(PTY_30, meeting(change)).outcome).toBe('fail');
  });

  it('finds the appraisal of the same sitting among several', () => {
    const other = changed(
      s1Clean.filter(({ type }) => type === AppraisalHeld.type),
      AppraisalHeld,
      { sitting: '补测', on: '2021-10-23' },
    );
    expect(judgeOne(PTY_30, [...s1Clean, ...other]).outcome).toBe('pass');
  });

  it('cannot be judged without the appraisal', () => {
    expect(judgeOne(PTY_30, without(s1Clean, AppraisalHeld))).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '民主测评（由街道党工委补录）' }],
    });
    expect(judgeOne(PTY_30, without(s1Clean, RecommendationMeetingHeld)).outcome).toBe('not-evaluable');
  });
});

describe('PTY-08, the report of the recommendation', () => {
  it('follows the list, with its number', () => {
    expect(judgeOne(PTY_08, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: '确定初步人选 2021-10-20 ≤ 报告 2021-10-21；文号 青委〔2021〕14号' },
    });
  });

  it('fails where it is older than the list', () => {
    expect(judgeOne(PTY_08, changed(s1Clean, RecommendationReported, { on: '2021-10-19' })).outcome).toBe('fail');
  });

  it('is missing once a list was sent to review, early before', () => {
    expect(judgeOne(PTY_08, without(s1Clean, RecommendationReported)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_08, without(s1Clean, PreliminaryNomineesDetermined)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_08, []).outcome).toBe('not-yet-due');
  });

  it('waits for a second report after the list was determined again', () => {
    const list = s1Clean.find(({ type }) => type === PreliminaryNomineesDetermined.type);
    const upTo = s1Clean.findIndex(({ type }) => type === RecommendationReported.type) + 1;
    const again = { ...list, on: '2021-10-22', id: uuidOf(7, 9) } as (typeof s1Clean)[number];
    expect(judgeOne(PTY_08, [...s1Clean.slice(0, upTo), again]).outcome).toBe('not-yet-due');
  });
});
