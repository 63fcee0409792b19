import { chineseDay } from './chinese-date.js';
import { createLayout, type Layout, type Printed, type PrintState } from './document.js';
import type { StyledCell } from './table.js';

export type ReviewOutcome = 'clear' | 'not-clear' | 'no-reply' | 'not-asked';

/** One department's reply about one nominee. */
export interface ReviewReply {
  readonly outcome: ReviewOutcome;
  /** Number of the reply. */
  readonly number?: string;
  /** Printed under the table with a mark in the cell. */
  readonly footnote?: string;
}

export interface ReviewedNominee {
  readonly name: string;
  readonly gender: string;
  readonly proposedPost: string;
  /** One reply for each department, in the order of `departments`; a missing one was not asked. */
  readonly replies: readonly (ReviewReply | undefined)[];
  readonly conclusion: 'passed' | 'failed' | 'pending';
  readonly footnote?: string;
}

export interface JointReviewSummaryInput extends PrintState {
  readonly issuer: string;
  readonly title: string;
  readonly community: string;
  /** 初审、全面审查、联审. */
  readonly level: string;
  readonly number?: string;
  readonly reviewedOn: string;
  readonly departments: readonly string[];
  readonly nominees: readonly ReviewedNominee[];
  /** Printed after the footnotes. */
  readonly remarks?: readonly string[];
}

const OUTCOMES: Record<ReviewOutcome, string> = {
  clear: '无问题',
  'not-clear': '有问题',
  'no-reply': '未回复',
  'not-asked': '未送审',
};
const CONCLUSIONS = { passed: '通过', failed: '不通过', pending: '待定' } as const;

/** More columns than these become unreadable on A4: the departments go on in a second table. */
const DEPARTMENTS_ABREAST = 6;

/** 联审汇总表: nominees by departments (¶23, ¶34), A4 across. */
export async function printJointReviewSummary(input: JointReviewSummaryInput): Promise<Printed> {
  const layout = createLayout({ ...input, orientation: 'landscape' });
  layout.title(input.title);
  drawFacts(layout, input);
  const notes = footnotes();
  const parts = Math.max(1, Math.ceil(input.departments.length / DEPARTMENTS_ABREAST));
  const abreast = Math.ceil(input.departments.length / parts);
  for (let part = 0; part < parts; part++) {
    if (part > 0) layout.newPage();
    drawPart(layout, input, part * abreast, abreast, notes.mark);
  }
  layout.space(8);
  for (const [index, text] of notes.texts.entries())
    layout.paragraph(`${noteMark(index)} ${text}`, { size: 10.5, pitch: 16 });
  for (const text of input.remarks ?? []) layout.paragraph(text, { size: 10.5, pitch: 16 });
  layout.need(60);
  layout.space(14);
  layout.paragraph(`${input.issuer}（盖章）`, { align: 'right', size: 12, pitch: 20, right: 24 });
  layout.paragraph(chineseDay(input.reviewedOn), { align: 'right', size: 12, pitch: 20, right: 24 });
  return layout.finish();
}

function drawFacts(layout: Layout, input: JointReviewSummaryInput): void {
  const count = (wanted: string): number => input.nominees.filter(({ conclusion }) => conclusion === wanted).length;
  const facts = [
    `社区：${input.community}`,
    `审查层级：${input.level}`,
    ...(input.number === undefined ? [] : [`文号：${input.number}`]),
    `人选 ${input.nominees.length} 名：通过 ${count('passed')}，不通过 ${count('failed')}，待定 ${count('pending')}`,
  ];
  layout.paragraph(facts.join('　　'), { size: 11, pitch: 22, align: 'center' });
}

function drawPart(
  layout: Layout,
  input: JointReviewSummaryInput,
  start: number,
  abreast: number,
  mark: (text: string | undefined) => string,
): void {
  const departments = input.departments.slice(start, start + abreast);
  layout.table({
    size: 10.5,
    rowHeight: 9,
    columns: [
      { header: '序号', width: 10 },
      { header: '姓名', width: 20 },
      { header: '性别', width: 10 },
      { header: '拟任人选', width: 21 },
      ...departments.map((header) => ({ header, width: 149 / Math.max(departments.length, 4) })),
      { header: '结论', width: 15 },
    ],
    rows: input.nominees.map((nominee, index) => [
      String(index + 1),
      nominee.name,
      nominee.gender,
      nominee.proposedPost,
      ...departments.map((_, offset) => replyCell(nominee.replies[start + offset], mark)),
      {
        text: CONCLUSIONS[nominee.conclusion] + mark(nominee.footnote),
        face: nominee.conclusion === 'passed' ? 'song' : 'song-bold',
      } as const,
    ]),
  });
}

function replyCell(reply: ReviewReply | undefined, mark: (text: string | undefined) => string): StyledCell {
  const { outcome, number, footnote } = reply ?? { outcome: 'not-asked' as const };
  return {
    text: OUTCOMES[outcome] + mark(footnote),
    // Bold, not coloured: a copy of the sheet must still tell them apart.
    face: outcome === 'clear' || outcome === 'not-asked' ? 'song' : 'song-bold',
    ...(number === undefined ? {} : { small: number }),
  };
}

/** Numbers footnotes in the order of the table; the same text has one number. */
function footnotes() {
  const texts: string[] = [];
  return {
    texts,
    mark: (text: string | undefined): string => {
      if (text === undefined) return '';
      if (!texts.includes(text)) texts.push(text);
      return noteMark(texts.indexOf(text));
    },
  };
}

/** ① … ⑳, then (21). */
function noteMark(index: number): string {
  return index < 20 ? String.fromCharCode(0x2460 + index) : `(${index + 1})`;
}
