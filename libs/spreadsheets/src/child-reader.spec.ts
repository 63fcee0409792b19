import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { transformSync } from '@swc/core';
import { type WriteSheet, writeXlsx, writeXlsxStream } from 'hucre/xlsx';
import { checkCharacterOf } from './id-number.js';
import { readSheet } from './read-sheet.js';
import type { ReadProgress } from './read-workbook.js';
import { storedZip } from './stored-zip.js';
import { PEOPLE_TEMPLATE } from './templates/index.js';
import type { UnreadableFile } from './unreadable-file.js';

/** The reading process as it is built, from today's source, where it finds the packages that it imports. */
function compileReader(): { readonly entry: string; readonly folder: string } {
  const cache = join(process.cwd(), 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'spreadsheets-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const swcrc = JSON.parse(readFileSync('.swcrc', 'utf8'));
  for (const name of readdirSync(__dirname, { recursive: true }) as string[]) {
    if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
    const target = join(folder, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(
      target,
      transformSync(readFileSync(join(__dirname, name), 'utf8'), { ...swcrc, filename: name, swcrc: false }).code,
    );
  }
  return { entry: join(folder, 'reading-process.js'), folder };
}

jest.setTimeout(60_000);

let reader: ReturnType<typeof compileReader>;
beforeAll(() => {
  reader = compileReader();
});
afterAll(() => rmSync(reader.folder, { recursive: true, force: true }));

const HEADINGS = ['姓名', '性别', '出生日期', '身份证号', '文化程度', '政治面貌', '备注'];
const ROW = ['沈禾', '女', '1972-03-15', null, '大专', '群众', null];
const book = (extras: Partial<WriteSheet> = {}): Promise<Uint8Array> =>
  writeXlsx({ sheets: [{ name: '人员', rows: [HEADINGS, ROW], ...extras }] });

async function refusal(file: Uint8Array, options: Parameters<typeof readSheet>[2] = {}): Promise<UnreadableFile> {
  const result = await readSheet(file, PEOPLE_TEMPLATE, { reader: reader.entry, ...options });
  if (result.ok) throw new Error(`read ${result.value.rows.length} rows`);
  expect(result.error.message.zh).toMatch(/\p{Script=Han}/u);
  expect(result.error.remedy.zh).toMatch(/\p{Script=Han}/u);
  expect(result.error.remedy.en).toMatch(/[a-z]{3}/);
  return result.error;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE_RELS = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A workbook of one sheet with this XML as its data, and whatever parts are added or replaced. */
function handMade(sheetData: string, more: Record<string, string> = {}): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${PACKAGE_RELS}"><Relationship Id="rId1" Type="${RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELS}"><sheets><sheet name="人员" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE_RELS}"><Relationship Id="rId1" Type="${RELS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${sheetData}</sheetData></worksheet>`,
    ...more,
  };
  return storedZip(Object.entries(parts).map(([name, text]) => ({ name, bytes: Buffer.from(text, 'utf8') })));
}

const cell = (ref: string, text: string): string => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
const line = (row: number, texts: readonly (string | null)[]): string =>
  `<row r="${row}">${texts.map((text, index) => (text === null ? '' : cell(`${String.fromCharCode(65 + index)}${row}`, text))).join('')}</row>`;
const TABLE = line(1, HEADINGS) + line(2, ROW);

/** One deflated entry that claims `claimed` bytes and unpacks to `actual`. */
function bomb(name: string, actual: Buffer, claimed: number): Uint8Array {
  const packed = deflateRawSync(actual);
  const archive = Buffer.from(storedZip([{ name, bytes: packed }]));
  for (const offset of [8, archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 10]) archive.writeUInt16LE(8, offset);
  for (const offset of [22, archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24])
    archive.writeUInt32LE(claimed, offset);
  return archive;
}

describe('reading in a process of its own', () => {
  it('gives the same reading as in this process', async () => {
    const file = await book();
    const there = await readSheet(file, PEOPLE_TEMPLATE, { reader: reader.entry });
    const here = await readSheet(file, PEOPLE_TEMPLATE, { reader: 'in-process' });
    expect(there).toEqual(here);
    expect(there.ok && there.value.rows).toHaveLength(1);
  });

  it('brings 20,000 rows of 12 columns over in order, with progress, while this process stays free', async () => {
    const headings = PEOPLE_TEMPLATE.columns.slice(0, 12).map((column) => column.header.zh);
    function* rows(): Generator<(string | number)[]> {
      for (let index = 0; index < 20_000; index++) {
        const digits = `9999991972${String((index % 12) + 1).padStart(2, '0')}${String((index % 28) + 1).padStart(2, '0')}`;
        const order = String(index % 500).padStart(3, '0');
        const id = digits + order + checkCharacterOf(digits + order);
        const day = `${id.slice(6, 10)}/${Number(id.slice(10, 12))}/${Number(id.slice(12, 14))}`;
        const gender = index % 2 === 1 ? '男' : '女';
        yield [
          `居民${index}`,
          gender,
          day,
          '',
          13_900_000_000 + index,
          `青禾路${index}号`,
          'C01',
          '本科',
          '群众',
          '',
          '无',
          '无',
        ];
      }
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeXlsxStream([headings, ...rows()], { name: '人员' })) chunks.push(chunk);
    const progress: ReadProgress[] = [];
    let turns = 0;
    const ticking = setInterval(() => turns++, 1);
    const result = await readSheet(Buffer.concat(chunks), PEOPLE_TEMPLATE, {
      reader: reader.entry,
      onProgress: (step) => progress.push(step),
    });
    clearInterval(ticking);
    if (!result.ok) throw new Error(result.error.code);
    expect(result.value.faults).toEqual([]);
    expect(result.value.rows.map((row) => row.row)).toEqual(Array.from({ length: 20_000 }, (_, index) => index + 2));
    expect(result.value.rows[19_999]?.values).toMatchObject({
      name: '居民19999',
      phone: '13900019999',
      education: 'bachelor',
    });
    expect(new Set(progress.map((step) => step.phase))).toEqual(new Set(['unpack', 'parse', 'check']));
    expect(progress.at(-1)).toEqual({ phase: 'check', done: 20_000, total: 20_000 });
    expect(turns).toBeGreaterThan(10);
  });

  it('ends when it is cancelled, and when it takes too long', async () => {
    const file = await book();
    const cancelled = new AbortController();
    const reading = refusal(file, { signal: cancelled.signal });
    cancelled.abort();
    expect((await reading).code).toBe('STOPPED');
    expect((await refusal(file, { limits: { milliseconds: 1 } })).code).toBe('TOO_SLOW');
  });

  it('dies alone when it needs more memory than it may', async () => {
    const rows = Array.from({ length: 15_000 }, (_, index) => [
      ...HEADINGS.map((heading) => `${heading}${index}`),
      'x'.repeat(200),
    ]);
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeXlsxStream([HEADINGS, ...rows], { name: '人员' })) chunks.push(chunk);
    const error = await refusal(Buffer.concat(chunks), { limits: { heapMegabytes: 16 } });
    expect(error.code).toBe('OUT_OF_MEMORY');
  });

  it('says so when the reading process cannot start', async () => {
    expect((await refusal(await book(), { reader: '/nowhere/reading-process.js' })).code).toBe('READER_FAILED');
  });
});

