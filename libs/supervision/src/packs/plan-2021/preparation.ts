import {
  BlockingProblemRaised,
  BlockingProblemResolved,
  ClearanceRecorded,
  ComplexityRanked,
  LinkedLeaderAssigned,
  PreparationRecorded,
} from '#elections';
import { all, type DataOf, type Entry, last, type Words } from '#kernel';
import { dayOf, earliest, notAfter, timeOf } from '../../event-time.js';
import type { CommunityFacts } from '../../facts.js';
import { rule, streetRule } from '../../rule.js';
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
  SUPPLIERS,
  when,
} from './party-election-checks.js';
import { firstStartOf, START_READS, startOf } from './start.js';
import { holderOn, STREET_POST_READS } from './street-posts.js';

const KINDS = {
  survey: { zh: '摸底排查', en: 'survey' },
  rectification: { zh: '集中整顿', en: 'rectification' },
  publicity: { zh: '宣传发动', en: 'publicity' },
} as const satisfies Record<string, Words>;

export const PRE_01 = rule({
  id: 'PRE-01',
  paragraph: 26,
  force: 'must',
  mode: 'record',
  step: 0,
  title: { zh: '三件事在启动之前', en: 'Three things before the start' },
  explanation: {
    zh: '摸底、整顿、宣传三项都要有记录，每一项的日期都不晚于党组织选举第一步。启动之前不作结论。',
    en: 'Survey, rectification and publicity are each recorded, none later than step 1 of the Party election. Before the start nothing is concluded.',
  },
  parameters: {},
  reads: [PreparationRecorded, ...START_READS],
  evaluate(facts) {
    const start = startOf(facts.party);
    const records = all(facts.term, PreparationRecorded);
    const checks = Object.entries(KINDS).map(([kind, title]) => {
      const record = earliest(records.filter(({ data }) => data.kind === kind));
      return record === undefined ? absent(title, SUPPLIERS.community, start) : beforeStart(title, record, start);
    });
    return [judged(`community:${facts.community}`, checks)];
  },
});

/** A record against the start: judged once the election has begun. */
function beforeStart(title: Words, record: Entry, start: Past | undefined): Check {
  if (start === undefined) {
    return notYetDue(
      { zh: `${title.zh} ${when(record)}，选举未启动`, en: `${title.en} ${when(record, 'en')}, election not begun` },
      [record],
    );
  }
  const kept = notAfter(timeOf(record), timeOf(start.entry));
  const sign = kept ? '≤' : '>';
  return check(
    kept,
    {
      zh: `${title.zh} ${when(record)} ${sign} 启动 ${when(start.entry)}`,
      en: `${title.en} ${when(record, 'en')} ${sign} start ${when(start.entry, 'en')}`,
    },
    [record, start.entry],
  );
}

const CLEARANCES = {
  disputes: { zh: '矛盾化解', en: 'disputes' },
  gangs: { zh: '扫黑除恶', en: 'gangs' },
  corruption: { zh: '反腐倡廉', en: 'corruption' },
  audit: { zh: '财务审计', en: 'audit' },
} as const satisfies Record<string, Words>;

export const PRE_02 = rule({
  id: 'PRE-02',
  paragraph: 26,
  force: 'must',
  mode: 'record',
  step: 0,
  title: { zh: '“四清”到位', en: 'Four clears' },
  explanation: {
    zh: '矛盾、扫黑、廉政、审计四项，到启动时最近一次结论都须为“已清”；审计一项还要有报告文号。启动之后才清的，不改变启动时的情况。',
    en: 'Disputes, gangs, corruption and audit: at the start the newest outcome of each is “cleared”, and the audit names its report. What was cleared after the start does not change what was so at the start.',
  },
  parameters: {},
  reads: [ClearanceRecorded, ...START_READS],
  evaluate(facts) {
    const start = startOf(facts.party);
    const checks = Object.entries(CLEARANCES).map(([kind, title]) => {
      const records = all(facts.term, ClearanceRecorded).filter(({ data }) => data.kind === kind);
      return clearance(title, kind === 'audit', records, start);
    });
    return [judged(`community:${facts.community}`, checks)];
  },
});

type Clearance = Entry<DataOf<typeof ClearanceRecorded>>;

function clearance(title: Words, isAudit: boolean, records: readonly Clearance[], start: Past | undefined): Check {
  const inTime = start === undefined ? records : records.filter((one) => notAfter(timeOf(one), timeOf(start.entry)));
  const newest = inTime.at(-1);
  if (newest === undefined) {
    const later = records.find(({ data }) => data.outcome === 'cleared');
    return later === undefined ? absent(title, SUPPLIERS.community, start) : beforeStart(title, later, start);
  }
  const { outcome, number } = newest.data;
  const words = {
    zh: `${title.zh} ${when(newest)} ${outcome === 'cleared' ? '已清' : '未清'}${number === undefined ? '' : `（${number}）`}`,
    en: `${title.en} ${when(newest, 'en')} ${outcome === 'cleared' ? 'cleared' : 'open'}${number === undefined ? '' : ` (${number})`}`,
  };
  if (start === undefined) return notYetDue(words, [newest]);
  if (outcome === 'cleared' && isAudit && number === undefined) {
    const missing = input({ zh: '审计报告文号', en: 'number of the audit report' }, SUPPLIERS.street);
    return lacks({ zh: `${words.zh}，无报告文号`, en: `${words.en}, no report number` }, [missing], [newest]);
  }
  return check(outcome === 'cleared', words, [newest, start.entry]);
}

