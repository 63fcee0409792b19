import { PersonRegistered } from '#elections';
import { type Happened, happened, uuidOf } from './facts-builder.js';

/** Nominee 1…12 of 青禾; 1 is the sitting secretary, and 1…10 stand on the inspection list. */
export const nominee = (n: number) => uuidOf(n);
/** Sitting members who do not stand again: 1 of the Party committee, 2 and 3 of the residents' committee (2 its director). */
export const retiring = (n: number) => uuidOf(n, 1);
/** Officers of the street. */
export const STREET_SECRETARY = uuidOf(1, 3);
export const ORGANISATION_MEMBER = uuidOf(2, 3);
export const GUIDE = uuidOf(3, 3);

export const NOMINEES = Array.from({ length: 12 }, (_, index) => nominee(index + 1));
export const CANDIDATES = NOMINEES.slice(0, 10);

export function person(
  personId: string,
  facts: { readonly membership?: 'member' | 'probationary' | 'none'; readonly gender?: 'male' | 'female' } = {},
): Happened {
  return happened(
    PersonRegistered,
    {
      personId,
      gender: facts.gender ?? 'male',
      birthMonth: '1982-06',
      education: 'bachelor',
      membership: facts.membership ?? 'member',
      community: 'C01',
    },
    '2021-09-10',
  );
}

export const people: readonly Happened[] = [
  ...NOMINEES.map((id, index) => person(id, { gender: index % 3 === 0 ? 'female' : 'male' })),
  ...[1, 2, 3].map((n) => person(retiring(n))),
  ...[STREET_SECRETARY, ORGANISATION_MEMBER, GUIDE].map((id) => person(id)),
];
