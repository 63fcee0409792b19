import type { z } from 'zod';
import { wordRejection } from '#elections';
import type { Rejection } from '#kernel';
import type { ImportFault } from '../api/shapes.js';

export type Fault = z.infer<typeof ImportFault>;

export interface Detail {
  readonly name?: string;
  readonly value?: string;
  readonly choices?: string;
  readonly differs?: { readonly zh: string; readonly en: string };
  readonly words?: { readonly zh: string; readonly en: string };
}

type Wording = (detail: Detail) => Pick<Fault, 'message' | 'remedy'>;

const say = (zh: string, en: string, zhRemedy: string, enRemedy: string) => ({
  message: { zh, en },
  remedy: { zh: zhRemedy, en: enRemedy },
});

/** What is wrong with a row beyond its own cells: seen only against the registry and what is recorded already. */
const WORDINGS = {
  PERSON_ALREADY_REGISTERED: ({ name = '', differs }) =>
    say(
      `该身份证号已登记为“${name}”${differs === undefined ? '' : `，${differs.zh}与登记不同`}`,
      `this id number is registered already as ${name}${differs === undefined ? '' : `, with another ${differs.en}`}`,
      '核对证件；是同一人的，从表中删去这一行，信息有变的在人员页登记变更',
      'check the card; if it is the same person, delete the row and record the change on the page of the person',
    ),
  PERSON_REGISTERED_ELSEWHERE: () =>
    say(
      '该身份证号已由其他单位登记',
      'this id number is registered already by another unit',
      '核对证件，从表中删去这一行；需要调整所属社区的，请街道办理',
      'check the card and delete the row; the street can move the person to your community',
    ),
  PERSON_NOT_REGISTERED: () =>
    say(
      '该身份证号没有登记',
      'nobody with this id number is registered',
      '先导入人员名册，或在人员页登记此人，再重新上传',
      'import the roll of people first, or register the person, then send the file again',
    ),
  NAME_DIFFERS: ({ name = '' }) =>
    say(
      `姓名与身份证号的登记（“${name}”）不一致`,
      `the name differs from the one registered with this id number (${name})`,
      '核对姓名和身份证号，改正填错的一项',
      'check both and correct the one that is wrong',
    ),
  COMMUNITY_UNKNOWN: ({ choices = '' }) =>
    say(
      '没有这个社区',
      'there is no such community',
      `填写社区代码或名称：${choices}`,
      `write the code or name of a community: ${choices}`,
    ),
  COMMUNITY_OUT_OF_SCOPE: () =>
    say(
      '不在您的单位范围内',
      'outside your unit',
      '删去这一行，由该社区或街道导入',
      'delete the row; that community or the street imports it',
    ),
  OTHER_COMMUNITY: ({ name = '' }) =>
    say(
      `本次导入只限${name}`,
      `this import is for ${name} only`,
      '删去这一行，或不选社区重新上传',
      'delete the row, or send the file again without choosing a community',
    ),
  TERM_NOT_OPEN: () =>
    say(
      '该社区没有启动换届',
      'no term is open in this community',
      '先在社区页启动换届，再重新上传',
      'open the term on the page of the community first',
    ),
  ELECTION_NOT_OPEN: () =>
    say(
      '该社区没有启动党组织选举',
      'the Party election of this community is not open',
      '先在社区页启动党组织选举，再重新上传',
      'open the Party election on the page of the community first',
    ),
  ORGANISATION_DIFFERS: ({ name = '' }) =>
    say(
      `与换届启动时登记的组织类型（${name}）不一致`,
      `differs from the kind of organisation recorded with the term (${name})`,
      '核对组织类型；登记有误的，先申请更正届次登记',
      'check it; if the term is wrong, propose a correction there first',
    ),
  LIST_RECORDED_ALREADY: () =>
    say(
      '该社区的这份名单已经登记',
      'this list of the community is recorded already',
      '名单有变的，在社区页重新登记，不再导入',
      'record the changed list on the page of the community instead',
    ),
  LIST_DAY_DIFFERS: ({ value = '' }) =>
    say(
      `与本名单其他行的日期（${value}）不一致`,
      `differs from the day of the other rows of this list (${value})`,
      '同一社区、同一名单的日期须相同',
      'one list of one community has one day',
    ),
  MINUTES_DIFFER: ({ value = '' }) =>
    say(
      `与本名单其他行的会议纪要文号（${value}）不一致`,
      `differs from the minutes of the other rows of this list (${value})`,
      '同一社区、同一名单的文号须相同',
      'one list of one community has one number of minutes',
    ),
  MINUTES_MISSING: () =>
    say(
      '街道推荐名单缺少会议纪要文号',
      'the street’s recommendation needs the number of its minutes',
      '填写会议纪要文号',
      'fill in the number of the minutes',
    ),
  VOTES_DIFFER: ({ value = '' }) =>
    say(
      `与推荐会议登记的得票（${value}）不一致`,
      `differs from the votes recorded with the meeting (${value})`,
      '核对计票表；会议登记有误的，先申请更正',
      'check the count sheet; if the meeting is wrong, propose a correction there first',
    ),
  APPROVAL_INCOMPLETE: () =>
    say(
      '审定文号和审定日期只填了一项',
      'only one of the number and the day of the approval is given',
      '两项都填，或都不填',
      'give both or neither',
    ),
  POST_NEEDS_ORGANISATION: () =>
    say(
      '看不出是哪个组织的职务',
      'this does not say of which body the post is',
      '在“任职组织”列写明，或写成“居委会主任”“党委委员”',
      'name the body in the column of the organisation, or write 居委会主任, 党委委员',
    ),
  FIRST_REVIEW_HAS_NO_REPLIES: () =>
    say(
      '初审没有部门复函',
      'the first review has no replies of departments',
      '只填结论和审查机构，清空各项情形',
      'give the conclusion and who reviewed; empty the columns of grounds',
    ),
  REVIEW_BODY_MISSING: () =>
    say(
      '填了结论，没有填审查机构',
      'there is a conclusion without who reviewed',
      '选择作出结论的机构',
      'choose who concluded',
    ),
  SEVERAL_SHEETS: ({ value = '' }) =>
    say(
      `数据分在多个工作表中：${value}`,
      `the data is on several sheets: ${value}`,
      '合并到一个工作表，或分成几个文件上传',
      'put it on one sheet, or send several files',
    ),
  NO_ROWS: () =>
    say(
      '表中没有数据行',
      'there is no row of data in the sheet',
      '在表头之下逐行填写后重新上传',
      'fill in rows below the headings and send the file again',
    ),
  UPLOAD_GONE: () =>
    say(
      '上传的文件已不在服务器上',
      'the uploaded file is not on the server any more',
      '放弃本次导入，重新上传文件',
      'drop this import and send the file again',
    ),
  IMPORT_CHANGED: () =>
    say(
      '已写入的部分与文件不一致',
      'what is written already differs from the file',
      '放弃本次导入，重新上传文件',
      'drop this import and send the file again',
    ),
  IMPORT_FAILED: () =>
    say(
      '导入中断，未生效',
      'the import broke off and has no effect',
      '放弃本次导入，重新上传；仍不行请联系系统管理员',
      'drop it and send the file again; if that fails, ask the system administrator',
    ),
  REFUSED: ({ words }) =>
    say(
      words?.zh ?? '未通过校验',
      words?.en ?? 'this does not fit',
      '改正后重新上传',
      'correct it and send the file again',
    ),
} satisfies Record<string, Wording>;

