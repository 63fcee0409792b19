import { en } from './en/index.js';
import { zh } from './zh/index.js';

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, at = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = at === '' ? key : `${at}.${key}`;
    if (typeof value === 'string') found.set(path, value);
    else for (const [inner, text] of flat(value, path)) found.set(inner, text);
  }
  return found;
}

const holes = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe('the words of the console', () => {
  const chinese = flat(zh);
  const english = flat(en);

  it('has the same keys in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
    expect(chinese.size).toBeGreaterThan(300);
  });

  it('has the same placeholders in both languages', () => {
    for (const [key, text] of chinese) expect([key, holes(english.get(key) ?? '')]).toEqual([key, holes(text)]);
  });

  it('leaves nothing empty and no Han in English', () => {
    for (const [key, text] of [...chinese, ...english]) expect([key, text.trim() !== '']).toEqual([key, true]);
    for (const [key, text] of english) expect([key, /\p{Script=Han}/u.test(text)]).toEqual([key, false]);
  });
});
