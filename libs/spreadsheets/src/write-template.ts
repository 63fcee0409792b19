import { type Cell, type CellStyle, type ColumnDef, type DataValidation, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { Words } from '#kernel';
import { cellAddress, columnLetters } from './cell-address.js';
import { type ColumnSpec, EXAMPLE_MARKS, INSTRUCTION_SHEET, type Lang, type SheetTemplate } from './template.js';

/** Rows that are prepared (text format, drop-down lists); more may be filled in by hand. */
const PREPARED_ROWS = 2000;

/** Excel cuts a list that stands inside a validation at this length. */
const LONGEST_INLINE_LIST = 255;

/** The file says no day of its making, so that the same template gives the same bytes. */
const NO_DAY = new Date(0);

const THIN = { style: 'thin', color: { rgb: 'BFC6CE' } } as const;
const BORDER = { top: THIN, right: THIN, bottom: THIN, left: THIN };
const HEADER: CellStyle = {
  font: { bold: true },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  border: BORDER,
  numFmt: '@',
};
const REQUIRED_HEADER: CellStyle = {
  ...HEADER,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFE8CC' } },
};
const OPTIONAL_HEADER: CellStyle = {
  ...HEADER,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EEF1F4' } },
};
const EXAMPLE: CellStyle = { font: { italic: true, color: { rgb: '6B7785' } }, border: BORDER, numFmt: '@' };
/** Excel must not turn ids, phones, dates or document numbers into numbers while somebody types. */
const KEPT_AS_TEXT: ReadonlySet<string> = new Set(['text', 'date', 'id-number', 'phone']);
const AS_TEXT: CellStyle = { numFmt: '@' };
const WRAPPED: CellStyle = { alignment: { wrapText: true, vertical: 'top' } };

/** The workbook to hand out: the sheet with headings, an example row and drop-down lists, and the sheet that explains it. */
export async function writeTemplate(template: SheetTemplate, lang: Lang): Promise<Buffer> {
  const bytes = await writeXlsx({
    sheets: [dataSheet(template, lang), instructionSheet(template, lang)],
    properties: { title: template.sheetName[lang], created: NO_DAY, modified: NO_DAY },
    defaultFont: { name: lang === 'zh' ? '宋体' : 'Calibri', size: 11 },
  });
  return Buffer.from(bytes);
}

function heading(column: ColumnSpec, lang: Lang): string {
  return column.required ? `${column.header[lang]} *` : column.header[lang];
}

function dataSheet(template: SheetTemplate, lang: Lang): WriteSheet {
  const cells = new Map<string, Partial<Cell>>();
  const mark = lang === 'zh' ? EXAMPLE_MARKS[0] : EXAMPLE_MARKS[1];
  template.columns.forEach((column, index) => {
    const style = column.required ? REQUIRED_HEADER : OPTIONAL_HEADER;
    cells.set(`0,${index}`, { value: heading(column, lang), style });
    const example = exampleOf(column, lang);
    cells.set(`1,${index}`, { value: index === 0 ? `${mark}${example}` : example, style: EXAMPLE });
    if (!KEPT_AS_TEXT.has(column.type)) return;
    for (let row = 2; row < PREPARED_ROWS + 2; row++) cells.set(`${row},${index}`, { value: null, style: AS_TEXT });
  });
  return {
    name: template.sheetName[lang],
    columns: template.columns.map((column): ColumnDef => ({ width: widthOf(column, lang) })),
    rows: [],
    cells,
    rowDefs: new Map([[0, { height: template.columns.length > 14 ? 60 : 30 }]]),
    freezePane: { rows: 1, columns: 1 },
    dataValidations: template.columns.flatMap((column, index) => validationOf(template.kind, column, index, lang)),
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToHeight: 0, printTitlesRow: '$1:$1' },
  };
}

function exampleOf(column: ColumnSpec, lang: Lang): string {
  const { example = '' } = column;
  if (lang === 'zh' || column.choices === undefined) return example;
  return column.choices.find((choice) => choice.zh === example)?.en ?? example;
}

/** Chinese characters are two columns wide. */
function widthOf(column: ColumnSpec, lang: Lang): number {
  const width = (text: string): number => [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0xff ? 2 : 1), 0);
  return Math.min(30, Math.max(12, width(heading(column, lang)) + 2, width(exampleOf(column, lang)) + 3));
}

