import fc from 'fast-check';
import { NameIndex } from './name-index.js';

const index = new NameIndex();
const people = [
  '张三',
  '张三丰',
  '张珊',
  '小张',
  '赵娜刚',
  '单雄',
  '吕布衣',
  '欧阳锋',
  '阿依古丽·买买提',
  '\u{20BB7}野',
  '万俟明',
  '曾解',
  'Anna 李',
];
people.forEach((name, i) => {
  index.set(`p${i}`, name);
});
const found = (query: string, limit = 50) => index.search(query, limit).map(({ name }) => name);

describe('names', () => {
  it.each([
    ['张', ['张三', '张三丰', '张珊', '小张']],
    ['张三', ['张三', '张三丰']],
    ['zhang', ['张三', '张三丰', '张珊', '小张']],
    ['zhangsan', ['张三', '张三丰']],
    ['ZhangSan', ['张三', '张三丰']],
    ['zhang san', ['张三', '张三丰']],
    ['zs', ['张三', '张三丰', '张珊']],
    ['zsf', ['张三丰']],
    ['zhshan', ['张珊']],
    ['张s', ['张三', '张三丰', '张珊']],
    ['张sanf', ['张三丰']],
    ['zhangsa', ['张三', '张三丰']],
    ['ｚｓｆ', ['张三丰']],
    ['sanfeng', ['张三丰']],
    ['shan', ['单雄', '张珊']],
    ['dan', ['单雄']],
    ['lv', ['吕布衣']],
    ['lü', ['吕布衣']],
    ['lu', ['吕布衣']],
    ['oyf', ['欧阳锋']],
    ['moqi', ['万俟明']],
    ['zengxie', ['曾解']],
    ['买买提', ['阿依古丽·买买提']],
    ['古丽买', ['阿依古丽·买买提']],
    ['aygl', ['阿依古丽·买买提']],
    ['\u{20BB7}', ['\u{20BB7}野']],
    ['anna', ['Anna 李']],
    ['annali', ['Anna 李']],
    ['zhao', ['赵娜刚']],
    ['xyz', []],
    ['', []],
    ['  ', []],
    ['·', []],
  ])('are found by %s', (query, names) => expect(found(query)).toEqual(names));

  it('do not match a syllable put together from pieces of several', () =>
    expect(found('zhang')).not.toContain('赵娜刚'));

  it('come as many as asked, the best ones', () => expect(found('张', 1)).toEqual(['张三']));

  it('change and go', () => {
    const own = new NameIndex();
    own.set('p1', '张一');
    expect(own.search('zy', 5)).toHaveLength(1);
    own.set('p1', '李一');
    expect(own.search('zy', 5)).toHaveLength(0);
    expect(own.search('ly', 5)).toEqual([{ subject: 'p1', name: '李一' }]);
    own.delete('p1');
    expect(own.search('ly', 5)).toHaveLength(0);
  });

  it('that are the same are all found, in a fixed order', () => {
    const own = new NameIndex();
    for (const subject of ['p2', 'p1', 'p3']) own.set(subject, '张一');
    expect(own.search('张一', 5).map(({ subject }) => subject)).toEqual(['p1', 'p2', 'p3']);
  });

  it('keeps the subjects in the order of their names while names come, change and go', () => {
    const collator = new Intl.Collator('zh-CN');
    const change = fc.tuple(
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom('赵安', '钱宁', '孙平', '李明', '赵宁', undefined),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), fc.nat(60), (changes, first) => {
        const index = new NameIndex();
        const names = new Map<string, string>();
        for (const [i, [subject, name]] of changes.entries()) {
          if (i === first) expect(index.inOrder).toHaveLength(names.size);
          if (name === undefined) {
            index.delete(String(subject));
            names.delete(String(subject));
          } else {
            index.set(String(subject), name);
            names.set(String(subject), name);
          }
        }
        const expected = [...names].sort(([a, x], [b, y]) => collator.compare(x, y) || (a < b ? -1 : 1));
        expect(index.inOrder).toEqual(expected.map(([subject]) => subject));
      }),
    );
  });
});
