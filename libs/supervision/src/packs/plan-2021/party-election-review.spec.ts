import {
  CandidateWithdrew,
  DepartmentReplied,
  PreliminaryNomineesDetermined,
  QualificationCancelled,
  QualificationReviewed,
  ReviewFedBack,
  StreetRecommendationMade,
} from '#elections';
import { PTY_11, PTY_13 } from './party-election-review.js';
import { type Happened, happened } from './testing/facts-builder.js';
import { changed, judgeOne, without } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';
import { NOMINEES, nominee } from './testing/s1-people.js';
import { memberOf, reviewed } from './testing/s1-review.js';

const ofLevel =
  (level: string, personId?: string) =>
  ({ data }: Happened) =>
    data['level'] === level && (personId === undefined || data['personId'] === personId);

const dropReview = (level: string, personId?: string) =>
  s1Clean.filter((event) => event.type !== QualificationReviewed.type || !ofLevel(level, personId)(event));

const upTo = (type: { readonly type: string }, events: readonly Happened[] = s1Clean) =>
  events.slice(
    0,
    events.findIndex((event) => event.type === type.type),
  );

describe('PTY-11, three levels of review', () => {
  it('counts 12 of 12 at each level and names those taking part', () => {
    expect(judgeOne(PTY_11, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: expect.stringContaining('初审 12 / 12 人；全面审查 12 / 12 人；联合审查 12 / 12 人；各级次序不颠倒'),
        en: expect.stringContaining(
          'first check 12 of 12; full review 12 of 12; joint review 12 of 12; levels in order',
        ),
      },
    });
  });

  it('fails where one nominee lacks one level after the feedback, and waits before it', () => {
    const events = dropReview('joint', nominee(7));
    expect(judgeOne(PTY_11, events)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining(`联合审查 11 / 12 人，缺 {person:${nominee(7)}}`) },
    });
    expect(judgeOne(PTY_11, upTo(ReviewFedBack, events)).outcome).toBe('not-yet-due');
  });

  it('fails out of order, and by the wrong body', () => {
    const early = changed(s1Clean, QualificationReviewed, { on: '2021-10-24' }, ofLevel('joint', nominee(3)));
    expect(judgeOne(PTY_11, early)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining(`{person:${nominee(3)}} 的各级次序颠倒`) },
    });
    const other = changed(s1Clean, QualificationReviewed, { body: 'other' }, ofLevel('full', nominee(3)));
    expect(judgeOne(PTY_11, other)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('不是由规定的机构作出') },
    });
  });

  it('lacks a level that nobody recorded, or the departments of one side', () => {
    expect(judgeOne(PTY_11, dropReview('first'))).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '初审结论（由社区党组织补录）' }],
    });
    const streetOnly = s1Clean.filter(
      ({ type, data }) => type !== DepartmentReplied.type || data['departmentLevel'] === 'street',
    );
    expect(judgeOne(PTY_11, streetOnly)).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '区级部门派出机构的审查回复（由街道党工委补录）' }],
    });
    expect(judgeOne(PTY_11, without(s1Clean, DepartmentReplied)).missing).toHaveLength(2);
  });

  it('asks no further level of who failed, withdrew or was struck off', () => {
    const failed = changed(
      dropReview('joint', nominee(12)),
      QualificationReviewed,
      { outcome: 'failed' },
      ofLevel('full', nominee(12)),
    );
    expect(judgeOne(PTY_11, failed).outcome).toBe('pass');
    const withdrew = happened(CandidateWithdrew, { personId: nominee(12), reason: '个人原因' }, '2021-10-26');
    expect(judgeOne(PTY_11, [...dropReview('joint', nominee(12)), withdrew]).outcome).toBe('pass');
  });

  it('cannot be judged without nominees while reviews are recorded', () => {
    const nobody = without(s1Clean, PreliminaryNomineesDetermined, StreetRecommendationMade);
    expect(judgeOne(PTY_11, nobody).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_11, []).outcome).toBe('not-yet-due');
  });
});

describe('PTY-13, the list fed back', () => {
  const fedBack = (ids: readonly string[], on = '2021-10-28') =>
    changed(s1Clean, ReviewFedBack, { list: ids.map(memberOf), on });

  it('is exactly those who passed', () => {
    expect(judgeOne(PTY_13, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: '反馈 12 人，通过联审 12 人，一致；2021-10-28 反馈，在联审之后' },
    });
  });

  it('fails with one more, one fewer, or before the review', () => {
    const failed = changed(s1Clean, QualificationReviewed, { outcome: 'failed' }, ofLevel('joint', nominee(12)));
    expect(judgeOne(PTY_13, failed)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining(`反馈 12 人，通过联审 11 人，多出 {person:${nominee(12)}}`) },
    });
    expect(judgeOne(PTY_13, fedBack(NOMINEES.slice(0, 11)))).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining(`缺 {person:${nominee(12)}}`) },
    });
    expect(judgeOne(PTY_13, fedBack(NOMINEES, '2021-10-26'))).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('早于 12 人的联审结论') },
    });
  });

  it('leaves out who was struck off before it', () => {
    const cancelled = happened(
      QualificationCancelled,
      { personId: nominee(12), by: 'district', reason: '不符合条件' },
      '2021-10-27',
    );
    expect(judgeOne(PTY_13, [cancelled, ...fedBack(NOMINEES.slice(0, 11))]).outcome).toBe('pass');
    expect(judgeOne(PTY_13, [cancelled, ...s1Clean]).outcome).toBe('fail');
  });

  it('waits for the feedback of somebody who passed after it', () => {
    const newcomer = 'aaaaaaaa-0000-4000-8000-000000000001';
    const later = [...upTo(ReviewFedBack), ...s1Clean.filter(({ type }) => type === ReviewFedBack.type)];
    const events = [...later, reviewed('joint', newcomer, '2021-11-08')];
    expect(judgeOne(PTY_13, events)).toMatchObject({
      outcome: 'not-yet-due',
      arithmetic: { zh: expect.stringContaining('尚待反馈') },
    });
    const more = happened(ReviewFedBack, { list: [memberOf(newcomer)] }, '2021-11-09');
    expect(judgeOne(PTY_13, [...events, more]).outcome).toBe('pass');
  });

  it('lacks the feedback or the reviews', () => {
    expect(judgeOne(PTY_13, without(s1Clean, ReviewFedBack)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_13, without(s1Clean, QualificationReviewed)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_13, upTo(ReviewFedBack)).outcome).toBe('not-yet-due');
  });
});
