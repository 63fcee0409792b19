import { OneShoulderReported, ResidentsResultAnnounced, SuccessorMentored } from '#elections';
import { addDays, all } from '#kernel';
import { dayOf, startOfShanghaiDay } from '../../event-time.js';
import type { CommunityFacts } from '../../facts.js';
import { rule } from '../../rule.js';
import {
  absent,
  type Check,
  check,
  input,
  judged,
  lacks,
  notApplicable,
  notYetDue,
  pass,
  persons,
  SUPPLIERS,
  when,
} from './party-election-checks.js';
import {
  DIRECTOR_READS,
  directorOf,
  ELECTED_READS,
  electedSecretaryOf,
  POSTED_READS,
  POSTS_READS,
  postedFromAbove,
  secretaryUnknown,
} from './posts-held.js';

export const SEC_05 = rule({
  id: 'SEC-05',
  paragraph: 22,
  force: 'target',
  mode: 'automatic',
  title: { zh: '“一肩挑”', en: 'One person in both posts' },
  explanation: {
    zh: '统计当选的书记是否同时当选居委会主任。主任只认居委会选举结果，登记为任命的不计入。',
    en: 'Counts whether the elected secretary was also elected director of the residents’ committee. Only an election result makes a director; one on record by appointment does not count.',
  },
  parameters: {},
  reads: [...ELECTED_READS, ...DIRECTOR_READS, ...POSTS_READS],
  evaluate(facts) {
    const subject = `community:${facts.community}` as const;
    const secretary = electedSecretaryOf(facts);
    const director = directorOf(facts);
    if (secretary !== undefined && secretary.personId === undefined) {
      return [judged(subject, [secretaryUnknown(secretary)])];
    }
    if (secretary?.personId === undefined || director === undefined) {
      const words = {
        zh: `书记${secretary === undefined ? '未选出' : '已选出'}，居委会主任${director === undefined ? '未选出' : '已选出'}`,
        en: `secretary ${secretary === undefined ? 'not ' : ''}elected, director ${director === undefined ? 'not ' : ''}elected`,
      };
      const appointed =
        secretary?.personId === undefined
          ? undefined
          : facts
              .person(secretary.personId)
              ?.posts.find(
                (held) =>
                  held.post === 'residents-director' && held.unit === facts.community && held.until === undefined,
              );
      const note: readonly Check[] =
        appointed === undefined
          ? []
          : [
              {
                outcome: 'not-applicable',
                zh: '书记登记有主任职务，但没有选举结果，不计入',
                en: 'the secretary has the director’s post on record without an election result: not counted',
                evidence: [appointed.event],
              },
            ];
      const shown = [secretary?.entry, director?.entry].flatMap((entry) => entry ?? []);
      return [judged(subject, [notYetDue(words, shown), ...note])];
    }
    const both = secretary.personId === director.personId;
    return [
      judged(subject, [
        {
          outcome: 'measured',
          zh: `书记 {person:${secretary.personId}}，主任 ${director.personId === undefined ? '空缺' : `{person:${director.personId}}`}，一肩挑 ${both ? 1 : 0}`,
          en: `secretary {person:${secretary.personId}}, director ${director.personId === undefined ? '(vacant)' : `{person:${director.personId}}`}, in one person: ${both ? 1 : 0}`,
          evidence: [secretary.entry.id, director.entry.id],
        },
      ]),
    ];
  },
});

