import fc from 'fast-check';
import { isCalendarDay, readDateCell, readDateText, readSerial } from './date-spelling.js';

const DAY_MS = 86_400_000;
const days = fc
  .integer({ min: Date.UTC(1910, 0, 2) / DAY_MS, max: Date.UTC(2099, 11, 31) / DAY_MS })
  .map((n) => new Date(n * DAY_MS).toISOString().slice(0, 10));

const inChinese = (n: number): string => {
  const digits = '〇一二三四五六七八九';
  if (n < 10) return digits.charAt(n);
  const tens = Math.floor(n / 10);
  return `${tens === 1 ? '' : digits.charAt(tens)}十${n % 10 === 0 ? '' : digits.charAt(n % 10)}`;
};

describe('a date in a sheet', () => {
  it.each([
    '2021-11-05',
    '2021/11/5',
    '2021.11.5',
    '２０２１／１１／０５',
    '2021年11月5日',
    '2021 年 11 月 5 日',
    '二〇二一年十一月五日',
    '二○二一年十一月五日',
    '二零二一年十一月五号',
  ])('may be spelled %s', (text) => {
    expect(readDateText(text)).toEqual({ ok: true, value: '2021-11-05' });
  });

  it.each(['21-11-05', '2021-11', '2021年11月', '11月5日', '2021-11/05', '五日', '二〇二一年十一月', '20211105', ''])(
    'is not guessed from %s',
    (text) => {
      expect(readDateText(text)).toEqual({ ok: false, fault: 'NOT_A_DATE' });
    },
  );

  it.each(['2021-02-29', '2021.13.1', '2021年4月31日', '二〇二一年十一月三十一日', '1899-12-31', '2101-01-01'])(
    'must be in the calendar: %s is not',
    (text) => {
      expect(readDateText(text)).toEqual({ ok: false, fault: 'IMPOSSIBLE_DATE' });
    },
  );

  it.each(['2021-11-05 09:30', '2021-11-05T09:30', '2021年11月5日 9时'])('must not carry a time: %s does', (text) => {
    expect(readDateText(text)).toEqual({ ok: false, fault: 'DATE_WITH_TIME' });
  });

  it('is the same day in every spelling', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [year, month, date] = day.split('-').map(Number) as [number, number, number];
        const chinese = `${[...String(year)].map((digit) => inChinese(Number(digit))).join('')}年${inChinese(month)}月${inChinese(date)}日`;
        const serial = (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / DAY_MS;
        for (const text of [
          day,
          `${year}/${month}/${date}`,
          `${year}.${month}.${date}`,
          `${year}年${month}月${date}日`,
          chinese,
        ])
          expect(readDateText(text)).toEqual({ ok: true, value: day });
        expect(readSerial(serial, false)).toEqual({ ok: true, value: day });
        expect(readSerial(serial - 1462, true)).toEqual({ ok: true, value: day });
        expect(readDateCell(new Date(`${day}T00:00:00Z`))).toEqual({ ok: true, value: day });
        expect(isCalendarDay(day)).toBe(true);
      }),
    );
  });

  it('does not take a year or a month that was typed as a number for a day of 1905', () => {
    for (const typed of [1965, 2021, 2021.11, 0, -1, 1e300, Number.NaN])
      expect(readSerial(typed, false)).toEqual({ ok: false, fault: 'NOT_A_DATE' });
    expect(readSerial(44_505.5, false)).toEqual({ ok: false, fault: 'DATE_WITH_TIME' });
    expect(readSerial(44_505, false)).toEqual({ ok: true, value: '2021-11-05' });
  });

  it('has no time when it comes as a date cell', () => {
    expect(readDateCell(new Date('2021-11-05T09:30:00Z'))).toEqual({ ok: false, fault: 'DATE_WITH_TIME' });
    expect(readDateCell(new Date(Number.NaN))).toEqual({ ok: false, fault: 'IMPOSSIBLE_DATE' });
  });
});
