import { z } from 'zod';
import { defineEvent, UnitCode, Uuid } from '#kernel';
import { OUTCOMES } from '../outcome.js';

const finding = <const T extends string, D extends z.ZodObject>(type: T, title: { zh: string; en: string }, data: D) =>
  defineEvent({ type, category: 'finding', title, data });

const Reason = z.string().min(1).max(1000);
const Outcome = z.enum(OUTCOMES);

/** Lengths that keep the largest indication within one event of 16 KiB; what is longer is cut, and says so. */
export const MAX_EVIDENCE = 100;
const Sum = z.strictObject({ zh: z.string().min(1).max(1500), en: z.string().min(1).max(3000) });

const RULE = {
  rule: z.string().max(20),
  /** Version of the pack that the rule was judged by. */
  ruleVersion: z.string().max(20),
  pack: z.string().max(60),
  /** What the result is about, `community:C02`, `person:<id>`, `pair:<id>+<id>` … */
  subject: z.string().max(120),
  /** Community, or street for a rule that is judged once for the street. */
  unit: UnitCode,
  /** Term stream; none for the street. */
  term: z.string().max(120).optional(),
};

/**
 * A rule's result points at a breach (疑似): a signal, not a verdict. Recorded again when the result is a worse or
 * milder one of the same kind, or when the breach comes back.
 */
export const IndicationOpened = finding(
  'IndicationOpened',
  { zh: '出现疑似线索', en: 'Indication opened' },
  z.strictObject({
    ...RULE,
    force: z.enum(['must', 'softened', 'target']),
    outcome: Outcome,
    arithmetic: Sum,
    /** Ids of the events that the result rests on, the first ones where there are many. */
    evidence: z.array(Uuid).max(MAX_EVIDENCE),
    evidenceCount: z.number().int().min(0).max(100_000),
  }),
);

/** The rule’s result no longer points at a breach: repaired, explained and approved, or corrected. The history stays. */
export const IndicationCleared = finding(
  'IndicationCleared',
  { zh: '疑似线索消除', en: 'Indication cleared' },
  z.strictObject({
    ...RULE,
    /** The outcome now; none where the rule says nothing of the subject any more. */
    outcome: Outcome.optional(),
    arithmetic: Sum.optional(),
  }),
);

export const FindingTaken = finding(
  'FindingTaken',
  { zh: '开始核查', en: 'Taken under check' },
  z.strictObject({ note: Reason.optional() }),
);

export const CONCLUSIONS = ['confirmed', 'dismissed', 'not-applicable'] as const;
const Conclusion = z.enum(CONCLUSIONS);
export type Conclusion = z.infer<typeof Conclusion>;

/** A conclusion that waits for a second person. */
export const FindingProposed = finding(
  'FindingProposed',
  { zh: '提出核查结论', en: 'Conclusion proposed' },
  z.strictObject({ conclusion: Conclusion, reason: Reason, evidence: z.array(Uuid).max(MAX_EVIDENCE) }),
);

export const FindingReturned = finding(
  'FindingReturned',
  { zh: '退回核查结论', en: 'Conclusion returned' },
  z.strictObject({ proposal: Uuid, reason: Reason }),
);

export const FindingConcluded = finding(
  'FindingConcluded',
  { zh: '核查结论', en: 'Finding concluded' },
  z.strictObject({
    conclusion: Conclusion,
    reason: Reason,
    evidence: z.array(Uuid).max(MAX_EVIDENCE),
    /** The proposal that was approved; none where one person may conclude. */
    proposal: Uuid.optional(),
    proposedBy: z.string().min(1).max(64),
    approvedBy: z.string().min(1).max(64).optional(),
  }),
);

export const findingEvents = [
  IndicationOpened,
  IndicationCleared,
  FindingTaken,
  FindingProposed,
  FindingReturned,
  FindingConcluded,
] as const;
