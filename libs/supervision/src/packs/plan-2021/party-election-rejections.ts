import {
  PreliminaryNomineesDetermined,
  QualificationCancelled,
  QualificationReviewed,
  RecommendationMeetingHeld,
  RejectionExplained,
  ReplacementNominated,
  ResultAnnounced,
  ReviewFedBack,
} from '#elections';
import { all, type Entry, type Journal, last } from '#kernel';
import { type CommunityRule, type RuleResult, rule } from '../../rule.js';
import {
  absent,
  type Check,
  check,
  follows,
  input,
  isAfter,
  judged,
  lacks,
  notApplicable,
  notYetDue,
  pass,
  SUPPLIERS,
  when,
} from './party-election-checks.js';
import {
  idsOn,
  LEAVER_READS,
  LIST_READS,
  leaversOf,
  listsOf,
  NOMINEE_READS,
  nomineesOf,
  REVIEW_LEVELS,
  type Review,
  reviewsAt,
} from './party-election-lists.js';
import { from, pastBy } from './party-election-milestones.js';
import { leastNominees, SEATS_READS, SURPLUS_PARAMETERS, seatsOf } from './party-election-seats.js';

/** Everyone whose newest outcome at some level is a failure. */
function failedReviews(party: Journal): readonly Review[] {
  const found = new Map<string, Review>();
  for (const { level } of REVIEW_LEVELS) {
    for (const [personId, review] of reviewsAt(party, level)) {
      if (review.data.outcome === 'failed' && !found.has(personId)) found.set(personId, review);
    }
  }
  return [...found.values()];
}

export const PTY_09 = rule({
  id: 'PTY-09',
  paragraph: 32,
  force: 'must',
  mode: 'record',
  step: 4,
  title: { zh: '对不得列入者的说明和补报', en: 'Explanation and replacement for the refused' },
  explanation: {
    zh: '社区推荐的人被街道全面审查认定不得列入时，街道要向社区党组织说明；名单因此少于应有人数的，社区从得到推荐的人中补报。',
    en: 'When the street’s full review refuses somebody whom the community recommended, the street explains it to the community; where the list thereby falls short, the community names a replacement from those recommended.',
  },
  parameters: SURPLUS_PARAMETERS,
  reads: [
    ...SEATS_READS,
    RecommendationMeetingHeld,
    PreliminaryNomineesDetermined,
    QualificationReviewed,
    RejectionExplained,
    ReplacementNominated,
    ...from(ReviewFedBack),
  ],
  evaluate: (facts, _moment, { surplusPercent }) => {
    const { party, community } = facts;
    const list = last(party, PreliminaryNomineesDetermined);
    const past = pastBy(party, ReviewFedBack);
    const subject = `community:${community}` as const;
    if (list === undefined) {
      return [
        judged(subject, [
          absent({ zh: '初步人选名单', en: 'list of preliminary nominees' }, SUPPLIERS.community, past),
        ]),
      ];
    }
    const reviews = reviewsAt(party, 'full');
    const replacements = all(party, ReplacementNominated);
    const ids = new Set([...idsOn(list), ...replacements.map(({ data }) => data.person.personId)]);
    const rejected = [...reviews.values()].filter(({ data }) => data.outcome === 'failed' && ids.has(data.personId));
    if (rejected.length === 0) {
      const without = [...ids].filter((id) => !reviews.has(id));
      if (without.length === 0) {
        const words = { zh: `全面审查 ${ids.size} 人，无不得列入者`, en: `full review of ${ids.size}, nobody refused` };
        return [judged(subject, [notApplicable(words, [list])])];
      }
      return [
        judged(subject, [
          absent(
            { zh: `${without.length} 人的全面审查结论`, en: `outcome of the full review of ${without.length}` },
            SUPPLIERS.street,
            past,
          ),
        ]),
      ];
    }
    const remaining = [...ids].filter((id) => reviews.get(id)?.data.outcome !== 'failed');
    const seats = seatsOf(facts);
    const least = seats === undefined ? undefined : leastNominees(seats.seats, surplusPercent);
    return rejected.map((review) =>
      judged(`person:${review.data.personId}`, [
        explained(party, review, past !== undefined),
        replaced(party, review, remaining.length, least, past !== undefined),
      ]),
    );
  },
});

function explained(party: Journal, review: Review, isPast: boolean): Check {
  const { personId } = review.data;
  const explanation = all(party, RejectionExplained).findLast(({ data }) => data.personId === personId);
  if (explanation === undefined) {
    const words = {
      zh: `全面审查（${when(review)}）认定 {person:${personId}} 不得列入，没有向社区党组织说明`,
      en: `{person:${personId}} refused by the full review (${when(review, 'en')}), not explained to the community`,
    };
    return isPast ? check(false, words, [review]) : notYetDue(words, [review]);
  }
  return check(
    !isAfter(review, explanation),
    {
      zh: `{person:${personId}} ${when(review)} 认定不得列入，${when(explanation)} 作出说明`,
      en: `{person:${personId}} refused ${when(review, 'en')}, explained ${when(explanation, 'en')}`,
    },
    [review, explanation],
  );
}

