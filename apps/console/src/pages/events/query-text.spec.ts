import { conditionsOf, spanOf, withCondition, withoutCondition } from './query-text.js';

describe('the query over the history', () => {
  const query = '社区:青禾 动作：公示 材料 齐全';

  it('reads qualifiers in both languages and keeps the rest as text', () => {
    expect(conditionsOf(query).map(({ name, value }) => [name, value])).toEqual([
      ['community', '青禾'],
      ['action', '公示'],
      ['text', '材料 齐全'],
    ]);
    expect(conditionsOf('type:NoticePosted person:gz').map(({ name }) => name)).toEqual(['action', 'person']);
  });

  it('replaces a qualifier that stands already, whatever its spelling', () => {
    expect(withCondition('community:C01 公示', 'community', 'C02', true)).toBe('社区:C02 公示');
    expect(withCondition('', 'time', spanOf('2021-11-01', '2021-11-12'), false)).toBe('time:2021-11-01..2021-11-12');
  });

  it('takes a value without spaces, because a space ends it', () =>
    expect(withCondition('', 'action', 'Count entered', false)).toBe('action:Countentered'));

  it('takes a condition out again and leaves the others', () => {
    const [community] = conditionsOf(query);
    expect(community && withoutCondition(query, community)).toBe('动作：公示 材料 齐全');
    expect(withCondition(query, 'action', '', true)).toBe('社区:青禾 材料 齐全');
  });

  it('spells one day as one day', () => expect(spanOf('2021-11-05', '2021-11-05')).toBe('2021-11-05'));
});
