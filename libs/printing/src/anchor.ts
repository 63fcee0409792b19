import QRCode from 'qrcode';
import type { Layout } from './document.js';
import { drawText, type Ink } from './ink.js';
import { breakLines } from './line-breaking.js';
import { MM } from './page-frame.js';

/** The paper anchor of design 04: what lets a reader hold the ledger to this sheet later. */
export interface Anchor {
  /** The printed code, as the ledger formats it: size and 128 bits of the root with a check digit. */
  readonly code: string;
  /** Events in the log. */
  readonly size: number;
  /** The whole signed checkpoint: it goes into the QR code as it is. */
  readonly checkpointText: string;
}

const QR_SIDE = 27 * MM;
export const ANCHOR_HEIGHT = QR_SIDE + 5 * MM;
/** How far the anchor reaches into the lower margin, beside the page number. */
export const ANCHOR_OVERHANG = 12 * MM;
/** Kept free for the page number. */
const PAGE_NUMBER = 42 * MM;

/** Draws the anchor with its upper edge at `top`: QR code on the left, code and explanation beside it. */
export function drawAnchor(layout: Layout, anchor: Anchor, top: number): void {
  const { pdf, frame, book } = layout;
  pdf.save().strokeColor('#9aa5b1').lineWidth(0.5);
  pdf
    .moveTo(frame.left, top + 2 * MM)
    .lineTo(frame.left + frame.width, top + 2 * MM)
    .stroke()
    .restore();
  drawQr(layout, anchor.checkpointText, frame.left, top + 4 * MM);
  const x = frame.left + QR_SIDE + 4 * MM;
  const grey = '#3e4c59';
  const small: Ink = { face: 'hei', size: 8, color: grey };
  const measure = (text: string): number => book.width(text, 'hei') * small.size;
  drawText(pdf, book, '台账锚点', x, top + 8 * MM, { face: 'hei', size: 9, color: grey });
  drawText(pdf, book, anchor.code, x, top + 13.5 * MM, { face: 'hei', size: 11 });
  drawText(pdf, book, `台账前 ${anchor.size} 条记录`, x, top + 18 * MM, small);
  const words =
    '请留存本件。日后用核验程序扫描二维码或输入上面的编码，即可查明台账中这些记录自打印时起是否被改动、删除、插入或调换。';
  breakLines(words, frame.left + frame.width - x - PAGE_NUMBER, measure).forEach((line, index) => {
    drawText(pdf, book, line.text, x, top + (22.5 + index * 4.2) * MM, small);
  });
}

/** Modules as filled squares: sharp at any size and without an image. Runs of a row are one rectangle. */
function drawQr(layout: Layout, text: string, x: number, y: number): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const side = QR_SIDE / modules.size;
  const { pdf } = layout;
  pdf.save().fillColor('#000000');
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column) !== 1) continue;
      let run = 1;
      while (column + run < modules.size && modules.get(row, column + run) === 1) run++;
      pdf.rect(x + column * side, y + row * side, run * side, side);
      column += run;
    }
  }
  pdf.fill().restore();
}
