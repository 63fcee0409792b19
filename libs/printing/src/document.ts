import PDFDocument from 'pdfkit';
import { ANCHOR_HEIGHT, ANCHOR_OVERHANG, type Anchor, drawAnchor } from './anchor.js';
import { type Face, type FontBook, type FontFiles, fontBook, type MissingGlyph } from './fonts.js';
import { drawText, type Ink, type Pdf, textWidth } from './ink.js';
import { breakEvenly, breakLines, wordPieces } from './line-breaking.js';
import { BODY_SIZE, LINE_PITCH, MM, type Orientation, type PageFrame, pageFrame, TITLE_SIZE } from './page-frame.js';
import { drawTable, type Table } from './table.js';

/** What every print says of itself. */
export interface PrintState {
  /** A draft carries the word across every page. */
  readonly state: 'draft' | 'final';
  /** Data of the demonstration carry that across every page too. */
  readonly demo: boolean;
  /** What ties the paper to the ledger; left out where nothing is anchored yet. */
  readonly anchor?: Anchor;
  /** The day and time of the print, RFC 3339: the same input gives the same bytes. */
  readonly printedAt: string;
  readonly fonts?: FontFiles;
}

export interface Printed {
  readonly pdf: Buffer;
  readonly pages: number;
  /** Characters that stand in the print as a box with their code point. */
  readonly missingGlyphs: readonly MissingGlyph[];
}

export type Align = 'left' | 'center' | 'right';

export interface ParagraphStyle {
  readonly face?: Face;
  readonly size?: number;
  readonly pitch?: number;
  /** First line, in characters. */
  readonly indent?: number;
  readonly align?: Align;
  readonly color?: string;
  /** Keeps this many points free on the right. */
  readonly right?: number;
}

const RED = '#c8102e';

/** A document being laid out from top to bottom; `finish` adds anchor, watermark and page numbers. */
export interface Layout {
  readonly pdf: Pdf;
  readonly book: FontBook;
  readonly frame: PageFrame;
  /** Where the next thing is put, in points from the top of the page. */
  y(): number;
  moveTo(y: number): void;
  /** Where this page ends; the first is shorter by the anchor. */
  bottom(): number;
  space(points: number): void;
  newPage(): void;
  /** Begins a new page unless `height` fits. */
  need(height: number): void;
  line(text: string, x: number, baseline: number, ink: Ink, stretch?: number): void;
  redHead(issuer: string, number: string | undefined): void;
  title(text: string): void;
  paragraph(text: string, style?: ParagraphStyle): void;
  table(table: Table): void;
  finish(): Promise<Printed>;
}

