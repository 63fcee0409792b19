import { CompactRangeBuilder, coveringSubtrees, foldRight } from './compact-range.js';
import type { LeafSource } from './leaf-source.js';
import { type Hash, leafHash, nodeHash } from './merkle-hash.js';
import type { HashSource } from './merkle-proof.js';

/** Where the leaves first differ from a signed root: one position, or the narrowest stretch that stored hashes prove. */
export type Change =
  | {
      readonly position: number;
      readonly expected: Hash /** Undefined where no leaf is there. */;
      readonly actual?: Hash;
    }
  | { readonly from: number; readonly to: number };

/**
 * Finds the first leaf that is not the one under a signed root, with the help of stored hashes. The stored hashes are
 * believed only as far as they lead to the signed root, from the root down: whoever changed a leaf may have changed its
 * hash in the tile too, and then the answer is the stretch under the lowest hash that is proved. Undefined when no leaf
 * differs. Reads each leaf about twice.
 */
export async function locateChange(
  signed: { readonly size: number; readonly root: Hash },
  stored: HashSource,
  leaves: LeafSource,
): Promise<Change | undefined> {
  const cover = coveringSubtrees(0, signed.size);
  const proved = cover.map(({ level, index }) => hashOf(stored, level, index));
  if (!isComplete(proved) || foldRight(proved) !== signed.root) return { from: 0, to: signed.size };
  for (const [i, { level, index }] of cover.entries()) {
    const change = await descend(level, index, proved[i] as Hash, stored, leaves);
    if (change !== undefined) return change;
  }
  return undefined;
}

async function descend(
  level: number,
  index: number,
  expected: Hash,
  stored: HashSource,
  leaves: LeafSource,
): Promise<Change | undefined> {
  const actual = await actualHash(level, index, leaves);
  if (actual === expected) return undefined;
  if (level === 0) return { position: index, expected, ...(actual === undefined ? {} : { actual }) };
  const left = hashOf(stored, level - 1, index * 2);
  const right = hashOf(stored, level - 1, index * 2 + 1);
  if (left === undefined || right === undefined || nodeHash(left, right) !== expected) {
    const width = 2 ** level;
    return { from: index * width, to: (index + 1) * width };
  }
  return (
    (await descend(level - 1, index * 2, left, stored, leaves)) ??
    (await descend(level - 1, index * 2 + 1, right, stored, leaves))
  );
}

/** The hash of a complete subtree as the leaves have it now; undefined where some are missing. */
async function actualHash(level: number, index: number, leaves: LeafSource): Promise<Hash | undefined> {
  const begin = index * 2 ** level;
  const end = begin + 2 ** level;
  const builder = new CompactRangeBuilder(begin);
  while (builder.end < end) {
    const read = await leaves.readLeaves(builder.end, Math.min(2048, end - builder.end));
    if (read.length === 0) return undefined;
    for (const { bytes, position } of read.slice(0, end - builder.end)) {
      if (position !== undefined && position !== builder.end) return undefined;
      builder.append(leafHash(bytes));
    }
  }
  return builder.range().hashes[0];
}

function hashOf(stored: HashSource, level: number, index: number): Hash | undefined {
  try {
    return stored.subtree(level, index);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isComplete(hashes: readonly (Hash | undefined)[]): hashes is Hash[] {
  return hashes.every((hash) => hash !== undefined);
}
