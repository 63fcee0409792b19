import { join } from 'node:path';
import { err, ok, type Result } from '#kernel';
import { openCheckpoint, type SealedHead } from './checkpoint.js';
import { type FileSystem, nodeFiles, replaceDurably } from './durable-files.js';
import { TreeEdge } from './tiles.js';

/** What a sealer remembers of a log: its last signed checkpoint and the edge of the tree under it. */
export interface SealerState {
  readonly head: SealedHead;
  readonly edge: TreeEdge;
  /** The latest ledger time among the sealed events. */
  readonly latestAt?: string;
  /** System time of the sealing; unknown after the state was made again from the leaves. */
  readonly sealedAt?: string;
}

/** Where a sealer keeps the state of one origin: `<folder>/<log>.json`. */
export function sealerStatePath(folder: string, log: string): string {
  return join(folder, `${log}.json`);
}

export async function writeSealerState(path: string, state: SealerState, files: FileSystem = nodeFiles): Promise<void> {
  const { head, edge, latestAt, sealedAt } = state;
  const text = JSON.stringify({
    v: 1,
    size: head.size,
    edge: edge.toBase64(),
    latestAt,
    sealedAt,
    note: Buffer.from(head.note).toString(),
  });
  await replaceDurably(files, path, Buffer.from(`${text}\n`));
}

/**
 * Reads a sealer's state; undefined where there is none. The checkpoint in it must be the log's own and must be the root
 * of the edge, so a state that was damaged or edited is not believed. Others may read it to make receipts.
 */
export async function readSealerState(
  path: string,
  vkey: string,
  options: { readonly origin?: string; readonly files?: FileSystem } = {},
): Promise<Result<SealerState | undefined, 'STATE_DAMAGED'>> {
  const bytes = await (options.files ?? nodeFiles).read(path);
  if (bytes === undefined) return ok(undefined);
  let kept: Partial<Record<'v' | 'size' | 'edge' | 'latestAt' | 'sealedAt' | 'note', unknown>> | null;
  try {
    kept = JSON.parse(bytes.toString()) as typeof kept;
  } catch {
    return err('STATE_DAMAGED');
  }
  if (kept === null || typeof kept !== 'object') return err('STATE_DAMAGED');
  const { v, size, edge: levels, latestAt, sealedAt, note: text } = kept;
  if (v !== 1 || typeof size !== 'number' || typeof text !== 'string') return err('STATE_DAMAGED');
  if (!Array.isArray(levels) || !levels.every((level) => typeof level === 'string')) return err('STATE_DAMAGED');
  const edge = TreeEdge.fromBase64(size, levels);
  const note = Buffer.from(text);
  const opened = openCheckpoint(note, vkey, { origin: options.origin });
  if (edge === undefined || !opened.ok) return err('STATE_DAMAGED');
  const { origin, root } = opened.value;
  if (opened.value.size !== size || root !== edge.root()) return err('STATE_DAMAGED');
  const asText = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return ok({ head: { origin, size, root, note }, edge, latestAt: asText(latestAt), sealedAt: asText(sealedAt) });
}
