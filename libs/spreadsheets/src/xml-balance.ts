const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;

/**
 * Whether every element of an XML text is closed and no tag is cut: hucre reads broken XML without a word, and the rows
 * behind the break are gone. Names are not compared, so this is no full check of well-formedness.
 */
export function isBalancedXml(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let depth = 0;
  let elements = 0;
  let position = 0;
  for (;;) {
    const open = text.indexOf(LESS, position);
    if (open === -1) return depth === 0 && elements > 0;
    const kind = text[open + 1];
    if (kind === BANG || kind === QUESTION) {
      position = endOfOther(text, open);
    } else {
      position = endOfTag(text, open);
      if (kind === SLASH) depth--;
      else if (text[position - 2] !== SLASH) depth++;
      elements++;
    }
    if (position === 0 || depth < 0) return false;
  }
}

/** One past the `>` of the tag that begins at `open`; 0 when it never ends or another begins inside. */
function endOfTag(text: Buffer, open: number): number {
  let quote = 0;
  for (let at = open + 1; at < text.length; at++) {
    const byte = text[at];
    if (byte === LESS) return 0;
    if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) quote = byte;
    else if (byte === GREATER) return at + 1;
  }
  return 0;
}

/** One past a comment, a CDATA section or a processing instruction; 0 when it never ends. */
function endOfOther(text: Buffer, open: number): number {
  const endings = { '<!--': '-->', '<![C': ']]>' } as const;
  const start = text.toString('latin1', open, open + 4);
  const ending = start in endings ? endings[start as keyof typeof endings] : '>';
  const end = text.indexOf(ending, open + 2);
  return end === -1 ? 0 : end + ending.length;
}
