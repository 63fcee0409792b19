import { readXlsx } from 'hucre/xlsx';
import { writeTable } from './write-table.js';

describe('a table export', () => {
  it('puts an apostrophe before what a program could take for a formula, and only there', async () => {
    const dangerous = ['=1+1', '+86', '-5', '@SUM(A1)', '\t=1', '＝1'];
    const rows = [...dangerous, '1=1', '沈禾', ''].map((text) => [text, 1.5, true, null]);
    const file = await writeTable({
      sheetName: '台账/导出',
      columns: [{ header: '=名' }, { header: '数' }, { header: '是' }, { header: '空' }],
      rows,
    });
    const [sheet] = (await readXlsx(file)).sheets;
    expect(sheet?.name).toBe('台账 导出');
    expect(sheet?.rows[0]).toEqual(["'=名", '数', '是', '空']);
    expect(sheet?.rows.slice(1).map((row) => row[0])).toEqual([
      ...dangerous.map((text) => `'${text}`),
      '1=1',
      '沈禾',
      '',
    ]);
    expect(sheet?.rows[1]?.slice(1, 3)).toEqual([1.5, true]);
    expect(sheet?.cells === undefined || [...sheet.cells.values()].every((cell) => cell.formula === undefined)).toBe(
      true,
    );
  });

  it('keeps rare characters and replaces half ones', async () => {
    const file = await writeTable({ sheetName: 'x', columns: [{ header: '名' }], rows: [['㛃𬱖䶮'], ['\ud800!']] });
    const [sheet] = (await readXlsx(file)).sheets;
    expect(sheet?.rows.slice(1)).toEqual([['㛃𬱖䶮'], ['\ufffd!']]);
  });

  it('takes rows as they come, more than fit into memory chunks', async () => {
    async function* rows(): AsyncGenerator<[string, number]> {
      for (let index = 0; index < 3000; index++) yield [`第${index}行`, index];
    }
    const [sheet] = (
      await readXlsx(await writeTable({ sheetName: '表', columns: [{ header: 'a' }, { header: 'b' }], rows: rows() }))
    ).sheets;
    expect(sheet?.rows).toHaveLength(3001);
    expect(sheet?.rows[3000]).toEqual(['第2999行', 2999]);
  });

  it('names the cell whose text Excel cannot hold', async () => {
    const rows = [['ok', 'x'.repeat(32_768)]];
    await expect(writeTable({ sheetName: '表', columns: [{ header: 'a' }, { header: 'b' }], rows })).rejects.toThrow(
      'B2',
    );
  });
});
