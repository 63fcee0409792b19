import { addDays } from '#kernel';
import { chineseDay, chineseMonth } from './chinese-date.js';
import { createLayout, type Printed, type PrintState } from './document.js';
import { LINE_PITCH } from './page-frame.js';

/** Words as they are to be printed; only days and months are given as `2021-11-05` and `1972-03`. */
export interface NoticePerson {
  readonly name: string;
  readonly gender: string;
  readonly birthMonth: string;
  readonly education: string;
  readonly membership: string;
  readonly currentPost: string;
  /** The post that the person is to stand for. */
  readonly proposedPost?: string;
}

export interface NoticeInput extends PrintState {
  readonly issuer: string;
  /** `云街工〔2021〕41号`. */
  readonly number?: string;
  /** The issuer's name in red above a rule. */
  readonly redHead: boolean;
  readonly title: string;
  /** Opening paragraphs: who decided what, on which ground. */
  readonly opening: readonly string[];
  readonly persons: readonly NoticePerson[];
  /** The first day is not counted: `lastDay` is the calendar's answer, on which the days are complete. */
  readonly period: { readonly postedOn: string; readonly days: number; readonly lastDay: string };
  /** Where and how to object. */
  readonly objections: {
    readonly receiver: string;
    readonly phone?: string;
    readonly address?: string;
    readonly email?: string;
  };
  readonly issuedOn: string;
}

/** 公示: the public notice of candidates (¶37, ¶39), A4 upright. */
export async function printNotice(input: NoticeInput): Promise<Printed> {
  const layout = createLayout({ ...input, orientation: 'portrait' });
  if (input.redHead) layout.redHead(input.issuer, input.number);
  else if (input.number !== undefined) layout.paragraph(input.number, { align: 'right', size: 14 });
  layout.title(input.title);
  layout.space(LINE_PITCH * 0.6);
  for (const text of input.opening) layout.paragraph(text, { indent: 2 });
  layout.paragraph(periodSentence(input.period), { indent: 2 });
  layout.space(LINE_PITCH * 0.25);
  drawPersons(layout, input.persons);
  layout.space(LINE_PITCH * 0.35);
  for (const text of objectionParagraphs(input.objections)) layout.paragraph(text, { indent: 2 });
  // Issuer and day stay together, and with a stamp between them.
  layout.need(LINE_PITCH * 3);
  layout.space(LINE_PITCH);
  layout.paragraph(input.issuer, { align: 'right', right: 32 });
  layout.paragraph(chineseDay(input.issuedOn), { align: 'right', right: 48 });
  return layout.finish();
}

function periodSentence({ postedOn, days, lastDay }: NoticeInput['period']): string {
  const from = chineseDay(addDays(postedOn, 1));
  return `公示期为${days}天，自${from}起至${chineseDay(lastDay)}止（张贴当日${chineseDay(postedOn)}不计入）。`;
}

function drawPersons(layout: ReturnType<typeof createLayout>, persons: readonly NoticePerson[]): void {
  const withPost = persons.some((person) => person.proposedPost !== undefined);
  layout.table({
    size: 11,
    rowHeight: 9,
    columns: [
      { header: '序号', width: 11 },
      { header: '姓名', width: 21 },
      { header: '性别', width: 11 },
      { header: '出生年月', width: 23.5 },
      { header: '文化程度', width: 18.5 },
      { header: '政治面貌', width: 18.5 },
      { header: '现任职务', width: 30, align: 'left' },
      ...(withPost ? [{ header: '拟任人选', width: 22.5 }] : []),
    ],
    rows: persons.map((person, index) => [
      String(index + 1),
      person.name,
      person.gender,
      chineseMonth(person.birthMonth),
      person.education,
      person.membership,
      person.currentPost,
      ...(withPost ? [person.proposedPost ?? ''] : []),
    ]),
  });
}

function objectionParagraphs({ receiver, phone, address, email }: NoticeInput['objections']): string[] {
  const ways = [
    ...(phone === undefined ? [] : [`联系电话：${phone}`]),
    ...(address === undefined ? [] : [`来访来信地址：${address}`]),
    ...(email === undefined ? [] : [`电子邮箱：${email}`]),
  ];
  return [
    `公示期间，如对上述人选有异议，可以通过来信、来电、来访等方式向${receiver}反映。反映情况应当实事求是，提倡署真实姓名，受理单位对反映人的信息严格保密。`,
    ...(ways.length === 0 ? [] : [`${ways.join('；')}。`]),
  ];
}
