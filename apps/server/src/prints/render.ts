import {
  type CountRecordInput,
  fontBook,
  type JointReviewSummaryInput,
  type MissingGlyph,
  type NoticeInput,
  printCountRecord,
  printJointReviewSummary,
  printNotice,
} from '#printing';

/** A print as plain data: it is sent to the thread that draws it. */
export type PrintTask =
  | { readonly kind: 'notice'; readonly input: NoticeInput }
  | { readonly kind: 'joint-review'; readonly input: JointReviewSummaryInput }
  | { readonly kind: 'count-record'; readonly input: CountRecordInput }
  | { readonly kind: 'check'; readonly texts: readonly string[] };

export interface RenderedPrint {
  /** Empty for a check. */
  readonly pdf: Uint8Array;
  readonly missingGlyphs: readonly MissingGlyph[];
  /** Of a check: the texts that hold such characters. */
  readonly inTexts: readonly { readonly text: string; readonly characters: readonly string[] }[];
}

/** Draws the PDF; 85 to 1,000 ms of one core, and the fonts of 45 MB the first time. */
export async function render(task: PrintTask): Promise<RenderedPrint> {
  if (task.kind === 'check') return checked(task.texts);
  const { pdf, missingGlyphs } = await drawn(task);
  return { pdf, missingGlyphs, inTexts: [] };
}

function drawn(task: Exclude<PrintTask, { readonly kind: 'check' }>) {
  switch (task.kind) {
    case 'notice':
      return printNotice(task.input);
    case 'joint-review':
      return printJointReviewSummary(task.input);
    case 'count-record':
      return printCountRecord(task.input);
  }
}

function checked(texts: readonly string[]): RenderedPrint {
  const book = fontBook();
  const inTexts = texts.flatMap((text) => {
    const missing = book.missingGlyphs(text);
    return missing.length === 0 ? [] : [{ text, characters: missing.map(({ character }) => character) }];
  });
  return { pdf: new Uint8Array(), missingGlyphs: book.missingGlyphs(texts.join('')), inTexts };
}
