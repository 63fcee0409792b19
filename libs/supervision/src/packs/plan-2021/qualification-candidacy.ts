import { DepartmentReplied } from '#elections';
import type { Entry, Journal, Words } from '#kernel';
import { notAfter, timeOf } from '../../event-time.js';
import type { CommunityFacts } from '../../facts.js';
import { type CommunityRule, type Moment, type RuleResult, rule } from '../../rule.js';
import { type Check, check, judged, lacks, notApplicable, notYetDue, pass, when } from './party-election-checks.js';
import { reviewsOf } from './party-election-lists.js';
import { oncePerJournal, unlessChanged } from './party-election-once.js';
import { type AnswerValues, answerOf } from './qualification-answer.js';
import { type Answer, GROUND_RULES, type GroundRule } from './qualification-grounds.js';
import { NOMINEE_STANDING_READS, type Nominee, nomineesOfTerm, yearsBefore } from './qualification-nominees.js';
import { RECORD_READS } from './qualification-record.js';
import { repliesAbout } from './qualification-replies.js';

const QUERY_AGE = {
  maxQueryAgeDays: {
    value: 30,
    source: {
      zh: '产品默认：查询日距联审日的天数',
      en: 'taken by the product: days between the query and the joint review',
    },
    title: { zh: '名单查询有效天数', en: 'Age of a query (days)' },
  },
} as const;

const LOOK_BACK = {
  years: {
    value: 3,
    source: { zh: '方案 ¶16', en: '¶16 of the plan' },
    title: { zh: '追溯年数', en: 'Years looked back' },
  },
} as const;

const CYCLES = {
  ...LOOK_BACK,
  unit: {
    value: 'years',
    source: {
      zh: '方案 ¶16 未写明按日期还是按年度；产品默认按日期（years 按日期、cycles 按年度）',
      en: '¶16 of the plan does not say whether by date or by yearly cycle; the product takes dates (years, or cycles)',
    },
    title: { zh: '三年的算法', en: 'How the years are counted' },
  },
} as const;

const NOBODY: Words = { zh: '尚无提名名单', en: 'no list of nominees yet' };

const READS = [DepartmentReplied, ...NOMINEE_STANDING_READS] as const;
const ON_RECORD = new Set<string>(['QUA-03a', 'QUA-07']);

function groundRule(ground: GroundRule): CommunityRule {
  const base = {
    id: ground.id,
    paragraph: 16,
    force: 'must',
    mode: ground.mode,
    step: 4,
    title: ground.title,
    explanation: ground.explanation,
    reads: [...READS, ...(ON_RECORD.has(ground.id) ? RECORD_READS : [])],
  } as const;
  if (ground.id === 'QUA-06b') {
    return rule({
      ...base,
      parameters: QUERY_AGE,
      evaluate: (facts, moment, values) => eachNominee(ground, facts, moment, values, values),
    });
  }
  if (ground.id === 'QUA-02c') {
    return rule({
      ...base,
      parameters: LOOK_BACK,
      evaluate: (facts, moment, values) =>
        eachNominee(ground, facts, moment, UNUSED, values, (one) => window(one, values.years, 'years')),
    });
  }
  if (ground.id === 'QUA-08b') {
    return rule({
      ...base,
      parameters: CYCLES,
      evaluate: (facts, moment, values) =>
        eachNominee(ground, facts, moment, UNUSED, values, (one) => window(one, values.years, values.unit)),
    });
  }
  return rule({
    ...base,
    parameters: {},
    evaluate: (facts, moment) => eachNominee(ground, facts, moment, UNUSED, UNUSED),
  });
}

/** Only QUA-06b looks at the age of a query. */
const UNUSED: AnswerValues = { maxQueryAgeDays: QUERY_AGE.maxQueryAgeDays.value };