export type SheetFaultCode = keyof typeof WORDINGS;

/** The fault with its words in both languages. `code` of the answer is the rejection's own where a command refused. */
export function sheetFault(
  place: Pick<Fault, 'sheet' | 'cell'> & { readonly column?: string | undefined; readonly value?: string | undefined },
  code: SheetFaultCode,
  detail: Detail = {},
  as: string = code,
): Fault {
  const wording: Wording = WORDINGS[code];
  return {
    sheet: place.sheet,
    cell: place.cell,
    ...(place.column === undefined ? {} : { column: place.column }),
    ...(place.value === undefined ? {} : { value: place.value }),
    code: as,
    ...wording(detail),
  };
}

/** A refusal as a fault of a row; row 0 stands for the import as a whole. */
export function refusalFault(sheet: string, row: number, rejection: Rejection): Fault {
  const place = { sheet, cell: row === 0 ? '' : `${row}:${row}` };
  if (Object.hasOwn(WORDINGS, rejection.code)) return sheetFault(place, rejection.code as SheetFaultCode);
  const words = {
    zh: wordRejection(rejection, 'zh') ?? rejection.code,
    en: wordRejection(rejection, 'en') ?? rejection.code,
  };
  return sheetFault(place, 'REFUSED', { words }, rejection.code);
}
