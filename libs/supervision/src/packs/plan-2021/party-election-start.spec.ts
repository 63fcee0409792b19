import {
  CommitteeMeetingHeld,
  CongressReplied,
  CongressRequested,
  MethodConsulted,
  MethodDrawnUp,
  MobilisationHeld,
} from '#elections';
import { PTY_01, PTY_02, PTY_29 } from './party-election-start.js';
import { momentAt } from './testing/facts-builder.js';
import { changed, judgeOne, without } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';

describe('PTY-29, mobilisation and the starting meeting', () => {
  it('wants both mobilisations and the minutes before the request', () => {
    expect(judgeOne(PTY_29, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: expect.stringContaining('街道动员 2021-10-16 ≤ 请示 2021-10-18') },
    });
  });

  it('fails where the community mobilised only after the request', () => {
    const late = changed(s1Clean, MobilisationHeld, { on: '2021-10-19' }, ({ data }) => data['level'] === 'community');
    expect(judgeOne(PTY_29, late)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('社区动员 2021-10-19 > 请示 2021-10-18') },
    });
  });

  it('names the missing mobilisation and who supplies it', () => {
    const events = s1Clean.filter(({ type, data }) => type !== MobilisationHeld.type || data['level'] !== 'street');
    expect(judgeOne(PTY_29, events)).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '街道动员（由街道党工委补录）' }],
    });
  });

  it('cannot be judged where nobody of the street is named at the meeting', () => {
    const events = s1Clean.map((event) => {
      if (event.type !== CommitteeMeetingHeld.type) return event;
      const { guide: _guide, ...data } = event.data;
      return { ...event, data };
    });
    expect(judgeOne(PTY_29, events)).toMatchObject({ outcome: 'not-evaluable' });
  });

  it('asks for the request only once the election went on without it', () => {
    expect(judgeOne(PTY_29, without(s1Clean, CongressRequested))).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '召开大会的请示（由社区党组织补录）' }],
    });
    const early = s1Clean.slice(
      0,
      s1Clean.findIndex(({ type }) => type === CongressRequested.type),
    );
    expect(judgeOne(PTY_29, early).outcome).toBe('pass');
  });

  it('is early while nothing is recorded', () => {
    expect(judgeOne(PTY_29, [])).toMatchObject({ outcome: 'not-yet-due', subject: 'community:C01' });
  });
});

describe('PTY-01, method, consultation, request', () => {
  it('is kept on one day', () => {
    expect(judgeOne(PTY_01, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: '办法 2021-10-18 ≤ 沟通 2021-10-18 ≤ 请示 2021-10-18',
        en: 'method 2021-10-18 ≤ consultation 2021-10-18 ≤ request 2021-10-18',
      },
    });
  });

  it('fails where the street was consulted after the request', () => {
    const events = changed(s1Clean, MethodConsulted, { on: '2021-10-19' });
    expect(judgeOne(PTY_01, events)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: '次序颠倒：办法 2021-10-18 ≤ 沟通 2021-10-19 > 请示 2021-10-18' },
    });
  });

  it('compares instants where both are known', () => {
    const events = changed(changed(s1Clean, MethodConsulted, { on: '2021-10-18T15:00:00+08:00' }), CongressRequested, {
      on: '2021-10-18T14:00:00+08:00',
    });
    expect(judgeOne(PTY_01, events).outcome).toBe('fail');
  });

  it.each([
    [MethodDrawnUp, '推荐产生办法（由社区党组织补录）'],
    [MethodConsulted, '与街道的沟通（由社区党组织补录）'],
    [CongressRequested, '召开大会的请示（由社区党组织补录）'],
  ])('names %p when it is missing', (type, zh) => {
    expect(judgeOne(PTY_01, without(s1Clean, type))).toMatchObject({ outcome: 'not-evaluable', missing: [{ zh }] });
  });
});

describe('PTY-02, the street’s reply', () => {
  it('reports the days, for there is no limit', () => {
    expect(judgeOne(PTY_02, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: '请示 2021-10-18 ≤ 批复 2021-10-19；用时 1 天（未设期限）',
        en: 'request 2021-10-18 ≤ reply 2021-10-19; took 1 day (no limit set)',
      },
    });
  });

  it('takes the time of recording where none is stated, and says so', () => {
    const events = s1Clean.map((event) => {
      const { on: _on, ...rest } = event;
      return event.type === CongressReplied.type ? { ...rest, at: '2021-10-19T02:00:00.000Z' } : event;
    });
    expect(judgeOne(PTY_02, events)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: '请示 2021-10-18 ≤ 批复 2021-10-19 10:00 记录；用时 1 天（未设期限）',
        en: 'request 2021-10-18 ≤ reply recorded 2021-10-19 10:00; took 1 day (no limit set)',
      },
    });
  });

  it('fails where the reply is older than the request', () => {
    expect(judgeOne(PTY_02, changed(s1Clean, CongressReplied, { on: '2021-10-17' })).outcome).toBe('fail');
  });

  it('is missing, never a pass, once the meeting was held without it', () => {
    expect(judgeOne(PTY_02, without(s1Clean, CongressReplied))).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '街道批复（由街道党工委补录）' }],
    });
  });

  it('lacks the request where only the reply is recorded', () => {
    const reply = s1Clean.filter(({ type }) => type === CongressReplied.type);
    expect(judgeOne(PTY_02, reply)).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '召开大会的请示（由社区党组织补录）' }],
    });
  });

  describe('with a limit of three days', () => {
    const parameters = { limitDays: 3 };
    const asked = s1Clean.filter(({ type }) => type === CongressRequested.type);
    const answeredOn = (on: string) => changed(s1Clean, CongressReplied, { on });

    it('passes on the third day and fails on the fourth', () => {
      expect(judgeOne(PTY_02, answeredOn('2021-10-21'), { parameters }).outcome).toBe('pass');
      expect(judgeOne(PTY_02, answeredOn('2021-10-22'), { parameters })).toMatchObject({
        outcome: 'fail',
        arithmetic: { zh: expect.stringContaining('用时 4 天 > 期限 3 天') },
      });
    });

    it('waits until the third day is over, and says when the clock will change it', () => {
      expect(judgeOne(PTY_02, asked, { parameters, moment: momentAt('2021-10-21') })).toMatchObject({
        outcome: 'not-yet-due',
        due: '2021-10-21',
        recheckAt: '2021-10-21T16:00:00.000Z',
      });
      expect(
        judgeOne(PTY_02, asked, { parameters, moment: { at: '2021-10-21T16:00:00.000Z', today: '2021-10-22' } }),
      ).toMatchObject({
        outcome: 'overdue',
        due: '2021-10-21',
      });
    });
  });

  it('waits for an answer to the newest request', () => {
    const again = { ...s1Clean.filter(({ type }) => type === CongressRequested.type)[0], on: '2021-10-20' };
    const events = s1Clean
      .slice(0, s1Clean.findIndex(({ type }) => type === CongressReplied.type) + 1)
      .concat([again as (typeof s1Clean)[number]]);
    expect(judgeOne(PTY_02, events).outcome).toBe('not-yet-due');
  });
});
