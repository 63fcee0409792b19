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

const SUBJECT_INFO = 'jianzheng.vault.subject.v1';

/** HKDF-SHA256 (RFC 5869) of the subject's 32-byte secret: the first half encrypts, the second salts. */
export function subjectKeys(secret: Uint8Array): SubjectKeys {
  const both = Buffer.from(hkdfSync('sha256', secret, '', SUBJECT_INFO, 2 * KEY_BYTES));
  return { data: both.subarray(0, KEY_BYTES), salt: both.subarray(KEY_BYTES) };
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

/** A keyed digest for exact matching; without the key nobody can try all id numbers against it. */
export function blindDigest(key: Uint8Array, value: string): Buffer {
  return createHmac('sha256', key).update(value).digest();
}
