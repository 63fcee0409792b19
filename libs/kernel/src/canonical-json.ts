import { err, ok, type Result } from './result.js';

/**
 * Canonical JSON: RFC 8785 restricted to objects, arrays, strings, booleans, null and safe integers.
 * Everything else (floats, -0, undefined, dates, class instances, lone surrogates, control characters) is refused,
 * because a leaf must have exactly one spelling. Strings are never normalised: NFC changes some personal names.
 */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export class NotCanonical extends Error {
  constructor(
    readonly code:
      | 'NOT_SAFE_INTEGER'
      | 'LONE_SURROGATE'
      | 'CONTROL_CHARACTER'
      | 'NOT_JSON_VALUE'
      | 'TOO_DEEP'
      | 'NOT_UTF8'
      | 'NOT_JSON'
      | 'OTHER_SPELLING',
    /** JSON pointer of the value that is refused. */
    readonly pointer: string,
  ) {
    super(`${code} at ${pointer === '' ? '(root)' : pointer}`);
    this.name = 'NotCanonical';
  }
}

const MAX_DEPTH = 64;
const PLAIN_ASCII = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;
// C0 controls, DEL and C1 controls; a line break in a text is refused too (one spelling, one line).
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

const keyCache = new Map<string, string>();
const KEY_CACHE_LIMIT = 4096;

/** The canonical text of `value`. Throws {@link NotCanonical} naming the place. */
export function canonicalString(value: unknown): string {
  return write(value, '', 0);
}

const encoder = new TextEncoder();

/** The canonical UTF-8 bytes of `value`: what is stored, hashed and proved. Throws {@link NotCanonical}. */
export function canonicalBytes(value: unknown): Uint8Array {
  return encoder.encode(write(value, '', 0));
}

function write(value: unknown, pointer: string, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, pointer);
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new NotCanonical('NOT_SAFE_INTEGER', pointer);
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      break;
    default:
      throw new NotCanonical('NOT_JSON_VALUE', pointer);
  }
  if (value === null) return 'null';
  if (depth >= MAX_DEPTH) throw new NotCanonical('TOO_DEEP', pointer);
  if (Array.isArray(value)) {
    let text = '[';
    for (let i = 0; i < value.length; i++) {
      text += (i === 0 ? '' : ',') + write(value[i], `${pointer}/${i}`, depth + 1);
    }
    return `${text}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotCanonical('NOT_JSON_VALUE', pointer);
  const object = value as Record<string, unknown>;
  const keys = Object.keys(object);
  // Code written here mostly spells keys in order already; sorting is by UTF-16 code units, as RFC 8785 asks.
  for (let i = 1; i < keys.length; i++) {
    if ((keys[i - 1] as string) > (keys[i] as string)) {
      keys.sort();
      break;
    }
  }
  let text = '{';
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    // The pointer is built only when something is wrong: it would cost more than the rest.
    const member = object[key];
    const spelled =
      typeof member === 'string' && PLAIN_ASCII.test(member) ? `"${member}"` : writeMember(member, pointer, key, depth);
    text += (i === 0 ? '' : ',') + writeKey(key, pointer) + spelled;
  }
  return `${text}}`;
}

function writeMember(member: unknown, pointer: string, key: string, depth: number): string {
  return write(member, placeOf(key, pointer), depth + 1);
}

/** The JSON pointer (RFC 6901) of a member. */
function placeOf(key: string, pointer: string): string {
  return `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function writeKey(key: string, pointer: string): string {
  const known = keyCache.get(key);
  if (known !== undefined) return known;
  const spelled = `${writeString(key, placeOf(key, pointer))}:`;
  if (keyCache.size < KEY_CACHE_LIMIT) keyCache.set(key, spelled);
  return spelled;
}

function writeString(text: string, pointer: string): string {
  if (PLAIN_ASCII.test(text)) return `"${text}"`;
  if (CONTROL.test(text)) throw new NotCanonical('CONTROL_CHARACTER', pointer);
  if (!isWellFormed(text)) throw new NotCanonical('LONE_SURROGATE', pointer);
  return JSON.stringify(text);
}

function isWellFormed(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    if (unit > 0xdbff) return false;
    const next = text.charCodeAt(++i);
    if (!(next >= 0xdc00 && next <= 0xdfff)) return false;
  }
  return true;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads bytes that must be canonical: anything that our own writer would not have produced byte for byte
 * (white space, other key order, duplicate keys, escapes, floats, a byte-order mark) is refused.
 */
export function parseCanonical(bytes: Uint8Array): Result<JsonValue, NotCanonical> {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return err(new NotCanonical('NOT_UTF8', ''));
  }
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return err(new NotCanonical('NOT_JSON', ''));
  }
  try {
    if (canonicalString(value) !== text) return err(new NotCanonical('OTHER_SPELLING', ''));
  } catch (error) {
    if (error instanceof NotCanonical) return err(error);
    throw error;
  }
  return ok(value);
}
