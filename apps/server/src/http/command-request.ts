import { z } from 'zod';
import { AttachmentRef, StatedTime, Uuid } from '#kernel';

/** Body of every command. `data` is what the command's own schema says. */
export const CommandBody = z.strictObject({
  data: z.record(z.string(), z.unknown()),
  on: StatedTime.optional(),
  personal: z.record(z.string(), z.string()).optional(),
  att: z.array(AttachmentRef).max(20).optional(),
});

export const CommandId = Uuid;

/** `If-Match: "12"` → 12. Undefined when absent; NaN never: anything else is refused by the caller. */
export function seenRevision(header: string | undefined): number | 'malformed' | undefined {
  if (header === undefined || header === '*') return undefined;
  const match = /^"?([0-9]{1,15})"?$/.exec(header.trim());
  return match?.[1] === undefined ? 'malformed' : Number(match[1]);
}
