import { createHash } from 'node:crypto';
import { type Cell, type CellValue, type MergeRange, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { checkCharacterOf } from './id-number.js';
import { readSheet, type SheetReading } from './read-sheet.js';
import type { SheetTemplate } from './template.js';
import { KINSHIP_TEMPLATE, PEOPLE_TEMPLATE, REVIEWS_TEMPLATE } from './templates/index.js';

const idOf = (birth: string, order: string): string => {
  const digits = `999999${birth}${order}`;
  return digits + checkCharacterOf(digits);
};
const SHEN = idOf('19720315', '002'); // female
const LU = idOf('19800101', '123'); // male

const HEADINGS = ['姓名', '性别', '出生日期', '身份证号', '手机号', '文化程度', '政治面貌', '备注'];
const shen = (changes: Record<string, CellValue> = {}): CellValue[] => {
  const row: Record<string, CellValue> = {
    姓名: '沈禾',
    性别: '女',
    出生日期: '1972-03-15',
    身份证号: SHEN,
    手机号: '13900000000',
    文化程度: '大专',
    政治面貌: '中共党员',
    备注: null,
    ...changes,
  };
  return HEADINGS.map((heading) => row[heading] ?? null);
};
const lu = (changes: Record<string, CellValue> = {}): CellValue[] =>
  shen({ 姓名: '陆川', 性别: '男', 出生日期: '1980-01-01', 身份证号: LU, 手机号: null, ...changes });

interface SheetExtras {
  readonly name?: string;
  readonly hidden?: boolean;
  readonly cells?: Map<string, Partial<Cell>>;
  readonly merges?: MergeRange[];
}
const sheet = (rows: CellValue[][], extras: SheetExtras = {}): WriteSheet => ({ name: '人员', rows, ...extras });

async function read(
  sheets: WriteSheet[],
  template: SheetTemplate = PEOPLE_TEMPLATE,
  options: Parameters<typeof readSheet>[2] = {},
  dateSystem: '1900' | '1904' = '1900',
): Promise<SheetReading> {
  const file = await writeXlsx({ sheets, dateSystem });
  const result = await readSheet(file, template, { reader: 'in-process', ...options });
  if (!result.ok) throw new Error(result.error.code);
  expect(result.value.digest).toBe(createHash('sha256').update(file).digest('hex'));
  return result.value;
}

const people = (...rows: CellValue[][]): WriteSheet[] => [sheet([HEADINGS, ...rows])];

/** The only fault of a reading, with the remedy in both languages. */
async function onlyFault(sheets: WriteSheet[], template?: SheetTemplate) {
  const reading = await read(sheets, template);
  expect(reading.faults.map((fault) => `${fault.cell} ${fault.code}`)).toHaveLength(1);
  const [fault] = reading.faults;
  if (fault === undefined) throw new Error('no fault');
  for (const words of [fault.message, fault.remedy]) {
    expect(words.zh).toMatch(/\p{Script=Han}/u);
    expect(words.en).toMatch(/[a-z]{3}/);
  }
  return fault;
}

describe('a sheet that is in order', () => {
  it('gives rows with their place in the file, words as values and dates as days', async () => {
    const reading = await read(people(shen(), [], lu({ 备注: '连任' })));
    expect(reading.faults).toEqual([]);
    expect(reading.sheetCount).toBe(1);
    expect(reading.dataRows).toBe(2);
    expect(reading.rows).toEqual([
      {
        sheet: '人员',
        row: 2,
        values: {
          name: '沈禾',
          gender: 'female',
          birthDate: '1972-03-15',
          idNumber: SHEN,
          phone: '13900000000',
          education: 'junior-college',
          membership: 'member',
        },
      },
      {
        sheet: '人员',
        row: 4,
        values: {
          name: '陆川',
          gender: 'male',
          birthDate: '1980-01-01',
          idNumber: LU,
          education: 'junior-college',
          membership: 'member',
          remarks: '连任',
        },
      },
    ]);
  });

  it('may have its columns in any order, in English, with a title above and under another sheet name', async () => {
    const headings = ['Membership', ' education ', 'Birth date*', 'GENDER', 'Name'];
    const row = ['No party', 'Bachelor', '1990.1.2', 'Male', '高𬱖'];
    const reading = await read([
      {
        name: '青禾',
        rows: [['青禾社区人员表'], headings, row],
        merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 4 }],
      },
    ]);
    expect(reading.faults).toEqual([]);
    expect(reading.rows).toEqual([
      {
        sheet: '青禾',
        row: 3,
        values: { membership: 'none', education: 'bachelor', birthDate: '1990-01-02', gender: 'male', name: '高𬱖' },
      },
    ]);
  });

  it('takes a day from a date cell, a day number, and the calendar from 1904', async () => {
    const day = new Date('1972-03-15T00:00:00Z');
    for (const system of ['1900', '1904'] as const) {
      const serial = system === '1900' ? 26_373 : 26_373 - 1462;
      const rows = [shen({ 出生日期: day, 身份证号: null }), shen({ 出生日期: serial, 身份证号: null })];
      const reading = await read(people(...rows), PEOPLE_TEMPLATE, {}, system);
      expect(reading.rows.map((row) => row.values['birthDate'])).toEqual(['1972-03-15', '1972-03-15']);
    }
  });

  it('makes full-width ids and phones plain, and leaves names as they are', async () => {
    const wide = [...SHEN].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('');
    const reading = await read(people(shen({ 姓名: 'Ａ·古丽', 身份证号: wide, 手机号: '１３９ ０００００００１' })));
    expect(reading.faults).toEqual([]);
    expect(reading.rows[0]?.values).toMatchObject({ name: 'Ａ·古丽', idNumber: SHEN, phone: '13900000001' });
  });

  it('makes a lower-case x of an id number a capital', async () => {
    let order = 0;
    while (!idOf('19720315', String(order).padStart(3, '0')).endsWith('X') || order % 2 === 1) order++;
    const withX = idOf('19720315', String(order).padStart(3, '0'));
    const reading = await read(people(shen({ 身份证号: withX.toLowerCase() })));
    expect(reading.rows[0]?.values['idNumber']).toBe(withX);
  });

  it('ignores blank rows below the table and passes over example rows by name', async () => {
    const reading = await read(people(shen({ 姓名: '【示例】沈禾' }), lu(), [' ', null], ['　'], []));
    expect(reading.faults).toEqual([]);
    expect(reading.rows.map((row) => row.row)).toEqual([3]);
    expect(reading.skipped).toEqual([expect.objectContaining({ sheet: '人员', row: 2, reason: 'example-row' })]);
  });

  it('takes document numbers with the small brackets of old systems', async () => {
    const template: SheetTemplate = {
      kind: 'numbers',
      sheetName: { zh: '文号', en: 'Numbers' },
      columns: [
        { key: 'a', header: { zh: '方案文号', en: 'Plan' }, type: 'text', meaning: 'code', required: true },
        { key: 'b', header: { zh: '审定文号', en: 'Approval' }, type: 'text', meaning: 'code', required: true },
      ],
    };
    const reading = await read(
      [
        {
          name: '文号',
          rows: [
            ['方案文号', '审定文号'],
            ['云街工﹝２０２１﹞41号', 12],
          ],
        },
      ],
      template,
    );
    expect(reading.rows[0]?.values).toEqual({ a: '云街工〔2021〕41号', b: '12' });
  });
});

