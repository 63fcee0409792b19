import {
  CongressHeld,
  ElectionDossierClosed,
  ResultAnnounced,
  ResultApproved,
  ResultChanged,
  ResultReported,
  SecretaryFiled,
} from '#elections';
import { electedBy } from './party-election-ballot.js';
import { PTY_24, PTY_25, PTY_26, PTY_27 } from './party-election-congress.js';
import { type Happened, happened, momentAt } from './testing/facts-builder.js';
import { changed, judge, judgeOne, without } from './testing/judging.js';
import { BALLOT, s1Clean } from './testing/s1-clean.js';
import { CANDIDATES, nominee } from './testing/s1-people.js';

const congress = (change: Readonly<Record<string, unknown>>) => changed(s1Clean, CongressHeld, change);
const upTo = (type: { readonly type: string }) =>
  s1Clean.slice(
    0,
    s1Clean.findIndex((event) => event.type === type.type),
  );

describe('PTY-24, the agenda of the congress', () => {
  it('passed three items', () => {
    expect(judgeOne(PTY_24, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: '工作报告通过；候选人名单通过；选举办法通过' },
    });
  });

  it.each([
    ['workReport', 'not-put', '工作报告未提交'],
    ['candidateList', 'not-passed', '候选人名单未通过'],
    ['electionRules', 'not-passed', '选举办法未通过'],
  ])('fails where %s was %s', (item, outcome, zh) => {
    const agenda = { workReport: 'passed', candidateList: 'passed', electionRules: 'passed', [item]: outcome };
    expect(judgeOne(PTY_24, congress({ agenda }))).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining(zh) },
    });
  });

  it('lacks the congress once a result is announced', () => {
    expect(judgeOne(PTY_24, without(s1Clean, CongressHeld)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_24, upTo(CongressHeld)).outcome).toBe('not-yet-due');
  });
});

describe('PTY-25, the quorum', () => {
  it('is four fifths: 104 of 120', () => {
    expect(judgeOne(PTY_25, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: '参会有选举权的党员 104 人，应到 120 人，104 × 5 = 520 > 120 × 4 = 480，达到 4/5；至少须 96 人',
        en: '104 members with a vote present of 120 due: 104 × 5 = 520 > 120 × 4 = 480, at least 4/5; at least 96 needed',
      },
    });
  });

  it('includes exactly four fifths and fails one below', () => {
    expect(judgeOne(PTY_25, congress({ present: 96 })).outcome).toBe('pass');
    expect(judgeOne(PTY_25, congress({ present: 95 }))).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('95 × 5 = 475 < 120 × 4 = 480，未达到 4/5；至少须 96 人') },
    });
  });

  it('shows the quorum of the registered members, where fewer were called due', () => {
    expect(judgeOne(PTY_25, congress({ due: 110, present: 90 }))).toMatchObject({
      outcome: 'pass',
      otherReading: {
        outcome: 'fail',
        arithmetic: { zh: expect.stringContaining('应到 120 人，90 × 5 = 450 < 120 × 4 = 480') },
      },
    });
    expect(judgeOne(PTY_25, congress({ kind: 'delegates', due: 110, present: 90 })).otherReading).toBeUndefined();
  });

  it('cannot be judged without those due', () => {
    expect(judgeOne(PTY_25, congress({ due: 0, present: 0 })).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_25, without(s1Clean, CongressHeld)).outcome).toBe('not-evaluable');
  });

  it('judges a congress that had to be repeated apart', () => {
    const first = congress({ present: 80, on: '2021-11-12' }).filter(({ type }) => type === CongressHeld.type);
    const at = s1Clean.findIndex(({ type }) => type === CongressHeld.type);
    expect(judge(PTY_25, [...s1Clean.slice(0, at), ...first, ...s1Clean.slice(at)])).toMatchObject([
      { outcome: 'fail', blocksActs: false },
      { outcome: 'pass' },
    ]);
  });

  it('takes another share as its parameters say', () => {
    expect(judgeOne(PTY_25, congress({ present: 80 }), { parameters: { numerator: 2, denominator: 3 } }).outcome).toBe(
      'pass',
    );
  });
});

describe('PTY-26, the written report', () => {
  it('follows the announcement', () => {
    expect(judgeOne(PTY_26, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: '宣布结果 2021-11-13 11:40 ≤ 报告 2021-11-15；文号 青委〔2021〕17号' },
    });
    expect(judgeOne(PTY_26, changed(s1Clean, ResultReported, { on: '2021-11-12' })).outcome).toBe('fail');
  });

  it('lacks the report or the result', () => {
    expect(judgeOne(PTY_26, without(s1Clean, ResultReported)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_26, without(s1Clean, ResultAnnounced)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_26, upTo(ResultReported)).outcome).toBe('not-yet-due');
  });
});

