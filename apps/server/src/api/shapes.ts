import { z } from 'zod';
import { CELL_STATES } from '#supervision';

/**
 * Shapes of the answers of the HTTP API. The server checks nothing here at run time: OpenAPI is generated from them and
 * the console takes its types from them. Commands have their shapes in the libraries (`Command.schema`).
 */

/** What an answer was built from: leaf count and root of the process log that the views had seen. */
export const BuiltFrom = z.object({ position: z.number().int(), root: z.string(), at: z.string().optional() });

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  rule: z.string().optional(),
  source: z.string().optional(),
  arithmetic: z.object({ zh: z.string(), en: z.string() }).optional(),
  /** What to do about a rule's refusal. */
  remedy: z.object({ zh: z.string(), en: z.string() }).optional(),
  fields: z
    .array(
      z.object({
        pointer: z.string(),
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional(),
  /** More refusals of the same command, where several guards refused. */
  also: z
    .array(
      z.object({
        code: z.string(),
        rule: z.string().optional(),
        source: z.string().optional(),
        arithmetic: z.object({ zh: z.string(), en: z.string() }).optional(),
        remedy: z.object({ zh: z.string(), en: z.string() }).optional(),
      }),
    )
    .optional(),
  traceId: z.string().optional(),
});

export const WordsShape = z.object({ zh: z.string(), en: z.string() });

export const Session = z.object({
  /** false: everything else but `demo` and `firstStart` is absent. */
  signedIn: z.boolean(),
  demo: z.boolean(),
  /** True until the first administrator exists: the console says to use the one-time link. */
  firstStart: z.boolean(),
  account: z.object({ id: z.string(), login: z.string(), displayName: z.string(), personId: z.string() }).optional(),
  /** The role worked in now, and those that can be switched to. */
  role: z.object({ role: z.string(), unit: z.string() }).optional(),
  roles: z.array(z.object({ role: z.string(), unit: z.string() })).optional(),
  capabilities: z.array(z.string()).optional(),
  mustChangePassword: z.boolean().optional(),
  idleMinutes: z.number().int().optional(),
  /** The ledger clock: the demonstration's is shifted. */
  ledgerNow: z.string().optional(),
});

export const DemoAccount = z.object({
  login: z.string(),
  password: z.string(),
  displayName: z.string(),
  role: z.string(),
  unit: z.string(),
  does: WordsShape,
});

export const OutcomeShape = z.enum([
  'fail',
  'overdue',
  'ambiguous',
  'warn',
  'needs-finding',
  'not-evaluable',
  'not-yet-due',
  'measured',
  'pass',
  'not-applicable',
]);

export const RuleRow = z.object({
  rule: z.string(),
  pack: z.string(),
  force: z.enum(['must', 'softened', 'target']),
  paragraph: z.number().int(),
  title: WordsShape,
  step: z.number().int().optional(),
  /** `person:<id>`, `community:C01`, `notice:<id>` … */
  subject: z.string(),
  subjectName: z.string(),
  outcome: OutcomeShape,
  /** Names of persons are put in where the reader may see them. */
  arithmetic: WordsShape,
  evidence: z.array(z.string()),
  missing: z.array(WordsShape).optional(),
  reading: WordsShape.optional(),
  otherReading: z.object({ reading: WordsShape, outcome: OutcomeShape, arithmetic: WordsShape }).optional(),
  due: z.string().optional(),
  waitsFor: WordsShape.optional(),
  justifiedBy: z.object({ event: z.string(), reason: z.string(), approver: z.string() }).optional(),
});

export const StepStatus = z.object({
  /** 0 preparation, 1…10 the Party election. */
  step: z.number().int(),
  title: WordsShape,
  paragraph: z.number().int(),
  status: z.enum(['not-started', 'cannot-start', 'in-progress', 'problem', 'done', 'redone']),
  waitsFor: z.number().int().optional(),
  since: z.string().optional(),
  doneOn: z.string().optional(),
  /** Records that the step still lacks, by event type with its title. */
  missing: z.array(z.object({ type: z.string(), title: WordsShape })),
  problems: z.number().int(),
});

export const Overview = z.object({
  builtFrom: BuiltFrom,
  street: z.object({ unit: z.string(), name: z.string(), district: z.string() }).optional(),
  communities: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      organisation: z.string().optional(),
      term: z.string().optional(),
      election: z.string().optional(),
      seats: z.number().int().optional(),
      congressOn: z.string().optional(),
      steps: z.array(StepStatus),
      outcomes: z.record(z.string(), z.number().int()),
      indications: z.number().int(),
    }),
  ),
  streetOutcomes: z.record(z.string(), z.number().int()),
});

