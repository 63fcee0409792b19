import type { Words } from '#kernel';
import { columnLetters } from './cell-address.js';
import { type SheetFault, sheetFault } from './cell-fault.js';
import { findHeaderRow, readHeaderRow } from './header-row.js';
import { type RawSheet, readRawWorkbook } from './raw-workbook.js';
import type { ReadLimits } from './read-limits.js';
import { type RowSink, readRows, type SeenValues, type SheetRow } from './read-rows.js';
import { INSTRUCTION_SHEET, type SheetTemplate } from './template.js';
import { unpack } from './unpack.js';

export type ReadPhase = 'unpack' | 'parse' | 'check';

export interface ReadProgress {
  readonly phase: ReadPhase;
  /** Parts of the archive, sheets or rows, as the phase says. */
  readonly done: number;
  readonly total: number;
}

/** What was passed over, so that nobody takes it for read. `row` is 1-based; absent for a whole sheet. */
export interface SkippedPart {
  readonly sheet: string;
  readonly row?: number;
  readonly reason: 'hidden' | 'instructions' | 'no-header' | 'empty' | 'example-row';
  readonly message: Words;
}

/** Something that was read and that the person should look at. */
export interface ReadingNote {
  readonly sheet: string;
  readonly code: 'HIDDEN_ROWS_READ' | 'HIDDEN_COLUMNS_READ';
  readonly message: Words;
}

/** What a reading found apart from its rows, which are handed over in chunks. */
export interface ReadingSummary {
  /** The first faults in reading order; `faultCount` counts all. */
  readonly faults: readonly SheetFault[];
  readonly faultCount: number;
  readonly sheetCount: number;
  readonly skipped: readonly SkippedPart[];
  readonly notes: readonly ReadingNote[];
  /** Of each sheet that was read, the letters under which each column of the template stands. */
  readonly columns: readonly { readonly sheet: string; readonly letters: Readonly<Record<string, string>> }[];
  /** Rows with content below the headings, sound or not; examples are not counted. */
  readonly dataRows: number;
}

const SKIP_WORDS: Record<SkippedPart['reason'], Words> = {
  hidden: { zh: '隐藏的工作表，未读取', en: 'a hidden sheet: not read' },
  instructions: { zh: '填表说明，未读取', en: 'the instructions: not read' },
  'no-header': { zh: '没有模板的表头，未读取', en: 'without the template’s header row: not read' },
  empty: { zh: '空工作表', en: 'an empty sheet' },
  'example-row': { zh: '示例行，未读取', en: 'the example row: not read' },
};

/** Headings are looked for in this corner of hidden sheets. */
const HEADER_CORNER = 'A1:CV10';
const CHUNK_ROWS = 500;

/**
 * Reads a whole file in this process: rows go to `onRows` in chunks, everything else comes back. Runs in the reading
 * process; nothing here knows of it. Throws `FileRefused`.
 */
