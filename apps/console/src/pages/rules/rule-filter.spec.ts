import type { RuleInfo } from '../../api/types.js';
import { filtered, grouped, outcomesIn } from './rule-filter.js';

const rule = (id: string, part: Partial<RuleInfo> = {}): RuleInfo => ({
  id,
  pack: 'plan-2021',
  paragraph: 13,
  force: 'must',
  mode: 'automatic',
  scope: 'community',
  title: { zh: `名称${id}`, en: `title ${id}` },
  explanation: { zh: '', en: '' },
  parameters: [],
  coverage: {},
  ...part,
});
const rules = [
  rule('GEN-01', { coverage: { C01: 'pass', C02: 'fail' } }),
  rule('RC-02', { force: 'softened', paragraph: 48 }),
  rule('NEW-01', { mode: 'human', coverage: { C01: 'needs-finding' } }),
];
const ids = (found: readonly RuleInfo[]) => found.map(({ id }) => id);

describe('the rule library', () => {
  it.each([
    ['no filter', { text: '' }, ['GEN-01', 'RC-02', 'NEW-01']],
    ['text in any language', { text: ' TITLE rc' }, ['RC-02']],
    ['paragraph', { text: '¶48' }, ['RC-02']],
    ['force', { text: '', force: 'softened' }, ['RC-02']],
    ['mode', { text: '', mode: 'human' }, ['NEW-01']],
    ['an outcome anywhere', { text: '', outcome: 'fail' as const }, ['GEN-01']],
    ['an unknown group', { text: '', group: 'other' as const }, ['NEW-01']],
  ])('is filtered by %s', (_name, filter, expected) => expect(ids(filtered(rules, filter))).toEqual(expected));

  it('groups by the parts of the plan and loses no rule', () =>
    expect(grouped(rules).map(([group, own]) => [group, own.length])).toEqual([
      ['GEN', 1],
      ['RC', 1],
      ['other', 1],
    ]));

  it('names the outcomes worst first', () => expect(outcomesIn(rules)).toEqual(['fail', 'needs-finding', 'pass']));
});