describe('a heading', () => {
  it('that is unknown is named with its cell', async () => {
    const fault = await onlyFault([
      sheet([
        [...HEADINGS, '血型'],
        [...shen(), 'A'],
      ]),
    ]);
    expect(fault).toMatchObject({ sheet: '人员', cell: 'I1', value: '血型', code: 'HEADER_UNKNOWN' });
    expect(fault.remedy.zh).toContain('模板');
  });

  it('that is missing is named where it could stand', async () => {
    const without = (row: CellValue[]): CellValue[] => row.filter((_, index) => index !== 5);
    const fault = await onlyFault([sheet([without(HEADINGS), without(shen())])]);
    expect(fault).toMatchObject({ cell: 'H1', column: 'education', code: 'HEADER_MISSING' });
    expect(fault.message.zh).toContain('文化程度');
  });

  it('that stands twice is named with the first', async () => {
    const fault = await onlyFault([
      sheet([
        [...HEADINGS, 'Name'],
        [...shen(), '沈禾'],
      ]),
    ]);
    expect(fault).toMatchObject({ cell: 'I1', column: 'name', value: 'Name', code: 'HEADER_DUPLICATE' });
    expect(fault.message.zh).toContain('A1');
  });

  it('must stand over every value', async () => {
    const fault = await onlyFault(people(shen(), [...lu(), '私下联系']));
    expect(fault).toMatchObject({ cell: 'I3', value: '私下联系', code: 'VALUE_WITHOUT_HEADER' });
  });
});

