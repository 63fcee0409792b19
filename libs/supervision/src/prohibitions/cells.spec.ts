import { indexRules, type JudgedResult } from '../evaluate.js';
import { judgeUnit, resultsOf } from '../judge.js';
import type { Outcome } from '../outcome.js';
import { plan2021 } from '../packs/plan-2021/index.js';
import { factsOf, uuidOf } from '../packs/plan-2021/testing/facts-builder.js';
import { S1_END, s1Clean } from '../packs/plan-2021/testing/s1-clean.js';
import { type FindingInCell, prohibitionCells } from './cells.js';
import { anhui2018, ProhibitionList, prohibitionLists, themesLeftOut, workedStreetList } from './lists.js';
import { THEMES, themes, themesOf } from './themes.js';

const subject = `notice:${uuidOf(1, 2)}` as const;
const result = (rule: string, outcome: Outcome, force: 'must' | 'softened' | 'target' = 'must'): JudgedResult => ({
  rule,
  outcome,
  force,
  subject,
  pack: 'plan-2021',
  arithmetic: { zh: '3 < 5', en: '3 < 5' },
  evidence: [],
});
const cell = (item: string, results: JudgedResult[], findings: FindingInCell[] = [], list = workedStreetList) => {
  const found = prohibitionCells(results, list, findings).find((one) => one.item === item);
  if (found === undefined) throw new Error(`no item ${item}`);
  return found;
};

describe('themes', () => {
  it('of what breaks the procedure of an election are T7', () => {
    expect(themesOf({ id: 'PTY-20', force: 'softened' })).toEqual(['T7']);
    expect(themesOf({ id: 'REV-02', force: 'softened' })).toEqual(['T7']);
    expect(themesOf({ id: 'GEN-01', force: 'must' })).toEqual(['T7']);
    expect(themesOf({ id: 'GEN-02', force: 'target' })).toEqual([]);
    expect(themesOf({ id: 'QUA-04', force: 'must' })).toEqual(['T7', 'T2']);
    expect(themesOf({ id: 'QUA-07', force: 'must' })).toEqual(['T7', 'T1']);
  });

  it('cover every must and softened rule of the plan', () => {
    const without = plan2021.rules.filter((rule) => rule.force !== 'target' && themesOf(rule).length === 0);
    expect(without).toEqual([]);
  });

  it('are thirteen, worded in both languages', () => {
    expect(Object.keys(themes)).toEqual([...THEMES]);
    for (const { title } of Object.values(themes)) expect(title.zh).not.toBe(title.en);
  });
});

