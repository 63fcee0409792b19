import { type Hash, isHash, nodeHash } from './merkle-hash.js';

/**
 * Whether `proof` leads from the leaf with hash `leaf` at `index` to `root` in a log of `size` leaves
 * (RFC 9162, 2.1.3.2). Index and size are unsigned 64-bit numbers; anything out of range is false, never a throw.
 */
export function verifyInclusion(
  index: number | bigint,
  size: number | bigint,
  leaf: Hash,
  proof: readonly Hash[],
  root: Hash,
): boolean {
  if (!isCount(index) || !isCount(size) || ![leaf, root, ...proof].every(isHash)) return false;
  let node = BigInt(index);
  let last = BigInt(size) - 1n;
  if (node > last) return false;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if ((node & 1n) === 1n || node === last) {
      hash = nodeHash(sibling, hash);
      // On the right edge a node without a sibling stands for itself some levels up.
      while ((node & 1n) === 0n && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n && hash === root;
}

/**
 * Whether `proof` shows that the log of `to` leaves with `toRoot` begins with the log of `from` leaves with `fromRoot`
 * (RFC 9162, 2.1.4.2). From size 0 it is always false: every log begins with the empty one, so that would prove nothing.
 */
export function verifyConsistency(
  from: number | bigint,
  to: number | bigint,
  fromRoot: Hash,
  toRoot: Hash,
  proof: readonly Hash[],
): boolean {
  if (!isCount(from) || !isCount(to)) return false;
  const first = BigInt(from);
  const second = BigInt(to);
  if (first === 0n || first > second) return false;
  if (first === second) return proof.length === 0 && fromRoot === toRoot;
  if (![fromRoot, toRoot, ...proof].every(isHash)) return false;

  let node = first - 1n;
  let last = second - 1n;
  while ((node & 1n) === 1n) {
    node >>= 1n;
    last >>= 1n;
  }
  // Where the old log is one complete subtree its root opens the path by itself.
  const path = node === 0n ? [fromRoot, ...proof] : proof;
  let oldHash = path[0];
  let newHash = path[0];
  if (oldHash === undefined || newHash === undefined) return false;
  for (const sibling of path.slice(1)) {
    if (last === 0n) return false;
    if ((node & 1n) === 1n || node === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while ((node & 1n) === 0n && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n && oldHash === fromRoot && newHash === toRoot;
}

const UINT64 = 2n ** 64n;

function isCount(value: number | bigint): boolean {
  return typeof value === 'bigint' ? value >= 0n && value < UINT64 : Number.isSafeInteger(value) && value >= 0;
}