describe('a cell', () => {
  it.each<[string, Record<string, CellValue>, object, RegExp]>([
    ['is required', { 文化程度: ' ' }, { cell: 'F2', column: 'education', value: ' ', code: 'REQUIRED' }, /补填/],
    ['must be a choice', { 文化程度: '博士后' }, { cell: 'F2', value: '博士后', code: 'NOT_A_CHOICE' }, /下拉/],
    [
      'must be a date',
      { 出生日期: '七二年三月' },
      { cell: 'C2', value: '七二年三月', code: 'NOT_A_DATE' },
      /2021-11-05/,
    ],
    ['must not be a year', { 出生日期: 1972 }, { cell: 'C2', value: '1972', code: 'NOT_A_DATE' }, /四位/],
    [
      'must be in the calendar',
      { 出生日期: '1972.2.30' },
      { cell: 'C2', value: '1972.2.30', code: 'IMPOSSIBLE_DATE' },
      /实际日期/,
    ],
    [
      'must be a day without a time',
      { 出生日期: new Date('1972-03-15T09:30:00Z') },
      { cell: 'C2', value: '1972-03-15 09:30', code: 'DATE_WITH_TIME' },
      /去掉时刻/,
    ],
    [
      'with an id must not be a number',
      { 身份证号: Number('340603198001011234') },
      { cell: 'D2', value: '340603198001011260', code: 'DIGITS_LOST' },
      /文本.*重新输入/,
    ],
    ['with a phone must not be a long number', { 手机号: 1e15 }, { cell: 'E2', code: 'DIGITS_LOST' }, /文本/],
    ['with an id has 18 characters', { 身份证号: '340603800101123' }, { cell: 'D2', code: 'ID_LENGTH' }, /身份证/],
    [
      'with a phone must look like one',
      { 手机号: '5121234567' },
      { cell: 'E2', value: '5121234567', code: 'PHONE_FORMAT' },
      /区号|0551/,
    ],
    ['with a name is text', { 姓名: 12 }, { cell: 'A2', value: '12', code: 'NOT_TEXT' }, /文字/],
    [
      'with text must not have become a date',
      { 备注: new Date('2021-03-01T00:00:00Z') },
      { cell: 'H2', value: '2021-03-01', code: 'DATE_IN_TEXT' },
      /文本/,
    ],
    ['must be one line', { 备注: '连任\n两届' }, { cell: 'H2', code: 'LINE_BREAK' }, /Alt\+Enter/],
    ['holds no control character', { 姓名: '沈\u0007禾' }, { cell: 'A2', code: 'CONTROL_CHARACTER' }, /重新输入/],
    ['holds no invisible mark', { 姓名: '沈\u200b禾' }, { cell: 'A2', code: 'CONTROL_CHARACTER' }, /重新输入/],
    ['holds no replacement character', { 姓名: '沈\ufffd' }, { cell: 'A2', code: 'BROKEN_CHARACTER' }, /重新输入/],
    [
      'must not be too long',
      { 备注: '字'.repeat(501) },
      { cell: 'H2', value: '字'.repeat(200), code: 'TEXT_TOO_LONG' },
      /缩短/,
    ],
  ])('%s', async (_, changes, expected, remedy) => {
    const fault = await onlyFault(people(shen({ 身份证号: null, ...changes })));
    expect(fault).toMatchObject({ sheet: '人员', row: 2, ...expected });
    expect(fault.remedy.zh).toMatch(remedy);
  });

  it('names the check digit that an id number calls for', async () => {
    const wrong = `${SHEN.slice(0, 17)}${SHEN.endsWith('7') ? '8' : '7'}`;
    const fault = await onlyFault(people(shen({ 身份证号: wrong })));
    expect(fault).toMatchObject({ cell: 'D2', value: wrong, code: 'ID_CHECK_DIGIT' });
    expect(fault.message.zh).toContain(`应为 ${SHEN.slice(17)}`);
  });

  it('with birth date or gender must agree with the id number', async () => {
    const born = await onlyFault(people(shen({ 出生日期: '1972-03-16' })));
    expect(born).toMatchObject({ cell: 'C2', value: '1972-03-16', code: 'ID_BIRTH_MISMATCH' });
    expect(born.message.zh).toContain('D2');
    expect(born.message.zh).toContain('1972-03-15');
    const gender = await onlyFault(people(shen({ 性别: '男' })));
    expect(gender).toMatchObject({ cell: 'B2', value: '男', code: 'ID_GENDER_MISMATCH' });
    expect(gender.message.en).toContain('Female');
  });

  it('that is a formula is refused, whatever it gives', async () => {
    const formula = (cell: Partial<Cell>): WriteSheet[] => [
      sheet([HEADINGS, shen()], { cells: new Map([['1,7', cell]]) }),
    ];
    const cached = await onlyFault(formula({ formula: 'A2&"同志"', formulaResult: '沈禾同志', value: '沈禾同志' }));
    expect(cached).toMatchObject({ cell: 'H2', column: 'remarks', code: 'FORMULA' });
    expect(cached.remedy.zh).toContain('数值');
    expect(await onlyFault(formula({ formula: 'NOW()', value: null }))).toMatchObject({ cell: 'H2', code: 'FORMULA' });
    const array = { formula: 'A2:A3', formulaType: 'array', formulaRef: 'H2:H3', value: 1 } as const;
    const fault = await onlyFault(formula(array));
    expect(fault.message.zh).toContain('H2:H3');
  });

  it('that is an error value is refused', async () => {
    const cells = new Map([['1,7', { value: '#REF!', type: 'error' } as Partial<Cell>]]);
    const fault = await onlyFault([sheet([HEADINGS, shen()], { cells })]);
    expect(fault.cell).toBe('H2');
    expect(fault.value).toBe('#REF!');
    expect(fault.code).toBe('ERROR_CELL');
  });
});

