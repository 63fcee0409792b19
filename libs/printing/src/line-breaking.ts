/** Marks that must not begin a line (避头). */
const NOT_FIRST = new Set('，。、；：？！）〕】》〉」』”’％‰℃…—～·,.;:?!)]}%·﹞');
/** Marks that must not end a line (避尾). */
const NOT_LAST = new Set('（〔【《〈「『“‘([{﹝￥$');

/** Latin letters, digits and what joins them stay together; a space may be a break. */
const WORD = /^[\p{Script=Latin}\p{Nd}][\p{Script=Latin}\p{Nd}.,:/_@%+-]*/u;

/** Pieces of a text between which a line may break. Every piece but a space begins with what may begin a line. */
export function breakablePieces(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest !== '') {
    const word = WORD.exec(rest)?.[0].replace(/[.,:]+$/, '') ?? '';
    const piece = word !== '' ? word : String.fromCodePoint(rest.codePointAt(0) ?? 0);
    rest = rest.slice(piece.length);
    pieces.push(piece);
  }
  return joinMarks(pieces);
}

const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' });

/** As {@link breakablePieces}, but Chinese words stay together too: GB/T 9704 asks for it in titles. */
export function wordPieces(text: string): string[] {
  return joinMarks([...segmenter.segment(text)].map((part) => part.segment));
}

function joinMarks(parts: readonly string[]): string[] {
  const pieces: string[] = [];
  let glue = false;
  for (const piece of parts) {
    const last = pieces.length - 1;
    if (last >= 0 && (glue || NOT_FIRST.has(piece) || isCombining(piece))) pieces[last] += piece;
    else pieces.push(piece);
    glue = NOT_LAST.has(piece);
  }
  return pieces;
}

function isCombining(piece: string): boolean {
  return /^\p{M}$/u.test(piece);
}

export interface Line {
  readonly text: string;
  /** In the unit of `measure`. */
  readonly width: number;
  /** The paragraph ends here, so the line is not stretched. */
  readonly last: boolean;
}

/**
 * Breaks a text into lines no wider than `width`, the first by `indent` narrower. A line break in the text begins a new
 * paragraph; a piece wider than a line is broken between its characters.
 */
export function breakLines(
  text: string,
  width: number,
  measure: (text: string) => number,
  indent = 0,
  piecesOf: (text: string) => readonly string[] = breakablePieces,
): readonly Line[] {
  return text.split('\n').flatMap((paragraph) => breakParagraph(piecesOf(paragraph), width, measure, indent));
}

/**
 * Breaks as {@link breakLines} does, into as few lines, but of even length: for titles and narrow cells, where a last
 * line of one character looks like a mistake.
 */
export function breakEvenly(
  text: string,
  width: number,
  measure: (text: string) => number,
  piecesOf: (text: string) => readonly string[] = breakablePieces,
): readonly Line[] {
  const greedy = breakLines(text, width, measure, 0, piecesOf);
  if (greedy.length < 2) return greedy;
  let narrow = width / 2;
  let wide = width;
  let best = greedy;
  for (let step = 0; step < 8; step++) {
    const middle = (narrow + wide) / 2;
    const lines = breakLines(text, middle, measure, 0, piecesOf);
    if (lines.length > greedy.length) narrow = middle;
    else {
      wide = middle;
      best = lines;
    }
  }
  return best;
}

function breakParagraph(
  pieces: readonly string[],
  width: number,
  measure: (text: string) => number,
  indent: number,
): Line[] {
  const lines: Line[] = [];
  let line = '';
  let used = 0;
  const room = (): number => width - (lines.length === 0 ? indent : 0) + 0.01;
  const end = (last: boolean): void => {
    const tidy = line.trimEnd();
    lines.push({ text: tidy, width: measure(tidy), last });
    line = '';
    used = 0;
  };
  const add = (piece: string): void => {
    line += piece;
    used += measure(piece);
  };
  for (const piece of pieces) {
    if (line === '' && lines.length > 0 && piece === ' ') continue;
    if (used + measure(piece.trimEnd()) <= room()) {
      add(piece);
      continue;
    }
    if (line !== '') end(false);
    if (measure(piece) <= room()) {
      add(piece);
      continue;
    }
    for (const character of piece) {
      if (line !== '' && used + measure(character) > room()) end(false);
      add(character);
    }
  }
  end(true);
  return lines;
}
