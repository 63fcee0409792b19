import { createHash } from 'node:crypto';
import { readSheet } from '#spreadsheets';
import { ProblemError } from '../../apps/server/src/http/problem.js';
import { TestServer, withStreet } from './fixture.js';

jest.setTimeout(60_000);

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

describe('exports', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
    const facts = { gender: 'male', birthMonth: '1980-01', education: 'bachelor', membership: 'none' };
    for (const [name, community] of [
      ['=陆甲', 'C01'],
      ['沈乙', 'C01'],
      ['周丙', 'C02'],
    ])
      await server.record(
        'people/register-person',
        { ...facts, community },
        { personal: { name: name ?? '', phone: '13900000001' } },
      );
    await server.record(
      'terms/C01-2021-1/record-preparation',
      { kind: 'survey', summary: '入户摸排，"三张清单"' },
      { on: '2021-10-18T10:00:00+08:00' },
    );
  });
  afterAll(() => server.remove());

  async function newestExport(): Promise<Record<string, unknown>> {
    const size = await server.deployment.store.size('access');
    const events = (await server.deployment.store.readAll('access', 0, size)).map(
      ({ bytes }) => JSON.parse(Buffer.from(bytes).toString()) as { type: string; data: Record<string, unknown> },
    );
    return events.filter(({ type }) => type === 'Exported').at(-1)?.data ?? {};
  }

  it('of events hold exactly what the filter shows, and are recorded with count and digests', async () => {
    const query = `?community=C01&q=${encodeURIComponent('动作:准备')}`;
    const listed = await server.get(`/events${query}`, 'zhengrui');
    const csv = await server.get(`/exports/events.csv${query}`, 'zhengrui');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = csv.text.split('\r\n').slice(1, -1);
    expect(lines).toHaveLength(listed.body['total'] as unknown as number);
    expect(lines[0]).toContain('""三张清单""');
    expect(csv.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const recorded = await newestExport();
    expect(recorded).toMatchObject({ what: 'events.csv', rows: lines.length, sha256: sha256(csv.bytes) });
    // A query may be a name: whoever reads the log and tries names must not find it.
    expect(recorded['query']).toMatch(/^[0-9a-f]{64}$/);
    expect(recorded['query']).not.toBe(sha256('{"community":"C01","q":"动作:准备"}'));
    const first = recorded['query'];
    await server.get(`/exports/events.csv${query}`, 'zhengrui');
    expect((await newestExport())['query']).toBe(first);
    await server.get('/exports/events.csv?community=C01', 'zhengrui');
    expect((await newestExport())['query']).not.toBe(first);
    const xlsx = await server.get(`/exports/events.xlsx${query}`, 'luchuanxing');
    expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK');
    expect(await newestExport()).toMatchObject({ what: 'events.xlsx', rows: 1, sha256: sha256(xlsx.bytes) });
  });

  it('of people hold the list and nothing else, with formulas disarmed', async () => {
    const csv = await server.get('/exports/people.csv?community=C01', 'gaomin');
    expect(csv.status).toBe(200);
    expect(csv.text).toContain("'=陆甲");
    expect(csv.text).toContain('沈乙,男,1980-01,本科');
    expect(csv.text).not.toContain('周丙');
    expect(csv.text).not.toContain('13900000001');
    expect(await newestExport()).toMatchObject({ what: 'people.csv', rows: 2 });
    const own = await server.get('/exports/people.csv', 'tangxiaoman');
    expect(own.text).toContain('周丙');
    expect(own.text).not.toContain('沈乙');
    const xlsx = await server.get('/exports/people.xlsx', 'gaomin');
    const template = {
      kind: 'people',
      sheetName: { zh: '人员', en: 'People' },
      columns: [
        { key: 'name', header: { zh: '姓名', en: 'Name' }, type: 'text', meaning: 'name', required: true },
        { key: 'relations', header: { zh: '亲属关系', en: 'Relations' }, type: 'integer', required: true },
      ],
    } as const;
    const read = await readSheet(xlsx.bytes, template, { reader: 'in-process' });
    expect(read.ok && read.value.dataRows).toBe(3);
  });

  it('of the access log are for its auditor', async () => {
    const csv = await server.get('/exports/access-log.csv?type=Exported', 'wensiqi');
    expect(csv.status).toBe(200);
    expect(csv.text.split('\r\n').length).toBeGreaterThan(4);
    expect(await newestExport()).toMatchObject({ what: 'access-log.csv' });
    expect((await server.get('/exports/access-log.csv', 'zhengrui')).status).toBe(403);
  });

  it('are refused, unrecorded, to roles without them', async () => {
    const before = await newestExport();
    for (const [path, as] of [
      ['/exports/events.csv', 'gaomin'],
      ['/exports/events.xlsx', 'qinzhiyuan'],
      ['/exports/people.csv', 'qinzhiyuan'],
      ['/exports/people.csv', 'chengshouyi'],
      ['/exports/events.csv', 'wensiqi'],
    ] as const)
      expect([path, as, (await server.get(path, as)).status]).toEqual([path, as, 403]);
    expect((await server.get('/exports/events.pdf', 'zhengrui')).status).toBe(404);
    expect(await newestExport()).toEqual(before);
  });

  it('are limited before the work is done, and nothing is recorded then', async () => {
    const { limits } = server;
    const taken: string[] = [];
    const before = await newestExport();
    const find = jest.spyOn(server.deployment.eventIndex, 'page');
    jest.spyOn(limits, 'take').mockImplementation((what) => {
      taken.push(what);
      throw new ProblemError(429, { code: 'TOO_MANY_REQUESTS', params: { seconds: 3 } });
    });
    try {
      const refused = await server.get('/exports/events.csv', 'zhengrui');
      expect([refused.status, refused.headers['retry-after']]).toEqual([429, '3']);
      expect(taken).toEqual(['export']);
      expect(find).not.toHaveBeenCalled();
      expect((await server.get('/exports/events.pdf', 'zhengrui')).status).toBe(404);
      expect(taken).toEqual(['export']);
    } finally {
      jest.restoreAllMocks();
    }
    expect(await newestExport()).toEqual(before);
  });
});

