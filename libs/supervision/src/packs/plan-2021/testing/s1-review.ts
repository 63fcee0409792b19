import {
  DepartmentReplied,
  type DISQUALIFICATION_GROUNDS,
  QualificationReviewed,
  ReviewFedBack,
  ReviewListSent,
} from '#elections';
import { type Happened, happened } from './facts-builder.js';
import { NOMINEES, nominee } from './s1-people.js';

export type Ground = (typeof DISQUALIFICATION_GROUNDS)[number];
export const memberOf = (personId: string) => ({
  personId,
  post: personId === nominee(1) ? ('secretary' as const) : ('member' as const),
});

interface Department {
  readonly name: string;
  readonly level: 'street' | 'district';
  readonly grounds: readonly Ground[];
}

/** Who answers for which ground in the worked street. */
export const DEPARTMENTS: readonly Department[] = [
  { name: '街道纪工委', level: 'street', grounds: ['QUA-01', 'QUA-03a', 'QUA-03b', 'QUA-06a', 'QUA-07'] },
  { name: '街道党群办', level: 'street', grounds: ['QUA-05a', 'QUA-06c', 'QUA-08a', 'QUA-08b', 'QUA-09', 'QUA-10'] },
  { name: '派出所', level: 'district', grounds: ['QUA-02a', 'QUA-02b', 'QUA-02c', 'QUA-04'] },
  { name: '区自然资源分局', level: 'district', grounds: ['QUA-05b'] },
  { name: '街道信访办', level: 'street', grounds: ['QUA-05c'] },
  { name: '区法院', level: 'district', grounds: ['QUA-06b'] },
];

export function replyOf(
  personId: string,
  department: Department,
  change: Partial<Record<Ground, { outcome: 'clear' | 'not-clear' | 'no-reply'; document?: string }>> = {},
  on = '2021-10-26',
): Happened {
  return happened(
    DepartmentReplied,
    {
      level: 'full',
      department: department.name,
      departmentLevel: department.level,
      number: `${department.name}〔2021〕6号`,
      personId,
      ...(department.grounds.includes('QUA-06b') ? { queriedOn: '2021-10-25' } : {}),
      grounds: department.grounds.map((ground) => ({ ground, outcome: 'clear' as const, ...change[ground] })),
    },
    on,
  );
}

const sent = (level: 'full' | 'joint', on: string) =>
  happened(
    ReviewListSent,
    {
      level,
      number: level === 'full' ? '云街工〔2021〕43号' : '云街工〔2021〕44号',
      list: NOMINEES.map(memberOf),
      departments: level === 'full' ? DEPARTMENTS.map(({ name }) => name) : ['区委组织部', '区纪委监委'],
    },
    on,
  );

export function reviewed(
  level: 'first' | 'full' | 'joint',
  personId: string,
  on: string,
  outcome: 'passed' | 'failed' = 'passed',
): Happened {
  const body = { first: 'community-party', full: 'street-working-committee', joint: 'district-office' } as const;
  return happened(QualificationReviewed, { level, personId, body: body[level], outcome }, on);
}

/** 10-25 first check, 10-26 full review with the replies of the departments, 10-27 joint review, of each of 12; fed back. */
export const review: readonly Happened[] = [
  ...NOMINEES.map((id) => reviewed('first', id, '2021-10-25')),
  sent('full', '2021-10-25'),
  ...NOMINEES.flatMap((id) => DEPARTMENTS.map((department) => replyOf(id, department))),
  ...NOMINEES.map((id) => reviewed('full', id, '2021-10-26')),
  sent('joint', '2021-10-26'),
  ...NOMINEES.map((id) => reviewed('joint', id, '2021-10-27')),
  happened(ReviewFedBack, { list: NOMINEES.map(memberOf), number: '云街工〔2021〕45号' }, '2021-10-28'),
];
