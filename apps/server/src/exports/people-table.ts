import { enumLabel } from '#elections';
import type { PersonRow, Shape } from '../api/shapes.js';

export const PEOPLE_HEADERS = [
  '姓名',
  '性别',
  '出生年月',
  '文化程度',
  '政治面貌',
  '社区',
  '现任职务',
  '亲属关系',
  '人员编号',
] as const;

/** The cells of one person, in the order of {@link PEOPLE_HEADERS}: what the list shows, no other personal value. */
export function personCells(row: Shape<typeof PersonRow>): (string | number)[] {
  const word = (value: string, field: string) => enumLabel(value, field)?.zh ?? value;
  return [
    row.name,
    word(row.gender, 'gender'),
    row.birthMonth,
    word(row.education, 'education'),
    word(row.membership, 'membership'),
    row.community ?? '',
    row.posts.map((post) => word(post, 'post')).join('、'),
    row.relations,
    row.personId,
  ];
}
