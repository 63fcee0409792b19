import { EMPTY_ROOT, type Hash, isHash, nodeHash } from './merkle-hash.js';

/**
 * The hashes of the fewest complete subtrees that cover leaves `begin` (inclusive) to `end` (exclusive), left to right.
 * It is all one has to keep of a range to join it with its neighbours. With `begin` 0 it is the frontier of a log.
 * Plain data: it can be sent from a worker as it is.
 */
export interface CompactRange {
  readonly begin: number;
  readonly end: number;
  readonly hashes: readonly Hash[];
}

/** Complete subtrees of `begin…end`, left to right, as level and index at that level. */
export function coveringSubtrees(begin: number, end: number): { readonly level: number; readonly index: number }[] {
  const subtrees: { level: number; index: number }[] = [];
  let at = begin;
  while (at < end) {
    // The largest subtree that starts here, is aligned here, and does not pass the end.
    let level = 0;
    let width = 1;
    while (at % (width * 2) === 0 && at + width * 2 <= end) {
      width *= 2;
      level++;
    }
    subtrees.push({ level, index: at / width });
    at += width;
  }
  return subtrees;
}

/** Collects leaf hashes in order; the work per leaf is constant on average. */
export class CompactRangeBuilder {
  private readonly hashes: Hash[] = [];
  private readonly levels: number[] = [];
  private last: number;

  constructor(readonly begin: number = 0) {
    this.last = begin;
  }

  /** Goes on from a range that was kept. Throws a RangeError where the number of hashes does not fit the range. */
  static from(range: CompactRange): CompactRangeBuilder {
    const subtrees = coveringSubtrees(range.begin, range.end);
    if (subtrees.length !== range.hashes.length || !range.hashes.every(isHash)) {
      throw new RangeError(`a compact range of leaves ${range.begin} to ${range.end} has ${subtrees.length} hashes`);
    }
    const builder = new CompactRangeBuilder(range.begin);
    builder.hashes.push(...range.hashes);
    builder.levels.push(...subtrees.map(({ level }) => level));
    builder.last = range.end;
    return builder;
  }

  /** One past the last leaf; for a range that begins at 0 this is the size of the log. */
  get end(): number {
    return this.last;
  }

  append(leaf: Hash): void {
    this.push(leaf, 0, 1);
  }

  /** Appends a range that begins where this one ends. */
  join(next: CompactRange): void {
    if (next.begin !== this.last)
      throw new RangeError(`a range that begins at ${next.begin} does not follow ${this.last}`);
    const subtrees = coveringSubtrees(next.begin, next.end);
    if (subtrees.length !== next.hashes.length) throw new RangeError('the range has the wrong number of hashes');
    subtrees.forEach(({ level }, i) => {
      this.push(next.hashes[i] as Hash, level, 2 ** level);
    });
  }

  private push(added: Hash, addedLevel: number, width: number): void {
    const { hashes, levels } = this;
    this.last += width;
    let hash = added;
    let level = addedLevel;
    // A left neighbour of the same height is a sibling exactly when the pair starts on its own boundary.
    let span = width * 2;
    while (levels.length > 0 && levels[levels.length - 1] === level && this.last % span === 0) {
      hash = nodeHash(hashes.pop() as Hash, hash);
      levels.pop();
      level++;
      span *= 2;
    }
    hashes.push(hash);
    levels.push(level);
  }

  range(): CompactRange {
    return { begin: this.begin, end: this.last, hashes: [...this.hashes] };
  }

  /** The root of the log (RFC 6962, 2.1). Only a range from 0 has one. */
  root(): Hash {
    if (this.begin !== 0) throw new RangeError(`a range from ${this.begin} has no root`);
    return foldRight(this.hashes);
  }
}

/** The hash over complete subtrees of falling height, right to left. */
export function foldRight(hashes: readonly Hash[]): Hash {
  let i = hashes.length - 1;
  let folded = hashes[i];
  if (folded === undefined) return EMPTY_ROOT;
  while (--i >= 0) folded = nodeHash(hashes[i] as Hash, folded);
  return folded;
}
