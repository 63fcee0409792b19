import { sign } from 'node:crypto';
import { canonicalBytes, type LogName } from '#kernel';
import type { CheckpointSigner } from '../checkpoint.js';
import type { LeafSource, StoredLeaf } from '../leaf-source.js';
import { ED25519, formatSigningKey, parseSigningKey } from '../note-keys.js';

export const ORIGIN = 'yunqiao.example/process';

/** A signer whose key follows from a number. */
export function signerOf(seed: number, name: string = ORIGIN): CheckpointSigner {
  const key = parseSigningKey(formatSigningKey(name, ED25519, Buffer.alloc(32, seed)));
  if (!key.ok) throw new Error(key.error);
  return { vkey: key.value.vkey, sign: (text) => sign(null, text, key.value.privateKey) };
}

const FIRST_INSTANT = Date.UTC(2021, 10, 5);

/** The envelope of a small event at a position: three streams in turn, one second apart. */
export function envelope(position: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    v: 1,
    log: 'process',
    unit: 'C01',
    stream: `term-C01-2021-${position % 3}`,
    rev: Math.floor(position / 3),
    type: 'StepRecorded',
    sv: 1,
    at: new Date(FIRST_INSTANT + position * 1000).toISOString(),
    data: { text: `第 ${position} 步` },
    ...more,
  };
}

export function leafBytes(position: number, more?: Record<string, unknown>): Uint8Array {
  return canonicalBytes(envelope(position, more));
}

const ROWS: Uint8Array[] = [];

/** A log in memory that a test may tamper with by replacing rows. */
export class SmallLog implements LeafSource {
  readonly log: LogName = 'process';
  rows: Uint8Array[] = [];
  reads = 0;

  constructor(size = 0) {
    this.grow(size);
  }

  grow(count: number): this {
    for (let i = 0; i < count; i++) {
      const position = this.rows.length;
      ROWS[position] ??= leafBytes(position);
      this.rows.push(ROWS[position]);
    }
    return this;
  }

  size(): number {
    return this.rows.length;
  }

  readLeaves(from: number, limit: number): StoredLeaf[] {
    this.reads++;
    return this.rows.slice(from, from + limit).map((bytes) => ({ bytes }));
  }
}
