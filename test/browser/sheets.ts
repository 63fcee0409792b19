import { SHEET_TEMPLATES, writeTable } from '#spreadsheets';

export type SheetRow = Readonly<Record<string, string | number>>;

/** A filled sheet with the headings of the product's own template, as somebody would bring it on a stick. */
export async function sheet(kind: keyof typeof SHEET_TEMPLATES, rows: readonly SheetRow[]): Promise<Buffer> {
  const { columns, sheetName } = SHEET_TEMPLATES[kind];
  return writeTable({
    sheetName: sheetName.zh,
    columns: columns.map(({ header }) => ({ header: header.zh })),
    rows: rows.map((row) => columns.map(({ key }) => row[key] ?? null)),
  });
}

/** An id number of the region 999999, which does not exist: right in itself, and nobody's. */
export function idNumber(birth: string, sequence: number): string {
  const first = `999999${birth.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first[index]), 0);
  return `${first}${'10X98765432'.charAt(sum % 11)}`;
}
