import {
  CandidateWithdrew,
  ConductFindingRecorded,
  DepartmentReplied,
  PersonRegistered,
  QualificationCancelled,
  QualificationReviewed,
  ResidentsNomineeProposed,
  ResidentsResultAnnounced,
  ReviewListSent,
  SanctionRecorded,
} from '#elections';
import { qualificationRules } from './qualification.js';
import { GROUND_RULES } from './qualification-grounds.js';
import { yearsBefore } from './qualification-nominees.js';
import type { Ground } from './qualification-replies.js';
import { type Happened, happened, momentAt } from './testing/facts-builder.js';
import { changed, judge, judgeOne, judgeSubject, without } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';
import { NOMINEES, nominee } from './testing/s1-people.js';
import { DEPARTMENTS, replyOf } from './testing/s1-review.js';

const ruleOf = (id: string) => {
  const found = qualificationRules.find((rule) => rule.id === id);
  if (found === undefined) throw new Error(`no rule ${id}`);
  return found;
};
const fifth = nominee(5);
const subject = `person:${fifth}`;
const departmentOf = (ground: Ground) => {
  const found = DEPARTMENTS.find(({ grounds }) => grounds.includes(ground));
  if (found === undefined) throw new Error(`nobody answers for ${ground}`);
  return found;
};
type Answered = { outcome: 'clear' | 'not-clear' | 'no-reply'; document?: string };
/** S1 where the department in charge answered something else on one ground of the fifth nominee. */
const answered = (ground: Ground, answer: Answered, events: readonly Happened[] = s1Clean) =>
  events.map((event) =>
    event.type === DepartmentReplied.type &&
    event.data['personId'] === fifth &&
    event.data['department'] === departmentOf(ground).name
      ? replyOf(fifth, departmentOf(ground), { [ground]: answer })
      : event,
  );
const unanswered = (ground: Ground) =>
  s1Clean.filter(
    ({ type, data }) =>
      type !== DepartmentReplied.type || data['personId'] !== fifth || data['department'] !== departmentOf(ground).name,
  );
const upTo = (type: { readonly type: string }, events: readonly Happened[] = s1Clean) =>
  events.slice(
    0,
    events.findIndex((event) => event.type === type.type),
  );

