import {
  CandidatesToBeDetermined,
  InspectionHeld,
  JustificationApproved,
  ResultAnnounced,
  ResultApproved,
  ResultChanged,
  SecretaryAnalysed,
  SecretaryFiled,
  SecretaryNomineeNamed,
  StandingCommitteeDiscussed,
} from '#elections';
import { judgeOneOfStreet } from '../../testing/judging-street.js';
import { SEC_01, SEC_02, SEC_03, SEC_04 } from './secretary.js';
import { happened, momentAt, uuidOf } from './testing/facts-builder.js';
import { changed, judgeOne, without } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';
import { nominee } from './testing/s1-people.js';

describe('SEC-01, the secretary filed', () => {
  it('passes in S1', () => {
    expect(judgeOne(SEC_01, s1Clean)).toMatchObject({ outcome: 'pass' });
  });

  it('is overdue after the set number of days from the approval', () => {
    const events = without(s1Clean, SecretaryFiled);
    expect(judgeOne(SEC_01, events, { moment: momentAt('2021-12-15') })).toMatchObject({
      outcome: 'not-yet-due',
      due: '2021-12-15',
      recheckAt: '2021-12-15T16:00:00.000Z',
    });
    expect(judgeOne(SEC_01, events, { moment: momentAt('2021-12-16') }).outcome).toBe('overdue');
    const shorter = { moment: momentAt('2021-11-21'), parameters: { limitDays: 5 } };
    expect(judgeOne(SEC_01, events, shorter).arithmetic.zh).toContain('2021-11-15 + 5 天 = 2021-11-20，已过');
  });

  it('does not take the filing of somebody else', () => {
    const events = changed(s1Clean, SecretaryFiled, { personId: nominee(2) });
    expect(judgeOne(SEC_01, events).outcome).toBe('not-yet-due');
  });

  it('follows a result that was changed', () => {
    const change = happened(
      ResultChanged,
      { elected: [], secretary: nominee(2), issuer: '街道党工委', number: '云街工〔2021〕50号', ground: '计票更正' },
      '2021-11-20',
    );
    expect(judgeOne(SEC_01, [...s1Clean, change]).outcome).toBe('not-yet-due');
  });

  it('waits for result and approval, and needs to know who was elected', () => {
    expect(judgeOne(SEC_01, without(s1Clean, ResultAnnounced)).outcome).toBe('not-yet-due');
    expect(judgeOne(SEC_01, without(s1Clean, ResultApproved, SecretaryFiled)).outcome).toBe('not-yet-due');
    const nobody = changed(s1Clean, ResultAnnounced, { secretary: undefined });
    expect(judgeOne(SEC_01, nobody).missing?.[0]?.zh).toContain('谁当选书记');
  });
});

