import { z } from 'zod';
import { type DecidedEvent, err, ok, type Rejection, type Result } from '#kernel';
import type { CommandRole, DecisionInput } from '../command.js';
import { actOf, type RecordCommand, recordingOf, recordOf } from '../define-command.js';
import { Count, DocumentNumber, LateEntry, Line, PersonId } from '../fields.js';
import { type Fault, refusal, refusalOf } from '../refusals.js';
import { impossibleCount } from './counting.js';
import { announceResult, announceResultOnPaper, enterCount, officerNotElected, settleCount } from './decide.js';
import {
  ApprovalRequested,
  ApprovalRequestedData,
  CountData,
  CountEntered,
  CountSettled,
  ElectionDossierClosed,
  ResultAnnounced,
  ResultChanged,
  ReviewListSent,
  ReviewListSentData,
} from './events.js';
import { announcedResult } from './state.js';

const STAFF: readonly CommandRole[] = ['election-clerk', 'street-lead'];

const party = { category: 'partyElection', plural: 'party-elections', roles: STAFF } as const;

/** `send-review-list` and its 补录 twin: the same event, entered from paper by two people, never guarded. */
const onPaper = (title: { readonly zh: string; readonly en: string }) => ({
  zh: `${title.zh}（补录）`,
  en: `${title.en} (entered from paper)`,
});

// Step 4 (¶23, ¶34)

const SendReviewList = ReviewListSentData.omit({ late: true });
const ReviewListOnPaper = ReviewListSentData.required({ late: true });

type ReviewList = z.infer<typeof ReviewListSentData>;

/** An exception to kin avoidance (¶24: 原则上) is about somebody on this list; whether kin are on it, REV-02 judges. */
function strayExceptions({ list, kinExceptions = [] }: ReviewList): readonly Fault[] {
  const listed = new Set(list.map(({ personId }) => personId));
  return kinExceptions.flatMap(({ persons }, index) =>
    persons.some((person) => listed.has(person))
      ? []
      : [
          {
            code: 'EXCEPTION_NOT_ON_LIST' as const,
            pointer: `/kinExceptions/${index}/persons`,
            params: { persons: persons.join(',') },
          },
        ],
  );
}

function sendList({ data }: DecisionInput<ReviewList>): Result<readonly DecidedEvent[], Rejection> {
  const stray = refusalOf(strayExceptions(data));
  return stray === undefined ? ok([ReviewListSent.of(data)]) : err(stray);
}

export const sendReviewList = actOf({
  ...party,
  verb: 'send-review-list',
  step: 4,
  title: ReviewListSent.title,
  paragraphs: ReviewListSent.paragraphs,
  on: 'required',
  guards: ['REV-02'],
  records: [ReviewListSent.type],
  schema: SendReviewList,
  decide: sendList,
});
export const reviewListOnPaper: RecordCommand<z.infer<typeof ReviewListOnPaper>> = {
  ...actOf<z.infer<typeof ReviewListOnPaper>>({
    ...party,
    kind: 'record',
    verb: 'send-review-list-on-paper',
    twinOf: sendReviewList.verb,
    step: 4,
    title: onPaper(ReviewListSent.title),
    paragraphs: ReviewListSent.paragraphs,
    on: 'required',
    records: [ReviewListSent.type],
    schema: ReviewListOnPaper,
    decide: sendList,
  }),
  recording: recordingOf(ReviewListSent, { check: strayExceptions, fixed: ['late'] }),
};

// Step 8 (¶38)

const RequestApproval = ApprovalRequestedData.omit({ late: true });
const ApprovalRequestOnPaper = ApprovalRequestedData.required({ late: true });

export const requestApproval = actOf({
  ...party,
  verb: 'request-approval',
  step: 8,
  title: ApprovalRequested.title,
  paragraphs: ApprovalRequested.paragraphs,
  on: 'required',
  guards: ['PTY-20', 'PTY-12'],
  records: [ApprovalRequested.type],
  schema: RequestApproval,
  decide: ({ data }) => ok([ApprovalRequested.of(data)]),
});
export const approvalRequestOnPaper: RecordCommand<z.infer<typeof ApprovalRequestOnPaper>> = {
  ...actOf({
    ...party,
    kind: 'record',
    verb: 'request-approval-on-paper',
    twinOf: requestApproval.verb,
    step: 8,
    title: onPaper(ApprovalRequested.title),
    paragraphs: ApprovalRequested.paragraphs,
    on: 'required',
    records: [ApprovalRequested.type],
    schema: ApprovalRequestOnPaper,
    decide: ({ data }) => ok([ApprovalRequested.of(data)]),
  }),
  recording: recordingOf(ApprovalRequested, { fixed: ['late'] }),
};

