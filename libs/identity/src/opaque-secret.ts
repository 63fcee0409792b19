import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as base64url, 43 characters. What is stored is only its SHA-256: no salt is needed against guessing 2^256. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** 32 bytes. The comparison is the lookup of this digest in an index, so its timing tells nothing of the secret. */
export function secretDigest(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

const BODY = /^[A-Za-z0-9_-]{43}$/;

/** Whether a text can be a secret of ours at all; anything else is not looked up. */
export function isSecretShaped(secret: string, prefix = ''): boolean {
  return secret.startsWith(prefix) && BODY.test(secret.slice(prefix.length));
}
