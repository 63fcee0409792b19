import { writeFileSync } from 'node:fs';
import { SHEET_TEMPLATES, writeTable } from '#spreadsheets';
import { idNumber } from '../server/fixture.js';

export type PersonRow = Readonly<Record<string, string | number>>;

/** An invented person for a sheet; `n` makes the id number. */
export function personRow(n: number, more: PersonRow = {}): PersonRow {
  const birth = `19${60 + (n % 30)}-0${1 + (n % 9)}-1${n % 9}`;
  return {
    name: `赵甲${n}`,
    gender: n % 2 === 1 ? '男' : '女',
    birthDate: birth,
    idNumber: idNumber(birth, n % 1000),
    phone: `139${String(n).padStart(8, '0')}`,
    address: `青禾路 ${n} 号`,
    community: 'C01',
    education: '大专',
    membership: '群众',
    ...more,
  };
}

/** Writes a sheet of people as the template has it. */
export async function writePeople(path: string, rows: readonly PersonRow[]): Promise<void> {
  const { columns, sheetName } = SHEET_TEMPLATES.people;
  writeFileSync(
    path,
    await writeTable({
      sheetName: sheetName.zh,
      columns: columns.map(({ header }) => ({ header: header.zh })),
      rows: rows.map((row) => columns.map(({ key }) => row[key] ?? null)),
    }),
  );
}