describe('PTY-27, approval and filing', () => {
  it('follow election and report, for the secretary elected', () => {
    expect(judgeOne(PTY_27, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: `选举 2021-11-13 11:40 ≤ 报告 2021-11-15 ≤ 批复 2021-11-15 ≤ 备案 2021-11-15；用时 0 天（未设期限）；备案 {person:${nominee(1)}}，当选书记 {person:${nominee(1)}}`,
      },
    });
  });

  it.each([
    ['an approval before the report', changed(s1Clean, ResultApproved, { on: '2021-11-14' })],
    ['a filing before the approval', changed(s1Clean, SecretaryFiled, { on: '2021-11-14' })],
    ['somebody else filed', changed(s1Clean, SecretaryFiled, { personId: nominee(2) })],
    ['a returned result that was filed', changed(s1Clean, ResultApproved, { outcome: 'returned' })],
  ])('fails with %s', (_what, events) => {
    expect(judgeOne(PTY_27, events).outcome).toBe('fail');
  });

  it('compares with the secretary of a changed result', () => {
    const change = happened(
      ResultChanged,
      {
        elected: [{ personId: nominee(2), votes: 95 }],
        secretary: nominee(2),
        issuer: '街道党工委',
        number: '云街工〔2021〕50号',
        ground: '更正',
      },
      '2021-11-14',
    );
    expect(judgeOne(PTY_27, [...s1Clean, change]).outcome).toBe('fail');
    expect(judgeOne(PTY_27, [...changed(s1Clean, SecretaryFiled, { personId: nominee(2) }), change]).outcome).toBe(
      'pass',
    );
  });

  it('lacks what was skipped, waits for what is next', () => {
    expect(judgeOne(PTY_27, without(s1Clean, ResultApproved))).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '批复记录（由街道党工委补录）' }],
    });
    expect(judgeOne(PTY_27, without(s1Clean, SecretaryFiled)).outcome).toBe('not-yet-due');
    const closed = happened(
      ElectionDossierClosed,
      { streams: [{ stream: 'partyElection-C01-2021-1', count: 1, root: 'x' }] },
      '2021-11-20',
    );
    expect(judgeOne(PTY_27, [...without(s1Clean, SecretaryFiled), closed]).outcome).toBe('not-evaluable');
    const nameless = s1Clean.map((event): Happened => {
      const { secretary: _secretary, ...data } = event.data;
      return event.type === ResultAnnounced.type ? { ...event, data } : event;
    });
    expect(judgeOne(PTY_27, nameless)).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '当选的书记（由选务员补录）' }],
    });
  });

  it('is late once a limit is set and over', () => {
    const parameters = { limitDays: 5 };
    const waiting = without(s1Clean, ResultApproved, SecretaryFiled);
    expect(judgeOne(PTY_27, waiting, { parameters, moment: momentAt('2021-11-20') })).toMatchObject({
      outcome: 'not-yet-due',
      due: '2021-11-20',
      recheckAt: '2021-11-20T16:00:00.000Z',
    });
    expect(judgeOne(PTY_27, waiting, { parameters, moment: momentAt('2021-11-21') }).outcome).toBe('overdue');
    expect(judgeOne(PTY_27, s1Clean, { parameters }).due).toBeUndefined();
    const unfiled = without(s1Clean, SecretaryFiled);
    expect(judgeOne(PTY_27, unfiled, { parameters, moment: momentAt('2021-11-25') })).toMatchObject({
      outcome: 'not-yet-due',
      arithmetic: { zh: expect.stringContaining('尚无备案记录') },
    });
    const slow = changed(changed(s1Clean, ResultApproved, { on: '2021-11-21' }), SecretaryFiled, { on: '2021-11-22' });
    expect(judgeOne(PTY_27, slow, { parameters })).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('用时 6 天 > 期限 5 天') },
    });
  });
});

describe('who is elected', () => {
  const count = { votes: CANDIDATES.map((personId, index) => ({ personId, votes: BALLOT[index] ?? 0 })) };

  it('are seven with more than half of those present: 71 > 52', () => {
    const result = electedBy(count, 104, 120, 7);
    expect(result).toMatchObject({ threshold: 53, tied: [] });
    expect(result.elected.map(({ votes }) => votes)).toEqual([98, 95, 93, 90, 88, 84, 71]);
    expect(result.arithmetic.zh).toBe(
      '以实到 104 人为基数，须超过 104 ÷ 2，至少 53 票；当选 7 人，最低 71 票，71 × 2 = 142 > 104',
    );
  });

  it('are the same seven with more than half of those due: 71 > 60', () => {
    expect(electedBy(count, 104, 120, 7, 'due')).toMatchObject({
      threshold: 61,
      arithmetic: { en: expect.stringContaining('71 × 2 = 142 > 120') },
    });
  });

  it('need more than exactly half, and never more than the seats', () => {
    const votes = [53, 80, 52, 60].map((one, index) => ({ personId: nominee(index + 1), votes: one }));
    expect(electedBy({ votes }, 104, 120, 4).elected.map((one) => one.votes)).toEqual([80, 60, 53]);
    expect(electedBy({ votes }, 104, 120, 2).elected).toHaveLength(2);
    expect(electedBy({ votes: [] }, 104, 120, 2)).toMatchObject({
      elected: [],
      arithmetic: { zh: expect.stringContaining('无人当选') },
    });
  });

  it('leave out those who tie for fewer seats', () => {
    const votes = [80, 60, 60, 20].map((one, index) => ({ personId: nominee(index + 1), votes: one }));
    expect(electedBy({ votes }, 104, 120, 2)).toMatchObject({
      elected: [{ votes: 80 }],
      tied: [{ votes: 60 }, { votes: 60 }],
      arithmetic: { zh: expect.stringContaining('2 人同为 60 票，余 1 个名额') },
    });
    expect(electedBy({ votes }, 104, 120, 3).tied).toEqual([]);
  });
});
