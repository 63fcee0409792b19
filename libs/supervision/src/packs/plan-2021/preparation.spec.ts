import {
  BlockingProblemRaised,
  BlockingProblemResolved,
  ClearanceRecorded,
  ComplexityRanked,
  CongressRequested,
  LinkedLeaderAssigned,
  PartyElectionOpened,
  PreparationRecorded,
  StreetPostRecorded,
} from '#elections';
import { judgeOneOfStreet } from '../../testing/judging-street.js';
import { PRE_01, PRE_02, PRE_03, PRE_04 } from './preparation.js';
import { type Happened, happened, uuidOf } from './testing/facts-builder.js';
import { judgeOne } from './testing/judging.js';
import { nominee, STREET_SECRETARY } from './testing/s1-people.js';

const opened = happened(
  PartyElectionOpened,
  { community: 'C01', term: 'term-C01-2021-1' },
  '2021-10-18T09:00:00+08:00',
);
const prepared = (kind: 'survey' | 'rectification' | 'publicity', on = '2021-09-25') =>
  happened(PreparationRecorded, { kind, summary: '已开展' }, on);
const three = [prepared('survey'), prepared('rectification'), prepared('publicity')];

describe('PRE-01, three things before the start', () => {
  it('passes with all three on record before it', () => {
    const result = judgeOne(PRE_01, [...three, opened]);
    expect(result.outcome).toBe('pass');
    expect(result.arithmetic.zh).toContain('摸底排查 2021-09-25 ≤ 启动 2021-10-18 09:00');
  });

  it.each([
    ['2021-10-18', 'pass'],
    ['2021-10-18T09:00:00+08:00', 'pass'],
    ['2021-10-18T09:01:00+08:00', 'fail'],
    ['2021-10-19', 'fail'],
  ])('with publicity on %s is %s', (on, outcome) => {
    expect(judgeOne(PRE_01, [...three.slice(0, 2), prepared('publicity', on), opened]).outcome).toBe(outcome);
  });

  it('names what has no record, and who supplies it', () => {
    const result = judgeOne(PRE_01, [...three.slice(1), opened]);
    expect(result).toMatchObject({ outcome: 'not-evaluable', missing: [{ zh: '摸底排查（由社区党组织补录）' }] });
  });

  it('is not due before the start', () => {
    expect(judgeOne(PRE_01, three).outcome).toBe('not-yet-due');
    expect(judgeOne(PRE_01, []).outcome).toBe('not-yet-due');
  });

  it('takes the first milestone for the start where the opening was not recorded', () => {
    const requested = happened(CongressRequested, { number: '青委〔2021〕13号', kind: 'members' }, '2021-09-20');
    expect(judgeOne(PRE_01, [...three, requested]).outcome).toBe('fail');
  });
});

const cleared = (
  kind: 'disputes' | 'gangs' | 'corruption' | 'audit',
  outcome: 'cleared' | 'open' = 'cleared',
  on = '2021-10-10',
  number?: string,
) => happened(ClearanceRecorded, { kind, outcome, ...(number === undefined ? {} : { number }) }, on);
const four = [
  cleared('disputes'),
  cleared('gangs'),
  cleared('corruption'),
  cleared('audit', 'cleared', '2021-10-10', '审〔2021〕5号'),
];

describe('PRE-02, four clears', () => {
  it('passes with all four cleared at the start', () => {
    expect(judgeOne(PRE_02, [...four, opened]).outcome).toBe('pass');
  });

  it('counts the newest outcome before the start', () => {
    expect(judgeOne(PRE_02, [cleared('disputes', 'open', '2021-09-20'), ...four, opened]).outcome).toBe('pass');
    expect(judgeOne(PRE_02, [...four, cleared('disputes', 'open', '2021-10-15'), opened]).outcome).toBe('fail');
    expect(judgeOne(PRE_02, [...four, opened, cleared('disputes', 'open', '2021-10-20')]).outcome).toBe('pass');
  });

  it('fails where one was cleared only after the start', () => {
    expect(judgeOne(PRE_02, [...four.slice(1), opened, cleared('disputes', 'cleared', '2021-10-20')]).outcome).toBe(
      'fail',
    );
  });

  it('asks for the number of the audit report', () => {
    const result = judgeOne(PRE_02, [...four.slice(0, 3), cleared('audit'), opened]);
    expect(result.outcome).toBe('not-evaluable');
    expect(result.missing?.[0]?.zh).toContain('审计报告文号');
  });

  it('names one that nobody recorded, and waits before the start', () => {
    expect(judgeOne(PRE_02, [...four.slice(1), opened]).outcome).toBe('not-evaluable');
    expect(judgeOne(PRE_02, four).outcome).toBe('not-yet-due');
  });
});

