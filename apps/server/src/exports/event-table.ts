import { ROLE_TITLES } from '#identity';
import { shanghaiDay, shanghaiTime } from '#kernel';
import type { EventRow, Shape } from '../api/shapes.js';

export const EVENT_HEADERS = [
  '位置',
  '发生时间（北京时间）',
  '记录时间（北京时间）',
  '社区代码',
  '社区',
  '事件',
  '内容',
  '经办人',
  '角色',
  '角色代码',
  '更正或撤回',
  '事件编号',
] as const;

/** The cells of one event in an export, in the order of {@link EVENT_HEADERS}. */
export function eventCells(
  row: Shape<typeof EventRow>,
  names: { community(code: string): string },
): (string | number)[] {
  return [
    row.position,
    row.on === undefined ? '' : inShanghai(row.on),
    `${inShanghai(row.at)}:${row.at.slice(17, 19)}`,
    row.unit,
    names.community(row.unit),
    row.title.zh,
    row.sentence.zh,
    row.actor.name,
    titles[row.actor.role]?.zh ?? row.actor.role,
    row.actor.role,
    row.supersededBy ?? '',
    row.id,
  ];
}

const titles: Readonly<Record<string, { readonly zh: string }>> = ROLE_TITLES;

/** `2021-11-09 08:30`, the wall clock of Asia/Shanghai; a day stays a day. */
function inShanghai(time: string): string {
  return `${shanghaiDay(time)} ${shanghaiTime(time) ?? ''}`.trim();
}

/** Characters that make a spreadsheet program take a text for a formula; some fold the full-width ones. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** CSV with a byte-order mark, so that Excel opens it as UTF-8; texts that look like formulas get a leading `'`. */
export function toCsv(headers: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => cells.map(cell).join(',');
  return `\ufeff${[headers, ...rows].map(line).join('\r\n')}\r\n`;
}

function cell(value: string | number): string {
  const text = typeof value === 'number' ? String(value) : FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
