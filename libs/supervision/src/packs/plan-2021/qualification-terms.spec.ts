import {
  CandidateStandardsAssessed,
  CandidatesToBeDetermined,
  CongressHeld,
  CountEntered,
  ElectionRulesPassed,
  JustificationApproved,
  PreliminaryNomineesDetermined,
  QualificationTermsIssued,
  ResultAnnounced,
} from '#elections';
import { QUA_00, QUA_11 } from './qualification-terms.js';
import { happened, uuidOf } from './testing/facts-builder.js';
import { changed, judgeOne, without } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';

const upTo = (type: { readonly type: string }) =>
  s1Clean.slice(
    0,
    s1Clean.findIndex((event) => event.type === type.type),
  );

describe('QUA-00, standards assessed', () => {
  const bare = without(s1Clean, CandidateStandardsAssessed);

  it('passes for the community or the whole street', () => {
    expect(judgeOne(QUA_00, s1Clean)).toMatchObject({ outcome: 'pass', arithmetic: { zh: '2021-09-20 本社区研判' } });
    const street = happened(CandidateStandardsAssessed, { summary: '全街道研判' }, '2021-09-21');
    expect(judgeOne(QUA_00, [...bare, street])).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: '2021-09-21 全街道研判' },
    });
  });

  it('takes the newest', () => {
    const again = happened(CandidateStandardsAssessed, { community: 'C01', summary: '再次研判' }, '2021-10-02');
    expect(judgeOne(QUA_00, [...s1Clean, again]).arithmetic.zh).toBe('2021-10-02 本社区研判');
  });

  it('does not take another community’s', () => {
    expect(judgeOne(QUA_00, changed(s1Clean, CandidateStandardsAssessed, { community: 'C02' })).outcome).toBe('fail');
  });

  it('is early, then missing with the first list, then a breach that can be explained', () => {
    expect(judgeOne(QUA_00, []).outcome).toBe('not-yet-due');
    const listed = without(upTo(CandidatesToBeDetermined), CandidateStandardsAssessed);
    expect(listed.some(({ type }) => type === PreliminaryNomineesDetermined.type)).toBe(true);
    expect(judgeOne(QUA_00, listed).outcome).toBe('not-evaluable');
    expect(judgeOne(QUA_00, bare).outcome).toBe('fail');
    const explained = happened(
      JustificationApproved,
      { proposal: uuidOf(1, 8), rule: 'QUA-00', subject: 'community:C01', reason: '研判材料在区里', approver: 'lead' },
      '2021-11-12',
    );
    expect(judgeOne(QUA_00, [...bare, explained]).outcome).toBe('warn');
  });
});

describe('QUA-11, terms, rules, ballot', () => {
  it('are in order', () => {
    expect(judgeOne(QUA_11, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: '选举办法 青委〔2021〕16号 写入了资格条件；资格条件 2021-10-17 ≤ 通过选举办法 2021-11-13 09:40 ≤ 投票计票 2021-11-13 11:00',
      },
    });
  });

  it.each([
    ['rules without the terms', changed(s1Clean, ElectionRulesPassed, { includesQualificationTerms: false })],
    ['rules passed after the count', changed(s1Clean, ElectionRulesPassed, { on: '2021-11-13T11:01:00+08:00' })],
    ['terms drawn up after the rules', changed(s1Clean, QualificationTermsIssued, { on: '2021-11-14' })],
  ])('fail with %s', (_what, events) => {
    expect(judgeOne(QUA_11, events).outcome).toBe('fail');
  });

  it('pass on one day where hours are not known', () => {
    expect(judgeOne(QUA_11, changed(s1Clean, ElectionRulesPassed, { on: '2021-11-13' })).outcome).toBe('pass');
  });

  it.each([
    ['the terms', QualificationTermsIssued],
    ['the rules', ElectionRulesPassed],
  ])('cannot be judged without %s', (_what, type) => {
    expect(judgeOne(QUA_11, without(s1Clean, type)).outcome).toBe('not-evaluable');
  });

  it('cannot be judged without the terms once the rules are passed', () => {
    const passed = s1Clean.filter(({ type }) => type === ElectionRulesPassed.type);
    expect(judgeOne(QUA_11, passed).outcome).toBe('not-evaluable');
    expect(judgeOne(QUA_11, []).outcome).toBe('not-yet-due');
  });

  it('wait for the ballot, which the announcement shows where no count was keyed', () => {
    expect(judgeOne(QUA_11, upTo(CountEntered)).outcome).toBe('not-yet-due');
    expect(judgeOne(QUA_11, upTo(CongressHeld)).outcome).toBe('not-yet-due');
    expect(judgeOne(QUA_11, without(s1Clean, CountEntered))).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: expect.stringContaining('≤ 投票计票 2021-11-13 11:40') },
    });
    expect(judgeOne(QUA_11, without(s1Clean, CountEntered, ResultAnnounced)).outcome).toBe('not-yet-due');
  });
});