describe.each(GROUND_RULES.map((ground) => [ground.id, ground] as const))('%s', (id, ground) => {
  const rule = ruleOf(id);

  it('passes on a clear reply, naming who replied, for each of twelve nominees', () => {
    const results = judge(rule, s1Clean);
    expect(results.map((result) => result.subject).sort()).toEqual(
      NOMINEES.map((personId) => `person:${personId}`).sort(),
    );
    expect(results.every(({ outcome }) => outcome === 'pass')).toBe(true);
    expect(judgeSubject(rule, s1Clean, subject).arithmetic.zh).toContain(departmentOf(id).name);
  });

  it('never passes where the department did not answer', () => {
    const expected = ground.mode === 'human' ? 'needs-finding' : 'not-evaluable';
    for (const events of [unanswered(id), answered(id, { outcome: 'no-reply' })]) {
      const result = judgeSubject(rule, events, subject);
      expect(result.outcome).toBe(expected);
      expect(result.missing?.[0]?.zh).toContain(departmentOf(id).name);
      expect(result.arithmetic.zh).toMatch(new RegExp(`^${departmentOf(id).name}、.*没有回复`));
    }
    expect(judgeSubject(rule, unanswered(id), `person:${nominee(6)}`).outcome).toBe('pass');
  });

  it('says who has to decide where only a person can', () => {
    const { waitsFor } = judgeSubject(rule, unanswered(id), subject);
    if (ground.mode === 'human') expect(waitsFor).toEqual(ground.decider);
    else expect(waitsFor).toBeUndefined();
  });

  it('is early before the list was sent to review, and before any list', () => {
    expect(judgeSubject(rule, upTo(ReviewListSent), subject).outcome).toBe('not-yet-due');
    expect(judgeOne(rule, [])).toMatchObject({ outcome: 'not-yet-due', subject: 'community:C01' });
  });

  it('fails on a reply that is not clear, one department being enough', () => {
    const found = answered(id, { outcome: 'not-clear', document: '澜处〔2020〕3号' });
    const opinion = happened(
      QualificationReviewed,
      {
        level: 'joint',
        personId: fifth,
        body: 'district-office',
        outcome: 'failed',
        ground: 'QUA-10',
        reason: '理由',
        author: '审查组',
        approver: '组长',
      },
      '2021-10-28',
    );
    const events = id === 'QUA-10' ? [...found, opinion] : found;
    expect(judgeSubject(rule, events, subject)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('回复：有') },
    });
    const other = replyOf(fifth, { name: '另一部门', level: 'district', grounds: [id] });
    expect(judgeSubject(rule, [...events, other], subject).outcome).toBe('fail');
    expect(judgeSubject(rule, events, `person:${nominee(6)}`).outcome).toBe('pass');
  });

  it('takes the newest reply of a department', () => {
    const first = answered(id, { outcome: 'not-clear', document: '澜处〔2020〕3号' });
    const corrected = replyOf(fifth, departmentOf(id), {}, '2021-10-27');
    expect(judgeSubject(rule, [...first, corrected], subject).outcome).toBe('pass');
    const worse = replyOf(fifth, departmentOf(id), { [id]: { outcome: 'no-reply' } }, '2021-10-27');
    expect(judgeSubject(rule, [...s1Clean, worse], subject).outcome).not.toBe('pass');
  });

  it('asks nothing more of who withdrew unanswered, and keeps what was found without blocking', () => {
    const withdrew = happened(CandidateWithdrew, { personId: fifth, reason: '个人原因' }, '2021-11-20');
    expect(judgeSubject(rule, [...unanswered(id), withdrew], subject)).toMatchObject({ outcome: 'not-applicable' });
    const reviewedOut = happened(
      QualificationReviewed,
      {
        level: 'joint',
        personId: fifth,
        body: 'district-office',
        outcome: 'failed',
        ground: 'QUA-10',
        reason: '理由',
        author: '审查组',
        approver: '组长',
      },
      '2021-10-28',
    );
    const found = [...answered(id, { outcome: 'not-clear', document: '澜处〔2020〕3号' }), reviewedOut, withdrew];
    expect(judgeSubject(rule, found, subject)).toMatchObject({ outcome: 'fail', blocksActs: false });
  });
});

