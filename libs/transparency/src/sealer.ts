import type { LogName } from '#kernel';
import { type CheckpointSigner, type SealedHead, signCheckpoint } from './checkpoint.js';
import { CheckpointFolder } from './checkpoint-folder.js';
import { type FileSystem, nodeFiles } from './durable-files.js';
import { type ClockAnomaly, ClockWatch, type LeafSource, readSealable, type StoredLeaf } from './leaf-source.js';
import { type Hash, leafHash } from './merkle-hash.js';
import { rootAt } from './merkle-proof.js';
import { parseVerifierKey } from './note-keys.js';
import { leafRefused, positionGap, rootMismatch, type SealRefusal, sealedLeafChanged } from './seal-refusal.js';
import { SealedLog } from './sealed-log.js';
import { readSealerState, type SealerState, sealerStatePath, writeSealerState } from './sealer-state.js';
import { checkStart } from './start-rule.js';
import { TILE_WIDTH, type Tile, TileHashSource, type TileStore, TreeEdge } from './tiles.js';
import { rebuildTree } from './tree-rebuild.js';

export interface SealerConfig {
  readonly log: LogName;
  readonly source: LeafSource;
  /** Its key's name is the log's origin. */
  readonly signer: CheckpointSigner;
  readonly tiles: TileStore;
  /** Folder of the sealer's own state, apart from the database it watches. */
  readonly stateFolder: string;
  /** Folder of the published checkpoints of this origin: `checkpoints/<log>`. */
  readonly checkpointFolder: string;
  readonly files?: FileSystem;
  /** Leaves read at a time; between reads other work may go on. */
  readonly batch?: number;
}

/** A checkpoint that has just been published. */
export interface Sealed extends SealedHead {
  readonly newLeaves: number;
  /** Events sealed although the ledger clock had gone back by more than 5 s: for the caller to record. */
  readonly anomalies: readonly ClockAnomaly[];
  /** A leaf that cannot be sealed stopped the sealing before it; the next `sealOnce` throws this. */
  readonly refusal?: SealRefusal;
}

/**
 * Follows one log and signs what it saw. It trusts nothing but its own state and the bytes of the leaves: it hashes them
 * itself, and refuses (throws a {@link SealRefusal}, its state unchanged) when what it signed is no longer there.
 *
 * Order of a sealing: tiles, then the new state, then the checkpoint, each durable before the next. So whatever was
 * published is in the state, and a crash anywhere leaves a state from which the next start can go on.
 */
export class Sealer {
  private state: SealerState | undefined;
  private view: SealedLog | undefined;
  private unpublished = false;
  private queue: Promise<unknown> = Promise.resolve();
  private readonly folder: CheckpointFolder;
  private readonly files: FileSystem;
  private readonly statePath: string;
  private readonly origin: string;

  private constructor(private readonly config: SealerConfig) {
    const key = parseVerifierKey(config.signer.vkey);
    if (!key.ok) throw new RangeError(`the signer's verifier key cannot be read: ${key.error}`);
    this.origin = key.value.name;
    this.files = config.files ?? nodeFiles;
    this.statePath = sealerStatePath(config.stateFolder, config.log);
    this.folder = new CheckpointFolder(config.checkpointFolder, config.signer.vkey, this.files);
  }

  /**
   * Loads the state and compares it with what is published. A state that is missing, damaged or behind is made again
   * from the leaves and must come to the published root. Throws a {@link SealRefusal} where the log does not.
   */
  static async open(config: SealerConfig): Promise<Sealer> {
    const sealer = new Sealer(config);
    await sealer.load();
    return sealer;
  }

  /** The last signed checkpoint; undefined before the first. */
  get head(): SealedHead | undefined {
    return this.state?.head;
  }

  /** System time of the last sealing, where known. */
  get sealedAt(): string | undefined {
    return this.state?.sealedAt;
  }

  /** What is sealed so far, for receipts and proofs; a later sealing does not change it. Undefined before the first. */
  get sealed(): SealedLog | undefined {
    if (this.state !== undefined) this.view ??= new SealedLog(this.state, this.config.tiles);
    return this.view;
  }

  /** The receipt for a position under the last checkpoint; undefined while it is not sealed. */
  receipt(position: number): Buffer | undefined {
    return this.sealed?.receipt(position);
  }

  /**
   * Seals what is new, up to the size of the log when it is called, and publishes. Undefined when there is nothing new.
   * `now` is the system time in ISO form. With `evenWithoutNews` the last checkpoint is published again, so that the
   * times of publishing say nothing about the log (the `cases` log). Calls wait for each other.
   */
  sealOnce(now: string, options: { readonly evenWithoutNews?: boolean } = {}): Promise<Sealed | undefined> {
    const next = this.queue.then(() => this.seal(now, options.evenWithoutNews ?? false));
    this.queue = next.catch(() => undefined);
    return next;
  }

