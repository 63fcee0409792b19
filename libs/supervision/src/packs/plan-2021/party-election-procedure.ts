import {
  ApprovalGiven,
  CandidatesToBeDetermined,
  CongressReplied,
  InspectionFedBack,
  PledgeSigned,
  PreliminaryNomineesDetermined,
  ResultAnnounced,
  ReviewFedBack,
  SittingMemberRecorded,
  StreetRecommendationMade,
  TalkHeld,
} from '#elections';
import { all, type Entry, shanghaiDay, type Words } from '#kernel';
import { earliest, notAfter, timeOf } from '../../event-time.js';
import type { CommunityFacts } from '../../facts.js';
import { type CommunityRule, type Moment, rule } from '../../rule.js';
import { type Check, check, input, judged, lacks, notYetDue, SUPPLIERS } from './party-election-checks.js';
import { idsOn, LEAVER_READS, leaversOf } from './party-election-lists.js';
import { endOf, NOTICE_PARAMETERS, POSTING_READS, postingsOf, recheckOf } from './party-election-notices.js';
import { isByStreet } from './party-election-talks.js';

interface Step {
  readonly name: Words;
  /** When it was complete for the first time, and what shows it. */
  readonly done?: { readonly time: string; readonly entries: readonly Entry[] };
}

type Values = { readonly minimumDays: number; readonly closeOfBusiness: string };

/** The ten steps of ¶31–¶40 with the time of their first completion; doing one again later does not undo it. */
export function tenSteps(facts: CommunityFacts, moment: Moment, values: Values): readonly Step[] {
  const { party } = facts;
  const first = (entries: readonly Entry[]) => {
    const entry = earliest(entries);
    return entry === undefined ? {} : { done: { time: timeOf(entry), entries: [entry] } };
  };
  const approved = ({ data }: { readonly data: { readonly outcome: string } }) => data.outcome === 'approved';
  return [
    { name: { zh: '部署启动（批复）', en: 'start (reply)' }, ...first(all(party, CongressReplied).filter(approved)) },
    { name: { zh: '党员群众推荐', en: 'recommendation' }, ...first(all(party, PreliminaryNomineesDetermined)) },
    { name: { zh: '街道推荐', en: 'street’s list' }, ...first(all(party, StreetRecommendationMade)) },
    { name: { zh: '资格联审（反馈）', en: 'review (fed back)' }, ...first(all(party, ReviewFedBack)) },
    { name: { zh: '考察（反馈）', en: 'inspection (fed back)' }, ...first(all(party, InspectionFedBack)) },
    { name: { zh: '谈心谈话', en: 'talks' }, ...talksDone(facts) },
    {
      name: { zh: '预备人选（公示期满）', en: 'candidates-to-be (notice over)' },
      ...noticeDone(facts, moment, values),
    },
    { name: { zh: '请示批复', en: 'approval' }, ...first(all(party, ApprovalGiven).filter(approved)) },
    { name: { zh: '纪律承诺', en: 'pledges' }, ...pledgesDone(facts) },
    { name: { zh: '大会选举', en: 'election' }, ...first(all(party, ResultAnnounced)) },
  ];
}

/** The last of the first talks with each sitting member; unknown where none is registered. */
function talksDone({ party, term }: CommunityFacts): Pick<Step, 'done'> {
  const talks = all(party, TalkHeld).filter(isByStreet);
  const sitting = [...new Set(all(term, SittingMemberRecorded).map(({ data }) => data.personId))];
  return lastOfFirsts(sitting, talks);
}

function pledgesDone({ party }: CommunityFacts): Pick<Step, 'done'> {
  const left = leaversOf(party);
  const list = earliest(all(party, CandidatesToBeDetermined));
  const due = list === undefined ? [] : idsOn(list).filter((id) => !left.has(id));
  return lastOfFirsts(due, all(party, PledgeSigned));
}

function lastOfFirsts(
  personIds: readonly string[],
  entries: readonly Entry<{ readonly personId: string }>[],
): Pick<Step, 'done'> {
  const firsts = personIds.map((id) => earliest(entries.filter(({ data }) => data.personId === id)));
  if (firsts.length === 0 || firsts.includes(undefined)) return {};
  const found = firsts.flatMap((entry) => entry ?? []);
  const time = found.map(timeOf).reduce((x, y) => (notAfter(x, y) ? y : x));
  return { done: { time, entries: found } };
}

