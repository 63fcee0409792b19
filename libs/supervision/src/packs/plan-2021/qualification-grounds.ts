import type { Words } from '#kernel';
import type { Check } from './party-election-checks.js';
import type { Ground } from './qualification-replies.js';

/** Whether a ground is there (`yes`), is not (`no`), or nobody has answered yet (`open`). */
export interface Answer {
  readonly answer: 'yes' | 'no' | 'open';
  readonly checks: readonly Check[];
  /** Since when a `yes` has been known: a day or an instant. */
  readonly since?: string;
  readonly waitsFor?: Words;
  readonly recheckAt?: string;
}

/** One of the 18 single facts that bar from candidacy (¶16). */
export interface GroundRule {
  readonly id: Ground;
  /** `reply`: another body's reply decides. `human`: a person finds it, and the reply says who found nothing. */
  readonly mode: 'reply' | 'human';
  readonly title: Words;
  readonly explanation: Words;
  /** Who usually answers. */
  readonly answeredBy: Words;
  /** Who has to decide where no reply settles it. */
  readonly decider: Words;
}

const DISCIPLINE: Words = { zh: '纪检监察机关', en: 'the discipline and supervision office' };
const POLICE: Words = { zh: '公安机关', en: 'the police' };
const ORGANISATION: Words = { zh: '组织部门', en: 'the organisation department' };

const decidedBy = ({ zh, en }: Words): Words => ({ zh: `由${zh}认定`, en: `${en} decides` });

