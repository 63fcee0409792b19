import { z } from 'zod';
import { defineEvent, UnitCode } from '#kernel';
import {
  Count,
  DisqualificationGround,
  DocumentNumber,
  GroundOutcome,
  LateEntry,
  Line,
  ListedPerson,
  NomineeList,
  PastDay,
  PersonId,
  Post,
  ReviewLevel,
  RowOrigin,
  Text,
  Uuid,
} from '../fields.js';

const party = <const T extends string, D extends z.ZodObject>(
  type: T,
  title: { zh: string; en: string },
  paragraphs: readonly number[],
  data: D,
) => defineEvent({ type, category: 'partyElection', title, paragraphs, data });

// Step 1 (¶31): start

export const PartyElectionOpened = party(
  'PartyElectionOpened',
  { zh: '启动党组织换届选举', en: 'Party election opened' },
  [31],
  z.strictObject({
    community: UnitCode,
    term: z.string().max(120),
  }),
);

export const MobilisationHeld = party(
  'MobilisationHeld',
  { zh: '换届动员', en: 'Mobilisation held' },
  [31],
  z.strictObject({
    level: z.enum(['street', 'community']),
    attended: Count.optional(),
  }),
);

export const COMMITTEE_MEETING_PURPOSES = ['arrange-election', 'inspection-list', 'candidates-to-be'] as const;
export const CommitteeMeetingHeld = party(
  'CommitteeMeetingHeld',
  { zh: '社区党组织委员会会议', en: 'Committee meeting held' },
  [31, 35, 37],
  z.strictObject({
    purpose: z.enum(COMMITTEE_MEETING_PURPOSES),
    due: Count,
    present: Count,
    /** Sent by the street to guide the meeting. */
    guide: PersonId.optional(),
    minutes: DocumentNumber,
  }),
);

export const MethodDrawnUp = party(
  'MethodDrawnUp',
  { zh: '制定推荐产生办法', en: 'Method drawn up' },
  [31],
  z.strictObject({ number: DocumentNumber }),
);
export const MethodConsulted = party(
  'MethodConsulted',
  { zh: '与街道党工委沟通', en: 'Street consulted on the method' },
  [31],
  z.strictObject({ opinion: Text }),
);
export const CongressRequested = party(
  'CongressRequested',
  { zh: '报送召开党员大会请示', en: 'Request to hold the congress' },
  [31],
  z.strictObject({
    number: DocumentNumber,
    kind: z.enum(['members', 'delegates']),
  }),
);
export const CongressReplied = party(
  'CongressReplied',
  { zh: '街道党工委批复', en: 'Street’s reply on the congress' },
  [31],
  z.strictObject({
    number: DocumentNumber,
    outcome: z.enum(['approved', 'refused']),
  }),
);

// Step 2 (¶32): recommendation by members and residents

export const AppraisalHeld = party(
  'AppraisalHeld',
  { zh: '民主测评', en: 'Democratic appraisal held' },
  [32],
  z.strictObject({
    /** Same value in the recommendation meeting when both were one sitting. */
    sitting: Line,
    team: z.strictObject({ good: Count, fair: Count, poor: Count }),
    members: z.array(z.strictObject({ personId: PersonId, good: Count, fair: Count, poor: Count })).max(40),
  }),
);

export const RecommendationMeetingHeld = party(
  'RecommendationMeetingHeld',
  { zh: '党员和居民代表推荐会议', en: 'Recommendation meeting held' },
  [32],
  z.strictObject({
    sitting: Line,
    convener: z.enum(['community-party', 'street', 'other']),
    dueMembers: Count,
    presentMembers: Count,
    dueRepresentatives: Count,
    presentRepresentatives: Count,
    issued: Count,
    returned: Count,
    valid: Count,
    votes: z
      .array(z.strictObject({ personId: PersonId, votes: Count }))
      .min(1)
      .max(200),
  }),
);

/** Who was not chosen by votes but filled a shortfall from the recommended (另行推荐). */
export const FurtherRecommendationHeld = party(
  'FurtherRecommendationHeld',
  { zh: '另行推荐', en: 'Further recommendation held' },
  [32],
  z.strictObject({
    ranking: z
      .array(z.strictObject({ personId: PersonId, votes: Count }))
      .min(1)
      .max(60),
    selected: z.array(PersonId).min(1).max(40),
    reason: Text.optional(),
  }),
);

export const PreliminaryNomineesDetermined = party(
  'PreliminaryNomineesDetermined',
  { zh: '确定初步人选', en: 'Preliminary nominees determined' },
  [32],
  z.strictObject({
    list: NomineeList,
    /** Persons on the list by further recommendation. */
    filled: z.array(PersonId).max(40),
  }),
);

