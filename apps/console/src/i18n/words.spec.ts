import { enumLabel } from '../../../../libs/elections/src/words/choice-labels.js';
import { outcomeWords } from '../../../../libs/supervision/src/outcome.js';
import { cellStateWords } from '../../../../libs/supervision/src/prohibitions/cells.js';
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

  it('calls outcomes and the states of the matrix what the libraries call them', () => {
    for (const [language, tree] of [
      ['zh', zh],
      ['en', en],
    ] as const) {
      const inLanguage = (words: Readonly<Record<string, { readonly zh: string; readonly en: string }>>) =>
        Object.fromEntries(Object.entries(words).map(([key, text]) => [key, text[language]]));
      expect(tree.common.outcome).toEqual(inLanguage(outcomeWords));
      for (const reply of ['clear', 'not-clear', 'no-reply'] as const)
        expect(tree.community.review[reply]).toBe(enumLabel(reply, 'outcome')?.[language]);
      expect(tree.prohibitions.state).toEqual(inLanguage(cellStateWords));
    }
  });

  it('has the same placeholders in both languages', () => {
    for (const [key, text] of chinese) expect([key, holes(english.get(key) ?? '')]).toEqual([key, holes(text)]);
  });

  it('leaves nothing empty and no Han in English', () => {
    for (const [key, text] of [...chinese, ...english]) expect([key, text.trim() !== '']).toEqual([key, true]);
    for (const [key, text] of english) expect([key, /\p{Script=Han}/u.test(text)]).toEqual([key, false]);
  });
});