/** Prohibitions × communities: what the rules and the inspectors' findings say about each, in the scale of the inspectors. */
export const ProhibitionMatrix = z.object({
  builtFrom: BuiltFrom,
  list: z.object({
    id: z.string(),
    title: WordsShape,
    documentNumber: z.string().optional(),
    provenance: z.enum(['own', 'predecessor', 'alternative']),
    note: WordsShape.optional(),
  }),
  /** Lists that can be chosen instead. */
  lists: z.array(z.object({ id: z.string(), title: WordsShape })),
  /** Rows; `other` holds what no item of the list is about. */
  items: z.array(z.object({ no: z.string(), text: WordsShape, added: z.boolean().optional() })),
  communities: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      /** In the order of `items`. */
      cells: z.array(
        z.object({
          state: z.enum(CELL_STATES),
          counts: z.object({
            indicated: z.number().int(),
            underCheck: z.number().int(),
            confirmed: z.number().int(),
            dismissed: z.number().int(),
            notEvaluable: z.number().int(),
            notYetDue: z.number().int(),
            kept: z.number().int(),
            notApplicable: z.number().int(),
          }),
          /** What the state rests on. */
          behind: z.array(
            z.object({ rule: z.string(), title: WordsShape, subject: z.string(), subjectName: z.string() }),
          ),
        }),
      ),
    }),
  ),
});

export const PersonRef = z.object({ personId: z.string(), name: z.string() });

/** One bar or mark of the timeline; `legal` marks a legal minimum or cut-off. */
export const TimelineItem = z.object({
  kind: z.enum(['step', 'notice', 'event', 'planned', 'legal']),
  step: z.number().int().optional(),
  title: WordsShape,
  from: z.string(),
  to: z.string().optional(),
  /** A short posting is hatched. */
  short: z.boolean().optional(),
  /** Recorded more than a day after it happened. */
  late: z.boolean().optional(),
  event: z.string().optional(),
});

export const NoticeRow = z.object({
  noticeId: z.string(),
  community: z.string(),
  communityName: z.string(),
  purpose: z.string(),
  title: z.string(),
  number: z.string().optional(),
  status: z.enum(['up', 'complete', 'too-short', 'ambiguous', 'taken-down']),
  postedOn: z.string(),
  takenDownOn: z.string().optional(),
  plannedUntil: z.string(),
  fullDays: z.number().int(),
  minimumDays: z.number().int(),
  completeOn: z.string().optional(),
  arithmetic: WordsShape,
  persons: z.array(PersonRef),
  places: z.array(z.string()),
  wholeCommunity: z.boolean(),
  objections: z.array(
    z.object({
      objection: z.string(),
      receivedOn: z.string(),
      subject: z.string(),
      real: z.boolean(),
      answer: z.string().optional(),
      outcome: z.string().optional(),
    }),
  ),
  stream: z.string(),
  revision: z.number().int(),
});

export const EventRow = z.object({
  log: z.string(),
  position: z.number().int(),
  id: z.string(),
  stream: z.string(),
  rev: z.number().int(),
  type: z.string(),
  title: WordsShape,
  sentence: WordsShape,
  unit: z.string(),
  at: z.string(),
  on: z.string().optional(),
  actor: z.object({ id: z.string(), name: z.string(), role: z.string(), unit: z.string() }),
  /** Struck through: corrected or withdrawn later, by this event. */
  supersededBy: z.string().optional(),
});

/** A person on the lists of a term: where the person stands in each stage. */
export const NomineeRow = z.object({
  personId: z.string(),
  name: z.string(),
  gender: z.string(),
  birthMonth: z.string(),
  education: z.string(),
  membership: z.string(),
  posts: z.array(z.string()),
  listedFor: z.string().optional(),
  recommendedVotes: z.number().int().optional(),
  preliminary: z.boolean(),
  street: z.boolean(),
  first: z.string().optional(),
  full: z.string().optional(),
  joint: z.string().optional(),
  inspected: z.boolean(),
  talked: z.boolean(),
  candidateToBe: z.boolean(),
  pledged: z.boolean(),
  votes: z.number().int().optional(),
  elected: z.boolean().optional(),
  secretary: z.boolean().optional(),
  withdrawn: z.boolean(),
  cancelled: z.boolean(),
  /** The 18 grounds: worst outcome over the replies. */
  grounds: z.record(z.string(), z.enum(['clear', 'not-clear', 'no-reply'])),
  relations: z.array(
    z.object({ personId: z.string(), name: z.string(), kind: z.string(), near: z.boolean(), event: z.string() }),
  ),
});

