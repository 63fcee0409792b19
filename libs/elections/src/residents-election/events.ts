import { z } from 'zod';
import { defineEvent, UnitCode } from '#kernel';
import { Count, DocumentNumber, LocalDate, PersonId, Post, RowOrigin } from '../fields.js';

/**
 * The few facts of the residents' side that clauses about the whole term need (order, kin avoidance, 一肩挑).
 * The seven steps with every clause belong to the residents' election itself.
 */
const residents = <const T extends string, D extends z.ZodObject>(
  type: T,
  title: { zh: string; en: string },
  paragraphs: readonly number[],
  data: D,
) => defineEvent({ type, category: 'residentsElection', title, paragraphs, data });

export const ElectionCommitteeFormed = residents(
  'ElectionCommitteeFormed',
  { zh: '推选产生居民选举委员会', en: 'Election committee formed' },
  [27, 44],
  z.strictObject({
    community: UnitCode,
    term: z.string().max(120),
    members: z
      .array(z.strictObject({ personId: PersonId, role: z.enum(['chair', 'vice-chair', 'member', 'alternate']) }))
      .min(1)
      .max(20),
  }),
);
export const ElectionDayFixed = residents(
  'ElectionDayFixed',
  { zh: '确定居委会选举日', en: 'Election day fixed' },
  [43],
  z.strictObject({
    community: UnitCode,
    term: z.string().max(120),
    day: LocalDate,
    number: DocumentNumber.optional(),
  }),
);
export const ResidentsNomineeData = z.strictObject({
  community: UnitCode,
  term: z.string().max(120),
  personId: PersonId,
  post: Post,
  origin: RowOrigin.optional(),
});
export const ResidentsNomineeProposed = residents(
  'ResidentsNomineeProposed',
  { zh: '居委会成员提名人选', en: 'Residents’ nominee proposed' },
  [24, 49],
  ResidentsNomineeData,
);
export const ResidentsResultAnnounced = residents(
  'ResidentsResultAnnounced',
  { zh: '居委会选举结果', en: 'Residents’ result announced' },
  [43, 51],
  z.strictObject({
    community: UnitCode,
    term: z.string().max(120),
    elected: z
      .array(z.strictObject({ personId: PersonId, post: Post, votes: Count.optional() }))
      .min(1)
      .max(20),
  }),
);

export const residentsElectionEvents = [
  ElectionCommitteeFormed,
  ElectionDayFixed,
  ResidentsNomineeProposed,
  ResidentsResultAnnounced,
] as const;
