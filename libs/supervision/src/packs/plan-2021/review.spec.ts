import {
  CandidatesToBeDetermined,
  CandidateWithdrew,
  QualificationReviewed,
  ResidentsNomineeProposed,
  ResidentsResultAnnounced,
  ReviewListSent,
} from '#elections';
import { REV_01 } from './review.js';
import { happened, momentAt, uuidOf } from './testing/facts-builder.js';
import { changed, judge, judgeSubject } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';
import { nominee, retiring } from './testing/s1-people.js';
import { reviewed } from './testing/s1-review.js';

const of = (n: number) => `person:${nominee(n)}`;
type Level = 'first' | 'full' | 'joint';
const isReview = (level: Level, n: number) => (event: { data: Readonly<Record<string, unknown>> }) =>
  event.data['level'] === level && event.data['personId'] === nominee(n);
const withReview = (level: Level, n: number, change: Readonly<Record<string, unknown>>) =>
  changed(s1Clean, QualificationReviewed, change, isReview(level, n));
const withoutReview = (level: Level, n: number) =>
  s1Clean.filter((event) => event.type !== QualificationReviewed.type || !isReview(level, n)(event));

describe('REV-01, three levels of review', () => {
  it('passes for each of twelve in S1, with the row of days', () => {
    const results = judge(REV_01, s1Clean);
    expect(results).toHaveLength(12);
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(12).fill('pass'));
    expect(judgeSubject(REV_01, s1Clean, of(3)).arithmetic.zh).toContain(
      '初审 2021-10-25 ≤ 全面审查 2021-10-26 ≤ 联合审查 2021-10-27 ≤ 预备人选名单 2021-11-04',
    );
  });

  it('fails for the one whose levels are out of order, not for the others', () => {
    const events = withReview('full', 3, { on: '2021-10-28' });
    expect(judgeSubject(REV_01, events, of(3)).outcome).toBe('fail');
    expect(judgeSubject(REV_01, events, of(4)).outcome).toBe('pass');
  });

  it('fails where a review came after the list of candidates-to-be', () => {
    expect(judgeSubject(REV_01, withReview('joint', 3, { on: '2021-11-05' }), of(3)).outcome).toBe('fail');
    expect(judgeSubject(REV_01, withReview('joint', 3, { on: '2021-11-04' }), of(3)).outcome).toBe('pass');
  });

  it.each([
    ['first', 'street-working-committee'],
    ['first', 'election-committee'],
    ['full', 'community-party'],
    ['joint', 'street-working-committee'],
  ] as const)('fails with the %s level by %s', (level, body) => {
    expect(judgeSubject(REV_01, withReview(level, 3, { body }), of(3)).outcome).toBe('fail');
  });

  it.each(['first', 'full', 'joint'] as const)('names a missing %s level and who supplies it', (level) => {
    const result = judgeSubject(REV_01, withoutReview(level, 3), of(3));
    expect(result.outcome).toBe('not-evaluable');
    expect(result.missing).toHaveLength(1);
  });

  it('is not due while the next level is awaited', () => {
    const during = judge(REV_01, s1Clean, { until: momentAt('2021-10-26') });
    expect(during.map(({ outcome }) => outcome)).toEqual(Array(12).fill('not-yet-due'));
    expect(judge(REV_01, [])).toMatchObject([{ outcome: 'not-yet-due', subject: 'community:C01' }]);
  });

  it('asks for no further level of who failed one, nor of who left', () => {
    const failed = withReview('full', 12, { outcome: 'failed' }).filter((event) => !isReview('joint', 12)(event));
    expect(judgeSubject(REV_01, failed, of(12))).toMatchObject({ outcome: 'pass' });
    const left = happened(CandidateWithdrew, { personId: nominee(12), reason: '个人原因' }, '2021-10-26');
    expect(judgeSubject(REV_01, [...withoutReview('joint', 12), left], of(12)).outcome).toBe('pass');
  });

  it('does not apply to a name that was never sent to review', () => {
    const events = s1Clean.filter(
      (event) => !(event.type === QualificationReviewed.type && event.data['personId'] === nominee(12)),
    );
    const list = events.find(({ type }) => type === ReviewListSent.type)?.data['list'] as { personId: string }[];
    const sent = changed(events, ReviewListSent, { list: list.filter(({ personId }) => personId !== nominee(12)) });
    expect(judgeSubject(REV_01, sent, of(12)).outcome).toBe('not-applicable');
  });

  it('does not let a candidate-to-be through who was never reviewed', () => {
    const events = s1Clean.filter(
      (event) => !(event.type === QualificationReviewed.type && event.data['personId'] === nominee(3)),
    );
    expect(judgeSubject(REV_01, events, of(3)).missing).toHaveLength(3);
    expect(events.some(({ type }) => type === CandidatesToBeDetermined.type)).toBe(true);
  });

  describe('on the residents’ list', () => {
    const who = retiring(3);
    const proposed = happened(
      ResidentsNomineeProposed,
      { community: 'C01', term: 'term-C01-2021-1', personId: who, post: 'residents-committee-member' },
      '2021-11-25',
    );
    const reviews = (body: 'election-committee' | 'community-party') => [
      happened(QualificationReviewed, { level: 'first', personId: who, body, outcome: 'passed' }, '2021-11-26'),
      reviewed('full', who, '2021-11-27'),
      reviewed('joint', who, '2021-11-28'),
    ];

    it('begins with the election committee', () => {
      const subject = `person:${who}`;
      expect(judgeSubject(REV_01, [proposed, ...reviews('election-committee')], subject).outcome).toBe('pass');
      expect(judgeSubject(REV_01, [proposed, ...reviews('community-party')], subject).outcome).toBe('fail');
      expect(judgeSubject(REV_01, [proposed], subject).outcome).toBe('not-yet-due');
    });

    it('is judged apart for somebody who stood on the Party list as well', () => {
      const both = happened(
        ResidentsNomineeProposed,
        { community: 'C01', term: 'term-C01-2021-1', personId: nominee(1), post: 'residents-director' },
        '2021-11-25',
        { id: uuidOf(1, 9) },
      );
      const again = [
        happened(
          QualificationReviewed,
          { level: 'first', personId: nominee(1), body: 'election-committee', outcome: 'passed' },
          '2021-11-26',
        ),
        reviewed('full', nominee(1), '2021-11-27'),
      ];
      expect(judgeSubject(REV_01, [...s1Clean, both, ...again], of(1)).outcome).toBe('pass');
      expect(judgeSubject(REV_01, [...s1Clean, both, ...again], `list:${uuidOf(1, 9)}`).outcome).toBe('not-yet-due');
      const joint = reviewed('joint', nominee(1), '2021-11-28');
      expect(judgeSubject(REV_01, [...s1Clean, both, ...again, joint], `list:${uuidOf(1, 9)}`).outcome).toBe('pass');
    });

    it('is missing once the person was elected without it', () => {
      const result = happened(
        ResidentsResultAnnounced,
        { community: 'C01', term: 'term-C01-2021-1', elected: [{ personId: who, post: 'residents-director' }] },
        '2021-12-18',
      );
      expect(judgeSubject(REV_01, [proposed, result], `person:${who}`).missing).toHaveLength(3);
    });
  });
});
