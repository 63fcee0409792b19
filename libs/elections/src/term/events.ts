import { z } from 'zod';
import { defineEvent, UnitCode } from '#kernel';
import {
  Count,
  DocumentNumber,
  Line,
  LocalDate,
  OrganisationKind,
  PersonId,
  Post,
  RowOrigin,
  Sha256Hex,
  Text,
  Uuid,
} from '../fields.js';

const term = <const T extends string, D extends z.ZodObject>(
  type: T,
  title: { zh: string; en: string },
  paragraphs: readonly number[],
  data: D,
) => defineEvent({ type, category: 'term', title, paragraphs, data });

/** A rule pack pinned by version and digest. */
export const PinnedPack = z.strictObject({ id: z.string().max(60), version: z.string().max(20), digest: Sha256Hex });
export type PinnedPack = z.infer<typeof PinnedPack>;

/** `plan-2021@1.0.0#<digest>`: a pack as a person chooses it. */
export function packKey({ id, version, digest }: PinnedPack): string {
  return `${id}@${version}#${digest}`;
}

export const TermOpenedData = z.strictObject({
  community: UnitCode,
  street: UnitCode,
  organisation: OrganisationKind,
  /** Planned day of the Party congress: it chooses the packs in force. */
  electionDate: LocalDate,
  /** Planned day of the residents' election. */
  residentsElectionDate: LocalDate.optional(),
  packs: z.array(PinnedPack).min(1).max(20),
});

export const TermOpened = term('TermOpened', { zh: '启动换届', en: 'Term opened' }, [13], TermOpenedData);

export const PacksChanged = term(
  'PacksChanged',
  { zh: '变更适用规则包', en: 'Packs changed' },
  [],
  z.strictObject({
    packs: z.array(PinnedPack).min(1).max(20),
    reason: Text,
  }),
);

export const PlanDrawnUp = term(
  'PlanDrawnUp',
  { zh: '制定社区换届工作方案', en: 'Community plan drawn up' },
  [28],
  z.strictObject({
    number: DocumentNumber,
    timetable: Text.optional(),
    tasks: Text.optional(),
    responsible: z.array(z.strictObject({ personId: PersonId, duty: Line })).max(40),
    /** Written for this community because it is complex (¶28). */
    targeted: z.boolean(),
  }),
);

export const PlanReviewed = term(
  'PlanReviewed',
  { zh: '街道党工委前置审核方案', en: 'Plan reviewed by the street' },
  [28],
  z.strictObject({
    outcome: z.enum(['approved', 'returned']),
    number: DocumentNumber.optional(),
    opinion: Text.optional(),
  }),
);

export const SeatsPlannedData = z.strictObject({
  body: z.enum(['party', 'residents']),
  seats: z.number().int().min(1).max(40),
  number: DocumentNumber,
  origin: RowOrigin.optional(),
});
export const SeatsPlanned = term('SeatsPlanned', { zh: '拟定职数', en: 'Seats planned' }, [18], SeatsPlannedData);

export const SeatsSubmitted = term(
  'SeatsSubmitted',
  { zh: '报送职数', en: 'Seats submitted' },
  [18],
  z.strictObject({
    body: z.enum(['party', 'residents']),
    number: DocumentNumber,
  }),
);

export const SeatsApproved = term(
  'SeatsApproved',
  { zh: '区领导小组审定职数', en: 'Seats approved by the district' },
  [18],
  z.strictObject({
    body: z.enum(['party', 'residents']),
    seats: z.number().int().min(1).max(40),
    number: DocumentNumber,
  }),
);

export const PreparationRecorded = term(
  'PreparationRecorded',
  { zh: '准备工作（摸排、整顿、宣传）', en: 'Preparation (survey, rectification, publicity)' },
  [26],
  z.strictObject({
    kind: z.enum(['survey', 'rectification', 'publicity']),
    summary: Text,
  }),
);