export function createLayout(
  setup: PrintState & { readonly title: string; readonly issuer: string; readonly orientation: Orientation },
): Layout {
  const book = fontBook(setup.fonts);
  const frame = pageFrame(setup.orientation);
  const printedAt = new Date(setup.printedAt);
  if (Number.isNaN(printedAt.getTime())) throw new RangeError(`not a time: ${setup.printedAt}`);
  const pdf = new PDFDocument({
    size: [frame.pageWidth, frame.pageHeight],
    // pdfkit adds a page whenever text stands under its bottom margin: it gets none, pages are added here.
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    // None of the standard fonts: they are not embedded, and they have no Chinese.
    font: '',
    lang: 'zh-CN',
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: setup.title.replaceAll('\n', ''),
      Author: setup.issuer,
      Creator: '见证 Jianzheng',
      Producer: 'Jianzheng',
      CreationDate: printedAt,
      ModDate: printedAt,
    },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  for (const { name, font } of book.fonts) pdf.registerFont(name, font as unknown as Buffer);

  const missing = new Map<string, MissingGlyph>();
  let at = frame.top;
  // The anchor stands at the foot of the first page: there it never needs a page of its own.
  const anchorRoom = setup.anchor === undefined ? 0 : ANCHOR_HEIGHT - ANCHOR_OVERHANG;
  let bottom = frame.top + frame.height;

  const layout: Layout = {
    pdf,
    book,
    frame,
    y: () => at,
    moveTo: (y) => {
      at = y;
    },
    bottom: () => bottom,
    space: (points) => {
      at = Math.min(at + points, bottom);
    },
    newPage: () => {
      pdf.addPage();
      at = frame.top;
      const isFirst = pdf.bufferedPageRange().count === 1;
      bottom = frame.top + frame.height - (isFirst ? anchorRoom : 0);
    },
    need: (height) => {
      if (at + height > bottom + 0.01) layout.newPage();
    },
    line: (text, x, baseline, ink, stretch = 0) => {
      for (const run of drawText(pdf, book, text, x, baseline, ink, stretch)) {
        if (run.kind !== 'missing') continue;
        for (const glyph of book.missingGlyphs(run.text)) missing.set(glyph.character, glyph);
      }
    },
    redHead: (issuer, number) => drawRedHead(layout, issuer, number),
    title: (text) => {
      const ink: Ink = { face: 'song-bold', size: TITLE_SIZE };
      const lines = breakEvenly(text, frame.width, (piece) => textWidth(book, piece, ink), wordPieces);
      for (const { text: line, width } of lines) {
        layout.need(TITLE_SIZE * 1.6);
        layout.line(line, frame.left + (frame.width - width) / 2, at + TITLE_SIZE * 1.2, ink);
        at += TITLE_SIZE * 1.6;
      }
    },
    paragraph: (text, style = {}) => drawParagraph(layout, text, style),
    table: (table) => drawTable(layout, table),
    finish: async () => {
      const { anchor } = setup;
      const { count } = pdf.bufferedPageRange();
      for (let page = 0; page < count; page++) {
        pdf.switchToPage(page);
        if (page === 0 && anchor !== undefined)
          drawAnchor(layout, anchor, frame.top + frame.height - ANCHOR_HEIGHT + ANCHOR_OVERHANG);
        drawWatermark(layout, setup);
        drawFooter(layout, page + 1, count, anchor);
      }
      pdf.end();
      return { pdf: await ended, pages: count, missingGlyphs: [...missing.values()] };
    },
  };
  layout.newPage();
  return layout;
}

function drawRedHead(layout: Layout, issuer: string, number: string | undefined): void {
  const { book, frame } = layout;
  const widest = textWidth(book, issuer, { face: 'song-bold', size: 1 });
  const size = Math.min(34, (frame.width * 0.98) / widest);
  const ink: Ink = { face: 'song-bold', size, color: RED };
  const x = frame.left + (frame.width - widest * size) / 2;
  layout.line(issuer, x, layout.y() + 14 * MM, ink);
  layout.space(14 * MM);
  if (number !== undefined) {
    layout.space(LINE_PITCH * 1.2);
    const plain: Ink = { face: 'song', size: BODY_SIZE };
    const width = textWidth(book, number, plain);
    layout.line(number, frame.left + (frame.width - width) / 2, layout.y(), plain);
  }
  // The rule stands 4 mm under the number.
  layout.space(4 * MM);
  layout.pdf.save().strokeColor(RED).lineWidth(1.4);
  layout.pdf
    .moveTo(frame.left, layout.y())
    .lineTo(frame.left + frame.width, layout.y())
    .stroke()
    .restore();
  layout.space(LINE_PITCH);
}

/** Lines that lack less than this share of their width are stretched to the full measure, as a typesetter would. */
const STRETCHED = 0.12;

function drawParagraph(layout: Layout, text: string, style: ParagraphStyle): void {
  const { face = 'song', size = BODY_SIZE, pitch = LINE_PITCH, align = 'left', right = 0 } = style;
  const ink: Ink = { face, size, ...(style.color === undefined ? {} : { color: style.color }) };
  const width = layout.frame.width - right;
  const indent = (style.indent ?? 0) * size;
  const lines = breakLines(text, width, (piece) => textWidth(layout.book, piece, ink), indent);
  let paragraphStart = true;
  for (const line of lines) {
    layout.need(pitch);
    const offset = paragraphStart ? indent : 0;
    const slack = width - offset - line.width;
    const shift = align === 'right' ? slack : align === 'center' ? slack / 2 : 0;
    const stretch = align === 'left' && !line.last && slack < width * STRETCHED ? slack : 0;
    layout.line(line.text, layout.frame.left + offset + shift, layout.y() + pitch / 2 + size * 0.36, ink, stretch);
    layout.space(pitch);
    paragraphStart = line.last;
  }
}

function drawWatermark(layout: Layout, { state, demo }: PrintState): void {
  const words = [...(state === 'draft' ? ['草稿'] : []), ...(demo ? ['演示数据'] : [])].join(' · ');
  if (words === '') return;
  const { pdf, frame, book } = layout;
  const ink: Ink = { face: 'hei', size: 54, color: '#8a8f98' };
  const width = textWidth(book, words, ink);
  const [x, y] = [frame.pageWidth / 2, frame.pageHeight / 2];
  // Above the page's content, so that filled cells do not hide it; faint, so that it hides nothing either.
  pdf
    .save()
    .rotate(-38, { origin: [x, y] })
    .fillOpacity(0.16);
  for (const row of [-1, 0, 1]) drawText(pdf, book, words, x - width / 2, y + row * 200, ink);
  pdf.fillOpacity(1).restore();
}

function drawFooter(layout: Layout, page: number, pages: number, anchor: Anchor | undefined): void {
  const { frame, book } = layout;
  const ink: Ink = { face: 'song', size: 10.5 };
  const words = `第 ${page} 页 / 共 ${pages} 页`;
  // 7 mm under the text, one character from its right edge; the left is the anchor's.
  const baseline = frame.top + frame.height + 7 * MM + 8;
  const x = frame.left + frame.width - textWidth(book, words, ink) - BODY_SIZE;
  drawText(layout.pdf, book, words, x, baseline, ink);
  // The code stands on every page, so that pages of two prints cannot be mixed unnoticed.
  if (anchor !== undefined && page > 1)
    drawText(layout.pdf, book, `锚点码 ${anchor.code}`, frame.left, baseline, {
      face: 'hei',
      size: 7.5,
      color: '#3e4c59',
    });
}
