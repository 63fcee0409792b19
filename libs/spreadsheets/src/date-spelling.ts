export type DateFault = 'NOT_A_DATE' | 'IMPOSSIBLE_DATE' | 'DATE_WITH_TIME';

export type ReadDate =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly fault: DateFault };

const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;

/**
 * Plain numbers are taken for Excel's day numbers only from 1910-01-02 to 2099-12-31. Below lie the numbers that
 * people type as years (`1965`, `2021`) or months (`2021.11`): as day numbers they would be days of 1905.
 */
const FIRST_SERIAL = 3655;
const LAST_SERIAL = 73050;
/** Day 0 of Excel's 1900 calendar for every day after its invented 1900-02-29. */
const SERIAL_EPOCH_MS = Date.UTC(1899, 11, 30);
/** The Macintosh calendar counts from 1904-01-01 as 0. */
const SERIAL_1904_OFFSET = 1462;

const DAY_MS = 86_400_000;

/** True for `YYYY-MM-DD` that the calendar has, in the years 1900 to 2100. */
export function isCalendarDay(day: string): boolean {
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day) return false;
  const year = Number(day.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** A cell that Excel formats as a date. The instant is read in UTC, as the workbook reader makes it. */
export function readDateCell(instant: Date): ReadDate {
  const ms = instant.getTime();
  if (Number.isNaN(ms)) return { ok: false, fault: 'IMPOSSIBLE_DATE' };
  const day = instant.toISOString().slice(0, 10);
  if (ms % DAY_MS !== 0) return { ok: false, fault: 'DATE_WITH_TIME' };
  return isCalendarDay(day) ? { ok: true, value: day } : { ok: false, fault: 'IMPOSSIBLE_DATE' };
}

/** A day number in a cell without a date format; `is1904` when the workbook counts from 1904. */
export function readSerial(serial: number, is1904: boolean): ReadDate {
  const days = is1904 ? serial + SERIAL_1904_OFFSET : serial;
  if (!(days >= FIRST_SERIAL && days <= LAST_SERIAL)) return { ok: false, fault: 'NOT_A_DATE' };
  if (!Number.isInteger(days)) return { ok: false, fault: 'DATE_WITH_TIME' };
  return { ok: true, value: new Date(SERIAL_EPOCH_MS + days * DAY_MS).toISOString().slice(0, 10) };
}

const NUMERIC = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const WITH_UNITS = /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]$/;
const CHINESE =
  /^([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿卅]{1,3})[日号]$/;
const WITH_TIME = /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[T ]\d{1,2}[:时]/;

const CHINESE_DIGITS = '〇一二三四五六七八九';

function chineseDigit(character: string): number {
  return character === '○' || character === '零' ? 0 : CHINESE_DIGITS.indexOf(character);
}

/** 一 … 九十九 in the spellings of dates: 五, 十, 十一, 二十, 二十一, 廿一, 三十一; undefined for anything else. */
function chineseNumber(text: string): number | undefined {
  const spelled = text.replace('廿', '二十').replace('卅', '三十');
  const parts = /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/.exec(spelled);
  if (parts === null) return undefined;
  const [, tens = '', ten = '', ones = ''] = parts;
  if (ten === '') return ones === '' ? chineseDigit(tens) : undefined;
  return (tens === '' ? 1 : chineseDigit(tens)) * 10 + (ones === '' ? 0 : chineseDigit(ones));
}

/**
 * A day as people write it: `2021/11/5`, `2021.11.5`, `2021-11-05`, `2021年11月5日`, `二〇二一年十一月五日`; full-width
 * digits and spaces between the parts do no harm. Two-digit years and days without a year are refused: they need guessing.
 */
export function readDateText(text: string): ReadDate {
  const plain = text.normalize('NFKC');
  if (WITH_TIME.test(plain)) return { ok: false, fault: 'DATE_WITH_TIME' };
  const tight = plain.replace(/\s+/g, '');
  const numeric = NUMERIC.exec(tight);
  if (numeric !== null) return calendarDay(Number(numeric[1]), Number(numeric[3]), Number(numeric[4]));
  const units = WITH_UNITS.exec(tight);
  if (units !== null) return calendarDay(Number(units[1]), Number(units[2]), Number(units[3]));
  const chinese = CHINESE.exec(tight);
  if (chinese === null) return { ok: false, fault: 'NOT_A_DATE' };
  const year = Number([...(chinese[1] ?? '')].map(chineseDigit).join(''));
  const month = chineseNumber(chinese[2] ?? '');
  const day = chineseNumber(chinese[3] ?? '');
  if (month === undefined || day === undefined) return { ok: false, fault: 'NOT_A_DATE' };
  return calendarDay(year, month, day);
}

function calendarDay(year: number, month: number, day: number): ReadDate {
  const value = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isCalendarDay(value) ? { ok: true, value } : { ok: false, fault: 'IMPOSSIBLE_DATE' };
}
