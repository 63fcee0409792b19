import fc from 'fast-check';
import { breakablePieces, breakEvenly, breakLines, wordPieces } from './line-breaking.js';

/** Chinese characters and marks one wide, everything else half. */
const measure = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 0xff ? 1 : 0.5), 0);
const lines = (text: string, width: number, indent = 0): string[] =>
  breakLines(text, width, measure, indent).map((line) => line.text);

describe('breaking Chinese lines', () => {
  it('keeps closing marks off the head of a line', () => {
    expect(lines('青禾社区党委，望湖', 6)).toEqual(['青禾社区党', '委，望湖']);
    expect(lines('青禾社区（一）党委', 6)).toEqual(['青禾社区', '（一）党委']);
  });

  it('keeps opening marks off the end of a line', () => {
    expect(lines('青禾社区《办法》', 5)).toEqual(['青禾社区', '《办法》']);
  });

  it('does not tear numbers and words', () => {
    expect(lines('公示至2021年', 4)).toEqual(['公示至', '2021年']);
    expect(breakablePieces('见 C01 的 12.5%，')).toEqual(['见', ' ', 'C01', ' ', '的', ' ', '12.5%，']);
  });

  it('tears a word that is wider than a line', () => {
    expect(lines('abcdefgh', 2)).toEqual(['abcd', 'efgh']);
  });

  it('indents the first line of every paragraph only', () => {
    expect(lines('青禾社区党委\n望湖社区党委', 4, 2)).toEqual(['青禾', '社区党委', '望湖', '社区党委']);
  });

  it('tells the last line of a paragraph', () => {
    expect(breakLines('青禾社区\n望湖', 2, measure).map((line) => line.last)).toEqual([false, true, true]);
  });

  it('evens out titles without needing another line', () => {
    const even = (text: string, width: number): string[] => breakEvenly(text, width, measure).map((line) => line.text);
    expect(even('区纪委监委', 4)).toEqual(['区纪委', '监委']);
    expect(even('书记、副书记候选人公示', 10)).toEqual(['书记、副书记', '候选人公示']);
    expect(even('公示', 4)).toEqual(['公示']);
  });

  it('keeps the words of a title together', () => {
    const title = '关于青禾社区党组织委员会委员、书记、副书记候选人预备人选的公示';
    const even = breakEvenly(title, 20, measure, wordPieces).map((line) => line.text);
    expect(even.join('')).toBe(title);
    expect(even).toHaveLength(2);
    expect(even[0]).toMatch(/(、|委员|书记)$/);
  });

  it('loses nothing and keeps within the width', () => {
    const text = fc.string({ unit: fc.constantFrom(...'青禾社区，。（《》）“”2021abc 、\n') });
    fc.assert(
      fc.property(text, fc.integer({ min: 3, max: 12 }), (source, width) => {
        const broken = breakLines(source, width, measure);
        expect(
          broken
            .map((line) => line.text)
            .join('')
            .replace(/ /g, ''),
        ).toBe(source.replace(/[ \n]/g, ''));
        for (const line of broken) expect(measure(line.text)).toBeLessThanOrEqual(width + 0.01);
      }),
    );
  });
});