describe('grounds with more than a word', () => {
  it('QUA-02a passes on one of two departments and names the other', () => {
    const silent = replyOf(
      fifth,
      { name: '区法院刑庭', level: 'district', grounds: ['QUA-02a'] },
      { 'QUA-02a': { outcome: 'no-reply' } },
    );
    expect(judgeSubject(ruleOf('QUA-02a'), [...s1Clean, silent], subject)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: '派出所（派出所〔2021〕6号）回复：无；区法院刑庭尚未回复' },
      missing: [{ zh: '区法院刑庭的回复' }],
    });
  });

  it('any ground found by the review fails without a reply', () => {
    const events = changed(
      unanswered('QUA-04'),
      QualificationReviewed,
      { outcome: 'failed', ground: 'QUA-04' },
      ({ data }) => data['level'] === 'joint' && data['personId'] === fifth,
    );
    expect(judgeSubject(ruleOf('QUA-04'), events, subject)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: '2021-10-27 审查认定' },
    });
    expect(judgeSubject(ruleOf('QUA-01'), events, subject).outcome).toBe('pass');
  });

  it('QUA-02c and QUA-08b say which time the replies cover', () => {
    expect(judgeSubject(ruleOf('QUA-02c'), s1Clean, subject).arithmetic).toEqual({
      zh: '派出所（派出所〔2021〕6号）回复：无；核查期间 2018-10-27（不含）至 2021-10-27',
      en: '派出所 (派出所〔2021〕6号): clear; time covered: after 2018-10-27, up to 2021-10-27',
    });
    const cycles = judgeSubject(ruleOf('QUA-08b'), s1Clean, subject, { parameters: { unit: 'cycles' } });
    expect(cycles.arithmetic.zh).toContain('核查年度 2018 至 2020');
    expect(() => judge(ruleOf('QUA-08b'), s1Clean, { parameters: { unit: 'months' } })).toThrow(RangeError);
    expect(judgeSubject(ruleOf('QUA-02c'), s1Clean, subject, { parameters: { years: 5 } }).arithmetic.zh).toContain(
      '2016-10-27',
    );
    expect(yearsBefore('2024-02-29', 3)).toBe('2021-02-28');
    expect(yearsBefore('2024-02-29', 4)).toBe('2020-02-29');
    expect(yearsBefore('2021-10-27', 3)).toBe('2018-10-27');
    const early = s1Clean.filter(({ type, data }) => type !== QualificationReviewed.type || data['level'] !== 'joint');
    expect(judgeSubject(ruleOf('QUA-02c'), early, subject).arithmetic.zh).toContain('核查期间：联审日往前 3 年');
  });

  describe('QUA-05c, petitioning', () => {
    it('is no signal without a decision: a person has to find it', () => {
      expect(judgeSubject(ruleOf('QUA-05c'), answered('QUA-05c', { outcome: 'not-clear' }), subject)).toMatchObject({
        outcome: 'needs-finding',
        arithmetic: { zh: expect.stringContaining('依法信访不是线索') },
        missing: [{ zh: '处理决定或认定文书的文号（由回复部门补录）' }],
      });
    });

    it('fails where one is cited, by one department being enough', () => {
      const other = replyOf(
        fifth,
        { name: '派出所二', level: 'district', grounds: ['QUA-05c'] },
        { 'QUA-05c': { outcome: 'not-clear', document: '澜公行罚〔2020〕4号' } },
      );
      const both = [...answered('QUA-05c', { outcome: 'not-clear' }), other];
      expect(judgeSubject(ruleOf('QUA-05c'), both, subject).outcome).toBe('fail');
      const events = answered('QUA-05c', { outcome: 'not-clear', document: '澜公行罚〔2020〕3号' });
      expect(judgeSubject(ruleOf('QUA-05c'), events, subject)).toMatchObject({
        outcome: 'fail',
        arithmetic: { zh: expect.stringContaining('依据 澜公行罚〔2020〕3号') },
      });
    });
  });

  describe('QUA-06b, the debtors’ list', () => {
    const queried = (queriedOn: string | undefined) =>
      s1Clean.map((event) => {
        if (event.type !== DepartmentReplied.type || event.data['department'] !== '区法院') return event;
        const { queriedOn: _old, ...data } = event.data;
        return { ...event, data: queriedOn === undefined ? data : { ...data, queriedOn } };
      });

    it('was asked within thirty days of the joint review', () => {
      expect(judgeSubject(ruleOf('QUA-06b'), s1Clean, subject)).toMatchObject({
        outcome: 'pass',
        arithmetic: {
          zh: '区法院（区法院〔2021〕6号） 查询日 2021-10-25，距联审 2021-10-27 2 天（至多 30 天）：不在名单',
        },
      });
      expect(judgeSubject(ruleOf('QUA-06b'), queried('2021-09-27'), subject).outcome).toBe('pass');
    });

    it('says nothing when asked a day earlier, or on an unknown day', () => {
      expect(judgeSubject(ruleOf('QUA-06b'), queried('2021-09-26'), subject)).toMatchObject({
        outcome: 'not-evaluable',
        missing: [{ zh: '审查前后的失信被执行人名单查询（由法院补录）' }],
      });
      expect(judgeSubject(ruleOf('QUA-06b'), queried(undefined), subject)).toMatchObject({
        outcome: 'not-evaluable',
        arithmetic: { zh: expect.stringContaining('没有查询日') },
      });
      expect(
        judgeSubject(ruleOf('QUA-06b'), queried('2021-09-26'), subject, { parameters: { maxQueryAgeDays: 31 } })
          .outcome,
      ).toBe('pass');
    });

    it('ages by the clock until the joint review', () => {
      const early = s1Clean.filter(
        ({ type, data }) => type !== QualificationReviewed.type || data['level'] !== 'joint',
      );
      const at = (day: string) => judgeSubject(ruleOf('QUA-06b'), early, subject, { moment: momentAt(day) });
      expect(at('2021-11-24')).toMatchObject({ outcome: 'pass', recheckAt: '2021-11-24T16:00:00.000Z' });
      expect(at('2021-11-25').outcome).toBe('not-evaluable');
    });

    it('names every court that was asked', () => {
      const second = replyOf(fifth, { name: '另一法院', level: 'district', grounds: ['QUA-06b'] });
      expect(judgeSubject(ruleOf('QUA-06b'), [...s1Clean, second], subject).arithmetic).toEqual({
        zh: '区法院（区法院〔2021〕6号） 查询日 2021-10-25，距联审 2021-10-27 2 天、另一法院（另一法院〔2021〕6号） 查询日 2021-10-25，距联审 2021-10-27 2 天（至多 30 天）：不在名单',
        en: '区法院 (区法院〔2021〕6号) asked 2021-10-25, 2 days from the joint review of 2021-10-27, 另一法院 (另一法院〔2021〕6号) asked 2021-10-25, 2 days from the joint review of 2021-10-27 (at most 30 days): not listed',
      });
    });

    it('fails for a listed person however old the query', () => {
      const events = changed(
        answered('QUA-06b', { outcome: 'not-clear' }),
        DepartmentReplied,
        { queriedOn: '2021-01-01' },
        ({ data }) => data['department'] === '区法院',
      );
      expect(judgeSubject(ruleOf('QUA-06b'), events, subject).outcome).toBe('fail');
    });
  });

  describe('QUA-03a, sanctions on record', () => {
    const sanctioned = (
      change: Partial<{
        kind: 'party-warning' | 'suspension' | 'demerit';
        workRelated: boolean;
        barUntil: string | undefined;
      }>,
    ) => {
      const { barUntil, ...rest } = {
        kind: 'party-warning' as const,
        workRelated: false,
        barUntil: '2021-10-27',
        ...change,
      };
      const data = {
        personId: fifth,
        imposedOn: '2020-11-01',
        number: '澜纪〔2020〕7号',
        ...rest,
        ...(barUntil === undefined ? {} : { barUntil }),
      };
      return [...s1Clean, happened(SanctionRecorded, data, '2021-09-11')];
    };
    const rule = ruleOf('QUA-03a');

    it('bar to the last day included, although the reply is clear', () => {
      expect(judgeSubject(rule, sanctioned({}), subject)).toMatchObject({
        outcome: 'fail',
        arithmetic: { zh: '处分 澜纪〔2020〕7号 的任职限制至 2021-10-27 ≥ 2021-10-27' },
      });
      expect(judgeSubject(rule, sanctioned({ barUntil: '2021-10-26' }), subject).outcome).toBe('pass');
    });

    it('leave those of work and measures to QUA-12', () => {
      expect(judgeSubject(rule, sanctioned({ workRelated: true }), subject).outcome).toBe('pass');
      expect(judgeSubject(rule, sanctioned({ kind: 'suspension' }), subject).outcome).toBe('pass');
    });

    it('cannot be judged without the end of the bar or the person’s registration', () => {
      expect(judgeSubject(rule, sanctioned({ barUntil: undefined }), subject)).toMatchObject({
        outcome: 'not-evaluable',
        missing: [{ zh: '任职限制期限的最后一日（由作出处分的机关补录）' }],
      });
      const unregistered = s1Clean.filter(
        ({ type, data }) => type !== PersonRegistered.type || data['personId'] !== fifth,
      );
      expect(judgeSubject(rule, unregistered, subject).outcome).toBe('not-evaluable');
    });

    it('are weighed against today until the joint review, and the clock lifts them', () => {
      const early = sanctioned({ barUntil: '2021-11-01' }).filter(
        ({ type, data }) => type !== QualificationReviewed.type || data['level'] !== 'joint',
      );
      expect(judgeSubject(rule, early, subject, { moment: momentAt('2021-11-01') })).toMatchObject({
        outcome: 'fail',
        recheckAt: '2021-11-01T16:00:00.000Z',
        arithmetic: { zh: expect.stringContaining('今日（尚未联审）') },
      });
      expect(judgeSubject(rule, early, subject, { moment: momentAt('2021-11-02') }).outcome).toBe('pass');
    });
  });

  it('QUA-07 takes a finding on record before the replies', () => {
    const finding = happened(
      ConductFindingRecorded,
      {
        personId: fifth,
        kind: 'vote-buying',
        issuer: '区纪委监委',
        number: '云街纪决〔2021〕3号',
        decidedOn: '2021-11-18',
      },
      '2021-11-18',
    );
    expect(judgeSubject(ruleOf('QUA-07'), [...s1Clean, finding], subject)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: '2021-11-18 云街纪决〔2021〕3号 认定违反换届纪律' },
    });
    const unregistered = s1Clean.filter(
      ({ type, data }) => type !== PersonRegistered.type || data['personId'] !== fifth,
    );
    expect(judgeSubject(ruleOf('QUA-07'), unregistered, subject).outcome).toBe('not-evaluable');
  });

  it('QUA-10 does not take the opinion on somebody else', () => {
    const other = happened(
      QualificationReviewed,
      {
        level: 'joint',
        personId: nominee(6),
        body: 'district-office',
        outcome: 'failed',
        ground: 'QUA-10',
        reason: '理由',
        author: '审查组',
        approver: '组长',
      },
      '2021-10-28',
    );
    const events = [...answered('QUA-10', { outcome: 'not-clear' }), other];
    expect(judgeSubject(ruleOf('QUA-10'), events, subject).outcome).toBe('needs-finding');
    expect(judgeSubject(ruleOf('QUA-10'), events, `person:${nominee(6)}`).outcome).toBe('fail');
  });

  it.each([
    [{ reason: '理由', author: '审查组', approver: '组长' }, 'fail', []],
    [{ reason: '理由', author: '审查组' }, 'needs-finding', ['批准人（由审查机构补录）']],
    [{}, 'needs-finding', ['理由（由审查机构补录）', '提出人（由审查机构补录）', '批准人（由审查机构补录）']],
  ])('QUA-10 with an opinion of %p is %s', (opinion, outcome, missing) => {
    const events = changed(
      s1Clean,
      QualificationReviewed,
      { outcome: 'failed', ground: 'QUA-10', ...opinion },
      ({ data }) => data['level'] === 'joint' && data['personId'] === fifth,
    );
    const result = judgeSubject(ruleOf('QUA-10'), events, subject);
    expect(result.outcome).toBe(outcome);
    expect((result.missing ?? []).map(({ zh }) => zh)).toEqual(missing);
  });
});

