import { all, type Rejection, streamName } from '#kernel';
import type { CommandRole, DecisionInput } from '../command.js';
import { idOf, recordOf, sisterStream, unitOfStream } from '../define-command.js';
import { type Fault, refusalOf } from '../refusals.js';
import { ResidentsNomineeProposed } from '../residents-election/events.js';
import { impossibleVotes } from './counting.js';
import * as events from './events.js';
import { everNominated } from './state.js';

const STAFF: readonly CommandRole[] = ['election-clerk', 'street-lead'];
const STREET: readonly CommandRole[] = ['street-lead', 'election-clerk'];
const REVIEWERS: readonly CommandRole[] = ['election-clerk', 'street-lead', 'joint-reviewer'];

/** A record of the Party election at one of its ten steps. */
const at = (step: number, roles: readonly CommandRole[] = STAFF) =>
  ({ plural: 'party-elections', step, roles, on: 'required' }) as const;

const presentNotOverDue = ({ present, due }: { readonly present: number; readonly due: number }): readonly Fault[] =>
  present > due ? [{ code: 'PRESENT_EXCEEDS_DUE', pointer: '/present', params: { present, due } }] : [];

/** Only who stands on a list of this community can be struck off, withdraw or be replaced. */
function nominated(person: string, pointer: string, { state, context }: DecisionInput<unknown>): Rejection | undefined {
  if (everNominated(state).has(person)) return undefined;
  const residents = context.journal(sisterStream('residentsElection', state.stream));
  if (all(residents, ResidentsNomineeProposed).some(({ data }) => data.personId === person)) return undefined;
  return refusalOf([{ code: 'NOT_NOMINATED', pointer, params: { person } }]);
}

// Step 1 (¶31): start

/** Opens `partyElection-…` beside its term's stream. */
export const openPartyElection = recordOf(events.PartyElectionOpened, {
  ...at(1),
  verb: 'open-party-election',
  target: 'create',
  stream: ({ term }) => streamName('partyElection', idOf(term)),
  unit: ({ community }) => community,
  fixed: ['community', 'term'],
  accept: ({ data, context }) => {
    if (!data.term.startsWith('term-') || context.journal(data.term).rev < 0) {
      return refusalOf([{ code: 'TERM_UNKNOWN', pointer: '/term', params: { term: data.term } }]);
    }
    const expected = unitOfStream(data.term) ?? '';
    if (expected === data.community) return undefined;
    const params = { community: data.community, expected };
    return refusalOf([{ code: 'OTHER_COMMUNITY', pointer: '/community', params }]);
  },
});
export const recordMobilisation = recordOf(events.MobilisationHeld, { ...at(1), verb: 'record-mobilisation' });
/** Also for the meetings of steps 5 and 7: `purpose` tells which. */
export const recordCommitteeMeeting = recordOf(events.CommitteeMeetingHeld, {
  ...at(1),
  verb: 'record-committee-meeting',
  check: presentNotOverDue,
});
export const recordMethod = recordOf(events.MethodDrawnUp, { ...at(1), verb: 'record-method' });
export const recordMethodConsultation = recordOf(events.MethodConsulted, {
  ...at(1),
  verb: 'record-method-consultation',
});
export const recordCongressRequest = recordOf(events.CongressRequested, { ...at(1), verb: 'record-congress-request' });
export const recordCongressReply = recordOf(events.CongressReplied, {
  ...at(1, STREET),
  verb: 'record-congress-reply',
});

// Step 2 (¶32): recommendation by members and residents

export const recordAppraisal = recordOf(events.AppraisalHeld, { ...at(2), verb: 'record-appraisal' });
export const recordRecommendationMeeting = recordOf(events.RecommendationMeetingHeld, {
  ...at(2),
  verb: 'record-recommendation-meeting',
  check: (data) => [
    ...presentNotOverDue({ present: data.presentMembers, due: data.dueMembers }).map((fault) => ({
      ...fault,
      pointer: '/presentMembers',
    })),
    ...presentNotOverDue({ present: data.presentRepresentatives, due: data.dueRepresentatives }).map((fault) => ({
      ...fault,
      pointer: '/presentRepresentatives',
    })),
    ...impossibleVotes(data),
  ],
});
export const recordFurtherRecommendation = recordOf(events.FurtherRecommendationHeld, {
  ...at(2),
  verb: 'record-further-recommendation',
  check: ({ ranking, selected }) =>
    selected.flatMap((person, index) =>
      ranking.some(({ personId }) => personId === person)
        ? []
        : [{ code: 'SELECTED_NOT_RANKED' as const, pointer: `/selected/${index}`, params: { person } }],
    ),
});
export const recordPreliminaryNominees = recordOf(events.PreliminaryNomineesDetermined, {
  ...at(2),
  verb: 'record-preliminary-nominees',
  check: ({ list, filled }) =>
    filled.flatMap((person, index) =>
      list.some(({ personId }) => personId === person)
        ? []
        : [{ code: 'FILLED_NOT_LISTED' as const, pointer: `/filled/${index}`, params: { person } }],
    ),
});
export const recordRecommendationReport = recordOf(events.RecommendationReported, {
  ...at(2),
  verb: 'record-recommendation-report',
});

// Step 3 (¶33): recommendation by the street

export const recordStreetRecommendation = recordOf(events.StreetRecommendationMade, {
  ...at(3, STREET),
  verb: 'record-street-recommendation',
});
export const recordStreetListNotice = recordOf(events.StreetListNotified, {
  ...at(3, STREET),
  verb: 'record-street-list-notice',
});

// Step 4 (¶23, ¶34): review. Sending a list to review is an act: see acts.ts.