export const SEC_06 = rule({
  id: 'SEC-06',
  paragraph: 22,
  force: 'softened',
  mode: 'automatic',
  title: { zh: '下派书记不兼主任', en: 'A posted secretary is not the director as well' },
  explanation: {
    zh: '书记由上级下派的，一般不同时当选居委会主任；同时当选的须有理由和批准人。不是下派的不适用。',
    en: 'A secretary posted from above is normally not elected director as well; where that happens, a reason and an approver are needed. For others this does not apply.',
  },
  parameters: {},
  reads: [...ELECTED_READS, ...DIRECTOR_READS, ...POSTED_READS],
  evaluate(facts) {
    const subject = `community:${facts.community}` as const;
    const posting = postingOfSecretary(facts);
    if (posting.outcome !== 'posted') return [judged(subject, [posting.check])];
    const director = directorOf(facts);
    if (director === undefined) {
      return [judged(subject, [posting.check, notYetDue({ zh: '居委会主任未选出', en: 'director not elected yet' })])];
    }
    const both = director.personId === posting.personId;
    const words = {
      zh: `居委会主任${both ? '为同一人' : '为他人'}`,
      en: `director of the residents’ committee: ${both ? 'the same person' : 'somebody else'}`,
    };
    return [judged(subject, [posting.check, check(!both, words, [director.entry])])];
  },
});

type Posting =
  | { readonly outcome: 'posted'; readonly personId: string; readonly check: Check }
  | { readonly outcome: 'open'; readonly check: Check };

/** Whether the elected secretary is a cadre posted from above, or why that is not known or not the case. */
function postingOfSecretary(facts: CommunityFacts): Posting {
  const elected = electedSecretaryOf(facts);
  if (elected === undefined) {
    return { outcome: 'open', check: notYetDue({ zh: '选举结果未产生', en: 'no result yet' }) };
  }
  const { personId } = elected;
  if (personId === undefined) return { outcome: 'open', check: secretaryUnknown(elected) };
  const posted = postedFromAbove(facts, personId);
  if (posted === undefined) {
    const words = {
      zh: `不知书记 {person:${personId}} 是否下派`,
      en: `not known whether {person:${personId}} is posted`,
    };
    const missing = input({ zh: '书记人选的来源', en: 'source of the person meant as secretary' }, SUPPLIERS.street);
    return { outcome: 'open', check: lacks(words, [missing], [elected.entry]) };
  }
  const { posted: isPosted, evidence } = posted;
  const words = {
    zh: `书记 {person:${personId}} ${isPosted ? '由上级下派' : '不是下派'}`,
    en: `secretary {person:${personId}} ${isPosted ? 'is posted from above' : 'is not posted'}`,
  };
  const shown = [elected.entry.id, ...evidence];
  if (!isPosted) return { outcome: 'open', check: { outcome: 'not-applicable', ...words, evidence: shown } };
  return { outcome: 'posted', personId, check: { outcome: 'pass', ...words, evidence: shown } };
}

const REPORT_STAGES = {
  'reasons-listed': { zh: '列出原因', en: 'reasons listed' },
  reported: { zh: '上报', en: 'reported' },
  'standing-committee': { zh: '提请常委会', en: 'put to the standing committee' },
} as const;

