import {
  JustificationApproved,
  ResidentsNomineeProposed,
  SeatsApproved,
  SeatsPlanned,
  SeatsSubmitted,
  TermOpened,
} from '#elections';
import { STR_01, STR_02, STR_04 } from './structure.js';
import { happened, uuidOf } from './testing/facts-builder.js';
import { changed, judge, judgeOne, judgeSubject, without } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';
import { nominee } from './testing/s1-people.js';

const withSeats = (seats: number, organisation: 'committee' | 'general-branch' | 'branch') =>
  changed(changed(s1Clean, SeatsApproved, { seats }), TermOpened, { organisation });

describe('STR-01 and STR-02, seats', () => {
  it.each([
    ['committee', 4, 'fail', 'not-applicable'],
    ['committee', 5, 'pass', 'not-applicable'],
    ['committee', 9, 'pass', 'not-applicable'],
    ['committee', 10, 'fail', 'not-applicable'],
    ['general-branch', 7, 'not-applicable', 'pass'],
    ['general-branch', 8, 'not-applicable', 'fail'],
    ['branch', 3, 'not-applicable', 'not-applicable'],
  ] as const)('of a %s with %i are %s and %s', (organisation, seats, first, second) => {
    expect(judgeOne(STR_01, withSeats(seats, organisation)).outcome).toBe(first);
    expect(judgeOne(STR_02, withSeats(seats, organisation)).outcome).toBe(second);
  });

  it('count as planned until they are approved', () => {
    const result = judgeOne(STR_01, without(s1Clean, SeatsApproved));
    expect(result).toMatchObject({ outcome: 'pass', arithmetic: { zh: '党委拟定职数 7，5 ≤ 7 ≤ 9' } });
  });

  it('are missing once the election has begun', () => {
    expect(judgeOne(STR_01, without(s1Clean, SeatsApproved, SeatsPlanned)).outcome).toBe('not-evaluable');
    expect(
      judgeOne(
        STR_01,
        s1Clean.filter(({ type }) => type === TermOpened.type),
      ).outcome,
    ).toBe('not-yet-due');
    expect(judgeOne(STR_01, without(s1Clean, TermOpened)).outcome).toBe('not-evaluable');
  });

  it('outside the limits become a reminder with reason and approver', () => {
    const approved = happened(JustificationApproved, {
      proposal: uuidOf(1, 6),
      rule: 'STR-01',
      subject: 'community:C01',
      reason: '党员人数多',
      approver: '街道党工委',
    });
    expect(judgeOne(STR_01, [...withSeats(11, 'committee'), approved]).outcome).toBe('warn');
  });

  it('follow the parameters of the pack', () => {
    expect(judgeOne(STR_01, s1Clean, { parameters: { minimum: 8 } }).outcome).toBe('fail');
  });
});

describe('STR-04, seats approved first', () => {
  it('passes in S1', () => {
    const result = judgeOne(STR_04, s1Clean);
    expect(result.outcome).toBe('pass');
    expect(result.arithmetic.zh).toContain('审定 2021-10-08 ≤ 首份名单 2021-10-20');
  });

  it('fails when the approval came after the first list', () => {
    expect(judgeOne(STR_04, changed(s1Clean, SeatsApproved, { on: '2021-10-21' })).outcome).toBe('fail');
    expect(judgeOne(STR_04, changed(s1Clean, SeatsApproved, { on: '2021-10-20' })).outcome).toBe('pass');
  });

  it('fails when the number changed after the list', () => {
    const again = (seats: number, on: string) =>
      happened(SeatsApproved, { body: 'party', seats, number: '澜换组〔2021〕19号' }, on);
    expect(judgeOne(STR_04, [...s1Clean, again(9, '2021-11-01')]).outcome).toBe('fail');
    expect(judgeOne(STR_04, [...s1Clean, again(7, '2021-11-01')]).outcome).toBe('pass');
    expect(judgeOne(STR_04, [...s1Clean, again(9, '2021-10-15')]).outcome).toBe('pass');
  });

  it('is missing without an approval, and not due before a list', () => {
    expect(judgeOne(STR_04, without(s1Clean, SeatsApproved)).outcome).toBe('not-evaluable');
    expect(
      judgeOne(
        STR_04,
        s1Clean.filter(({ category }) => category === 'term'),
      ).outcome,
    ).toBe('not-yet-due');
  });

  it('says when the plan of seats was submitted', () => {
    const submitted = happened(SeatsSubmitted, { body: 'party', number: '云街工〔2021〕40号' }, '2021-09-28');
    expect(judgeOne(STR_04, [...s1Clean, submitted]).arithmetic.zh).toContain('2021-09-28 报送');
    expect(judgeOne(STR_04, s1Clean).arithmetic.zh).toContain('报送未登记');
  });

  it('judges the residents’ committee apart, from its first nominee on', () => {
    const proposed = happened(
      ResidentsNomineeProposed,
      { community: 'C01', term: 'term-C01-2021-1', personId: nominee(3), post: 'residents-committee-member' },
      '2021-11-25',
    );
    const results = judge(STR_04, [...s1Clean, proposed]);
    expect(results.map(({ subject, outcome }) => [subject.split(':')[0], outcome])).toEqual([
      ['community', 'pass'],
      ['list', 'not-evaluable'],
    ]);
    const approval = happened(
      SeatsApproved,
      { body: 'residents', seats: 7, number: '澜换组〔2021〕9号' },
      '2021-10-08',
    );
    const subject = results[1]?.subject ?? '';
    expect(judgeSubject(STR_04, [...s1Clean, approval, proposed], subject).outcome).toBe('pass');
  });
});
