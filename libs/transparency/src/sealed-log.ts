import type { LogName } from '#kernel';
import type { SealedHead } from './checkpoint.js';
import type { FileSystem } from './durable-files.js';
import type { Hash } from './merkle-hash.js';
import { makeConsistencyProof, makeReceipt } from './receipt.js';
import { readSealerState, type SealerState, sealerStatePath } from './sealer-state.js';
import { TileHashSource, type TileStore } from './tiles.js';

/**
 * A log as it was sealed: makes receipts and consistency proofs from tiles and edge, without the leaves. The sealer has
 * one; another thread or process reads its own and reads it anew when a later checkpoint is published.
 */
export class SealedLog {
  readonly head: SealedHead;
  /** System time of the sealing, where known. */
  readonly sealedAt: string | undefined;
  /** Hashes of everything that is sealed; serves every earlier size as well. */
  readonly hashes: TileHashSource;

  constructor(state: SealerState, tiles: TileStore) {
    this.head = state.head;
    this.sealedAt = state.sealedAt;
    this.hashes = new TileHashSource(tiles, state.edge);
  }

  /** From the state a sealer keeps; undefined where there is none that can be believed. */
  static async read(from: {
    readonly stateFolder: string;
    readonly log: LogName;
    readonly vkey: string;
    readonly tiles: TileStore;
    readonly files?: FileSystem;
  }): Promise<SealedLog | undefined> {
    const state = await readSealerState(sealerStatePath(from.stateFolder, from.log), from.vkey, { files: from.files });
    return state.ok && state.value !== undefined ? new SealedLog(state.value, from.tiles) : undefined;
  }

  /**
   * The receipt for a position, as `.tlog-proof`; undefined while it is not sealed. With `head` it is made under that
   * checkpoint: the published copy, which has gathered cosignatures, or an earlier one.
   */
  receipt(position: number, head: SealedHead = this.head): Buffer | undefined {
    return position >= head.size || head.size > this.head.size ? undefined : makeReceipt(position, head, this.hashes);
  }

  /** What a witness wants to see before it cosigns: that `head` continues the log it knows. */
  consistency(from: { readonly size: number; readonly root?: Hash }, head: SealedHead = this.head): Hash[] {
    return makeConsistencyProof(from, head, this.hashes);
  }
}
