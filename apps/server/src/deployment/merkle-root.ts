import type { LogRoot } from '#projections';
import { CompactRangeBuilder, hashAt, hashBytes, leafHash, toBase64 } from '#transparency';

const HEAD_BYTES = 8;
const HASH_BYTES = 32;

/** The root of what the views have seen, as a compact range: one leaf hash per event. */
export class MerkleRoot implements LogRoot {
  #range = new CompactRangeBuilder();

  append(leaf: Uint8Array): void {
    this.#range.append(leafHash(leaf));
  }

  root(): string {
    return toBase64(this.#range.root());
  }

  /** Size as 8 bytes, then the hashes. */
  save(): Uint8Array {
    const { end, hashes } = this.#range.range();
    const bytes = Buffer.alloc(HEAD_BYTES + hashes.length * HASH_BYTES);
    bytes.writeBigUInt64BE(BigInt(end));
    hashes.forEach((hash, i) => void hashBytes(hash).copy(bytes, HEAD_BYTES + i * HASH_BYTES));
    return bytes;
  }

  restore(state: Uint8Array): void {
    const bytes = Buffer.from(state.buffer, state.byteOffset, state.byteLength);
    const hashes = [];
    for (let at = HEAD_BYTES; at < bytes.length; at += HASH_BYTES) hashes.push(hashAt(bytes, at));
    this.#range = CompactRangeBuilder.from({ begin: 0, end: Number(bytes.readBigUInt64BE()), hashes });
  }
}
