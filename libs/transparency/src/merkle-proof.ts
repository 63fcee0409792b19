import { coveringSubtrees, foldRight } from './compact-range.js';
import { EMPTY_ROOT, type Hash, nodeHash } from './merkle-hash.js';

/** Where proofs take stored hashes from. */
export interface HashSource {
  /**
   * The hash of the complete subtree over leaves `index·2^level … (index+1)·2^level`. Throws where the source does not
   * reach so far.
   */
  subtree(level: number, index: number): Hash;
}

/** The root of the log as it was at `size`. Reads O(log size) hashes. */
export function rootAt(size: number, source: HashSource): Hash {
  return size === 0 ? EMPTY_ROOT : hashOfLeaves(0, size, source);
}

/**
 * The audit path of leaf `index` in the log of `size` leaves, from the leaf's sibling up (RFC 6962, 2.1.1).
 * Reads O(log size) hashes. Throws a RangeError unless `0 ≤ index < size`.
 */
export function inclusionProof(index: number, size: number, source: HashSource): Hash[] {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size)) {
    throw new RangeError(`no leaf ${index} in a log of ${size}`);
  }
  const path: Hash[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const middle = begin + largestPowerOfTwoBelow(end - begin);
    if (index < middle) {
      path.push(hashOfLeaves(middle, end, source));
      end = middle;
    } else {
      path.push(hashOfLeaves(begin, middle, source));
      begin = middle;
    }
  }
  return path.reverse();
}

/**
 * Proof that the log of `to` leaves begins with the log of `from` leaves (RFC 6962, 2.1.2). Empty when both are equal.
 * Throws a RangeError unless `0 < from ≤ to`: from an empty log there is nothing to prove.
 */
export function consistencyProof(from: number, to: number, source: HashSource): Hash[] {
  if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from > 0 && from <= to)) {
    throw new RangeError(`no consistency proof from ${from} to ${to}`);
  }
  const proof: Hash[] = [];
  let begin = 0;
  let end = to;
  while (from !== end) {
    const middle = begin + largestPowerOfTwoBelow(end - begin);
    if (from <= middle) {
      proof.push(hashOfLeaves(middle, end, source));
      end = middle;
    } else {
      proof.push(hashOfLeaves(begin, middle, source));
      begin = middle;
    }
  }
  // The whole old log is a subtree of the new one: its root is known to whoever checks, and is left out.
  if (begin !== 0) proof.push(hashOfLeaves(begin, end, source));
  return proof.reverse();
}

/** The hash of leaves `begin…end` as RFC 6962 splits them; `begin` must be aligned to the split above it. */
function hashOfLeaves(begin: number, end: number, source: HashSource): Hash {
  return foldRight(coveringSubtrees(begin, end).map(({ level, index }) => source.subtree(level, index)));
}

function largestPowerOfTwoBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/** All leaf hashes in memory: for tests, small logs and the dossier of a single stream. */
export class LeafHashList implements HashSource {
  constructor(private readonly leaves: readonly Hash[]) {}

  subtree(level: number, index: number): Hash {
    const width = 2 ** level;
    const hashes = this.leaves.slice(index * width, (index + 1) * width);
    if (hashes.length !== width) throw new RangeError(`no complete subtree ${index} at level ${level}`);
    return completeSubtree(hashes);
  }
}

/** The root over a power of two of leaf or node hashes. */
export function completeSubtree(hashes: readonly Hash[]): Hash {
  let row: readonly Hash[] = hashes;
  while (row.length > 1) {
    const above: Hash[] = [];
    for (let i = 0; i < row.length; i += 2) above.push(nodeHash(row[i] as Hash, row[i + 1] as Hash));
    row = above;
  }
  return row[0] ?? EMPTY_ROOT;
}
