import {
  PersonAmended,
  PersonRegistered,
  PreliminaryNomineesDetermined,
  RecommendationMeetingHeld,
  StreetRecommendationMade,
} from '#elections';
import { type DataOf, type Entry, last } from '#kernel';
import type { CommunityFacts } from '../../facts.js';
import { type CommunityRule, type RuleResult, rule } from '../../rule.js';
import { absent, type Check, check, input, judged, lacks, pass, SUPPLIERS } from './party-election-checks.js';
import { idsOn } from './party-election-lists.js';
import { from, pastBy } from './party-election-milestones.js';

/** What makes or changes a person's registered facts; a committed import of people counts as their registration. */
export const REGISTRY_READS = [PersonRegistered, PersonAmended] as const;

const LIST = { zh: '初步人选名单', en: 'list of preliminary nominees' } as const;
const MEETING = { zh: '推荐会议及得票', en: 'recommendation meeting with its votes' } as const;

type Meeting = Entry<DataOf<typeof RecommendationMeetingHeld>>;
type Base = 'returned' | 'issued' | 'valid';
const BASES: Readonly<Record<Base, { readonly zh: string; readonly en: string }>> = {
  returned: { zh: '收回', en: 'returned' },
  issued: { zh: '发出', en: 'issued' },
  valid: { zh: '有效', en: 'valid' },
};

export const PTY_05 = rule({
  id: 'PTY-05',
  paragraph: 32,
  force: 'must',
  mode: 'automatic',
  step: 2,
  title: { zh: '初步人选得票和党员身份', en: 'Votes and membership of preliminary nominees' },
  explanation: {
    zh: '凭得票列入初步人选的人，得票乘 2 须大于推荐票数，并须是正式党员（预备党员不算）。原文没有说明推荐票以发出、收回还是有效计，默认收回；另行推荐列入的人不看得票，只看党员身份。',
    en: 'Whoever is on the list by votes needs twice the votes to exceed the recommendation ballots, and full membership (probationary does not count). Whether ballots issued, returned or valid are meant is not stated: returned by default. Those on it by further recommendation need the membership only.',
  },
  parameters: {
    base: {
      value: 'returned',
      source: {
        zh: '方案 ¶32 未写明推荐票以何计；产品默认收回票（可选 returned 收回、issued 发出、valid 有效）',
        en: '¶32 of the plan does not say which ballots; the product takes those returned (returned, issued or valid)',
      },
      title: { zh: '推荐票基数', en: 'Which ballots are the base' },
    },
  },
  reads: [
    RecommendationMeetingHeld,
    PreliminaryNomineesDetermined,
    ...REGISTRY_READS,
    ...from(PreliminaryNomineesDetermined),
  ],
  evaluate: (facts, _moment, { base }) => {
    const list = last(facts.party, PreliminaryNomineesDetermined);
    if (list === undefined) {
      const past = pastBy(facts.party, StreetRecommendationMade);
      return [judged(`community:${facts.community}`, [absent(LIST, SUPPLIERS.community, past)])];
    }
    const meeting = last(facts.party, RecommendationMeetingHeld);
    const filled = new Set(list.data.filled);
    return idsOn(list).map((personId) => {
      const member = membershipCheck(facts, personId, list);
      if (filled.has(personId)) {
        const words = {
          zh: '由另行推荐列入，不以得票过半为条件',
          en: 'on the list by further recommendation: no majority of votes asked',
        };
        return judged(`person:${personId}`, [pass(words, [list]), member]);
      }
      return byVotes(personId, meeting, baseOf(base), list, member);
    });
  },
});

function baseOf(base: string): Base {
  if (base === 'returned' || base === 'issued' || base === 'valid') return base;
  throw new RangeError(`PTY-05: base is returned, issued or valid, not ${base}`);
}