/** Never a whole column: lists over a million cells make other programs slow and swell the file. */
function validationOf(kind: string, column: ColumnSpec, index: number, lang: Lang): DataValidation[] {
  const range = `${cellAddress(2, index)}:${cellAddress(PREPARED_ROWS + 1, index)}`;
  if (column.type !== 'choice') {
    if (column.note === undefined) return [];
    // A validation of the kind "custom, always true" only shows its hint; `type` has no "any" in the writer.
    return [
      {
        type: 'custom',
        formula1: 'TRUE',
        range,
        allowBlank: true,
        showInputMessage: true,
        inputTitle: column.header[lang].slice(0, 32),
        inputMessage: column.note[lang],
      },
    ];
  }
  const values = (column.choices ?? []).map((choice) => choice[lang]);
  if (values.join(',').length > LONGEST_INLINE_LIST || values.some((value) => value.includes(',')))
    throw new Error(`the choices of ${kind}.${column.key} do not fit a drop-down list`);
  return [
    {
      type: 'list',
      values,
      range,
      allowBlank: true,
      showErrorMessage: true,
      errorStyle: 'stop',
      errorTitle: column.header[lang].slice(0, 32),
      errorMessage: lang === 'zh' ? '请从下拉列表中选择' : 'Choose from the list',
    },
  ];
}

const FORMATS: Record<ColumnSpec['type'], Words> = {
  text: { zh: '文字', en: 'text' },
  date: {
    zh: '日期：2021-11-05（也可写 2021/11/5、2021.11.5、2021年11月5日、二〇二一年十一月五日）',
    en: 'date: 2021-11-05 (2021/11/5, 2021.11.5 and 2021年11月5日 are understood)',
  },
  integer: { zh: '整数', en: 'whole number' },
  choice: { zh: '从下拉列表中选择', en: 'one of the list' },
  'id-number': { zh: '18 位身份证号（文本格式）', en: '18-character id number (as text)' },
  phone: { zh: '手机号或带区号的固定电话（文本格式）', en: 'mobile or landline number (as text)' },
  boolean: { zh: '是 / 否', en: 'Yes / No' },
};

const RULES: readonly Words[] = [
  { zh: '严禁填写国家秘密、工作秘密和其他涉密内容。', en: 'Never enter classified material.' },
  {
    zh: '带 * 的列必填；列的顺序可以调整，表头文字不要修改，不要增加其他列。',
    en: 'Columns with * are required; their order may change, their headings may not, and no column may be added.',
  },
  {
    zh: '以“【示例】”开头的行不会被读取，可以保留或删除。',
    en: 'The row that begins with [Example] is not read; keep it or delete it.',
  },
  {
    zh: '身份证号、手机号须为文本格式：以数字格式输入的 18 位号码，末尾几位会被 Excel 改成 0，系统会拒绝。',
    en: 'Id numbers and phone numbers must be text: Excel changes the last digits of long numbers, and they are refused.',
  },
  {
    zh: '不要使用公式、合并单元格和隐藏的行列；从其他表格复制时使用“选择性粘贴—数值”。',
    en: 'No formulas, merged cells or hidden rows; paste from other sheets as values.',
  },
  {
    zh: `已预先设置 ${PREPARED_ROWS} 行；一个文件最多 100000 行，整份文件全部正确才会导入。`,
    en: `${PREPARED_ROWS} rows are prepared; a file may have 100,000, and is imported only when all of it is sound.`,
  },
];

function instructionSheet(template: SheetTemplate, lang: Lang): WriteSheet {
  const titles: readonly Words[] = [
    { zh: '列', en: 'Column' },
    { zh: '列名', en: 'Heading' },
    { zh: '是否必填', en: 'Required' },
    { zh: '格式', en: 'Format' },
    { zh: '可选值', en: 'Allowed values' },
    { zh: '说明', en: 'Note' },
  ];
  const lines: string[][] = [
    ...RULES.map((rule, index) => [`${index + 1}. ${rule[lang]}`]),
    [''],
    titles.map((title) => title[lang]),
    ...template.columns.map((column, index) => [
      columnLetters(index),
      heading(column, lang),
      column.required ? (lang === 'zh' ? '必填' : 'yes') : lang === 'zh' ? '选填' : 'no',
      FORMATS[column.type][lang],
      (column.choices ?? []).map((choice) => choice[lang]).join(lang === 'zh' ? '、' : ', '),
      column.note?.[lang] ?? '',
    ]),
  ];
  const cells = new Map<string, Partial<Cell>>();
  const tableRow = RULES.length + 1;
  lines.forEach((line, row) => {
    line.forEach((text, column) => {
      const style = row === tableRow ? OPTIONAL_HEADER : row > tableRow ? WRAPPED : undefined;
      cells.set(`${row},${column}`, { value: text, ...(style === undefined ? {} : { style }) });
    });
  });
  return {
    name: INSTRUCTION_SHEET[lang],
    columns: [6, 30, 10, 40, 44, 44].map((width): ColumnDef => ({ width })),
    rows: [],
    cells,
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
  };
}
