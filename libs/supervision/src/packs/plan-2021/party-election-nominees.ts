import {
  FurtherRecommendationHeld,
  PreliminaryNomineesDetermined,
  RecommendationMeetingHeld,
  ReviewListSent,
  StreetListNotified,
  StreetRecommendationMade,
} from '#elections';
import { all, type DataOf, type Entry, last } from '#kernel';
import { type CommunityRule, rule } from '../../rule.js';
import {
  absent,
  type Check,
  check,
  inOrder,
  isAfter,
  judged,
  notApplicable,
  pass,
  persons,
  SUPPLIERS,
  supersededBefore,
  when,
} from './party-election-checks.js';
import { idsOn } from './party-election-lists.js';
import { from, pastBy } from './party-election-milestones.js';
import { SEATS_READS, SURPLUS_PARAMETERS, surplusCheck } from './party-election-seats.js';

const LIST = { zh: '初步人选名单', en: 'list of preliminary nominees' } as const;
const MEETING = { zh: '推荐会议及得票', en: 'recommendation meeting with its votes' } as const;

type Meeting = Entry<DataOf<typeof RecommendationMeetingHeld>>;
export const PTY_06 = rule({
  id: 'PTY-06',
  paragraph: 32,
  force: 'must',
  mode: 'automatic',
  step: 2,
  title: { zh: '初步人选差额', en: 'Surplus of preliminary nominees' },
  explanation: {
    zh: '初步人选要比委员职数多出至少三成，不足一人的进一：5 职至少 7 人，7 职至少 10 人，9 职至少 12 人。',
    en: 'There are at least three tenths more preliminary nominees than seats, part of a person rounded up: 7 for 5 seats, 10 for 7, 12 for 9.',
  },
  parameters: SURPLUS_PARAMETERS,
  reads: [...SEATS_READS, PreliminaryNomineesDetermined, ...from(PreliminaryNomineesDetermined)],
  evaluate: (facts, _moment, { surplusPercent }) => {
    const lists = all(facts.party, PreliminaryNomineesDetermined);
    if (lists.length === 0) {
      const past = pastBy(facts.party, StreetRecommendationMade);
      return [judged(`community:${facts.community}`, [absent(LIST, SUPPLIERS.community, past)])];
    }
    return lists.map((list, index) =>
      judged(`list:${list.id}`, [surplusCheck(facts, list, surplusPercent)], supersededBefore(lists.length, index)),
    );
  },
});

export const PTY_07 = rule({
  id: 'PTY-07',
  paragraph: 32,
  force: 'must',
  mode: 'automatic',
  step: 2,
  title: { zh: '缺额的另行推荐', en: 'Filling a shortfall' },
  explanation: {
    zh: '过半数的人不够时，缺额须经另行推荐，从推荐中有票而未入选的人里补；是否按得票多少依次补入只作报告。',
    en: 'Where too few have a majority, a further recommendation fills the gap from those who had votes and were not chosen; whether the order of votes was kept is reported.',
  },
  parameters: {},
  reads: [
    RecommendationMeetingHeld,
    FurtherRecommendationHeld,
    PreliminaryNomineesDetermined,
    ...from(PreliminaryNomineesDetermined),
  ],
  evaluate: ({ party, community }) => {
    const subject = `community:${community}` as const;
    const list = last(party, PreliminaryNomineesDetermined);
    if (list === undefined) {
      return [judged(subject, [absent(LIST, SUPPLIERS.community, pastBy(party, StreetRecommendationMade))])];
    }
    const { filled } = list.data;
    if (filled.length === 0) {
      return [
        judged(subject, [
          notApplicable({ zh: '名单没有缺额补入的人', en: 'nobody on the list fills a shortfall' }, [list]),
        ]),
      ];
    }
    const further = last(party, FurtherRecommendationHeld);
    const meeting = last(party, RecommendationMeetingHeld);
    const checks: Check[] = [];
    if (further === undefined) {
      checks.push(
        check(
          false,
          {
            zh: `名单补入 ${filled.length} 人（${persons(filled)}），没有另行推荐的记录`,
            en: `${filled.length} filled in (${persons(filled, 'en')}) without a further recommendation on record`,
          },
          [list],
        ),
      );
    } else {
      const outside = filled.filter((id) => !further.data.selected.includes(id));
      checks.push(
        check(
          outside.length === 0,
          {
            zh: `补入 ${filled.length} 人，另行推荐选出 ${further.data.selected.length} 人${outside.length === 0 ? '，均在其中' : `，${persons(outside)} 不在其中`}`,
            en: `${filled.length} filled in, ${further.data.selected.length} chosen by the further recommendation${outside.length === 0 ? ', all among them' : `; not among them ${persons(outside, 'en')}`}`,
          },
          [list, further],
        ),
        inOrder([
          { name: { zh: '另行推荐', en: 'further recommendation' }, entry: further },
          { name: { zh: '确定名单', en: 'list determined' }, entry: list },
        ]),
      );
    }
    if (meeting === undefined) {
      checks.push(absent(MEETING, SUPPLIERS.community, { entry: list, title: PreliminaryNomineesDetermined.title }));
    } else {
      checks.push(...fillChecks(meeting, list));
    }
    return [judged(subject, checks)];
  },
});

