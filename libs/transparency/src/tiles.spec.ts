import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { CompactRangeBuilder } from './compact-range.js';
import { type Hash, leafHash, toBase64 } from './merkle-hash.js';
import { consistencyProof, inclusionProof, rootAt } from './merkle-proof.js';
import { verifyConsistency, verifyInclusion } from './merkle-verify.js';
import { makeConsistencyProof, makeReceipt } from './receipt.js';
import { SqliteTileStore } from './sqlite-tile-store.js';
import { MemoryTileStore, TILE_BYTES, type Tile, TileHashSource, type TileStore, TreeEdge } from './tiles.js';

const leaf = (i: number): Hash => leafHash(Buffer.from(`leaf ${i}`));

function grow(store: TileStore, edge: TreeEdge, to: number): void {
  const tiles: Tile[] = [];
  for (let i = edge.size; i < to; i++) edge.append(leaf(i), (tile) => tiles.push(tile));
  store.put(tiles);
}

function rootOf(size: number): Hash {
  const range = new CompactRangeBuilder();
  for (let i = 0; i < size; i++) range.append(leaf(i));
  return range.root();
}

describe('tiles and edge', () => {
  const SIZE = 256 * 256 + 256 * 3 + 77;
  const store = new MemoryTileStore();
  const edge = TreeEdge.empty();
  const roots = new Map<number, Hash>();
  beforeAll(() => {
    const range = new CompactRangeBuilder();
    roots.set(0, range.root());
    for (let i = 0; i < SIZE; i++) {
      range.append(leaf(i));
      roots.set(i + 1, range.root());
    }
    grow(store, edge, SIZE);
  });

  it('have the root of the log at every size', () => {
    const growing = TreeEdge.empty();
    for (let i = 0; i < 1200; i++) {
      expect(growing.root()).toBe(roots.get(i));
      growing.append(leaf(i), () => {});
    }
    expect(edge.root()).toBe(roots.get(SIZE));
  });

  it('prove leaves and earlier sizes of a log three levels high', () => {
    const source = new TileHashSource(store, edge);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: SIZE }), fc.nat(), fc.nat(), (size, a, b) => {
        const index = a % size;
        const from = 1 + (b % size);
        const root = roots.get(size) as Hash;
        expect(rootAt(size, source)).toBe(root);
        expect(verifyInclusion(index, size, leaf(index), inclusionProof(index, size, source), root)).toBe(true);
        const proof = consistencyProof(from, size, source);
        expect(verifyConsistency(from, size, roots.get(from) as Hash, root, proof)).toBe(true);
      }),
      {
        numRuns: 300,
        examples: [
          [SIZE, SIZE - 1, 0],
          [65_536, 0, 255],
          [65_537, 65_536, 65_535],
          [1, 0, 0],
        ],
      },
    );
    expect(() => source.subtree(0, SIZE)).toThrow(RangeError);
    expect(() => source.subtree(17, 0)).toThrow(RangeError);
  });

  it('of a proof at this size are read a handful of times', () => {
    let reads = 0;
    const counting: TileStore = {
      get: (level, index) => {
        reads++;
        return store.get(level, index);
      },
      put: () => {},
    };
    inclusionProof(12_345, SIZE, new TileHashSource(counting, edge));
    expect(reads).toBeLessThanOrEqual(3);
  });

  it('go on from what was kept', () => {
    for (const size of [0, 1, 255, 256, 257, 65_535, 65_536, 65_537]) {
      const early = TreeEdge.empty();
      grow(new MemoryTileStore(), early, size);
      const back = TreeEdge.fromBase64(size, early.toBase64());
      expect(back?.size).toBe(size);
      expect(back?.root()).toBe(roots.get(size));
      back?.append(leaf(size), () => {});
      expect(back?.root()).toBe(roots.get(size + 1));
    }
  });

  it('are not taken up when they do not fit the size', () => {
    const kept = edge.toBase64();
    expect(TreeEdge.fromBase64(SIZE, kept)?.root()).toBe(roots.get(SIZE));
    expect(TreeEdge.fromBase64(SIZE + 1, kept)).toBeUndefined();
    expect(TreeEdge.fromBase64(SIZE, kept.slice(1))).toBeUndefined();
    expect(TreeEdge.fromBase64(SIZE, kept.slice(0, -1))).toBeUndefined();
    expect(TreeEdge.fromBase64(SIZE, ['!', ...kept.slice(1)])).toBeUndefined();
    expect(TreeEdge.fromBase64(-1, [])).toBeUndefined();
  });

  it('that are damaged give no receipt', () => {
    const head = { origin: 'o', size: SIZE, root: roots.get(SIZE) as Hash, note: Buffer.alloc(0) };
    const bad = new MemoryTileStore();
    const flipped = Buffer.from(store.get(0, 3) as Uint8Array);
    flipped[40] = (flipped[40] as number) ^ 1;
    bad.put([{ level: 0, index: 3, bytes: flipped }]);
    const damaged: TileStore = {
      get: (level, index) => bad.get(level, index) ?? store.get(level, index),
      put: () => {},
    };
    expect(() => makeReceipt(800, head, new TileHashSource(damaged, edge))).toThrow('TILES_DAMAGED');
    const missing: TileStore = {
      get: (level, index) => (level === 0 && index === 3 ? undefined : store.get(level, index)),
      put: () => {},
    };
    expect(() => makeReceipt(800, head, new TileHashSource(missing, edge))).toThrow('TILES_DAMAGED');
    expect(() => makeConsistencyProof({ size: 800 }, head, new TileHashSource(missing, edge))).toThrow('TILES_DAMAGED');
    expect(() => makeReceipt(SIZE, head, new TileHashSource(store, edge))).toThrow(RangeError);
    const root = roots.get(800) as Hash;
    const proof = makeConsistencyProof({ size: 800, root }, head, new TileHashSource(store, edge));
    expect(verifyConsistency(800, SIZE, root, head.root, proof)).toBe(true);
  });
});

describe('tiles in SQLite', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jianzheng-tiles-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are there after the file is opened again, apart for each origin', () => {
    const path = join(folder, 'seals.db');
    const writer = new SqliteTileStore(path);
    const edge = TreeEdge.empty();
    grow(writer.of('a'), edge, 700);
    writer.of('b').put([{ level: 0, index: 0, bytes: Buffer.alloc(TILE_BYTES, 1) }]);
    writer.close();
    const reader = new SqliteTileStore(path, { readonly: true });
    const source = new TileHashSource(reader.of('a'), edge);
    expect(toBase64(rootAt(700, source))).toBe(toBase64(rootOf(700)));
    expect(reader.of('b').get(0, 0)).toEqual(Buffer.alloc(TILE_BYTES, 1));
    expect(reader.of('c').get(0, 0)).toBeUndefined();
    expect(() => reader.of('a').put([{ level: 9, index: 0, bytes: Buffer.alloc(TILE_BYTES) }])).toThrow();
    reader.close();
  });

  it('are stored all or none, and only whole', () => {
    const store = new SqliteTileStore(join(folder, 'seals.db'));
    const tiles = store.of('a');
    expect(() =>
      tiles.put([
        { level: 0, index: 0, bytes: Buffer.alloc(TILE_BYTES) },
        { level: 0, index: 1, bytes: Buffer.alloc(10) },
      ]),
    ).toThrow();
    expect(tiles.get(0, 0)).toBeUndefined();
    store.close();
  });
});
