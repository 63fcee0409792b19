import { z } from 'zod';
import { type Category, type DecidedEvent, err, ok, type Rejection, type Result, shanghaiDay } from '#kernel';
import { daysAhead, repeatedPersons, statedTime, unknownPersons } from '../body-checks.js';
import type { Command, CommandRole, DecisionContext, DecisionInput } from '../command.js';
import { CorrectionProposed, CorrectionRefused, EntryCorrected, EntryWithdrawn } from '../corrections.js';
import { actOf, type RecordCommand, type Recording } from '../define-command.js';
import { Text, Uuid } from '../fields.js';
import { refusal, refusalOf } from '../refusals.js';
import { valueFaults } from '../value-faults.js';
import { correctable, entryInForce, openProposals, otherEntries, type Recordings } from './entry-in-force.js';

type Proposal = z.infer<typeof CorrectionProposed.schema>;
type Decision = Result<readonly DecidedEvent[], Rejection>;

/**
 * A correction is proposed: `replacement` is the entry's whole data as it should be; without it the entry is withdrawn.
 * The replacement must be what the entry's own command would have accepted, and the same thing: ids stay.
 */
function propose({ data, state, context }: DecisionInput<Proposal>, recordings: Recordings): Decision {
  const entry = entryInForce(state, data.corrects);
  if (!entry.ok) return entry;
  const recording = correctable(entry.value, recordings, state);
  if (!recording.ok) return recording;
  if (openProposals(state).some((open) => open.data.corrects === data.corrects)) {
    return err(refusal('CORRECTION_PENDING'));
  }
  const wrong =
    data.replacement === undefined
      ? recording.value.opens && otherEntries(state, entry.value.id)
        ? refusal('OPENING_HAS_ENTRIES')
        : undefined
      : replacementFault(data.replacement, entry.value.data as object, recording.value, context);
  return wrong === undefined ? ok([CorrectionProposed.of(data)]) : err(wrong);
}

function replacementFault(
  replacement: NonNullable<Proposal['replacement']>,
  original: object,
  { eventType, check, fixed, mayRepeat }: Recording,
  context: DecisionContext,
): Rejection | undefined {
  const at = '/data/replacement/data';
  const malformed = refusalOf(valueFaults(eventType.schema, replacement.data), at);
  if (malformed !== undefined) return malformed;
  const changed = fixed.find((field) => !same(field, original, replacement.data));
  if (changed !== undefined) {
    return refusalOf([{ code: 'CHANGES_IDENTITY', pointer: `/${changed}`, params: { field: changed } }], at);
  }
  return (
    refusalOf(
      [
        ...unknownPersons(eventType.schema, replacement.data, context.personExists),
        ...repeatedPersons(replacement.data, mayRepeat),
        ...daysAhead(eventType.schema, replacement.data, shanghaiDay(context.at)),
        ...check(replacement.data),
      ],
      at,
    ) ?? statedTime(replacement.on, 'optional', context.at)
  );
}

function same(field: string, one: object, other: object): boolean {
  const value = (of: object) => JSON.stringify((of as Record<string, unknown>)[field]);
  return value(one) === value(other);
}

const Approval = z.strictObject({ proposal: Uuid });

/** A second person approves; the correction takes effect with this event. */
function approve({ data, state, context }: DecisionInput<z.infer<typeof Approval>>, recordings: Recordings): Decision {
  const proposal = openProposals(state).find(({ id }) => id === data.proposal);
  if (proposal === undefined) return err(refusal('PROPOSAL_NOT_OPEN'));
  if (proposal.actor.id === context.actor.id) return err(refusal('SAME_PERSON', { person: context.actor.id }));
  const entry = entryInForce(state, proposal.data.corrects);
  if (!entry.ok) return entry;
  const recording = correctable(entry.value, recordings, state);
  if (!recording.ok) return recording;
  const decided = {
    proposal: proposal.id,
    reason: proposal.data.reason,
    proposedBy: proposal.actor.id,
    approvedBy: context.actor.id,
  };
  const { replacement } = proposal.data;
  return ok([
    replacement === undefined
      ? EntryWithdrawn.of({ withdraws: entry.value.id, ...decided })
      : EntryCorrected.of({ corrects: entry.value.id, replacement, ...decided }),
  ]);
}

const Refusal = z.strictObject({ proposal: Uuid, reason: Text });

/** The proposer may take a proposal back; anybody else's refusal is the second person's. */
function refuse({ data, state }: DecisionInput<z.infer<typeof Refusal>>): Decision {
  return openProposals(state).some(({ id }) => id === data.proposal)
    ? ok([CorrectionRefused.of(data)])
    : err(refusal('PROPOSAL_NOT_OPEN'));
}

const APPROVERS: readonly CommandRole[] = ['election-clerk', 'street-lead'];

/** The same three commands for every category of streams in which the given commands record. */
export function correctionCommands(recorders: readonly RecordCommand[]): readonly Command[] {
  const recordings: Recordings = new Map(
    recorders.map(({ recording }) => [recording.eventType.type, recording] as const),
  );
  const places = new Map<Category, { plural: string; roles: Set<CommandRole>; unitOf: Command['unitOf'] }>();
  for (const { category, plural, roles, unitOf, target } of recorders) {
    const place = places.get(category);
    if (place === undefined) places.set(category, { plural, roles: new Set(roles), unitOf });
    else {
      for (const role of roles) place.roles.add(role);
      // How a stream tells its unit, not how the data of a creating command do.
      if (target !== 'create') place.unitOf = unitOf;
    }
  }
  return [...places].flatMap(([category, { plural, roles, unitOf }]) => {
    const place = { category, plural, on: 'none', unit: unitOf } as const;
    return [
      actOf<Proposal>({
        ...place,
        kind: 'record',
        verb: 'propose-correction',
        title: CorrectionProposed.title,
        roles: [...roles],
        records: [CorrectionProposed.type],
        schema: CorrectionProposed.schema,
        decide: (input) => propose(input, recordings),
      }),
      actOf<z.infer<typeof Approval>>({
        ...place,
        verb: 'approve-correction',
        title: { zh: '批准更正', en: 'Approve a correction' },
        roles: APPROVERS,
        records: [EntryCorrected.type, EntryWithdrawn.type],
        schema: Approval,
        decide: (input) => approve(input, recordings),
      }),
      actOf<z.infer<typeof Refusal>>({
        ...place,
        kind: 'record',
        verb: 'refuse-correction',
        title: CorrectionRefused.title,
        roles: APPROVERS,
        records: [CorrectionRefused.type],
        schema: Refusal,
        decide: refuse,
      }),
    ];
  });
}
