import { CandidatesToBeDetermined, SittingMemberRecorded, TalkHeld } from '#elections';
import { all, type DataOf, type Entry } from '#kernel';
import { type CommunityRule, type RuleResult, rule } from '../../rule.js';
import {
  absent,
  type Check,
  check,
  input,
  judged,
  lacks,
  notYetDue,
  type Past,
  pass,
  persons,
  SUPPLIERS,
  when,
} from './party-election-checks.js';
import { from, pastBy } from './party-election-milestones.js';

type Talk = Entry<DataOf<typeof TalkHeld>>;

/** Talks are the street's: somebody of the street takes part, shown by the post held that day. */
export function isByStreet({ data }: Talk): boolean {
  return data.participants.some(({ post }) => post.startsWith('street-'));
}

export const PTY_17 = rule({
  id: 'PTY-17',
  paragraph: 36,
  force: 'must',
  mode: 'automatic',
  step: 6,
  title: { zh: '现任成员全员谈话', en: 'Talks with every sitting member' },
  explanation: {
    zh: '登记在册的现任“两委”成员每人至少有一次街道的谈话；没有街道人员参加的谈话不算。',
    en: 'Every registered sitting member of the two committees has at least one talk with the street; talks without anybody of the street do not count.',
  },
  parameters: {},
  reads: [SittingMemberRecorded, TalkHeld, ...from(CandidatesToBeDetermined)],
  evaluate: ({ term, party, community }) => {
    const subject = `community:${community}` as const;
    const past = pastBy(party, CandidatesToBeDetermined);
    const talks = all(party, TalkHeld);
    const sitting = all(term, SittingMemberRecorded);
    const since = past ?? (talks[0] === undefined ? undefined : { entry: talks[0], title: TalkHeld.title });
    if (sitting.length === 0) {
      return [
        judged(subject, [
          absent({ zh: '现任成员登记', en: 'register of sitting members' }, SUPPLIERS.community, since),
        ]),
      ];
    }
    if (talks.length === 0)
      return [judged(subject, [absent({ zh: '谈话记录', en: 'record of a talk' }, SUPPLIERS.street, past)])];
    const ids = [...new Set(sitting.map(({ data }) => data.personId))];
    const counted = talks.filter(isByStreet);
    const talkedTo = new Map(counted.map((talk) => [talk.data.personId, talk]));
    const without = ids.filter((id) => !talkedTo.has(id));
    const discounted = without.filter((id) => talks.some(({ data }) => data.personId === id));
    const notStreet =
      discounted.length === 0
        ? { zh: '', en: '' }
        : {
            zh: `（其中 ${persons(discounted)} 的谈话没有街道人员参加，不计）`,
            en: ` (talks without anybody of the street are not counted: ${persons(discounted, 'en')})`,
          };
    const words = {
      zh: `现任成员 ${ids.length} 人，已谈 ${ids.length - without.length} 人${without.length === 0 ? '' : `，缺 ${persons(without)}${notStreet.zh}`}`,
      en: `${ids.length - without.length} of ${ids.length} sitting members talked to${without.length === 0 ? '' : `, not ${persons(without, 'en')}${notStreet.en}`}`,
    };
    const evidence = [...sitting, ...ids.flatMap((id) => talkedTo.get(id) ?? [])];
    if (without.length === 0) return [judged(subject, [pass(words, evidence)])];
    return [
      judged(subject, [
        past === undefined ? notYetDue(words, evidence) : check(false, words, [...evidence, past.entry]),
      ]),
    ];
  },
});

const LEADERS = [
  { post: 'party-secretary', zh: '现任党组织书记', en: 'sitting Party secretary' },
  { post: 'residents-director', zh: '现任居委会主任', en: 'sitting director of the residents’ committee' },
] as const;

