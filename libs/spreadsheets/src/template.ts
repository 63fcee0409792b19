import type { Words } from '#kernel';

export type Lang = 'zh' | 'en';

export type ColumnType = 'text' | 'date' | 'integer' | 'choice' | 'id-number' | 'phone' | 'boolean';

/** One entry of a drop-down list: a reader accepts `value`, the Chinese word or the English one. */
export interface Choice extends Words {
  readonly value: string;
}

export interface ColumnSpec {
  readonly key: string;
  readonly header: Words;
  readonly type: ColumnType;
  readonly required: boolean;
  readonly choices?: readonly Choice[];
  /** Longest text in UTF-16 code units; {@link DEFAULT_MAX_LENGTH} where it is left out. */
  readonly maxLength?: number;
  /** Bounds of an `integer`, both included. */
  readonly min?: number;
  readonly max?: number;
  /**
   * For `text` columns. A `name` is never normalised and never a number; a `code` (unit codes, document numbers) is
   * normalised by NFKC, because offices type full-width digits and the small brackets ﹝ ﹞.
   */
  readonly meaning?: 'name' | 'code';
  /** Shown in the example row, in the spelling of a Chinese form. */
  readonly example?: string;
  readonly note?: Words;
}

/** A sheet as it is handed out and read back: plain data, so that it can be sent to the reading process. */
export interface SheetTemplate {
  readonly kind: string;
  readonly sheetName: Words;
  readonly columns: readonly ColumnSpec[];
  /** Each list of keys must differ between any two rows of a file; rows that leave all of them blank are not compared. */
  readonly unique?: readonly (readonly string[])[];
  /** Columns of one person that must agree with the person's id number. */
  readonly identities?: readonly { readonly idNumber: string; readonly birthDate?: string; readonly gender?: string }[];
  /** Of each list of keys a row must fill at least one. */
  readonly anyOf?: readonly (readonly string[])[];
  /** Pairs of columns that must not hold the same value in one row. */
  readonly distinct?: readonly (readonly [string, string])[];
}

export const DEFAULT_MAX_LENGTH = 200;

/** The explanation that travels with every template; the reader passes over it. */
export const INSTRUCTION_SHEET: Words = { zh: '填表说明', en: 'How to fill in' };

/** A row with a cell that begins with one of these is an example and is not read. */
export const EXAMPLE_MARKS = ['【示例】', '[Example]'] as const;

/** Values of a `gender` column, as the identity check needs them. */
export const GENDER_CHOICES: readonly Choice[] = [
  { value: 'male', zh: '男', en: 'Male' },
  { value: 'female', zh: '女', en: 'Female' },
];
