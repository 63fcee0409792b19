import { z } from 'zod';
import { classed, defineEvent, UnitCode } from '#kernel';
import {
  Body,
  DocumentNumber,
  Education,
  Gender,
  Line,
  LocalDate,
  Membership,
  PastDay,
  PastMonth,
  PersonId,
  Post,
  RowOrigin,
  Text,
} from '../fields.js';

/** What the leaf may say of a person: pseudonymous id and what rules are judged by. */
export const PersonFactsData = z.strictObject({
  personId: PersonId,
  gender: Gender,
  birthMonth: PastMonth,
  education: Education,
  membership: Membership,
  memberSince: PastMonth.optional(),
  /** Community of residence. */
  community: UnitCode.optional(),
  origin: RowOrigin.optional(),
});

export const PersonVaultFields = z.strictObject({
  name: classed('personal', z.string().min(1).max(60)),
  birthDate: classed('personal', PastDay).optional(),
  idNumber: classed('sensitive', z.string().regex(/^[0-9]{17}[0-9X]$/)).optional(),
  phone: classed('personal', z.string().max(30)).optional(),
  address: classed('personal', z.string().max(200)).optional(),
});

export const PersonRegistered = defineEvent({
  type: 'PersonRegistered',
  category: 'person',
  title: { zh: '人员登记', en: 'Person registered' },
  paragraphs: [15],
  data: PersonFactsData,
  personal: PersonVaultFields,
});

export const PersonAmended = defineEvent({
  type: 'PersonAmended',
  category: 'person',
  title: { zh: '人员信息变更', en: 'Person amended' },
  data: PersonFactsData.omit({ origin: true }).partial().required({ personId: true }).extend({ reason: Text }),
  personal: PersonVaultFields.partial(),
});

export const PostTaken = defineEvent({
  type: 'PostTaken',
  category: 'person',
  title: { zh: '任职', en: 'Post taken' },
  paragraphs: [19, 21],
  data: z.strictObject({
    personId: PersonId,
    body: Body,
    post: Post,
    unit: UnitCode,
    from: PastDay.optional(),
    /** A cadre posted in from a higher organ (下派). */
    postedFromAbove: z.boolean().optional(),
    title: Line.optional(),
  }),
});

export const PostLeft = defineEvent({
  type: 'PostLeft',
  category: 'person',
  title: { zh: '离任', en: 'Post left' },
  data: z.strictObject({ personId: PersonId, body: Body, post: Post, unit: UnitCode, until: PastDay }),
});

export const SANCTION_KINDS = [
  'party-warning',
  'party-serious-warning',
  'party-removal',
  'party-probation',
  'party-expulsion',
  'administrative-warning',
  'demerit',
  'serious-demerit',
  'demotion',
  'dismissal',
  'suspension',
  'post-adjustment',
  'other',
] as const;

export const SanctionRecorded = defineEvent({
  type: 'SanctionRecorded',
  category: 'person',
  title: { zh: '处分处理登记', en: 'Sanction recorded' },
  paragraphs: [16, 17],
  data: z.strictObject({
    personId: PersonId,
    kind: z.enum(SANCTION_KINDS),
    workRelated: z.boolean(),
    imposedOn: PastDay,
    /** Last day of the bar on holding posts, included. */
    barUntil: LocalDate.optional(),
    number: DocumentNumber,
  }),
  personal: z.strictObject({ details: classed('sensitive', z.string().max(500)).optional() }),
});

export const ConductFindingRecorded = defineEvent({
  type: 'ConductFindingRecorded',
  category: 'person',
  title: { zh: '换届违纪认定登记', en: 'Finding on conduct in an election recorded' },
  paragraphs: [16],
  data: z.strictObject({
    personId: PersonId,
    kind: z.enum(['vote-buying', 'manipulation', 'disturbance', 'sabotage']),
    issuer: Line,
    number: DocumentNumber,
    decidedOn: PastDay,
  }),
});

export const KINSHIP_KINDS = [
  'spouse',
  'parent-child',
  'sibling',
  'grandparent-grandchild',
  'maternal-grandparent-grandchild',
  'parent-in-law',
  'child-in-law',
  'sibling-in-law',
  'other',
] as const;
/** The eight kinds of ¶24 (parents and children, both pairs of grandparents and grandchildren count twice). */
export const NEAR_KIN = new Set<string>([
  'spouse',
  'parent-child',
  'sibling',
  'grandparent-grandchild',
  'maternal-grandparent-grandchild',
]);

export const KinshipData = z.strictObject({
  /** The pair, sorted by id; for unequal kinds `a` is the elder or the spouse's parent as `elder` says. */
  a: PersonId,
  b: PersonId,
  kind: z.enum(KINSHIP_KINDS),
  elder: PersonId.optional(),
  source: z.enum(['family-register', 'declaration', 'review', 'other']),
  documentNumber: DocumentNumber.optional(),
  origin: RowOrigin.optional(),
});

export const KinshipRecorded = defineEvent({
  type: 'KinshipRecorded',
  category: 'kinship',
  title: { zh: '亲属关系登记', en: 'Kinship recorded' },
  paragraphs: [24],
  data: KinshipData,
});

export const personEvents = [
  PersonRegistered,
  PersonAmended,
  PostTaken,
  PostLeft,
  SanctionRecorded,
  ConductFindingRecorded,
] as const;
export const kinshipEvents = [KinshipRecorded] as const;
