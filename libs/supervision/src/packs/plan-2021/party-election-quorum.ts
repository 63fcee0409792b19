import { ElectorateRecorded } from '#elections';
import { type Entry, last, type Words } from '#kernel';
import type { CommunityFacts } from '../../facts.js';
import type { RuleResult } from '../../rule.js';
import { type Check, check, input, judged, lacks, SUPPLIERS } from './party-election-checks.js';

/** Present and due of one kind of people at one meeting. */
export interface Attendance {
  readonly who: Words;
  readonly present: number;
  readonly due: number;
}

/** `present` against a share of `due`, by multiplying out: `left`·present compared with `right`·due. */
export interface Share {
  readonly left: number;
  readonly right: number;
  /** Whether exactly the share is enough. */
  readonly inclusive: boolean;
  readonly words: Words;
}

export const MORE_THAN_HALF: Share = {
  left: 2,
  right: 1,
  inclusive: false,
  words: { zh: '过半数', en: 'more than half' },
};
export const HALF_OR_MORE: Share = {
  ...MORE_THAN_HALF,
  inclusive: true,
  words: { zh: '达到半数', en: 'half or more' },
};

/** 参会党员 98 人，应到 120 人，98 × 2 = 196 > 120，过半数. */
export function attendanceCheck({ who, present, due }: Attendance, share: Share, meeting: Entry): Check {
  if (due === 0) {
    return lacks(
      { zh: `${who.zh}没有应到人数，无法计算`, en: `no number of ${who.en} due, nothing to compare with` },
      [input({ zh: `${who.zh}的应到人数`, en: `the number of ${who.en} due` }, SUPPLIERS.clerk)],
      [meeting],
    );
  }
  if (present > due) {
    return lacks(
      {
        zh: `${who.zh}参会 ${present} 人多于应到 ${due} 人，两数矛盾`,
        en: `${present} ${who.en} present but only ${due} due: the numbers contradict each other`,
      },
      [input({ zh: `核对后的${who.zh}应到、参会人数`, en: `${who.en} due and present, checked` }, SUPPLIERS.clerk)],
      [meeting],
    );
  }
  const [left, right] = [present * share.left, due * share.right];
  const kept = share.inclusive ? left >= right : left > right;
  const sign = left > right ? '>' : left === right ? '=' : '<';
  const against = share.right === 1 ? { sum: `${right}` } : { sum: `${due} × ${share.right} = ${right}` };
  const verdict = kept ? share.words : { zh: `未${share.words.zh}`, en: `not ${share.words.en}` };
  return check(
    kept,
    {
      zh: `参会${who.zh} ${present} 人，应到 ${due} 人，${present} × ${share.left} = ${left} ${sign} ${against.sum}，${verdict.zh}`,
      en: `${present} ${who.en} present of ${due} due: ${present} × ${share.left} = ${left} ${sign} ${against.sum}, ${verdict.en}`,
    },
    [meeting],
  );
}

/** The same attendance on the number of people entered in the register, where that is larger than the one stated at the meeting. */
export function onRegister(
  facts: CommunityFacts,
  attendance: readonly (Attendance & { readonly registered: 'votingMembers' | 'representatives' })[],
): { readonly attendance: readonly Attendance[]; readonly electorate: Entry } | undefined {
  const electorate = last(facts.term, ElectorateRecorded);
  if (electorate === undefined) return undefined;
  const changed = attendance.map((one) => ({ ...one, due: Math.max(one.due, electorate.data[one.registered]) }));
  return changed.some(({ due }, index) => due !== attendance[index]?.due)
    ? { attendance: changed, electorate }
    : undefined;
}

type OtherReading = NonNullable<RuleResult['otherReading']>;

/** Another way of counting beside the result; undefined where it comes to the same. */
export function otherReading(result: RuleResult, reading: Words, checks: readonly Check[]): OtherReading | undefined {
  const { outcome, arithmetic } = judged(result.subject, checks);
  return outcome === result.outcome ? undefined : { reading, outcome, arithmetic };
}
