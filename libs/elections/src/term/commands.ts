import { z } from 'zod';
import { all, err, ok, streamName } from '#kernel';
import type { CommandRole } from '../command.js';
import { actOf, recordOf, unitOfStream } from '../define-command.js';
import { DocumentNumber, Text, Uuid } from '../fields.js';
import { type Fault, refusal, refusalOf } from '../refusals.js';
import {
  BlockingProblemRaised,
  BlockingProblemResolved,
  ClearanceRecorded,
  DelegateRecorded,
  ElectorateRecorded,
  JustificationApproved,
  JustificationProposed,
  OneShoulderReported,
  PacksChanged,
  PlanDrawnUp,
  PlanReviewed,
  PreparationRecorded,
  packKey,
  ScheduleSet,
  SeatsApproved,
  SeatsPlanned,
  SeatsSubmitted,
  SittingMemberRecorded,
  SuccessorMentored,
  TermOpened,
} from './events.js';
import { openJustifications, openProblems } from './state.js';

const STAFF: readonly CommandRole[] = ['election-clerk', 'street-lead'];
/** `term-C03-2021-1`; throws on an id of another shape, for the streams of the elections are named after it. */
function termStream(id: string): string {
  if (!/^[A-Z][0-9]{2,6}-\d{4}-\d+$/.test(id)) throw new Error(`not the id of a term: ${id}`);
  return streamName('term', id);
}

const term = { plural: 'terms', roles: STAFF } as const;

/**
 * The stream is `term-<community>-<year of the planned congress>-<n>`. `packs` are the rule packs in force on the
 * election date: the server pins them, a person does not type them.
 */
export const openTerm = recordOf(TermOpened, {
  ...term,
  verb: 'open-term',
  on: 'required',
  target: 'create',
  stream: ({ community, electionDate }, id = `${community}-${electionDate.slice(0, 4)}-1`) => termStream(id),
  unit: ({ community }) => community,
  fixed: ['community', 'street', 'packs'],
  supplied: ['packs'],
  check: ({ electionDate, residentsElectionDate }) =>
    residentsElectionDate !== undefined && residentsElectionDate.slice(0, 4) < electionDate.slice(0, 4)
      ? [
          {
            code: 'DATES_OUT_OF_ORDER',
            pointer: '/residentsElectionDate',
            params: { later: residentsElectionDate, earlier: electionDate },
          },
        ]
      : [],
  accept: ({ data, state }) => {
    const expected = unitOfStream(state.stream) ?? '';
    if (data.packs.length === 0)
      return refusalOf([{ code: 'NO_PACK_IN_FORCE', pointer: '/electionDate', params: { day: data.electionDate } }]);
    if (expected === data.community) return undefined;
    const params = { community: data.community, expected };
    return refusalOf([{ code: 'OTHER_COMMUNITY', pointer: '/community', params }]);
  },
});

