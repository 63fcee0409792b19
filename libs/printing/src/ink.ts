import type PDFDocument from 'pdfkit';
import { codePointName, type Face, type FontBook, type Run } from './fonts.js';

export type Pdf = InstanceType<typeof PDFDocument>;

export interface Ink {
  readonly face: Face;
  /** Points. */
  readonly size: number;
  readonly color?: string;
}

export const BLACK = '#000000';

/** Width of a text in points. */
export function textWidth(book: FontBook, text: string, ink: Ink): number {
  return book.width(text, ink.face) * ink.size;
}

/**
 * Draws one line with its baseline at `y` (points from the top of the page) and gives back the runs, so that the caller
 * can collect what no font had. `stretch` spreads that many points between the characters.
 */
export function drawText(
  pdf: Pdf,
  book: FontBook,
  text: string,
  x: number,
  y: number,
  ink: Ink,
  stretch = 0,
): readonly Run[] {
  const runs = book.runs(text, ink.face);
  const gaps = [...text].length - 1;
  const spacing = gaps > 0 ? stretch / gaps : 0;
  let at = x;
  for (const run of runs) {
    const color = ink.color ?? BLACK;
    if (run.kind === 'text') {
      // Mixed fonts share a baseline; `lineBreak: false` keeps pdfkit from adding pages of its own.
      pdf
        .font(run.font)
        .fontSize(ink.size)
        .fillColor(color)
        .text(run.text, at, y, { lineBreak: false, baseline: 'alphabetic', characterSpacing: spacing });
    } else if (run.kind === 'box') drawTickBox(pdf, at, y, ink.size, run.ticked, color);
    else drawMissing(pdf, at, y, ink.size, run.text);
    at += run.ems * ink.size + [...run.text].length * spacing;
  }
  return runs;
}

function drawTickBox(pdf: Pdf, x: number, y: number, size: number, ticked: boolean, color: string): void {
  const side = size * 0.74;
  const left = x + size * 0.13;
  const top = y - size * 0.72;
  pdf
    .save()
    .lineWidth(size * 0.06)
    .strokeColor(color)
    .rect(left, top, side, side)
    .stroke();
  if (ticked)
    pdf
      .lineWidth(size * 0.09)
      .moveTo(left + side * 0.2, top + side * 0.52)
      .lineTo(left + side * 0.42, top + side * 0.76)
      .lineTo(left + side * 0.82, top + side * 0.24)
      .stroke();
  pdf.restore();
}

/** A character that no font has: a box with its code point, so that the gap can be seen and filled in by hand. */
function drawMissing(pdf: Pdf, x: number, y: number, size: number, character: string): void {
  const code = codePointName(character).slice(2);
  const half = Math.ceil(code.length / 2);
  const small = size * 0.3;
  pdf
    .save()
    .lineWidth(0.4)
    .strokeColor(BLACK)
    .rect(x + size * 0.05, y - size * 0.82, size * 0.9, size * 0.9)
    .stroke();
  pdf.restore();
  pdf.font('hei').fontSize(small).fillColor(BLACK);
  [code.slice(0, half), code.slice(half)].forEach((part, index) => {
    const width = pdf.widthOfString(part);
    const baseline = y - size * (index === 0 ? 0.47 : 0.08);
    pdf.text(part, x + (size - width) / 2, baseline, { lineBreak: false, baseline: 'alphabetic' });
  });
}
