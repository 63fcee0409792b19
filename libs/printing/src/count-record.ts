import { chineseDay } from './chinese-date.js';
import { createLayout, type Layout, type Printed, type PrintState } from './document.js';
import { textWidth } from './ink.js';
import { LINE_PITCH, MM } from './page-frame.js';

export interface CountRecordInput extends PrintState {
  readonly issuer: string;
  readonly title: string;
  /** 党员大会, 居民选举大会 … */
  readonly meeting: string;
  readonly community: string;
  readonly heldOn: string;
  readonly place: string;
  /** Where each box is counted by itself. */
  readonly box?: string;
  /** Persons entitled and present; ballots issued, returned, valid and void. */
  readonly due: number;
  readonly present: number;
  readonly issued: number;
  readonly returned: number;
  readonly valid: number;
  readonly void: number;
  readonly votes: readonly {
    readonly name: string;
    readonly post: string;
    readonly votes: number;
    readonly against?: number;
    readonly abstained?: number;
    /** 当选, 未当选, or blank while the result is not announced. */
    readonly remark?: string;
  }[];
  /** Lines to sign on, such as two 监票人; the usual five where left out. */
  readonly signatures?: readonly string[];
}

const USUAL_SIGNATURES = ['总监票人', '监票人', '监票人', '计票人', '计票人'] as const;

/** 计票记录 (¶40, ¶51), A4 upright, with the sums that anybody at the table can check. */
export async function printCountRecord(input: CountRecordInput): Promise<Printed> {
  const layout = createLayout({ ...input, orientation: 'portrait' });
  layout.title(input.title);
  layout.space(LINE_PITCH * 0.4);
  drawMeeting(layout, input);
  drawNumbers(layout, input);
  layout.space(LINE_PITCH * 0.5);
  drawVotes(layout, input);
  layout.space(LINE_PITCH * 0.6);
  drawSignatures(layout, input.signatures ?? USUAL_SIGNATURES);
  return layout.finish();
}

function drawMeeting(layout: Layout, input: CountRecordInput): void {
  const facts = [
    `会议：${input.community}${input.meeting}`,
    `时间：${chineseDay(input.heldOn)}　　地点：${input.place}`,
    ...(input.box === undefined ? [] : [`票箱：${input.box}`]),
  ];
  for (const fact of facts) layout.paragraph(fact, { size: 14, pitch: 24 });
  layout.space(4);
}

function drawNumbers(layout: Layout, input: CountRecordInput): void {
  const columns: [string, number][] = [
    ['应到会', input.due],
    ['实到会', input.present],
    ['发出选票', input.issued],
    ['收回选票', input.returned],
    ['有效票', input.valid],
    ['无效票', input.void],
  ];
  layout.table({
    size: 14,
    rowHeight: 11,
    columns: columns.map(([header]) => ({ header, width: 26 })),
    rows: [columns.map(([, number]) => String(number))],
  });
  layout.space(6);
  for (const line of sums(input)) layout.paragraph(line, { size: 11, pitch: 18 });
}

/** Each sum with its outcome in words; a sum that does not hold is printed as it is. */
function sums(input: CountRecordInput): string[] {
  const box = (holds: boolean): string => (holds ? '☑' : '☐');
  const total = input.valid + input.void;
  const share = input.due === 0 ? '—' : `${((input.present / input.due) * 100).toFixed(1)}%`;
  const within = input.returned <= input.issued;
  const equal = total === input.returned;
  return [
    `到会比例：${input.present} ÷ ${input.due} = ${share}`,
    `${box(within)} 收回 ${input.returned} 张${within ? '不多于' : '多于'}发出 ${input.issued} 张`,
    `${box(equal)} 有效 ${input.valid} + 无效 ${input.void} = ${total} 张，${equal ? '等于' : '不等于'}收回 ${input.returned} 张`,
  ];
}

function drawVotes(layout: Layout, input: CountRecordInput): void {
  const three = input.votes.some((line) => line.against !== undefined || line.abstained !== undefined);
  layout.table({
    size: 13,
    rowHeight: 9,
    columns: [
      { header: '序号', width: 13 },
      { header: '姓名', width: 30 },
      { header: '候选职务', width: 44 },
      { header: three ? '赞成' : '得票数', width: 20 },
      ...(three
        ? [
            { header: '反对', width: 16 },
            { header: '弃权', width: 16 },
          ]
        : []),
      { header: '备注', width: 26 },
    ],
    rows: input.votes.map((line, index) => [
      String(index + 1),
      line.name,
      line.post,
      String(line.votes),
      ...(three ? [String(line.against ?? ''), String(line.abstained ?? '')] : []),
      line.remark ?? '',
    ]),
  });
}

/** Two to a row, each with a rule to sign on. */
function drawSignatures(layout: Layout, labels: readonly string[]): void {
  const ink = { face: 'song', size: 14 } as const;
  const half = layout.frame.width / 2;
  const height = 11.5 * MM;
  // All on one page: a signature on a page of its own could be put under any count.
  layout.need(height * Math.ceil(labels.length / 2));
  const words = labels.map((label) => `${label}（签名）：`);
  const widest = Math.max(...words.map((text) => textWidth(layout.book, text, ink)));
  for (let index = 0; index < words.length; index += 2) {
    const baseline = layout.y() + height * 0.7;
    words.slice(index, index + 2).forEach((text, place) => {
      const x = layout.frame.left + place * half;
      const start = x + widest;
      layout.line(text, start - textWidth(layout.book, text, ink), baseline, ink);
      const end = x + half - 6 * MM;
      layout.pdf.save().lineWidth(0.6).strokeColor('#000000');
      layout.pdf
        .moveTo(start, baseline + 2)
        .lineTo(end, baseline + 2)
        .stroke()
        .restore();
    });
    layout.space(height);
  }
}