function replaced(
  party: Journal,
  review: Review,
  remaining: number,
  least: number | undefined,
  isPast: boolean,
): Check {
  const { personId } = review.data;
  const replacement = all(party, ReplacementNominated).findLast(({ data }) => data.replaces === personId);
  if (replacement === undefined) {
    if (least === undefined) {
      return lacks(
        {
          zh: `余 ${remaining} 人，没有职数，不知是否缺额`,
          en: `${remaining} left; without the number of seats a shortfall cannot be told`,
        },
        [input({ zh: '审定的委员职数', en: 'the approved number of seats' }, SUPPLIERS.district)],
      );
    }
    if (remaining >= least) {
      return pass({
        zh: `余 ${remaining} 人 ≥ 应有 ${least} 人，不缺额`,
        en: `${remaining} left ≥ ${least} needed: no shortfall`,
      });
    }
    const words = {
      zh: `余 ${remaining} 人 < 应有 ${least} 人，缺额没有补报`,
      en: `${remaining} left < ${least} needed: no replacement named`,
    };
    return isPast ? check(false, words, [review]) : notYetDue(words, [review]);
  }
  const meeting = last(party, RecommendationMeetingHeld);
  const who = replacement.data.person.personId;
  if (meeting === undefined) {
    return absent({ zh: '推荐会议得票', en: 'votes of the recommendation meeting' }, SUPPLIERS.community, {
      entry: replacement,
      title: ReplacementNominated.title,
    });
  }
  const votes = meeting.data.votes.find((one) => one.personId === who)?.votes ?? 0;
  return check(
    votes > 0,
    {
      zh: `以 {person:${who}} 递补，推荐得票 ${votes}${votes > 0 ? '' : '，不在得到推荐的人中'}`,
      en: `replaced by {person:${who}}, ${votes} votes in the recommendation${votes > 0 ? '' : ': not among those recommended'}`,
    },
    [replacement, meeting],
  );
}

export const PTY_12 = rule({
  id: 'PTY-12',
  paragraph: 34,
  force: 'must',
  mode: 'automatic',
  step: 4,
  title: { zh: '未通过审查者取消资格', en: 'Those who failed are struck off' },
  explanation: {
    zh: '任何一级审查未通过的人，要有取消资格的记录，并且不再出现在其后的任何名单、请示和选举结果中。',
    en: 'Whoever failed a review at any level is struck off on record, and stands on no later list, request or result.',
  },
  remedy: {
    zh: '从名单中去掉审查未通过的人，并登记取消资格；需要的，登记递补',
    en: 'Take whoever failed a review off the list and record the disqualification; record a replacement where needed',
  },
  parameters: {},
  reads: [
    ...LIST_READS,
    ...NOMINEE_READS,
    ...LEAVER_READS,
    QualificationReviewed,
    ResultAnnounced,
    ...from(ReviewFedBack),
  ],
  evaluate: ({ party, community }): readonly RuleResult[] => {
    const failed = failedReviews(party);
    const past = pastBy(party, ReviewFedBack);
    if (failed.length > 0) {
      return failed.map((review) =>
        judged(`person:${review.data.personId}`, struckOff(party, review, past !== undefined)),
      );
    }
    const subject = `community:${community}` as const;
    const joint = reviewsAt(party, 'joint');
    const left = leaversOf(party);
    const without = nomineesOf(party).filter((id) => !joint.has(id) && !left.has(id));
    if (joint.size === 0 || without.length > 0) {
      return [
        judged(subject, [
          absent(
            { zh: '全部初步人选的联合审查结论', en: 'outcome of the joint review for every nominee' },
            SUPPLIERS.district,
            past,
          ),
        ]),
      ];
    }
    return [
      judged(subject, [
        notApplicable({ zh: `审查 ${joint.size} 人，无不符合条件者`, en: `${joint.size} reviewed, nobody failed` }, [
          ...joint.values(),
        ]),
      ]),
    ];
  },
});

function struckOff(party: Journal, review: Review, isPast: boolean): readonly Check[] {
  const { personId, level } = review.data;
  const name = REVIEW_LEVELS.find((one) => one.level === level);
  const cancelled = all(party, QualificationCancelled).findLast(({ data }) => data.personId === personId);
  const failed = {
    zh: `{person:${personId}} ${when(review)} ${name?.zh ?? level}未通过`,
    en: `{person:${personId}} failed the ${name?.en ?? level} ${when(review, 'en')}`,
  };
  const later = listsOf(party).filter(({ entry, personIds }) => personIds.includes(personId) && follows(entry, review));
  const elected = all(party, ResultAnnounced).filter(({ data }) =>
    data.elected.some((one) => one.personId === personId),
  );
  const places: readonly { readonly name: { readonly zh: string; readonly en: string }; readonly entry: Entry }[] = [
    ...later,
    ...elected.map((entry) => ({ name: { zh: '选举结果', en: 'the result' }, entry })),
  ];
  const cancellation: Check =
    cancelled === undefined
      ? isPast
        ? check(false, { zh: `${failed.zh}，没有取消资格的记录`, en: `${failed.en}, not struck off on record` }, [
            review,
          ])
        : notYetDue({ zh: `${failed.zh}，待取消资格`, en: `${failed.en}, to be struck off` }, [review])
      : pass(
          { zh: `${failed.zh}，${when(cancelled)} 取消资格`, en: `${failed.en}, struck off ${when(cancelled, 'en')}` },
          [review, cancelled],
        );
  return [
    cancellation,
    check(
      places.length === 0,
      places.length === 0
        ? { zh: '其后名单均无此人', en: 'on no later list' }
        : {
            zh: `其后仍列入：${places.map((one) => `${one.name.zh}（${when(one.entry)}）`).join('、')}`,
            en: `still on ${places.map((one) => `${one.name.en} (${when(one.entry, 'en')})`).join(', ')}`,
          },
      places.map(({ entry }) => entry),
    ),
  ];
}

export const rejectionRules: readonly CommunityRule[] = [PTY_09, PTY_12];
