import { hash } from 'node:crypto';

const block = Buffer.allocUnsafe(16 + 256 * 4);

/**
 * UUID version 5 of RFC 9562: SHA-1 over the namespace's 16 bytes and the name's UTF-8. `namespace` is a UUID in its
 * lower-case text form; the name is at most 256 UTF-16 units long.
 */
export function uuidV5(namespace: string, name: string): string {
  if (name.length > 256) throw new RangeError('a name of at most 256 characters is needed');
  readUuid(namespace);
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

const NIBBLES = new Int8Array(128).fill(-1);
for (const [value, digit] of [...'0123456789abcdef'].entries()) NIBBLES[digit.charCodeAt(0)] = value;

/** Puts a UUID's bytes at the start of the block; by hand, because this runs once or more for every event. */
function readUuid(uuid: string): void {
  let at = 0;
  let bad = uuid.length === 36 ? 0 : -1;
  for (let i = 0; i < 36; i += 2) {
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (uuid.charCodeAt(i) !== 0x2d) bad = -1;
      i++;
    }
    const high = NIBBLES[uuid.charCodeAt(i)] ?? -1;
    const low = NIBBLES[uuid.charCodeAt(i + 1)] ?? -1;
    bad |= high | low;
    block[at++] = (high << 4) | low;
  }
  if (bad < 0) throw new RangeError(`not a lower-case UUID: ${uuid}`);
}
