import { sha256 } from '@noble/hashes/sha2.js';
import { concat, equal } from './bytes.js';

/** RFC 6962, 2.1: the prefix keeps leaves and nodes apart. */
export function leafHash(bytes: Uint8Array): Uint8Array {
  return sha256(concat(Uint8Array.of(0), bytes));
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concat(Uint8Array.of(1), left, right));
}

/** One step from the leaf to the root: on which side the sibling stands and what comes out. */
export interface PathStep {
  readonly side: 'left' | 'right';
  readonly sibling: Uint8Array;
  readonly result: Uint8Array;
}

/**
 * Follows an inclusion path (RFC 9162, 2.1.3.2) from the leaf's hash. Undefined where the path does not fit index and
 * size: too short, too long, or numbers out of range. Whether the last result is the root is for the caller to compare.
 */
export function followPath(
  index: number,
  size: number,
  leaf: Uint8Array,
  path: readonly Uint8Array[],
): readonly PathStep[] | undefined {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return undefined;
  if (leaf.length !== 32 || path.some(({ length }) => length !== 32)) return undefined;
  let node = BigInt(index);
  let last = BigInt(size) - 1n;
  let hash = leaf;
  const steps: PathStep[] = [];
  for (const sibling of path) {
    if (last === 0n) return undefined;
    if ((node & 1n) === 1n || node === last) {
      hash = nodeHash(sibling, hash);
      steps.push({ side: 'left', sibling, result: hash });
      // On the right edge a node without a sibling stands for itself some levels up.
      while ((node & 1n) === 0n && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = nodeHash(hash, sibling);
      steps.push({ side: 'right', sibling, result: hash });
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? steps : undefined;
}

export function leadsTo(leaf: Uint8Array, steps: readonly PathStep[], root: Uint8Array): boolean {
  return equal(steps.at(-1)?.result ?? leaf, root);
}
