import { differencesOf } from './differences.js';

const fact = (key: string, value: string) => ({ key, value, label: { zh: key, en: key }, event: `event of ${value}` });
const worded = ({ value }: { readonly value: string }) => value;

describe('an object on two days', () => {
  it('tells added, removed, changed and same entries in order of recording', () => {
    const before = [
      fact('NoticePosted/0', '张贴'),
      fact('CountEntered/2', '137 票'),
      fact('PledgeSigned/10', '签承诺'),
    ];
    const after = [fact('NoticePosted/0', '张贴'), fact('PledgeSigned/11', '另签'), fact('CountEntered/2', '136 票')];
    expect(differencesOf(before, after, worded).map(({ key, kind }) => `${key} ${kind}`)).toEqual([
      'NoticePosted/0 same',
      'CountEntered/2 changed',
      'PledgeSigned/10 removed',
      'PledgeSigned/11 added',
    ]);
  });

  it('finds nothing between equal states', () => {
    const state = [fact('NoticePosted/0', '张贴')];
    expect(differencesOf(state, state, worded).every(({ kind }) => kind === 'same')).toBe(true);
  });
});