/** What a rule raised about a subject and what the inspectors made of it. */
export const FindingRow = z.object({
  stream: z.string(),
  findingId: z.string(),
  rule: z.string(),
  title: WordsShape,
  subject: z.string(),
  subjectName: z.string(),
  status: z.enum(['indicated', 'under-check', 'proposed', 'confirmed', 'dismissed', 'not-applicable', 'cleared']),
  arithmetic: WordsShape,
  openedAt: z.string(),
  themes: z.array(z.string()),
  proposal: z
    .object({ event: z.string(), conclusion: z.string(), reason: z.string(), by: z.string(), byName: z.string() })
    .optional(),
  revision: z.number().int(),
});
export const FindingList = z.object({
  builtFrom: BuiltFrom,
  items: z.array(FindingRow.extend({ unit: z.string(), unitName: z.string() })),
});

export const CommunityPage = z.object({
  builtFrom: BuiltFrom,
  code: z.string(),
  name: z.string(),
  population: z.number().int().optional(),
  organisation: z.string().optional(),
  /** Last path segment of the commands on the term and the election: `C01-2021-1`. */
  termId: z.string().optional(),
  streams: z.array(z.object({ stream: z.string(), revision: z.number().int(), title: WordsShape })),
  seats: z.number().int().optional(),
  seatsApproved: z.boolean(),
  congressPlannedOn: z.string().optional(),
  packs: z.array(z.object({ id: z.string(), version: z.string(), digest: z.string() })),
  steps: z.array(StepStatus),
  /** Seven steps of the residents' election; all `not-started` until that part records them. */
  residentsSteps: z.array(StepStatus),
  timeline: z.array(TimelineItem),
  nominees: z.array(NomineeRow),
  notices: z.array(NoticeRow),
  sitting: z.array(z.object({ personId: z.string(), name: z.string(), body: z.string(), post: z.string() })),
  count: z
    .object({
      entries: z.array(z.object({ event: z.string(), entry: z.string(), by: z.string(), byName: z.string() })),
      /** Set once two entries exist and differ: field, first, second. Values of a single entry are not shown. */
      differences: z.array(
        z.object({ field: z.string(), label: WordsShape, first: z.number().int(), second: z.number().int() }),
      ),
      settled: z.string().optional(),
      announced: z.string().optional(),
    })
    .optional(),
  rules: z.array(RuleRow),
  findings: z.array(FindingRow),
  justifications: z.array(
    z.object({
      proposal: z.string(),
      rule: z.string(),
      subject: z.string(),
      reason: z.string(),
      by: z.string(),
      byName: z.string(),
      approved: z.boolean(),
      approver: z.string().optional(),
    }),
  ),
  corrections: z.array(
    z.object({
      proposal: z.string(),
      stream: z.string(),
      corrects: z.string(),
      reason: z.string(),
      by: z.string(),
      byName: z.string(),
      state: z.enum(['open', 'approved', 'refused']),
    }),
  ),
});

/** 联审汇总表 */
export const JointReview = z.object({
  builtFrom: BuiltFrom,
  community: z.string(),
  communityName: z.string(),
  departments: z.array(z.object({ name: z.string(), level: z.enum(['street', 'district']) })),
  rows: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      listedFor: z.string(),
      cells: z.array(
        z.object({
          department: z.string(),
          outcome: z.enum(['clear', 'not-clear', 'no-reply', 'none']),
          numbers: z.array(z.string()),
          notClear: z.array(z.string()),
          events: z.array(z.string()),
        }),
      ),
      full: z.string().optional(),
      joint: z.string().optional(),
    }),
  ),
});

export const PersonRow = z.object({
  personId: z.string(),
  name: z.string(),
  gender: z.string(),
  birthMonth: z.string(),
  education: z.string(),
  membership: z.string(),
  community: z.string().optional(),
  posts: z.array(z.string()),
  relations: z.number().int(),
});

export const PersonPage = z.object({
  builtFrom: BuiltFrom,
  person: PersonRow,
  stream: z.string(),
  revision: z.number().int(),
  memberSince: z.string().optional(),
  posts: z.array(
    z.object({
      body: z.string(),
      post: z.string(),
      unit: z.string(),
      from: z.string().optional(),
      until: z.string().optional(),
    }),
  ),
  sanctions: z.array(
    z.object({
      kind: z.string(),
      workRelated: z.boolean(),
      imposedOn: z.string(),
      barUntil: z.string().optional(),
      number: z.string(),
    }),
  ),
  relations: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      kind: z.string(),
      near: z.boolean(),
      source: z.string(),
      event: z.string(),
    }),
  ),
  listedIn: z.array(z.object({ community: z.string(), election: z.string() })),
  history: z.array(EventRow),
});

