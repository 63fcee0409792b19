import type { JsonValue } from '#kernel';
import { type LogName, parseCanonical } from '#kernel';

/** One stored event as the log gives it; anything that has its bytes will do. */
export interface StoredLeaf {
  /** Exactly what is stored, and what is hashed. */
  readonly bytes: Uint8Array;
  /** Where the store says it stands; when given, gaps in the log are noticed at once. */
  readonly position?: number;
}

/** Reads one log in position order. The sealer and the verifier get it from outside, whatever the store. */
export interface LeafSource {
  /** The number of leaves: one past the last position. */
  size(): number | Promise<number>;
  /** At most `limit` leaves from a position on, in order without gaps; fewer only at the end. */
  readLeaves(from: number, limit: number): readonly StoredLeaf[] | Promise<readonly StoredLeaf[]>;
}

export type LeafFault = 'LEAF_NOT_CANONICAL' | 'LEAF_OF_OTHER_LOG';

/** The object in a leaf that may be sealed in `log`, or what is wrong with it. */
export function readSealable(
  bytes: Uint8Array,
  log: LogName,
):
  | { readonly envelope: { readonly [key: string]: JsonValue } }
  | { readonly fault: LeafFault; readonly found: string } {
  const parsed = parseCanonical(bytes);
  if (!parsed.ok) return { fault: 'LEAF_NOT_CANONICAL', found: parsed.error.message };
  const value = parsed.value;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return { fault: 'LEAF_NOT_CANONICAL', found: 'not an object' };
  }
  const envelope = value as { readonly [key: string]: JsonValue };
  if (envelope.log !== log) return { fault: 'LEAF_OF_OTHER_LOG', found: JSON.stringify(envelope.log) ?? 'no log' };
  return { envelope };
}

/** A later event may be stamped earlier than one before it by this much, because several writers have clocks. */
export const LARGEST_REGRESS_MS = 5_000;

/** An event whose ledger time lies more than 5 s before the latest one before it (design: three logs, time). */
export interface ClockAnomaly {
  readonly position: number;
  readonly at: string;
  readonly latestBefore: string;
}

/** Watches the ledger time of one log, in order. */
export class ClockWatch {
  constructor(public latest: string | undefined = undefined) {}

  see(position: number, at: JsonValue | undefined): ClockAnomaly | undefined {
    if (typeof at !== 'string') return undefined;
    const before = this.latest;
    // Ledger instants have one width and one zone, so they order as text.
    if (before === undefined || at >= before) {
      this.latest = at;
      return undefined;
    }
    const regress = Date.parse(before) - Date.parse(at);
    return regress > LARGEST_REGRESS_MS ? { position, at, latestBefore: before } : undefined;
  }
}