/** The time that the replies have to cover. */
function window({ referenceDay, jointReview }: Nominee, years: number, unit: string): Words {
  if (jointReview === undefined) {
    return { zh: `核查期间：联审日往前 ${years} 年`, en: `time covered: ${years} years up to the joint review` };
  }
  if (unit === 'cycles') {
    const year = Number(referenceDay.slice(0, 4));
    return {
      zh: `核查年度 ${year - years} 至 ${year - 1}`,
      en: `years covered: ${year - years} to ${year - 1}`,
    };
  }
  if (unit !== 'years') throw new RangeError(`QUA-08b: unit is years or cycles, not ${unit}`);
  const since = yearsBefore(referenceDay, years);
  return {
    zh: `核查期间 ${since}（不含）至 ${referenceDay}`,
    en: `time covered: after ${since}, up to ${referenceDay}`,
  };
}

function eachNominee(
  ground: GroundRule,
  facts: CommunityFacts,
  moment: Moment,
  values: AnswerValues,
  parameters: unknown,
  covered?: (nominee: Nominee) => Words,
): readonly RuleResult[] {
  const nominees = nomineesOfTerm(facts, moment);
  if (nominees.length === 0) return [judged(`community:${facts.community}`, [notYetDue(NOBODY)])];
  const onRecord = ON_RECORD.has(ground.id);
  return knownOf(facts.party)(nominees).map((recorded) => {
    const { nominee } = recorded;
    const person = onRecord ? facts.person(nominee.personId) : undefined;
    return unlessRecorded(recorded, ground.id, [person, moment.today, parameters], () => {
      const answer = answerOf(ground, facts, moment, nominee, values);
      const words = answer.answer === 'no' ? covered?.(nominee) : undefined;
      return judged(
        `person:${nominee.personId}`,
        [...leaverChecks(nominee, answer), ...(words === undefined ? [] : [pass(words)])],
        {
          ...(answer.waitsFor === undefined || nominee.left !== undefined ? {} : { waitsFor: answer.waitsFor }),
          ...(answer.recheckAt === undefined ? {} : { recheckAt: answer.recheckAt }),
          ...(nominee.left === undefined ? {} : { blocksActs: false }),
        },
      );
    });
  });
}

/** A nominee with everything recorded of the person in this election; most events of an election concern others. */
interface Recorded {
  readonly nominee: Nominee;
  readonly replies: readonly Entry[] | undefined;
  readonly reviews: readonly Entry[] | undefined;
}

const newest = new WeakMap<Nominee, Recorded>();
const knownOf = oncePerJournal((party) => {
  const known = new WeakMap<readonly Nominee[], readonly Recorded[]>();
  return (nominees: readonly Nominee[]): readonly Recorded[] => {
    const recorded = known.get(nominees) ?? nominees.map((nominee) => recordedOf(nominee, party));
    known.set(nominees, recorded);
    return recorded;
  };
});

/** The same object as before where nothing was added. */
function recordedOf(nominee: Nominee, party: Journal): Recorded {
  const replies = repliesAbout(party, nominee.personId);
  const reviews = reviewsOf(party, nominee.personId);
  const before = newest.get(nominee);
  if (before !== undefined && before.replies === replies && before.reviews === reviews) return before;
  const recorded = { nominee, replies, reviews };
  newest.set(nominee, recorded);
  return recorded;
}

const unlessRecorded = unlessChanged<Recorded, RuleResult>();

/** Who left the election keeps a ground that was found; what nobody answered is no longer asked. */
function leaverChecks({ left }: Nominee, { answer, checks }: Answer): readonly Check[] {
  if (left === undefined) return checks;
  const gone = {
    zh: `${when(left)} 已退出或取消资格，其后不在名单`,
    en: `withdrew or was struck off ${when(left, 'en')}, on no later list`,
  };
  return answer === 'open' ? [notApplicable(gone, [left])] : [...checks, pass(gone, [left])];
}