/** Personal values: `GET /people/{id}/personal` records the look before it answers. */
export const PersonalValues = z.object({
  personId: z.string(),
  name: z.string().optional(),
  birthDate: z.string().optional(),
  idNumber: z.string().optional(),
  phone: z.string().optional(),
  address: z.string().optional(),
  state: z.enum(['present', 'erased', 'withheld']),
});

export const EventDetail = z.object({
  row: EventRow,
  /** Canonical text of the leaf, as stored. */
  leaf: z.string(),
  /** base64 of the stored bytes: the browser hashes these. */
  bytes: z.string(),
  leafHash: z.string(),
  changes: z.array(
    z.object({ field: z.string(), label: WordsShape, before: z.string().optional(), after: z.string().optional() }),
  ),
  commitments: z.array(
    z.object({ path: z.string(), commitment: z.string(), state: z.enum(['present', 'erased', 'withheld']) }),
  ),
  corrects: z.string().optional(),
  sealed: z.boolean(),
});

/** Everything the browser needs to check inclusion itself. Hashes are base64. */
export const EventProof = z.object({
  log: z.string(),
  position: z.number().int(),
  size: z.number().int(),
  path: z.array(z.string()),
  root: z.string(),
  checkpoint: z.string(),
  vkey: z.string(),
  tlogProof: z.string(),
});

export const EventList = z.object({
  builtFrom: BuiltFrom,
  items: z.array(EventRow),
  nextCursor: z.string().optional(),
  /** Exact up to 10,000; `more` says that there are more. */
  total: z.number().int(),
  more: z.boolean(),
  histogram: z.array(z.object({ day: z.string(), count: z.number().int() })),
});

/** An object (stream) as of a day: entries in their original order with superseded data replaced. */
export const ObjectHistory = z.object({
  builtFrom: BuiltFrom,
  stream: z.string(),
  title: WordsShape,
  asOf: z.string(),
  revision: z.number().int(),
  facts: z.array(z.object({ key: z.string(), label: WordsShape, value: z.string(), event: z.string() })),
  events: z.array(EventRow),
});

export const Integrity = z.object({
  logs: z.array(
    z.object({
      log: z.string(),
      origin: z.string(),
      size: z.number().int(),
      /** Of the first `sealedSize` events; empty before the first sealing. */
      root: z.string(),
      sealedSize: z.number().int(),
      sealedAt: z.string().optional(),
      vkey: z.string(),
      checkpoint: z.string().optional(),
      anchorCode: z.string().optional(),
      /** No independent cosigner yet: said plainly. */
      anchored: z.boolean(),
    }),
  ),
  lastVerification: z
    .object({
      log: z.string(),
      at: z.string(),
      verdict: z.string(),
      size: z.number().int(),
      root: z.string(),
      exit: z.number().int(),
      firstBad: z.number().int().optional(),
    })
    .optional(),
  views: z.array(
    z.object({
      name: z.string(),
      version: z.number().int(),
      position: z.number().int(),
      lag: z.number().int(),
      state: z.enum(['live', 'rebuilding', 'quarantine']),
      quarantined: z.array(z.object({ stream: z.string(), reason: z.string(), position: z.number().int() })),
    }),
  ),
});

/** Long work: left and found again. */
export const Job = z.object({
  id: z.string(),
  kind: z.enum(['import', 'verify', 'rebuild', 'export']),
  state: z.enum(['running', 'done', 'failed']),
  phase: z.string(),
  done: z.number().int(),
  total: z.number().int(),
  startedAt: z.string(),
  result: z.unknown().optional(),
  problem: Problem.optional(),
});

export const ImportFault = z.object({
  sheet: z.string(),
  cell: z.string(),
  column: z.string().optional(),
  value: z.string().optional(),
  code: z.string(),
  message: WordsShape,
  remedy: WordsShape,
});
export const ImportReport = z.object({
  importId: z.string(),
  kind: z.string(),
  community: z.string().optional(),
  state: z.enum([
    'reading',
    'faults',
    'ready',
    /** Every row says what is on record already: there is nothing to commit. */
    'unchanged',
    'committing',
    'applying',
    'committed',
    'dropped',
    'failed',
  ]),
  file: z.object({ name: z.string(), sha256: z.string(), size: z.number().int() }),
  rows: z.number().int(),
  done: z.number().int(),
  total: z.number().int(),
  faults: z.array(ImportFault),
  faultCount: z.number().int(),
  /** Rows that say what is on record already: left out. */
  unchanged: z.number().int().optional(),
  /** What was passed over or is worth a look. */
  notes: z.array(WordsShape).optional(),
  /** Headings of the preview's columns. */
  columns: z.array(z.object({ key: z.string(), header: WordsShape })).optional(),
  /** The first rows, by column key. */
  preview: z.array(z.record(z.string(), z.string())),
  /** Once it has taken effect, as the ledger holds it: rows, and the root of the chunks that hold them. */
  committed: z
    .object({ count: z.number().int(), root: z.string(), event: z.string(), position: z.number().int() })
    .optional(),
  by: z.string(),
  at: z.string(),
});

