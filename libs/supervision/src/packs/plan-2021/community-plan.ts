import { ComplexityRanked, PlanDrawnUp, PlanReviewed } from '#elections';
import { all, last } from '#kernel';
import { notAfter, timeOf } from '../../event-time.js';
import { rule } from '../../rule.js';
import {
  absent,
  check,
  inOrder,
  judged,
  notApplicable,
  notYetDue,
  pass,
  SUPPLIERS,
  when,
} from './party-election-checks.js';
import { START_READS, startOf } from './start.js';

const COMMUNITY_PLAN = { zh: '社区换届工作方案', en: 'community plan' } as const;

export const ORG_05 = rule({
  id: 'ORG-05',
  paragraph: 28,
  force: 'must',
  mode: 'record',
  step: 0,
  title: { zh: '社区方案三要素', en: 'What the community’s plan states' },
  explanation: {
    zh: '社区的换届方案要写有时间安排、任务分解和负责的人，三项都不能空。以最近一份方案为准。',
    en: 'The community’s plan has a timetable, tasks and the persons responsible, none of them empty. The newest plan counts.',
  },
  parameters: {},
  reads: [PlanDrawnUp, ...START_READS],
  evaluate(facts) {
    const subject = `community:${facts.community}` as const;
    const plan = last(facts.term, PlanDrawnUp);
    if (plan === undefined) {
      return [judged(subject, [absent(COMMUNITY_PLAN, SUPPLIERS.community, startOf(facts.party))])];
    }
    const { number, timetable, tasks, responsible } = plan.data;
    const parts = [
      { zh: '时间表', en: 'timetable', there: timetable !== undefined && timetable.trim() !== '' },
      { zh: '任务', en: 'tasks', there: tasks !== undefined && tasks.trim() !== '' },
      { zh: `责任人 ${responsible.length} 人`, en: `${responsible.length} responsible`, there: responsible.length > 0 },
    ];
    return [
      judged(
        subject,
        parts.map(({ zh, en, there }) =>
          check(
            there,
            { zh: `${number} ${zh}${there ? '有' : '缺'}`, en: `${number}: ${en} ${there ? 'stated' : 'missing'}` },
            [plan],
          ),
        ),
      ),
    ];
  },
});

export const ORG_06 = rule({
  id: 'ORG-06',
  paragraph: 28,
  force: 'must',
  mode: 'automatic',
  step: 0,
  title: { zh: '社区方案先经街道审核', en: 'The street reviews the community’s plan first' },
  explanation: {
    zh: '启动时有效的社区方案，须在启动之前经街道党工委审核通过；审核之后又改动的方案要重新审核。',
    en: 'The plan in force at the start was approved by the street’s Party working committee before it; a plan changed after its review has to be reviewed again.',
  },
  parameters: {},
  reads: [PlanDrawnUp, PlanReviewed, ...START_READS],
  evaluate(facts) {
    const subject = `community:${facts.community}` as const;
    const start = startOf(facts.party);
    const until = start === undefined ? undefined : timeOf(start.entry);
    const plans = all(facts.term, PlanDrawnUp);
    const plan = plans.filter((one) => until === undefined || notAfter(timeOf(one), until)).at(-1) ?? plans.at(0);
    if (plan === undefined) return [judged(subject, [absent(COMMUNITY_PLAN, SUPPLIERS.community, start)])];
    const reviews = all(facts.term, PlanReviewed).filter((one) => notAfter(timeOf(plan), timeOf(one)));
    const inTime = reviews.filter((one) => until === undefined || notAfter(timeOf(one), until)).at(-1);
    const review = inTime ?? reviews.find(({ data }) => data.outcome === 'approved');
    if (review === undefined) {
      return [
        judged(subject, [
          absent(
            { zh: `对方案 ${plan.data.number} 的审核`, en: `review of plan ${plan.data.number}` },
            SUPPLIERS.street,
            start,
          ),
        ]),
      ];
    }
    const approved = review.data.outcome === 'approved';
    const words = {
      zh: `方案 ${plan.data.number}（${when(plan)}）${when(review)} ${approved ? '审核通过' : '退回'}`,
      en: `plan ${plan.data.number} (${when(plan, 'en')}) ${approved ? 'approved' : 'returned'} ${when(review, 'en')}`,
    };
    if (start === undefined) return [judged(subject, [notYetDue(words, [plan, review])])];
    return [
      judged(subject, [
        check(approved, words, [plan, review]),
        inOrder([
          { name: { zh: '方案', en: 'plan' }, entry: plan },
          { name: { zh: '审核', en: 'review' }, entry: review },
          { name: { zh: '启动', en: 'start' }, entry: start.entry },
        ]),
      ]),
    ];
  },
});

export const ORG_07 = rule({
  id: 'ORG-07',
  paragraph: 28,
  force: 'must',
  mode: 'record',
  step: 0,
  title: { zh: '复杂社区的专门方案', en: 'A plan of its own for a complex community' },
  explanation: {
    zh: '街道排查列为复杂的社区，其方案须是专门为它制定的；未列为复杂的不适用。',
    en: 'A community that the street lists as complex has a plan written for it; for the others this does not apply.',
  },
  parameters: {},
  reads: [ComplexityRanked, PlanDrawnUp, ...START_READS],
  evaluate(facts) {
    const subject = `community:${facts.community}` as const;
    const start = startOf(facts.party);
    const ranked = last(facts.street, ComplexityRanked);
    if (ranked === undefined) {
      const what = { zh: '社区复杂程度排查', en: 'ranking of the communities by complexity' };
      return [judged(subject, [absent(what, SUPPLIERS.street, start)])];
    }
    if (!ranked.data.complex.includes(facts.community)) {
      const words = { zh: '排查未列为复杂社区', en: 'not listed as complex' };
      return [judged(subject, [notApplicable(words, [ranked])])];
    }
    const listed = pass({ zh: '排查列为复杂社区', en: 'listed as complex' }, [ranked]);
    const plan = last(facts.term, PlanDrawnUp);
    if (plan === undefined) return [judged(subject, [listed, absent(COMMUNITY_PLAN, SUPPLIERS.community, start)])];
    const { number, targeted } = plan.data;
    const words = {
      zh: `方案 ${number} ${targeted ? '为本社区专门制定' : '不是专门制定'}`,
      en: `plan ${number} ${targeted ? 'written for it' : 'not written for it'}`,
    };
    return [judged(subject, [listed, check(targeted, words, [plan])])];
  },
});

/** The plan of each community (¶28). */
export const communityPlanRules = [ORG_05, ORG_06, ORG_07] as const;
