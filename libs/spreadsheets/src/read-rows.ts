import { cellAddress } from './cell-address.js';
import { type FaultCode, type FaultDetail, type SheetFault, sheetFault } from './cell-fault.js';
import { asTyped, type CellValue, isBlank, readCell } from './cell-value.js';
import type { HeaderRow } from './header-row.js';
import { readIdNumber } from './id-number.js';
import type { RawRange, RawSheet } from './raw-workbook.js';
import type { ReadLimits } from './read-limits.js';
import { EXAMPLE_MARKS, GENDER_CHOICES, type SheetTemplate } from './template.js';

/** A row without a fault. `row` is 1-based, as Excel shows it; blank cells have no key. Dates are `YYYY-MM-DD`. */
export interface SheetRow {
  readonly sheet: string;
  readonly row: number;
  readonly values: Readonly<Record<string, CellValue>>;
}

export interface RowSink {
  row(row: SheetRow): void;
  fault(fault: SheetFault): void;
  example(sheet: string, row: number): void;
  /** Called now and then, with counts of rows looked at. */
  progress(done: number, total: number): void;
}

/** First row of the file in which a combination of values stood. */
export type SeenValues = Map<string, { readonly sheet: string; readonly cell: string }>;

const PROGRESS_EVERY = 500;

/** Reads the rows below the headings and hands every sound row and every fault to `sink`; gives the number of data rows. */
export function readRows(
  sheet: RawSheet,
  header: HeaderRow,
  template: SheetTemplate,
  context: { readonly is1904: boolean; readonly limits: ReadLimits; readonly seen: SeenValues; readonly sink: RowSink },
): number {
  const { sink, limits } = context;
  const last = lastFilledRow(sheet);
  reportMerges(sheet, header, last, sink);
  const strays = new Set<number>();
  let dataRows = 0;
  for (let row = header.row + 1; row <= last; row++) {
    if ((row - header.row) % PROGRESS_EVERY === 0) sink.progress(row - header.row, last - header.row);
    const cells = sheet.rows[row] ?? [];
    if (cells.some((raw) => typeof raw === 'string' && EXAMPLE_MARKS.some((mark) => raw.startsWith(mark)))) {
      sink.example(sheet.name, row + 1);
      continue;
    }
    if (isBlankRow(sheet, row)) continue;
    dataRows++;
    if (dataRows > limits.rows) {
      const place = { sheet: sheet.name, row: row + 1, cell: cellAddress(row, 0) };
      sink.fault(sheetFault(place, 'ROW_LIMIT', { max: limits.rows }));
      break;
    }
    cells.forEach((raw, index) => {
      if (index < header.width || isBlank(raw) || strays.has(index)) return;
      strays.add(index);
      const place = { sheet: sheet.name, row: row + 1, cell: cellAddress(row, index), value: asTyped(raw) };
      sink.fault(sheetFault(place, 'VALUE_WITHOUT_HEADER'));
    });
    readRow(sheet, row, header, template, context);
  }
  sink.progress(last - header.row, last - header.row);
  return dataRows;
}