describe('SEC-02, analysis, inspection, discussion', () => {
  const analysed = (on: string) => happened(SecretaryAnalysed, { summary: '逐社区研判' }, on);
  const clean = [...s1Clean, analysed('2021-10-30')];

  it('passes in order, before the candidates-to-be are fixed', () => {
    const result = judgeOne(SEC_02, clean);
    expect(result.outcome).toBe('pass');
    expect(result.arithmetic.zh).toContain(`{person:${nominee(1)}}`);
  });

  it('fails out of order', () => {
    expect(judgeOne(SEC_02, [...s1Clean, analysed('2021-11-03')]).outcome).toBe('fail');
    expect(judgeOne(SEC_02, changed(clean, StandingCommitteeDiscussed, { on: '2021-11-01' })).outcome).toBe('fail');
    expect(judgeOne(SEC_02, changed(clean, StandingCommitteeDiscussed, { on: '2021-11-06' })).outcome).toBe('fail');
  });

  it('fails where the standing committee did not agree and the person stands all the same', () => {
    expect(judgeOne(SEC_02, changed(clean, StandingCommitteeDiscussed, { outcome: 'not-agreed' })).outcome).toBe(
      'fail',
    );
  });

  it.each([
    ['the analysis', SecretaryAnalysed, '分析研判'],
    ['the discussion', StandingCommitteeDiscussed, '区委常委会研究'],
  ])('names %s as missing', (_what, type, words) => {
    const result = judgeOne(SEC_02, without(clean, type));
    expect(result.outcome).toBe('not-evaluable');
    expect(result.missing?.[0]?.zh).toContain(words);
  });

  it('does not count an inspection without the district', () => {
    const events = changed(clean, InspectionHeld, { by: ['street'] }, ({ data }) => data['personId'] === nominee(1));
    expect(judgeOne(SEC_02, events).missing?.[0]?.zh).toContain('区委组织部参加的考察');
  });

  it('is not due before the list', () => {
    expect(judgeOne(SEC_02, clean, { until: momentAt('2021-11-03') }).outcome).toBe('not-yet-due');
    expect(judgeOne(SEC_02, []).outcome).toBe('not-yet-due');
  });

  it('needs to know who is meant', () => {
    const list = clean.find(({ type }) => type === CandidatesToBeDetermined.type)?.data['list'] as {
      personId: string;
    }[];
    const members = list.map((one) => ({ ...one, post: 'member' }));
    const events = changed(without(clean, SecretaryNomineeNamed), CandidatesToBeDetermined, { list: members });
    expect(judgeOne(SEC_02, events).missing?.[0]?.zh).toContain('书记人选');
  });
});

describe('SEC-03, where secretaries come from', () => {
  it('measures the share of preferred sources', () => {
    const other = changed(s1Clean, SecretaryNomineeNamed, { source: 'superior-organ', postedFromAbove: true });
    const result = judgeOneOfStreet(SEC_03, [], { C01: s1Clean, C02: other, C03: [] });
    expect(result).toMatchObject({ outcome: 'measured', subject: 'street:S01' });
    expect(result.arithmetic.zh).toBe('3 个社区中已登记来源 2 个，优先来源 1/2 = 50%');
  });

  it('names communities that elected a secretary without a source', () => {
    const result = judgeOneOfStreet(SEC_03, [], { C01: s1Clean, C02: without(s1Clean, SecretaryNomineeNamed) });
    expect(result).toMatchObject({ outcome: 'not-evaluable', missing: [{ zh: expect.stringContaining('C02') }] });
    expect(judgeOneOfStreet(SEC_03, [], { C01: [] }).outcome).toBe('not-yet-due');
  });
});

describe('SEC-04, the reason', () => {
  const posted = (change: object) =>
    changed(s1Clean, SecretaryNomineeNamed, { source: 'superior-organ', postedFromAbove: true, ...change });

  it('does not apply to a secretary from the community', () => {
    expect(judgeOne(SEC_04, s1Clean).outcome).toBe('not-applicable');
  });

  it('is needed for one who is posted or from elsewhere', () => {
    expect(judgeOne(SEC_04, posted({})).outcome).toBe('fail');
    expect(judgeOne(SEC_04, posted({ reason: '本社区暂无合适人选' })).outcome).toBe('pass');
    const across = changed(s1Clean, SecretaryNomineeNamed, { crossCommunity: true });
    expect(judgeOne(SEC_04, across).outcome).toBe('fail');
    const approved = happened(JustificationApproved, {
      proposal: uuidOf(1, 6),
      rule: 'SEC-04',
      subject: 'community:C01',
      reason: '见会议纪要',
      approver: '街道党工委',
    });
    expect(judgeOne(SEC_04, [...across, approved]).outcome).toBe('warn');
  });

  it('is missing once the candidates-to-be are fixed', () => {
    expect(judgeOne(SEC_04, without(s1Clean, SecretaryNomineeNamed)).outcome).toBe('not-evaluable');
    expect(judgeOne(SEC_04, []).outcome).toBe('not-yet-due');
  });
});
