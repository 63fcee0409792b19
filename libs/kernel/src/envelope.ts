import { z } from 'zod';
import { LedgerInstant, StatedTime } from './dates.js';
import { LOGS, STREAM_NAME } from './stream-name.js';

export const Uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
export const UnitCode = z.string().regex(/^[A-Z][0-9]{2,6}$/);
export const Sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

/** Who recorded it: a pseudonymous person id, the one role worked in, the unit; `for` when acting on behalf of somebody. */
export const Actor = z.strictObject({
  id: z.string().min(1).max(64),
  role: z.string().min(1).max(40),
  unit: UnitCode,
  for: z.string().max(64).optional(),
});
export type Actor = z.infer<typeof Actor>;

/**
 * A file that belongs to the event (public and internal ones only): its digest, size in bytes and media type. Never its
 * name: people name files after people, and a leaf is for good. The vault keeps the name with the file.
 */
export const AttachmentRef = z.strictObject({
  media: z.string().max(100),
  sha256: Sha256Hex,
  size: z.number().int().nonnegative(),
});
export type AttachmentRef = z.infer<typeof AttachmentRef>;

/** A salted commitment to one personal value that lives in the vault: `p` its path in the event, `c` base64url SHA-256. */
export const Commitment = z.strictObject({ c: z.string().regex(/^[A-Za-z0-9_-]{43}$/), p: z.string().max(100) });
export type Commitment = z.infer<typeof Commitment>;

/** The stored bytes of an event are the canonical JSON of this, and those bytes are the leaf of the Merkle log. */
export const Envelope = z.strictObject({
  v: z.literal(1),
  log: z.enum(LOGS),
  unit: UnitCode,
  id: Uuid,
  stream: z.string().regex(STREAM_NAME),
  rev: z.number().int().nonnegative(),
  type: z.string().regex(/^[A-Z][A-Za-z]{2,60}$/),
  sv: z.number().int().positive(),
  at: LedgerInstant,
  on: StatedTime.optional(),
  actor: Actor,
  cmd: Uuid,
  cause: Uuid.optional(),
  corr: Uuid.optional(),
  data: z.record(z.string(), z.unknown()),
  pii: z.array(Commitment).max(200),
  att: z.array(AttachmentRef).max(50),
});
export type Envelope = z.infer<typeof Envelope>;

/** An event is at most this long; anything larger is an attachment by digest or a chunked import. */
export const MAX_EVENT_BYTES = 16 * 1024;