export const QUA_13 = rule({
  id: 'QUA-13',
  paragraph: 16,
  force: 'must',
  mode: 'reply',
  step: 4,
  title: { zh: '一项即不得列为候选人', en: 'One ground is enough' },
  explanation: {
    zh: '联审之后任何名单上的人，18 项单列情形都要答“无”；有一项为“有”的，不得再出现在其后的名单上。',
    en: 'For everyone on a list after the joint review all 18 single grounds are answered no; with any yes, the person stands on no later list.',
  },
  parameters: QUERY_AGE,
  reads: [...READS, ...RECORD_READS],
  evaluate: (facts, moment, values): readonly RuleResult[] => {
    const nominees = knownOf(facts.party)(nomineesOfTerm(facts, moment));
    const listed = nominees.filter(({ nominee }) => nominee.lateLists.length > 0);
    if (listed.length === 0) {
      const words = { zh: '尚无联审之后的名单', en: 'no list after the joint review yet' };
      return [judged(`community:${facts.community}`, [notYetDue(words)])];
    }
    return listed.map((recorded) => {
      const { nominee } = recorded;
      return unlessRecorded(recorded, 'QUA-13', [facts.person(nominee.personId), moment.today, values], () => {
        const answers = GROUND_RULES.map((ground) => ({
          ground,
          answer: answerOf(ground, facts, moment, nominee, values),
        }));
        const rechecks = answers.flatMap(({ answer }) => answer.recheckAt ?? []).sort();
        return judged(`person:${nominee.personId}`, [candidacy(nominee, answers)], {
          ...(rechecks[0] === undefined ? {} : { recheckAt: rechecks[0] }),
          ...(nominee.left === undefined ? {} : { blocksActs: false }),
        });
      });
    });
  },
});

function candidacy(
  nominee: Nominee,
  answers: readonly { readonly ground: GroundRule; readonly answer: Answer }[],
): Check {
  const { left, lateLists } = nominee;
  const of = (wanted: Answer['answer']) => answers.filter(({ answer }) => answer.answer === wanted);
  const [yes, no, open] = [of('yes'), of('no'), of('open')];
  const evidence = answers.flatMap(({ answer }) => answer.checks.flatMap((one) => one.evidence ?? []));
  const sum = {
    zh: `${answers.length} 项中答“无” ${no.length} 项、“有” ${yes.length} 项、未答 ${open.length} 项`,
    en: `of ${answers.length} grounds ${no.length} answered no, ${yes.length} yes, ${open.length} open`,
  };
  if (yes.length > 0) {
    const grounds = yes.map(({ ground }) => ground.id).join('、');
    const after = lateLists.filter(({ entry }) =>
      yes.some(({ answer: { since } }) => since !== undefined && notAfter(since, timeOf(entry))),
    );
    const gone =
      left === undefined ? undefined : { zh: `${when(left)} 已离开名单`, en: `left the lists ${when(left, 'en')}` };
    const on = {
      zh: after.map(({ name, entry }) => `${name.zh}（${when(entry)}）`).join('、'),
      en: after.map(({ name, entry }) => `${name.en} (${when(entry, 'en')})`).join(', '),
    };
    if (after.length === 0 && gone !== undefined) {
      return {
        outcome: 'pass',
        zh: `${sum.zh}（${grounds}）；${gone.zh}，其后不在名单`,
        en: `${sum.en} (${yes.map(({ ground }) => ground.id).join(', ')}); ${gone.en}, on none since`,
        evidence,
      };
    }
    return {
      ...check(false, {
        zh: `${sum.zh}（${grounds}）；${after.length === 0 ? '仍是人选，没有取消资格' : `其后仍列入${on.zh}`}${gone === undefined ? '' : `；${gone.zh}`}`,
        en: `${sum.en} (${yes.map(({ ground }) => ground.id).join(', ')}); ${after.length === 0 ? 'still standing, not struck off' : `still on ${on.en}`}${gone === undefined ? '' : `; ${gone.en}`}`,
      }),
      evidence: [...evidence, ...after.map(({ entry }) => entry.id)],
    };
  }
  if (left !== undefined) {
    return notApplicable({ zh: `${when(left)} 已离开名单`, en: `left the lists ${when(left, 'en')}` }, [left]);
  }
  if (open.length > 0) {
    return {
      ...lacks(
        sum,
        open.map(({ ground: { id, answeredBy } }) => ({
          zh: `${id} 的答复（由${answeredBy.zh}补录）`,
          en: `the answer on ${id} (to be supplied by ${answeredBy.en})`,
        })),
      ),
      evidence,
    };
  }
  return { outcome: 'pass', ...sum, evidence };
}

export const candidacyRules: readonly CommunityRule[] = [...GROUND_RULES.map(groundRule), QUA_13];
