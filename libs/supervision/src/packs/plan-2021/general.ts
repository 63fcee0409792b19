import {
  CongressHeld,
  ElectionDayFixed,
  ResidentsResultAnnounced,
  ResultAnnounced,
  ResultApproved,
  ScheduleSet,
  TermOpened,
} from '#elections';
import { addDays, all, type Entry, last } from '#kernel';
import { dayOf, startOfShanghaiDay } from '../../event-time.js';
import type { CommunityFacts } from '../../facts.js';
import { type RuleResult, rule, streetRule } from '../../rule.js';
import { share } from './measures.js';
import { type Check, check, input, judged, lacks, notYetDue, SUPPLIERS, sentence } from './party-election-checks.js';
import { STAGE_EVENTS, STAGES, stageOf } from './stage.js';
import { START_READS, startDaysOf } from './start.js';

export const GEN_01 = rule({
  id: 'GEN-01',
  paragraph: 13,
  force: 'must',
  mode: 'automatic',
  title: { zh: '党组织选举在前', en: 'Party election first' },
  explanation: {
    zh: '党员大会的日期须早于居委会选举日，同一天算未遵守。更严的理解是党组织选举结果在居委会选举日之前已获批复，其结论并列显示。',
    en: 'The Party congress has to fall on an earlier day than the residents’ election; the same day is a breach. The stricter reading, that the Party result was approved before that day, stands beside it.',
  },
  parameters: {},
  reads: [CongressHeld, ResultApproved, ElectionDayFixed, ResidentsResultAnnounced, ScheduleSet, TermOpened],
  evaluate(facts, { today }) {
    const subject = `community:${facts.community}` as const;
    const congress = last(facts.party, CongressHeld);
    const residents = residentsDay(facts);
    if (residents === undefined) {
      const held = congress === undefined ? '未登记' : dayOf(congress);
      const heldEn = congress === undefined ? '(not recorded)' : dayOf(congress);
      const words = {
        zh: `党员大会 ${held}，居委会选举日未确定`,
        en: `Party congress ${heldEn}, residents’ election day not fixed`,
      };
      return [judged(subject, [notYetDue(words, congress === undefined ? [] : [congress])])];
    }
    if (congress === undefined) return [congressMissing(facts, residents, today)];
    const held = dayOf(congress);
    const kept = held < residents.day;
    const words = {
      zh: `党员大会 ${held} ${kept ? '早于' : '不早于'}居委会选举日 ${residents.day}`,
      en: `Party congress ${held} ${kept ? '<' : '≥'} residents’ election day ${residents.day}`,
    };
    const approval = all(facts.party, ResultApproved).find(({ data }) => data.outcome === 'approved');
    const approved = approval === undefined ? undefined : dayOf(approval);
    const awaited = approved === undefined && today < residents.day;
    const strict = {
      zh: `结果批复 ${approved ?? '未登记'}，居委会选举日 ${residents.day}`,
      en: `result approved ${approved ?? '(not recorded)'}, residents’ election day ${residents.day}`,
    };
    return [
      judged(subject, [check(kept, words, [congress, ...residents.shownBy])], {
        reading: { zh: '比较两场选举的日期', en: 'the days of the two elections are compared' },
        otherReading: {
          reading: { zh: '从严：结果先获批复', en: 'stricter: the Party result is approved first' },
          outcome: awaited ? 'not-yet-due' : approved !== undefined && approved < residents.day ? 'pass' : 'fail',
          arithmetic: strict,
        },
        ...(awaited ? { recheckAt: startOfShanghaiDay(residents.day) } : {}),
      }),
    ];
  },
});

interface ResidentsDay {
  readonly day: string;
  readonly shownBy: readonly Entry[];
}

/** The day of the residents' election: as fixed, or as held where that was earlier. */
function residentsDay({ residents }: CommunityFacts): ResidentsDay | undefined {
  const fixed = last(residents, ElectionDayFixed);
  const result = last(residents, ResidentsResultAnnounced);
  const days = [...(fixed === undefined ? [] : [fixed.data.day]), ...(result === undefined ? [] : [dayOf(result)])];
  const [day] = days.sort();
  return day === undefined ? undefined : { day, shownBy: [fixed, result].flatMap((entry) => entry ?? []) };
}