describe('PRE-03, the most complex community', () => {
  const ranked = happened(
    ComplexityRanked,
    { ranking: ['C02', 'C01'], complex: ['C02'], method: '走访' },
    '2021-09-10',
  );
  const secretary = (personId: string, from: string) =>
    happened(StreetPostRecorded, { personId, post: 'street-secretary', from }, '2021-09-01');
  const assigned = (leader: string, community = 'C02', on = '2021-09-12') =>
    happened(LinkedLeaderAssigned, { community, leader }, on);
  const judge = (...street: Happened[]) => judgeOneOfStreet(PRE_03, street, { C01: [opened], C02: [] });

  it('passes where the street’s secretary took it', () => {
    expect(judge(ranked, secretary(STREET_SECRETARY, '2020-01-01'), assigned(STREET_SECRETARY)).outcome).toBe('pass');
  });

  it('fails where somebody else did, or the newest assignment changed it', () => {
    const known = secretary(STREET_SECRETARY, '2020-01-01');
    expect(judge(ranked, known, assigned(nominee(5))).outcome).toBe('fail');
    expect(judge(ranked, known, assigned(STREET_SECRETARY), assigned(nominee(5), 'C02', '2021-09-20')).outcome).toBe(
      'fail',
    );
  });

  it('looks at who was secretary on that day', () => {
    const both = [secretary(STREET_SECRETARY, '2020-01-01'), secretary(nominee(9), '2021-10-01')];
    expect(judge(ranked, ...both, assigned(STREET_SECRETARY)).outcome).toBe('pass');
    expect(judge(ranked, ...both, assigned(STREET_SECRETARY, 'C02', '2021-10-02')).outcome).toBe('fail');
  });

  it.each([
    ['ranking', [secretary(STREET_SECRETARY, '2020-01-01'), assigned(STREET_SECRETARY)]],
    ['assignment', [ranked, secretary(STREET_SECRETARY, '2020-01-01'), assigned(STREET_SECRETARY, 'C01')]],
    ['secretary', [ranked, assigned(STREET_SECRETARY)]],
  ])('names a missing %s once an election has begun', (_what, street) => {
    const result = judge(...street);
    expect(result.outcome).toBe('not-evaluable');
    expect(result.missing).toHaveLength(1);
  });

  it('waits before any election has begun', () => {
    expect(judgeOneOfStreet(PRE_03, [], { C01: [] }).outcome).toBe('not-yet-due');
  });
});

describe('PRE-04, no start while problems are open', () => {
  const raised = happened(BlockingProblemRaised, { problem: '账目不清' }, '2021-09-20', { id: uuidOf(1, 7) });
  const resolved = (on: string) => happened(BlockingProblemResolved, { raised: uuidOf(1, 7), how: '已补账' }, on);

  it('passes where every problem was solved by the start', () => {
    const result = judgeOne(PRE_04, [raised, resolved('2021-10-10'), opened]);
    expect(result.outcome).toBe('pass');
    expect(result.arithmetic.zh).toContain('此前登记问题 1 个，当时未解决 0 个');
  });

  it('fails with one open, and blocks nothing once it is solved', () => {
    expect(judgeOne(PRE_04, [raised, opened])).toMatchObject({ outcome: 'fail' });
    expect(judgeOne(PRE_04, [raised, opened]).blocksActs).toBeUndefined();
    expect(judgeOne(PRE_04, [raised, opened, resolved('2021-10-20')])).toMatchObject({
      outcome: 'fail',
      blocksActs: false,
    });
  });

  it('does not count a problem that came up after the start', () => {
    const later = happened(BlockingProblemRaised, { problem: '新问题' }, '2021-10-25');
    expect(judgeOne(PRE_04, [raised, resolved('2021-10-10'), opened, later]).outcome).toBe('pass');
  });

  it('takes no survey and no problems for missing, not for none', () => {
    expect(judgeOne(PRE_04, [opened]).outcome).toBe('not-evaluable');
    expect(judgeOne(PRE_04, [prepared('survey'), opened]).outcome).toBe('pass');
    expect(judgeOne(PRE_04, [raised]).outcome).toBe('not-yet-due');
  });
});
