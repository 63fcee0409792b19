import { ElectionCommitteeFormed, ElectionDayFixed, JustificationApproved, ResidentsResultAnnounced } from '#elections';
import { GEN_05, GEN_06 } from './residents-calendar.js';
import { happened, momentAt, uuidOf } from './testing/facts-builder.js';
import { judgeOne } from './testing/judging.js';
import { nominee } from './testing/s1-people.js';

const place = { community: 'C01', term: 'term-C01-2021-1' };
const formed = happened(
  ElectionCommitteeFormed,
  { ...place, members: [{ personId: nominee(1), role: 'chair' }] },
  '2021-11-20',
);
const fixed = (day: string) => happened(ElectionDayFixed, { ...place, day }, '2021-11-25');
const result = (on: string) =>
  happened(ResidentsResultAnnounced, { ...place, elected: [{ personId: nominee(1), post: 'residents-director' }] }, on);

describe('GEN-05, the residents’ seven steps', () => {
  it('names each step without a record and who supplies it', () => {
    const judged = judgeOne(GEN_05, [], { moment: momentAt('2021-10-01') });
    expect(judged.outcome).toBe('not-evaluable');
    expect(judged.missing).toHaveLength(7);
    expect(judged.missing?.[3]?.zh).toBe('第 4 步“选民登记”（¶48）的记录（由居民选举委员会补录）');
  });

  it('is never a pass on two steps of seven', () => {
    const judged = judgeOne(GEN_05, [formed, fixed('2021-12-18'), result('2021-12-18')], {
      moment: momentAt('2022-01-05'),
    });
    expect(judged.outcome).toBe('not-evaluable');
    expect(judged.missing).toHaveLength(5);
    expect(judged.arithmetic.zh).toContain('结果 2021-12-18 ≤ 2021-12-31');
  });

  it.each([
    ['2021-12-31', 'not-evaluable'],
    ['2022-01-01', 'fail'],
  ])('with the result on %s is %s', (on, outcome) => {
    expect(judgeOne(GEN_05, [formed, result(on)], { moment: momentAt('2022-01-05') }).outcome).toBe(outcome);
  });

  it('fails as soon as a later day is fixed', () => {
    expect(judgeOne(GEN_05, [formed, fixed('2022-01-08')]).outcome).toBe('fail');
  });

  it('is overdue when the day passes without a result', () => {
    expect(judgeOne(GEN_05, [formed], { moment: momentAt('2021-12-31') })).toMatchObject({
      outcome: 'not-evaluable',
      recheckAt: '2021-12-31T16:00:00.000Z',
    });
    expect(judgeOne(GEN_05, [formed], { moment: momentAt('2022-01-01') }).outcome).toBe('overdue');
  });

  it('softens the day, with a reason and an approver', () => {
    const approved = happened(JustificationApproved, {
      proposal: uuidOf(1, 6),
      rule: 'GEN-05',
      subject: 'community:C01',
      reason: '疫情',
      approver: '街道党工委',
    });
    expect(judgeOne(GEN_05, [result('2022-01-08'), approved]).outcome).toBe('warn');
  });
});

describe('GEN-06, no link left out', () => {
  it('says what is not here yet', () => {
    const judged = judgeOne(GEN_06, [formed]);
    expect(judged.outcome).toBe('not-evaluable');
    expect(judged.missing).toHaveLength(7);
    expect(judged.missing?.at(-1)?.en).toContain('must-clauses');
  });
});
