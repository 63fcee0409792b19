import { hashes, verify as verifySignature } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { concat, equal, fromBase64 } from './bytes.js';

// The library takes its hash from outside; with this one it needs no secure context of the browser.
hashes.sha512 = sha512;

/** A verifier key of C2SP signed-note: `<name>+<key id>+<base64 of type ‖ key>`; only Ed25519 (type 1) here. */
export interface VerifierKey {
  readonly name: string;
  readonly id: Uint8Array;
  readonly publicKey: Uint8Array;
}

const ED25519 = 0x01;
const encoder = new TextEncoder();
const badName = /[\s\u0085+\u0000-\u001f\u007f]/u;

export function parseVerifierKey(vkey: string): VerifierKey | undefined {
  // Base64 may hold plus signs, so only the first two part the key.
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey);
  if (match === null) return undefined;
  const [, name = '', id = '', material = ''] = match;
  const bytes = fromBase64(material);
  if (badName.test(name) || bytes === undefined || bytes.length !== 33 || bytes[0] !== ED25519) return undefined;
  const right = sha256(concat(encoder.encode(`${name}\n`), bytes)).subarray(0, 4);
  const stated = Uint8Array.from([0, 2, 4, 6], (at) => Number.parseInt(id.slice(at, at + 2), 16));
  return equal(right, stated) ? { name, id: stated, publicKey: bytes.subarray(1) } : undefined;
}

export interface NoteSignature {
  readonly name: string;
  readonly id: Uint8Array;
  readonly signature: Uint8Array;
}

export interface SignedNote {
  /** With its final newline: this is what is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Reads a signed note strictly; undefined for anything else. Nothing is checked yet. */
export function parseNote(note: string): SignedNote | undefined {
  if (/[\u0000-\u0009\u000b-\u001f\p{Cs}\ufffd]/u.test(note) || !note.endsWith('\n')) return undefined;
  // The text may hold blank lines of its own: the last one parts it from the signatures.
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || split + 2 === note.length) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of note.slice(split + 2, -1).split('\n')) {
    const match = /^\u2014 (\S+) (\S+)$/u.exec(line);
    const bytes = fromBase64(match?.[2] ?? '');
    if (match?.[1] === undefined || badName.test(match[1]) || bytes === undefined || bytes.length < 5) return undefined;
    signatures.push({ name: match[1], id: bytes.subarray(0, 4), signature: bytes.subarray(4) });
  }
  return { text: note.slice(0, split + 1), signatures };
}

/** Whether `key` signed the note. A wrong signature in its name and id spoils the whole note. */
export function isSignedBy(note: SignedNote, key: VerifierKey): boolean {
  const own = note.signatures.filter(({ name, id }) => name === key.name && equal(id, key.id));
  return own.length > 0 && own.every(({ signature }) => isRight(signature, encoder.encode(note.text), key.publicKey));
}

function isRight(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  try {
    return verifySignature(signature, message, publicKey, { zip215: false });
  } catch {
    // The library throws for points that are not on the curve; that is a wrong signature.
    return false;
  }
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** Reads the text of a checkpoint (C2SP tlog-checkpoint): exactly origin, size, root. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const lines = text.split('\n');
  const [origin = '', size = '', rootText = '', end] = lines;
  if (lines.length !== 4 || end !== '' || origin === '' || !/^(0|[1-9][0-9]{0,15})$/.test(size)) return undefined;
  const root = fromBase64(rootText);
  if (root?.length !== 32 || !Number.isSafeInteger(Number(size))) return undefined;
  return { origin, size: Number(size), root };
}
