import { z } from 'zod';
import type { Command } from '../command.js';
import { type RowOrigin, UnitCode } from '../fields.js';
import { recordReview } from '../party-election/commands.js';
import { QualificationReviewedData } from '../party-election/events.js';
import { recordKinship, registerPerson } from '../people/commands.js';
import { KinshipData, PersonFactsData, PersonVaultFields } from '../people/events.js';
import { disagreements } from '../people/id-number.js';
import type { Fault } from '../refusals.js';
import { recordResidentsNominee } from '../residents-election/commands.js';
import { ResidentsNomineeData } from '../residents-election/events.js';
import { recordDelegate, recordSeatsPlan } from '../term/commands.js';
import { DelegateData, SeatsPlannedData } from '../term/events.js';
import { valueFaults } from '../value-faults.js';
import type { IMPORT_KINDS } from './events.js';

export type ImportKindName = (typeof IMPORT_KINDS)[number];

/**
 * What a row of each kind puts into the leaf. Names and id numbers of the sheet are resolved to person ids before;
 * a row of `people` brings the id that its person will have, so that the row's personal cells belong to that person.
 */
export const importRowSchemas = {
  people: PersonFactsData.omit({ origin: true }),
  delegates: DelegateData.omit({ origin: true }),
  seats: SeatsPlannedData.omit({ origin: true }).extend({ community: UnitCode }),
  nominations: ResidentsNomineeData.omit({ origin: true, community: true, term: true }),
  reviews: QualificationReviewedData.omit({ origin: true }),
  kinship: KinshipData.omit({ origin: true }),
} as const satisfies Record<ImportKindName, z.ZodObject>;

/** Personal cells of a row, by kind; only `people` has any. */
export const importPersonalSchemas: Partial<Record<ImportKindName, z.ZodObject>> = { people: PersonVaultFields };

/** Kinds whose rows all belong to one community, named when the import starts. */
export const KINDS_OF_ONE_COMMUNITY: ReadonlySet<ImportKindName> = new Set(['delegates', 'nominations', 'reviews']);

export interface ImportRow {
  /** 1-based row of the sheet. */
  readonly row: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Everything wrong with one row, for the report before the commit and again when the row is recorded. Pointers begin
 * with `/data` or `/personal` and are relative to the row.
 */
export function importRowFaults(
  kind: ImportKindName,
  data: Readonly<Record<string, unknown>>,
  personal: Readonly<Record<string, string | undefined>> = {},
): readonly Fault[] {
  const personalSchema = importPersonalSchemas[kind] ?? z.strictObject({});
  const malformed = [
    ...valueFaults(importRowSchemas[kind], data, '/data'),
    ...valueFaults(personalSchema, personal, '/personal'),
  ];
  if (malformed.length > 0) return malformed;
  const stated = { ...importRowSchemas.people.partial().safeParse(data).data, ...personal };
  return kind === 'people' ? disagreements(stated) : contradictions(kind, data);
}

function contradictions(kind: ImportKindName, data: Readonly<Record<string, unknown>>): readonly Fault[] {
  const recording = rowRecorders[kind].recording;
  return recording.check(data).map((fault) => ({ ...fault, pointer: `/data${fault.pointer}` }));
}

const rowRecorders = {
  people: registerPerson,
  delegates: recordDelegate,
  seats: recordSeatsPlan,
  nominations: recordResidentsNominee,
  reviews: recordReview,
  kinship: recordKinship,
} as const;

/** One command that a committed row sets off; `id` is the last path segment. */
export interface RowCommand {
  readonly command: Command;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * The command that a row stands for once the import is committed; undefined for `people` and `kinship`, whose rows
 * take effect by the commit itself. `termId` gives a community's term (`C03-2021-1`); without one it throws.
 */
export function rowCommand(
  kind: ImportKindName,
  { data }: ImportRow,
  origin: z.infer<typeof RowOrigin>,
  place: { readonly community?: string; readonly termId: (community: string) => string | undefined },
): RowCommand | undefined {
  if (kind === 'people' || kind === 'kinship') return undefined;
  const { community = place.community, ...facts } = data;
  const id = typeof community === 'string' ? place.termId(community) : undefined;
  if (id === undefined) throw new Error(`no open term for ${String(community)}`);
  return { command: rowRecorders[kind] as Command, id, data: { ...facts, origin } };
}