export const ClearanceRecorded = term(
  'ClearanceRecorded',
  { zh: '“四清”', en: 'Four clears' },
  [26],
  z.strictObject({
    kind: z.enum(['disputes', 'gangs', 'corruption', 'audit']),
    outcome: z.enum(['cleared', 'open']),
    number: DocumentNumber.optional(),
    opinion: Text.optional(),
  }),
);

export const BlockingProblemRaised = term(
  'BlockingProblemRaised',
  { zh: '登记未解决问题', en: 'Blocking problem raised' },
  [26],
  z.strictObject({
    problem: Text,
  }),
);

export const BlockingProblemResolved = term(
  'BlockingProblemResolved',
  { zh: '问题解决', en: 'Blocking problem resolved' },
  [26],
  z.strictObject({
    raised: Uuid,
    how: Text,
  }),
);

export const SittingMemberRecorded = term(
  'SittingMemberRecorded',
  { zh: '现任班子成员登记', en: 'Sitting member recorded' },
  [32, 36],
  z.strictObject({
    personId: PersonId,
    body: z.enum(['party', 'residents']),
    post: Post,
  }),
);

/** How many are entitled to take part: base of the quorums of ¶32 and ¶40. */
export const ElectorateRecorded = term(
  'ElectorateRecorded',
  { zh: '党员、居民代表人数登记', en: 'Members and representatives counted' },
  [32, 40],
  z.strictObject({
    votingMembers: Count,
    representatives: Count,
  }),
);

export const DelegateData = z.strictObject({
  personId: PersonId,
  kind: z.enum(['member-delegate', 'resident-representative']),
  origin: RowOrigin.optional(),
});
export const DelegateRecorded = term(
  'DelegateRecorded',
  { zh: '代表登记', en: 'Delegate recorded' },
  [32],
  DelegateData,
);

/** A softened rule was not kept and somebody says why; it counts once a second person approves. */
export const JustificationProposed = term(
  'JustificationProposed',
  { zh: '说明理由（待批准）', en: 'Justification proposed' },
  [],
  z.strictObject({
    rule: z.string().max(20),
    subject: z.string().max(120),
    reason: Text,
  }),
);

export const JustificationApproved = term(
  'JustificationApproved',
  { zh: '批准说明', en: 'Justification approved' },
  [],
  z.strictObject({
    proposal: Uuid,
    rule: z.string().max(20),
    subject: z.string().max(120),
    reason: Text,
    approver: z.string().max(64),
    number: DocumentNumber.optional(),
  }),
);

/** A meeting moved to another day, with its ground: GEN-04 shows it as the recorded reason. */
export const ScheduleSet = term(
  'ScheduleSet',
  { zh: '确定（变更）日程', en: 'Date set or moved' },
  [28],
  z.strictObject({
    milestone: z.enum(['party-congress', 'residents-election']),
    day: LocalDate,
    reason: Text.optional(),
    number: DocumentNumber.optional(),
  }),
);

/** Needed where the secretary will not be the director as well (¶22). */
export const OneShoulderReported = term(
  'OneShoulderReported',
  { zh: '未实现“一肩挑”的报告', en: 'Report: posts not combined' },
  [22],
  z.strictObject({
    stage: z.enum(['reasons-listed', 'reported', 'standing-committee']),
    reason: Text.optional(),
    number: DocumentNumber.optional(),
  }),
);

export const SuccessorMentored = term(
  'SuccessorMentored',
  { zh: '培养帮带书记人选', en: 'Successor mentored' },
  [22],
  z.strictObject({
    cadre: PersonId,
    successor: PersonId.optional(),
    summary: Text,
  }),
);

export const termEvents = [
  TermOpened,
  PacksChanged,
  PlanDrawnUp,
  PlanReviewed,
  SeatsPlanned,
  SeatsSubmitted,
  SeatsApproved,
  PreparationRecorded,
  ClearanceRecorded,
  BlockingProblemRaised,
  BlockingProblemResolved,
  SittingMemberRecorded,
  ElectorateRecorded,
  DelegateRecorded,
  JustificationProposed,
  JustificationApproved,
  ScheduleSet,
  OneShoulderReported,
  SuccessorMentored,
] as const;