/** The residents' election has a day, the Party congress has none on record. */
function congressMissing(facts: CommunityFacts, { day, shownBy }: ResidentsDay, today: string): RuleResult {
  const subject = `community:${facts.community}` as const;
  if (day <= today) {
    const words = {
      zh: `居委会选举日 ${day}，党员大会没有记录`,
      en: `residents’ election day ${day}, no record of the Party congress`,
    };
    const missing = input({ zh: '党员大会及其日期', en: 'the Party congress with its day' }, SUPPLIERS.community);
    return judged(subject, [lacks(words, [missing], shownBy)]);
  }
  const moved = all(facts.term, ScheduleSet).findLast(({ data }) => data.milestone === 'party-congress');
  const opened = last(facts.term, TermOpened);
  const planned = moved?.data.day ?? opened?.data.electionDate;
  const reversed = planned !== undefined && planned >= day;
  const waiting: Check = {
    outcome: reversed ? 'warn' : 'not-yet-due',
    zh: `党员大会计划 ${planned ?? '未定'}，居委会选举日定为 ${day}${reversed ? '，计划次序颠倒' : ''}`,
    en: `Party congress planned ${planned ?? '(no day)'}, residents’ election fixed for ${day}${reversed ? ': planned in the wrong order' : ''}`,
    evidence: [moved ?? opened, ...shownBy].flatMap((entry) => (entry === undefined ? [] : [entry.id])),
  };
  return judged(subject, [waiting], { due: addDays(day, -1), recheckAt: startOfShanghaiDay(day) });
}

const NO_COMMUNITIES = input({ zh: '社区名录', en: 'the list of communities' }, SUPPLIERS.street);

export const GEN_02 = streetRule({
  id: 'GEN-02',
  paragraph: 13,
  force: 'target',
  mode: 'automatic',
  title: { zh: '换届起止时间', en: 'When the change of term runs' },
  explanation: {
    zh: '统计各社区首个步骤是否不早于起始日、两个选举结果是否不晚于截止日；“基本”按社区占比报告，不作合格与否的判断。',
    en: 'Counts the communities whose first step is not before the window and whose two results are not after it. “Basically” is reported as a share of communities, never as a pass.',
  },
  parameters: {
    from: { value: '2021-09-01', source: { zh: '方案 ¶13：九月起', en: 'plan ¶13: from September' } },
    until: {
      value: '2021-12-31',
      source: { zh: '方案 ¶13：十二月底，含当日', en: 'plan ¶13: end of December, the last day included' },
    },
  },
  reads: [...START_READS, ResultAnnounced, ResidentsResultAnnounced],
  evaluate(facts, _moment, { from, until }) {
    const subject = `street:${facts.unit}` as const;
    const n = facts.communities.length;
    if (n === 0) return [judged(subject, [lacks({ zh: '没有社区', en: 'no communities' }, [NO_COMMUNITIES])])];
    const days = startDaysOf(facts);
    if (days.length === 0) {
      return [judged(subject, [notYetDue({ zh: `${n} 个社区均未启动`, en: `none of ${n} communities has begun` })])];
    }
    const results = facts.communities.map(({ party, residents }) => ({
      party: last(party, ResultAnnounced),
      residents: last(residents, ResidentsResultAnnounced),
    }));
    const inTime = (entry: Entry | undefined) => entry !== undefined && dayOf(entry) <= until;
    const partyDone = results.filter(({ party }) => inTime(party)).length;
    const bothDone = results.filter(({ party, residents }) => inTime(party) && inTime(residents)).length;
    const early = days.filter((day) => day < from).length;
    return [
      judged(
        subject,
        [
          {
            outcome: 'measured',
            zh: `最早启动 ${days[0]}，起始日 ${from}，早于起始日的 ${early} 个`,
            en: `earliest start ${days[0]}, window from ${from}, ${early} before it`,
          },
          {
            outcome: 'measured',
            zh: `至 ${until} 产生党组织结果的 ${share(partyDone, n)}，两个结果都产生的 ${share(bothDone, n)}`,
            en: `by ${until} Party result in ${share(partyDone, n)}, both results in ${share(bothDone, n)}`,
            evidence: results.flatMap(({ party, residents }) =>
              [party, residents].flatMap((entry) => (entry === undefined ? [] : [entry.id])),
            ),
          },
        ],
        { due: until },
      ),
    ];
  },
});

