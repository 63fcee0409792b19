import { err, ok, type Result } from '#kernel';
import { strictBase64 } from './merkle-hash.js';
import { ALGORITHMS, isKeyName, parseVerifierKey, type SignatureAlgorithm, type VerifierKey } from './note-keys.js';

/** One signature line: `— <name> base64(key id ‖ signature)`. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: number;
  readonly signature: Uint8Array;
  /** The line as it stands, without its newline. */
  readonly line: string;
}

/** A signed note (C2SP signed-note), read but not checked: its text must not be used before `openNote` accepted it. */
export interface Note {
  /** With its final newline; this is what is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export type NoteFault =
  | 'NOTE_TOO_LONG'
  | 'NOTE_NOT_TEXT'
  | 'NOTE_HAS_NO_SIGNATURES'
  | 'SIGNATURE_LINE_MALFORMED'
  | 'TOO_MANY_SIGNATURES'
  | 'AMBIGUOUS_KEY'
  | 'SIGNATURE_WRONG'
  | 'NO_KNOWN_SIGNATURE'
  | 'KEY_MALFORMED'
  | 'KEY_ID_MISMATCH'
  | 'KEY_TYPE_UNKNOWN';

/** A signature that was checked and is right; `time` in POSIX seconds where its type carries one (cosignatures). */
export interface VerifiedSignature {
  readonly name: string;
  readonly keyId: number;
  readonly time?: number;
}

export interface OpenedNote {
  readonly text: string;
  readonly verified: readonly VerifiedSignature[];
  /** Signatures of keys that were not asked about. They prove nothing. */
  readonly unknown: readonly NoteSignature[];
}

/** The specification asks to accept 16; some logs carry more witnesses. */
const MOST_SIGNATURES = 64;
const LONGEST_NOTE = 1024 * 1024;
const NEWLINE = 0x0a;
const DASH = '\u2014 ';

// `ignoreBOM` keeps a byte-order mark where it is: bytes are checked as they are, never repaired.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads a note strictly. Works on bytes, because decoding leniently would let two byte strings be one note. */
export function parseNote(bytes: Uint8Array): Result<Note, NoteFault> {
  if (bytes.length > LONGEST_NOTE) return err('NOTE_TOO_LONG');
  if (bytes.some((byte) => byte < 0x20 && byte !== NEWLINE)) return err('NOTE_NOT_TEXT');
  let whole: string;
  try {
    whole = decoder.decode(bytes);
  } catch {
    return err('NOTE_NOT_TEXT');
  }
  // The text may hold blank lines of its own: the last one separates.
  const split = whole.lastIndexOf('\n\n');
  if (split < 0 || !whole.endsWith('\n') || split + 2 === whole.length) return err('NOTE_HAS_NO_SIGNATURES');
  const lines = whole.slice(split + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) return err('TOO_MANY_SIGNATURES');
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (signature === undefined) return err('SIGNATURE_LINE_MALFORMED');
    signatures.push(signature);
  }
  return ok({ text: whole.slice(0, split + 1), signatures });
}

/** Reads one signature line without its newline; undefined where it is malformed. */
export function parseSignatureLine(line: string): NoteSignature | undefined {
  if (!line.startsWith(DASH)) return undefined;
  const space = line.indexOf(' ', DASH.length);
  if (space < 0) return undefined;
  const name = line.slice(DASH.length, space);
  const blob = strictBase64(line.slice(space + 1));
  if (!isKeyName(name) || blob === undefined || blob.length < 5) return undefined;
  return { name, keyId: blob.readUInt32BE(0), signature: blob.subarray(4), line };
}

export function formatSignatureLine(name: string, keyId: number, signature: Uint8Array): string {
  const id = Buffer.alloc(4);
  id.writeUInt32BE(keyId);
  return `${DASH}${name} ${Buffer.concat([id, signature]).toString('base64')}`;
}

/**
 * Reads a note and checks it with the keys that are trusted. At least one of them must have signed; a wrong signature
 * in a trusted key's name rejects the note as a whole; signatures of other keys are ignored, even when they share the
 * name or the id of a trusted one, but not both.
 */
export function openNote(
  bytes: Uint8Array,
  vkeys: readonly string[],
  algorithms: ReadonlyMap<number, SignatureAlgorithm> = ALGORITHMS,
): Result<OpenedNote, NoteFault> {
  const trusted = new Map<string, VerifierKey>();
  const spelled = new Map<string, string>();
  for (const vkey of vkeys) {
    const key = parseVerifierKey(vkey);
    if (!key.ok) return key;
    if (!algorithms.has(key.value.type)) return err('KEY_TYPE_UNKNOWN');
    const handle = `${key.value.name}+${key.value.id}`;
    if ((spelled.get(handle) ?? vkey) !== vkey) return err('AMBIGUOUS_KEY');
    spelled.set(handle, vkey);
    trusted.set(handle, key.value);
  }
  const note = parseNote(bytes);
  if (!note.ok) return note;
  const text = Buffer.from(note.value.text);
  const verified = new Map<string, VerifiedSignature>();
  const unknown: NoteSignature[] = [];
  for (const signature of note.value.signatures) {
    const handle = `${signature.name}+${signature.keyId}`;
    const key = trusted.get(handle);
    if (key === undefined) {
      unknown.push(signature);
      continue;
    }
    const right = algorithms.get(key.type)?.check(key, text, signature.signature);
    if (right === undefined) return err('SIGNATURE_WRONG');
    // The same witness may have signed twice at different times; it counts once.
    if (!verified.has(handle)) verified.set(handle, { name: key.name, keyId: key.id, ...right });
  }
  if (verified.size === 0) return err('NO_KNOWN_SIGNATURE');
  return ok({ text: note.value.text, verified: [...verified.values()], unknown });
}

/** Whether text may be signed as a note: not empty, ends in a newline, no other control character. */
export function isNoteText(text: string): boolean {
  return text.endsWith('\n') && !/[\u0000-\u0009\u000b-\u001f\p{Cs}]/u.test(text);
}

/** Puts text and signature lines together. Throws a RangeError where the result would not be read back as it is. */
export function formatNote(text: string, lines: readonly string[]): Buffer {
  if (!isNoteText(text)) throw new RangeError('the text of a note ends in a newline and holds no control characters');
  const bytes = Buffer.from(`${text}\n${lines.map((line) => `${line}\n`).join('')}`);
  const back = parseNote(bytes);
  if (!back.ok) throw new RangeError(`not a note: ${back.error}`);
  return bytes;
}

/** The note with further signature lines (a witness's); lines that are there already are not doubled. */
export function addSignatureLines(bytes: Uint8Array, lines: readonly string[]): Result<Buffer, NoteFault> {
  const note = parseNote(bytes);
  if (!note.ok) return note;
  const all = new Set(note.value.signatures.map(({ line }) => line));
  for (const line of lines) {
    if (parseSignatureLine(line) === undefined) return err('SIGNATURE_LINE_MALFORMED');
    all.add(line);
  }
  if (all.size > MOST_SIGNATURES) return err('TOO_MANY_SIGNATURES');
  return ok(formatNote(note.value.text, [...all]));
}
