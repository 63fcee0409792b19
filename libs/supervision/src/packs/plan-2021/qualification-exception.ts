import { EXCEPTION_STAGES, ExceptionStageRecorded, type SANCTION_KINDS } from '#elections';
import { addDays, all, type DataOf, type Entry, type Journal } from '#kernel';
import { startOfShanghaiDay } from '../../event-time.js';
import type { CommunityFacts, PersonFacts } from '../../facts.js';
import { type CommunityRule, type RuleResult, rule } from '../../rule.js';
import {
  type Check,
  check,
  inOrder,
  input,
  isAfter,
  judged,
  lacks,
  latest,
  notApplicable,
  notYetDue,
  when,
} from './party-election-checks.js';
import { NOMINEE_STANDING_READS, type Nominee, nomineesOfTerm } from './qualification-nominees.js';
import { barCovers, notRegistered, RECORD_READS, SANCTIONS } from './qualification-record.js';

type Sanction = PersonFacts['sanctions'][number];
type Stage = (typeof EXCEPTION_STAGES)[number];

/** Sanctions of work for which the route is open while their bar lasts. */
const COVERED: ReadonlySet<string> = new Set<(typeof SANCTION_KINDS)[number]>([
  'party-warning',
  'party-serious-warning',
  'administrative-warning',
  'demerit',
  'serious-demerit',
  'demotion',
]);
/** Measures of organisation: they have no bar of their own. */
const MEASURES: ReadonlySet<string> = new Set<(typeof SANCTION_KINDS)[number]>(['suspension', 'post-adjustment']);

const STAGE_WORDS: Readonly<Record<Stage, { readonly zh: string; readonly en: string }>> = {
  'street-opinion': { zh: '街道意见', en: 'opinion of the street' },
  'district-discipline': { zh: '区纪委监委审核', en: 'review by the district discipline commission' },
  'district-organisation': { zh: '区委组织部审核', en: 'review by the district organisation department' },
  'district-civil-affairs': { zh: '区民政局审核', en: 'review by the district civil-affairs bureau' },
  'standing-committee': { zh: '区委常委会决定', en: 'decision of the district standing committee' },
};

export const QUA_12 = rule({
  id: 'QUA-12',
  paragraph: 17,
  force: 'must',
  mode: 'record',
  step: 4,
  title: { zh: '工作原因受处分者的例外程序', en: 'Exception for sanctions that come from work' },
  explanation: {
    zh: '因工作受到较轻处分且仍在任职限制期内的，或受过停职检查、调整职务的，先有街道意见，再经区纪委监委、区委组织部、区民政局三家审核，最后由区委常委会决定同意，此后才可列入任何名单。其他种类的工作原因处分，原文没有规定，由人决定。',
    en: 'Somebody with a lighter sanction that comes from work and still bars from posts, or who was suspended or moved, may stand on a list only after the street’s opinion, then the reviews of the three district bodies, then the consent of the district standing committee. Other sanctions that come from work are not covered by the text: a person decides.',
  },
  parameters: {},
  reads: [ExceptionStageRecorded, ...RECORD_READS, ...NOMINEE_STANDING_READS],
  evaluate: (facts, moment): readonly RuleResult[] => {
    const nominees = nomineesOfTerm(facts, moment);
    const subject = `community:${facts.community}` as const;
    if (nominees.length === 0) {
      return [judged(subject, [notYetDue({ zh: '尚无提名名单', en: 'no list of nominees yet' })])];
    }
    const results = nominees.flatMap((nominee) => routeOf(facts, nominee));
    if (results.length > 0) return results;
    const words = {
      zh: `提名 ${nominees.length} 人，无人有工作原因的处分在限制期内`,
      en: `${nominees.length} nominees, none under a sanction that comes from work`,
    };
    return [judged(subject, [notApplicable(words)])];
  },
});

/** A sanction together with the last day on which it matters, where it has one. */
function routeOf(facts: CommunityFacts, nominee: Nominee): readonly RuleResult[] {
  const { personId, referenceDay, left } = nominee;
  const subject = `person:${personId}` as const;
  const person = facts.person(personId);
  if (person === undefined) return [judged(subject, [notRegistered(personId)])];
  const ofWork = person.sanctions.filter(({ workRelated }) => workRelated);
  const asked = ofWork.filter((sanction) => COVERED.has(sanction.kind) && barCovers(sanction, referenceDay) === true);
  const undated = ofWork.filter(
    (sanction) => COVERED.has(sanction.kind) && barCovers(sanction, referenceDay) === undefined,
  );
  const measures = ofWork.filter(
    ({ kind, barUntil }) => MEASURES.has(kind) && (barUntil ?? referenceDay) >= referenceDay,
  );
  const others = ofWork.filter(
    ({ kind, barUntil }) => !COVERED.has(kind) && !MEASURES.has(kind) && (barUntil ?? referenceDay) >= referenceDay,
  );
  if (asked.length + undated.length + measures.length + others.length === 0) return [];
  const checks: Check[] = [
    ...(undated.length === 0 ? [] : [withoutBar(undated)]),
    ...(others.length === 0 ? [] : [notCovered(others)]),
    ...(asked.length + measures.length === 0 ? [] : route(facts.party, nominee, [...asked, ...measures])),
  ];
  const ends = [...asked, ...measures, ...others].flatMap(({ barUntil }) => barUntil ?? []).sort();
  return [
    judged(subject, checks, {
      ...(others.length === 0
        ? {}
        : {
            waitsFor: {
              zh: '由区委组织部决定可否列为候选人',
              en: 'the district organisation department decides whether the person may stand',
            },
          }),
      ...(nominee.jointReview === undefined && ends[0] !== undefined
        ? { recheckAt: startOfShanghaiDay(addDays(ends[0], 1)) }
        : {}),
      ...(left === undefined ? {} : { blocksActs: false }),
    }),
  ];
}

