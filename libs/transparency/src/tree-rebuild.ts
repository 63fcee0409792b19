import type { LogName } from '#kernel';
import type { SealedHead } from './checkpoint.js';
import type { LeafSource } from './leaf-source.js';
import { leafHash } from './merkle-hash.js';
import { positionGap, rootMismatch } from './seal-refusal.js';
import { hashesOf, TILE_WIDTH, type Tile, type TileStore, TreeEdge } from './tiles.js';

export interface Rebuild {
  readonly log: LogName;
  readonly source: LeafSource;
  readonly tiles: TileStore;
  /** Signed checkpoints that the leaves must come to; the largest says how far to go. */
  readonly heads: readonly SealedHead[];
  readonly batch: number;
}

/**
 * Makes edge and tiles again from the leaves and compares the root with each signed checkpoint. Stored tiles are left as
 * they are until the roots have shown who is right: if the leaves are, a second walk replaces the tiles; if not, the
 * first stored hash that differs names the position that was changed, and the refusal carries it.
 */
export async function rebuildTree(rebuild: Rebuild): Promise<{ edge: TreeEdge; latestAt?: string }> {
  const first = await walk(rebuild, false);
  if (!first.tilesRight) await walk(rebuild, true);
  return { edge: first.edge, latestAt: first.latestAt };
}

async function walk({ log, source, tiles, heads, batch }: Rebuild, replace: boolean) {
  const expected = [...heads].sort((a, b) => a.size - b.size);
  const end = expected.at(-1)?.size ?? 0;
  const edge = TreeEdge.empty();
  let differing: number | undefined;
  let tilesRight = true;
  let last: Uint8Array | undefined;
  while (edge.size < end) {
    const leaves = await source.readLeaves(edge.size, Math.min(batch, end - edge.size));
    if (leaves.length === 0) throw positionGap(log, edge.size, end);
    const made: Tile[] = [];
    for (const { bytes, position } of leaves.slice(0, end - edge.size)) {
      if (position !== undefined && position !== edge.size) throw positionGap(log, edge.size, position);
      last = bytes;
      edge.append(leafHash(bytes), (tile) => {
        if (replace) {
          made.push(tile);
          return;
        }
        const there = tiles.get(tile.level, tile.index);
        if (there !== undefined && Buffer.compare(there, tile.bytes) === 0) return;
        tilesRight = false;
        if (there !== undefined && tile.level === 0) differing ??= firstDifference(tile, there);
      });
      while (expected[0]?.size === edge.size) {
        const [head] = expected.splice(0, 1);
        const root = edge.root();
        if (head !== undefined && head.root !== root) throw rootMismatch(log, edge.size, head.root, root, differing);
      }
    }
    tiles.put(made);
  }
  return { edge, tilesRight, latestAt: ledgerTime(last) };
}

function firstDifference(tile: Tile, there: Uint8Array): number {
  const stored = hashesOf(there);
  const at = hashesOf(tile.bytes).findIndex((hash, i) => hash !== stored[i]);
  return tile.index * TILE_WIDTH + at;
}

/** The ledger time of the last leaf: near enough to go on watching the clock. */
function ledgerTime(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  try {
    const { at } = JSON.parse(Buffer.from(bytes).toString()) as { at?: unknown };
    return typeof at === 'string' ? at : undefined;
  } catch {
    return undefined;
  }
}