describe('merged cells', () => {
  it('inside the data are refused with their range', async () => {
    const merges = [{ startRow: 1, startCol: 0, endRow: 2, endCol: 0 }];
    const reading = await read([sheet([HEADINGS, shen(), lu({ 姓名: null })], { merges })]);
    expect(reading.faults.map((fault) => [fault.cell, fault.code])).toEqual([
      ['A2', 'MERGED'],
      ['A3', 'REQUIRED'],
    ]);
    expect(reading.faults[0]?.message.zh).toContain('A2:A3');
    expect(reading.faults[0]?.remedy.zh).toContain('取消合并');
  });

  it('below or beside the data do no harm', async () => {
    const merges = [
      { startRow: 5, startCol: 0, endRow: 6, endCol: 3 },
      { startRow: 1, startCol: 9, endRow: 2, endCol: 12 },
    ];
    expect((await read([sheet([HEADINGS, shen()], { merges })])).faults).toEqual([]);
  });
});

describe('the same person twice', () => {
  it('is named with both cells', async () => {
    const fault = await onlyFault(people(shen(), lu(), shen({ 姓名: '沈荷' })));
    expect(fault).toMatchObject({ cell: 'D4', value: SHEN, code: 'DUPLICATE' });
    expect(fault.message.zh).toContain('D2');
  });

  it('is noticed across sheets, and not among rows without an id', async () => {
    const blank = shen({ 身份证号: null });
    const reading = await read([sheet([HEADINGS, shen(), blank, blank]), sheet([HEADINGS, shen()], { name: '望湖' })]);
    expect(reading.faults).toHaveLength(1);
    expect(reading.faults[0]).toMatchObject({ sheet: '望湖', cell: 'D2', code: 'DUPLICATE' });
    expect(reading.faults[0]?.message.zh).toContain('人员!D2');
  });

  it('is no relative of himself', async () => {
    const headings = KINSHIP_TEMPLATE.columns.map((column) => column.header.zh);
    const rows = [headings, [SHEN, SHEN, '配偶', '户籍', '2021-10-20']];
    const fault = await onlyFault([{ name: '亲属关系', rows }], KINSHIP_TEMPLATE);
    expect(fault).toMatchObject({ cell: 'B2', value: SHEN, code: 'SAME_PERSON' });
    expect(fault.message.zh).toContain('A2');
  });
});