export async function readWorkbook(
  file: Buffer,
  template: SheetTemplate,
  limits: ReadLimits,
  onRows: (rows: readonly SheetRow[]) => void,
  onProgress: (progress: ReadProgress) => void,
): Promise<ReadingSummary> {
  const parts = await unpack(file, limits, (done, total) => onProgress({ phase: 'unpack', done, total }));
  onProgress({ phase: 'parse', done: 0, total: 1 });
  const isInstruction = (name: string): boolean => name === INSTRUCTION_SHEET.zh || name === INSTRUCTION_SHEET.en;
  const workbook = await readRawWorkbook(parts, (sheet) => !sheet.hidden && !isInstruction(sheet.name));
  onProgress({ phase: 'parse', done: 1, total: 1 });

  const collected = collector(limits, onRows, onProgress);
  const { skip } = collected;
  for (const { name, hidden } of workbook.directory) {
    if (hidden) skip(name, 'hidden');
    else if (isInstruction(name)) skip(name, 'instructions');
  }
  const seen: SeenValues = new Map();
  const columns: { sheet: string; letters: Record<string, string> }[] = [];
  let dataRows = 0;
  for (const sheet of workbook.sheets) {
    const found = findHeaderRow(sheet, template);
    if (found === undefined && !isNamed(sheet.name, template)) {
      skip(sheet.name, sheet.rows.length === 0 ? 'empty' : 'no-header');
      continue;
    }
    const header = readHeaderRow(sheet, found ?? 0, template);
    const places = [...header.columns].map(([index, { key }]) => [key, columnLetters(index)]);
    columns.push({ sheet: sheet.name, letters: Object.fromEntries(places) });
    header.faults.forEach(collected.sink.fault);
    if (header.width > limits.columns) {
      collected.sink.fault(sheetFault({ sheet: sheet.name }, 'COLUMN_LIMIT', { max: limits.columns }));
      continue;
    }
    dataRows += readRows(sheet, header, template, { is1904: workbook.is1904, limits, seen, sink: collected.sink });
    collected.note(sheet, header.row);
  }
  collected.flush();
  if (columns.length === 0) {
    const hidden = await matchingHiddenSheets(parts, template);
    const visible = workbook.directory.filter((sheet) => !sheet.hidden).map((sheet) => sheet.name);
    for (const name of hidden) collected.sink.fault(sheetFault({ sheet: name }, 'SHEET_HIDDEN', { expected: name }));
    if (hidden.length === 0) {
      const detail = { expected: template.sheetName.zh, sheets: visible.join('、') };
      collected.sink.fault(sheetFault({ sheet: '' }, 'SHEET_NOT_FOUND', detail));
    }
  } else if (dataRows === 0) {
    collected.sink.fault(sheetFault({ sheet: template.sheetName.zh }, 'NO_ROWS'));
  }
  return { ...collected.summary(), columns, sheetCount: workbook.directory.length, dataRows };
}

function isNamed(name: string, template: SheetTemplate): boolean {
  return name === template.sheetName.zh || name.toLowerCase() === template.sheetName.en.toLowerCase();
}

async function matchingHiddenSheets(
  parts: Parameters<typeof readRawWorkbook>[0],
  template: SheetTemplate,
): Promise<string[]> {
  const hidden = await readRawWorkbook(parts, (sheet) => sheet.hidden, HEADER_CORNER);
  return hidden.sheets
    .filter((sheet) => isNamed(sheet.name, template) || findHeaderRow(sheet, template) !== undefined)
    .map((sheet) => sheet.name);
}

function collector(
  limits: ReadLimits,
  onRows: (rows: readonly SheetRow[]) => void,
  onProgress: (progress: ReadProgress) => void,
) {
  const faults: SheetFault[] = [];
  const skipped: SkippedPart[] = [];
  const notes: ReadingNote[] = [];
  let faultCount = 0;
  let chunk: SheetRow[] = [];
  const flush = (): void => {
    if (chunk.length > 0) onRows(chunk);
    chunk = [];
  };
  const skip = (sheet: string, reason: SkippedPart['reason'], row?: number): void => {
    skipped.push({ sheet, ...(row === undefined ? {} : { row }), reason, message: SKIP_WORDS[reason] });
  };
  const sink: RowSink = {
    row(row) {
      chunk.push(row);
      if (chunk.length >= CHUNK_ROWS) flush();
    },
    fault(fault) {
      faultCount++;
      if (faults.length < limits.faults) faults.push(fault);
    },
    example(sheet, row) {
      if (skipped.length < limits.faults) skip(sheet, 'example-row', row);
    },
    progress(done, total) {
      onProgress({ phase: 'check', done, total });
    },
  };
  const note = (sheet: RawSheet, headerRow: number): void => {
    const rows = sheet.hiddenRows.filter((row) => row > headerRow && row < sheet.rows.length);
    const first = rows[0];
    if (first !== undefined) {
      const message = {
        zh: `有 ${rows.length} 行被隐藏或筛选掉（从第 ${first + 1} 行起），其内容也已读取`,
        en: `${rows.length} rows are hidden or filtered out (from row ${first + 1}); they were read as well`,
      };
      notes.push({ sheet: sheet.name, code: 'HIDDEN_ROWS_READ', message });
    }
    const filled = sheet.hiddenColumns.filter((column) => sheet.rows[headerRow]?.[column] != null).length;
    if (filled > 0) {
      const message = {
        zh: `有 ${filled} 列被隐藏，其内容也已读取`,
        en: `${filled} columns are hidden; they were read as well`,
      };
      notes.push({ sheet: sheet.name, code: 'HIDDEN_COLUMNS_READ', message });
    }
  };
  return { sink, skip, note, flush, summary: () => ({ faults, faultCount, skipped, notes }) };
}
