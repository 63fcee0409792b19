import {
  JustificationApproved,
  OneShoulderReported,
  PostTaken,
  ResidentsResultAnnounced,
  ResultAnnounced,
  SecretaryNomineeNamed,
  SuccessorMentored,
} from '#elections';
import { SEC_05, SEC_06, SEC_07, SEC_08 } from './one-shoulder.js';
import { happened, momentAt, uuidOf } from './testing/facts-builder.js';
import { changed, judgeOne, without } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';
import { nominee } from './testing/s1-people.js';

const director = (personId: string) =>
  happened(
    ResidentsResultAnnounced,
    { community: 'C01', term: 'term-C01-2021-1', elected: [{ personId, post: 'residents-director' }] },
    '2021-12-18',
  );
const combined = [...s1Clean, director(nominee(1))];
const apart = [...s1Clean, director(nominee(3))];
const asPosted = { source: 'superior-organ', postedFromAbove: true, reason: '选派' };
const posted = (events: typeof s1Clean) => changed(events, SecretaryNomineeNamed, asPosted);

describe('SEC-05, one person in both posts', () => {
  it('is measured after both results', () => {
    expect(judgeOne(SEC_05, combined)).toMatchObject({ outcome: 'measured' });
    expect(judgeOne(SEC_05, combined).arithmetic.zh).toContain('一肩挑 1');
    expect(judgeOne(SEC_05, apart).arithmetic.zh).toContain('一肩挑 0');
  });

  it('does not count a vacant post', () => {
    const vacant = changed(combined, ResidentsResultAnnounced, {
      elected: [{ personId: nominee(1), post: 'residents-committee-member' }],
    });
    expect(judgeOne(SEC_05, vacant).arithmetic.zh).toContain('主任 空缺，一肩挑 0');
  });

  it('does not count a director by appointment', () => {
    const appointed = happened(PostTaken, {
      personId: nominee(1),
      body: 'residents',
      post: 'residents-director',
      unit: 'C01',
    });
    const result = judgeOne(SEC_05, [...s1Clean, appointed]);
    expect(result.outcome).toBe('not-yet-due');
    expect(result.arithmetic.zh).toContain('没有选举结果，不计入');
  });

  it('waits for both results', () => {
    expect(judgeOne(SEC_05, s1Clean).outcome).toBe('not-yet-due');
    expect(judgeOne(SEC_05, without(combined, ResultAnnounced)).outcome).toBe('not-yet-due');
    expect(judgeOne(SEC_05, changed(combined, ResultAnnounced, { secretary: undefined })).outcome).toBe(
      'not-evaluable',
    );
  });
});

describe('SEC-06, a posted secretary', () => {
  it('is not the director as well', () => {
    expect(judgeOne(SEC_06, posted(combined)).outcome).toBe('fail');
    expect(judgeOne(SEC_06, posted(apart)).outcome).toBe('pass');
    expect(judgeOne(SEC_06, posted(s1Clean)).outcome).toBe('not-yet-due');
  });

  it('does not apply to others', () => {
    expect(judgeOne(SEC_06, combined).outcome).toBe('not-applicable');
  });

  it('is known by the record of posts as well', () => {
    const post = happened(PostTaken, {
      personId: nominee(1),
      body: 'party',
      post: 'party-secretary',
      unit: 'C01',
      postedFromAbove: true,
    });
    expect(judgeOne(SEC_06, [...combined, post]).outcome).toBe('fail');
  });

  it('may be explained, and has to be known', () => {
    const approved = happened(JustificationApproved, {
      proposal: uuidOf(1, 6),
      rule: 'SEC-06',
      subject: 'community:C01',
      reason: '过渡安排',
      approver: '区委组织部',
    });
    expect(judgeOne(SEC_06, [...posted(combined), approved]).outcome).toBe('warn');
    expect(judgeOne(SEC_06, without(combined, SecretaryNomineeNamed)).outcome).toBe('not-evaluable');
    expect(judgeOne(SEC_06, []).outcome).toBe('not-yet-due');
  });
});

describe('SEC-07, the report', () => {
  const report = (stage: 'reasons-listed' | 'reported' | 'standing-committee', reason?: string) =>
    happened(OneShoulderReported, { stage, ...(reason === undefined ? {} : { reason }) }, '2021-12-20');
  const three = [report('reasons-listed', '主任人选另有'), report('reported'), report('standing-committee')];

  it('is not needed where one person holds both posts', () => {
    expect(judgeOne(SEC_07, combined).outcome).toBe('not-applicable');
  });

  it('has three records, the first with its reasons', () => {
    expect(judgeOne(SEC_07, [...apart, ...three]).outcome).toBe('pass');
    const result = judgeOne(SEC_07, [...apart, report('reasons-listed'), ...three.slice(1)]);
    expect(result).toMatchObject({ outcome: 'not-evaluable', missing: [{ zh: '列出原因（由街道党工委补录）' }] });
    expect(judgeOne(SEC_07, apart).missing).toHaveLength(3);
  });

  it('waits for both results', () => {
    expect(judgeOne(SEC_07, [...s1Clean, ...three]).outcome).toBe('not-yet-due');
  });
});

describe('SEC-08, training a successor', () => {
  const mentored = (cadre: string) => happened(SuccessorMentored, { cadre, summary: '结对帮带' }, '2021-12-25');

  it('does not apply to a secretary who is not posted', () => {
    expect(judgeOne(SEC_08, s1Clean).outcome).toBe('not-applicable');
  });

  it('passes with a record of that cadre', () => {
    expect(judgeOne(SEC_08, [...posted(s1Clean), mentored(nominee(1))]).outcome).toBe('pass');
    expect(judgeOne(SEC_08, [...posted(s1Clean), mentored(nominee(4))]).outcome).toBe('not-yet-due');
  });

  it('is overdue after the set time', () => {
    const at = (day: string) => judgeOne(SEC_08, posted(s1Clean), { moment: momentAt(day) });
    expect(at('2022-11-13')).toMatchObject({ outcome: 'not-yet-due', due: '2022-11-13' });
    expect(at('2022-11-14').outcome).toBe('overdue');
  });
});