export const recordDepartmentReply = recordOf(events.DepartmentReplied, {
  ...at(4, REVIEWERS),
  verb: 'record-department-reply',
  check: ({ grounds }) =>
    grounds.flatMap(({ ground }, index) =>
      grounds.findIndex((other) => other.ground === ground) < index
        ? [{ code: 'DUPLICATE_GROUND' as const, pointer: `/grounds/${index}/ground`, params: { ground } }]
        : [],
    ),
});
export const recordReview = recordOf(events.QualificationReviewed, {
  ...at(4, REVIEWERS),
  verb: 'record-review',
  check: ({ outcome, ground }) =>
    outcome === 'passed' && ground !== undefined
      ? [{ code: 'PASSED_WITH_GROUND', pointer: '/ground', params: { ground } }]
      : [],
});
export const recordCancellation = recordOf(events.QualificationCancelled, {
  ...at(4, REVIEWERS),
  verb: 'record-cancellation',
  accept: (input) => nominated(input.data.personId, '/personId', input),
});
export const recordRejectionExplanation = recordOf(events.RejectionExplained, {
  ...at(4, STREET),
  verb: 'record-rejection-explanation',
});
export const recordReplacement = recordOf(events.ReplacementNominated, {
  ...at(4),
  verb: 'record-replacement',
  check: ({ person, replaces }) =>
    person.personId === replaces ? [{ code: 'REPLACES_ONESELF', pointer: '/replaces' }] : [],
  accept: (input) => nominated(input.data.replaces, '/replaces', input),
});
export const recordReviewFeedback = recordOf(events.ReviewFedBack, {
  ...at(4, STREET),
  verb: 'record-review-feedback',
});
export const recordExceptionStage = recordOf(events.ExceptionStageRecorded, {
  ...at(4, REVIEWERS),
  verb: 'record-exception-stage',
});

// The secretary (¶21) and step 5 (¶35): inspection

export const recordSecretaryNominee = recordOf(events.SecretaryNomineeNamed, {
  ...at(5, STREET),
  verb: 'record-secretary-nominee',
});
export const recordSecretaryAnalysis = recordOf(events.SecretaryAnalysed, {
  ...at(5, STREET),
  verb: 'record-secretary-analysis',
});
export const recordStandingCommittee = recordOf(events.StandingCommitteeDiscussed, {
  ...at(5, STREET),
  verb: 'record-standing-committee',
});
export const recordInspectionList = recordOf(events.InspectionListFixed, { ...at(5), verb: 'record-inspection-list' });
export const recordInspection = recordOf(events.InspectionHeld, { ...at(5, STREET), verb: 'record-inspection' });
export const recordInspectionFeedback = recordOf(events.InspectionFedBack, {
  ...at(5, STREET),
  verb: 'record-inspection-feedback',
});

// Step 6 (¶36): talks

export const recordTalk = recordOf(events.TalkHeld, {
  ...at(6, STREET),
  verb: 'record-talk',
  check: ({ personId, participants }) =>
    participants.flatMap((participant, index) =>
      participant.personId === personId
        ? [
            {
              code: 'TALKS_WITH_ONESELF' as const,
              pointer: `/participants/${index}/personId`,
              params: { person: personId },
            },
          ]
        : [],
    ),
});

// Steps 7 to 9 (¶37–39). Requesting the approval is an act: see acts.ts.

export const recordCandidatesToBe = recordOf(events.CandidatesToBeDetermined, {
  ...at(7),
  verb: 'record-candidates-to-be',
});
export const recordApproval = recordOf(events.ApprovalGiven, { ...at(8, STREET), verb: 'record-approval' });
export const recordPledge = recordOf(events.PledgeSigned, { ...at(9), verb: 'record-pledge' });
/** A withdrawal can come at any time after the nomination; the console files it where kin avoidance is checked. */
export const recordWithdrawal = recordOf(events.CandidateWithdrew, {
  ...at(4),
  verb: 'record-withdrawal',
  accept: (input) => nominated(input.data.personId, '/personId', input),
});

// Step 10 (¶40–41): congress. Count and announcement: see acts.ts.

export const recordElectionRules = recordOf(events.ElectionRulesPassed, { ...at(10), verb: 'record-election-rules' });
export const recordCongress = recordOf(events.CongressHeld, {
  ...at(10),
  verb: 'record-congress',
  check: presentNotOverDue,
});
export const recordResultReport = recordOf(events.ResultReported, { ...at(10), verb: 'record-result-report' });
export const recordResultApproval = recordOf(events.ResultApproved, {
  ...at(10, STREET),
  verb: 'record-result-approval',
});
export const recordSecretaryFiling = recordOf(events.SecretaryFiled, {
  ...at(10, STREET),
  verb: 'record-secretary-filing',
});

export const partyElectionRecords = [
  openPartyElection,
  recordMobilisation,
  recordCommitteeMeeting,
  recordMethod,
  recordMethodConsultation,
  recordCongressRequest,
  recordCongressReply,
  recordAppraisal,
  recordRecommendationMeeting,
  recordFurtherRecommendation,
  recordPreliminaryNominees,
  recordRecommendationReport,
  recordStreetRecommendation,
  recordStreetListNotice,
  recordDepartmentReply,
  recordReview,
  recordCancellation,
  recordRejectionExplanation,
  recordReplacement,
  recordReviewFeedback,
  recordExceptionStage,
  recordSecretaryNominee,
  recordSecretaryAnalysis,
  recordStandingCommittee,
  recordInspectionList,
  recordInspection,
  recordInspectionFeedback,
  recordTalk,
  recordCandidatesToBe,
  recordApproval,
  recordPledge,
  recordWithdrawal,
  recordElectionRules,
  recordCongress,
  recordResultReport,
  recordResultApproval,
  recordSecretaryFiling,
] as const;
