import {
  CandidateWithdrew,
  PreliminaryNomineesDetermined,
  QualificationCancelled,
  QualificationReviewed,
  RecommendationMeetingHeld,
  RejectionExplained,
  ReplacementNominated,
  ResultAnnounced,
  ReviewFedBack,
  SeatsApproved,
  SeatsPlanned,
} from '#elections';
import { PTY_09, PTY_12 } from './party-election-rejections.js';
import { type Happened, happened } from './testing/facts-builder.js';
import { changed, judge, judgeOne, judgeSubject, without } from './testing/judging.js';
import { BALLOT, s1Clean } from './testing/s1-clean.js';
import { CANDIDATES, nominee } from './testing/s1-people.js';
import { memberOf, reviewed } from './testing/s1-review.js';

const tenth = nominee(10);
const subject = `person:${tenth}`;
const failedAt = (level: 'full' | 'joint', events: readonly Happened[] = s1Clean) =>
  changed(
    events,
    QualificationReviewed,
    { outcome: 'failed' },
    ({ data }) => data['level'] === level && data['personId'] === tenth,
  );
/** S1 up to the joint review, where the tenth failed. */
const inReview = (level: 'full' | 'joint') => {
  const events = failedAt(level);
  return events.slice(
    0,
    events.findIndex(({ type }) => type === ReviewFedBack.type),
  );
};
const fedBack = (ids: readonly string[]) => happened(ReviewFedBack, { list: ids.map(memberOf) }, '2021-10-28');
const explained = happened(RejectionExplained, { personId: tenth, explanation: '不符合资格条件' }, '2021-10-26');
const replacedBy = (personId: string) =>
  happened(ReplacementNominated, { person: { personId, post: 'member' }, replaces: tenth }, '2021-10-26');
const nine = CANDIDATES.slice(0, 9);

describe('PTY-09, the refused of the full review', () => {
  it('is not asked where nobody was refused', () => {
    expect(judgeOne(PTY_09, s1Clean)).toMatchObject({
      outcome: 'not-applicable',
      arithmetic: { zh: '全面审查 10 人，无不得列入者' },
    });
  });

  it('passes with the explanation and a replacement from the recommended', () => {
    const events = [...inReview('full'), explained, replacedBy(nominee(11)), fedBack(nine)];
    expect(judgeSubject(PTY_09, events, subject)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: `{person:${tenth}} 2021-10-26 认定不得列入，2021-10-26 作出说明；以 {person:${nominee(11)}} 递补，推荐得票 62`,
      },
    });
  });

  it('waits before the feedback and fails after it', () => {
    expect(judgeSubject(PTY_09, inReview('full'), subject).outcome).toBe('not-yet-due');
    expect(judgeSubject(PTY_09, [...inReview('full'), fedBack(nine)], subject)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('没有向社区党组织说明；余 9 人 < 应有 10 人，缺额没有补报') },
    });
  });

  it('fails for either half alone', () => {
    const unexplained = [...inReview('full'), replacedBy(nominee(11)), fedBack(nine)];
    expect(judgeSubject(PTY_09, unexplained, subject).outcome).toBe('fail');
    const unreplaced = [...inReview('full'), explained, fedBack(nine)];
    expect(judgeSubject(PTY_09, unreplaced, subject).outcome).toBe('fail');
    const early = happened(RejectionExplained, { personId: tenth, explanation: '先行说明' }, '2021-10-25');
    const again = [...inReview('full'), early, explained, replacedBy(nominee(11)), fedBack(nine)];
    expect(judgeSubject(PTY_09, again, subject).outcome).toBe('pass');
  });

  it('needs no replacement where nobody is short', () => {
    const events = changed([...inReview('full'), explained, fedBack(nine)], SeatsApproved, { seats: 6 });
    expect(judgeSubject(PTY_09, events, subject)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: expect.stringContaining('余 9 人 ≥ 应有 8 人，不缺额') },
    });
  });

  it('fails for a replacement that nobody recommended, or an explanation before the review', () => {
    const stranger = 'aaaaaaaa-0000-4000-8000-000000000001';
    const events = [...inReview('full'), explained, replacedBy(stranger), fedBack(nine)];
    expect(judgeSubject(PTY_09, events, subject).outcome).toBe('fail');
    const early = changed([...inReview('full'), explained, replacedBy(nominee(11))], RejectionExplained, {
      on: '2021-10-25',
    });
    expect(judgeSubject(PTY_09, early, subject).outcome).toBe('fail');
  });

  it('takes the newest replacement', () => {
    const stranger = 'aaaaaaaa-0000-4000-8000-000000000001';
    const again = [...inReview('full'), explained, replacedBy(stranger), replacedBy(nominee(11)), fedBack(nine)];
    expect(judgeSubject(PTY_09, again, subject).outcome).toBe('pass');
  });

  it('cannot be judged without seats, votes or the list', () => {
    const bare = [...inReview('full'), explained, fedBack(nine)];
    expect(judgeSubject(PTY_09, without(bare, SeatsApproved, SeatsPlanned), subject).outcome).toBe('not-evaluable');
    const replaced = [...inReview('full'), explained, replacedBy(nominee(11)), fedBack(nine)];
    expect(judgeSubject(PTY_09, without(replaced, RecommendationMeetingHeld), subject).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_09, without(s1Clean, PreliminaryNomineesDetermined)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_09, without(s1Clean, QualificationReviewed)).outcome).toBe('not-evaluable');
  });
});

