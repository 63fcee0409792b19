import { KinshipRecorded, NEAR_KIN, QualificationReviewed, ReviewListSent } from '#elections';
import { all, type Entry, type Words } from '#kernel';
import type { CommunityFacts, KinshipFacts } from '../../facts.js';
import { type RuleResult, rule } from '../../rule.js';
import { currentNominees, NOMINATION_READS } from './nominees.js';
import { judged, notYetDue, pass } from './party-election-checks.js';

const KIN: Readonly<Record<string, Words>> = {
  spouse: { zh: '配偶', en: 'spouses' },
  'parent-child': { zh: '父母子女', en: 'parent and child' },
  sibling: { zh: '兄弟姐妹', en: 'siblings' },
  'grandparent-grandchild': { zh: '祖父母与孙子女', en: 'grandparent and grandchild' },
  'maternal-grandparent-grandchild': { zh: '外祖父母与外孙子女', en: 'maternal grandparent and grandchild' },
  'parent-in-law': { zh: '配偶的父母', en: 'parent-in-law' },
  'child-in-law': { zh: '子女的配偶', en: 'child-in-law' },
  'sibling-in-law': { zh: '配偶的兄弟姐妹或兄弟姐妹的配偶', en: 'sibling-in-law' },
  other: { zh: '其他亲属', en: 'other relatives' },
};

export const REV_02 = rule({
  id: 'REV-02',
  paragraph: 24,
  force: 'softened',
  mode: 'automatic',
  step: 4,
  title: { zh: '近亲属不同时提名', en: 'No near relatives nominated together' },
  explanation: {
    zh: '同一社区党组织和居委会的现有人选两两比对亲属登记。属八种近亲属的为不符合；送审名单已写明例外（文号、批准人）或说明已获批准的为提醒；其他亲属关系只作提醒。一方退出后不再计入。没有登记的关系无法比对，初审时应查明。',
    en: 'The present nominees of a community, for both committees together, are compared pair by pair with the recorded relations. One of the eight near kinds is a breach; it is a reminder where the list sent to review states an exception with document and approver, or where an explanation was approved. Any other relation is a reminder only. Once one of the two has left, the pair no longer counts. Relations that nobody recorded cannot be compared: the first check is to find them.',
  },
  remedy: {
    zh: '由其中一人退出名单；或在送审名单中写明例外（文号、批准人）',
    en: 'One of the two leaves the list; or the list sent to review states the exception with its document and approver',
  },
  parameters: {},
  reads: [...NOMINATION_READS, KinshipRecorded, QualificationReviewed],
  evaluate(facts) {
    const nominees = currentNominees(facts);
    const ids = [...nominees.keys()].sort();
    const pairs = ids.flatMap((a) => relativesAmong(facts, a, nominees));
    if (pairs.length > 0) {
      return pairs.map(({ a, b, kinship }) => related(facts, a, b, kinship, [nominees.get(a), nominees.get(b)]));
    }
    const subject = `community:${facts.community}` as const;
    if (ids.length === 0) return [judged(subject, [notYetDue({ zh: '尚无人选', en: 'no nominees yet' })])];
    const n = ids.length;
    const words = {
      zh: `现有人选 ${n} 人，${n} × ${n - 1} ÷ 2 = ${(n * (n - 1)) / 2} 对，登记的亲属关系中没有一对`,
      en: `${n} nominees, ${n} × ${n - 1} ÷ 2 = ${(n * (n - 1)) / 2} pairs, none among the recorded relations`,
    };
    const checked = new Set(all(facts.party, QualificationReviewed).map(({ data }) => data.personId));
    const unchecked = ids.filter((id) => !checked.has(id));
    if (unchecked.length === 0) return [judged(subject, [pass(words)])];
    const awaiting = {
      zh: `${words.zh}；其中 ${unchecked.length} 人未经审查，关系尚未查明`,
      en: `${words.en}; ${unchecked.length} of them not reviewed yet, so their relations are not established`,
    };
    return [judged(subject, [notYetDue(awaiting)], { blocksActs: false })];
  },
});

interface RelatedPair {
  readonly a: string;
  readonly b: string;
  readonly kinship: KinshipFacts;
}

/** Relations of a nominee with nominees of a greater id, so that each pair comes once; the nearest of several. */
function relativesAmong(
  facts: CommunityFacts,
  a: string,
  nominees: ReadonlyMap<string, Entry>,
): readonly RelatedPair[] {
  const found = new Map<string, RelatedPair>();
  for (const kinship of facts.kinshipsOf(a)) {
    const b = kinship.a === a ? kinship.b : kinship.a;
    if (b <= a || !nominees.has(b)) continue;
    if (!found.has(b) || NEAR_KIN.has(kinship.kind)) found.set(b, { a, b, kinship });
  }
  return [...found.values()];
}

function related(
  facts: CommunityFacts,
  a: string,
  b: string,
  kinship: KinshipFacts,
  nominations: readonly (Entry | undefined)[],
): RuleResult {
  const kin = KIN[kinship.kind] ?? { zh: '亲属', en: 'relatives' };
  const isNear = NEAR_KIN.has(kinship.kind);
  const shown = nominations.flatMap((entry) => entry ?? []);
  const listed = all(facts.party, ReviewListSent).findLast(({ data }) => exceptionFor(data, a, b) !== undefined);
  const exception = listed === undefined ? undefined : exceptionFor(listed.data, a, b);
  const outcome = isNear && exception === undefined ? 'fail' : 'warn';
  const suffix = isNear
    ? { zh: '属八种近亲属', en: 'one of the eight near kinds' }
    : { zh: '不在八种之列，仅提醒', en: 'not one of the eight kinds, a reminder only' };
  const excepted =
    exception === undefined
      ? { zh: '', en: '' }
      : {
          zh: `；例外：${exception.number}，批准人 ${exception.approver}`,
          en: `; exception: ${exception.number}, approved by ${exception.approver}`,
        };
  return judged(`pair:${a}+${b}`, [
    {
      outcome,
      zh: `{person:${a}} 与 {person:${b}} 为${kin.zh}，${suffix.zh}${excepted.zh}`,
      en: `{person:${a}} and {person:${b}} are ${kin.en}, ${suffix.en}${excepted.en}`,
      evidence: [kinship.event, ...shown.map(({ id }) => id), ...(listed === undefined ? [] : [listed.id])],
    },
  ]);
}

function exceptionFor(data: Exceptions, a: string, b: string) {
  return data.kinExceptions?.find(({ persons }) => persons.includes(a) && persons.includes(b));
}

interface Exceptions {
  readonly kinExceptions?: readonly {
    readonly persons: readonly string[];
    readonly number: string;
    readonly approver: string;
  }[];
}

/** Kin avoidance (¶24). */
export const kinAvoidanceRules = [REV_02] as const;
