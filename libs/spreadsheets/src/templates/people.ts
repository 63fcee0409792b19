import { type Choice, type ColumnSpec, GENDER_CHOICES, type SheetTemplate } from '../template.js';

export const EDUCATION_CHOICES: readonly Choice[] = [
  { value: 'postgraduate', zh: '研究生', en: 'Postgraduate' },
  { value: 'bachelor', zh: '本科', en: 'Bachelor' },
  { value: 'junior-college', zh: '大专', en: 'Junior college' },
  { value: 'senior-secondary', zh: '中专或高中', en: 'Senior secondary' },
  { value: 'junior-secondary-or-below', zh: '初中及以下', en: 'Junior secondary or below' },
];

/** Outside the Party is one value for the ledger's rules; the form keeps the two words that people know. */
export const MEMBERSHIP_CHOICES: readonly Choice[] = [
  { value: 'member', zh: '中共党员', en: 'Party member' },
  { value: 'probationary', zh: '中共预备党员', en: 'Probationary Party member' },
  { value: 'none', zh: '群众', en: 'No party' },
  { value: 'none', zh: '其他', en: 'Other' },
];

export const COMMUNITY_COLUMN: ColumnSpec = {
  key: 'community',
  header: { zh: '社区', en: 'Community' },
  type: 'text',
  meaning: 'code',
  required: true,
  maxLength: 40,
  example: 'C01',
  note: { zh: '社区代码或名称，如 C01 或 青禾', en: 'Code or name of the community, such as C01' },
};

export const NAME_COLUMN: ColumnSpec = {
  key: 'name',
  header: { zh: '姓名', en: 'Name' },
  type: 'text',
  meaning: 'name',
  required: true,
  maxLength: 60,
  example: '沈禾',
  note: {
    zh: '按身份证填写，姓与名之间不加空格，生僻字照实输入',
    en: 'As on the id card, rare characters as they are',
  },
};

/** Region 999999 does not exist, so this is nobody’s number. */
export const EXAMPLE_ID = '999999197203150026';

export const ID_NUMBER_COLUMN: ColumnSpec = {
  key: 'idNumber',
  header: { zh: '身份证号', en: 'Id number' },
  type: 'id-number',
  required: true,
  example: EXAMPLE_ID,
  note: { zh: '18 位，单元格须为文本格式', en: '18 characters, in a cell formatted as text' },
};

export const PEOPLE_TEMPLATE: SheetTemplate = {
  kind: 'people',
  sheetName: { zh: '人员', en: 'People' },
  columns: [
    NAME_COLUMN,
    {
      key: 'gender',
      header: { zh: '性别', en: 'Gender' },
      type: 'choice',
      choices: GENDER_CHOICES,
      required: true,
      example: '女',
    },
    {
      key: 'birthDate',
      header: { zh: '出生日期', en: 'Birth date' },
      type: 'date',
      required: true,
      example: '1972-03-15',
    },
    { ...ID_NUMBER_COLUMN, required: false },
    { key: 'phone', header: { zh: '手机号', en: 'Phone' }, type: 'phone', required: false, example: '13900000000' },
    {
      key: 'address',
      header: { zh: '住址', en: 'Address' },
      type: 'text',
      required: false,
      maxLength: 200,
      example: '青禾路 1 号',
    },
    { ...COMMUNITY_COLUMN, required: false },
    {
      key: 'education',
      header: { zh: '文化程度', en: 'Education' },
      type: 'choice',
      choices: EDUCATION_CHOICES,
      required: true,
      example: '大专',
    },
    {
      key: 'membership',
      header: { zh: '政治面貌', en: 'Membership' },
      type: 'choice',
      choices: MEMBERSHIP_CHOICES,
      required: true,
      example: '中共党员',
    },
    {
      key: 'memberSince',
      header: { zh: '入党日期', en: 'Party member since' },
      type: 'date',
      required: false,
      example: '2001-07-01',
    },
    {
      key: 'currentPost',
      header: { zh: '现任职务', en: 'Current post' },
      type: 'text',
      required: false,
      maxLength: 100,
      example: '委员',
    },
    {
      key: 'organisation',
      header: { zh: '任职组织', en: 'Organisation' },
      type: 'text',
      required: false,
      maxLength: 100,
      example: '青禾社区居民委员会',
    },
    { key: 'remarks', header: { zh: '备注', en: 'Remarks' }, type: 'text', required: false, maxLength: 500 },
  ],
  unique: [['idNumber']],
  identities: [{ idNumber: 'idNumber', birthDate: 'birthDate', gender: 'gender' }],
};

const pairId = (key: string, zh: string, en: string, example: string): ColumnSpec => ({
  ...ID_NUMBER_COLUMN,
  key,
  header: { zh, en },
  example,
});

/** Near relatives of ¶24. For unequal relations the elder stands first. */
export const KINSHIP_TEMPLATE: SheetTemplate = {
  kind: 'kinship',
  sheetName: { zh: '亲属关系', en: 'Kinship' },
  columns: [
    {
      ...pairId('idNumberA', '关系人甲身份证号', 'Id number A', EXAMPLE_ID),
      note: { zh: '父母与子女等辈分不同的，长辈填在甲', en: 'Of two generations the elder is A' },
    },
    pairId('idNumberB', '关系人乙身份证号', 'Id number B', '999999199808200013'),
    {
      key: 'relation',
      header: { zh: '关系', en: 'Relation' },
      type: 'choice',
      required: true,
      example: '父母子女',
      choices: [
        { value: 'spouse', zh: '配偶', en: 'Spouse' },
        { value: 'parent-child', zh: '父母子女', en: 'Parent and child' },
        { value: 'sibling', zh: '兄弟姐妹', en: 'Siblings' },
        { value: 'grandparent-grandchild', zh: '祖父母孙子女', en: 'Grandparent and grandchild' },
        {
          value: 'maternal-grandparent-grandchild',
          zh: '外祖父母外孙子女',
          en: 'Maternal grandparent and grandchild',
        },
        { value: 'parent-in-law', zh: '公婆岳父母', en: 'Parent-in-law' },
        { value: 'child-in-law', zh: '儿媳女婿', en: 'Child-in-law' },
        { value: 'sibling-in-law', zh: '配偶的兄弟姐妹', en: 'Sibling-in-law' },
        { value: 'other', zh: '其他', en: 'Other' },
      ],
    },
    {
      key: 'source',
      header: { zh: '来源', en: 'Source' },
      type: 'choice',
      required: true,
      example: '户籍',
      choices: [
        { value: 'family-register', zh: '户籍', en: 'Family register' },
        { value: 'declaration', zh: '本人申报', en: 'Declaration' },
        { value: 'review', zh: '审查发现', en: 'Review' },
        { value: 'other', zh: '其他', en: 'Other' },
      ],
    },
    {
      key: 'recordedOn',
      header: { zh: '登记日期', en: 'Recorded on' },
      type: 'date',
      required: true,
      example: '2021-10-20',
    },
  ],
  unique: [['idNumberA', 'idNumberB', 'relation']],
  distinct: [['idNumberA', 'idNumberB']],
};
