import { z } from 'zod';
import { all, err, ok, streamName } from '#kernel';
import type { CommandRole, DecisionContext } from '../command.js';
import { actOf, type RecordCommand, recordingOf, recordOf, unitOfStream } from '../define-command.js';
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
  TermOpenedData,
} from './events.js';
import { openJustifications, openProblems } from './state.js';

const STAFF: readonly CommandRole[] = ['election-clerk', 'street-lead'];
/** `term-C03-2021-1`; throws on an id of another shape, for the streams of the elections are named after it. */
function termStream(id: string): string {
  if (!/^[A-Z][0-9]{2,6}-\d{4}-\d+$/.test(id)) throw new Error(`not the id of a term: ${id}`);
  return streamName('term', id);
}

const term = { plural: 'terms', roles: STAFF } as const;

const PackKey = z.string().regex(/^[a-z0-9-]{3,40}@\d+\.\d+\.\d+#[0-9a-f]{64}$/);
const PackKeys = z.array(PackKey).min(1).max(20);

/** The packs on board that were chosen: others could not be judged by. */
function chosenPacks(keys: readonly string[], context: DecisionContext, at: string) {
  const faults: Fault[] = [];
  const packs = keys.flatMap((key, i) => {
    const pack = context.packs?.find((one) => packKey(one) === key);
    const pointer = `${at}/${i}`;
    if (pack === undefined) faults.push({ code: 'PACK_NOT_ON_BOARD', pointer, params: namedIn(key) });
    if (keys.indexOf(key) !== i) faults.push({ code: 'PACK_CHOSEN_TWICE', pointer, params: namedIn(key) });
    return pack === undefined ? [] : [{ id: pack.id, version: pack.version, digest: pack.digest }];
  });
  return { packs, wrong: refusalOf(faults) };
}

function namedIn(key: string): { pack: string; version: string } {
  const [, pack = key, version = ''] = /^(.+)@(.+)#/.exec(key) ?? [];
  return { pack, version };
}

/** `2021年社区“两委”换届方案 1.0.0（2021-08-01 至 2022-12-31）`, for everything on board. */
function onBoard({ packs = [] }: DecisionContext): { onBoardZh: string; onBoardEn: string } {
  const list = (language: 'zh' | 'en', to: string, open: string) =>
    packs.map(({ id, version, title, from, until }) =>
      from === undefined
        ? `${id} ${version}`
        : `${title?.[language] ?? id} ${version} (${from}${until === undefined ? open : `${to}${until}`})`,
    );
  return {
    onBoardZh: list('zh', ' 至 ', ' 起').join('、').replaceAll(' (', '（').replaceAll(')', '）'),
    onBoardEn: list('en', ' to ', ' onwards').join(', '),
  };
}

const OpenTerm = TermOpenedData.extend({
  /** Other packs than those in force on the election date, with the reason; the only way where none is in force. */
  otherPacks: z.strictObject({ packs: PackKeys, reason: Text }).optional(),
});
type OpenTerm = z.infer<typeof OpenTerm>;

const checkTerm = ({
  electionDate,
  residentsElectionDate,
}: Pick<OpenTerm, 'electionDate' | 'residentsElectionDate'>): readonly Fault[] =>
  residentsElectionDate !== undefined && residentsElectionDate.slice(0, 4) < electionDate.slice(0, 4)
    ? [
        {
          code: 'DATES_OUT_OF_ORDER',
          pointer: '/residentsElectionDate',
          params: { later: residentsElectionDate, earlier: electionDate },
        },
      ]
    : [];

/**
 * The stream is `term-<community>-<year of the planned congress>-<n>`. `packs` are the rule packs in force on the
 * election date: the server pins them, a person does not type them. Where none is in force, or others are to be kept,
 * the street's lead chooses among those on board with a reason, which is recorded as a change of packs.
 */
export const openTerm: RecordCommand<OpenTerm> = {
  ...actOf<OpenTerm>({
    ...term,
    kind: 'record',
    verb: 'open-term',
    category: 'term',
    title: TermOpened.title,
    paragraphs: TermOpened.paragraphs,
    on: 'required',
    target: 'create',
    stream: ({ community, electionDate }, id = `${community}-${electionDate.slice(0, 4)}-1`) => termStream(id),
    unit: ({ community }) => community,
    records: [TermOpened.type, PacksChanged.type],
    supplied: ['packs'],
    schema: OpenTerm,
    decide({ data: { otherPacks, ...data }, state, context }) {
      const wrong = refusalOf(checkTerm(data));
      if (wrong !== undefined) return err(wrong);
      const expected = unitOfStream(state.stream) ?? '';
      if (expected !== data.community) {
        const params = { community: data.community, expected };
        return err(
          refusalOf([{ code: 'OTHER_COMMUNITY', pointer: '/community', params }]) ?? refusal('OTHER_COMMUNITY'),
        );
      }
      if (otherPacks === undefined) {
        const params = { day: data.electionDate, ...onBoard(context) };
        const none = refusal('NO_PACK_IN_FORCE', params, {
          fields: [{ pointer: '/data/electionDate', code: 'NO_PACK_IN_FORCE', params }],
        });
        return data.packs.length === 0 ? err(none) : ok([TermOpened.of(data)]);
      }
      if (context.actor.role !== 'street-lead')
        return err(refusal('PACKS_BY_LEAD', {}, { fields: [{ pointer: '/data/otherPacks', code: 'PACKS_BY_LEAD' }] }));
      const { packs, wrong: unknown } = chosenPacks(otherPacks.packs, context, '/otherPacks/packs');
      if (unknown !== undefined) return err(unknown);
      return ok([
        TermOpened.of({ ...data, packs: data.packs.length === 0 ? packs : data.packs }),
        PacksChanged.of({ packs, reason: otherPacks.reason }),
      ]);
    },
  }),
  recording: recordingOf(TermOpened, { check: checkTerm, fixed: ['community', 'street', 'packs'], opens: true }),
};

/** A person chooses among the packs on board: others could not be judged by. */
export const changePacks = actOf({
  ...term,
  verb: 'change-packs',
  category: 'term',
  title: PacksChanged.title,
  roles: ['street-lead'],
  on: 'none',
  records: [PacksChanged.type],
  schema: z.strictObject({ packs: PackKeys, reason: Text }),
  decide({ data, context }) {
    const { packs, wrong } = chosenPacks(data.packs, context, '/packs');
    return wrong === undefined ? ok([PacksChanged.of({ packs, reason: data.reason })]) : err(wrong);
  },
});

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
  accept: ({ data: { rule, subject }, context }) =>
    context.isExplainable?.(rule, subject) === false
      ? refusal(
          'NOT_EXPLAINABLE',
          { rule, subject },
          { fields: [{ pointer: '/data/subject', code: 'NOT_EXPLAINABLE' }] },
        )
      : undefined,
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