export const CommandAnswer = z.object({
  id: z.string(),
  log: z.string(),
  stream: z.string(),
  /** Leaf index of the last event recorded. */
  position: z.number().int(),
  revision: z.number().int(),
  events: z.array(z.object({ id: z.string(), type: z.string(), sentence: WordsShape })),
  /** What the rules say otherwise since these events: results of the unit that were judged anew with them. */
  results: z.array(RuleRow),
  /** `recorded` until a checkpoint covers it. */
  receipt: z.object({ state: z.enum(['recorded', 'sealed']), href: z.string() }),
  repeated: z.boolean(),
});

/** `?preview=true`: decided and judged, nothing written. `refused` is what the command would be refused with. */
export const PreviewAnswer = z.object({
  events: z.array(
    z.object({ type: z.string(), title: WordsShape, sentence: WordsShape, data: z.record(z.string(), z.unknown()) }),
  ),
  before: z.array(RuleRow),
  results: z.array(RuleRow),
  refused: Problem.optional(),
});

/** One command as the console's forms need it. `schema` is JSON Schema of the body's `data`. */
export const CommandForm = z.object({
  verb: z.string(),
  plural: z.string(),
  title: WordsShape,
  kind: z.enum(['record', 'act']),
  roles: z.array(z.string()),
  step: z.number().int().optional(),
  paragraphs: z.array(z.number().int()),
  on: z.enum(['required', 'optional', 'none']),
  target: z.enum(['create', 'extend', 'either']),
  records: z.array(z.string()),
  guards: z.array(z.string()),
  twinOf: z.string().optional(),
  schema: z.record(z.string(), z.unknown()),
  /** JSON Schema of the body's `personal`, where the command takes personal values. */
  personal: z.record(z.string(), z.unknown()).optional(),
});
export const CommandForms = z.object({
  commands: z.array(CommandForm),
  fields: z.record(z.string(), WordsShape),
  enums: z.record(z.string(), WordsShape),
});

export const RuleInfo = z.object({
  id: z.string(),
  pack: z.string(),
  paragraph: z.number().int(),
  force: z.string(),
  mode: z.string(),
  scope: z.enum(['community', 'street']),
  step: z.number().int().optional(),
  title: WordsShape,
  explanation: WordsShape,
  parameters: z.array(
    z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]), source: WordsShape }),
  ),
  /** Communities by worst outcome now: the coverage. */
  coverage: z.record(z.string(), OutcomeShape),
});

const Grant = z.object({ role: z.string(), unit: z.string() });

export const AccountShape = z.object({
  id: z.string(),
  login: z.string(),
  displayName: z.string(),
  personId: z.string(),
  roles: z.array(Grant),
  disabled: z.boolean(),
  mustChangePassword: z.boolean(),
  /** System clock; only while it is locked. */
  lockedUntil: z.string().optional(),
  lastSignIn: z.string().optional(),
  created: z.string(),
});
export const AccountsList = z.object({ accounts: z.array(AccountShape) });

/** Shown once: nobody can ask for it again. */
export const OneTimePasswordShape = z.object({ password: z.string(), until: z.string() });
export const NewAccountAnswer = z.object({ account: AccountShape, oneTime: OneTimePasswordShape });

export const TokenShape = z.object({
  id: z.string(),
  accountId: z.string(),
  name: z.string(),
  scope: Grant,
  capabilities: z.array(z.string()),
  verbs: z.array(z.string()).optional(),
  created: z.string(),
  expires: z.string(),
  revoked: z.boolean(),
  lastUsedDay: z.string().optional(),
});
export const TokensList = z.object({ tokens: z.array(TokenShape) });
export const NewTokenAnswer = z.object({ token: z.string(), info: TokenShape });

export const AccessLogList = z.object({ items: z.array(EventRow), nextCursor: z.string().optional() });

export type Shape<S extends z.ZodType> = z.infer<S>;
