import { CLOSE_OF_BUSINESS, type NoticePeriod, noticePeriod } from '#calendar';
import {
  ApprovalRequested,
  CandidatesToBeDetermined,
  type NOTICE_PURPOSES,
  NoticePosted,
  NoticeTakenDown,
} from '#elections';
import { type DataOf, type Entry, last, shanghaiDay, shanghaiTime } from '#kernel';
import { dayOf, notAfter, startOfShanghaiDay, timeOf } from '../../event-time.js';
import type { CommunityFacts } from '../../facts.js';
import { type CommunityRule, type Moment, type RuleResult, rule } from '../../rule.js';
import { type Check, check, judged, notYetDue, type Past, pass, persons, when } from './party-election-checks.js';
import { idsOn, LEAVER_READS, leaversOf } from './party-election-lists.js';
import { from, pastBy } from './party-election-milestones.js';

/** One posting of a notice of the Party election. */
export interface Posting {
  readonly posted: Entry<DataOf<typeof NoticePosted>>;
  readonly takenDown?: Entry;
}

export const POSTING_READS = [NoticePosted, NoticeTakenDown] as const;

/** The postings of one purpose, in the order in which they went up. */
export function postingsOf(facts: CommunityFacts, purpose: (typeof NOTICE_PURPOSES)[number]): readonly Posting[] {
  return facts.notices
    .flatMap((journal) => {
      const posted = last(journal, NoticePosted);
      const takenDown = last(journal, NoticeTakenDown);
      if (posted === undefined || posted.data.purpose !== purpose) return [];
      if (!posted.data.election.startsWith('partyElection-')) return [];
      return [{ posted, ...(takenDown === undefined ? {} : { takenDown }) }];
    })
    .sort((x, y) => Date.parse(timeOf(x.posted)) - Date.parse(timeOf(y.posted)));
}

export const NOTICE_PARAMETERS = {
  minimumDays: {
    value: 5,
    source: {
      zh: '方案 ¶37；首日不计（民法典第二百零一条）',
      en: '¶37 of the plan; first day not counted (Civil Code art. 201)',
    },
    title: { zh: '公示天数', en: 'Days of public notice' },
  },
  closeOfBusiness: {
    value: CLOSE_OF_BUSINESS,
    source: {
      zh: '产品默认的下班时间；最后一日须挂到此时',
      en: 'close of business taken by the product: the last day lasts until then',
    },
    title: { zh: '下班时间', en: 'Close of business' },
  },
} as const;

interface NoticeValues {
  readonly minimumDays: number;
  readonly closeOfBusiness: string;
}

function periodOf({ posted, takenDown }: Posting, moment: Moment, values: NoticeValues): NoticePeriod {
  return noticePeriod({
    postedOn: timeOf(posted),
    ...(takenDown === undefined ? {} : { takenDownOn: timeOf(takenDown) }),
    asOf: moment.at,
    ...values,
  });
}

/** When a posting ended: taken down, or its minimum reached while it is still up. Undefined while neither has come. */
export function endOf(posting: Posting, moment: Moment, values: NoticeValues): string | undefined {
  const { takenDown } = posting;
  if (takenDown !== undefined && notAfter(timeOf(takenDown), moment.at)) return timeOf(takenDown);
  const { due } = periodOf(posting, moment, values);
  return due <= moment.at ? due : undefined;
}

/** From when on something counts as having happened: a day from its beginning. */
function instantOf(time: string): string {
  return shanghaiTime(time) === undefined ? startOfShanghaiDay(shanghaiDay(time)) : new Date(time).toISOString();
}

/** When the clock completes a notice of the candidates-to-be that is still up, or comes to when it was taken down. */
export function recheckOf(
  facts: CommunityFacts,
  moment: Moment,
  values: NoticeValues,
): { readonly recheckAt?: string } {
  const dues = postingsOf(facts, 'candidates-to-be')
    .filter((posting) => endOf(posting, moment, values) === undefined)
    .flatMap((posting) => [
      periodOf(posting, moment, values).due,
      ...(posting.takenDown === undefined ? [] : [instantOf(timeOf(posting.takenDown))]),
    ])
    .filter((due) => due > moment.at);
  return dues.length === 0 ? {} : { recheckAt: dues.sort()[0] };
}

export const PTY_20 = rule({
  id: 'PTY-20',
  paragraph: 37,
  force: 'softened',
  mode: 'automatic',
  step: 7,
  title: { zh: '预备人选公示范围和天数', en: 'Public notice of the candidates-to-be' },
  explanation: {
    zh: '预备人选名单要在全社区张贴；首日不计，满 5 天，最后一天挂到下班。每次张贴分别计算，重新张贴从零算起。天数不足可经说明和批准后提醒；没有公示、不是全社区、名单上有人没有公示，不能以说明代替。照片日期与张贴日不符的待核。',
    en: 'The list of candidates-to-be is posted in the whole community for 5 full days, the first not counted, up until close of business of the last. Each posting counts by itself; a new one starts from zero. Too few days can be justified; no notice, not the whole community, or a person on the list who is on no notice cannot. A photo that is not of the posting day is to be checked.',
  },
  remedy: {
    zh: '在全社区重新张贴公示，名单写全，挂满规定天数到最后一天下班后再办理',
    en: 'Post the notice again in the whole community with everybody on the list, and keep it up for the full days until close of business of the last',
  },
  parameters: NOTICE_PARAMETERS,
  reads: [...POSTING_READS, ...LEAVER_READS, CandidatesToBeDetermined, ...from(CandidatesToBeDetermined)],
  evaluate: (facts, moment, parameters) => {
    const postings = postingsOf(facts, 'candidates-to-be');
    const past = pastBy(facts.party, ApprovalRequested);
    const subject = `community:${facts.community}` as const;
    if (postings.length === 0) {
      if (past === undefined) {
        return [
          judged(subject, [notYetDue({ zh: '尚未公示预备人选', en: 'the candidates-to-be are not posted yet' })]),
        ];
      }
      const words = {
        zh: `没有预备人选公示的记录，而${past.title.zh}（${when(past.entry)}）已有记录`,
        en: `no public notice of the candidates-to-be, although there is a record of: ${past.title.en} (${when(past.entry, 'en')})`,
      };
      return [judged(subject, [check(false, words, [past.entry])], { softenable: false })];
    }
    return [
      ...postings.map((posting, index) => judgePosting(posting, index < postings.length - 1, moment, parameters)),
      ...coverage(facts, postings, past),
    ];
  },
});

