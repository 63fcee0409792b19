import { foldRight } from './compact-range.js';
import { HASH_BYTES, type Hash, hashAt } from './merkle-hash.js';
import { completeSubtree, type HashSource } from './merkle-proof.js';

/** Hashes in a full tile (C2SP tlog-tiles, height 8). */
export const TILE_WIDTH = 256;
export const TILE_BYTES = TILE_WIDTH * HASH_BYTES;
const HEIGHT = 8;

/**
 * A full tile: at level 0 the hashes of leaves `256·index … 256·index+255`, at level n the roots of 256 full tiles of
 * level n-1. It never changes once the log has a checkpoint over it.
 */
export interface Tile {
  readonly level: number;
  readonly index: number;
  /** 256 hashes one after another: 8,192 bytes. */
  readonly bytes: Uint8Array;
}

/** Keeps the full tiles of one log. The unfinished ones on the right are kept by the sealer: see {@link TreeEdge}. */
export interface TileStore {
  get(level: number, index: number): Uint8Array | undefined;
  /** Stores all of them or none, durably; replaces what is there. */
  put(tiles: readonly Tile[]): void;
}

export class MemoryTileStore implements TileStore {
  private readonly tiles = new Map<string, Uint8Array>();

  get(level: number, index: number): Uint8Array | undefined {
    return this.tiles.get(`${level}/${index}`);
  }

  put(tiles: readonly Tile[]): void {
    for (const { level, index, bytes } of tiles) this.tiles.set(`${level}/${index}`, Buffer.from(bytes));
  }
}

/**
 * The unfinished tiles on the right of a log: fewer than 256 hashes per level, 24 KiB at ten million leaves. It says
 * everything about a log that is needed to go on with it, and with the full tiles everything to prove its leaves.
 */
export class TreeEdge {
  private constructor(
    private count: number,
    private readonly levels: Hash[][],
  ) {}

  static empty(): TreeEdge {
    return new TreeEdge(0, []);
  }

  /** From what {@link TreeEdge.toBase64} gave; undefined where that does not fit the size. */
  static fromBase64(size: number, levels: readonly string[]): TreeEdge | undefined {
    if (!Number.isSafeInteger(size) || size < 0) return undefined;
    const edge = new TreeEdge(size, []);
    let above = size;
    for (const text of levels) {
      const bytes = Buffer.from(text, 'base64');
      if (bytes.toString('base64') !== text || bytes.length !== (above % TILE_WIDTH) * HASH_BYTES) return undefined;
      edge.levels.push(hashesOf(bytes));
      above = Math.floor(above / TILE_WIDTH);
    }
    return above === 0 ? edge : undefined;
  }

  /** Per level the hashes of its unfinished tile, one after another, in base64. */
  toBase64(): string[] {
    return this.levels.map((hashes) => tileBytes(hashes).toString('base64'));
  }

  /** The number of leaves of the log. */
  get size(): number {
    return this.count;
  }

  copy(): TreeEdge {
    return new TreeEdge(
      this.count,
      this.levels.map((hashes) => [...hashes]),
    );
  }

  /** Adds a leaf and hands over the tiles that it completes, lowest first. */
  append(leaf: Hash, completed: (tile: Tile) => void): void {
    this.count++;
    let hash = leaf;
    let passed = this.count;
    for (let level = 0; ; level++) {
      let hashes = this.levels[level];
      if (hashes === undefined) {
        hashes = [];
        this.levels.push(hashes);
      }
      hashes.push(hash);
      if (hashes.length < TILE_WIDTH) return;
      passed /= TILE_WIDTH;
      completed({ level, index: passed - 1, bytes: tileBytes(hashes) });
      hash = completeSubtree(hashes);
      hashes.length = 0;
    }
  }

  root(): Hash {
    const subtrees: Hash[] = [];
    for (let level = this.levels.length - 1; level >= 0; level--) {
      const hashes = this.levels[level] as Hash[];
      let at = 0;
      for (let width = TILE_WIDTH / 2; width >= 1; width /= 2) {
        if ((hashes.length & width) === 0) continue;
        subtrees.push(completeSubtree(hashes.slice(at, at + width)));
        at += width;
      }
    }
    return foldRight(subtrees);
  }

  /** The hashes of the unfinished tile of a level when `index` is that tile; undefined for any other. */
  unfinished(level: number, index: number): readonly Hash[] | undefined {
    return index === Math.floor(this.count / TILE_WIDTH ** (level + 1)) ? (this.levels[level] ?? []) : undefined;
  }
}

/** How many full tiles a source keeps at hand: 2 MiB. */
const TILES_AT_HAND = 256;

/** Reads the hashes of any complete subtree from full tiles and the edge; a proof touches two tiles per 256-fold. */
export class TileHashSource implements HashSource {
  private readonly atHand = new Map<string, Uint8Array>();

  constructor(
    private readonly tiles: TileStore,
    private readonly edge: TreeEdge,
  ) {}

  get size(): number {
    return this.edge.size;
  }

  subtree(level: number, index: number): Hash {
    const tileLevel = Math.floor(level / HEIGHT);
    const width = 2 ** (level % HEIGHT);
    const first = index * width;
    const tile = Math.floor(first / TILE_WIDTH);
    const offset = first % TILE_WIDTH;
    const unfinished = this.edge.unfinished(tileLevel, tile);
    if (unfinished !== undefined) {
      if (offset + width > unfinished.length)
        throw new RangeError(`the log does not reach subtree ${index} at level ${level}`);
      return completeSubtree(unfinished.slice(offset, offset + width));
    }
    const bytes = this.fullTile(tileLevel, tile);
    const hashes: Hash[] = [];
    for (let i = offset; i < offset + width; i++) hashes.push(hashAt(bytes, i * HASH_BYTES));
    return completeSubtree(hashes);
  }

  private fullTile(level: number, index: number): Uint8Array {
    const key = `${level}/${index}`;
    const known = this.atHand.get(key);
    if (known !== undefined) return known;
    const bytes = this.tiles.get(level, index);
    if (bytes?.length !== TILE_BYTES) throw new RangeError(`tile ${index} of level ${level} is missing or incomplete`);
    const [oldest] = this.atHand.keys();
    if (this.atHand.size >= TILES_AT_HAND && oldest !== undefined) this.atHand.delete(oldest);
    this.atHand.set(key, bytes);
    return bytes;
  }
}

export function hashesOf(bytes: Uint8Array): Hash[] {
  const hashes: Hash[] = [];
  for (let at = 0; at < bytes.length; at += HASH_BYTES) hashes.push(hashAt(bytes, at));
  return hashes;
}

function tileBytes(hashes: readonly Hash[]): Buffer {
  return Buffer.from(hashes.join(''), 'latin1');
}