describe('nominees of the residents’ committee', () => {
  const newcomer = 'cccccccc-0000-4000-8000-000000000001';
  const proposed = happened(
    ResidentsNomineeProposed,
    { community: 'C01', term: 'term-C01-2021-1', personId: newcomer, post: 'residents-committee-member' },
    '2021-12-01',
  );
  const elected = happened(
    ResidentsResultAnnounced,
    {
      community: 'C01',
      term: 'term-C01-2021-1',
      elected: [{ personId: newcomer, post: 'residents-committee-member' }],
    },
    '2021-12-18',
  );

  it('are judged too: awaited, then missing once elected', () => {
    const rule = ruleOf('QUA-02b');
    const waiting = judgeSubject(rule, [...s1Clean, proposed], `person:${newcomer}`);
    expect(waiting.outcome).toBe('not-yet-due');
    expect(waiting.arithmetic.zh).toContain('居委会拟提名人选，尚未送审');
    expect(judgeSubject(rule, [...s1Clean, proposed, elected], `person:${newcomer}`).outcome).toBe('not-evaluable');
  });
});

describe('QUA-13, one ground is enough', () => {
  const rule = ruleOf('QUA-13');

  it('has eighteen answers for everyone on a list after the review', () => {
    expect(judgeSubject(rule, s1Clean, subject)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: '18 项中答“无” 18 项、“有” 0 项、未答 0 项',
        en: 'of 18 grounds 18 answered no, 0 yes, 0 open',
      },
    });
    expect(judge(rule, s1Clean)).toHaveLength(12);
  });

  it('fails on the lists that follow a yes', () => {
    expect(judgeSubject(rule, answered('QUA-02b', { outcome: 'not-clear' }), subject)).toMatchObject({
      outcome: 'fail',
      arithmetic: {
        zh: '18 项中答“无” 17 项、“有” 1 项、未答 0 项（QUA-02b）；其后仍列入反馈名单（2021-10-28）、考察名单（2021-10-29）、预备人选名单（2021-11-04）、请示所附名单（2021-11-11）',
      },
    });
  });

  it('names every answer that is open', () => {
    const result = judgeSubject(rule, unanswered('QUA-02a'), subject);
    expect(result).toMatchObject({
      outcome: 'not-evaluable',
      arithmetic: { zh: '18 项中答“无” 14 项、“有” 0 项、未答 4 项' },
    });
    expect(result.missing?.map(({ zh }) => zh)).toEqual([
      'QUA-02a 的答复（由公安机关或法院补录）',
      'QUA-02b 的答复（由公安机关或政法部门补录）',
      'QUA-02c 的答复（由公安机关补录）',
      'QUA-04 的答复（由公安机关或统战部门补录）',
    ]);
  });

  it('is kept where a breach found late led to striking off (S2)', () => {
    const finding = happened(
      ConductFindingRecorded,
      {
        personId: fifth,
        kind: 'vote-buying',
        issuer: '区纪委监委',
        number: '云街纪决〔2021〕3号',
        decidedOn: '2021-11-18',
      },
      '2021-11-18',
    );
    expect(judgeSubject(rule, [...s1Clean, finding], subject)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('仍是人选，没有取消资格') },
    });
    const cancelled = happened(
      QualificationCancelled,
      { personId: fifth, by: 'street', reason: '违反换届纪律', number: '云街纪决〔2021〕3号' },
      '2021-11-19',
    );
    expect(judgeSubject(rule, [...s1Clean, finding, cancelled], subject)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: expect.stringContaining('2021-11-19 已离开名单，其后不在名单') },
    });
    expect(judgeSubject(ruleOf('QUA-07'), [...s1Clean, finding, cancelled], subject)).toMatchObject({
      outcome: 'fail',
      blocksActs: false,
    });
  });

  it('does not count as gone who is on a list again', () => {
    const cancelled = happened(
      QualificationCancelled,
      { personId: fifth, by: 'street', reason: '不符合条件' },
      '2021-11-02',
    );
    expect(judgeSubject(rule, [...answered('QUA-02b', { outcome: 'not-clear' }), cancelled], subject)).toMatchObject({
      outcome: 'fail',
    });
    expect(
      judgeSubject(rule, [...answered('QUA-02b', { outcome: 'not-clear' }), cancelled], subject).blocksActs,
    ).toBeUndefined();
  });

  it('keeps a past breach of somebody who left, without blocking', () => {
    const cancelled = happened(
      QualificationCancelled,
      { personId: fifth, by: 'street', reason: '不符合条件' },
      '2021-11-20',
    );
    expect(judgeSubject(rule, [...answered('QUA-02b', { outcome: 'not-clear' }), cancelled], subject)).toMatchObject({
      outcome: 'fail',
      blocksActs: false,
    });
    expect(judgeSubject(rule, [...unanswered('QUA-02b'), cancelled], subject).outcome).toBe('not-applicable');
  });

  it('says when a query lapses while there is no joint review', () => {
    const early = s1Clean.filter(({ type, data }) => type !== QualificationReviewed.type || data['level'] !== 'joint');
    const at = (day: string) => judgeSubject(rule, early, subject, { moment: momentAt(day) });
    expect(at('2021-11-24')).toMatchObject({ outcome: 'pass', recheckAt: '2021-11-24T16:00:00.000Z' });
    expect(at('2021-11-25').outcome).toBe('not-evaluable');
    expect(judgeSubject(rule, s1Clean, subject).recheckAt).toBeUndefined();
  });

  it('is early before such a list, and cannot pass without the replies', () => {
    expect(judgeOne(rule, upTo(ReviewListSent)).outcome).toBe('not-yet-due');
    expect(judge(rule, without(s1Clean, DepartmentReplied)).every(({ outcome }) => outcome === 'not-evaluable')).toBe(
      true,
    );
  });
});
