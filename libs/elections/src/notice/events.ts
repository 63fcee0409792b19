import { z } from 'zod';
import { AttachmentRef, defineEvent, UnitCode } from '#kernel';
import { DocumentNumber, LateEntry, Line, LocalDate, PastDay, PersonId, PublicName, Text, Uuid } from '../fields.js';

const notice = <const T extends string, D extends z.ZodObject>(
  type: T,
  title: { zh: string; en: string },
  paragraphs: readonly number[],
  data: D,
) => defineEvent({ type, category: 'notice', title, paragraphs, data, fieldClass: 'public' });

export const NOTICE_PURPOSES = [
  'candidates-to-be',
  'pledges',
  'preliminary-nominees',
  'result',
  'discipline',
  'other',
] as const;

export const NoticePostedData = z.strictObject({
  noticeId: Uuid,
  community: UnitCode,
  /** Stream of the election that it belongs to. */
  election: z.string().max(160),
  purpose: z.enum(NOTICE_PURPOSES),
  title: Line,
  number: DocumentNumber.optional(),
  persons: z.array(z.strictObject({ personId: PersonId, name: PublicName })).max(60),
  places: z.array(Line).min(1).max(30),
  /** Whether it was put up in the whole community (¶37: 在全社区范围内). */
  wholeCommunity: z.boolean(),
  /** Day until which it is meant to stay. */
  plannedUntil: LocalDate,
  /** Day printed on the photo of the board, where there is one. */
  photoDay: PastDay.optional(),
  photo: AttachmentRef.shape.sha256.optional(),
  contact: Line.optional(),
  late: LateEntry.optional(),
});

/** One posting. A notice that is put up again is a new posting, counted from zero. */
export const NoticePosted = notice('NoticePosted', { zh: '张贴公示', en: 'Notice posted' }, [37, 39], NoticePostedData);
export const NoticeTakenDown = notice(
  'NoticeTakenDown',
  { zh: '撤下公示', en: 'Notice taken down' },
  [37],
  z.strictObject({
    noticeId: Uuid,
    reason: Line.optional(),
  }),
);
export const ObjectionReceived = notice(
  'ObjectionReceived',
  { zh: '收到异议', en: 'Objection received' },
  [37],
  z.strictObject({
    noticeId: Uuid,
    objection: Uuid,
    about: PersonId.optional(),
    /** What it is about; who objects is not recorded here. */
    subject: z.enum(['qualification', 'procedure', 'conduct', 'other']),
    real: z.boolean(),
  }),
);
export const ObjectionAnswered = notice(
  'ObjectionAnswered',
  { zh: '异议处理结果', en: 'Objection answered' },
  [37],
  z.strictObject({
    noticeId: Uuid,
    objection: Uuid,
    outcome: z.enum(['upheld', 'not-upheld', 'referred']),
    number: DocumentNumber.optional(),
    answer: Text,
  }),
);

export const noticeEvents = [NoticePosted, NoticeTakenDown, ObjectionReceived, ObjectionAnswered] as const;
