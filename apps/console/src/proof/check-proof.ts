import { equal, fromBase64, toHex } from './bytes.js';
import { followPath, leadsTo, leafHash, type PathStep } from './merkle.js';
import { isSignedBy, parseCheckpoint, parseNote, parseVerifierKey } from './signed-note.js';

/** What the server gave; nothing of it is believed before it is checked here. */
export interface StatedProof {
  readonly position: number;
  readonly size: number;
  readonly path: readonly string[];
  readonly root: string;
  readonly checkpoint: string;
  readonly vkey: string;
}

export type CheckName = 'leaf' | 'place' | 'path' | 'root' | 'note' | 'key' | 'signature' | 'origin' | 'size';

export interface Check {
  readonly name: CheckName;
  readonly ok: boolean;
  /** Hash, size or name that the check is about, as people compare it. */
  readonly shown: string;
}

export interface CheckedProof {
  readonly ok: boolean;
  readonly checks: readonly Check[];
  readonly leaf: string;
  readonly steps: readonly { readonly side: PathStep['side']; readonly sibling: string; readonly result: string }[];
}

/**
 * Checks that the stored bytes of an event are a leaf of the sealed log: hash of the bytes, envelope's own id, path to
 * the root, the signed checkpoint with exactly this root and size, the log's key. `expected` is what the reader knows of
 * the event already (its id and the leaf hash shown), so that a proof of another event does not pass.
 */
export function checkProof(
  bytes: Uint8Array,
  proof: StatedProof,
  expected: { readonly id: string; readonly log: string },
): CheckedProof {
  const leaf = leafHash(bytes);
  const path = proof.path.map(fromBase64);
  const root = fromBase64(proof.root);
  const known = path.every((hash) => hash !== undefined) ? path : undefined;
  const steps = known === undefined ? undefined : followPath(proof.position, proof.size, leaf, known);
  const note = parseNote(proof.checkpoint);
  const checkpoint = note === undefined ? undefined : parseCheckpoint(note.text);
  const key = parseVerifierKey(proof.vkey);
  const rootAgrees = checkpoint !== undefined && root !== undefined && equal(checkpoint.root, root);
  const checks: Check[] = [
    { name: 'leaf', ok: isOfEvent(bytes, expected), shown: toHex(leaf) },
    { name: 'place', ok: steps !== undefined, shown: `${proof.position} / ${proof.size}` },
    {
      name: 'path',
      ok: steps !== undefined && root !== undefined && leadsTo(leaf, steps, root),
      shown: toHex(steps?.at(-1)?.result ?? leaf),
    },
    { name: 'note', ok: checkpoint !== undefined, shown: checkpoint?.origin ?? '' },
    { name: 'root', ok: rootAgrees, shown: checkpoint === undefined ? '' : toHex(checkpoint.root) },
    { name: 'size', ok: checkpoint?.size === proof.size, shown: String(checkpoint?.size ?? '') },
    { name: 'key', ok: key !== undefined, shown: key === undefined ? '' : toHex(key.publicKey) },
    { name: 'origin', ok: key !== undefined && checkpoint?.origin === key.name, shown: key?.name ?? '' },
    {
      name: 'signature',
      ok: note !== undefined && key !== undefined && isSignedBy(note, key),
      shown: key === undefined ? '' : toHex(key.id),
    },
  ];
  return {
    ok: checks.every(({ ok }) => ok),
    checks,
    leaf: toHex(leaf),
    steps: (steps ?? []).map(({ side, sibling, result }) => ({
      side,
      sibling: toHex(sibling),
      result: toHex(result),
    })),
  };
}

/** The bytes name the event and the log that the page is about. */
function isOfEvent(bytes: Uint8Array, expected: { readonly id: string; readonly log: string }): boolean {
  try {
    const envelope = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Record<string, unknown>;
    return envelope['id'] === expected.id && envelope['log'] === expected.log;
  } catch {
    return false;
  }
}
