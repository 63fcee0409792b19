import type { FaultCode, FaultDetail } from './cell-fault.js';
import { readDateCell, readDateText, readSerial } from './date-spelling.js';
import { checkCharacterOf, readIdNumber } from './id-number.js';
import type { RawValue } from './raw-workbook.js';
import { type ColumnSpec, DEFAULT_MAX_LENGTH } from './template.js';

export type CellValue = string | number | boolean;

export type ReadCell =
  | { readonly ok: true; readonly value: CellValue }
  | { readonly ok: false; readonly code: FaultCode; readonly detail?: FaultDetail };

const fault = (code: FaultCode, detail?: FaultDetail): ReadCell => ({ ok: false, code, detail });
const value = (read: CellValue): ReadCell => ({ ok: true, value: read });

/** A double keeps 15 decimal digits: of a longer number typed as a number the last ones are already invented. */
const EXACT_DIGITS = 15;

export function isBlank(raw: RawValue | undefined): boolean {
  return raw === null || raw === undefined || (typeof raw === 'string' && raw.trim() === '');
}

/** What a person sees in the cell, for messages; at most 200 characters. */
export function asTyped(raw: RawValue | undefined): string {
  if (raw === null || raw === undefined) return '';
  if (!(raw instanceof Date)) return String(raw).slice(0, 200);
  if (Number.isNaN(raw.getTime())) return '#';
  const text = raw.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ');
}

/** A cell that is neither blank nor a formula nor an error, as its column's type; `is1904` is the workbook's calendar. */
export function readCell(raw: RawValue, column: ColumnSpec, is1904: boolean): ReadCell {
  if (typeof raw === 'string') {
    const broken = brokenText(raw);
    if (broken !== undefined) return broken;
  }
  switch (column.type) {
    case 'text':
      return readText(raw, column);
    case 'date':
      return readDate(raw, is1904);
    case 'integer':
      return readInteger(raw, column);
    case 'choice':
      return readChoice(raw, column);
    case 'id-number':
      return readId(raw);
    case 'phone':
      return readPhone(raw);
    case 'boolean':
      return readBoolean(raw);
    default:
      return column.type satisfies never;
  }
}

// Zero-width and direction marks as well: they cannot be seen, and two names that look alike would differ.
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\uffff]/;
const BROKEN = /\ufffd|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function brokenText(raw: string): ReadCell | undefined {
  const text = raw.trim();
  const broken = BROKEN.exec(text);
  if (broken !== null) return fault('BROKEN_CHARACTER', { character: codePoint(broken[0]) });
  const invisible = INVISIBLE.exec(text);
  if (invisible === null) return undefined;
  if (invisible[0] === '\n' || invisible[0] === '\r') return fault('LINE_BREAK');
  return fault('CONTROL_CHARACTER', { character: codePoint(invisible[0]) });
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function readText(raw: RawValue, column: ColumnSpec): ReadCell {
  if (raw instanceof Date) return fault('DATE_IN_TEXT');
  if (typeof raw === 'boolean' || (typeof raw === 'number' && column.meaning === 'name')) return fault('NOT_TEXT');
  if (typeof raw === 'number' && digitsLost(raw)) return fault('DIGITS_LOST');
  const typed = String(raw).trim();
  const text = column.meaning === 'code' ? typed.normalize('NFKC').trim() : typed;
  const max = column.maxLength ?? DEFAULT_MAX_LENGTH;
  return text.length > max ? fault('TEXT_TOO_LONG', { max, length: text.length }) : value(text);
}

function readDate(raw: RawValue, is1904: boolean): ReadCell {
  if (typeof raw === 'boolean') return fault('NOT_A_DATE');
  const read =
    raw instanceof Date
      ? readDateCell(raw)
      : typeof raw === 'number'
        ? readSerial(raw, is1904)
        : readDateText(String(raw).trim());
  return read.ok ? value(read.value) : fault(read.fault);
}

function readInteger(raw: RawValue, column: ColumnSpec): ReadCell {
  const text = plain(raw);
  const number = typeof raw === 'number' ? raw : /^[+-]?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(number)) return fault('NOT_AN_INTEGER');
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = column;
  return number < min || number > max ? fault('OUT_OF_RANGE', { min, max }) : value(number);
}

function readChoice(raw: RawValue, column: ColumnSpec): ReadCell {
  const text = plain(raw).toLowerCase();
  const choices = column.choices ?? [];
  const chosen = choices.find((choice) =>
    [choice.value, choice.zh, choice.en].some((word) => word.normalize('NFKC').toLowerCase() === text),
  );
  if (chosen !== undefined) return value(chosen.value);
  return fault('NOT_A_CHOICE', {
    choices: {
      zh: choices.map((choice) => choice.zh).join('、'),
      en: choices.map((choice) => choice.en).join(', '),
    },
  });
}

function readId(raw: RawValue): ReadCell {
  if (typeof raw === 'number' && digitsLost(raw)) return fault('DIGITS_LOST');
  const id = plain(raw).replace(/\s+/g, '').toUpperCase();
  const facts = readIdNumber(id);
  if (typeof facts === 'object') return value(id);
  return fault(facts, facts === 'ID_CHECK_DIGIT' ? { expected: checkCharacterOf(id.slice(0, 17)) } : {});
}

const MOBILE = /^(?:\+?86)?(1[3-9]\d{9})$/;
const LANDLINE = /^0\d{2,3}-?\d{7,8}(?:-\d{1,6})?$/;

function readPhone(raw: RawValue): ReadCell {
  if (typeof raw === 'number' && digitsLost(raw)) return fault('DIGITS_LOST');
  const text = plain(raw)
    .replace(/[‐‑–—]/g, '-')
    .replace(/\s+/g, '');
  const mobile = MOBILE.exec(text.replace(/-/g, ''));
  if (mobile !== null) return value(mobile[1] ?? '');
  return LANDLINE.test(text) ? value(text) : fault('PHONE_FORMAT');
}

function readBoolean(raw: RawValue): ReadCell {
  if (typeof raw === 'boolean') return value(raw);
  const text = plain(raw).toLowerCase();
  if (['是', '有', 'yes', 'y', 'true', '1', '√'].includes(text)) return value(true);
  if (['否', '无', 'no', 'n', 'false', '0', '×'].includes(text)) return value(false);
  return fault('NOT_A_BOOLEAN');
}

/** NFKC: full-width digits and letters become plain ones. For numbers, ids and codes, never for names. */
function plain(raw: RawValue): string {
  return raw instanceof Date ? asTyped(raw) : String(raw).normalize('NFKC').trim();
}

function digitsLost(number: number): boolean {
  return Math.abs(number) >= 10 ** EXACT_DIGITS;
}
