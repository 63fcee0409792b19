import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

/** Source of random bytes: a parameter, so that tests can repeat a run. */
export type Random = (size: number) => Buffer;

/** The system's, drawn in larger pieces: a call costs 2 µs, and an import makes four for each person. */
export function systemRandom(): Random {
  const pool = Buffer.alloc(4096);
  let used = pool.length;
  return (size) => {
    if (used + size > pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const bytes = Buffer.from(pool.subarray(used, used + size));
    pool.fill(0, used, used + size);
    used += size;
    return bytes;
  };
}

export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

/** AES-256-GCM: nonce ‖ ciphertext ‖ tag, bound to `context`. Each nonce is random, each key seals few boxes. */
export function seal(key: Uint8Array, plain: Uint8Array | string, context: string, random: Random): Buffer {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

/** Undefined where the key, the context or a byte of the box is wrong. */
export function unseal(key: Uint8Array, box: Uint8Array, context: string): Buffer | undefined {
  if (box.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(box.subarray(box.length - TAG_BYTES));
  const plain = decipher.update(box.subarray(NONCE_BYTES, box.length - TAG_BYTES));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return plain;
}
