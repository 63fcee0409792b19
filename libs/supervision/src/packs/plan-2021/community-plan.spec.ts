import { ComplexityRanked, PartyElectionOpened, PlanDrawnUp, PlanReviewed } from '#elections';
import { ORG_05, ORG_06, ORG_07 } from './community-plan.js';
import { happened } from './testing/facts-builder.js';
import { judgeOne } from './testing/judging.js';
import { nominee } from './testing/s1-people.js';

const opened = happened(PartyElectionOpened, { community: 'C01', term: 'term-C01-2021-1' }, '2021-10-18');
const plan = (
  on: string,
  change: {
    timetable?: string;
    tasks?: string;
    responsible?: { personId: string; duty: string }[];
    targeted?: boolean;
  } = {},
) =>
  happened(
    PlanDrawnUp,
    {
      number: '青换〔2021〕1号',
      timetable: '十月至十二月',
      tasks: '分步实施',
      responsible: [{ personId: nominee(1), duty: '总负责' }],
      targeted: false,
      ...change,
    },
    on,
  );
const reviewed = (on: string, outcome: 'approved' | 'returned' = 'approved') => happened(PlanReviewed, { outcome }, on);

describe('ORG-05, what the plan states', () => {
  it('passes with all three', () => {
    expect(judgeOne(ORG_05, [plan('2021-10-05')]).outcome).toBe('pass');
  });

  it.each([
    ['timetable', { timetable: undefined }],
    ['tasks', { tasks: undefined }],
    ['responsible', { responsible: [] }],
  ])('fails without %s', (_part, change) => {
    expect(judgeOne(ORG_05, [plan('2021-10-05', change)]).outcome).toBe('fail');
  });

  it('counts the newest plan', () => {
    expect(judgeOne(ORG_05, [plan('2021-10-01', { responsible: [] }), plan('2021-10-05')]).outcome).toBe('pass');
  });

  it('is missing once the election has begun', () => {
    expect(judgeOne(ORG_05, []).outcome).toBe('not-yet-due');
    expect(judgeOne(ORG_05, [opened]).outcome).toBe('not-evaluable');
  });
});

describe('ORG-06, the street reviews first', () => {
  it('passes when the plan was approved before the start', () => {
    expect(judgeOne(ORG_06, [plan('2021-10-05'), reviewed('2021-10-08'), opened]).outcome).toBe('pass');
    expect(judgeOne(ORG_06, [plan('2021-10-05'), reviewed('2021-10-18'), opened]).outcome).toBe('pass');
  });

  it('fails when it was approved after the start, or returned', () => {
    expect(judgeOne(ORG_06, [plan('2021-10-05'), opened, reviewed('2021-10-19')]).outcome).toBe('fail');
    expect(judgeOne(ORG_06, [plan('2021-10-05'), reviewed('2021-10-08', 'returned'), opened]).outcome).toBe('fail');
  });

  it('asks for another review of a changed plan', () => {
    const events = [plan('2021-10-05'), reviewed('2021-10-08'), plan('2021-10-12')];
    expect(judgeOne(ORG_06, [...events, opened]).outcome).toBe('not-evaluable');
    expect(judgeOne(ORG_06, [...events, reviewed('2021-10-14'), opened]).outcome).toBe('pass');
  });

  it('does not mind a plan that was changed after the start', () => {
    expect(judgeOne(ORG_06, [plan('2021-10-05'), reviewed('2021-10-08'), opened, plan('2021-10-25')]).outcome).toBe(
      'pass',
    );
  });

  it('is not due before the start', () => {
    expect(judgeOne(ORG_06, [plan('2021-10-05'), reviewed('2021-10-08')]).outcome).toBe('not-yet-due');
    expect(judgeOne(ORG_06, []).outcome).toBe('not-yet-due');
    expect(judgeOne(ORG_06, [opened]).outcome).toBe('not-evaluable');
  });
});

describe('ORG-07, a plan for a complex community', () => {
  const ranked = (...complex: string[]) =>
    happened(ComplexityRanked, { ranking: ['C01', 'C02'], complex, method: '走访' }, '2021-09-10');

  it('does not apply to others', () => {
    expect(judgeOne(ORG_07, [ranked('C02'), opened]).outcome).toBe('not-applicable');
  });

  it('judges the plan of a complex one', () => {
    expect(judgeOne(ORG_07, [ranked('C01'), plan('2021-10-05', { targeted: true })]).outcome).toBe('pass');
    expect(judgeOne(ORG_07, [ranked('C01'), plan('2021-10-05')]).outcome).toBe('fail');
    expect(judgeOne(ORG_07, [ranked('C01')]).outcome).toBe('not-yet-due');
    expect(judgeOne(ORG_07, [ranked('C01'), opened]).outcome).toBe('not-evaluable');
  });

  it('needs the ranking', () => {
    expect(judgeOne(ORG_07, [opened]).missing?.[0]?.zh).toContain('复杂程度');
  });
});
