import type { ColumnSpec, SheetTemplate } from '../template.js';
import { COMMUNITY_COLUMN, ID_NUMBER_COLUMN, NAME_COLUMN } from './people.js';

const day = (key: string, zh: string, en: string, required: boolean, example: string): ColumnSpec => ({
  key,
  header: { zh, en },
  type: 'date',
  required,
  example,
});

const documentNumber = (key: string, zh: string, en: string, required: boolean, example: string): ColumnSpec => ({
  key,
  header: { zh, en },
  type: 'text',
  meaning: 'code',
  required,
  maxLength: 60,
  example,
});

export const DELEGATES_TEMPLATE: SheetTemplate = {
  kind: 'delegates',
  sheetName: { zh: '代表', en: 'Delegates' },
  columns: [
    NAME_COLUMN,
    ID_NUMBER_COLUMN,
    {
      key: 'category',
      header: { zh: '类别', en: 'Category' },
      type: 'choice',
      required: true,
      example: '居民代表',
      choices: [
        { value: 'member-delegate', zh: '党员代表', en: 'Party delegate' },
        { value: 'resident-representative', zh: '居民代表', en: 'Residents’ representative' },
      ],
    },
    COMMUNITY_COLUMN,
    day('chosenOn', '产生日期', 'Chosen on', true, '2021-09-30'),
  ],
  unique: [['idNumber', 'category']],
};

const seats = (key: string, zh: string, en: string): ColumnSpec => ({
  key,
  header: { zh, en },
  type: 'integer',
  required: true,
  min: 1,
  max: 40,
  example: '7',
});

/** Posts of both committees and the documents that fixed them (¶18). */
export const SEATS_TEMPLATE: SheetTemplate = {
  kind: 'seats',
  sheetName: { zh: '职数', en: 'Seats' },
  columns: [
    COMMUNITY_COLUMN,
    {
      key: 'organisation',
      header: { zh: '组织类型', en: 'Organisation' },
      type: 'choice',
      required: true,
      example: '党委',
      choices: [
        { value: 'committee', zh: '党委', en: 'Party committee' },
        { value: 'general-branch', zh: '党总支', en: 'General Party branch' },
        { value: 'branch', zh: '党支部', en: 'Party branch' },
      ],
    },
    seats('partySeats', '党组织职数', 'Party seats'),
    seats('residentsSeats', '居委会职数', 'Residents’ committee seats'),
    documentNumber('planNumber', '方案文号', 'Plan number', true, '云街工〔2021〕41号'),
    day('plannedOn', '拟定日期', 'Planned on', true, '2021-10-05'),
    day('submittedOn', '报送日期', 'Submitted on', false, '2021-10-08'),
    documentNumber('approvalNumber', '审定文号', 'Approval number', false, '澜换办〔2021〕12号'),
    day('approvedOn', '审定日期', 'Approved on', false, '2021-10-12'),
  ],
  unique: [['community']],
};

export const NOMINATIONS_TEMPLATE: SheetTemplate = {
  kind: 'nominations',
  sheetName: { zh: '提名人选', en: 'Nominations' },
  columns: [
    COMMUNITY_COLUMN,
    NAME_COLUMN,
    ID_NUMBER_COLUMN,
    {
      key: 'list',
      header: { zh: '名单', en: 'List' },
      type: 'choice',
      required: true,
      example: '初步人选',
      choices: [
        { value: 'preliminary', zh: '初步人选', en: 'Preliminary nominees' },
        { value: 'street', zh: '街道推荐', en: 'Street’s recommendation' },
      ],
    },
    day('nominatedOn', '日期', 'Date', true, '2021-10-15'),
    {
      key: 'post',
      header: { zh: '提名职务', en: 'Named for' },
      type: 'choice',
      required: true,
      example: '委员',
      choices: [
        { value: 'secretary', zh: '书记', en: 'Secretary' },
        { value: 'deputy-secretary', zh: '副书记', en: 'Deputy secretary' },
        { value: 'member', zh: '委员', en: 'Member' },
      ],
    },
    {
      key: 'votes',
      header: { zh: '得票数', en: 'Votes' },
      type: 'integer',
      required: false,
      min: 0,
      max: 1_000_000,
      example: '86',
      note: { zh: '推荐会议得票；街道推荐可不填', en: 'Votes in the recommendation meeting' },
    },
    {
      key: 'filled',
      header: { zh: '另行推荐', en: 'Further recommendation' },
      type: 'boolean',
      required: false,
      example: '否',
      note: { zh: '经另行推荐补入初步人选的填“是”', en: 'Yes for a person who filled a gap' },
    },
    {
      ...documentNumber('minutes', '会议纪要文号', 'Number of the minutes', false, ''),
      note: { zh: '街道推荐必填', en: 'Required for the street’s recommendation' },
    },
  ],
  unique: [['idNumber', 'list']],
};