export const GROUND_RULES: readonly GroundRule[] = [
  {
    id: 'QUA-01',
    mode: 'human',
    title: { zh: '政治上不合格', en: 'Politically unfit' },
    explanation: {
      zh: '是否违反政治纪律、对党不忠诚，没有可以计算的信号，只能由纪检或组织部门认定；联审回复“无”的，写明是谁回复。',
      en: 'Whether somebody broke political discipline or is disloyal has no signal that could be counted: discipline or organisation departments find it. A clear reply is shown with who gave it.',
    },
    answeredBy: DISCIPLINE,
    decider: decidedBy({
      zh: '纪检监察机关会同组织部门',
      en: 'the discipline office with the organisation department',
    }),
  },
  {
    id: 'QUA-02a',
    mode: 'reply',
    title: { zh: '刑事处罚', en: 'Criminal punishment' },
    explanation: {
      zh: '公安或法院回复本人从未受过刑事处罚；没有追溯年限。',
      en: 'The police or the court reply that the person never had a criminal punishment; there is no limit of years.',
    },
    answeredBy: { zh: '公安机关或法院', en: 'the police or the court' },
    decider: decidedBy(POLICE),
  },
  {
    id: 'QUA-02b',
    mode: 'reply',
    title: { zh: '“村霸”和黑恶问题', en: 'Bullies, gangs and evil forces' },
    explanation: {
      zh: '公安或政法部门回复本人没有欺压群众、涉黑涉恶一类的问题。',
      en: 'The police or the political-legal committee reply that the person has no problem of bullying or of gangs.',
    },
    answeredBy: { zh: '公安机关或政法部门', en: 'the police or the political-legal committee' },
    decider: decidedBy(POLICE),
  },
  {
    id: 'QUA-02c',
    mode: 'reply',
    title: { zh: '近三年涉黄赌毒行政处罚', en: 'Vice, gambling or drugs in three years' },
    explanation: {
      zh: '公安回复本人在联审日往前三年之内没有因色情、赌博、毒品受到行政处罚；正好满三年的不算在内。',
      en: 'The police reply that in the three years up to the joint review the person had no administrative penalty for vice, gambling or drugs; one exactly three years old no longer counts.',
    },
    answeredBy: POLICE,
    decider: decidedBy(POLICE),
  },
  {
    id: 'QUA-03a',
    mode: 'reply',
    title: { zh: '非工作原因处分的限制期', en: 'Bar of a sanction that is not of work' },
    explanation: {
      zh: '因工作以外的原因受到的党纪政务处分，其任职限制在联审日还没有届满的（含最后一日），不得提名；既看纪检回复，也看登记的处分。',
      en: 'A Party or administrative sanction that does not come from work bars from nomination as long as its bar is not over on the day of the joint review (last day included). Judged by the discipline office’s reply and by the sanctions on record.',
    },
    answeredBy: DISCIPLINE,
    decider: decidedBy(DISCIPLINE),
  },
  {
    id: 'QUA-03b',
    mode: 'reply',
    title: { zh: '正被立案调查', en: 'Under filed investigation' },
    explanation: {
      zh: '纪检、公安、司法机关回复：联审时没有针对本人的严重违纪违法立案。',
      en: 'Discipline, police and judicial bodies reply that at the joint review no case for a serious violation is filed against the person.',
    },
    answeredBy: { zh: '纪检监察、公安、司法机关', en: 'discipline, police and judicial bodies' },
    decider: decidedBy(DISCIPLINE),
  },
  {
    id: 'QUA-04',
    mode: 'reply',
    title: { zh: '非法宗教、邪教和宗族势力', en: 'Illegal religion, cults, clan forces' },
    explanation: {
      zh: '公安或统战部门回复：本人没有参加非法宗教、邪教活动，也没有借宗教、宗族、宗派之力干扰基层。',
      en: 'The police or the united-front department reply that the person takes no part in illegal religion or cults and does not use religious, clan or faction forces against grassroots bodies.',
    },
    answeredBy: { zh: '公安机关或统战部门', en: 'the police or the united-front department' },
    decider: decidedBy(POLICE),
  },
  {
    id: 'QUA-05a',
    mode: 'reply',
    title: { zh: '发展党员违规未处理', en: 'Irregular admission, not dealt with' },
    explanation: {
      zh: '组织部门回复：本人在发展党员方面没有违规，或者违规已经处理完毕。',
      en: 'The organisation department replies that there was no irregular admission of Party members by or of the person, or that it has been dealt with.',
    },
    answeredBy: ORGANISATION,
    decider: decidedBy(ORGANISATION),
  },
  {
    id: 'QUA-05b',
    mode: 'reply',
    title: { zh: '违法用地、损害生态未整改', en: 'Land or ecology offence, not put right' },
    explanation: {
      zh: '自然资源和生态环境部门回复：本人没有严重违法占地或破坏生态，或者已经整改。',
      en: 'Natural-resources and ecology departments reply that the person has no serious land or ecology offence, or has put it right.',
    },
    answeredBy: { zh: '自然资源、生态环境部门', en: 'the natural-resources and ecology departments' },
    decider: decidedBy({ zh: '自然资源、生态环境部门', en: 'the department concerned' }),
  },
  {
    id: 'QUA-05c',
    mode: 'human',
    title: { zh: '以非法手段聚集、煽动', en: 'Illegal gathering and agitation' },
    explanation: {
      zh: '必须引用处理决定或认定文书才能作为不得列入的理由。依法信访、上访受法律保护，本身不是线索，不作判断依据。',
      en: 'It bars somebody only where a decision is cited. Lawful petitioning is protected: by itself it is no signal and is not judged.',
    },
    answeredBy: { zh: '信访部门或公安机关', en: 'the petition office or the police' },
    decider: decidedBy({
      zh: '信访部门会同公安机关（须引用决定文书）',
      en: 'the petition office with the police (citing a decision)',
    }),
  },
  {
    id: 'QUA-06a',
    mode: 'human',
    title: { zh: '严重损害集体和群众利益', en: 'Serious harm to collective or residents' },
    explanation: {
      zh: '是否有这类行为由人认定；联审回复“无”的，写明是谁回复。',
      en: 'A person decides whether there was such conduct; a clear reply is shown with who gave it.',
    },
    answeredBy: DISCIPLINE,
    decider: decidedBy({
      zh: '街道党工委会同纪检监察机关',
      en: 'the street Party working committee with the discipline office',
    }),
  },
  {
    id: 'QUA-06b',
    mode: 'reply',
    title: { zh: '失信被执行人', en: 'Dishonest judgment debtor' },
    explanation: {
      zh: '法院名单的查询结果为“不在名单”，且查询日距联审日不超过规定天数；过期的或没有查询日的查询不能作数。',
      en: 'A query of the court’s list finds the person not listed, asked within so many days of the joint review; an older query, or one without a day, counts for nothing.',
    },
    answeredBy: { zh: '法院', en: 'the court' },
    decider: decidedBy({ zh: '法院', en: 'the court' }),
  },
  {
    id: 'QUA-06c',
    mode: 'human',
    title: { zh: '重大任务中拒不执行规定', en: 'Refusing duties in an emergency' },
    explanation: {
      zh: '在防疫、防汛一类任务中拒不执行规定并造成不良影响的，由人认定；联审回复“无”的，写明是谁回复。',
      en: 'Whether somebody refused the rules of epidemic or flood work with bad effect is for a person to decide; a clear reply is shown with who gave it.',
    },
    answeredBy: { zh: '街道党工委', en: 'the street Party working committee' },
    decider: decidedBy({ zh: '街道党工委', en: 'the street Party working committee' }),
  },
  {
    id: 'QUA-07',
    mode: 'reply',
    title: { zh: '违反换届纪律', en: 'Breach of election discipline' },
    explanation: {
      zh: '本届或以往换届中，本人没有被认定贿选、操纵、干扰或破坏选举；登记的认定文书优先于回复。',
      en: 'In this or earlier elections nobody found vote buying, manipulation, disturbance or sabotage by the person; a finding on record goes before replies.',
    },
    answeredBy: DISCIPLINE,
    decider: decidedBy(DISCIPLINE),
  },
  {
    id: 'QUA-08a',
    mode: 'human',
    title: { zh: '长期不履职', en: 'Long failure to do the job' },
    explanation: {
      zh: '是否长期不担当、不做事由人认定；联审回复“无”的，写明是谁回复。',
      en: 'Whether somebody long failed to do the job is for a person to decide; a clear reply is shown with who gave it.',
    },
    answeredBy: ORGANISATION,
    decider: decidedBy({ zh: '街道党工委', en: 'the street Party working committee' }),
  },
  {
    id: 'QUA-08b',
    mode: 'reply',
    title: { zh: '近三年考核或评议不合格', en: 'Failed appraisal in three years' },
    explanation: {
      zh: '组织部门回复：近三年（可设为按日期或按年度计算）年度考核没有不称职，民主评议没有不合格党员。',
      en: 'The organisation department replies that in the last three years (by date, or by yearly cycle, as set) no appraisal was “incompetent” and no review “unqualified member”.',
    },
    answeredBy: ORGANISATION,
    decider: decidedBy(ORGANISATION),
  },
  {
    id: 'QUA-09',
    mode: 'human',
    title: { zh: '健康等原因不能履职', en: 'Unable to serve for health' },
    explanation: {
      zh: '能否正常履职由人认定，账内只存结论，不存病情；联审回复“无”的，写明是谁回复。',
      en: 'Whether somebody is able to serve is for a person to decide; only the outcome is kept, never the illness. A clear reply is shown with who gave it.',
    },
    answeredBy: { zh: '街道党工委', en: 'the street Party working committee' },
    decider: decidedBy({ zh: '街道党工委', en: 'the street Party working committee' }),
  },
  {
    id: 'QUA-10',
    mode: 'human',
    title: { zh: '其他不适宜的情形', en: 'Other unsuitable circumstances' },
    explanation: {
      zh: '兜底理由：使用它时必须有写明理由的书面意见、提出人和批准人，缺一项不能作数。',
      en: 'The catch-all: using it takes a written opinion with the reason, its author and its approver; with any of the three missing it does not count.',
    },
    answeredBy: { zh: '街道党工委', en: 'the street Party working committee' },
    decider: decidedBy({
      zh: '街道党工委（书面意见并经批准）',
      en: 'the street Party working committee (in writing, approved)',
    }),
  },
];
