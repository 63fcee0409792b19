import type { Words } from '#kernel';

/** Numbers and texts that a fault's words need. */
export interface FaultDetail {
  readonly first?: string;
  readonly range?: string;
  readonly choices?: Words;
  readonly expected?: string;
  readonly max?: number;
  readonly min?: number;
  readonly length?: number;
  readonly character?: string;
  readonly sheets?: string;
}

/**
 * One thing that a person has to mend in the file. `value` is what stands in the cell, so a fault may hold personal
 * data: it goes back to whoever sent the file and into no log.
 */
export interface SheetFault {
  readonly sheet: string;
  /** 1-based row; 0 where the fault is about the whole sheet. */
  readonly row: number;
  /** `C7`; empty where the fault is about the whole sheet. */
  readonly cell: string;
  /** Key of the template's column, or undefined where none is concerned. */
  readonly column?: string;
  readonly value: string;
  readonly code: FaultCode;
  readonly message: Words;
  readonly remedy: Words;
}

type Wording = (detail: FaultDetail) => { readonly message: Words; readonly remedy: Words };

const say = (zh: string, en: string, zhRemedy: string, enRemedy: string) => ({
  message: { zh, en },
  remedy: { zh: zhRemedy, en: enRemedy },
});

const AS_TEXT_ZH = '先把该列的单元格格式设为“文本”，再重新输入';
const AS_TEXT_EN = 'set the format of the column to Text first, then type it again';

