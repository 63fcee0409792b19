import { type DataOf, type Journal, streamName } from '#kernel';
import type { CommandRole, DecisionInput } from '../command.js';
import { idOf, recordOf, uuidStream } from '../define-command.js';
import { type Fault, refusal, refusalOf } from '../refusals.js';
import {
  ConductFindingRecorded,
  KinshipRecorded,
  PersonAmended,
  PersonRegistered,
  PostLeft,
  PostTaken,
  SanctionRecorded,
} from './events.js';
import { disagreements } from './id-number.js';
import { personFacts, postsHeld, samePost } from './state.js';

const STAFF: readonly CommandRole[] = ['election-clerk', 'street-lead'];
const INSPECTION: readonly CommandRole[] = ['inspector', 'inspector-lead'];

const personIdOf = ({ stream }: { readonly stream: string }) => idOf(stream);
const communityOfPerson = (journal: Journal) => personFacts(journal)?.community;

/**
 * What every command on a person's own stream shares. Persons of a committed import have no entry of their own until
 * something happens to them: the first such record begins their stream.
 */
const person = {
  plural: 'people',
  target: 'either',
  unit: (_data: unknown, stream: string, context: { journal: (stream: string) => Journal }) =>
    communityOfPerson(context.journal(stream)),
} as const;

type Facts = Partial<Pick<DataOf<typeof PersonRegistered>, 'birthMonth' | 'membership' | 'memberSince'>>;

/** Whoever applies to join the Party is at least this old (Party constitution, article 1). */
const MEMBERSHIP_AGE = 18;

function contradictoryFacts({ membership, memberSince, birthMonth }: Facts): readonly Fault[] {
  if (memberSince === undefined) return [];
  const pointer = '/memberSince';
  if (membership === 'none') return [{ code: 'NOT_A_MEMBER_SINCE', pointer }];
  if (birthMonth === undefined) return [];
  if (memberSince <= birthMonth)
    return [{ code: 'DATES_OUT_OF_ORDER', pointer, params: { later: memberSince, earlier: birthMonth } }];
  const adult = `${Number(birthMonth.slice(0, 4)) + MEMBERSHIP_AGE}${birthMonth.slice(4)}`;
  if (memberSince >= adult) return [];
  return [{ code: 'JOINED_UNDER_AGE', pointer, params: { memberSince, birthMonth, age: MEMBERSHIP_AGE } }];
}

function isRegistered({ state, context }: DecisionInput<unknown>) {
  return context.personExists(idOf(state.stream)) ? undefined : refusal('NOT_FOUND', { stream: state.stream });
}

/** The stated values against each other; on an amendment together with what is known already. */
function statedPersonAgrees({ data, personal, state }: DecisionInput<Facts & { gender?: 'male' | 'female' }>) {
  const facts = { ...personFacts(state), ...data };
  const contradictory = refusalOf(contradictoryFacts(facts));
  if (contradictory !== undefined) return contradictory;
  const { birthDate, idNumber } = personal ?? {};
  return refusalOf(disagreements({ gender: facts.gender, birthMonth: facts.birthMonth, birthDate, idNumber }), '');
}

export const registerPerson = recordOf(PersonRegistered, {
  ...person,
  verb: 'register-person',
  roles: STAFF,
  on: 'optional',
  target: 'create',
  stream: (_data, id, newId) => uuidStream('person', id, newId),
  unit: (data) => data.community,
  derived: { personId: personIdOf },
  check: contradictoryFacts,
  accept: statedPersonAgrees,
});

export const amendPerson = recordOf(PersonAmended, {
  ...person,
  verb: 'amend-person',
  roles: STAFF,
  on: 'optional',
  derived: { personId: personIdOf },
  accept: (input) => {
    const missing = isRegistered(input);
    if (missing !== undefined) return missing;
    const { reason: _reason, personId: _personId, ...changes } = input.data;
    const values = [...Object.values(changes), ...Object.values(input.personal ?? {})];
    return values.some((value) => value !== undefined) ? statedPersonAgrees(input) : refusal('NOTHING_CHANGED');
  },
});

export const recordPost = recordOf(PostTaken, {
  ...person,
  verb: 'record-post',
  roles: STAFF,
  on: 'optional',
  derived: { personId: personIdOf },
  accept: (input) =>
    postsHeld(input.state).some((held) => samePost(held.data, input.data))
      ? refusal('ALREADY_RECORDED')
      : isRegistered(input),
});

export const endPost = recordOf(PostLeft, {
  ...person,
  verb: 'end-post',
  roles: STAFF,
  on: 'optional',
  derived: { personId: personIdOf },
  accept: ({ data, state }) => {
    const held = postsHeld(state).find((taken) => samePost(taken.data, data));
    if (held === undefined) return refusal('POST_NOT_HELD');
    const { from } = held.data;
    if (from === undefined || from <= data.until) return undefined;
    return refusalOf([{ code: 'DATES_OUT_OF_ORDER', pointer: '/until', params: { later: data.until, earlier: from } }]);
  },
});

export const recordSanction = recordOf(SanctionRecorded, {
  ...person,
  verb: 'record-sanction',
  roles: [...INSPECTION, 'joint-reviewer', 'street-lead'],
  on: 'optional',
  derived: { personId: personIdOf },
  accept: isRegistered,
  check: ({ imposedOn, barUntil }) =>
    barUntil !== undefined && barUntil < imposedOn
      ? [{ code: 'DATES_OUT_OF_ORDER', pointer: '/barUntil', params: { later: barUntil, earlier: imposedOn } }]
      : [],
});

export const recordConductFinding = recordOf(ConductFindingRecorded, {
  ...person,
  verb: 'record-conduct-finding',
  roles: INSPECTION,
  on: 'optional',
  derived: { personId: personIdOf },
  accept: isRegistered,
});

/** The stream of a pair: the same whoever is named first. */
export function kinshipStream(a: string, b: string, derivedId: (name: string) => string): string {
  return streamName('kinship', derivedId(`kinship:${[a, b].sort().join(':')}`));
}

export const recordKinship = recordOf(KinshipRecorded, {
  reads: ({ a, b }) => [streamName('person', a), streamName('person', b)],
  verb: 'record-kinship',
  plural: 'kinships',
  roles: [...STAFF, 'joint-reviewer', ...INSPECTION],
  on: 'optional',
  target: 'either',
  stream: ({ a, b }, _id, _newId, derivedId) => kinshipStream(a, b, derivedId),
  unit: ({ a, b }, _stream, context) =>
    communityOfPerson(context.journal(`person-${a}`)) ?? communityOfPerson(context.journal(`person-${b}`)),
  fixed: ['a', 'b'],
  check: ({ a, b, elder }) => {
    if (a === b) return [{ code: 'KIN_WITH_ONESELF', pointer: '/b' }];
    return elder === undefined || elder === a || elder === b ? [] : [{ code: 'ELDER_NOT_OF_PAIR', pointer: '/elder' }];
  },
  sorted: ({ a, b, ...rest }) => (a < b ? { a, b, ...rest } : { a: b, b: a, ...rest }),
});

export const personCommands = [
  registerPerson,
  amendPerson,
  recordPost,
  endPost,
  recordSanction,
  recordConductFinding,
] as const;
export const kinshipCommands = [recordKinship] as const;
