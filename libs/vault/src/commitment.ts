import { createHmac, hash } from 'node:crypto';
import { canonicalString, NotCanonical } from '#kernel';
import { VaultError } from './vault-error.js';

/**
 * What the leaf holds instead of a personal value, and what opens it.
 *
 *   salt       = HMAC-SHA256(key: the subject's 32-byte salt key, event id ‖ 0x00 ‖ path)
 *   commitment = base64url(SHA-256(label ‖ 0x00 ‖ JCS([base64url(salt), path, value])))
 *
 * Event id, path and label are UTF-8; JCS is the canonical JSON of the kernel; base64url is without padding. The salt
 * needs no storing, a retry commits alike, and when the salt key is destroyed nobody can guess values any more.
 */
export const COMMITMENT_LABEL = 'jianzheng.disclosure.v1';

/** What is shown to somebody who may know one value: enough to recompute its commitment. `salt` is base64url. */
export interface Disclosure {
  readonly salt: string;
  readonly path: string;
  readonly value: string;
}

export function saltOf(saltKey: Uint8Array, eventId: string, path: string): string {
  return createHmac('sha256', saltKey).update(`${eventId}\0${path}`).digest('base64url');
}

/** Throws `VALUE_NOT_STORABLE`, naming the path only, for a value that has no canonical spelling. */
export function commitmentOf({ salt, path, value }: Disclosure): string {
  return hash('sha256', `${COMMITMENT_LABEL}\0${spelled(salt, path, value)}`, 'base64url');
}

/** Whether a disclosure opens a commitment. Anything malformed does not. */
export function opens(disclosure: Disclosure, commitment: string): boolean {
  try {
    return commitmentOf(disclosure) === commitment;
  } catch (error) {
    if (error instanceof VaultError) return false;
    throw error;
  }
}

function spelled(salt: string, path: string, value: string): string {
  try {
    return canonicalString([salt, path, value]);
  } catch (error) {
    if (!(error instanceof NotCanonical)) throw error;
    throw new VaultError(
      'VALUE_NOT_STORABLE',
      {
        zh: `字段 ${path} 的内容含有控制字符或残缺字符，无法登记，请删除后重新填写`,
        en: `field ${path} holds a control character or half a character: delete it and enter the value again`,
      },
      { path, reason: error.code },
    );
  }
}
