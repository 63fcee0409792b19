import { CongressHeld, EDUCATION_TOPICS, EducationHeld, TRAINING_TOPICS, TrainingHeld } from '#elections';
import { all, type Words } from '#kernel';
import { earliest } from '../../event-time.js';
import type { StreetFacts } from '../../facts.js';
import { streetRule } from '../../rule.js';
import { share } from './measures.js';
import {
  absent,
  type Check,
  check,
  judged,
  notYetDue,
  type Past,
  pass,
  SUPPLIERS,
  when,
} from './party-election-checks.js';

const CLASS_TOPICS = {
  'law-and-charters': { zh: '法规章程', en: 'law and charters' },
  steps: { zh: '工作步骤', en: 'steps' },
  procedure: { zh: '操作程序', en: 'procedure' },
  requirements: { zh: '具体要求', en: 'requirements' },
} as const satisfies Record<(typeof TRAINING_TOPICS)[number], Words>;

export const TRN_01 = streetRule({
  id: 'TRN-01',
  paragraph: 29,
  force: 'must',
  mode: 'record',
  step: 0,
  title: { zh: '换届专题培训', en: 'Training for the election' },
  explanation: {
    zh: '街道办过的培训班合起来要讲到法规章程、步骤、程序和要求四个方面；“一个班须四方面齐全”的理解并列显示。文中没有期限，到首个社区召开党员大会时没有记录的列为缺少，记录没有讲全的不符合。同时报告工作人员的参训比例。',
    en: 'The street’s classes together cover law and charters, steps, procedure and requirements; the reading that one class has to cover all four stands beside it. No day is set: at the first congress of the street no record at all is named as missing, and topics left out are a breach. The share of staff who attended is reported.',
  },
  parameters: {},
  reads: [TrainingHeld, CongressHeld],
  evaluate(facts) {
    const classes = all(facts.street, TrainingHeld);
    const subject = `street:${facts.unit}` as const;
    const past = firstCongressOf(facts);
    const covered = TRAINING_TOPICS.filter((topic) => classes.some(({ data }) => data.topics.includes(topic)));
    const together = topicsCheck(
      classes.length,
      covered.map((topic) => CLASS_TOPICS[topic]),
      TRAINING_TOPICS.filter((topic) => !covered.includes(topic)).map((topic) => CLASS_TOPICS[topic]),
      { zh: '培训班', en: 'training class' },
      past,
    );
    const attendance = classes.map(
      (one): Check => ({
        outcome: 'not-applicable',
        zh: `${when(one)} 参训 ${share(one.data.attended, one.data.staff)}`,
        en: `${when(one, 'en')} attended ${share(one.data.attended, one.data.staff)}`,
        evidence: [one.id],
      }),
    );
    const whole = classes.find(({ data }) => TRAINING_TOPICS.every((topic) => data.topics.includes(topic)));
    const result = judged(subject, [together, ...attendance]);
    if (result.outcome !== 'pass') return [result];
    return [
      {
        ...result,
        reading: { zh: '各班合起来计算', en: 'all classes together' },
        otherReading: {
          reading: { zh: '一个班须讲全四个方面', en: 'one class covers all four' },
          outcome: whole === undefined ? 'fail' : 'pass',
          arithmetic:
            whole === undefined
              ? { zh: `${classes.length} 个班中没有一个讲全`, en: `none of ${classes.length} classes covers all four` }
              : { zh: `${when(whole)} 的班讲全四个方面`, en: `the class of ${when(whole, 'en')} covers all four` },
        },
      },
    ];
  },
});

const LESSON_TOPICS = {
  'democratic-centralism': { zh: '民主集中制', en: 'democratic centralism' },
  'member-rights-and-duties': { zh: '党员权利义务', en: 'rights and duties of members' },
  'socialist-democracy-and-law': { zh: '民主法治', en: 'democracy and law' },
  'purpose-of-the-election': { zh: '换届意义', en: 'purpose of the election' },
} as const satisfies Record<(typeof EDUCATION_TOPICS)[number], Words>;

export const TRN_02 = streetRule({
  id: 'TRN-02',
  paragraph: 29,
  force: 'must',
  mode: 'record',
  step: 0,
  title: { zh: '四个专题教育', en: 'Education on four topics' },
  explanation: {
    zh: '四个专题每个至少开展过一次教育，形式不限。文中没有期限，到首个社区召开党员大会时没有任何记录的列为缺少，有记录而专题不全的不符合。',
    en: 'Each of the four topics has had at least one session, of whatever form. No day is set: at the first congress of the street no record at all is named as missing, and topics left out are a breach.',
  },
  parameters: {},
  reads: [EducationHeld, CongressHeld],
  evaluate(facts) {
    const sessions = all(facts.street, EducationHeld);
    const counts = EDUCATION_TOPICS.map((topic) => ({
      title: LESSON_TOPICS[topic],
      sessions: sessions.filter(({ data }) => data.topics.includes(topic)),
    }));
    const result = judged(`street:${facts.unit}`, [
      topicsCheck(
        sessions.length,
        counts.filter((one) => one.sessions.length > 0).map(({ title }) => title),
        counts.filter((one) => one.sessions.length === 0).map(({ title }) => title),
        { zh: '专题教育', en: 'education session' },
        firstCongressOf(facts),
      ),
      ...counts.map(
        ({ title, sessions: held }): Check => ({
          outcome: 'not-applicable',
          zh: `${title.zh} ${held.length} 次`,
          en: `${title.en} ${held.length}`,
          evidence: held.map(({ id }) => id),
        }),
      ),
    ]);
    return [result];
  },
});

function topicsCheck(
  sessions: number,
  covered: readonly Words[],
  without: readonly Words[],
  what: Words,
  past: Past | undefined,
): Check {
  if (sessions === 0) return absent(what, SUPPLIERS.street, past);
  const words = {
    zh: `${what.zh} ${sessions} 次，已讲 ${covered.length} 个方面${without.length === 0 ? '' : `，未讲 ${without.map(({ zh }) => zh).join('、')}`}`,
    en: `${sessions} × ${what.en}, ${covered.length} topics covered${without.length === 0 ? '' : `, not ${without.map(({ en }) => en).join(', ')}`}`,
  };
  if (without.length === 0) return pass(words);
  return past === undefined ? notYetDue(words) : check(false, words, [past.entry]);
}

/** The first Party congress of the street: by then the staff has been trained and the members taught. */
function firstCongressOf({ communities }: StreetFacts): Past | undefined {
  const entry = earliest(communities.flatMap(({ party }) => all(party, CongressHeld)));
  return entry === undefined ? undefined : { entry, title: CongressHeld.title };
}

/** Training and education (¶29). */
export const trainingRules = [TRN_01, TRN_02] as const;