function withoutBar(sanctions: readonly Sanction[]): Check {
  return {
    ...lacks(
      {
        zh: `处分 ${sanctions.map(({ number }) => number).join('、')} 没有记明任职限制期限`,
        en: `the last day of the bar is not recorded for sanction ${sanctions.map(({ number }) => number).join(', ')}`,
      },
      [
        input(
          { zh: '任职限制期限的最后一日', en: 'the last day of the bar' },
          { zh: '作出处分的机关', en: 'the body that imposed the sanction' },
        ),
      ],
    ),
    evidence: sanctions.map(({ event }) => event),
  };
}

function notCovered(sanctions: readonly Sanction[]): Check {
  const isSanction = sanctions.every(({ kind }) => SANCTIONS.has(kind));
  return {
    outcome: 'needs-finding',
    zh: `工作原因的${isSanction ? '处分' : '处理'} ${sanctions.map(({ number }) => number).join('、')} 不在例外程序所列种类中`,
    en: `${isSanction ? 'sanction' : 'measure'} ${sanctions.map(({ number }) => number).join(', ')} comes from work and is not of the kinds of the exception`,
    evidence: sanctions.map(({ event }) => event),
  };
}

type StageEntry = Entry<DataOf<typeof ExceptionStageRecorded>>;

function route(party: Journal, nominee: Nominee, sanctions: readonly Sanction[]): readonly Check[] {
  const recorded = all(party, ExceptionStageRecorded).filter(({ data }) => data.personId === nominee.personId);
  const stages = EXCEPTION_STAGES.map((stage) => ({
    stage,
    entry: latest(recorded.filter(({ data }) => data.stage === stage)),
  }));
  const known = stages.flatMap(({ stage, entry }) => (entry === undefined ? [] : [{ stage, entry }]));
  const missing = stages.filter(({ entry }) => entry === undefined).map(({ stage }) => STAGE_WORDS[stage]);
  const why: Check = {
    outcome: 'not-applicable',
    zh: `适用例外程序：${sanctions.map(({ number, barUntil }) => `${number}${barUntil === undefined ? '' : `（限制至 ${barUntil} ≥ ${nominee.reference.zh}）`}`).join('、')}`,
    en: `the exception applies: ${sanctions.map(({ number, barUntil }) => `${number}${barUntil === undefined ? '' : ` (bar until ${barUntil} ≥ ${nominee.reference.en})`}`).join(', ')}`,
    evidence: sanctions.map(({ event }) => event),
  };
  const complete = check(
    missing.length === 0,
    missing.length === 0
      ? { zh: '五个环节齐全', en: 'all five stages recorded' }
      : {
          zh: `${when(nominee.firstListed)} 已列入名单，缺 ${missing.map(({ zh }) => zh).join('、')}`,
          en: `listed ${when(nominee.firstListed, 'en')} without ${missing.map(({ en }) => en).join(', ')}`,
        },
    [nominee.firstListed, ...known.map(({ entry }) => entry)],
  );
  const decision = stages.at(-1)?.entry;
  return [why, complete, ...orderOfStages(known), ...(decision === undefined ? [] : [decided(decision, nominee)])];
}

/** The opinion before each of the three reviews, each of them before the decision. */
function orderOfStages(known: readonly { readonly stage: Stage; readonly entry: StageEntry }[]): readonly Check[] {
  const named = known.map(({ stage, entry }) => ({ stage, name: STAGE_WORDS[stage], entry }));
  const opinion = named.find(({ stage }) => stage === 'street-opinion');
  const decision = named.find(({ stage }) => stage === 'standing-committee');
  const reviews = named.filter(({ stage }) => stage.startsWith('district-'));
  const rows = reviews.map((review) => [opinion, review, decision].flatMap((one) => one ?? []));
  return rows.filter((row) => row.length > 1).map(inOrder);
}

function decided(decision: StageEntry, nominee: Nominee): Check {
  const allowed = decision.data.outcome === 'allowed';
  const late = isAfter(decision, nominee.firstListed);
  return check(
    allowed && !late,
    {
      zh: `常委会 ${when(decision)} ${allowed ? '同意' : '不同意'}列入，${when(nominee.firstListed)} 列入名单${late ? '，早于决定' : ''}`,
      en: `standing committee ${when(decision, 'en')}: ${allowed ? 'allowed' : 'not allowed'}; listed ${when(nominee.firstListed, 'en')}${late ? ', before the decision' : ''}`,
    },
    [decision, nominee.firstListed],
  );
}

export const exceptionRules: readonly CommunityRule[] = [QUA_12];
