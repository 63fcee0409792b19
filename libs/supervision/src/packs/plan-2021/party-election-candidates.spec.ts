import {
  ApprovalGiven,
  ApprovalRequested,
  CandidatesToBeDetermined,
  CommitteeMeetingHeld,
  CongressHeld,
  InspectionFedBack,
  InspectionHeld,
  NoticePosted,
  NoticeTakenDown,
  QualificationReviewed,
} from '#elections';
import { PTY_19, PTY_21 } from './party-election-candidates.js';
import { type Happened } from './testing/facts-builder.js';
import { changed, judgeOne, without } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';
import { nominee } from './testing/s1-people.js';

const isMeeting = ({ data }: Happened) => data['purpose'] === 'candidates-to-be';
const upTo = (type: { readonly type: string }) =>
  s1Clean.slice(
    0,
    s1Clean.findIndex((event) => event.type === type.type),
  );

describe('PTY-19, how the candidates-to-be are determined', () => {
  it('is by a meeting after the feedback, of those who passed and were inspected', () => {
    expect(judgeOne(PTY_19, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: '名单 10 人，通过联审 10 人；经过考察 10 / 10 人；委员会会议 2021-11-04 ≤ 确定名单 2021-11-04；会议记录 青委纪〔2021〕13号；考察反馈 2021-11-04 ≤ 会议 2021-11-04',
      },
    });
  });

  it.each([
    [
      'somebody not inspected',
      s1Clean.filter(({ type, data }) => type !== InspectionHeld.type || data['personId'] !== nominee(6)),
    ],
    [
      'somebody who failed',
      changed(
        s1Clean,
        QualificationReviewed,
        { outcome: 'failed' },
        ({ data }) => data['level'] === 'joint' && data['personId'] === nominee(6),
      ),
    ],
    ['a meeting before the feedback', changed(s1Clean, CommitteeMeetingHeld, { on: '2021-11-03' }, isMeeting)],
    ['a meeting after the list', changed(s1Clean, CommitteeMeetingHeld, { on: '2021-11-05' }, isMeeting)],
  ])('fails with %s', (_what, events) => {
    expect(judgeOne(PTY_19, events).outcome).toBe('fail');
  });

  it.each([
    ['the list', without(s1Clean, CandidatesToBeDetermined)],
    ['the meeting', s1Clean.filter((event) => event.type !== CommitteeMeetingHeld.type || !isMeeting(event))],
    ['the feedback', without(s1Clean, InspectionFedBack)],
    ['any inspection', without(s1Clean, InspectionHeld)],
    ['the reviews', without(s1Clean, QualificationReviewed)],
  ])('cannot be judged without %s', (_what, events) => {
    expect(judgeOne(PTY_19, events).outcome).toBe('not-evaluable');
  });

  it('is early before the list', () => {
    expect(judgeOne(PTY_19, upTo(CandidatesToBeDetermined)).outcome).toBe('not-yet-due');
  });
});

describe('PTY-21, notice, request, approval', () => {
  it('follow each other, and the days are reported', () => {
    expect(judgeOne(PTY_21, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: '公示 2021-11-10 撤下 ≤ 请示 2021-11-11；请示 2021-11-11 ≤ 批复 2021-11-12；同意，用时 1 天（未设期限）',
        en: 'notice taken down 2021-11-10 ≤ request 2021-11-11; request 2021-11-11 ≤ approval 2021-11-12; approved, took 1 day (no limit set)',
      },
    });
  });

  it('may all be on one day', () => {
    const events = changed(changed(s1Clean, ApprovalRequested, { on: '2021-11-10' }), ApprovalGiven, {
      on: '2021-11-10',
    });
    expect(judgeOne(PTY_21, events).outcome).toBe('pass');
  });

  it('fails where the request came before the end, by the hour where hours are known', () => {
    const at = (on: string) => changed(s1Clean, ApprovalRequested, { on });
    expect(judgeOne(PTY_21, at('2021-11-09')).outcome).toBe('fail');
    expect(judgeOne(PTY_21, at('2021-11-10T17:59:00+08:00')).outcome).toBe('fail');
    expect(judgeOne(PTY_21, at('2021-11-10T18:00:00+08:00')).outcome).toBe('pass');
  });

  it('takes the end of the days of a notice that is still up', () => {
    const up = without(s1Clean, NoticeTakenDown);
    expect(judgeOne(PTY_21, up)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: expect.stringContaining('公示 2021-11-10 满期 ≤ 请示 2021-11-11') },
    });
    const early = changed(up, ApprovalRequested, { on: '2021-11-08' });
    const moment = { at: '2021-11-08T04:00:00.000Z', today: '2021-11-08' };
    expect(judgeOne(PTY_21, early, { moment, until: moment }).outcome).toBe('not-yet-due');
    expect(judgeOne(PTY_21, early, { moment })).toMatchObject({
      outcome: 'fail',
      recheckAt: '2021-11-10T09:30:00.000Z',
      arithmetic: { zh: expect.stringContaining('尚未结束') },
    });
  });

  it('fails where the approval is older than the request or returned it', () => {
    expect(judgeOne(PTY_21, changed(s1Clean, ApprovalGiven, { on: '2021-11-10' })).outcome).toBe('fail');
    const returned = changed(s1Clean, ApprovalGiven, { outcome: 'returned' });
    expect(judgeOne(PTY_21, returned).outcome).toBe('fail');
    const soFar = returned.slice(
      0,
      returned.findIndex(({ type }) => type === CongressHeld.type),
    );
    expect(judgeOne(PTY_21, soFar).outcome).toBe('not-yet-due');
  });

  it('takes the newest approval', () => {
    const returned = changed(
      s1Clean.filter(({ type }) => type === ApprovalGiven.type),
      ApprovalGiven,
      { outcome: 'returned', on: '2021-11-11' },
    );
    const at = s1Clean.findIndex(({ type }) => type === ApprovalGiven.type);
    expect(judgeOne(PTY_21, [...s1Clean.slice(0, at), ...returned, ...s1Clean.slice(at)]).outcome).toBe('pass');
  });

  it.each([
    ['the request', ApprovalRequested],
    ['the approval', ApprovalGiven],
    ['the notice', NoticePosted],
  ])('cannot be judged without %s', (_what, type) => {
    expect(judgeOne(PTY_21, without(s1Clean, type)).outcome).toBe('not-evaluable');
  });

  it('waits for the request, then for the approval', () => {
    expect(judgeOne(PTY_21, upTo(ApprovalRequested)).outcome).toBe('not-yet-due');
    expect(judgeOne(PTY_21, upTo(ApprovalGiven)).outcome).toBe('not-yet-due');
  });
});