export const RecommendationReported = party(
  'RecommendationReported',
  { zh: '报告推荐结果', en: 'Recommendation reported' },
  [32],
  z.strictObject({ number: DocumentNumber }),
);

// Step 3 (¶33): recommendation by the street

export const StreetRecommendationMade = party(
  'StreetRecommendationMade',
  { zh: '街道党工委研究推荐', en: 'Street’s recommendation made' },
  [33],
  z.strictObject({
    list: NomineeList,
    minutes: DocumentNumber,
  }),
);
export const StreetListNotified = party(
  'StreetListNotified',
  { zh: '名单通报社区党组织', en: 'Street’s list notified' },
  [33],
  z.strictObject({ number: DocumentNumber.optional() }),
);

// Step 4 (¶23, ¶34): three-level review

export const ReviewListSentData = z.strictObject({
  level: z.enum(['full', 'joint']),
  number: DocumentNumber,
  list: NomineeList,
  departments: z.array(Line).max(40),
  /** Exceptions to kin avoidance, each with its document and approver (¶24 says 原则上). */
  kinExceptions: z
    .array(z.strictObject({ persons: z.array(PersonId).length(2), number: DocumentNumber, approver: Line }))
    .max(10)
    .optional(),
  late: LateEntry.optional(),
});
export const ReviewListSent = party(
  'ReviewListSent',
  { zh: '送审名单', en: 'List sent to review' },
  [23, 34],
  ReviewListSentData,
);

export const DepartmentReplied = party(
  'DepartmentReplied',
  { zh: '部门审查回复', en: 'Department replied' },
  [23, 34],
  z.strictObject({
    level: z.enum(['full', 'joint']),
    department: Line,
    /** `street` for the street's own department, `district` for a body sent by a district department or the district itself. */
    departmentLevel: z.enum(['street', 'district']),
    number: DocumentNumber,
    personId: PersonId,
    /** For dated sources (court list) the day on which it was asked. */
    queriedOn: PastDay.optional(),
    grounds: z
      .array(
        z.strictObject({ ground: DisqualificationGround, outcome: GroundOutcome, document: DocumentNumber.optional() }),
      )
      .min(1)
      .max(18),
    origin: RowOrigin.optional(),
  }),
);

export const REVIEW_BODIES = [
  'community-party',
  'election-committee',
  'street-working-committee',
  'district-office',
  'other',
] as const;
export const QualificationReviewedData = z.strictObject({
  level: ReviewLevel,
  personId: PersonId,
  body: z.enum(REVIEW_BODIES),
  outcome: z.enum(['passed', 'failed']),
  number: DocumentNumber.optional(),
  ground: DisqualificationGround.optional(),
  /** Where ground QUA-10 is used: reason, author and approver are mandatory (judged by the rule, not refused). */
  reason: Text.optional(),
  author: Line.optional(),
  approver: Line.optional(),
  origin: RowOrigin.optional(),
});
export const QualificationReviewed = party(
  'QualificationReviewed',
  { zh: '资格审查结论', en: 'Qualification reviewed' },
  [23, 34],
  QualificationReviewedData,
);

export const QualificationCancelled = party(
  'QualificationCancelled',
  { zh: '取消资格', en: 'Qualification cancelled' },
  [34],
  z.strictObject({
    personId: PersonId,
    by: z.enum(['district', 'street', 'community-party']),
    reason: Text,
    number: DocumentNumber.optional(),
  }),
);

export const RejectionExplained = party(
  'RejectionExplained',
  { zh: '向社区党组织作出说明', en: 'Rejection explained' },
  [32],
  z.strictObject({
    personId: PersonId,
    explanation: Text,
  }),
);

export const ReplacementNominated = party(
  'ReplacementNominated',
  { zh: '递补缺额人选', en: 'Replacement nominated' },
  [32],
  z.strictObject({
    person: ListedPerson,
    replaces: PersonId,
  }),
);

export const ReviewFedBack = party(
  'ReviewFedBack',
  { zh: '反馈通过联审名单', en: 'Reviewed list fed back' },
  [34],
  z.strictObject({
    list: NomineeList,
    number: DocumentNumber.optional(),
  }),
);

export const EXCEPTION_STAGES = [
  'street-opinion',
  'district-discipline',
  'district-organisation',
  'district-civil-affairs',
  'standing-committee',
] as const;
export const ExceptionStageRecorded = party(
  'ExceptionStageRecorded',
  { zh: '工作原因受处分人员的例外程序', en: 'Exception route stage' },
  [17],
  z.strictObject({
    personId: PersonId,
    stage: z.enum(EXCEPTION_STAGES),
    outcome: z.enum(['allowed', 'not-allowed']),
    number: DocumentNumber,
  }),
);