function readRow(
  sheet: RawSheet,
  row: number,
  header: HeaderRow,
  template: SheetTemplate,
  context: { readonly is1904: boolean; readonly seen: SeenValues; readonly sink: RowSink },
): void {
  const values: Record<string, CellValue> = {};
  const places = new Map<string, number>();
  let sound = true;
  const report = (index: number, key: string | undefined, code: FaultCode, detail?: FaultDetail): void => {
    sound = false;
    const place = { sheet: sheet.name, row: row + 1, cell: cellAddress(row, index), column: key };
    context.sink.fault(sheetFault({ ...place, value: asTyped(sheet.rows[row]?.[index]) }, code, detail));
  };
  for (const [index, column] of header.columns) {
    places.set(column.key, index);
    const raw = sheet.rows[row]?.[index] ?? null;
    const special = sheet.special(row, index);
    if (special?.kind === 'formula') {
      report(index, column.key, 'FORMULA', special.range === undefined ? {} : { range: special.range });
    } else if (special?.kind === 'error') {
      report(index, column.key, 'ERROR_CELL');
    } else if (raw === null || isBlank(raw)) {
      if (column.required) report(index, column.key, 'REQUIRED');
    } else {
      const read = readCell(raw, column, context.is1904);
      if (read.ok) values[column.key] = read.value;
      else report(index, column.key, read.code, read.detail);
    }
  }
  const addressOf = (key: string): string => cellAddress(row, places.get(key) ?? 0);
  checkIdentities(template, values, (key, code, detail) => report(places.get(key) ?? 0, key, code, detail), addressOf);
  for (const keys of template.anyOf ?? []) {
    if (keys.some((key) => !isBlank(sheet.rows[row]?.[places.get(key) ?? -1]))) continue;
    const present = keys.flatMap((key) => places.get(key) ?? []).sort((a, b) => a - b);
    const [first = header.width] = present;
    const column = header.columns.get(first);
    const range = `${cellAddress(row, first)}:${cellAddress(row, present.at(-1) ?? first)}`;
    report(first, column?.key, 'NONE_OF', { expected: column?.header.zh ?? '', range });
  }
  for (const keys of template.unique ?? []) {
    const first = keys[0];
    if (first === undefined || keys.every((key) => values[key] === undefined)) continue;
    const combination = JSON.stringify([keys, keys.map((key) => values[key] ?? null)]);
    const earlier = context.seen.get(combination);
    if (earlier === undefined) context.seen.set(combination, { sheet: sheet.name, cell: addressOf(first) });
    else {
      const where = earlier.sheet === sheet.name ? earlier.cell : `${earlier.sheet}!${earlier.cell}`;
      report(places.get(first) ?? 0, first, 'DUPLICATE', { first: where });
    }
  }
  if (sound) context.sink.row({ sheet: sheet.name, row: row + 1, values });
}

function checkIdentities(
  template: SheetTemplate,
  values: Readonly<Record<string, CellValue>>,
  report: (key: string, code: FaultCode, detail: FaultDetail) => void,
  addressOf: (key: string) => string,
): void {
  for (const identity of template.identities ?? []) {
    const idNumber = values[identity.idNumber];
    const facts = typeof idNumber === 'string' ? readIdNumber(idNumber) : undefined;
    if (typeof facts !== 'object') continue;
    const first = addressOf(identity.idNumber);
    const { birthDate, gender } = identity;
    const stated = birthDate === undefined ? undefined : values[birthDate];
    if (birthDate !== undefined && stated !== undefined && stated !== facts.birthDate)
      report(birthDate, 'ID_BIRTH_MISMATCH', { first, expected: facts.birthDate });
    if (gender !== undefined && values[gender] !== undefined && values[gender] !== facts.gender)
      report(gender, 'ID_GENDER_MISMATCH', {
        first,
        choices: GENDER_CHOICES.find((choice) => choice.value === facts.gender),
      });
  }
  for (const [one, other] of template.distinct ?? [])
    if (values[one] !== undefined && values[one] === values[other])
      report(other, 'SAME_PERSON', { first: addressOf(one) });
}

function reportMerges(sheet: RawSheet, header: HeaderRow, last: number, sink: RowSink): void {
  const inside = (merge: RawRange): boolean =>
    merge.endRow >= header.row && merge.startRow <= last && merge.startColumn < header.width;
  for (const merge of sheet.merges) {
    if (!inside(merge)) continue;
    const cell = cellAddress(merge.startRow, merge.startColumn);
    const place = {
      sheet: sheet.name,
      row: merge.startRow + 1,
      cell,
      column: header.columns.get(merge.startColumn)?.key,
      value: asTyped(sheet.rows[merge.startRow]?.[merge.startColumn]),
    };
    sink.fault(sheetFault(place, 'MERGED', { range: `${cell}:${cellAddress(merge.endRow, merge.endColumn)}` }));
  }
}

/** Formatted but empty rows below the table are common and mean nothing. */
function lastFilledRow(sheet: RawSheet): number {
  for (let row = sheet.rows.length - 1; row >= 0; row--) if (!isBlankRow(sheet, row)) return row;
  return -1;
}

function isBlankRow(sheet: RawSheet, row: number): boolean {
  const cells = sheet.rows[row] ?? [];
  return cells.every((raw, index) => isBlank(raw) && sheet.special(row, index) === undefined);
}
