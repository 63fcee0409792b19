import { z } from 'zod';
import { all, categoryOf, err, type Journal, ok, shanghaiDay } from '#kernel';
import type { CommandRole, DecisionInput } from '../command.js';
import {
  actOf,
  type DerivationSource,
  idOf,
  type RecordCommand,
  recordingOf,
  recordOf,
  unitOfStream,
  uuidStream,
} from '../define-command.js';
import { PersonId } from '../fields.js';
import { refusal, refusalOf } from '../refusals.js';
import { NoticePosted, NoticePostedData, NoticeTakenDown, ObjectionAnswered, ObjectionReceived } from './events.js';
import { noticeStatus } from './state.js';

const STAFF: readonly CommandRole[] = ['election-clerk', 'street-lead'];

const notice = {
  plural: 'notices',
  roles: STAFF,
  unit: (_data: unknown, stream: string, context: { journal: (stream: string) => Journal }) => {
    const status = noticeStatus(context.journal(stream));
    return status.status === 'missing' ? undefined : status.posted.data.community;
  },
} as const;
const noticeId = ({ stream }: DerivationSource) => idOf(stream);

const ELECTIONS = new Set<string | undefined>(['partyElection', 'residentsElection', 'supervisoryElection']);

/** The persons by id only: their names are those of the registry on the day of posting. */
const PostNotice = NoticePostedData.omit({ noticeId: true, community: true, persons: true }).extend({
  persons: z.array(PersonId).max(60),
});
type PostNotice = z.infer<typeof PostNotice>;

export const postNotice: RecordCommand<PostNotice> = {
  ...actOf<PostNotice>({
    ...notice,
    kind: 'record',
    verb: 'post-notice',
    step: 7,
    category: 'notice',
    title: NoticePosted.title,
    paragraphs: NoticePosted.paragraphs,
    on: 'required',
    target: 'create',
    stream: (_data, id, newId) => uuidStream('notice', id, newId),
    unit: ({ election }) => unitOfStream(election),
    records: [NoticePosted.type],
    schema: PostNotice,
    decide: ({ data, on, state, context }) => {
      const community = unitOfStream(data.election);
      if (
        community === undefined ||
        !ELECTIONS.has(categoryOf(data.election)) ||
        context.journal(data.election).rev < 0
      ) {
        return err(
          refusal('ELECTION_UNKNOWN', { election: data.election }, fieldAt('/data/election', 'ELECTION_UNKNOWN')),
        );
      }
      if (on !== undefined && data.plannedUntil < shanghaiDay(on)) {
        const params = { later: data.plannedUntil, earlier: on };
        return err(refusal('DATES_OUT_OF_ORDER', params, fieldAt('/data/plannedUntil', 'DATES_OUT_OF_ORDER')));
      }
      const persons: { personId: string; name: string }[] = [];
      for (const [index, personId] of data.persons.entries()) {
        const name = context.personName(personId);
        if (name === undefined) {
          return err(refusal('MISSING_NAME', { person: personId }, fieldAt(`/data/persons/${index}`, 'MISSING_NAME')));
        }
        persons.push({ personId, name });
      }
      return ok([NoticePosted.of({ ...data, noticeId: idOf(state.stream), community, persons })]);
    },
  }),
  recording: recordingOf(NoticePosted, { fixed: ['noticeId', 'community', 'election', 'late'], opens: true }),
};

function fieldAt(pointer: string, code: string) {
  return { fields: [{ pointer, code }] };
}

/** Takes a notice down. An early take-down is a fact: it is recorded, and the supervision rules judge it. */
export const takeDownNotice = recordOf(NoticeTakenDown, {
  ...notice,
  verb: 'take-down-notice',
  step: 7,
  on: 'required',
  derived: { noticeId },
  accept: ({ state, on }: DecisionInput<unknown>) => {
    const status = noticeStatus(state);
    if (status.status === 'missing') return refusal('NOT_FOUND', { stream: state.stream });
    if (status.status === 'taken-down') {
      return refusal('NOTICE_NOT_UP', { takenDownOn: status.takenDown.on ?? status.takenDown.at });
    }
    const postedOn = status.posted.on;
    if (on === undefined || postedOn === undefined || !isBefore(on, postedOn)) return undefined;
    return refusal('DATES_OUT_OF_ORDER', { later: on, earlier: postedOn }, fieldAt('/on', 'DATES_OUT_OF_ORDER'));
  },
});

/** Earlier than the other; by day where either states only a day. */
function isBefore(one: string, other: string): boolean {
  if (one.length === 10 || other.length === 10) return shanghaiDay(one) < shanghaiDay(other);
  return Date.parse(one) < Date.parse(other);
}

export const recordObjection = recordOf(ObjectionReceived, {
  ...notice,
  verb: 'record-objection',
  on: 'required',
  derived: { noticeId, objection: ({ context }) => context.newId(0) },
});

export const answerObjection = recordOf(ObjectionAnswered, {
  ...notice,
  verb: 'answer-objection',
  on: 'required',
  derived: { noticeId },
  accept: ({ data, state }) =>
    all(state, ObjectionReceived).some((received) => received.data.objection === data.objection)
      ? undefined
      : refusalOf([{ code: 'OBJECTION_UNKNOWN', pointer: '/objection' }]),
});

export const noticeCommands = [postNotice, takeDownNotice, recordObjection, answerObjection] as const;