function byVotes(personId: string, meeting: Meeting | undefined, base: Base, list: Entry, member: Check): RuleResult {
  const subject = `person:${personId}` as const;
  if (meeting === undefined) {
    const past = { entry: list, title: PreliminaryNomineesDetermined.title };
    return judged(subject, [absent(MEETING, SUPPLIERS.community, past), member]);
  }
  const result = judged(subject, [votesCheck(personId, meeting, base, false), member], {
    reading: {
      zh: `推荐票以${BASES[base].zh}票计，“超过一半”不含本数`,
      en: `ballots ${BASES[base].en} are the base; exactly half is not enough`,
    },
  });
  const others = [
    { words: { zh: `“一半以上”含本数`, en: 'half or more: exactly half is enough' }, base, inclusive: true },
    ...(['returned', 'issued', 'valid'] as const)
      .filter((other) => other !== base)
      .map((other) => ({
        words: { zh: `推荐票以${BASES[other].zh}票计`, en: `ballots ${BASES[other].en} are the base` },
        base: other,
        inclusive: false,
      })),
  ];
  const votes = votesOf(personId, meeting);
  const kept = isEnough(votes, meeting.data[base], false);
  const other = others.find((one) => isEnough(votes, meeting.data[one.base], one.inclusive) !== kept);
  if (other === undefined) return result;
  const { outcome, arithmetic } = judged(subject, [votesCheck(personId, meeting, other.base, other.inclusive), member]);
  return outcome === result.outcome
    ? result
    : { ...result, otherReading: { reading: other.words, outcome, arithmetic } };
}

function votesOf(personId: string, { data }: Meeting): number {
  return data.votes.find((one) => one.personId === personId)?.votes ?? 0;
}

function isEnough(votes: number, ballots: number, inclusive: boolean): boolean {
  return inclusive ? 2 * votes >= ballots : 2 * votes > ballots;
}

function votesCheck(personId: string, meeting: Meeting, base: Base, inclusive: boolean): Check {
  const { issued, returned, valid } = meeting.data;
  const ballots = meeting.data[base];
  const found = meeting.data.votes.find((one) => one.personId === personId);
  const votes = found?.votes ?? 0;
  if (ballots === 0 || returned > issued || valid > returned || votes > valid) {
    return lacks(
      {
        zh: `发出 ${issued}、收回 ${returned}、有效 ${valid}、得票 ${votes}，票数缺失或互相矛盾`,
        en: `issued ${issued}, returned ${returned}, valid ${valid}, votes ${votes}: missing or contradicting each other`,
      },
      [input({ zh: '核对后的推荐票数', en: 'the numbers of ballots, checked' }, SUPPLIERS.clerk)],
      [meeting],
    );
  }
  const kept = isEnough(votes, ballots, inclusive);
  const sign = 2 * votes > ballots ? '>' : 2 * votes === ballots ? '=' : '<';
  const least = inclusive ? Math.ceil(ballots / 2) : Math.floor(ballots / 2) + 1;
  const none =
    found === undefined ? { zh: '（得票记录中没有此人）', en: ' (not in the record of votes)' } : { zh: '', en: '' };
  return check(
    kept,
    {
      zh: `得票 ${votes}${none.zh}，${BASES[base].zh}推荐票 ${ballots}，${votes} × 2 = ${2 * votes} ${sign} ${ballots}，至少须 ${least} 票，${kept ? '过半' : '未过半'}`,
      en: `${votes} votes${none.en} of ${ballots} ballots ${BASES[base].en}: ${votes} × 2 = ${2 * votes} ${sign} ${ballots}, at least ${least} needed, ${kept ? 'enough' : 'not enough'}`,
    },
    [meeting],
  );
}

function membershipCheck(facts: CommunityFacts, personId: string, list: Entry): Check {
  const person = facts.person(personId);
  if (person === undefined) {
    return lacks(
      { zh: '没有人员登记，不知是否党员', en: 'not registered: membership unknown' },
      [input({ zh: `{person:${personId}} 的人员登记`, en: `registration of {person:${personId}}` }, SUPPLIERS.clerk)],
      [list],
    );
  }
  const kept = person.membership === 'member';
  const words = {
    member: { zh: '正式党员', en: 'full member' },
    probationary: { zh: '预备党员，没有被选举权', en: 'probationary member: cannot be elected' },
    none: { zh: '不是党员', en: 'not a member' },
  }[person.membership];
  return { outcome: kept ? 'pass' : 'fail', ...words, evidence: [person.event] };
}

export const voteRules: readonly CommunityRule[] = [PTY_05];
