import {
  ConductFindingRecorded,
  PersonAmended,
  PersonRegistered,
  type SANCTION_KINDS,
  SanctionRecorded,
} from '#elections';
import { addDays } from '#kernel';
import { startOfShanghaiDay } from '../../event-time.js';
import type { CommunityFacts, PersonFacts } from '../../facts.js';
import { type Check, input, lacks, SUPPLIERS } from './party-election-checks.js';
import type { Answer } from './qualification-grounds.js';
import type { Nominee } from './qualification-nominees.js';

/** What makes or changes the part of a person's record that grounds are judged by. */
export const RECORD_READS = [PersonRegistered, PersonAmended, SanctionRecorded, ConductFindingRecorded] as const;

type SanctionKind = (typeof SANCTION_KINDS)[number];

/** Sanctions under Party discipline and administrative ones; suspension and change of post are measures, not sanctions. */
export const SANCTIONS: ReadonlySet<string> = new Set<SanctionKind>([
  'party-warning',
  'party-serious-warning',
  'party-removal',
  'party-probation',
  'party-expulsion',
  'administrative-warning',
  'demerit',
  'serious-demerit',
  'demotion',
  'dismissal',
]);

export function notRegistered(personId: string): Check {
  return lacks({ zh: '没有人员登记，不知有无处分', en: 'not registered: sanctions unknown' }, [
    input({ zh: `{person:${personId}} 的人员登记`, en: `registration of {person:${personId}}` }, SUPPLIERS.clerk),
  ]);
}

/** Whether the bar of a sanction covers a day; undefined where its last day is not recorded. */
export function barCovers(sanction: PersonFacts['sanctions'][number], day: string): boolean | undefined {
  return sanction.barUntil === undefined ? undefined : sanction.barUntil >= day;
}

/** QUA-03a: sanctions that do not come from work and whose bar is not over on the day of the joint review. */
export function sanctionsInForce(facts: CommunityFacts, nominee: Nominee): Answer | undefined {
  const person = facts.person(nominee.personId);
  if (person === undefined) return { answer: 'open', checks: [notRegistered(nominee.personId)] };
  const own = person.sanctions.filter(({ workRelated, kind }) => !workRelated && SANCTIONS.has(kind));
  const day = nominee.referenceDay;
  const active = own.filter((sanction) => barCovers(sanction, day) === true);
  const unknown = own.filter((sanction) => barCovers(sanction, day) === undefined);
  if (active.length > 0) {
    const ends = active.map(({ barUntil }) => barUntil ?? '').sort();
    return {
      answer: 'yes',
      checks: [
        {
          outcome: 'fail',
          zh: active
            .map(({ number, barUntil }) => `处分 ${number} 的任职限制至 ${barUntil} ≥ ${nominee.reference.zh}`)
            .join('、'),
          en: active
            .map(
              ({ number, barUntil }) =>
                `sanction ${number} bars from posts until ${barUntil} ≥ ${nominee.reference.en}`,
            )
            .join(', '),
          evidence: active.map(({ event }) => event),
        },
      ],
      since: active.map(({ imposedOn }) => imposedOn).sort()[0],
      ...(nominee.jointReview === undefined ? { recheckAt: startOfShanghaiDay(addDays(ends[0] ?? day, 1)) } : {}),
    };
  }
  if (unknown.length === 0) return undefined;
  return {
    answer: 'open',
    checks: [
      {
        ...lacks(
          {
            zh: `处分 ${unknown.map(({ number }) => number).join('、')} 没有记明任职限制期限`,
            en: `the last day of the bar is not recorded for sanction ${unknown.map(({ number }) => number).join(', ')}`,
          },
          [
            input(
              { zh: '任职限制期限的最后一日', en: 'the last day of the bar' },
              { zh: '作出处分的机关', en: 'the body that imposed the sanction' },
            ),
          ],
        ),
        evidence: unknown.map(({ event }) => event),
      },
    ],
  };
}

/** QUA-07: a confirmed finding on conduct in an election, of this term or an earlier one. */
export function conductFound(facts: CommunityFacts, nominee: Nominee): Answer | undefined {
  const person = facts.person(nominee.personId);
  if (person === undefined) return { answer: 'open', checks: [notRegistered(nominee.personId)] };
  const findings = person.conductFindings;
  if (findings.length === 0) return undefined;
  return {
    answer: 'yes',
    checks: [
      {
        outcome: 'fail',
        zh: findings.map(({ number, decidedOn }) => `${decidedOn} ${number} 认定违反换届纪律`).join('、'),
        en: findings.map(({ number, decidedOn }) => `breach found by ${number} of ${decidedOn}`).join(', '),
        evidence: findings.map(({ event }) => event),
      },
    ],
    since: findings.map(({ decidedOn }) => decidedOn).sort()[0],
  };
}