// Secretary (¶21)

export const SECRETARY_SOURCES = [
  'sitting-member',
  'community-worker',
  'veteran',
  'graduate',
  'property-or-owners-body',
  'superior-organ',
  'other-community',
  'other',
] as const;
export const SecretaryNomineeNamed = party(
  'SecretaryNomineeNamed',
  { zh: '确定书记人选', en: 'Secretary nominee named' },
  [21],
  z.strictObject({
    personId: PersonId,
    source: z.enum(SECRETARY_SOURCES),
    postedFromAbove: z.boolean(),
    crossCommunity: z.boolean(),
    reason: Text.optional(),
  }),
);
export const SecretaryAnalysed = party(
  'SecretaryAnalysed',
  { zh: '逐社区分析研判', en: 'Secretary’s post analysed' },
  [21],
  z.strictObject({ summary: Text, number: DocumentNumber.optional() }),
);
export const StandingCommitteeDiscussed = party(
  'StandingCommitteeDiscussed',
  { zh: '区委常委会研究书记人选', en: 'Standing committee discussed the secretary' },
  [21, 35],
  z.strictObject({
    personId: PersonId,
    outcome: z.enum(['agreed', 'not-agreed']),
    number: DocumentNumber,
  }),
);

// Step 5 (¶35): inspection

export const InspectionListFixed = party(
  'InspectionListFixed',
  { zh: '确定考察名单', en: 'Inspection list fixed' },
  [35],
  z.strictObject({
    list: NomineeList,
    minutes: DocumentNumber,
  }),
);
export const InspectionHeld = party(
  'InspectionHeld',
  { zh: '组织考察', en: 'Inspection held' },
  [35],
  z.strictObject({
    personId: PersonId,
    by: z.array(z.enum(['street', 'district-organisation'])).min(1),
    summary: Text,
  }),
);
export const InspectionFedBack = party(
  'InspectionFedBack',
  { zh: '反馈考察情况', en: 'Inspection fed back' },
  [35],
  z.strictObject({ number: DocumentNumber.optional(), summary: Text }),
);

// Step 6 (¶36): talks

export const TalkHeld = party(
  'TalkHeld',
  { zh: '谈心谈话', en: 'Talk held' },
  [36],
  z.strictObject({
    personId: PersonId,
    /** Those who talked with the person, each with the post held that day. */
    participants: z
      .array(z.strictObject({ personId: PersonId, post: Post }))
      .min(1)
      .max(10),
    place: Line.optional(),
  }),
);

// Steps 7 to 9 (¶37–39)

export const CandidatesToBeDetermined = party(
  'CandidatesToBeDetermined',
  { zh: '确定候选人预备人选', en: 'Candidates-to-be determined' },
  [37],
  z.strictObject({
    list: NomineeList,
    minutes: DocumentNumber,
  }),
);
export const ApprovalRequestedData = z.strictObject({
  number: DocumentNumber,
  list: NomineeList,
  late: LateEntry.optional(),
});
export const ApprovalRequested = party(
  'ApprovalRequested',
  { zh: '上报请示', en: 'Approval requested' },
  [38],
  ApprovalRequestedData,
);
export const ApprovalGiven = party(
  'ApprovalGiven',
  { zh: '街道党工委批复预备人选', en: 'Approval given' },
  [38],
  z.strictObject({
    number: DocumentNumber,
    outcome: z.enum(['approved', 'returned']),
  }),
);
export const PledgeSigned = party(
  'PledgeSigned',
  { zh: '签订纪律承诺书', en: 'Pledge signed' },
  [39],
  z.strictObject({
    personId: PersonId,
    /** The pledge with the street; the written promise is posted in a notice. */
    promise: z.boolean(),
  }),
);
export const CandidateWithdrew = party(
  'CandidateWithdrew',
  { zh: '退出提名', en: 'Candidate withdrew' },
  [24],
  z.strictObject({ personId: PersonId, reason: Text }),
);

// Step 10 (¶40–41): congress

export const ElectionRulesPassed = party(
  'ElectionRulesPassed',
  { zh: '选举办法通过', en: 'Election rules passed' },
  [17, 40],
  z.strictObject({
    number: DocumentNumber,
    /** The street's qualification terms are written into them (¶17). */
    includesQualificationTerms: z.boolean(),
  }),
);
export const AGENDA_OUTCOMES = ['passed', 'not-passed', 'not-put'] as const;
export const CongressHeld = party(
  'CongressHeld',
  { zh: '党员大会', en: 'Party congress held' },
  [40],
  z.strictObject({
    kind: z.enum(['members', 'delegates']),
    due: Count,
    present: Count,
    agenda: z.strictObject({
      workReport: z.enum(AGENDA_OUTCOMES),
      candidateList: z.enum(AGENDA_OUTCOMES),
      electionRules: z.enum(AGENDA_OUTCOMES),
    }),
    scrutineers: z.array(PersonId).max(20),
    tellers: z.array(PersonId).max(20),
  }),
);

