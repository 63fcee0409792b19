import { createPrivateKey, createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import { err, ok, type Result } from '#kernel';
import { strictBase64 } from './merkle-hash.js';

/** Signature type bytes of C2SP signed-note. Only what is used here has a name; keys of other types can be read. */
export const ED25519 = 0x01;
export const COSIGNATURE_V1 = 0x04;

/** A key that signatures are checked with, as C2SP signed-note spells it: `<name>+<key id>+<base64 of type ‖ key>`. */
export interface VerifierKey {
  readonly name: string;
  /** The first four bytes, big-endian, of SHA-256 over name, newline, type byte and key. */
  readonly id: number;
  readonly type: number;
  /** What follows the type byte: for Ed25519 the 32 bytes of the key. */
  readonly publicKey: Uint8Array;
}

/** A private key as text: `PRIVATE+KEY+<name>+<key id>+<base64 of type ‖ seed>`. Never log it. */
export interface SigningKey {
  readonly name: string;
  readonly type: number;
  readonly vkey: string;
  readonly privateKey: KeyObject;
}

export type KeyFault = 'KEY_MALFORMED' | 'KEY_ID_MISMATCH' | 'KEY_TYPE_UNKNOWN';

/** A key name is not empty and holds neither a space of any script nor a plus sign nor a control character. */
export function isKeyName(name: string): boolean {
  return name !== '' && !/[\s\u0085+\u0000-\u001f\u007f\p{Cs}]/u.test(name);
}

export function keyId(name: string, type: number, publicKey: Uint8Array): number {
  const digest = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([type]), publicKey]), 'buffer');
  return digest.readUInt32BE(0);
}

export function formatKeyId(id: number): string {
  return id.toString(16).padStart(8, '0');
}

export function formatVerifierKey(name: string, type: number, publicKey: Uint8Array): string {
  if (!isKeyName(name)) throw new RangeError(`not a key name: ${JSON.stringify(name)}`);
  const material = Buffer.concat([Buffer.from([type]), publicKey]).toString('base64');
  return `${name}+${formatKeyId(keyId(name, type, publicKey))}+${material}`;
}

/** Reads a verifier key. The key id must be the recommended one, so a mistyped key is noticed here and not later. */
export function parseVerifierKey(vkey: string): Result<VerifierKey, KeyFault> {
  const parts = splitKey(vkey);
  if (parts === undefined) return err('KEY_MALFORMED');
  const { name, id, type, material } = parts;
  if ((type === ED25519 || type === COSIGNATURE_V1) && material.length !== 32) return err('KEY_MALFORMED');
  if (keyId(name, type, material) !== id) return err('KEY_ID_MISMATCH');
  return ok({ name, id, type, publicKey: material });
}

/** Reads an Ed25519 private key (type 1, or 4 for a cosigner). */
export function parseSigningKey(skey: string): Result<SigningKey, KeyFault> {
  const prefix = 'PRIVATE+KEY+';
  const parts = skey.startsWith(prefix) ? splitKey(skey.slice(prefix.length)) : undefined;
  if (parts === undefined) return err('KEY_MALFORMED');
  const { name, id, type, material } = parts;
  if (type !== ED25519 && type !== COSIGNATURE_V1) return err('KEY_TYPE_UNKNOWN');
  if (material.length !== 32) return err('KEY_MALFORMED');
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, material]), format: 'der', type: 'pkcs8' });
  const publicKey = rawPublicKey(createPublicKey(privateKey));
  if (keyId(name, type, publicKey) !== id) return err('KEY_ID_MISMATCH');
  return ok({ name, type, vkey: formatVerifierKey(name, type, publicKey), privateKey });
}

/** The text of a private key made from 32 random bytes. */
export function formatSigningKey(name: string, type: number, seed: Uint8Array): string {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
  const id = keyId(name, type, rawPublicKey(createPublicKey(privateKey)));
  return `PRIVATE+KEY+${name}+${formatKeyId(id)}+${Buffer.concat([Buffer.from([type]), seed]).toString('base64')}`;
}

/** Checks one signature of its type over the text of a note. */
export interface SignatureAlgorithm {
  /** The signed time in POSIX seconds where the type carries one; undefined when the signature is wrong. */
  check(key: VerifierKey, text: Uint8Array, signature: Uint8Array): { readonly time?: number } | undefined;
}

/** The types that can be checked. Others (SM2 among them) are added by passing a larger map to `openNote`. */
export const ALGORITHMS: ReadonlyMap<number, SignatureAlgorithm> = new Map([
  [
    ED25519,
    {
      check: (key: VerifierKey, text: Uint8Array, signature: Uint8Array) =>
        signature.length === 64 && verifyEd25519(key.publicKey, text, signature) ? {} : undefined,
    },
  ],
  [
    COSIGNATURE_V1,
    {
      check: (key: VerifierKey, text: Uint8Array, signature: Uint8Array) => {
        if (signature.length !== 72) return undefined;
        const time = Buffer.from(signature.subarray(0, 8)).readBigUInt64BE();
        if (time > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
        const message = cosignedMessage(Number(time), text);
        return verifyEd25519(key.publicKey, message, signature.subarray(8)) ? { time: Number(time) } : undefined;
      },
    },
  ],
]);

/** What a witness signs (C2SP tlog-cosignature, v1): two lines of its own and the text of the checkpoint. */
export function cosignedMessage(time: number, text: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`cosignature/v1\ntime ${time}\n`), text]);
}

// The fixed beginning of an Ed25519 key in DER; Node takes no raw keys.
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

export function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(SPKI_ED25519.length);
}

function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.concat([SPKI_ED25519, publicKey]), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
}

interface KeyParts {
  readonly name: string;
  readonly id: number;
  readonly type: number;
  readonly material: Buffer;
}

function splitKey(text: string): KeyParts | undefined {
  // Base64 has plus signs of its own: only the first two separate.
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text);
  if (match === null) return undefined;
  const [, name = '', hexId = '', base64 = ''] = match;
  const decoded = strictBase64(base64);
  if (!isKeyName(name) || decoded === undefined || decoded.length < 2) return undefined;
  return { name, id: Number.parseInt(hexId, 16), type: decoded[0] as number, material: decoded.subarray(1) };
}