describe('a review', () => {
  const headings = REVIEWS_TEMPLATE.columns.map((column) => column.header.zh);
  const place = ['C01', '沈禾', SHEN, '联审', '区法院', '区级', '澜法函〔2021〕9号', '2021-10-25'];

  it('carries only the grounds that the department was asked about', async () => {
    const row = [...place, ...headings.slice(8).map((heading) => (heading.startsWith('QUA-06b') ? '有问题' : null))];
    const reading = await read([{ name: '资格审查', rows: [headings, row] }], REVIEWS_TEMPLATE);
    expect(reading.faults).toEqual([]);
    expect(reading.rows[0]?.values).toEqual({
      community: 'C01',
      name: '沈禾',
      idNumber: SHEN,
      level: 'joint',
      department: '区法院',
      departmentLevel: 'district',
      replyNumber: '澜法函〔2021〕9号',
      repliedOn: '2021-10-25',
      'QUA-06b': 'not-clear',
    });
  });

  it('must say something', async () => {
    const fault = await onlyFault([{ name: '资格审查', rows: [headings, place] }], REVIEWS_TEMPLATE);
    expect(fault).toMatchObject({ cell: 'I2', code: 'NONE_OF' });
    expect(fault.message.zh).toContain('I2:AA2');
  });
});

describe('sheets that are not read', () => {
  it('are named: hidden ones, other tables, the instructions', async () => {
    const reading = await read([
      sheet([['随手记', '的']], { name: '草稿' }),
      sheet([HEADINGS, lu()], { name: '旧名单', hidden: true }),
      { name: '填表说明', rows: [['1.']] },
      sheet([HEADINGS, shen()]),
    ]);
    expect(reading.faults).toEqual([]);
    expect(reading.sheetCount).toBe(4);
    expect(reading.rows.map((row) => row.values['name'])).toEqual(['沈禾']);
    expect(reading.skipped.map((skipped) => [skipped.sheet, skipped.reason])).toEqual([
      ['旧名单', 'hidden'],
      ['填表说明', 'instructions'],
      ['草稿', 'no-header'],
    ]);
  });

  it('are a fault when the only matching one is hidden', async () => {
    const fault = await onlyFault([
      sheet([['封面']], { name: '封面' }),
      sheet([HEADINGS, shen()], { name: '表二', hidden: true }),
    ]);
    expect(fault).toMatchObject({ sheet: '表二', cell: '', code: 'SHEET_HIDDEN' });
    expect(fault.remedy.zh).toContain('取消隐藏');
  });

  it('are a fault when none matches', async () => {
    const fault = await onlyFault([sheet([['姓名', '电话']], { name: '通讯录' })]);
    expect(fault.code).toBe('SHEET_NOT_FOUND');
    expect(fault.message.zh).toContain('通讯录');
  });

  it('do not hide that nothing was filled in', async () => {
    expect((await onlyFault(people())).code).toBe('NO_ROWS');
  });
});

describe('bounds', () => {
  it('stop at the row limit', async () => {
    const rows = Array.from({ length: 6 }, () => shen({ 身份证号: null }));
    const reading = await read(people(...rows), PEOPLE_TEMPLATE, { limits: { rows: 5 } });
    expect(reading.faults.map((fault) => [fault.cell, fault.code])).toEqual([['A7', 'ROW_LIMIT']]);
    expect(reading.rows).toHaveLength(5);
  });

  it('stop at the column limit', async () => {
    const wide = [...HEADINGS, ...Array.from({ length: 4 }, (_, index) => `列${index}`)];
    const reading = await read([sheet([wide, shen()])], PEOPLE_TEMPLATE, { limits: { columns: 10 } });
    expect(reading.faults.map((fault) => fault.code)).toContain('COLUMN_LIMIT');
  });

  it('list the first faults and count them all', async () => {
    const rows = Array.from({ length: 30 }, () => shen({ 身份证号: null, 文化程度: '？' }));
    const reading = await read(people(...rows), PEOPLE_TEMPLATE, { limits: { faults: 10 } });
    expect(reading.faults).toHaveLength(10);
    expect(reading.faultCount).toBe(30);
    expect(reading.rows).toEqual([]);
  });
});

describe('hidden rows and columns', () => {
  it('are read and mentioned', async () => {
    const hiddenRow = { ...sheet([HEADINGS, shen(), lu()]), rowDefs: new Map([[2, { hidden: true }]]) };
    const columns = HEADINGS.map((_, index) => (index === 7 ? { width: 10, hidden: true } : { width: 10 }));
    const reading = await read([{ ...hiddenRow, columns }]);
    expect(reading.rows).toHaveLength(2);
    expect(reading.notes.map((note) => note.code)).toEqual(['HIDDEN_ROWS_READ', 'HIDDEN_COLUMNS_READ']);
    expect(reading.notes[0]?.message.zh).toContain('第 3 行');
  });
});
