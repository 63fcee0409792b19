import { HucreError } from 'hucre';
import { readXlsx, type Sheet } from 'hucre/xlsx';
import { storedZip, type ZipPart } from './stored-zip.js';
import { FileRefused } from './unreadable-file.js';

/** A cell as the workbook holds it: text, number, boolean, a date-formatted number, or nothing. */
export type RawValue = string | number | boolean | Date | null;

export interface RawRange {
  readonly startRow: number;
  readonly startColumn: number;
  readonly endRow: number;
  readonly endColumn: number;
}

/** One visible sheet; rows and columns are 0-based. The only shape that the rest of this library knows of a workbook. */
export interface RawSheet {
  readonly name: string;
  readonly rows: readonly (readonly RawValue[])[];
  /** A formula or an error value at this place; undefined for ordinary cells. `range` is that of an array formula. */
  special(row: number, column: number): { readonly kind: 'formula' | 'error'; readonly range?: string } | undefined;
  readonly merges: readonly RawRange[];
  readonly hiddenRows: readonly number[];
  readonly hiddenColumns: readonly number[];
}

export interface RawWorkbook {
  /** Every sheet in the file's order, read or not. */
  readonly directory: readonly { readonly name: string; readonly hidden: boolean }[];
  readonly sheets: readonly RawSheet[];
  /** Days are counted from 1904 (Macintosh) instead of 1900. */
  readonly is1904: boolean;
}

/**
 * Reads the sheets that `wanted` chooses. The parts are packed again without compression, so that the reader cannot see
 * an archive other than the one that was checked. Throws {@link FileRefused}.
 */
export async function readRawWorkbook(
  parts: readonly ZipPart[],
  wanted: (sheet: { readonly name: string; readonly hidden: boolean }) => boolean,
  /** Only this area of every sheet, such as `A1:CV10`. */
  range?: string,
): Promise<RawWorkbook> {
  const directory: { name: string; hidden: boolean }[] = [];
  try {
    const workbook = await readXlsx(storedZip(parts), {
      ...(range === undefined ? {} : { range }),
      sheets: (info) => {
        const sheet = { name: info.name, hidden: info.hidden === true || info.veryHidden === true };
        directory.push(sheet);
        return wanted(sheet);
      },
    });
    return { directory, sheets: workbook.sheets.map(rawSheet), is1904: workbook.dateSystem === '1904' };
  } catch (error) {
    throw refusalOf(error);
  }
}

function rawSheet(sheet: Sheet): RawSheet {
  const { cells } = sheet;
  return {
    name: sheet.name,
    rows: sheet.rows,
    special(row, column) {
      const cell = cells?.get(`${row},${column}`);
      if (cell === undefined) return undefined;
      if (cell.formula !== undefined)
        return { kind: 'formula', ...(cell.formulaType === 'array' ? { range: cell.formulaRef } : {}) };
      return cell.type === 'error' ? { kind: 'error' } : undefined;
    },
    merges: (sheet.merges ?? []).map((merge) => ({
      startRow: merge.startRow,
      startColumn: merge.startCol,
      endRow: merge.endRow,
      endColumn: merge.endCol,
    })),
    hiddenRows: [...(sheet.rowDefs ?? [])].filter(([, row]) => row.hidden === true).map(([index]) => index),
    hiddenColumns: (sheet.columns ?? []).flatMap((column, index) => (column.hidden === true ? [index] : [])),
  };
}

function refusalOf(error: unknown): FileRefused {
  const text = error instanceof Error ? error.message : String(error);
  // hucre 1.0.0 words its guard on the used area as "spans 1048576 rows x 16384 columns"; there is no code to ask for.
  if (error instanceof HucreError && /spans \d+ rows x \d+ columns|outside the supported sheet bounds/.test(text))
    return new FileRefused('AREA_TOO_LARGE', text);
  return new FileRefused('DAMAGED', text);
}
