import {
  DepartmentReplied,
  InspectionListFixed,
  QualificationCancelled,
  QualificationReviewed,
  ReviewFedBack,
} from '#elections';
import { all, type Journal, last } from '#kernel';
import { type CommunityRule, rule } from '../../rule.js';
import {
  absent,
  type Check,
  check,
  follows,
  input,
  isAfter,
  judged,
  lacks,
  notYetDue,
  pass,
  persons,
  SUPPLIERS,
  when,
} from './party-election-checks.js';
import {
  idsOn,
  LEAVER_READS,
  leaversOf,
  NOMINEE_READS,
  nomineesOf,
  REVIEW_LEVELS,
  type Review,
  type ReviewLevel,
  reviewsAt,
} from './party-election-lists.js';
import { from, pastBy } from './party-election-milestones.js';

export const PTY_11 = rule({
  id: 'PTY-11',
  paragraph: 34,
  force: 'must',
  mode: 'automatic',
  step: 4,
  title: { zh: '资格审查三级依次进行', en: 'Three levels of review in order' },
  explanation: {
    zh: '每名初步人选依次经过社区党组织初审、街道全面审查、区联合审查，各有结论；全面审查要有街道本级部门和区级部门派出机构参加（以部门回复为据）。某一级未通过的，不再要求下一级。',
    en: 'Every preliminary nominee has the first check of the community, the full review of the street and the joint review of the district, in this order and each with an outcome; departments of the street and bodies sent by district departments take part in the full review (shown by their replies). Who fails one level needs no further one.',
  },
  parameters: {},
  reads: [...NOMINEE_READS, ...LEAVER_READS, DepartmentReplied, QualificationReviewed, ...from(ReviewFedBack)],
  evaluate: ({ party, community }) => {
    const subject = `community:${community}` as const;
    const past = pastBy(party, ReviewFedBack);
    const nominees = nomineesOf(party);
    if (nominees.length === 0) {
      const reviewed = last(party, QualificationReviewed);
      return [
        judged(subject, [
          absent(
            { zh: '初步人选名单', en: 'list of preliminary nominees' },
            SUPPLIERS.community,
            reviewed === undefined ? past : { entry: reviewed, title: QualificationReviewed.title },
          ),
        ]),
      ];
    }
    const left = leaversOf(party);
    const byLevel = REVIEW_LEVELS.map((one) => ({ ...one, reviews: reviewsAt(party, one.level) }));
    const levels = byLevel.map(({ level, zh, en, body, reviews }, index): Check => {
      const before = byLevel.slice(0, index);
      const due = nominees.filter(
        (id) =>
          reviews.has(id) ||
          (!left.has(id) && !before.some((lower) => lower.reviews.get(id)?.data.outcome === 'failed')),
      );
      const done = due.filter((id) => reviews.has(id));
      const without = due.filter((id) => !reviews.has(id));
      const words = {
        zh: `${zh} ${done.length} / ${due.length} 人`,
        en: `${en} ${done.length} of ${due.length}`,
      };
      const evidence = done.flatMap((id) => reviews.get(id) ?? []);
      if (done.length === 0 && due.length > 0)
        return absent({ zh: `${zh}结论`, en: `outcome of the ${en}` }, bodyOf(level), past);
      if (without.length > 0) {
        const lacking = { zh: `${words.zh}，缺 ${persons(without)}`, en: `${words.en}, not ${persons(without, 'en')}` };
        return past === undefined ? notYetDue(lacking, evidence) : check(false, lacking, [...evidence, past.entry]);
      }
      const elsewhere = evidence.filter(({ data }) => data.body !== body);
      if (elsewhere.length > 0) {
        const ids = elsewhere.map(({ data }) => data.personId);
        return check(
          false,
          {
            zh: `${words.zh}，${persons(ids)} 的${zh}不是由规定的机构作出`,
            en: `${words.en}; not by the body laid down for ${persons(ids, 'en')}`,
          },
          elsewhere,
        );
      }
      return pass(words, evidence);
    });
    return [judged(subject, [...levels, orderCheck(nominees, byLevel), takingPart(party, past !== undefined)])];
  },
});

function bodyOf(level: ReviewLevel) {
  return level === 'first' ? SUPPLIERS.community : level === 'full' ? SUPPLIERS.street : SUPPLIERS.district;
}

function orderCheck(
  nominees: readonly string[],
  byLevel: readonly { readonly reviews: ReadonlyMap<string, Review> }[],
): Check {
  const broken = nominees.filter((id) => {
    const reviews = byLevel.flatMap(({ reviews: at }) => at.get(id) ?? []);
    return reviews.some((review, index) => {
      const next = reviews[index + 1];
      return next !== undefined && isAfter(review, next);
    });
  });
  return check(
    broken.length === 0,
    broken.length === 0
      ? { zh: '各级次序不颠倒', en: 'levels in order' }
      : { zh: `${persons(broken)} 的各级次序颠倒`, en: `levels out of order for ${persons(broken, 'en')}` },
  );
}