export const PTY_18 = rule({
  id: 'PTY-18',
  paragraph: 36,
  force: 'must',
  mode: 'automatic',
  step: 6,
  title: { zh: '书记、主任由两人同谈', en: 'Secretary and director: talked to by two together' },
  explanation: {
    zh: '现任书记和主任的谈话，要由街道党工委书记与组织委员在同一次谈话中共同进行。',
    en: 'With the sitting secretary and the sitting director, the secretary of the street and its organisation member talk together, in one and the same talk.',
  },
  parameters: {},
  reads: [SittingMemberRecorded, TalkHeld, ...from(CandidatesToBeDetermined)],
  evaluate: ({ term, party, community }): readonly RuleResult[] => {
    const past = pastBy(party, CandidatesToBeDetermined);
    const talks = all(party, TalkHeld);
    const since = past ?? (talks[0] === undefined ? undefined : { entry: talks[0], title: TalkHeld.title });
    const sitting = all(term, SittingMemberRecorded);
    const leaders = LEADERS.map((leader) => ({
      ...leader,
      ids: [...new Set(sitting.filter(({ data }) => data.post === leader.post).map(({ data }) => data.personId))],
    }));
    const unknown = leaders
      .filter(({ ids }) => ids.length === 0)
      .map(({ zh, en }): Check => {
        const what = { zh: `${zh}的登记`, en: `registration of the ${en}` };
        if (since === undefined) return absent(what, SUPPLIERS.community, since);
        return lacks(
          { zh: `没有${what.zh}，不知应与谁谈`, en: `no ${what.en}: not known with whom to talk` },
          [
            input(
              { zh: `${what.zh}（空缺的请说明）`, en: `${what.en} (or that the post is vacant)` },
              SUPPLIERS.community,
            ),
          ],
          [since.entry],
        );
      });
    const byPerson = new Map<string, string[]>();
    for (const { ids, zh } of leaders) for (const id of ids) byPerson.set(id, [...(byPerson.get(id) ?? []), zh]);
    return [
      ...[...byPerson].map(([personId, posts]) =>
        judged(`person:${personId}`, [talkedTogether(personId, posts, talks, past)]),
      ),
      ...(unknown.length === 0 ? [] : [judged(`community:${community}`, unknown)]),
    ];
  },
});

function talkedTogether(
  personId: string,
  posts: readonly string[],
  talks: readonly Talk[],
  past: Past | undefined,
): Check {
  const own = talks.filter(({ data }) => data.personId === personId);
  const both = own.find(({ data }) => {
    const secretaries = data.participants.filter(({ post }) => post === 'street-secretary');
    const organisers = data.participants.filter(({ post }) => post === 'street-organisation-member');
    return secretaries.some((one) => organisers.some((other) => other.personId !== one.personId));
  });
  if (both !== undefined) {
    return pass(
      {
        zh: `${posts.join('、')} {person:${personId}} ${when(both)} 由街道党工委书记和组织委员同谈（参加 ${both.data.participants.length} 人）`,
        en: `{person:${personId}} talked to ${when(both, 'en')} by the street’s secretary and organisation member together (${both.data.participants.length} taking part)`,
      },
      [both],
    );
  }
  const who = {
    zh: `街道党工委书记、组织委员与 {person:${personId}} 的谈话`,
    en: `talk of the street’s secretary and organisation member with {person:${personId}}`,
  };
  if (talks.length === 0 || past === undefined) {
    return own.length === 0 ? absent(who, SUPPLIERS.street, past) : notYetDue(apart(personId, own), own);
  }
  return check(
    false,
    own.length === 0
      ? {
          zh: `${posts.join('、')} {person:${personId}} 没有谈话记录，其他人已有 ${talks.length} 次`,
          en: `no talk with {person:${personId}} on record, ${talks.length} with others`,
        }
      : apart(personId, own),
    [...own, past.entry],
  );
}

function apart(personId: string, own: readonly Talk[]) {
  return {
    zh: `与 {person:${personId}} 谈话 ${own.length} 次，没有一次由街道党工委书记和组织委员共同进行`,
    en: `${own.length} ${own.length === 1 ? 'talk' : 'talks'} with {person:${personId}}, none by the street’s secretary and organisation member together`,
  };
}

export const talkRules: readonly CommunityRule[] = [PTY_17, PTY_18];