function judgePosting(posting: Posting, replaced: boolean, moment: Moment, values: NoticeValues): RuleResult {
  const { posted, takenDown } = posting;
  const period = periodOf(posting, moment, values);
  const days: Check = {
    outcome: period.outcome,
    ...period.arithmetic,
    evidence: [posted.id, ...(takenDown === undefined ? [] : [takenDown.id])],
  };
  const whole = check(
    posted.data.wholeCommunity,
    posted.data.wholeCommunity
      ? {
          zh: `全社区张贴（${posted.data.places.length} 处）`,
          en: `posted in the whole community (${posted.data.places.length} places)`,
        }
      : {
          zh: `没有覆盖全社区（只在${posted.data.places.join('、')}）`,
          en: `not in the whole community (only ${posted.data.places.join(', ')})`,
        },
    [posted],
  );
  const result = judged(
    `notice:${posted.data.noticeId}`,
    [days, whole, ...announcedChecks(posting, period), ...photoChecks(posting)],
    {
      due: period.completeOn,
      ...(period.nextDayAt === undefined ? {} : { recheckAt: period.nextDayAt }),
      ...(whole.outcome === 'fail' ? { softenable: false } : {}),
      ...(replaced ? { blocksActs: false } : {}),
      ...(photoDiffers(posting)
        ? {
            waitsFor: {
              zh: '由纪检人员核对张贴时间和照片',
              en: 'an inspector checks the time of posting against the photo',
            },
          }
        : {}),
      ...(posted.data.photoDay === undefined
        ? {
            missing: [
              {
                zh: '带日期的公示栏照片（由选务员补录）',
                en: 'a dated photo of the board (to be supplied by the election clerk)',
              },
            ],
          }
        : {}),
    },
  );
  if (period.otherReading === undefined) return result;
  const { words, outcome, arithmetic } = period.otherReading;
  return {
    ...result,
    reading: { zh: '首日不计，最后一日挂到下班', en: 'first day not counted, the last day until close of business' },
    otherReading: { reading: words, outcome, arithmetic },
  };
}

/** What is printed on the notice is no measure of how long it was up; whoever posts it is told that it says too little. */
function announcedChecks({ posted }: Posting, { completeOn }: NoticePeriod): readonly Check[] {
  const { plannedUntil } = posted.data;
  if (plannedUntil >= completeOn) return [];
  const words = {
    zh: `注意：公示文写明公示至 ${plannedUntil}，早于应满之日 ${completeOn}`,
    en: `mind that the notice says until ${plannedUntil}, before ${completeOn}, the day on which it is complete`,
  };
  return [pass(words, [posted])];
}

function photoDiffers({ posted }: Posting): boolean {
  return posted.data.photoDay !== undefined && posted.data.photoDay !== dayOf(posted);
}

function photoChecks(posting: Posting): readonly Check[] {
  const { posted } = posting;
  const { photoDay } = posted.data;
  if (photoDay === undefined) return [];
  const words = {
    zh: `照片日期 ${photoDay}，张贴日 ${dayOf(posted)}`,
    en: `photo of ${photoDay}, posted ${dayOf(posted)}`,
  };
  if (!photoDiffers(posting)) return [pass(words, [posted])];
  return [
    {
      outcome: 'needs-finding',
      zh: `${words.zh}，两日不符，待核`,
      en: `${words.en}: the days differ, to be checked`,
      evidence: [posted.id],
    },
  ];
}

/** That everyone on the list stands on a notice. Without a list there is nothing to compare. */
function coverage(facts: CommunityFacts, postings: readonly Posting[], past: Past | undefined): readonly RuleResult[] {
  const list = last(facts.party, CandidatesToBeDetermined);
  if (list === undefined) return [];
  const left = leaversOf(facts.party);
  const listed = idsOn(list).filter((id) => !left.has(id));
  const posted = new Set(postings.flatMap(({ posted: { data } }) => data.persons.map(({ personId }) => personId)));
  const without = listed.filter((id) => !posted.has(id));
  const words = {
    zh: `名单 ${listed.length} 人，公示 ${listed.length - without.length} 人${without.length === 0 ? '' : `，${persons(without)} 没有公示`}`,
    en: `${listed.length - without.length} of ${listed.length} on the list were posted${without.length === 0 ? '' : `; not ${persons(without, 'en')}`}`,
  };
  const evidence = [list, ...postings.map((one) => one.posted)];
  const subject = `community:${facts.community}` as const;
  if (without.length > 0 && past === undefined) return [judged(subject, [notYetDue(words, evidence)])];
  return [
    judged(subject, [check(without.length === 0, words, evidence)], without.length === 0 ? {} : { softenable: false }),
  ];
}

export const noticeRules: readonly CommunityRule[] = [PTY_20];
