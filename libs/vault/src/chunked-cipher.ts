import { createCipheriv, createDecipheriv } from 'node:crypto';
import { NONCE_BYTES, TAG_BYTES } from './sealed-box.js';

/**
 * A file encrypted in chunks, so that neither writing nor reading needs it whole in memory:
 *
 *   "JZB1" ‖ chunk*        chunk = AES-256-GCM(up to 64 KiB) ‖ 16-byte tag
 *
 * The nonce is the chunk's number (11 bytes, big-endian) and a byte that is 1 for the last chunk only: chunks that are
 * swapped, dropped or cut off do not open. It needs no randomness because a key seals one file.
 */
export const CHUNK_BYTES = 64 * 1024;
const MAGIC = Buffer.from('JZB1');

export class ChunkSealer {
  readonly #key: Buffer;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #number = 0;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** Bytes to write for this much more of the file. A full chunk waits until it is known not to be the last. */
  push(plain: Buffer): Buffer {
    this.#waiting.push(plain);
    this.#waitingBytes += plain.length;
    if (this.#waitingBytes <= CHUNK_BYTES) return Buffer.alloc(0);
    let rest = Buffer.concat(this.#waiting);
    const sealed: Buffer[] = [];
    while (rest.length > CHUNK_BYTES) {
      sealed.push(this.#seal(rest.subarray(0, CHUNK_BYTES), false));
      rest = rest.subarray(CHUNK_BYTES);
    }
    this.#waiting = [rest];
    this.#waitingBytes = rest.length;
    return Buffer.concat(sealed);
  }

  end(): Buffer {
    return this.#seal(Buffer.concat(this.#waiting), true);
  }

  #seal(plain: Buffer, last: boolean): Buffer {
    const magic = this.#number === 0 ? MAGIC : Buffer.alloc(0);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce(this.#number++, last));
    const body = cipher.update(plain);
    cipher.final();
    return Buffer.concat([magic, body, cipher.getAuthTag()]);
  }
}

/** The whole plain text; undefined where a byte, the order or the length is not what was written. */
export function openChunks(key: Buffer, sealed: Buffer): Buffer | undefined {
  if (!sealed.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const plain: Buffer[] = [];
  let at = MAGIC.length;
  for (let number = 0; ; number++) {
    const end = Math.min(at + CHUNK_BYTES + TAG_BYTES, sealed.length);
    const last = end === sealed.length;
    if (end - at < TAG_BYTES) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, last), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(end - TAG_BYTES, end));
    plain.push(decipher.update(sealed.subarray(at, end - TAG_BYTES)));
    try {
      decipher.final();
    } catch {
      return undefined;
    }
    if (last) return Buffer.concat(plain);
    at = end;
  }
}

function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(NONCE_BYTES);
  bytes.writeUIntBE(number, NONCE_BYTES - 7, 6);
  bytes[NONCE_BYTES - 1] = last ? 1 : 0;
  return bytes;
}