describe('attachments', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
  });
  afterAll(() => server.remove());

  it('are limited like sheets: each may be 50 MB', async () => {
    await server.cookieOf('gaomin');
    const limited = jest.spyOn(server.limits, 'take').mockImplementation(() => {
      throw new ProblemError(429, { code: 'TOO_MANY_REQUESTS', params: { seconds: 3 } });
    });
    try {
      const refused = await server.upload(
        '/attachments',
        { name: 'a.pdf', bytes: pdf, media: 'application/pdf' },
        'gaomin',
      );
      expect(refused.status).toBe(429);
      expect(limited).toHaveBeenCalledWith('upload', expect.any(String));
    } finally {
      jest.restoreAllMocks();
    }
    expect((await server.get(`/attachments/${sha256(pdf)}`, 'gaomin')).status).toBe(404);
  });

  const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(3000, 0x20), Buffer.from('%%EOF')]);

  it('are typed by their content, kept encrypted and given back to whoever may read them', async () => {
    const sent = await server.upload(
      '/attachments',
      { name: '..\\C:\\公示照片.pdf', bytes: pdf, media: 'application/pdf' },
      'gaomin',
    );
    expect(sent.status).toBe(201);
    expect(sent.body).toEqual({
      sha256: sha256(pdf),
      size: pdf.length,
      media: 'application/pdf',
      name: '公示照片.pdf',
    });
    const { name: _name, ...att } = sent.body;
    const named = await server.post(
      '/terms/C01-2021-1/commands/record-preparation',
      { data: { kind: 'survey', summary: '附照片' }, on: '2021-10-18', att: [sent.body] },
      'gaomin',
      { 'idempotency-key': '11111111-0000-4000-8000-000000000002' },
    );
    // People name files after people: a name has no place in a leaf.
    expect([named.status, named.body['code']]).toEqual([422, 'INVALID_BODY']);
    const noted = await server.post(
      '/terms/C01-2021-1/commands/record-preparation',
      { data: { kind: 'survey', summary: '附照片' }, on: '2021-10-18', att: [att] },
      'gaomin',
      { 'idempotency-key': '11111111-0000-4000-8000-000000000001' },
    );
    expect(noted.status).toBe(201);
    const back = await server.get(`/attachments/${sha256(pdf)}`, 'zhengrui');
    expect(back.bytes.equals(pdf)).toBe(true);
    expect(back.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
    });
    const disposition = String(back.headers['content-disposition']);
    expect(disposition).toBe(`attachment; filename*=UTF-8''${encodeURIComponent('公示照片.pdf')}`);
    expect((await server.get(`/attachments/${sha256(pdf)}`, 'chengshouyi')).status).toBe(403);
    // Of another community's event: as good as none.
    expect((await server.get(`/attachments/${sha256(pdf)}`, 'tangxiaoman')).status).toBe(404);
  });

  it('are refused with a reason where they cannot be kept', async () => {
    const send = (bytes: Uint8Array, media?: string) =>
      server.upload('/attachments', { name: 'x.bin', bytes, ...(media === undefined ? {} : { media }) }, 'gaomin');
    const script = await send(Buffer.from('<script>alert(1)</script>'));
    expect([script.status, script.body['code']]).toEqual([415, 'BLOB_MEDIA_REFUSED']);
    const posing = await send(pdf, 'image/png');
    expect([posing.status, posing.body['code']]).toEqual([415, 'BLOB_MEDIA_MISMATCH']);
    const large = await send(Buffer.concat([pdf, Buffer.alloc(51 * 1024 * 1024)]));
    expect([large.status, large.body['code']]).toEqual([413, 'BODY_TOO_LARGE']);
    expect((await server.get(`/attachments/${'0'.repeat(64)}`, 'gaomin')).status).toBe(404);
    expect((await server.get('/attachments/nothing', 'gaomin')).status).toBe(404);
    expect((await server.upload('/attachments', { name: 'x.pdf', bytes: pdf }, 'chengshouyi')).status).toBe(403);
    const named = await server.post(
      '/terms/C01-2021-1/commands/record-preparation',
      {
        data: { kind: 'survey', summary: '附件不存在' },
        on: '2021-10-18',
        att: [{ sha256: '0'.repeat(64), size: 1, media: 'application/pdf' }],
      },
      'gaomin',
      { 'idempotency-key': '11111111-0000-4000-8000-000000000002' },
    );
    expect(named.status).toBe(422);
  });
});