describe('a file that is not what it should be', () => {
  it.each<[string, string, () => Promise<Uint8Array> | Uint8Array]>([
    ['is empty', 'EMPTY_FILE', () => Buffer.alloc(0)],
    ['is text', 'NOT_A_ZIP', () => Buffer.from('姓名,性别\n沈禾,女\n'.repeat(10))],
    [
      'is a web page called .xlsx',
      'NOT_A_ZIP',
      () => Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>'),
    ],
    ['is an old .xls', 'OLD_FORMAT', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)])],
    [
      'has a password',
      'ENCRYPTED',
      () => writeXlsx({ sheets: [{ name: '人员', rows: [HEADINGS] }], encryption: { password: 'x', spinCount: 10 } }),
    ],
    ['is cut off', 'TRUNCATED', async () => (await book()).subarray(0, 1500)],
    ['is a zip of something else', 'NOT_A_WORKBOOK', () => storedZip([{ name: 'a.txt', bytes: Buffer.from('a') }])],
    ['is a Word file', 'NOT_A_WORKBOOK', () => handMade('', { 'word/document.xml': '<w/>' })],
    ['has no workbook part', 'DAMAGED', () => handMade('', { '_rels/.rels': '<Relationships/>' })],
    ['has a broken sheet', 'DAMAGED', () => handMade('<row r="1"><c r="A1"')],
    [
      'declares a document type',
      'DOCTYPE',
      () => handMade(TABLE, { 'xl/sharedStrings.xml': '<!DOCTYPE x [<!ENTITY a "b">]><sst/>' }),
    ],
    [
      'has too many parts',
      'TOO_MANY_PARTS',
      () => handMade(TABLE, Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`xl/${i}.xml`, '<a/>']))),
    ],
    [
      'has a part that claims to be huge',
      'PART_TOO_LARGE',
      () => bomb('xl/worksheets/sheet1.xml', Buffer.alloc(1000), 65 * 1024 * 1024),
    ],
    [
      'has a part larger than it claims',
      'DAMAGED',
      () => bomb('xl/worksheets/sheet1.xml', Buffer.alloc(80 * 1024 * 1024), 1000),
    ],
    [
      'has a cell far away',
      'AREA_TOO_LARGE',
      () => handMade(`${TABLE}<row r="1048576">${cell('XFD1048576', 'x')}</row>`),
    ],
    [
      'has a cell outside any sheet',
      'AREA_TOO_LARGE',
      () => handMade(`${TABLE}<row r="3">${cell('ZZZZ3', 'x')}</row>`),
    ],
    [
      'is not UTF-8',
      'DAMAGED',
      () => storedZip([{ name: '[Content_Types].xml', bytes: Buffer.from([0xff, 0xfe, 0x3c, 0]) }]),
    ],
    [
      'nests without end',
      'DAMAGED',
      () =>
        handMade(TABLE, {
          'xl/styles.xml': '<a>'.repeat(200_000),
          'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE_RELS}"><Relationship Id="rId1" Type="${RELS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELS}/styles" Target="styles.xml"/></Relationships>`,
        }),
    ],
  ])('because it %s is refused as %s', async (_, code, make) => {
    expect((await refusal(Buffer.from(await make()))).code).toBe(code);
  });

  it('may not be unpacked beyond the total', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 4 }, (_, index) => [`xl/${index}.xml`, `<a>${'x'.repeat(500_000)}</a>`]),
    );
    expect((await refusal(handMade(TABLE, many), { limits: { unpackedBytes: 1_000_000 } })).code).toBe(
      'UNPACKED_TOO_LARGE',
    );
  });

  it('needs the right extension', async () => {
    expect((await refusal(await book(), { fileName: '人员.xls' })).code).toBe('WRONG_EXTENSION');
    expect((await refusal(await book(), { fileName: '人员.xlsx.exe' })).code).toBe('WRONG_EXTENSION');
    expect(
      await readSheet(await book(), PEOPLE_TEMPLATE, { reader: 'in-process', fileName: '人员.XLSX' }),
    ).toMatchObject({ ok: true });
  });

  it('must be there and not too large', async () => {
    const missing = await readSheet(join(reader.folder, 'none.xlsx'), PEOPLE_TEMPLATE, { reader: reader.entry });
    expect(missing).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect((await refusal(await book(), { limits: { fileBytes: 100 } })).code).toBe('FILE_TOO_LARGE');
    const path = join(reader.folder, '人员.xlsx');
    writeFileSync(path, await book());
    expect(await readSheet(path, PEOPLE_TEMPLATE, { reader: reader.entry })).toMatchObject({
      ok: true,
      value: { dataRows: 1 },
    });
    cpSync(path, join(reader.folder, '人员.xlsm'));
    expect(await readSheet(join(reader.folder, '人员.xlsm'), PEOPLE_TEMPLATE)).toMatchObject({
      ok: false,
      error: { code: 'WRONG_EXTENSION' },
    });
  });

  it('is refused at any cut or flipped byte, or read as it was', async () => {
    const file = Buffer.from(await book());
    const whole = await readSheet(file, PEOPLE_TEMPLATE, { reader: 'in-process' });
    if (!whole.ok) throw new Error(whole.error.code);
    for (let offset = 0; offset < file.length; offset += 7) {
      const flipped = Buffer.from(file);
      flipped.writeUInt8(flipped.readUInt8(offset) ^ 0x55, offset);
      for (const broken of [flipped, file.subarray(0, offset)]) {
        const result = await readSheet(broken, PEOPLE_TEMPLATE, { reader: 'in-process' });
        if (result.ok && result.value.faults.length === 0) expect(result.value.rows).toEqual(whole.value.rows);
      }
    }
  });
});

