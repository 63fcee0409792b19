import type { Align, Layout } from './document.js';
import type { Face } from './fonts.js';
import { type Ink, textWidth } from './ink.js';
import { breakEvenly, breakLines } from './line-breaking.js';
import { MM } from './page-frame.js';

export interface TableColumn {
  readonly header: string;
  /** Millimetres; all widths are scaled together to the width of the text. */
  readonly width: number;
  readonly align?: Align;
}

export interface StyledCell {
  readonly text: string;
  readonly face?: Face;
  /** A second text under the first, smaller. */
  readonly small?: string;
}

export type TableCell = string | StyledCell;

export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
  /** Points; 12 (小四) where it is left out. */
  readonly size?: number;
  /** Least height of a row in millimetres. */
  readonly rowHeight?: number;
}

const PADDING_X = 1.2 * MM;
const PADDING_Y = 1.1 * MM;
const HEAD_FILL = '#f0f2f5';

interface CellLine {
  readonly text: string;
  readonly width: number;
  readonly ink: Ink;
  readonly height: number;
}

interface Row {
  readonly cells: readonly (readonly CellLine[])[];
  readonly height: number;
}

/** Draws a table over as many pages as it takes. The head stands on each; a row is torn only when it is taller than a page. */
export function drawTable(layout: Layout, table: Table): void {
  const { size = 12, rowHeight = 0 } = table;
  const total = table.columns.reduce((sum, column) => sum + column.width, 0);
  const widths = table.columns.map((column) => (column.width / total) * layout.frame.width);
  const least = rowHeight * MM;
  const aligns = table.columns.map((column) => column.align);
  const head = layRow(
    layout,
    table.columns.map((column) => ({ text: column.header, face: 'hei' as const })),
    widths,
    [],
    size,
    least,
  );
  const drawHead = (): void => drawRow(layout, table, widths, head, true);

  const first = table.rows[0];
  const firstHeight = first === undefined ? 0 : layRow(layout, first, widths, aligns, size, least).height;
  layout.need(Math.min(head.height + firstHeight, layout.frame.height));
  drawHead();
  for (const cells of table.rows) {
    let row = layRow(layout, cells, widths, aligns, size, least);
    const onNewPage = layout.frame.height - head.height;
    if (layout.y() + row.height > layout.bottom() + 0.01 && row.height <= onNewPage) {
      layout.newPage();
      drawHead();
    }
    while (layout.y() + row.height > layout.bottom() + 0.01) {
      const [upper, lower] = tear(row, layout.bottom() - layout.y());
      if (upper !== undefined) drawRow(layout, table, widths, upper, false);
      layout.newPage();
      drawHead();
      row = lower;
    }
    drawRow(layout, table, widths, row, false);
  }
}

function layRow(
  layout: Layout,
  cells: readonly TableCell[],
  widths: readonly number[],
  aligns: readonly (Align | undefined)[],
  size: number,
  least: number,
): Row {
  const laid = widths.map((width, index) => {
    const cell = cells[index] ?? '';
    const { text, face = 'song', small } = typeof cell === 'string' ? { text: cell } : cell;
    const centred = (aligns[index] ?? 'center') === 'center';
    const lay = (content: string, ink: Ink): CellLine[] =>
      (centred ? breakEvenly : breakLines)(content, width - 2 * PADDING_X, (piece) =>
        textWidth(layout.book, piece, ink),
      ).map((line) => ({
        text: line.text,
        width: line.width,
        ink,
        height: ink.size * 1.32,
      }));
    const under = small === undefined ? [] : lay(small, { face: 'song', size: size * 0.76 });
    return [...lay(text, { face, size }), ...under];
  });
  return { cells: laid, height: Math.max(least, heightOf(laid)) };
}

function heightOf(cells: readonly (readonly CellLine[])[]): number {
  return Math.max(...cells.map((lines) => lines.reduce((sum, line) => sum + line.height, 0))) + 2 * PADDING_Y;
}

/** The part of a row that fits into `height`, if any line does, and the rest. */
function tear(row: Row, height: number): readonly [Row | undefined, Row] {
  const room = height - 2 * PADDING_Y;
  const upper: CellLine[][] = [];
  const lower: CellLine[][] = [];
  for (const lines of row.cells) {
    let used = 0;
    const fitting = lines.findIndex((line) => {
      used += line.height;
      return used > room;
    });
    const cut = fitting === -1 ? lines.length : fitting;
    upper.push(lines.slice(0, cut));
    lower.push(lines.slice(cut));
  }
  if (upper.every((lines) => lines.length === 0)) return [undefined, row];
  return [
    { cells: upper, height },
    { cells: lower, height: heightOf(lower) },
  ];
}

function drawRow(layout: Layout, table: Table, widths: readonly number[], row: Row, isHead: boolean): void {
  const { pdf, frame } = layout;
  const top = layout.y();
  if (isHead) pdf.save().rect(frame.left, top, frame.width, row.height).fill(HEAD_FILL).restore();
  let x = frame.left;
  row.cells.forEach((lines, index) => {
    const width = widths[index] ?? 0;
    pdf.save().lineWidth(0.6).strokeColor('#000000').rect(x, top, width, row.height).stroke().restore();
    const height = lines.reduce((sum, line) => sum + line.height, 0);
    let y = top + (row.height - height) / 2;
    const align = isHead ? 'center' : (table.columns[index]?.align ?? 'center');
    for (const line of lines) {
      const slack = width - 2 * PADDING_X - line.width;
      const shift = align === 'right' ? slack : align === 'center' ? slack / 2 : 0;
      layout.line(line.text, x + PADDING_X + shift, y + line.height / 2 + line.ink.size * 0.36, line.ink);
      y += line.height;
    }
    x += width;
  });
  layout.moveTo(top + row.height);
}