function noticeDone(facts: CommunityFacts, moment: Moment, values: Values): Pick<Step, 'done'> {
  const list = earliest(all(facts.party, CandidatesToBeDetermined));
  if (list === undefined) return {};
  for (const posting of postingsOf(facts, 'candidates-to-be')) {
    const end = endOf(posting, moment, values);
    if (end !== undefined) return { done: { time: end, entries: [list, posting.posted] } };
  }
  return {};
}

export const PTY_28 = rule({
  id: 'PTY-28',
  paragraph: 30,
  force: 'must',
  mode: 'automatic',
  step: 10,
  title: { zh: '十个步骤齐全、依次完成', en: 'Ten steps, all there and in order' },
  explanation: {
    zh: '¶31 至 ¶40 的十个步骤都要有完成的记录，完成时间不能倒置（同一天不算）；以首次完成为准，重做另行报告。大会选举已经完成而缺步骤的，为未遵守；选举尚未完成、后面的步骤先有记录的，为缺少数据。',
    en: 'Each of the ten steps of ¶31 to ¶40 is on record as completed, and the times do not go back (the same day is in order); the first completion counts. A step that is missing once the election is over is a breach; one that is missing while a later one is on record is missing data until then.',
  },
  parameters: NOTICE_PARAMETERS,
  reads: [
    CongressReplied,
    PreliminaryNomineesDetermined,
    StreetRecommendationMade,
    ReviewFedBack,
    InspectionFedBack,
    TalkHeld,
    SittingMemberRecorded,
    CandidatesToBeDetermined,
    ...POSTING_READS,
    ApprovalGiven,
    PledgeSigned,
    ...LEAVER_READS,
    ResultAnnounced,
  ],
  evaluate: (facts, moment, values) => {
    const steps = tenSteps(facts, moment, values);
    const done = steps.flatMap((step, index) => (step.done === undefined ? [] : [{ ...step, done: step.done, index }]));
    const last = done.at(-1);
    const over = last?.index === steps.length - 1;
    const missing = steps.flatMap((step, index) =>
      step.done === undefined && last !== undefined && index < last.index ? [{ ...step, index }] : [],
    );
    const checks: Check[] = [];
    if (last === undefined || !over) {
      checks.push(
        notYetDue({
          zh: `已完成 ${done.length} / ${steps.length} 步`,
          en: `${done.length} of ${steps.length} steps complete`,
        }),
      );
    }
    if (missing.length > 0 && last !== undefined) {
      const named = {
        zh: missing.map(({ name, index }) => `第 ${index + 1} 步 ${name.zh}`).join('、'),
        en: missing.map(({ name, index }) => `step ${index + 1} ${name.en}`).join(', '),
      };
      const words = {
        zh: `第 ${last.index + 1} 步已完成，没有完成记录的：${named.zh}`,
        en: `step ${last.index + 1} is complete; not on record as complete: ${named.en}`,
      };
      checks.push(
        over
          ? check(false, words, last.done.entries)
          : lacks(
              words,
              [input({ zh: `${named.zh} 的记录`, en: `records of ${named.en}` }, SUPPLIERS.clerk)],
              last.done.entries,
            ),
      );
    }
    if (done.length > 0) checks.push(rowOf(done));
    return [judged(`community:${facts.community}`, checks, recheckOf(facts, moment, values))];
  },
});

function rowOf(done: readonly (Step & { readonly done: NonNullable<Step['done']>; readonly index: number })[]): Check {
  let kept = true;
  let reached = done[0]?.done.time ?? '';
  const parts = done.map(({ name, done: { time }, index }, place) => {
    const backwards = !notAfter(reached, time);
    if (backwards) kept = false;
    else reached = time;
    const sign = place === 0 ? '' : backwards ? ' > ' : ' ≤ ';
    return {
      zh: `${sign}${index + 1} ${name.zh} ${shanghaiDay(time)}`,
      en: `${sign}${index + 1} ${name.en} ${shanghaiDay(time)}`,
    };
  });
  return check(
    kept,
    {
      zh: `${kept ? '依次完成' : '次序颠倒'}：${parts.map(({ zh }) => zh).join('')}`,
      en: `${kept ? 'in order' : 'out of order'}: ${parts.map(({ en }) => en).join('')}`,
    },
    done.flatMap(({ done: { entries } }) => entries),
  );
}

export const procedureRules: readonly CommunityRule[] = [PTY_28];