function fillChecks(meeting: Meeting, list: Entry<DataOf<typeof PreliminaryNomineesDetermined>>): readonly Check[] {
  const { filled } = list.data;
  const votes = new Map(meeting.data.votes.map((one) => [one.personId, one.votes]));
  const chosen = new Set(idsOn(list).filter((id) => !filled.includes(id)));
  const strangers = filled.filter((id) => (votes.get(id) ?? 0) === 0);
  const next = [...votes].filter(([id, count]) => !chosen.has(id) && count > 0).sort((x, y) => y[1] - x[1]);
  const lowest = Math.min(...filled.map((id) => votes.get(id) ?? 0));
  const passedOver = next.filter(([id, count]) => count > lowest && !filled.includes(id));
  const kept = passedOver.length === 0;
  return [
    check(
      strangers.length === 0,
      strangers.length === 0
        ? {
            zh: `补入的人均在推荐中得票（${filled.map((id) => `{person:${id}} ${votes.get(id)} 票`).join('、')}）`,
            en: `all filled in had votes (${filled.map((id) => `{person:${id}} ${votes.get(id)}`).join(', ')})`,
          }
        : {
            zh: `${persons(strangers)} 在推荐中没有得票`,
            en: `${persons(strangers, 'en')} had no votes in the recommendation`,
          },
      [meeting],
    ),
    pass(
      kept
        ? { zh: '按得票多少依次补入', en: 'filled in the order of votes' }
        : {
            zh: `未按得票多少：${passedOver.map(([id, count]) => `{person:${id}} ${count} 票`).join('、')} 未补入（只作报告）`,
            en: `not in the order of votes: ${passedOver.map(([id, count]) => `{person:${id}} ${count}`).join(', ')} passed over (reported only)`,
          },
    ),
  ];
}

export const PTY_10 = rule({
  id: 'PTY-10',
  paragraph: 33,
  force: 'must',
  mode: 'automatic',
  step: 3,
  title: { zh: '街道推荐的差额和通报', en: 'The street’s own list: surplus and notification' },
  explanation: {
    zh: '街道推荐的名单同样要比职数多至少三成（进一），并通报给社区党组织。',
    en: 'The street’s own list has the same surplus over the seats (rounded up), and is made known to the community Party organisation.',
  },
  parameters: SURPLUS_PARAMETERS,
  reads: [...SEATS_READS, StreetListNotified, StreetRecommendationMade, ...from(StreetRecommendationMade)],
  evaluate: (facts, _moment, { surplusPercent }) => {
    const lists = all(facts.party, StreetRecommendationMade);
    const past = pastBy(facts.party, ReviewListSent);
    if (lists.length === 0) {
      const what = { zh: '街道推荐名单', en: 'list of the street' };
      return [judged(`community:${facts.community}`, [absent(what, SUPPLIERS.street, past)])];
    }
    return lists.map((list, index) => {
      const notices = all(facts.party, StreetListNotified);
      const notified =
        notices.find((one) => !isAfter(list, one)) ?? notices.find(({ position }) => position > list.position);
      const superseded = index < lists.length - 1;
      const told: Check =
        notified === undefined
          ? absent({ zh: '名单通报', en: 'notification of the list' }, SUPPLIERS.street, past)
          : inOrder([
              { name: { zh: '推荐', en: 'recommended' }, entry: list },
              { name: { zh: '通报', en: 'notified' }, entry: notified },
            ]);
      const replaced = pass({
        zh: `${when(list)} 的名单已被新名单代替`,
        en: `the list of ${when(list, 'en')} was replaced`,
      });
      return judged(
        `list:${list.id}`,
        [surplusCheck(facts, list, surplusPercent), superseded ? replaced : told],
        supersededBefore(lists.length, index),
      );
    });
  },
});

export const nomineeRules: readonly CommunityRule[] = [PTY_06, PTY_07, PTY_10];
