import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { readSheet } from './read-sheet.js';
import { SHEET_TEMPLATES } from './templates/index.js';
import { writeTemplate } from './write-template.js';

describe.each(Object.values(SHEET_TEMPLATES))('the template $kind', (template) => {
  it.each(['zh', 'en'] as const)('comes back empty but for its example (%s)', async (lang) => {
    const file = await writeTemplate(template, lang);
    const result = await readSheet(file, template, { reader: 'in-process', fileName: `${template.kind}.xlsx` });
    if (!result.ok) throw new Error(result.error.code);
    expect(result.value.faults.map((fault) => fault.code)).toEqual(['NO_ROWS']);
    expect(result.value.skipped.map((skipped) => skipped.reason).sort()).toEqual(['example-row', 'instructions']);
    expect(result.value.sheetCount).toBe(2);
  });

  it.each(['zh', 'en'] as const)('has an example that would be read without its mark (%s)', async (lang) => {
    const workbook = await readXlsx(await writeTemplate(template, lang));
    const [sheet] = workbook.sheets;
    if (sheet === undefined) throw new Error('no sheet');
    const rows = sheet.rows
      .slice(0, 2)
      .map((row) => row.map((cell) => (typeof cell === 'string' ? cell.replace(/^(【示例】|\[Example\])/, '') : cell)));
    const result = await readSheet(await writeXlsx({ sheets: [{ name: sheet.name, rows }] }), template, {
      reader: 'in-process',
    });
    if (!result.ok) throw new Error(result.error.code);
    expect(result.value.faults).toEqual([]);
    expect(result.value.rows).toHaveLength(1);
    for (const column of template.columns.filter(({ required }) => required))
      expect(result.value.rows[0]?.values).toHaveProperty([column.key]);
  });

  it('limits its drop-down lists to the prepared rows, and formats what must stay text as text', async () => {
    const workbook = await readXlsx(await writeTemplate(template, 'zh'), { readStyles: true });
    const [sheet] = workbook.sheets;
    const lists = (sheet?.dataValidations ?? []).filter((validation) => validation.type === 'list');
    const choices = template.columns.filter((column) => column.type === 'choice');
    expect(lists.map((list) => list.values)).toEqual(
      choices.map((column) => column.choices?.map((choice) => choice.zh)),
    );
    for (const list of lists) expect(list.range).toMatch(/^([A-Z]+)3:\1\d{4}$/);
    template.columns.forEach((column, index) => {
      if (!['id-number', 'phone', 'date', 'text'].includes(column.type)) return;
      for (const row of [2, 1000, 2001]) expect(sheet?.cells?.get(`${row},${index}`)?.style?.numFmt).toBe('@');
    });
  });

  it('is the same bytes each time', async () => {
    expect((await writeTemplate(template, 'zh')).equals(await writeTemplate(template, 'zh'))).toBe(true);
  });
});