/** The 18 single-fact grounds of ¶16, with the shortest words that a column can carry. */
const GROUNDS = [
  ['QUA-01', '违反政治纪律', 'Political discipline'],
  ['QUA-02a', '刑事处罚', 'Criminal punishment'],
  ['QUA-02b', '村霸、涉黑涉恶', 'Gangs and bullies'],
  ['QUA-02c', '近三年涉黄赌毒处罚', 'Vice, gambling or drugs'],
  ['QUA-03a', '处分影响期未满', 'Sanction still in force'],
  ['QUA-03b', '正被立案调查', 'Under investigation'],
  ['QUA-04', '非法宗教、邪教、宗族势力', 'Cult or clan interference'],
  ['QUA-05a', '发展党员违规未处理', 'Irregular admission'],
  ['QUA-05b', '违法用地、损害生态未整改', 'Land or ecology'],
  ['QUA-05c', '缠访闹访、煽动集访', 'Disruptive petitioning'],
  ['QUA-06a', '侵害集体和群众利益', 'Harm to residents'],
  ['QUA-06b', '失信被执行人', 'Dishonest debtor'],
  ['QUA-06c', '拒不执行防疫防汛任务', 'Refused emergency duty'],
  ['QUA-07', '拉票贿选、操纵选举', 'Vote buying'],
  ['QUA-08a', '长期不履职', 'Not doing the job'],
  ['QUA-08b', '近三年不称职、不合格', 'Rated incompetent'],
  ['QUA-09', '健康原因不能履职', 'Health'],
  ['QUA-10', '其他不适宜情形', 'Other'],
] as const;

/** A blank ground was not asked of this department. Column key of a ground in {@link REVIEWS_TEMPLATE}: the rule's own id. */
export const GROUND_COLUMNS: readonly ColumnSpec[] = GROUNDS.map(([id, zh, en]) => ({
  key: id,
  header: { zh: `${id} ${zh}`, en: `${id} ${en}` },
  type: 'choice',
  required: false,
  example: '无问题',
  choices: [
    { value: 'clear', zh: '无问题', en: 'Clear' },
    { value: 'not-clear', zh: '有问题', en: 'Not clear' },
    { value: 'no-reply', zh: '未回复', en: 'No reply' },
  ],
}));

/** One row is one department's reply about one person, or one level's conclusion (¶23, ¶34). */
export const REVIEWS_TEMPLATE: SheetTemplate = {
  kind: 'reviews',
  sheetName: { zh: '资格审查', en: 'Reviews' },
  columns: [
    COMMUNITY_COLUMN,
    NAME_COLUMN,
    ID_NUMBER_COLUMN,
    {
      key: 'level',
      header: { zh: '层级', en: 'Level' },
      type: 'choice',
      required: true,
      example: '联审',
      choices: [
        { value: 'first', zh: '初审', en: 'First review' },
        { value: 'full', zh: '全面审查', en: 'Full review' },
        { value: 'joint', zh: '联审', en: 'Joint review' },
      ],
    },
    {
      key: 'department',
      header: { zh: '部门', en: 'Department' },
      type: 'text',
      required: true,
      maxLength: 60,
      example: '区公安分局',
    },
    {
      key: 'departmentLevel',
      header: { zh: '部门级别', en: 'Level of the department' },
      type: 'choice',
      required: true,
      example: '区级',
      choices: [
        { value: 'street', zh: '街道', en: 'Street' },
        { value: 'district', zh: '区级', en: 'District' },
      ],
    },
    documentNumber('replyNumber', '复函文号', 'Reply number', true, '澜公函〔2021〕88号'),
    day('repliedOn', '复函日期', 'Replied on', true, '2021-10-25'),
    ...GROUND_COLUMNS,
    {
      key: 'conclusion',
      header: { zh: '结论', en: 'Conclusion' },
      type: 'choice',
      required: false,
      example: '通过',
      choices: [
        { value: 'passed', zh: '通过', en: 'Passed' },
        { value: 'failed', zh: '不通过', en: 'Failed' },
      ],
      note: { zh: '该层级的结论；只是部门回复的可不填', en: 'Conclusion of the level; blank for a mere reply' },
    },
    {
      key: 'body',
      header: { zh: '审查机构', en: 'Reviewed by' },
      type: 'choice',
      required: false,
      example: '区领导小组办公室',
      choices: [
        { value: 'community-party', zh: '社区党组织', en: 'Community Party organisation' },
        { value: 'election-committee', zh: '居民选举委员会', en: 'Election committee' },
        { value: 'street-working-committee', zh: '街道党工委', en: 'Street working committee' },
        { value: 'district-office', zh: '区领导小组办公室', en: 'Office of the district leading group' },
        { value: 'other', zh: '其他', en: 'Other' },
      ],
      note: { zh: '作出结论的机构；填了结论的必填', en: 'Who concluded; required with a conclusion' },
    },
  ],
  unique: [['idNumber', 'level', 'department']],
  anyOf: [[...GROUND_COLUMNS.map((column) => column.key), 'conclusion']],
};