  private async seal(now: string, evenWithoutNews: boolean): Promise<Sealed | undefined> {
    const before = this.state;
    const size = await this.config.source.size();
    const start = checkStart(this.config.log, size, before?.head);
    if (!start.ok) throw start.error;
    await this.checkLastSealed();
    const grown = await this.grow(before, size);
    if (grown.edge.size === (before?.head.size ?? 0)) {
      if (grown.refusal !== undefined) throw grown.refusal;
      if (before === undefined || !(this.unpublished || evenWithoutNews)) return undefined;
      if (evenWithoutNews) await this.keep({ ...before, sealedAt: now });
      await this.publish();
      return { ...before.head, newLeaves: 0, anomalies: [] };
    }
    const checkpoint = { origin: this.origin, size: grown.edge.size, root: grown.edge.root() };
    const head = { ...checkpoint, note: await signCheckpoint(checkpoint, this.config.signer) };
    // A checkpoint that is durable but not published yet goes out first: then the published ones leave nothing out.
    if (this.unpublished) await this.publish();
    await this.keep({ head, edge: grown.edge, latestAt: grown.latestAt, sealedAt: now });
    await this.publish();
    const { anomalies, refusal } = grown;
    return { ...head, newLeaves: head.size - (before?.head.size ?? 0), anomalies, ...(refusal ? { refusal } : {}) };
  }

  private async keep(state: SealerState): Promise<void> {
    await writeSealerState(this.statePath, state, this.files);
    this.state = state;
    this.view = undefined;
    this.unpublished = true;
  }

  private async publish(): Promise<void> {
    if (this.state === undefined) return;
    await this.folder.publish(this.state.head);
    this.unpublished = false;
  }

  /** The edge after all leaves below `size` that can be sealed; full tiles are stored on the way. */
  private async grow(before: SealerState | undefined, size: number) {
    const edge = before?.edge.copy() ?? TreeEdge.empty();
    if (before !== undefined && edge.root() !== before.head.root) {
      throw rootMismatch(this.config.log, before.head.size, before.head.root, edge.root());
    }
    const clock = new ClockWatch(before?.latestAt);
    const anomalies: ClockAnomaly[] = [];
    let refusal: SealRefusal | undefined;
    while (edge.size < size && refusal === undefined) {
      const leaves = await this.read(edge.size, Math.min(this.config.batch ?? 1024, size - edge.size));
      if (leaves.length === 0) {
        refusal = positionGap(this.config.log, edge.size, size);
        break;
      }
      const tiles: Tile[] = [];
      for (const leaf of leaves) {
        const position = edge.size;
        if (leaf.position !== undefined && leaf.position !== position) {
          refusal = positionGap(this.config.log, position, leaf.position);
          break;
        }
        const read = readSealable(leaf.bytes, this.config.log);
        if ('fault' in read) {
          refusal = leafRefused(this.config.log, position, read.fault, read.found);
          break;
        }
        const anomaly = clock.see(position, read.envelope.at);
        if (anomaly !== undefined) anomalies.push(anomaly);
        edge.append(leafHash(leaf.bytes), (tile) => tiles.push(tile));
      }
      // Tiles beyond the last checkpoint are nobody's evidence yet: those of a sealing that was cut short are replaced.
      this.config.tiles.put(tiles);
    }
    return { edge, anomalies, refusal, latestAt: clock.latest };
  }

  /** The last sealed leaf must still stand where it stood; catches a tail that was cut off and written anew. */
  private async checkLastSealed(): Promise<void> {
    const size = this.state?.head.size ?? 0;
    if (this.sealed === undefined || size === 0) return;
    let expected: Hash;
    try {
      expected = this.sealed.hashes.subtree(0, size - 1);
    } catch (error) {
      // A missing tile is the concern of receipts and of the next start; the checkpoint does not hang on it.
      if (error instanceof RangeError) return;
      throw error;
    }
    const [leaf] = await this.read(size - 1, 1);
    if (leaf === undefined) throw positionGap(this.config.log, size - 1, size);
    const actual = leafHash(leaf.bytes);
    if (actual !== expected) throw sealedLeafChanged(this.config.log, size - 1, expected, actual);
  }

  private async read(from: number, limit: number): Promise<readonly StoredLeaf[]> {
    return (await this.config.source.readLeaves(from, limit)).slice(0, limit);
  }

  private async load(): Promise<void> {
    const { log, source, tiles, stateFolder, signer } = this.config;
    await this.files.makeFolder(stateFolder);
    const kept = await readSealerState(this.statePath, signer.vkey, { files: this.files });
    const state = kept.ok ? kept.value : undefined;
    const published = await this.folder.newest();
    const signed = state !== undefined && state.head.size >= (published?.size ?? 0) ? state.head : published;
    const start = checkStart(log, await source.size(), signed);
    if (!start.ok) throw start.error;
    if (signed === undefined) return;
    if (state !== undefined && holds(state, published, tiles)) {
      this.state = state;
    } else {
      const heads = [published, state?.head].filter((head) => head !== undefined);
      const { edge, latestAt } = await rebuildTree({ log, source, tiles, heads, batch: this.config.batch ?? 1024 });
      await this.keep({ head: signed, edge, latestAt, sealedAt: state?.head === signed ? state.sealedAt : undefined });
    }
    await this.checkLastSealed();
    this.unpublished = signed.size > (published?.size ?? 0);
    if (this.unpublished) await this.publish();
  }
}

/** Whether a state, with the tiles, continues what is published. */
function holds(state: SealerState, published: SealedHead | undefined, tiles: TileStore): boolean {
  const source = new TileHashSource(tiles, state.edge);
  try {
    // The last full tile of each level: a file of tiles that was lost or is behind shows here.
    for (let width = TILE_WIDTH, level = 0; width <= state.head.size; width *= TILE_WIDTH, level++) {
      if (tiles.get(level, Math.floor(state.head.size / width) - 1) === undefined) return false;
    }
    return (
      published === undefined ||
      (published.size <= state.head.size && rootAt(published.size, source) === published.root)
    );
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
