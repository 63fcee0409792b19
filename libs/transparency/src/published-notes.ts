import { type Checkpoint, openCheckpoint } from './checkpoint.js';
import { type Hash, toHex } from './merkle-hash.js';
import type { VerifyFault } from './verify-report.js';

/** A checkpoint file as it was read: its name and its bytes. */
export interface PublishedNote {
  readonly name: string;
  readonly note: Uint8Array;
}

/**
 * Checks published checkpoints by themselves: signature, origin, the name of a numbered file, and one root per size.
 * Gives those that are good, one per size, and a fault for each that is not.
 */
export async function openPublished(
  notes: Iterable<PublishedNote> | AsyncIterable<PublishedNote>,
  vkey: string,
  origin: string,
): Promise<{ readonly heads: Checkpoint[]; readonly faults: VerifyFault[] }> {
  const heads = new Map<number, Checkpoint>();
  const faults: VerifyFault[] = [];
  const fault = (code: VerifyFault['code'], file: string, expected: string, actual: string) =>
    faults.push({ code, verdict: 'tampered', file, expected, actual });
  for await (const { name, note } of notes) {
    const opened = openCheckpoint(note, vkey, { origin });
    if (!opened.ok) {
      fault('CHECKPOINT_INVALID', name, origin, opened.error);
      continue;
    }
    const { size, root } = opened.value;
    if (/^[0-9]{16}$/.test(name) && Number(name) !== size) {
      fault('CHECKPOINT_INVALID', name, origin, 'OTHER_SIZE');
      continue;
    }
    const known: Hash | undefined = heads.get(size)?.root;
    // `latest` repeats the last of the numbered ones.
    if (known === undefined) heads.set(size, { origin, size, root });
    else if (known !== root) fault('CHECKPOINTS_CONFLICT', name, toHex(known), toHex(root));
  }
  return { heads: [...heads.values()], faults };
}
