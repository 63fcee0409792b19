import { err, ok, type Result } from '#kernel';
import { type Hash, hashFromBase64, toBase64 } from './merkle-hash.js';
import {
  formatNote,
  formatSignatureLine,
  isNoteText,
  type NoteFault,
  openNote,
  type VerifiedSignature,
} from './note.js';
import { ALGORITHMS, parseVerifierKey, type SignatureAlgorithm } from './note-keys.js';
import { TransparencyError } from './transparency-error.js';

/** A log's head (C2SP tlog-checkpoint): which log, how many leaves, their root. */
export interface Checkpoint {
  readonly origin: string;
  /** Number of leaves, up to 2^53-1. */
  readonly size: number;
  readonly root: Hash;
}

/** A checkpoint as it was read, with the signed note it came from. */
export interface SealedHead extends Checkpoint {
  readonly note: Uint8Array;
}

export type CheckpointFault = NoteFault | 'CHECKPOINT_MALFORMED' | 'SIZE_TOO_LARGE' | 'OTHER_ORIGIN';

/**
 * Signs checkpoints. The key may be in a file, in a hardware module or at a remote service, so signing may take time
 * and fail.
 */
export interface CheckpointSigner {
  /** The verifier key that others check with; its name is the origin of the log. */
  readonly vkey: string;
  /** The bare signature over the text of a note. */
  sign(text: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** The text of a checkpoint: three lines. Extension lines are never written. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root } = checkpoint;
  const text = `${origin}\n${size}\n${toBase64(root)}\n`;
  if (origin === '' || origin.includes('\n') || !isNoteText(text) || !Number.isSafeInteger(size) || size < 0) {
    throw new RangeError(`not a checkpoint: origin ${JSON.stringify(origin)}, size ${size}`);
  }
  return text;
}

/** Reads the text of a checkpoint strictly. Extension lines are refused: nothing here writes or understands them. */
export function parseCheckpoint(text: string): Result<Checkpoint, CheckpointFault> {
  const lines = text.split('\n');
  const [origin = '', sizeText = '', rootText = '', end] = lines;
  if (lines.length !== 4 || end !== '' || origin === '') return err('CHECKPOINT_MALFORMED');
  if (!/^(0|[1-9][0-9]{0,18})$/.test(sizeText)) return err('CHECKPOINT_MALFORMED');
  const root = hashFromBase64(rootText);
  if (root === undefined) return err('CHECKPOINT_MALFORMED');
  const size = Number(sizeText);
  return Number.isSafeInteger(size) ? ok({ origin, size, root }) : err('SIZE_TOO_LARGE');
}

/**
 * Signs a checkpoint and checks the result at once with the signer's own verifier key: a signature that a broken device
 * got wrong must not be stored or published.
 */
export async function signCheckpoint(
  checkpoint: Checkpoint,
  signer: CheckpointSigner,
  algorithms: ReadonlyMap<number, SignatureAlgorithm> = ALGORITHMS,
): Promise<Buffer> {
  const key = parseVerifierKey(signer.vkey);
  if (!key.ok) throw new RangeError(`the signer's verifier key cannot be read: ${key.error}`);
  const text = formatCheckpoint(checkpoint);
  const signature = await signer.sign(Buffer.from(text));
  const note = formatNote(text, [formatSignatureLine(key.value.name, key.value.id, signature)]);
  const back = openCheckpoint(note, signer.vkey, { origin: checkpoint.origin, algorithms });
  if (!back.ok) {
    throw new TransparencyError('SIGNER_FAILED', {
      zh: `签名设备给出的检查点签名无效（${back.error}），未保存也未发布。请检查密钥 ${key.value.name} 及签名设备后重试。`,
      en: `the signature made for ${key.value.name} does not verify (${back.error}); nothing was stored or published. Check the key and the signing device, then try again.`,
    });
  }
  return note;
}

export interface OpenedCheckpoint extends Checkpoint {
  /** The log's own signature first, then those of the other keys that were asked about. */
  readonly verified: readonly VerifiedSignature[];
}

/**
 * Checks a signed checkpoint: the log's own key must have signed it, and the origin must be the expected one (by
 * default the key's name). Further keys (witnesses) are checked when given; a wrong signature of any rejects the note.
 */
export function openCheckpoint(
  bytes: Uint8Array,
  vkey: string,
  options: {
    readonly origin?: string;
    readonly cosigners?: readonly string[];
    readonly algorithms?: ReadonlyMap<number, SignatureAlgorithm>;
  } = {},
): Result<OpenedCheckpoint, CheckpointFault> {
  const key = parseVerifierKey(vkey);
  if (!key.ok) return key;
  const opened = openNote(bytes, [vkey, ...(options.cosigners ?? [])], options.algorithms);
  if (!opened.ok) return opened;
  const isOwn = (s: VerifiedSignature) => s.name === key.value.name && s.keyId === key.value.id;
  const own = opened.value.verified.find(isOwn);
  if (own === undefined) return err('NO_KNOWN_SIGNATURE');
  const checkpoint = parseCheckpoint(opened.value.text);
  if (!checkpoint.ok) return checkpoint;
  if (checkpoint.value.origin !== (options.origin ?? key.value.name)) return err('OTHER_ORIGIN');
  return ok({ ...checkpoint.value, verified: [own, ...opened.value.verified.filter((s) => !isOwn(s))] });
}