// Step 10 (¶40–41)

const EnterCount = z.strictObject({ count: CountData });

/** Which entry it is (first, second, third) follows from who entered before. */
export const enterCountCommand: RecordCommand<z.infer<typeof EnterCount>> = {
  ...actOf({
    ...party,
    kind: 'record',
    verb: 'enter-count',
    step: 10,
    title: CountEntered.title,
    paragraphs: CountEntered.paragraphs,
    on: 'optional',
    records: [CountEntered.type],
    schema: EnterCount,
    decide: enterCount,
  }),
  recording: recordingOf(CountEntered, {
    check: ({ count }) => impossibleCount(count).map((fault) => ({ ...fault, pointer: `/count${fault.pointer}` })),
    fixed: ['entry'],
  }),
};

export const settleCountCommand = actOf({
  ...party,
  verb: 'settle-count',
  step: 10,
  title: CountSettled.title,
  paragraphs: CountSettled.paragraphs,
  on: 'none',
  records: [CountSettled.type],
  schema: z.strictObject({}),
  decide: settleCount,
});

const officers = { secretary: PersonId.optional(), deputySecretaries: z.array(PersonId).max(10), place: Line };

export const announceResultCommand = actOf({
  ...party,
  verb: 'announce-result',
  step: 10,
  title: ResultAnnounced.title,
  paragraphs: ResultAnnounced.paragraphs,
  on: 'required',
  guards: ['PTY-24', 'PTY-25'],
  records: [ResultAnnounced.type],
  schema: z.strictObject(officers),
  decide: announceResult,
});
export const announceResultOnPaperCommand = actOf({
  ...party,
  kind: 'record',
  verb: 'announce-result-on-paper',
  twinOf: announceResultCommand.verb,
  step: 10,
  title: onPaper(ResultAnnounced.title),
  paragraphs: ResultAnnounced.paragraphs,
  on: 'required',
  records: [ResultAnnounced.type],
  schema: z.strictObject({
    ...officers,
    elected: z
      .array(z.strictObject({ personId: PersonId, votes: Count }))
      .min(1)
      .max(40),
    number: DocumentNumber,
    late: LateEntry,
  }),
  decide: announceResultOnPaper,
});

export const changeResult = recordOf(ResultChanged, {
  plural: 'party-elections',
  roles: ['street-lead', 'inspector-lead'],
  verb: 'change-result',
  step: 10,
  on: 'required',
  accept: ({ data, state }) =>
    announcedResult(state) === undefined ? refusal('RESULT_NOT_ANNOUNCED') : officerNotElected(data, data.elected),
});

/** "This is all": the server gives the member streams with their counts and roots. */
export const closeDossier = actOf({
  ...party,
  verb: 'close-dossier',
  step: 10,
  title: ElectionDossierClosed.title,
  paragraphs: ElectionDossierClosed.paragraphs,
  on: 'none',
  records: [ElectionDossierClosed.type],
  schema: ElectionDossierClosed.schema,
  supplied: ['streams'],
  decide: ({ data, state }): Result<readonly DecidedEvent[], Rejection> =>
    announcedResult(state) === undefined ? err(refusal('RESULT_NOT_ANNOUNCED')) : ok([ElectionDossierClosed.of(data)]),
});

export const partyElectionActs = [
  sendReviewList,
  requestApproval,
  settleCountCommand,
  announceResultCommand,
  announceResultOnPaperCommand,
  closeDossier,
] as const;
/** Records whose data the commands complete; a correction may replace them. */
export const partyElectionCompletedRecords = [
  reviewListOnPaper,
  approvalRequestOnPaper,
  enterCountCommand,
  changeResult,
] as const;