export const SEC_07 = rule({
  id: 'SEC-07',
  paragraph: 22,
  force: 'must',
  mode: 'record',
  title: { zh: '未能“一肩挑”的报告', en: 'Report where the posts are not combined' },
  explanation: {
    zh: '书记没有同时当选居委会主任的，要有三份记录：写明原因、报区领导小组办公室、提请常委会。实现了的不适用。',
    en: 'Where the secretary was not elected director as well, three records are there: the reasons written down by the street, the report to the district’s office, the item for the district’s standing committee. Where it was achieved, this does not apply.',
  },
  parameters: {},
  reads: [...ELECTED_READS, ...DIRECTOR_READS, OneShoulderReported],
  evaluate(facts) {
    const subject = `community:${facts.community}` as const;
    const secretary = electedSecretaryOf(facts);
    const director = directorOf(facts);
    const reports = all(facts.term, OneShoulderReported).filter(
      ({ data }) => data.stage !== 'reasons-listed' || data.reason !== undefined,
    );
    const past = director === undefined ? undefined : { entry: director.entry, title: ResidentsResultAnnounced.title };
    if (secretary !== undefined && secretary.personId === undefined) {
      return [judged(subject, [secretaryUnknown(secretary)])];
    }
    if (secretary === undefined || director === undefined) {
      const words = {
        zh: `两个结果未齐，已有报告记录 ${reports.length} 份`,
        en: `the two results are not both there, ${reports.length} reports on record`,
      };
      return [judged(subject, [notYetDue(words, reports)])];
    }
    if (secretary.personId === director.personId) {
      const words = {
        zh: `{person:${director.personId}} 书记、主任一人担任`,
        en: `{person:${director.personId}} holds both posts`,
      };
      return [judged(subject, [notApplicable(words, [secretary.entry, director.entry])])];
    }
    const apart = pass(
      {
        zh: `书记 {person:${secretary.personId}} 未当选主任`,
        en: `the secretary {person:${secretary.personId}} was not elected director`,
      },
      [secretary.entry, director.entry],
    );
    const stages = Object.entries(REPORT_STAGES).map(([stage, title]) => {
      const report = reports.find(({ data }) => data.stage === stage);
      return report === undefined
        ? absent(title, SUPPLIERS.street, past)
        : pass({ zh: `${title.zh} ${when(report)}`, en: `${title.en} ${when(report, 'en')}` }, [report]);
    });
    return [judged(subject, [apart, ...stages])];
  },
});

export const SEC_08 = rule({
  id: 'SEC-08',
  paragraph: 22,
  force: 'must',
  mode: 'record',
  title: { zh: '下派书记的培养帮带', en: 'A posted secretary trains a successor' },
  explanation: {
    zh: '书记由上级下派的，要有其培养帮带后备书记的记录。文中没有期限，当选后超过设定天数仍没有记录的为逾期。不是下派的不适用。',
    en: 'Where the secretary is posted from above, there is a record of training a successor. No day is laid down: after the set number of days from the result it is overdue. For others this does not apply.',
  },
  parameters: {
    limitDays: {
      value: 365,
      source: {
        zh: '方案没有规定天数，产品默认一年，可由单位设定',
        en: 'the plan gives no number of days; a year is the product’s default and may be set',
      },
    },
  },
  reads: [...ELECTED_READS, ...POSTED_READS, SuccessorMentored],
  evaluate(facts, { today }, { limitDays }) {
    const subject = `community:${facts.community}` as const;
    const posting = postingOfSecretary(facts);
    if (posting.outcome !== 'posted') return [judged(subject, [posting.check])];
    const records = all(facts.term, SuccessorMentored).filter(({ data }) => data.cadre === posting.personId);
    const elected = electedSecretaryOf(facts);
    if (records.length > 0 || elected === undefined) {
      const successors = records.flatMap(({ data }) => data.successor ?? []);
      const words = {
        zh: `帮带记录 ${records.length} 份${successors.length === 0 ? '' : `，对象 ${persons(successors)}`}`,
        en: `${records.length} records of training${successors.length === 0 ? '' : ` of ${persons(successors, 'en')}`}`,
      };
      return [judged(subject, [posting.check, pass(words, records)])];
    }
    const due = addDays(dayOf(elected.entry), limitDays);
    const late = today > due;
    const waiting: Check = {
      outcome: late ? 'overdue' : 'not-yet-due',
      zh: `没有帮带记录，结果 ${dayOf(elected.entry)} + ${limitDays} 天 = ${due}${late ? '，已过' : ''}`,
      en: `no record of training, result ${dayOf(elected.entry)} + ${limitDays} days = ${due}${late ? ', past' : ''}`,
    };
    return [
      judged(subject, [posting.check, waiting], {
        due,
        ...(late ? {} : { recheckAt: startOfShanghaiDay(addDays(due, 1)) }),
      }),
    ];
  },
});

/** One person in both posts (¶22). */
export const oneShoulderRules = [SEC_05, SEC_06, SEC_07, SEC_08] as const;
