import type { Checkpoint, SealedHead } from './checkpoint.js';
import type { Hash } from './merkle-hash.js';
import { consistencyProof, type HashSource, inclusionProof, rootAt } from './merkle-proof.js';
import { verifyConsistency, verifyInclusion } from './merkle-verify.js';
import { formatTlogProof } from './tlog-proof.js';
import { TransparencyError } from './transparency-error.js';

/**
 * The receipt for the leaf at `index` under a checkpoint, as `.tlog-proof`. The proof is checked before it is handed
 * out: tiles that were damaged on disk must not become receipts that fail years later at an inspector's.
 */
export function makeReceipt(index: number, head: SealedHead, source: HashSource): Buffer {
  const path = fromTiles(() => inclusionProof(index, head.size, source), index < head.size);
  const leaf = fromTiles(() => source.subtree(0, index));
  if (!verifyInclusion(index, head.size, leaf, path, head.root)) throw tilesDamaged();
  return formatTlogProof({ index, path, checkpoint: head.note });
}

/** Proof that the log at `to` continues the log at `from`, checked against both roots before it is handed out. */
export function makeConsistencyProof(
  from: { readonly size: number; readonly root?: Hash },
  to: Checkpoint,
  source: HashSource,
): Hash[] {
  const proof = fromTiles(() => consistencyProof(from.size, to.size, source), from.size > 0 && from.size <= to.size);
  const fromRoot = from.root ?? fromTiles(() => rootAt(from.size, source));
  if (!verifyConsistency(from.size, to.size, fromRoot, to.root, proof)) throw tilesDamaged();
  return proof;
}

/** A RangeError for what the caller asked wrongly goes on; one for what the tiles lack is damage. */
function fromTiles<T>(read: () => T, askedRightly = true): T {
  try {
    return read();
  } catch (error) {
    if (askedRightly && error instanceof RangeError) throw tilesDamaged(error);
    throw error;
  }
}

function tilesDamaged(cause?: Error): TransparencyError {
  return new TransparencyError(
    'TILES_DAMAGED',
    {
      zh: '保存的哈希块缺失或已损坏，无法出具证明。日志本身不受影响：请重建哈希块（启动封存时自动重建）并核验日志。',
      en: 'stored tiles are missing or damaged, so no proof can be made. The log itself is not concerned: rebuild the tiles (the sealer does so when it starts without its state) and verify the log.',
    },
    {},
    { cause },
  );
}