/** One count as one person keyed it; a second person keys it again without seeing the first. */
export const CountData = z.strictObject({
  issued: Count,
  returned: Count,
  valid: Count,
  void: Count,
  votes: z
    .array(z.strictObject({ personId: PersonId, votes: Count }))
    .min(1)
    .max(60),
});
export const CountEntered = party(
  'CountEntered',
  { zh: '录入计票结果', en: 'Count entered' },
  [40],
  z.strictObject({
    entry: z.enum(['first', 'second', 'third']),
    count: CountData,
  }),
);
export const CountSettled = party(
  'CountSettled',
  { zh: '计票结果核定', en: 'Count settled' },
  [40],
  z.strictObject({
    count: CountData,
    entries: z.array(Uuid).min(2).max(3),
    /** Fields in which the two entries differed, with who decided (a third person). */
    differences: z
      .array(z.strictObject({ field: z.string().max(80), first: Count, second: Count, settled: Count }))
      .max(80),
  }),
);
export const ResultAnnounced = party(
  'ResultAnnounced',
  { zh: '宣布选举结果', en: 'Result announced' },
  [40],
  z.strictObject({
    elected: z.array(z.strictObject({ personId: PersonId, votes: Count })).max(40),
    secretary: PersonId.optional(),
    deputySecretaries: z.array(PersonId).max(10),
    countSettled: Uuid,
    place: Line,
    /** Document with the elected as stated on paper (a run-off after a tie): only where they were not computed here. */
    number: DocumentNumber.optional(),
    late: LateEntry.optional(),
  }),
);
/** An announced result changes only by this, with a document number. */
export const ResultChanged = party(
  'ResultChanged',
  { zh: '变更已宣布结果', en: 'Announced result changed' },
  [40],
  z.strictObject({
    elected: z.array(z.strictObject({ personId: PersonId, votes: Count })).max(40),
    secretary: PersonId.optional(),
    issuer: Line,
    number: DocumentNumber,
    ground: Text,
  }),
);
export const ResultReported = party(
  'ResultReported',
  { zh: '书面报告选举情况', en: 'Result reported' },
  [41],
  z.strictObject({ number: DocumentNumber }),
);
export const ResultApproved = party(
  'ResultApproved',
  { zh: '街道党工委批复选举结果', en: 'Result approved' },
  [41],
  z.strictObject({
    number: DocumentNumber,
    outcome: z.enum(['approved', 'returned']),
  }),
);
export const SecretaryFiled = party(
  'SecretaryFiled',
  { zh: '书记报区委组织部备案', en: 'Secretary filed' },
  [21, 41],
  z.strictObject({ personId: PersonId, number: DocumentNumber }),
);

/** "This is all": every member stream of the election with its count and RFC 6962 root over its leaves. */
export const ElectionDossierClosed = party(
  'ElectionDossierClosed',
  { zh: '选举卷宗封存', en: 'Election dossier closed' },
  [41],
  z.strictObject({
    streams: z
      .array(z.strictObject({ stream: z.string().max(160), count: Count, root: z.string().max(64) }))
      .min(1)
      .max(120),
  }),
);

export const partyElectionEvents = [
  PartyElectionOpened,
  MobilisationHeld,
  CommitteeMeetingHeld,
  MethodDrawnUp,
  MethodConsulted,
  CongressRequested,
  CongressReplied,
  AppraisalHeld,
  RecommendationMeetingHeld,
  FurtherRecommendationHeld,
  PreliminaryNomineesDetermined,
  RecommendationReported,
  StreetRecommendationMade,
  StreetListNotified,
  ReviewListSent,
  DepartmentReplied,
  QualificationReviewed,
  QualificationCancelled,
  RejectionExplained,
  ReplacementNominated,
  ReviewFedBack,
  ExceptionStageRecorded,
  SecretaryNomineeNamed,
  SecretaryAnalysed,
  StandingCommitteeDiscussed,
  InspectionListFixed,
  InspectionHeld,
  InspectionFedBack,
  TalkHeld,
  CandidatesToBeDetermined,
  ApprovalRequested,
  ApprovalGiven,
  PledgeSigned,
  CandidateWithdrew,
  ElectionRulesPassed,
  CongressHeld,
  CountEntered,
  CountSettled,
  ResultAnnounced,
  ResultChanged,
  ResultReported,
  ResultApproved,
  SecretaryFiled,
  ElectionDossierClosed,
] as const;
