import { z } from 'zod';
import { type Category, defineEvent, StatedTime, Uuid } from '#kernel';
import { Text } from './fields.js';

/** Streams whose entries may be corrected. Imports are dropped and repeated instead. */
const CORRECTABLE: readonly Category[] = [
  'person',
  'kinship',
  'street',
  'term',
  'partyElection',
  'residentsElection',
  'notice',
];

const Replacement = z.strictObject({ data: z.record(z.string(), z.unknown()), on: StatedTime.optional() });

/** A correction waits for a second person; nothing changes until it is approved. */
export const CorrectionProposed = defineEvent({
  type: 'CorrectionProposed',
  category: CORRECTABLE,
  title: { zh: '申请更正', en: 'Correction proposed' },
  data: z.strictObject({ corrects: Uuid, replacement: Replacement.optional(), reason: Text }),
});
export const CorrectionRefused = defineEvent({
  type: 'CorrectionRefused',
  category: CORRECTABLE,
  title: { zh: '不同意更正', en: 'Correction refused' },
  data: z.strictObject({ proposal: Uuid, reason: Text }),
});
/** The wrong entry stays visible, struck through; its place in the order is kept. */
export const EntryCorrected = defineEvent({
  type: 'EntryCorrected',
  category: CORRECTABLE,
  title: { zh: '更正', en: 'Entry corrected' },
  data: z.strictObject({
    corrects: Uuid,
    proposal: Uuid,
    replacement: Replacement,
    reason: Text,
    proposedBy: z.string().max(64),
    approvedBy: z.string().max(64),
  }),
});
export const EntryWithdrawn = defineEvent({
  type: 'EntryWithdrawn',
  category: CORRECTABLE,
  title: { zh: '撤回记录', en: 'Entry withdrawn' },
  data: z.strictObject({
    withdraws: Uuid,
    proposal: Uuid,
    reason: Text,
    proposedBy: z.string().max(64),
    approvedBy: z.string().max(64),
  }),
});

export const correctionEvents = [CorrectionProposed, CorrectionRefused, EntryCorrected, EntryWithdrawn] as const;
