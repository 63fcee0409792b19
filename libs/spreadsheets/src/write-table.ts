import { type CellStyle, type CellValue, type ColumnDef, writeXlsxStream } from 'hucre/xlsx';
import { columnLetters } from './cell-address.js';

export interface TableColumn {
  readonly header: string;
  /** Characters; 16 where it is left out. */
  readonly width?: number;
}

/** Dates go in as text, `2021-11-05`: a spreadsheet program must not read them in a time zone of its own. */
export type TableValue = string | number | boolean | null;

/** Excel's limit on the text of one cell. */
const LONGEST_TEXT = 32_767;
/** Excel's limit on the rows of a sheet, less the heading. */
const MOST_ROWS = 1_048_575;
const YIELD_EVERY = 500;
const AS_TEXT: CellStyle = { numFmt: '@' };

/**
 * A plain table as a workbook of one sheet. Text that a spreadsheet program might take for a formula gets a leading `'`,
 * here too, although these cells are typed as text: many people save such a file as CSV next. Writing gives way to other
 * work between rows. Throws a RangeError naming the cell when a text or the table does not fit into a sheet.
 */
export async function writeTable(table: {
  readonly sheetName: string;
  readonly columns: readonly TableColumn[];
  readonly rows: Iterable<readonly TableValue[]> | AsyncIterable<readonly TableValue[]>;
}): Promise<Buffer> {
  const columns = table.columns.map(
    (column): ColumnDef => ({ header: harmless(column.header), width: column.width ?? 16, style: AS_TEXT }),
  );
  const stream = writeXlsxStream(sheetRows(table.rows), {
    name: sheetNameOf(table.sheetName),
    columns,
    freezePane: { rows: 1 },
    maxRowsPerSheet: Number.POSITIVE_INFINITY,
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* sheetRows(
  rows: Iterable<readonly TableValue[]> | AsyncIterable<readonly TableValue[]>,
): AsyncGenerator<CellValue[]> {
  let count = 0;
  for await (const row of rows) {
    if (++count > MOST_ROWS) throw new RangeError(`a sheet holds ${MOST_ROWS} rows below its heading`);
    if (count % YIELD_EVERY === 0) await new Promise((resolve) => setImmediate(resolve));
    yield row.map((value, index) => {
      if (typeof value !== 'string') return value;
      const text = harmless(value);
      if (text.length > LONGEST_TEXT)
        throw new RangeError(
          `cell ${columnLetters(index)}${count + 1} holds ${text.length} characters, Excel's limit is ${LONGEST_TEXT}`,
        );
      return text;
    });
  }
}

/** Also for the full-width signs, which some programs fold, and for a tab or line break before a sign. */
const TAKEN_FOR_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function harmless(text: string): string {
  const wellFormed = text.replace(LONE_SURROGATE, '\ufffd');
  return TAKEN_FOR_FORMULA.test(wellFormed) ? `'${wellFormed}` : wellFormed;
}

/** Excel forbids `[ ] : * ? / \`, quotes at the ends and more than 31 characters. */
function sheetNameOf(name: string): string {
  return (
    name
      .replace(/[[\]:*?/\\']/g, ' ')
      .trim()
      .slice(0, 31) || 'Sheet1'
  );
}