const WORDINGS = {
  HEADER_MISSING: ({ expected = '' }) =>
    say(
      `缺少必填列“${expected}”`,
      `the required column "${expected}" is missing`,
      '从模板复制表头，不要删除必填列',
      'copy the header row from the template and keep its required columns',
    ),
  HEADER_UNKNOWN: () =>
    say(
      '表头不是模板中的列名',
      'this heading is none of the template’s columns',
      '改成模板中的列名，或删除这一列',
      'use the heading of the template, or delete the column',
    ),
  HEADER_DUPLICATE: ({ first = '' }) =>
    say(
      `与 ${first} 是同一列，表头重复`,
      `this column is already in ${first}`,
      '只保留其中一列',
      'keep only one of the two columns',
    ),
  VALUE_WITHOUT_HEADER: () =>
    say(
      '这一列没有表头，却有内容',
      'there is a value in a column without a heading',
      '把内容移到有表头的列，或删除',
      'move the value into a column with a heading, or delete it',
    ),
  REQUIRED: () => say('必填项为空', 'a required value is missing', '补填该单元格', 'fill in this cell'),
  NONE_OF: ({ expected = '', range = '' }) =>
    say(
      `“${expected}”等列（${range}）全部为空`,
      `the columns from "${expected}" on (${range}) are all blank`,
      '至少填写其中一列，或删除这一行',
      'fill in at least one of them, or delete the row',
    ),
  FORMULA: ({ range }) =>
    say(
      range === undefined ? '单元格是公式' : `单元格是数组公式（${range}）`,
      range === undefined ? 'the cell holds a formula' : `the cell holds an array formula (${range})`,
      '复制后用“选择性粘贴—数值”换成计算结果',
      'copy it and paste it back as values',
    ),
  ERROR_CELL: () =>
    say('单元格是错误值', 'the cell holds an error value', '改正或清空该单元格', 'correct the cell or empty it'),
  MERGED: ({ range = '' }) =>
    say(
      `数据区内有合并单元格（${range}）`,
      `merged cells inside the data (${range})`,
      '取消合并，每行分别填写',
      'unmerge the cells and fill in every row',
    ),
  DIGITS_LOST: () =>
    say(
      '超过 15 位的号码存成了数字，末尾几位已被 Excel 改动',
      'a number of more than 15 digits is stored as a number: Excel has already changed its last digits',
      `${AS_TEXT_ZH}；不能只改格式，末尾数字已经丢失`,
      `${AS_TEXT_EN}; changing the format alone does not bring the lost digits back`,
    ),
  ID_LENGTH: () =>
    say(
      '身份证号应为 18 位：17 位数字加 1 位数字或 X',
      'an id number has 18 characters: 17 digits and a digit or X',
      '对照身份证重新输入',
      'type it again from the card',
    ),
  ID_CHECK_DIGIT: ({ expected = '' }) =>
    say(
      `身份证号校验位不符：按前 17 位推算末位应为 ${expected}`,
      `the check digit of the id number is wrong: the first 17 digits call for ${expected}`,
      '对照身份证逐位核对，可能输错或两位颠倒',
      'compare it with the card digit by digit; one is wrong or two are swapped',
    ),
  ID_BIRTH_DATE: () =>
    say(
      '身份证号中的出生日期不存在',
      'the birth date inside the id number is no day of the calendar',
      '对照身份证重新输入',
      'type it again from the card',
    ),
  ID_BIRTH_MISMATCH: ({ first = '', expected = '' }) =>
    say(
      `与身份证号（${first}）中的出生日期 ${expected} 不一致`,
      `differs from the birth date ${expected} in the id number (${first})`,
      '核对身份证，改正两者之一',
      'check the card and correct one of the two',
    ),
  ID_GENDER_MISMATCH: ({ first = '', choices }) =>
    say(
      `与身份证号（${first}）第 17 位表示的性别“${choices?.zh ?? ''}”不一致`,
      `differs from the gender "${choices?.en ?? ''}" in digit 17 of the id number (${first})`,
      '核对身份证，改正两者之一',
      'check the card and correct one of the two',
    ),
  PHONE_FORMAT: () =>
    say(
      '不是手机号（11 位，1 开头），也不是带区号的固定电话',
      'neither a mobile number (11 digits from 1) nor a landline with its area code',
      `改正号码；固定电话写成 0551-12345678，并${AS_TEXT_ZH}`,
      `correct it; write a landline as 0551-12345678 and ${AS_TEXT_EN}`,
    ),
  NOT_A_DATE: () =>
    say(
      '不是日期',
      'this is no date',
      '写成 2021-11-05、2021/11/5、2021.11.5 或 2021年11月5日，年份用四位，精确到日',
      'write 2021-11-05, 2021/11/5 or 2021年11月5日: four digits for the year, down to the day',
    ),
  IMPOSSIBLE_DATE: () =>
    say(
      '日历上没有这一天，或不在 1900—2100 年之间',
      'the calendar has no such day, or it is outside 1900 to 2100',
      '改成实际日期',
      'correct the date',
    ),
  DATE_WITH_TIME: () =>
    say(
      '日期里带有时刻',
      'the date holds a time of day',
      '只填年月日，去掉时刻',
      'keep the day only and remove the time',
    ),
  DATE_IN_TEXT: () =>
    say(
      '这一列应为文字，Excel 却存成了日期（例如把“2021-3”当成日期）',
      'this column is text, but Excel stored a date (it takes 2021-3 for one)',
      AS_TEXT_ZH,
      AS_TEXT_EN,
    ),
  NOT_TEXT: () => say('这一列应为文字', 'this column is text', '改为文字内容', 'write it as text'),
  NOT_AN_INTEGER: () =>
    say('不是整数', 'this is no whole number', '只填数字，不带小数和单位', 'digits only, no decimals and no unit'),
  OUT_OF_RANGE: ({ min, max }) =>
    say(
      `应在 ${min ?? ''} 至 ${max ?? ''} 之间`,
      `must be from ${min ?? ''} to ${max ?? ''}`,
      '改成范围内的数',
      'write a number in this range',
    ),
  NOT_A_CHOICE: ({ choices }) =>
    say(
      `不在可选值之内：${choices?.zh ?? ''}`,
      `none of the allowed values: ${choices?.en ?? ''}`,
      '从下拉列表中选择',
      'choose from the drop-down list',
    ),
  NOT_A_BOOLEAN: () => say('应填“是”或“否”', 'must be Yes or No', '改成“是”或“否”', 'write Yes or No'),
  TEXT_TOO_LONG: ({ max, length }) =>
    say(
      `文字过长：${length ?? ''} 字，最多 ${max ?? ''} 字`,
      `the text has ${length ?? ''} characters, at most ${max ?? ''} are allowed`,
      '缩短文字',
      'shorten the text',
    ),
  LINE_BREAK: () =>
    say(
      '单元格内有换行',
      'there is a line break inside the cell',
      '删除换行（Alt+Enter），写成一行',
      'remove the line break (Alt+Enter) and write one line',
    ),
  CONTROL_CHARACTER: ({ character = '' }) =>
    say(
      `含有看不见的控制字符 ${character}`,
      `holds the invisible character ${character}`,
      '清空单元格后手工重新输入，不要从其他系统粘贴',
      'empty the cell and type the text by hand instead of pasting it',
    ),
  BROKEN_CHARACTER: ({ character = '' }) =>
    say(
      `含有损坏的字符 ${character}`,
      `holds a broken character ${character}`,
      '清空单元格后重新输入这个字',
      'empty the cell and type the character again',
    ),
  DUPLICATE: ({ first = '' }) =>
    say(`与 ${first} 重复`, `repeats ${first}`, '核对两行，只保留一行', 'compare the two rows and keep one'),
  SAME_PERSON: ({ first = '' }) =>
    say(
      `与 ${first} 是同一个身份证号`,
      `is the same id number as ${first}`,
      '两列应填写两个人',
      'the two columns name two people',
    ),
  SHEET_HIDDEN: ({ expected = '' }) =>
    say(
      `工作表“${expected}”被隐藏，未读取`,
      `the sheet "${expected}" is hidden and was not read`,
      '取消隐藏并检查内容后重新上传',
      'unhide it, look at what it holds, and send the file again',
    ),
  SHEET_NOT_FOUND: ({ expected = '', sheets = '' }) =>
    say(
      `没有可读取的工作表：需要名为“${expected}”的工作表，或含有模板表头的工作表；文件中可见的是：${sheets}`,
      `no sheet to read: it must be named "${expected}" or have the template’s header row; visible are: ${sheets}`,
      '使用模板填写，保留表头',
      'use the template and keep its header row',
    ),
  NO_ROWS: () =>
    say('没有数据行', 'there is no data row', '在示例行下面填写数据', 'fill in rows below the example row'),
  ROW_LIMIT: ({ max }) =>
    say(`超过 ${max ?? ''} 行`, `more than ${max ?? ''} rows`, '分成几个文件上传', 'split it into several files'),
  COLUMN_LIMIT: ({ max }) =>
    say(
      `超过 ${max ?? ''} 列`,
      `more than ${max ?? ''} columns`,
      '只保留模板中的列',
      'keep the columns of the template only',
    ),
} satisfies Record<string, Wording>;

export type FaultCode = keyof typeof WORDINGS;

/** The fault with its words in both languages. */
export function sheetFault(
  place: {
    readonly sheet: string;
    readonly row?: number;
    readonly cell?: string;
    readonly column?: string;
    readonly value?: string;
  },
  code: FaultCode,
  detail: FaultDetail = {},
): SheetFault {
  const wording: Wording = WORDINGS[code];
  return {
    sheet: place.sheet,
    row: place.row ?? 0,
    cell: place.cell ?? '',
    ...(place.column === undefined ? {} : { column: place.column }),
    value: place.value ?? '',
    code,
    ...wording(detail),
  };
}
