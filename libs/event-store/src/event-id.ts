import { hash } from 'node:crypto';

const block = Buffer.allocUnsafe(16 + 256 * 4);

/**
 * UUID version 5 of RFC 9562: SHA-1 over the namespace's 16 bytes and the name's UTF-8. `namespace` is a UUID in its
 * lower-case text form; the name is at most 256 UTF-16 units long.
 */
export function uuidV5(namespace: string, name: string): string {
  if (name.length > 256) throw new RangeError('a name of at most 256 characters is needed');
  const hex = namespace.replaceAll('-', '');
  if (hex.length !== 32 || block.write(hex, 0, 'hex') !== 16) throw new RangeError(`not a UUID: ${namespace}`);
  const digest = hash('sha1', block.subarray(0, 16 + block.write(name, 16, 'utf8')), 'hex');
  // The variant is the two bits 10 at the top of byte 8.
  const variant = '89ab'[Number.parseInt(digest.charAt(16), 16) & 3];
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

/**
 * The id of the `index`-th event (from 0) of a command: UUIDv5 with the command id as namespace and the index in decimal
 * digits as name. A repeated command therefore gives the same ids. Fixed by the first stored event.
 */
export function deriveEventId(commandId: string, index: number): string {
  return uuidV5(commandId, String(index));
}