describe('what hucre alone would not tell', () => {
  it('is a formula without a text: an empty one, or a what-if table', async () => {
    for (const formula of ['<f/>', '<f></f>', '<f t="dataTable" ref="G2:G2" dt2D="0" r1="A1"/>']) {
      const data = line(1, HEADINGS) + line(2, ROW).replace('</row>', `<c r="G2">${formula}<v>5</v></c></row>`);
      const result = await readSheet(handMade(data), PEOPLE_TEMPLATE, { reader: reader.entry });
      expect(result).toMatchObject({ ok: true, value: { faults: [{ cell: 'G2', value: '5', code: 'FORMULA' }] } });
    }
  });

  it('is half a character, escaped as Excel escapes it', async () => {
    const data = line(1, HEADINGS) + line(2, ROW.with(0, '沈_xD842_'));
    const result = await readSheet(handMade(data), PEOPLE_TEMPLATE, { reader: reader.entry });
    expect(result).toMatchObject({ ok: true, value: { faults: [{ cell: 'A2', code: 'BROKEN_CHARACTER' }] } });
    expect(result.ok && result.value.faults[0]?.message.zh).toContain('U+D842');
  });

  it('is that a huge merged range reaches into the table', async () => {
    const sheet = `<worksheet xmlns="${MAIN}"><sheetData>${TABLE}</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`;
    const result = await readSheet(handMade('', { 'xl/worksheets/sheet1.xml': sheet }), PEOPLE_TEMPLATE, {
      reader: reader.entry,
    });
    expect(result).toMatchObject({ ok: true, value: { faults: [{ cell: 'A1', code: 'MERGED' }] } });
  });

  it('is the reading aid above a name, which is not part of it', async () => {
    const shared = `<sst xmlns="${MAIN}" count="1" uniqueCount="1"><si><t>李四</t><rPh sb="0" eb="2"><t>lisi</t></rPh></si></sst>`;
    const rels = `<Relationships xmlns="${PACKAGE_RELS}"><Relationship Id="rId1" Type="${RELS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`;
    const data = line(1, HEADINGS) + line(2, ROW).replace(cell('A2', '沈禾'), '<c r="A2" t="s"><v>0</v></c>');
    const file = handMade(data, { 'xl/sharedStrings.xml': shared, 'xl/_rels/workbook.xml.rels': rels });
    const result = await readSheet(file, PEOPLE_TEMPLATE, { reader: reader.entry });
    expect(result).toMatchObject({ ok: true, value: { rows: [{ values: { name: '李四' } }] } });
  });

  it('is a text that the workbook refers to and does not have', async () => {
    const data = line(1, HEADINGS) + line(2, ROW).replace(cell('A2', '沈禾'), '<c r="A2" t="s"><v>7</v></c>');
    const result = await readSheet(handMade(data), PEOPLE_TEMPLATE, { reader: reader.entry });
    expect(result).toMatchObject({ ok: true, value: { faults: [{ cell: 'A2', code: 'REQUIRED' }] } });
  });
});
