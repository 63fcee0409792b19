import {
  CongressHeld,
  ElectionDossierClosed,
  ElectorateRecorded,
  ResultAnnounced,
  ResultApproved,
  ResultChanged,
  ResultReported,
  SecretaryFiled,
} from '#elections';
import { all, type DataOf, type Entry, type Journal, last } from '#kernel';
import type { CommunityFacts } from '../../facts.js';
import { type CommunityRule, type RuleResult, rule } from '../../rule.js';
import { answered, awaited, LIMIT_PARAMETERS, limitOf } from './party-election-answers.js';
import {
  absent,
  type Check,
  check,
  inOrder,
  input,
  isAfter,
  judged,
  lacks,
  latest,
  notYetDue,
  pass,
  SUPPLIERS,
  supersededBefore,
  when,
} from './party-election-checks.js';
import { from, pastBy } from './party-election-milestones.js';
import { attendanceCheck, onRegister, otherReading, type Share } from './party-election-quorum.js';

const CONGRESS = { zh: '党员大会', en: 'Party congress' } as const;

type Congress = Entry<DataOf<typeof CongressHeld>>;

/** One result per congress held; an earlier one that was repeated blocks nothing any more. */
function eachCongress(facts: CommunityFacts, judge: (congress: Congress) => RuleResult): readonly RuleResult[] {
  const congresses = all(facts.party, CongressHeld);
  if (congresses.length === 0) {
    const past = pastBy(facts.party, ResultAnnounced);
    return [judged(`community:${facts.community}`, [absent(CONGRESS, SUPPLIERS.community, past)])];
  }
  return congresses.map((congress, index) => ({
    ...judge(congress),
    ...supersededBefore(congresses.length, index),
  }));
}

const AGENDA = [
  { item: 'workReport', zh: '工作报告', en: 'work report' },
  { item: 'candidateList', zh: '候选人名单', en: 'list of candidates' },
  { item: 'electionRules', zh: '选举办法', en: 'election rules' },
] as const;
const AGENDA_WORDS = {
  passed: { zh: '通过', en: 'passed' },
  'not-passed': { zh: '未通过', en: 'not passed' },
  'not-put': { zh: '未提交', en: 'not put' },
} as const;

export const PTY_24 = rule({
  id: 'PTY-24',
  paragraph: 40,
  force: 'must',
  mode: 'record',
  step: 10,
  title: { zh: '大会三项议程', en: 'Three items of the congress' },
  explanation: {
    zh: '投票之前，大会要审议通过本届委员会的工作报告，并通过候选人名单和选举办法草案。',
    en: 'Before voting, the congress passes the outgoing committee’s work report, the list of candidates and the draft election rules.',
  },
  remedy: {
    zh: '补办审议工作报告、通过候选人名单和选举办法草案并登记后再投票；会议已办、漏登的，更正大会登记',
    en: 'Let the congress pass report, list and election rules before the vote and record it; where only the entry lacks it, correct the entry of the congress',
  },
  parameters: {},
  reads: [CongressHeld, ...from(CongressHeld)],
  evaluate: (facts) =>
    eachCongress(facts, (congress) =>
      judged(
        `meeting:${congress.id}`,
        AGENDA.map(({ item, zh, en }) => {
          const outcome = congress.data.agenda[item];
          const words = AGENDA_WORDS[outcome];
          return check(outcome === 'passed', { zh: `${zh}${words.zh}`, en: `${en} ${words.en}` }, [congress]);
        }),
      ),
    ),
});

