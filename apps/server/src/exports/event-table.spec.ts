import { toCsv } from './event-table.js';

describe('an export as CSV', () => {
  it('begins with a byte-order mark and keeps Chinese as it is', () => {
    expect(toCsv(['内容'], [['望湖社区']])).toBe('\ufeff内容\r\n望湖社区\r\n');
  });
  it('quotes what holds commas and quotes', () => {
    expect(toCsv(['a'], [['x,"y"']])).toContain('"x,""y"""');
  });
  it.each(['=1+1', '+86', '-3', '@x'])('takes the teeth out of %s', (text) => {
    expect(toCsv(['a'], [[text]])).toContain(`'${text}`);
  });
  it('leaves negative numbers numbers', () => {
    expect(toCsv(['a'], [[-3]])).toContain('\r\n-3\r\n');
  });
});