export const GEN_03 = streetRule({
  id: 'GEN-03',
  paragraph: 13,
  force: 'target',
  mode: 'automatic',
  title: { zh: '各社区进度', en: 'Communities in step' },
  explanation: {
    zh: '比较各社区走到哪个阶段（准备、党组织选举十步、居委会选举），只报告最快和最慢之间差几个阶段。',
    en: 'Compares the stage that each community has reached (preparation, the ten Party steps, the residents’ election) and reports only how many stages lie between the furthest and the least.',
  },
  parameters: {},
  reads: STAGE_EVENTS,
  evaluate(facts) {
    const subject = `street:${facts.unit}` as const;
    if (facts.communities.length === 0) {
      return [judged(subject, [lacks({ zh: '没有社区', en: 'no communities' }, [NO_COMMUNITIES])])];
    }
    const stages = facts.communities.map((one) => ({ community: one.community, ...stageOf(one) }));
    const least = Math.min(...stages.map(({ stage }) => stage));
    const most = Math.max(...stages.map(({ stage }) => stage));
    const at = (stage: number, language: 'zh' | 'en') => {
      const codes = stages.flatMap((one) => (one.stage === stage ? [one.community] : []));
      return language === 'zh'
        ? `${STAGES[stage]?.title.zh}（${codes.join('、')}）`
        : `${STAGES[stage]?.title.en} (${codes.join(', ')})`;
    };
    return [
      judged(subject, [
        {
          outcome: 'measured',
          zh: `最快 ${at(most, 'zh')}，最慢 ${at(least, 'zh')}，相差 ${most - least} 个阶段`,
          en: `furthest ${at(most, 'en')}, least ${at(least, 'en')}, ${most - least} stages apart`,
          evidence: stages.flatMap(({ entry }) => (entry === undefined ? [] : [entry.id])),
        },
      ]),
    ];
  },
});

export const GEN_04 = rule({
  id: 'GEN-04',
  paragraph: 30,
  force: 'softened',
  mode: 'automatic',
  step: 10,
  title: { zh: '党组织选举完成时间', en: 'Party election in time' },
  explanation: {
    zh: '选举结果不得晚于截止日。“中旬前”可以指 10 日或 20 日，默认取 20 日，从严理解的结论并列显示。晚于截止日须有理由和批准人。',
    en: 'The result is there by the cutoff. “Before mid-November” can mean the 10th or the 20th: the 20th is the default, and the strict reading stands beside it. Later than that needs a reason and an approver.',
  },
  parameters: {
    cutoff: {
      value: '2021-11-20',
      source: {
        zh: '方案 ¶30 未写明日期，产品默认取中旬的最后一天',
        en: 'plan ¶30 gives no day; the product takes the last of the middle ten days',
      },
    },
    strictCutoff: {
      value: '2021-11-10',
      source: { zh: '方案 ¶30 从严理解：中旬开始之前', en: 'plan ¶30 read strictly: before the middle ten days begin' },
    },
  },
  reads: [...START_READS, ResultAnnounced, ScheduleSet],
  evaluate(facts, { today }, { cutoff, strictCutoff }) {
    const subject = `community:${facts.community}` as const;
    const result = last(facts.party, ResultAnnounced);
    const moves = all(facts.term, ScheduleSet).filter(({ data }) => data.milestone === 'party-congress');
    const schedule = moves.map(
      ({ id, data: { day, number, reason } }): Check => ({
        outcome: 'not-applicable',
        zh: `日程定为 ${day}${number === undefined ? '' : `（${number}）`}${reason === undefined ? '' : `，理由：${reason}`}`,
        en: `date set to ${day}${number === undefined ? '' : ` (${number})`}${reason === undefined ? '' : `, reason: ${reason}`}`,
        evidence: [id],
      }),
    );
    const main = resultBy(cutoff, result, today);
    const strict = resultBy(strictCutoff, result, today);
    const ahead = result === undefined ? [strictCutoff, cutoff].filter((limit) => today <= limit).sort()[0] : undefined;
    return [
      judged(subject, [main, ...schedule], {
        reading: { zh: `截止 ${cutoff}（默认）`, en: `cutoff ${cutoff} (default)` },
        otherReading: {
          reading: { zh: `截止 ${strictCutoff}（从严）`, en: `cutoff ${strictCutoff} (strict)` },
          outcome: strict.outcome,
          arithmetic: sentence([strict]),
        },
        due: cutoff,
        ...(ahead === undefined ? {} : { recheckAt: startOfShanghaiDay(addDays(ahead, 1)) }),
      }),
    ];
  },
});

function resultBy(cutoff: string, result: Entry | undefined, today: string): Check {
  if (result === undefined) {
    return {
      outcome: today <= cutoff ? 'not-yet-due' : 'overdue',
      zh: `选举结果未产生，截止 ${cutoff}`,
      en: `no result yet, cutoff ${cutoff}`,
    };
  }
  const day = dayOf(result);
  const kept = day <= cutoff;
  return check(
    kept,
    { zh: `结果 ${day} ${kept ? '≤' : '>'} ${cutoff}`, en: `result ${day} ${kept ? '≤' : '>'} ${cutoff}` },
    [result],
  );
}

/** Sequence and calendar of the whole term (¶13, ¶30). */
export const generalRules = [GEN_01, GEN_02, GEN_03, GEN_04] as const;