export const PTY_25 = rule({
  id: 'PTY-25',
  paragraph: 40,
  force: 'must',
  mode: 'automatic',
  step: 10,
  title: { zh: '大会到会人数', en: 'Quorum of the congress' },
  explanation: {
    zh: '有选举权的到会党员乘 5，不少于应到人数乘 4（正好五分之四有效），会议才有效。',
    en: 'Five times the members present with a vote is at least four times those due (exactly four fifths is enough): only then is the meeting valid.',
  },
  remedy: {
    zh: '到会人数不足，会议无效：另行召集党员大会，到会达到规定比例后登记；人数登记有误的，申请更正',
    en: 'The meeting is not valid: call another with enough members present and record it; where the numbers are wrong, propose a correction',
  },
  parameters: {
    numerator: {
      value: 4,
      source: { zh: '方案 ¶40', en: '¶40 of the plan' },
      title: { zh: '到会比例的分子', en: 'Quorum: numerator' },
    },
    denominator: {
      value: 5,
      source: { zh: '方案 ¶40', en: '¶40 of the plan' },
      title: { zh: '到会比例的分母', en: 'Quorum: denominator' },
    },
    /** Read by the act that announces the result. */
    majorityBase: {
      value: 'present',
      source: {
        zh: '方案 ¶40 未写明当选票数的基数，按通常理解为实到会人数过半；due 为应到会人数',
        en: '¶40 of the plan does not say what a majority is of: those present, as it is usually read; `due` for those due',
      },
      title: { zh: '当选票数的基数', en: 'What a majority is of' },
    },
  },
  reads: [ElectorateRecorded, CongressHeld, ...from(CongressHeld)],
  evaluate: (facts, _moment, { numerator, denominator }) =>
    eachCongress(facts, (congress) => {
      const share: Share = {
        left: denominator,
        right: numerator,
        inclusive: true,
        words: { zh: `达到 ${numerator}/${denominator}`, en: `at least ${numerator}/${denominator}` },
      };
      const { present, due, kind } = congress.data;
      const who =
        kind === 'members'
          ? { zh: '有选举权的党员', en: 'members with a vote' }
          : { zh: '有选举权的代表', en: 'delegates with a vote' };
      const row = { who, present, due, registered: 'votingMembers' } as const;
      const least = Math.ceil((due * numerator) / denominator);
      const needed = pass({ zh: `至少须 ${least} 人`, en: `at least ${least} needed` });
      const result = judged(`meeting:${congress.id}`, [attendanceCheck(row, share, congress), needed]);
      const register = kind === 'members' ? onRegister(facts, [row]) : undefined;
      if (register === undefined) return result;
      const other = otherReading(
        result,
        {
          zh: `以登记的党员人数为应到（${when(register.electorate)} 登记）`,
          en: `those due as registered (${when(register.electorate, 'en')})`,
        },
        register.attendance.map((one) => attendanceCheck(one, share, congress)),
      );
      return other === undefined ? result : { ...result, otherReading: other };
    }),
});

export const PTY_26 = rule({
  id: 'PTY-26',
  paragraph: 41,
  force: 'must',
  mode: 'record',
  step: 10,
  title: { zh: '书面报告选举情况', en: 'Written report of the election' },
  explanation: {
    zh: '结果宣布之后，新一届委员会要向街道书面报告，并有文号。',
    en: 'After the result is announced, the new committee reports to the street in writing, with a document number.',
  },
  parameters: {},
  reads: [ResultAnnounced, ResultReported, ...from(ResultAnnounced)],
  evaluate: ({ party, community }) => {
    const subject = `community:${community}` as const;
    const report = last(party, ResultReported);
    const announced = last(party, ResultAnnounced);
    if (report === undefined) {
      return [
        judged(subject, [
          absent(
            { zh: '选举情况报告', en: 'report of the election' },
            SUPPLIERS.community,
            pastBy(party, ResultApproved),
          ),
        ]),
      ];
    }
    if (announced === undefined) {
      return [
        judged(subject, [
          absent({ zh: '宣布的结果', en: 'announced result' }, SUPPLIERS.clerk, {
            entry: report,
            title: ResultReported.title,
          }),
        ]),
      ];
    }
    return [
      judged(subject, [
        inOrder([
          { name: { zh: '宣布结果', en: 'announced' }, entry: announced },
          { name: { zh: '报告', en: 'reported' }, entry: report },
        ]),
        pass({ zh: `文号 ${report.data.number}`, en: `number ${report.data.number}` }, [report]),
      ]),
    ];
  },
});