describe('PTY-12, struck off', () => {
  const cancelled = happened(
    QualificationCancelled,
    { personId: tenth, by: 'district', reason: '不符合条件' },
    '2021-10-27',
  );

  it('has nothing to ask where nobody failed', () => {
    expect(judgeOne(PTY_12, s1Clean)).toMatchObject({
      outcome: 'not-applicable',
      arithmetic: { zh: '审查 12 人，无不符合条件者' },
    });
  });

  it('passes where the person was struck off and is on no later list', () => {
    expect(judgeSubject(PTY_12, [...inReview('joint'), cancelled, fedBack(nine)], subject)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: `{person:${tenth}} 2021-10-27 联合审查未通过，2021-10-27 取消资格；其后名单均无此人` },
    });
  });

  it('fails on every later list, request and result', () => {
    expect(BALLOT).toHaveLength(10);
    const elected = changed(failedAt('joint'), ResultAnnounced, {
      elected: [
        { personId: nominee(1), votes: 98 },
        { personId: tenth, votes: 60 },
      ],
    });
    expect(judgeSubject(PTY_12, [...elected, cancelled], subject)).toMatchObject({
      outcome: 'fail',
      arithmetic: {
        zh: expect.stringContaining(
          '其后仍列入：反馈名单（2021-10-28）、考察名单（2021-10-29）、预备人选名单（2021-11-04）、请示所附名单（2021-11-11）、选举结果（2021-11-13 11:40）',
        ),
      },
    });
  });

  it('fails without the striking-off once the list was fed back, and waits before', () => {
    expect(judgeSubject(PTY_12, inReview('joint'), subject).outcome).toBe('not-yet-due');
    expect(judgeSubject(PTY_12, [...inReview('joint'), fedBack(nine)], subject)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('没有取消资格的记录') },
    });
  });

  it('takes the newest review of a level', () => {
    expect(judgeOne(PTY_12, [...inReview('joint'), reviewed('joint', tenth, '2021-10-28')]).outcome).toBe(
      'not-applicable',
    );
  });

  it('cannot be judged without every joint review; who left is not waited for', () => {
    const unreviewed = s1Clean.filter(
      ({ type, data }) =>
        type !== QualificationReviewed.type || data['level'] !== 'joint' || data['personId'] !== tenth,
    );
    expect(judgeOne(PTY_12, unreviewed).outcome).toBe('not-evaluable');
    const withdrew = happened(CandidateWithdrew, { personId: tenth, reason: '个人原因' }, '2021-10-26');
    expect(judge(PTY_12, [...unreviewed, withdrew])[0]?.outcome).toBe('not-applicable');
    expect(judgeOne(PTY_12, []).outcome).toBe('not-yet-due');
  });
});