const PackKey = z.string().regex(/^[a-z0-9-]{3,40}@\d+\.\d+\.\d+#[0-9a-f]{64}$/);

/** A person chooses among the packs on board: others could not be judged by. */
export const changePacks = actOf({
  ...term,
  verb: 'change-packs',
  category: 'term',
  title: PacksChanged.title,
  roles: ['street-lead'],
  on: 'none',
  records: [PacksChanged.type],
  schema: z.strictObject({ packs: z.array(PackKey).min(1).max(20), reason: Text }),
  decide({ data, context }) {
    const faults: Fault[] = [];
    const packs = data.packs.flatMap((key, i) => {
      const pack = context.packs?.find((one) => packKey(one) === key);
      const pointer = `/packs/${i}`;
      if (pack === undefined) faults.push({ code: 'PACK_NOT_ON_BOARD', pointer, params: namedIn(key) });
      if (data.packs.indexOf(key) !== i) faults.push({ code: 'PACK_CHOSEN_TWICE', pointer, params: namedIn(key) });
      return pack === undefined ? [] : [pack];
    });
    const wrong = refusalOf(faults);
    return wrong === undefined ? ok([PacksChanged.of({ packs, reason: data.reason })]) : err(wrong);
  },
});

function namedIn(key: string): { pack: string; version: string } {
  const [, pack = key, version = ''] = /^(.+)@(.+)#/.exec(key) ?? [];
  return { pack, version };
}

export const recordPlan = recordOf(PlanDrawnUp, {
  ...term,
  verb: 'record-plan',
  on: 'required',
  mayRepeat: ['responsible'],
});
export const recordPlanReview = recordOf(PlanReviewed, { ...term, verb: 'record-plan-review', on: 'required' });

export const recordSeatsPlan = recordOf(SeatsPlanned, { ...term, verb: 'record-seats-plan', on: 'required' });
export const recordSeatsSubmission = recordOf(SeatsSubmitted, {
  ...term,
  verb: 'record-seats-submission',
  on: 'required',
});
export const recordSeatsApproval = recordOf(SeatsApproved, { ...term, verb: 'record-seats-approval', on: 'required' });

export const recordPreparation = recordOf(PreparationRecorded, { ...term, verb: 'record-preparation', on: 'required' });
export const recordClearance = recordOf(ClearanceRecorded, { ...term, verb: 'record-clearance', on: 'required' });
export const raiseProblem = recordOf(BlockingProblemRaised, {
  ...term,
  verb: 'raise-problem',
  roles: [...STAFF, 'inspector', 'inspector-lead'],
  on: 'required',
});
export const resolveProblem = recordOf(BlockingProblemResolved, {
  ...term,
  verb: 'resolve-problem',
  on: 'required',
  accept: ({ data, state }) =>
    openProblems(state).some(({ id }) => id === data.raised)
      ? undefined
      : refusalOf([{ code: 'PROBLEM_NOT_OPEN', pointer: '/raised' }]),
});

export const recordSittingMember = recordOf(SittingMemberRecorded, {
  ...term,
  verb: 'record-sitting-member',
  on: 'optional',
  accept: ({ data, state }) =>
    all(state, SittingMemberRecorded).some(
      (known) =>
        known.data.personId === data.personId && known.data.body === data.body && known.data.post === data.post,
    )
      ? refusal('ALREADY_RECORDED')
      : undefined,
});
export const recordElectorate = recordOf(ElectorateRecorded, { ...term, verb: 'record-electorate', on: 'required' });
export const recordDelegate = recordOf(DelegateRecorded, {
  ...term,
  verb: 'record-delegate',
  on: 'optional',
  accept: ({ data, state }) =>
    all(state, DelegateRecorded).some((known) => known.data.personId === data.personId && known.data.kind === data.kind)
      ? refusal('ALREADY_RECORDED')
      : undefined,
});

export const recordSchedule = recordOf(ScheduleSet, { ...term, verb: 'record-schedule', on: 'required' });
export const recordOneShoulder = recordOf(OneShoulderReported, {
  ...term,
  verb: 'record-one-shoulder-report',
  on: 'required',
});
export const recordMentoring = recordOf(SuccessorMentored, { ...term, verb: 'record-mentoring', on: 'required' });

/** Says why a softened rule was not kept; nothing counts until another person approves. */
export const proposeJustification = recordOf(JustificationProposed, {
  ...term,
  verb: 'propose-justification',
  on: 'none',
});

export const approveJustification = actOf({
  ...term,
  verb: 'approve-justification',
  category: 'term',
  title: JustificationApproved.title,
  roles: ['street-lead'],
  on: 'none',
  records: [JustificationApproved.type],
  schema: z.strictObject({ proposal: Uuid, number: DocumentNumber.optional() }),
  decide: ({ data, state, context }) => {
    const proposal = openJustifications(state).find(({ id }) => id === data.proposal);
    if (proposal === undefined) return err(refusal('PROPOSAL_NOT_OPEN'));
    if (proposal.actor.id === context.actor.id) return err(refusal('SAME_PERSON', { person: context.actor.id }));
    return ok([JustificationApproved.of({ ...proposal.data, ...data, approver: context.actor.id })]);
  },
});

export const termCommands = [
  openTerm,
  changePacks,
  recordPlan,
  recordPlanReview,
  recordSeatsPlan,
  recordSeatsSubmission,
  recordSeatsApproval,
  recordPreparation,
  recordClearance,
  raiseProblem,
  resolveProblem,
  recordSittingMember,
  recordElectorate,
  recordDelegate,
  recordSchedule,
  recordOneShoulder,
  recordMentoring,
  proposeJustification,
  approveJustification,
] as const;
