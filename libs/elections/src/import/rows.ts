import { z } from 'zod';
import { daysAhead } from '../body-checks.js';
import {
  Body,
  Count,
  DisqualificationGround,
  DocumentNumber,
  GroundOutcome,
  Line,
  ListedPerson,
  LocalDate,
  OrganisationKind,
  PastDay,
  PersonId,
  Post,
  ReviewLevel,
  UnitCode,
} from '../fields.js';
import { recordDepartmentReply } from '../party-election/commands.js';
import { REVIEW_BODIES } from '../party-election/events.js';
import { recordKinship, registerPerson } from '../people/commands.js';
import { KinshipData, PersonFactsData, PersonVaultFields } from '../people/events.js';
import { disagreements } from '../people/id-number.js';
import type { Fault } from '../refusals.js';
import { DelegateData } from '../term/events.js';
import { valueFaults } from '../value-faults.js';
import type { IMPORT_KINDS } from './events.js';

export type ImportKindName = (typeof IMPORT_KINDS)[number];

const Seats = z.number().int().min(1).max(40);

/**
 * What a row of each kind puts into the leaf. Names and id numbers of the sheet are resolved to person ids before;
 * a row of `people` brings the id that its person will have, so that the row's personal cells belong to that person.
 * `on` is the day that the sheet states.
 */
export const importRowSchemas = {
  people: PersonFactsData.omit({ origin: true }).extend({
    /** Posts held at present, each with its words on the sheet. */
    holds: z
      .array(z.strictObject({ body: Body, post: Post, unit: UnitCode, title: Line }))
      .min(1)
      .max(4)
      .optional(),
  }),
  delegates: DelegateData.omit({ origin: true }).extend({ community: UnitCode, on: LocalDate }),
  seats: z.strictObject({
    community: UnitCode,
    organisation: OrganisationKind,
    partySeats: Seats,
    residentsSeats: Seats,
    number: DocumentNumber,
    on: LocalDate,
    submittedOn: LocalDate.optional(),
    approval: z.strictObject({ number: DocumentNumber, on: LocalDate }).optional(),
  }),
  nominations: ListedPerson.extend({
    community: UnitCode,
    list: z.enum(['preliminary', 'street']),
    on: LocalDate,
    /** As the sheet states them; the votes of the meeting itself are recorded with the meeting. */
    votes: Count.optional(),
    /** Filled a gap by further recommendation. */
    filled: z.boolean().optional(),
    minutes: DocumentNumber.optional(),
  }),
  reviews: z.strictObject({
    community: UnitCode,
    personId: PersonId,
    level: ReviewLevel,
    department: Line,
    departmentLevel: z.enum(['street', 'district']),
    number: DocumentNumber,
    on: LocalDate,
    grounds: z
      .array(z.strictObject({ ground: DisqualificationGround, outcome: GroundOutcome }))
      .min(1)
      .max(18)
      .optional(),
    conclusion: z.strictObject({ outcome: z.enum(['passed', 'failed']), body: z.enum(REVIEW_BODIES) }).optional(),
  }),
  kinship: KinshipData.omit({ origin: true }).extend({ on: PastDay }),
} as const satisfies Record<ImportKindName, z.ZodObject>;

export type RowOf<K extends ImportKindName> = z.infer<(typeof importRowSchemas)[K]>;

/** Personal cells of a row, by kind; only `people` has any. */
export const importPersonalSchemas: Partial<Record<ImportKindName, z.ZodObject>> = { people: PersonVaultFields };

const NO_PERSONAL = z.strictObject({});

/**
 * Everything wrong with one row, for the report before the commit and again when the row is recorded. Pointers begin
 * with `/data` or `/personal` and are relative to the row. `today` is the ledger's day: days that must have come are
 * held against it.
 */
export function importRowFaults(
  kind: ImportKindName,
  data: Readonly<Record<string, unknown>>,
  personal: Readonly<Record<string, string | undefined>> = {},
  today?: string,
): readonly Fault[] {
  const malformed = [
    ...valueFaults(importRowSchemas[kind], data, '/data'),
    ...valueFaults(importPersonalSchemas[kind] ?? NO_PERSONAL, personal, '/personal'),
  ];
  if (malformed.length > 0) return malformed;
  const ahead = today === undefined ? [] : aheadInRow(kind, data, personal, today);
  if (ahead.length > 0) return ahead;
  const inData = contradictions(kind, data).map((fault) => ({ ...fault, pointer: `/data${fault.pointer}` }));
  if (kind !== 'people') return inData;
  return [...inData, ...disagreements({ ...(data as RowOf<'people'>), ...personal })];
}

/** The month of birth comes from the day, where a row has one: what is wrong with the cell is said once. */
function aheadInRow(
  kind: ImportKindName,
  data: Readonly<Record<string, unknown>>,
  personal: Readonly<Record<string, string | undefined>>,
  today: string,
): readonly Fault[] {
  const inData = daysAhead(importRowSchemas[kind], data, today, '/data');
  const inPersonal = daysAhead(importPersonalSchemas[kind] ?? NO_PERSONAL, personal, today, '/personal');
  const dayGiven = personal['birthDate'] !== undefined;
  return [...inData.filter(({ pointer }) => !dayGiven || pointer !== '/data/birthMonth'), ...inPersonal];
}

function contradictions(kind: ImportKindName, data: unknown): readonly Fault[] {
  switch (kind) {
    case 'people':
      return registerPerson.recording.check(data);
    case 'kinship':
      return recordKinship.recording.check(data);
    case 'reviews': {
      const { grounds } = data as RowOf<'reviews'>;
      return grounds === undefined ? [] : recordDepartmentReply.recording.check(data);
    }
    default:
      return [];
  }
}
