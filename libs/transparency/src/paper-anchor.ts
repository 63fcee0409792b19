import { err, ok, type Result } from '#kernel';
import type { Checkpoint } from './checkpoint.js';
import { type Hash, hashBytes } from './merkle-hash.js';

/**
 * What is printed on notices, count records and handover forms: the size of the log and the first 128 bits of its root.
 * Fewer bits would let the operator prepare two histories with the same code.
 */
export interface PaperAnchor {
  readonly size: number;
  /** The first 16 bytes of the root in lower-case hex. */
  readonly rootPrefix: string;
}

export type AnchorFault = 'ANCHOR_MALFORMED' | 'ANCHOR_MISTYPED';

// Crockford's base 32 leaves out I, L, O and U; five more symbols serve the check digit, a remainder by 37.
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECK_DIGITS = `${DIGITS}*~$=U`;
const SYMBOLS = 26;
const PREFIX_BYTES = 16;
const GROUP = 5;

export function anchorOf(checkpoint: Pick<Checkpoint, 'size' | 'root'>): PaperAnchor {
  return { size: checkpoint.size, rootPrefix: prefixOf(checkpoint.root) };
}

/** The printed code: `<size>:<26 symbols and a check digit in groups of five>`. */
export function formatAnchor(anchor: PaperAnchor): string {
  let rest = BigInt(`0x${anchor.rootPrefix}`);
  let symbols = '';
  for (let i = 0; i < SYMBOLS; i++) {
    symbols = DIGITS[Number(rest & 31n)] + symbols;
    rest >>= 5n;
  }
  const groups = (symbols + checkDigit(anchor)).match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [];
  return `${anchor.size}:${groups.join('-')}`;
}

/**
 * Reads a code as a person types it from paper: small letters, O for 0, I and L for 1, full-width characters, and any
 * hyphens and spaces are taken. One wrong or two exchanged symbols, in the code or the size, are noticed.
 */
export function parseAnchor(typed: string): Result<PaperAnchor, AnchorFault> {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, '');
  const match = /^(0|[1-9][0-9]{0,15}):([0-9A-Z]{26})([0-9A-Z*~$=])$/.exec(plain);
  if (match === null) return err('ANCHOR_MALFORMED');
  const [, sizeText = '', symbols = '', check = ''] = match;
  const size = Number(sizeText);
  let value = 0n;
  for (const symbol of meant(symbols)) {
    const digit = DIGITS.indexOf(symbol);
    if (digit < 0) return err('ANCHOR_MALFORMED');
    value = (value << 5n) | BigInt(digit);
  }
  if (value >= 1n << 128n || !Number.isSafeInteger(size)) return err('ANCHOR_MALFORMED');
  const anchor = { size, rootPrefix: value.toString(16).padStart(2 * PREFIX_BYTES, '0') };
  return checkDigit(anchor) === meant(check) ? ok(anchor) : err('ANCHOR_MISTYPED');
}

/** Whether a log with this root at this size is the one on paper. Only the root at the anchor's own size can say. */
export function matchesAnchor(anchor: PaperAnchor, checkpoint: Pick<Checkpoint, 'size' | 'root'>): boolean {
  return anchor.size === checkpoint.size && anchor.rootPrefix === prefixOf(checkpoint.root);
}

function prefixOf(root: Hash): string {
  return hashBytes(root).toString('hex', 0, PREFIX_BYTES);
}

function meant(symbols: string): string {
  return symbols.replaceAll('O', '0').replace(/[IL]/g, '1');
}

/** Over size and root together, so that a size copied wrongly does not pass either. */
function checkDigit({ size, rootPrefix }: PaperAnchor): string {
  const number = (BigInt(size) << 128n) | BigInt(`0x${rootPrefix}`);
  return CHECK_DIGITS[Number(number % 37n)] as string;
}
