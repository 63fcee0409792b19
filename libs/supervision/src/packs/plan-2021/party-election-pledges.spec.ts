import { CandidatesToBeDetermined, CandidateWithdrew, CongressHeld, NoticePosted, PledgeSigned } from '#elections';
import { PTY_22, PTY_23 } from './party-election-pledges.js';
import { type Happened, happened } from './testing/facts-builder.js';
import { changed, judge, judgeOne, judgeSubject, without } from './testing/judging.js';
import { PLEDGE_NOTICE, s1Clean } from './testing/s1-clean.js';
import { CANDIDATES, nominee } from './testing/s1-people.js';

const third = `person:${nominee(3)}`;
const ofThird = ({ data }: Happened) => data['personId'] === nominee(3);
const unsigned = s1Clean.filter((event) => event.type !== PledgeSigned.type || !ofThird(event));
const upToCongress = (events: readonly Happened[]) =>
  events.slice(
    0,
    events.findIndex(({ type }) => type === CongressHeld.type),
  );
const posted = (change: Readonly<Record<string, unknown>>) =>
  changed(s1Clean, NoticePosted, change, ({ data }) => data['noticeId'] === PLEDGE_NOTICE);

describe('PTY-22, the pledge of each candidate-to-be', () => {
  it('was signed before the congress by all ten', () => {
    const results = judge(PTY_22, s1Clean);
    expect(results).toHaveLength(10);
    expect(results.every(({ outcome }) => outcome === 'pass')).toBe(true);
    expect(judgeSubject(PTY_22, s1Clean, third).arithmetic.zh).toBe('承诺书 2021-11-12 ≤ 党员大会 2021-11-13 09:00');
  });

  it('fails for one who did not sign, or signed after the congress; before it, it is awaited', () => {
    expect(judgeSubject(PTY_22, unsigned, third).outcome).toBe('fail');
    expect(judgeSubject(PTY_22, upToCongress(unsigned), third).outcome).toBe('not-yet-due');
    const late = (on: string) => judgeSubject(PTY_22, changed(s1Clean, PledgeSigned, { on }, ofThird), third).outcome;
    expect(late('2021-11-13')).toBe('pass');
    expect(late('2021-11-14')).toBe('fail');
  });

  it('cannot be judged where no pledge at all, or no list, is recorded', () => {
    expect(judgeSubject(PTY_22, without(s1Clean, PledgeSigned), third)).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '承诺书（由社区党组织补录）' }],
    });
    expect(judgeOne(PTY_22, without(s1Clean, CandidatesToBeDetermined)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_22, []).outcome).toBe('not-yet-due');
  });

  it('is not asked of who withdrew', () => {
    const withdrew = happened(CandidateWithdrew, { personId: nominee(3), reason: '个人原因' }, '2021-11-11');
    expect(judge(PTY_22, [...unsigned, withdrew])).toHaveLength(CANDIDATES.length - 1);
  });
});

describe('PTY-23, the written promise made public', () => {
  it('is there and posted before the congress', () => {
    expect(judge(PTY_23, s1Clean).every(({ outcome }) => outcome === 'pass')).toBe(true);
    expect(judgeSubject(PTY_23, s1Clean, third).arithmetic.zh).toBe(
      '书面承诺 2021-11-12 ≤ 党员大会 2021-11-13 09:00；承诺公示 2021-11-12 16:00 ≤ 党员大会 2021-11-13 09:00',
    );
  });

  it('fails without the promise, off the notice, or posted after the congress', () => {
    const noPromise = changed(s1Clean, PledgeSigned, { promise: false }, ofThird);
    expect(judgeSubject(PTY_23, noPromise, third)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('没有书面承诺') },
    });
    const off = posted({ persons: CANDIDATES.slice(3).map((personId) => ({ personId, name: '人选' })) });
    expect(judgeSubject(PTY_23, off, third)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('没有承诺公示') },
    });
    expect(judgeSubject(PTY_23, posted({ on: '2021-11-13T10:00:00+08:00' }), third).outcome).toBe('fail');
  });

  it('waits before the congress and lacks it after', () => {
    const unposted = s1Clean.filter(({ data }) => data['noticeId'] !== PLEDGE_NOTICE);
    expect(judgeSubject(PTY_23, unposted, third).outcome).toBe('not-evaluable');
    expect(judgeSubject(PTY_23, upToCongress(unposted), third).outcome).toBe('not-yet-due');
    expect(judgeSubject(PTY_23, without(s1Clean, PledgeSigned), third).outcome).toBe('not-evaluable');
  });
});