function takingPart(party: Journal, isPast: boolean): Check {
  const replies = all(party, DepartmentReplied).filter(({ data }) => data.level === 'full');
  const names = (level: 'street' | 'district') => [
    ...new Set(replies.filter(({ data }) => data.departmentLevel === level).map(({ data }) => data.department)),
  ];
  const street = names('street');
  const district = names('district');
  const words = {
    zh: `全面审查参加部门：街道 ${street.length} 个（${street.join('、') || '无'}），区级派出 ${district.length} 个（${district.join('、') || '无'}）`,
    en: `taking part in the full review: ${street.length} of the street (${street.join(', ') || 'none'}), ${district.length} sent by the district (${district.join(', ') || 'none'})`,
  };
  if (street.length > 0 && district.length > 0) return pass(words, replies.slice(0, 1));
  if (!isPast) return notYetDue(words, replies);
  return lacks(
    words,
    [
      ...(street.length > 0
        ? []
        : [input({ zh: '街道本级部门的审查回复', en: 'replies of departments of the street' }, SUPPLIERS.street)]),
      ...(district.length > 0
        ? []
        : [
            input(
              { zh: '区级部门派出机构的审查回复', en: 'replies of bodies sent by district departments' },
              SUPPLIERS.street,
            ),
          ]),
    ],
    replies,
  );
}

export const PTY_13 = rule({
  id: 'PTY-13',
  paragraph: 34,
  force: 'must',
  mode: 'automatic',
  step: 4,
  title: { zh: '反馈名单与联审结论一致', en: 'The list fed back is the list that passed' },
  explanation: {
    zh: '街道反馈给社区党组织的名单，要与通过联合审查的人一一相同：不多、不少，并且在联审之后反馈。',
    en: 'The list that the street feeds back is exactly those who passed the joint review: nobody more, nobody fewer, and after the review.',
  },
  parameters: {},
  reads: [QualificationReviewed, QualificationCancelled, ReviewFedBack, ...from(InspectionListFixed)],
  evaluate: ({ party, community }) => {
    const subject = `community:${community}` as const;
    const feedback = last(party, ReviewFedBack);
    if (feedback === undefined) {
      return [
        judged(subject, [
          absent(
            { zh: '联审结果反馈', en: 'feedback of the joint review' },
            SUPPLIERS.street,
            pastBy(party, InspectionListFixed),
          ),
        ]),
      ];
    }
    const joint = reviewsAt(party, 'joint');
    if (joint.size === 0) {
      return [
        judged(subject, [
          absent({ zh: '联合审查结论', en: 'outcome of the joint review' }, SUPPLIERS.district, {
            entry: feedback,
            title: ReviewFedBack.title,
          }),
        ]),
      ];
    }
    const struckOff = new Map(all(party, QualificationCancelled).map((entry) => [entry.data.personId, entry]));
    const passed = [...joint.values()].filter(({ data }) => {
      const struck = struckOff.get(data.personId);
      return data.outcome === 'passed' && (struck === undefined || follows(struck, feedback));
    });
    const listed = new Set(idsOn(feedback));
    const everListed = new Set(all(party, ReviewFedBack).flatMap(idsOn));
    const passedIds = new Set(passed.map(({ data }) => data.personId));
    const early = passed.filter((review) => listed.has(review.data.personId) && isAfter(review, feedback));
    const waiting = passed.filter(({ data }) => !everListed.has(data.personId));
    const lacking = waiting.filter((review) => !isAfter(review, feedback)).map(({ data }) => data.personId);
    const newcomers = waiting.filter((review) => isAfter(review, feedback)).map(({ data }) => data.personId);
    const extra = [...listed].filter((id) => !passedIds.has(id));
    const differs = [
      ...(extra.length === 0 ? [] : [{ zh: `多出 ${persons(extra)}`, en: `too many: ${persons(extra, 'en')}` }]),
      ...(lacking.length === 0 ? [] : [{ zh: `缺 ${persons(lacking)}`, en: `missing: ${persons(lacking, 'en')}` }]),
    ];
    return [
      judged(subject, [
        check(
          differs.length === 0,
          {
            zh: `反馈 ${listed.size} 人，通过联审 ${passedIds.size} 人${differs.length === 0 ? '，一致' : `，${differs.map(({ zh }) => zh).join('，')}`}`,
            en: `${listed.size} fed back, ${passedIds.size} passed${differs.length === 0 ? ', the same' : `; ${differs.map(({ en }) => en).join('; ')}`}`,
          },
          [feedback, ...passed],
        ),
        check(
          early.length === 0,
          early.length === 0
            ? { zh: `${when(feedback)} 反馈，在联审之后`, en: `fed back ${when(feedback, 'en')}, after the review` }
            : {
                zh: `${when(feedback)} 反馈早于 ${early.length} 人的联审结论`,
                en: `fed back ${when(feedback, 'en')}, before the joint review of ${early.length}`,
              },
        ),
        ...(newcomers.length === 0
          ? []
          : [
              notYetDue({
                zh: `${persons(newcomers)} 在反馈之后通过联审，尚待反馈`,
                en: `${persons(newcomers, 'en')} passed after the feedback, still to be fed back`,
              }),
            ]),
      ]),
    ];
  },
});

export const reviewRules: readonly CommunityRule[] = [PTY_11, PTY_13];