export const PTY_27 = rule({
  id: 'PTY-27',
  paragraph: 41,
  force: 'must',
  mode: 'automatic',
  step: 10,
  title: { zh: '批复结果、书记备案', en: 'Approval of the result, filing of the secretary' },
  explanation: {
    zh: '依次：选举、书面报告、街道同意的批复、把当选书记报区委组织部备案；备案的人应是宣布（或依文变更后）的书记。没有规定天数，报告用时；设了期限的按期限判断。',
    en: 'In this order: election, written report, approval by the street, filing of the elected secretary with the district organisation department; the person filed is the secretary announced (or named by a change of the result). No number of days is laid down: the time taken is reported, and judged where a limit is set.',
  },
  parameters: LIMIT_PARAMETERS,
  reads: [
    ResultChanged,
    ResultAnnounced,
    ResultReported,
    ResultApproved,
    SecretaryFiled,
    ElectionDossierClosed,
    ...from(ResultAnnounced),
  ],
  evaluate: ({ party, community }, { today }, { limitDays }) => {
    const subject = `community:${community}` as const;
    const closed = last(party, ElectionDossierClosed);
    const past = closed === undefined ? undefined : { entry: closed, title: ElectionDossierClosed.title };
    const announced = last(party, ResultAnnounced);
    const report = last(party, ResultReported);
    const approval = last(party, ResultApproved);
    const filing = last(party, SecretaryFiled);
    const known = [
      { name: { zh: '选举', en: 'election' }, entry: announced, type: ResultAnnounced, from: SUPPLIERS.clerk },
      { name: { zh: '报告', en: 'report' }, entry: report, type: ResultReported, from: SUPPLIERS.community },
      { name: { zh: '批复', en: 'approval' }, entry: approval, type: ResultApproved, from: SUPPLIERS.street },
      { name: { zh: '备案', en: 'filing' }, entry: filing, type: SecretaryFiled, from: SUPPLIERS.street },
    ];
    const checks = known.flatMap(({ name, entry, from: supplier }, index): readonly Check[] => {
      if (entry !== undefined) return [];
      const next = known.slice(index + 1).find((one) => one.entry !== undefined);
      const since = next?.entry === undefined ? past : { entry: next.entry, title: next.type.title };
      const missing = absent({ zh: `${name.zh}记录`, en: `record of the ${name.en}` }, supplier, since);
      return [index === 2 ? awaited(report, today, limitDays, missing) : missing];
    });
    const row = known.flatMap(({ name, entry }) => (entry === undefined ? [] : [{ name, entry }]));
    const approved: readonly Check[] =
      approval === undefined
        ? []
        : approval.data.outcome === 'approved'
          ? report === undefined
            ? []
            : answered(report, approval, limitDays).slice(1)
          : [returned(approval, filing)];
    return [
      judged(
        subject,
        [...checks, ...(row.length === 0 ? [] : [inOrder(row)]), ...approved, ...filedPerson(party, filing)],
        approval === undefined && report !== undefined ? limitOf(report, limitDays, today) : {},
      ),
    ];
  },
});

function returned(approval: Entry, filing: Entry | undefined): Check {
  const words = { zh: `批复退回（${when(approval)}）`, en: `returned ${when(approval, 'en')}` };
  return filing === undefined ? notYetDue(words, [approval]) : check(false, words, [approval, filing]);
}

/** The secretary in force: as changed by document, else as announced. */
function secretaryOf(party: Journal): { readonly entry: Entry; readonly personId?: string } | undefined {
  const changed = latest(all(party, ResultChanged));
  const announced = last(party, ResultAnnounced);
  const entry =
    changed !== undefined && (announced === undefined || !isAfter(announced, changed)) ? changed : announced;
  if (entry === undefined) return undefined;
  return { entry, ...(entry.data.secretary === undefined ? {} : { personId: entry.data.secretary }) };
}

function filedPerson(party: Journal, filing: Entry<DataOf<typeof SecretaryFiled>> | undefined): readonly Check[] {
  const secretary = secretaryOf(party);
  if (secretary === undefined || filing === undefined) return [];
  if (secretary.personId === undefined) {
    return [
      lacks(
        {
          zh: '宣布的结果没有写明书记，无法核对备案的人',
          en: 'the result names no secretary to compare the filing with',
        },
        [input({ zh: '当选的书记', en: 'the elected secretary' }, SUPPLIERS.clerk)],
        [secretary.entry, filing],
      ),
    ];
  }
  const same = secretary.personId === filing.data.personId;
  return [
    check(
      same,
      {
        zh: `备案 {person:${filing.data.personId}}，当选书记 {person:${secretary.personId}}${same ? '' : '，不是同一人'}`,
        en: `filed {person:${filing.data.personId}}, elected secretary {person:${secretary.personId}}${same ? '' : ': not the same'}`,
      },
      [secretary.entry, filing],
    ),
  ];
}

export const congressRules: readonly CommunityRule[] = [PTY_24, PTY_25, PTY_26, PTY_27];
