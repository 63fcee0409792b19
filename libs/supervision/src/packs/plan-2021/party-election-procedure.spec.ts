import {
  ApprovalGiven,
  CongressReplied,
  NoticeTakenDown,
  PledgeSigned,
  ResultAnnounced,
  ReviewFedBack,
  SittingMemberRecorded,
  StreetRecommendationMade,
  TalkHeld,
} from '#elections';
import { PTY_28 } from './party-election-procedure.js';
import { happened, momentAt } from './testing/facts-builder.js';
import { changed, judgeOne, without } from './testing/judging.js';
import { S1_END, s1Clean } from './testing/s1-clean.js';
import { nominee } from './testing/s1-people.js';
import { memberOf } from './testing/s1-review.js';

const upTo = (type: { readonly type: string }) =>
  s1Clean.slice(
    0,
    s1Clean.findIndex((event) => event.type === type.type),
  );

describe('PTY-28, ten steps', () => {
  it('are all there and in order', () => {
    expect(judgeOne(PTY_28, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: '依次完成：1 部署启动（批复） 2021-10-19 ≤ 2 党员群众推荐 2021-10-20 ≤ 3 街道推荐 2021-10-22 ≤ 4 资格联审（反馈） 2021-10-28 ≤ 5 考察（反馈） 2021-11-04 ≤ 6 谈心谈话 2021-11-04 ≤ 7 预备人选（公示期满） 2021-11-10 ≤ 8 请示批复 2021-11-12 ≤ 9 纪律承诺 2021-11-12 ≤ 10 大会选举 2021-11-13',
      },
    });
  });

  it.each([
    ['the review after the inspection', changed(s1Clean, ReviewFedBack, { on: '2021-11-05' })],
    ['the start approved after the recommendation', changed(s1Clean, CongressReplied, { on: '2021-10-21' })],
    ['pledges before the approval', changed(s1Clean, PledgeSigned, { on: '2021-11-09' })],
  ])('fail with %s', (_what, events) => {
    expect(judgeOne(PTY_28, events)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('次序颠倒') },
    });
  });

  it.each([
    ['3', StreetRecommendationMade],
    ['6', TalkHeld],
    ['8', ApprovalGiven],
  ])('fail where step %s is missing after the election, and lack it before', (step, type) => {
    expect(judgeOne(PTY_28, without(s1Clean, type))).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining(`没有完成记录的：第 ${step} 步`) },
    });
    expect(judgeOne(PTY_28, without(s1Clean, type, ResultAnnounced))).toMatchObject({ outcome: 'not-evaluable' });
  });

  it('are early one after the other', () => {
    expect(judgeOne(PTY_28, upTo(ReviewFedBack))).toMatchObject({
      outcome: 'not-yet-due',
      arithmetic: { zh: expect.stringContaining('已完成 3 / 10 步') },
    });
    expect(judgeOne(PTY_28, []).outcome).toBe('not-yet-due');
  });

  it('do not count a returned approval, nor talks with somebody missing', () => {
    expect(judgeOne(PTY_28, changed(s1Clean, ApprovalGiven, { outcome: 'returned' })).outcome).toBe('fail');
    const oneShort = s1Clean.filter(({ type, data }) => type !== TalkHeld.type || data['personId'] !== nominee(4));
    expect(judgeOne(PTY_28, oneShort).outcome).toBe('fail');
    expect(judgeOne(PTY_28, without(s1Clean, SittingMemberRecorded)).outcome).toBe('fail');
  });

  it('keep the first completion when a step is done again', () => {
    const again = happened(ReviewFedBack, { list: [memberOf(nominee(11))] }, '2021-11-08');
    expect(judgeOne(PTY_28, [...s1Clean, again]).outcome).toBe('pass');
  });

  it('have step 7 completed by the clock while the notice is up', () => {
    const up = upTo(NoticeTakenDown);
    expect(judgeOne(PTY_28, up, { moment: momentAt('2021-11-09') })).toMatchObject({
      recheckAt: '2021-11-10T09:30:00.000Z',
      arithmetic: { zh: expect.stringContaining('已完成 6 / 10 步') },
    });
    const due = { at: '2021-11-10T09:30:00.000Z', today: '2021-11-10' };
    expect(judgeOne(PTY_28, up, { moment: due })).toMatchObject({
      arithmetic: { zh: expect.stringContaining('已完成 7 / 10 步') },
    });
    expect(judgeOne(PTY_28, up, { moment: due }).recheckAt).toBeUndefined();
    expect(judgeOne(PTY_28, up, { moment: S1_END }).arithmetic.zh).toContain('已完成 7 / 10 步');
  });
});