describe('lists of prohibitions', () => {
  it.each(prohibitionLists.map((list) => [list.id, list] as const))('%s are complete', (_id, list) => {
    expect(ProhibitionList.parse(list)).toEqual(list);
    expect(list.items.map(({ no }) => no)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', 'X1', 'X2']);
  });

  it('say where they come from: the default is a predecessor', () => {
    expect(prohibitionLists[0]).toBe(anhui2018);
    expect(anhui2018).toMatchObject({ provenance: 'predecessor', note: { zh: expect.stringContaining('2018') } });
    expect(anhui2018.items.map(({ themes: of }) => of.join('+')).join(' ')).toBe(
      'T3 T1 T8+T3 T2 T5 T6 T11 T12 T9 T10 T7 T13',
    );
    expect(themesLeftOut(anhui2018)).toEqual(['T4']);
  });

  it('of the worked street are T1 to T10 in order', () => {
    expect(workedStreetList.items.slice(0, 10).map(({ themes: of }) => of)).toEqual(
      THEMES.slice(0, 10).map((theme) => [theme]),
    );
    expect(workedStreetList.documentNumber).toBe('云街纪〔2021〕5号');
    expect(themesLeftOut(workedStreetList)).toEqual(['T11', 'T12']);
  });
});

describe('a cell of the matrix', () => {
  it('is not evaluable while nothing is known of its item', () => {
    expect(cell('1', [])).toMatchObject({ state: 'not-evaluable', counts: { kept: 0 } });
    expect(cell('5', [result('PTY-20', 'pass', 'softened')]).state).toBe('not-evaluable');
  });

  it.each([
    [['pass'], 'nothing-found'],
    [['pass', 'warn'], 'nothing-found'],
    [['pass', 'not-yet-due'], 'nothing-found'],
    [['not-yet-due'], 'not-evaluable'],
    [['pass', 'not-evaluable'], 'not-evaluable'],
    [['pass', 'needs-finding'], 'not-evaluable'],
    [['pass', 'not-evaluable', 'fail'], 'indicated'],
    [['ambiguous'], 'indicated'],
    [['overdue'], 'indicated'],
    [['not-applicable'], 'not-applicable'],
    [['not-applicable', 'not-yet-due'], 'not-evaluable'],
  ] as const)('of %j is %s', (outcomes, state) => {
    const results = outcomes.map((outcome, index) => result(`PTY-0${index + 1}`, outcome));
    expect(cell('7', results).state).toBe(state);
  });

  const failing = [result('PTY-20', 'fail', 'softened'), result('PTY-06', 'pass')];
  const finding = (status: FindingInCell['status'], more: Partial<FindingInCell> = {}): FindingInCell => ({
    rule: 'PTY-20',
    subject,
    status,
    ...more,
  });

  it.each([
    ['indicated', 'indicated'],
    ['under-check', 'under-check'],
    ['proposed', 'under-check'],
    ['confirmed', 'confirmed'],
    ['dismissed', 'nothing-found'],
    ['not-applicable', 'nothing-found'],
  ] as const)('with the finding %s is %s', (status, state) => {
    expect(cell('7', failing, [finding(status)]).state).toBe(state);
  });

  it('keeps what was confirmed after the repair, and after the result is gone', () => {
    const repaired = [result('PTY-20', 'pass', 'softened')];
    expect(cell('7', repaired, [finding('confirmed')])).toMatchObject({
      state: 'confirmed',
      counts: { confirmed: 1, kept: 0 },
    });
    expect(cell('7', [], [finding('confirmed')]).state).toBe('confirmed');
    expect(cell('7', repaired, [finding('indicated')]).state).toBe('nothing-found');
    expect(cell('7', repaired, [finding('cleared')]).state).toBe('nothing-found');
  });

  it('counts, and names what is behind it', () => {
    const results = [...failing, result('PTY-25', 'not-evaluable'), result('GEN-05', 'not-yet-due', 'softened')];
    expect(cell('7', results)).toMatchObject({
      state: 'indicated',
      counts: { indicated: 1, kept: 1, notEvaluable: 1, notYetDue: 1, confirmed: 0 },
      behind: [{ rule: 'PTY-20', subject }],
    });
    expect(cell('X1', results).state).toBe('indicated');
  });

  it('shows a finding about a theme that the list leaves out as other', () => {
    const own = finding('under-check', { rule: 'entry', themes: ['T4'] });
    expect(cell('other', [], [own], anhui2018)).toMatchObject({ themes: ['T4'], state: 'under-check' });
  });
});

describe('the row of a clean Party election', () => {
  it('has nothing red and claims nothing that was not looked at', () => {
    const results = resultsOf(judgeUnit(factsOf(s1Clean), indexRules([plan2021]), S1_END));
    const row = prohibitionCells(results, workedStreetList);
    expect(row.filter(({ state }) => state === 'confirmed' || state === 'indicated')).toEqual([]);
    expect(row.filter(({ state }) => state === 'nothing-found')).toEqual([]);
    expect(row.find(({ item }) => item === '1')?.state).toBe('not-evaluable');
    expect(row.find(({ item }) => item === '7')?.counts.kept).toBeGreaterThan(100);
    expect(row.find(({ item }) => item === '10')?.state).toBe('not-evaluable');
  });
});
