import { cellAddress } from './cell-address.js';
import { type SheetFault, sheetFault } from './cell-fault.js';
import { asTyped, isBlank } from './cell-value.js';
import type { RawSheet } from './raw-workbook.js';
import type { ColumnSpec, SheetTemplate } from './template.js';

/** Forms often carry a title and a unit line above the table. */
const SEARCHED_ROWS = 10;

export interface HeaderRow {
  /** 0-based row of the headings. */
  readonly row: number;
  readonly columns: ReadonlyMap<number, ColumnSpec>;
  /** One past the last column with a heading. */
  readonly width: number;
  readonly faults: readonly SheetFault[];
}

/** Headings are compared without white space, stars and case, in either language. */
function headingKey(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s*]+/g, '')
    .toLowerCase();
}

function headingsOf(template: SheetTemplate): Map<string, ColumnSpec> {
  const headings = new Map<string, ColumnSpec>();
  for (const column of template.columns) {
    headings.set(headingKey(column.header.zh), column);
    headings.set(headingKey(column.header.en), column);
  }
  return headings;
}

/**
 * Finds the row that holds the template's headings: among the first ten rows the one that names most columns.
 * Undefined when none names half of the required ones, so that this is some other sheet.
 */
export function findHeaderRow(sheet: RawSheet, template: SheetTemplate): number | undefined {
  const headings = headingsOf(template);
  const required = template.columns.filter((column) => column.required).length;
  const enough = Math.min(template.columns.length, Math.max(2, Math.ceil(required / 2)));
  let best: { row: number; known: number } | undefined;
  for (let row = 0; row < Math.min(SEARCHED_ROWS, sheet.rows.length); row++) {
    const known = new Set<string>();
    for (const raw of sheet.rows[row] ?? []) {
      const column = typeof raw === 'string' ? headings.get(headingKey(raw)) : undefined;
      if (column !== undefined) known.add(column.key);
    }
    if (known.size >= enough && known.size > (best?.known ?? 0)) best = { row, known: known.size };
  }
  return best?.row;
}

/** Which column of the sheet is which of the template, with every unknown, repeated and missing heading. */
export function readHeaderRow(sheet: RawSheet, row: number, template: SheetTemplate): HeaderRow {
  const headings = headingsOf(template);
  const columns = new Map<number, ColumnSpec>();
  const placeOf = new Map<string, string>();
  const faults: SheetFault[] = [];
  const cells = sheet.rows[row] ?? [];
  let width = 0;
  cells.forEach((raw, index) => {
    if (isBlank(raw)) return;
    width = index + 1;
    const place = { sheet: sheet.name, row: row + 1, cell: cellAddress(row, index), value: asTyped(raw) };
    if (sheet.special(row, index) !== undefined) {
      faults.push(sheetFault(place, 'FORMULA'));
      return;
    }
    const column = headings.get(headingKey(asTyped(raw)));
    if (column === undefined) {
      faults.push(sheetFault(place, 'HEADER_UNKNOWN'));
      return;
    }
    const first = placeOf.get(column.key);
    if (first !== undefined) {
      faults.push(sheetFault({ ...place, column: column.key }, 'HEADER_DUPLICATE', { first }));
      return;
    }
    placeOf.set(column.key, place.cell);
    columns.set(index, column);
  });
  for (const column of template.columns) {
    if (!column.required || placeOf.has(column.key)) continue;
    const place = { sheet: sheet.name, row: row + 1, cell: cellAddress(row, width), column: column.key };
    faults.push(sheetFault(place, 'HEADER_MISSING', { expected: `${column.header.zh} / ${column.header.en}` }));
  }
  return { row, columns, width, faults };
}
