import { createHmac, hkdfSync } from 'node:crypto';
import { KEY_BYTES } from './key-file.js';
import { type Random, seal, unseal } from './sealed-box.js';

/** The two keys of one data subject, derived from one secret: destroying the secret destroys both. */
export interface SubjectKeys {
  /** Encrypts the subject's values. */
  readonly data: Buffer;
  /** Salts the subject's commitments. */
  readonly salt: Buffer;
}

const SUBJECT_INFO = Buffer.from('jianzheng.vault.subject.v1');
const NO_SALT = Buffer.alloc(32);
const FIRST = Buffer.from([1]);
const SECOND = Buffer.from([2]);

/**
 * HKDF-SHA256 (RFC 5869, no salt) of the subject's 32-byte secret: the first 32 bytes encrypt, the second salt. Written
 * out, because Node's own takes three times as long and a roll has 20,000 subjects; a test holds it against that one.
 */
export function subjectKeys(secret: Uint8Array): SubjectKeys {
  const pseudorandom = keyedDigest(NO_SALT, secret);
  const data = keyedDigest(pseudorandom, Buffer.concat([SUBJECT_INFO, FIRST]));
  const salt = keyedDigest(pseudorandom, Buffer.concat([data, SUBJECT_INFO, SECOND]));
  return { data, salt };
}

/** What the key-encryption key does: wraps other keys, and gives the keys of the blind indexes. Holds no state but it. */
export class KeyRing {
  readonly #kek: Buffer;
  readonly #wrapping: Buffer;
  readonly #random: Random;

  constructor(kek: Buffer, random: Random) {
    this.#kek = kek;
    this.#random = random;
    this.#wrapping = this.derive('wrap.v1');
  }

  /** A key for one purpose, by HKDF from the key-encryption key. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#kek, '', `jianzheng.vault.${purpose}`, KEY_BYTES));
  }

  newKey(): Buffer {
    return this.#random(KEY_BYTES);
  }

  /** `owner` says whose key it is (`subject:…`, `blob:…`): a wrapped key that is moved to another owner does not open. */
  wrap(key: Uint8Array, owner: string): Buffer {
    return seal(this.#wrapping, key, owner, this.#random);
  }

  unwrap(wrapped: Uint8Array, owner: string): Buffer | undefined {
    return unseal(this.#wrapping, wrapped, owner);
  }
}

/** HMAC-SHA256. */
export function keyedDigest(key: Uint8Array, value: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(value).digest();
}