export const PRE_03 = streetRule({
  id: 'PRE-03',
  paragraph: 26,
  force: 'must',
  mode: 'automatic',
  step: 0,
  title: { zh: '最复杂的社区由街道书记包联', en: 'The most complex community is the street secretary’s' },
  explanation: {
    zh: '排查排序居首的社区，其包联领导应当就是当时的街道党工委书记本人。',
    en: 'The leader linked with the community at the top of the ranking is the person who was secretary of the street’s Party committee at that time.',
  },
  parameters: {},
  reads: [ComplexityRanked, LinkedLeaderAssigned, ...STREET_POST_READS, ...START_READS],
  evaluate(facts) {
    const subject = `street:${facts.unit}` as const;
    const past = firstStartOf(facts);
    const ranked = last(facts.street, ComplexityRanked);
    const most = ranked?.data.ranking[0];
    if (ranked === undefined || most === undefined) {
      const ranking = { zh: '社区复杂程度排序', en: 'ranking of the communities by complexity' };
      return [judged(subject, [absent(ranking, SUPPLIERS.street, past)])];
    }
    const assigned = all(facts.street, LinkedLeaderAssigned).findLast(({ data }) => data.community === most);
    if (assigned === undefined) {
      const leader = { zh: `${most} 的包联领导`, en: `linked leader of ${most}` };
      return [
        judged(subject, [
          pass({ zh: `最复杂：${most}`, en: `most complex: ${most}` }, [ranked]),
          absent(leader, SUPPLIERS.street, past),
        ]),
      ];
    }
    const secretary = holderOn(facts.street, 'street-secretary', dayOf(assigned));
    if (secretary === undefined) {
      const post = { zh: '街道党工委书记的任职登记', en: 'who was the street’s Party secretary' };
      const words = {
        zh: `${dayOf(assigned)} 的街道书记未登记`,
        en: `street secretary of ${dayOf(assigned)} not recorded`,
      };
      return [judged(subject, [lacks(words, [input(post, SUPPLIERS.street)], [ranked, assigned])])];
    }
    const { leader } = assigned.data;
    const kept = leader === secretary.data.personId;
    const words = {
      zh: `最复杂：${most}，包联领导 {person:${leader}}，街道书记 {person:${secretary.data.personId}}，${kept ? '同一人' : '不是同一人'}`,
      en: `most complex: ${most}, linked leader {person:${leader}}, street secretary {person:${secretary.data.personId}}: ${kept ? 'the same person' : 'not the same person'}`,
    };
    return [judged(subject, [check(kept, words, [ranked, assigned, secretary])])];
  },
});

export const PRE_04 = rule({
  id: 'PRE-04',
  paragraph: 26,
  force: 'must',
  mode: 'automatic',
  step: 0,
  title: { zh: '问题未解决不启动', en: 'No start while problems are open' },
  explanation: {
    zh: '启动时登记在案、尚未解决的问题数须为零。从未摸排也未登记过问题的，不能当作没有问题。启动后才解决的，仍记为启动时未解决，但不再妨碍后续办理。',
    en: 'At the start no problem that was on record is unsolved. Where nothing was ever surveyed or recorded, that does not count as no problems. One solved after the start remains a breach of the start, but stops nothing any more.',
  },
  parameters: {},
  reads: [BlockingProblemRaised, BlockingProblemResolved, PreparationRecorded, ...START_READS],
  evaluate(facts) {
    const subject = `community:${facts.community}` as const;
    const start = startOf(facts.party);
    const problems = problemsOf(facts);
    const open = problems.filter(({ resolved }) => resolved === undefined);
    if (start === undefined) {
      const words = {
        zh: `登记问题 ${problems.length} 个，未解决 ${open.length} 个，选举未启动`,
        en: `${problems.length} problems recorded, ${open.length} open, election not begun`,
      };
      return [
        judged(subject, [
          notYetDue(
            words,
            open.map(({ raised }) => raised),
          ),
        ]),
      ];
    }
    const at = timeOf(start.entry);
    const survey = all(facts.term, PreparationRecorded).find(({ data }) => data.kind === 'survey');
    if (problems.length === 0 && survey === undefined) {
      return [
        judged(subject, [
          absent({ zh: '摸底排查及问题清单', en: 'survey and list of problems' }, SUPPLIERS.community, start),
        ]),
      ];
    }
    const known = problems.filter(({ raised }) => notAfter(timeOf(raised), at));
    const openThen = known.filter(({ resolved }) => resolved === undefined || !notAfter(timeOf(resolved), at));
    const words = {
      zh: `启动 ${when(start.entry)}，此前登记问题 ${known.length} 个，当时未解决 ${openThen.length} 个，现未解决 ${open.length} 个`,
      en: `start ${when(start.entry, 'en')}: ${known.length} problems on record before it, ${openThen.length} open then, ${open.length} open now`,
    };
    const evidence = [
      ...openThen.flatMap(({ raised, resolved }) => [raised, ...(resolved === undefined ? [] : [resolved])]),
    ];
    const repaired = openThen.length > 0 && openThen.every(({ resolved }) => resolved !== undefined);
    return [
      judged(
        subject,
        [check(openThen.length === 0, words, [...evidence, ...(survey === undefined ? [] : [survey]), start.entry])],
        repaired ? { blocksActs: false } : {},
      ),
    ];
  },
});

function problemsOf({ term }: CommunityFacts) {
  const resolutions = new Map(all(term, BlockingProblemResolved).map((entry) => [entry.data.raised, entry]));
  return all(term, BlockingProblemRaised).map((raised) => ({ raised, resolved: resolutions.get(raised.id) }));
}

/** Preparation (¶26). */
export const preparationRules = [PRE_01, PRE_02, PRE_03, PRE_04] as const;
