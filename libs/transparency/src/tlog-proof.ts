import { err, ok, type Result } from '#kernel';
import { type CheckpointFault, type OpenedCheckpoint, openCheckpoint } from './checkpoint.js';
import { type Hash, hashFromBase64, leafHash, strictBase64, toBase64 } from './merkle-hash.js';
import { verifyInclusion } from './merkle-verify.js';
import { parseNote } from './note.js';
import type { SignatureAlgorithm } from './note-keys.js';

/** A receipt (C2SP tlog-proof, v1): that a leaf stands at `index` of the log whose signed head is `checkpoint`. */
export interface TlogProof {
  /** 0-based leaf index. */
  readonly index: number;
  /** From the leaf's sibling up. */
  readonly path: readonly Hash[];
  /** The signed checkpoint as it was published, with its cosignatures. */
  readonly checkpoint: Uint8Array;
  /** Bytes of the application that nothing vouches for. Not written by the product. */
  readonly extra?: Uint8Array;
}

export type TlogProofFault = CheckpointFault | 'PROOF_MALFORMED' | 'PROOF_WRONG';

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
const LONGEST_PROOF = 1024 * 1024 + 64 * 1024;
/** A log of 2^64 leaves needs no more. */
const LONGEST_PATH = 64;

/** A receipt as text; by custom its file ends in `.tlog-proof`. */
export function formatTlogProof(proof: TlogProof): Buffer {
  const lines = [FIRST_LINE];
  if (proof.extra !== undefined) lines.push(`extra ${Buffer.from(proof.extra).toString('base64')}`);
  lines.push(`index ${proof.index}`, ...proof.path.map(toBase64), '', '');
  const bytes = Buffer.concat([Buffer.from(lines.join('\n')), proof.checkpoint]);
  const back = parseTlogProof(bytes);
  if (!back.ok) throw new RangeError(`not a receipt: ${back.error}`);
  return bytes;
}

/** Reads a receipt strictly; nothing in it is checked yet. */
export function parseTlogProof(bytes: Uint8Array): Result<TlogProof, TlogProofFault> {
  if (bytes.length > LONGEST_PROOF) return err('PROOF_MALFORMED');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blank = buffer.indexOf('\n\n');
  if (blank < 0) return err('PROOF_MALFORMED');
  // Only ASCII can pass what follows, so a lenient decoding of the head cannot hide anything.
  const lines = buffer.toString('latin1', 0, blank).split('\n');
  if (lines.shift() !== FIRST_LINE) return err('PROOF_MALFORMED');
  let extra: Buffer | undefined;
  if (lines[0]?.startsWith('extra ')) {
    extra = strictBase64((lines.shift() as string).slice('extra '.length));
    if (extra === undefined) return err('PROOF_MALFORMED');
  }
  const index = /^index (0|[1-9][0-9]{0,15})$/.exec(lines.shift() ?? '')?.[1];
  if (index === undefined || !Number.isSafeInteger(Number(index))) return err('PROOF_MALFORMED');
  if (lines.length > LONGEST_PATH) return err('PROOF_MALFORMED');
  const path: Hash[] = [];
  for (const line of lines) {
    const hash = hashFromBase64(line);
    if (hash === undefined) return err('PROOF_MALFORMED');
    path.push(hash);
  }
  const checkpoint = Buffer.from(buffer.subarray(blank + 2));
  const note = parseNote(checkpoint);
  if (!note.ok) return note;
  return ok({ index: Number(index), path, checkpoint, ...(extra === undefined ? {} : { extra }) });
}

export interface VerifiedReceipt {
  readonly index: number;
  readonly checkpoint: OpenedCheckpoint;
}

/**
 * Checks a receipt for the bytes of a leaf (or its hash): the log's signature, its origin, and the way from the leaf to
 * the root. Whether enough witnesses signed is for the caller to judge from `checkpoint.verified`.
 */
export function verifyTlogProof(
  receipt: Uint8Array,
  leaf: { readonly bytes: Uint8Array } | { readonly hash: Hash },
  vkey: string,
  options: {
    readonly origin?: string;
    readonly cosigners?: readonly string[];
    readonly algorithms?: ReadonlyMap<number, SignatureAlgorithm>;
  } = {},
): Result<VerifiedReceipt, TlogProofFault> {
  const proof = parseTlogProof(receipt);
  if (!proof.ok) return proof;
  const { index, path } = proof.value;
  const checkpoint = openCheckpoint(proof.value.checkpoint, vkey, options);
  if (!checkpoint.ok) return checkpoint;
  const hash = 'hash' in leaf ? leaf.hash : leafHash(leaf.bytes);
  const { size, root } = checkpoint.value;
  return verifyInclusion(index, size, hash, path, root)
    ? ok({ index, checkpoint: checkpoint.value })
    : err('PROOF_WRONG');
}
