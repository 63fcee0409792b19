import { z } from 'zod';
import { defineEvent, UnitCode } from '#kernel';
import { Count, DocumentNumber, Line, PastDay, PersonId, Post, Text } from '../fields.js';

const street = <const T extends string, D extends z.ZodObject>(
  type: T,
  title: { zh: string; en: string },
  paragraphs: readonly number[],
  data: D,
) => defineEvent({ type, category: 'street', title, paragraphs, data });

export const StreetRegistered = street(
  'StreetRegistered',
  { zh: '街道登记', en: 'Street registered' },
  [],
  z.strictObject({
    unit: UnitCode,
    name: Line,
    district: Line,
    partyCommittee: Line,
  }),
);

export const CommunityRegistered = street(
  'CommunityRegistered',
  { zh: '社区登记', en: 'Community registered' },
  [],
  z.strictObject({
    community: UnitCode,
    name: Line,
    population: Count.optional(),
  }),
);

export const StreetPostRecorded = street(
  'StreetPostRecorded',
  { zh: '街道任职登记', en: 'Street post recorded' },
  [26, 27, 36],
  z.strictObject({
    personId: PersonId,
    post: Post,
    department: Line.optional(),
    from: PastDay.optional(),
  }),
);

export const LeadingGroupEstablished = street(
  'LeadingGroupEstablished',
  { zh: '成立换届工作领导小组', en: 'Leading group established' },
  [27],
  z.strictObject({
    number: DocumentNumber,
    chair: PersonId,
    viceChairs: z.array(PersonId).max(20),
    members: z.array(z.strictObject({ personId: PersonId, department: Line })).max(60),
  }),
);

export const GroupOfficeEstablished = street(
  'GroupOfficeEstablished',
  { zh: '设立领导小组办公室', en: 'Office of the leading group established' },
  [27],
  z.strictObject({
    head: PersonId,
    staff: z.array(PersonId).max(60),
    place: Line,
  }),
);

export const GuidanceTeamSent = street(
  'GuidanceTeamSent',
  { zh: '派出换届工作指导组', en: 'Guidance team sent' },
  [27, 62],
  z.strictObject({
    team: Line,
    leader: PersonId,
    members: z.array(PersonId).max(30),
    communities: z.array(UnitCode).min(1).max(60),
  }),
);

export const ComplexityRanked = street(
  'ComplexityRanked',
  { zh: '社区复杂程度排查排序', en: 'Communities ranked by complexity' },
  [26, 28],
  z.strictObject({
    /** Most complex first. */
    ranking: z.array(UnitCode).min(1).max(60),
    /** Those that need a targeted plan. */
    complex: z.array(UnitCode).max(60),
    method: Text,
  }),
);

export const LinkedLeaderAssigned = street(
  'LinkedLeaderAssigned',
  { zh: '确定包联领导', en: 'Linked leader assigned' },
  [26, 60],
  z.strictObject({
    community: UnitCode,
    leader: PersonId,
  }),
);

export const TRAINING_TOPICS = ['law-and-charters', 'steps', 'procedure', 'requirements'] as const;
export const TrainingHeld = street(
  'TrainingHeld',
  { zh: '换届工作专题培训', en: 'Training class held' },
  [29],
  z.strictObject({
    topics: z.array(z.enum(TRAINING_TOPICS)).min(1),
    attended: Count,
    staff: Count,
    place: Line,
  }),
);

export const EDUCATION_TOPICS = [
  'democratic-centralism',
  'member-rights-and-duties',
  'socialist-democracy-and-law',
  'purpose-of-the-election',
] as const;
export const EducationHeld = street(
  'EducationHeld',
  { zh: '专题教育', en: 'Education held' },
  [29],
  z.strictObject({
    topics: z.array(z.enum(EDUCATION_TOPICS)).min(1),
    form: Line,
    attended: Count,
  }),
);

export const CandidateStandardsAssessed = street(
  'CandidateStandardsAssessed',
  { zh: '“双好双强”研判', en: 'Candidates’ standards assessed' },
  [15],
  z.strictObject({
    community: UnitCode.optional(),
    summary: Text,
    number: DocumentNumber.optional(),
  }),
);

export const QualificationTermsIssued = street(
  'QualificationTermsIssued',
  { zh: '制定候选人资格条件', en: 'Qualification terms issued' },
  [17],
  z.strictObject({
    number: DocumentNumber,
    items: z.array(Line).min(1).max(40),
  }),
);

export const streetEvents = [
  StreetRegistered,
  CommunityRegistered,
  StreetPostRecorded,
  LeadingGroupEstablished,
  GroupOfficeEstablished,
  GuidanceTeamSent,
  ComplexityRanked,
  LinkedLeaderAssigned,
  TrainingHeld,
  EducationHeld,
  CandidateStandardsAssessed,
  QualificationTermsIssued,
] as const;
