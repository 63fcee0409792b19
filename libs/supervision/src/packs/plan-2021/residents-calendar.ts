import { ElectionCommitteeFormed, ElectionDayFixed, ResidentsResultAnnounced } from '#elections';
import { addDays, type Entry, last, type Words } from '#kernel';
import { dayOf, startOfShanghaiDay } from '../../event-time.js';
import type { CommunityFacts } from '../../facts.js';
import { rule } from '../../rule.js';
import { type Check, check, input, judged, lacks, pass } from './party-election-checks.js';

interface Step {
  readonly paragraph: number;
  readonly title: Words;
  /** The event that shows that the step was taken; none while the residents' own steps are not recorded here. */
  readonly shownBy?: typeof ElectionCommitteeFormed | typeof ResidentsResultAnnounced;
}

/** The seven steps of the residents' election (¶44–¶51). */
const STEPS: readonly Step[] = [
  { paragraph: 44, title: { zh: '选举委员会', en: 'election committee' }, shownBy: ElectionCommitteeFormed },
  { paragraph: 46, title: { zh: '选举方式', en: 'mode of election' } },
  { paragraph: 47, title: { zh: '选举办法', en: 'election rules' } },
  { paragraph: 48, title: { zh: '选民登记', en: 'registration of voters' } },
  { paragraph: 49, title: { zh: '提名候选人', en: 'nomination of candidates' } },
  { paragraph: 50, title: { zh: '候选人审查', en: 'review of candidates' } },
  { paragraph: 51, title: { zh: '投票', en: 'voting' }, shownBy: ResidentsResultAnnounced },
];
const STEP_READS = [ElectionCommitteeFormed, ResidentsResultAnnounced] as const;
const COMMITTEE = { zh: '居民选举委员会', en: 'the residents’ election committee' } as const;

/** What is recorded of the seven steps, and which records are missing. */
function stepsOf({ residents }: CommunityFacts): {
  readonly taken: readonly Entry[];
  readonly missing: readonly Words[];
} {
  const states = STEPS.map((step, index) => ({
    entry: step.shownBy === undefined ? undefined : residents.entries[step.shownBy.type]?.at(-1),
    missing: input(
      {
        zh: `第 ${index + 1} 步“${step.title.zh}”（¶${step.paragraph}）的记录`,
        en: `record of step ${index + 1}, ${step.title.en} (¶${step.paragraph})`,
      },
      COMMITTEE,
    ),
  }));
  return {
    taken: states.flatMap(({ entry }) => entry ?? []),
    missing: states.flatMap(({ entry, missing }) => (entry === undefined ? [missing] : [])),
  };
}

export const GEN_05 = rule({
  id: 'GEN-05',
  paragraph: 43,
  force: 'softened',
  mode: 'automatic',
  title: { zh: '居委会选举步骤和时限', en: 'Residents’ election: steps and cutoff' },
  explanation: {
    zh: '七个步骤一个不缺、依次进行（这一点不能通融）；结果不晚于截止日（晚于截止日可以凭理由和批准人说明）。步骤记录不全时不作通过的结论。',
    en: 'All seven steps are there and in order (no exception), and the result is there by the cutoff (a later one can be explained and approved). While records of steps are missing it is never a pass.',
  },
  parameters: {
    cutoff: {
      value: '2021-12-31',
      source: { zh: '方案 ¶43：十二月底，含当日', en: 'plan ¶43: end of December, the last day included' },
    },
  },
  reads: [...STEP_READS, ElectionDayFixed],
  evaluate(facts, { today }, { cutoff }) {
    const { taken, missing } = stepsOf(facts);
    const result = last(facts.residents, ResidentsResultAnnounced);
    const fixed = last(facts.residents, ElectionDayFixed);
    const steps: Check =
      missing.length === 0
        ? pass({ zh: '七步均有记录', en: 'all seven steps recorded' }, taken)
        : lacks(
            {
              zh: `七步中有记录的 ${taken.length} 步，缺 ${missing.length} 步`,
              en: `${taken.length} of seven steps recorded, ${missing.length} missing`,
            },
            missing,
            taken,
          );
    const begun = taken.length > 0 || fixed !== undefined;
    const date = dateCheck(result, fixed, cutoff, begun && today > cutoff);
    return [
      judged(`community:${facts.community}`, date === undefined ? [steps] : [date, steps], {
        due: cutoff,
        ...(result === undefined && today <= cutoff ? { recheckAt: startOfShanghaiDay(addDays(cutoff, 1)) } : {}),
      }),
    ];
  },
});

function dateCheck(
  result: Entry | undefined,
  fixed: Entry<{ readonly day: string }> | undefined,
  cutoff: string,
  late: boolean,
): Check | undefined {
  if (result !== undefined) {
    const kept = dayOf(result) <= cutoff;
    const sign = kept ? '≤' : '>';
    return check(
      kept,
      { zh: `结果 ${dayOf(result)} ${sign} ${cutoff}`, en: `result ${dayOf(result)} ${sign} ${cutoff}` },
      [result],
    );
  }
  if (fixed !== undefined && fixed.data.day > cutoff) {
    const { day } = fixed.data;
    return check(false, { zh: `选举日定为 ${day} > ${cutoff}`, en: `election day fixed for ${day} > ${cutoff}` }, [
      fixed,
    ]);
  }
  if (!late) return undefined;
  return {
    outcome: 'overdue',
    zh: `结果未产生，截止 ${cutoff} 已过`,
    en: `no result, and the cutoff ${cutoff} is past`,
  };
}

export const GEN_06 = rule({
  id: 'GEN-06',
  paragraph: 43,
  force: 'must',
  mode: 'automatic',
  title: { zh: '居委会选举环节齐全', en: 'No link of the residents’ election left out' },
  explanation: {
    zh: '居委会选举的每一项刚性条款都要有评估结论，没有评估的应为零项。七步的完整记录和这些条款的结论尚未接入，缺什么逐项列出。',
    en: 'Every must-clause of the residents’ election has a verdict and none is left unjudged. The complete records of the seven steps and the verdicts on those clauses are not here yet; what is missing is listed.',
  },
  parameters: {},
  reads: STEP_READS,
  evaluate(facts) {
    const { taken, missing } = stepsOf(facts);
    const clauses = input(
      { zh: '居委会选举各刚性条款的结论', en: 'verdicts on the must-clauses of the residents’ election' },
      { zh: '适用的规则包', en: 'the rule pack in force' },
    );
    const words = {
      zh: `七步中有记录的 ${taken.length} 步，刚性条款尚无结论`,
      en: `${taken.length} of seven steps recorded, no verdicts on the must-clauses`,
    };
    return [judged(`community:${facts.community}`, [lacks(words, [...missing, clauses], taken)])];
  },
});

/** What ¶43 asks of the residents' election as a whole. */
export const residentsCalendarRules = [GEN_05, GEN_06] as const;
