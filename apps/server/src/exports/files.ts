import { createHash } from 'node:crypto';
import { writeTable } from '#spreadsheets';
import { toCsv } from './event-table.js';

export const EXPORT_MEDIA = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;
export type ExportFormat = keyof typeof EXPORT_MEDIA;

export interface ExportTable {
  readonly sheetName: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Headers of columns with long texts. */
  readonly wide?: ReadonlySet<string>;
}

export async function exportFile(table: ExportTable, format: ExportFormat): Promise<Buffer> {
  if (format === 'csv') return Buffer.from(toCsv(table.headers, table.rows), 'utf8');
  const columns = table.headers.map((header) => ({ header, width: table.wide?.has(header) === true ? 60 : 20 }));
  return writeTable({ sheetName: table.sheetName, columns, rows: table.rows });
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
