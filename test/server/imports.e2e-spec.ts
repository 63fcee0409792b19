import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHEET_TEMPLATES, writeTable } from '#spreadsheets';
import { idNumber, TestServer, withStreet } from './fixture.js';

jest.setTimeout(60_000);

type Row = Readonly<Record<string, string | number>>;

/** A filled sheet: headings of the template, one line per row. */
async function sheet(kind: keyof typeof SHEET_TEMPLATES, rows: readonly Row[]): Promise<Buffer> {
  const { columns, sheetName } = SHEET_TEMPLATES[kind];
  return writeTable({
    sheetName: sheetName.zh,
    columns: columns.map(({ header }) => ({ header: header.zh })),
    rows: rows.map((row) => columns.map(({ key }) => row[key] ?? null)),
  });
}

const SURNAMES = '赵钱孙李周吴郑王冯陈';
const person = (n: number, more: Row = {}): Row => {
  const birth = `19${60 + (n % 30)}-0${1 + (n % 9)}-1${n % 9}`;
  return {
    name: `${SURNAMES[n % 10]}甲${n}`,
    gender: n % 2 === 1 ? '男' : '女',
    birthDate: birth,
    idNumber: idNumber(birth, n % 1000),
    phone: `139${String(n).padStart(8, '0')}`,
    address: `青禾路 ${n} 号`,
    community: 'C01',
    education: '大专',
    membership: n % 3 === 0 ? '中共党员' : '群众',
    ...more,
  };
};

describe('importing a sheet', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
  });
  afterAll(() => server.remove());

  async function dryRun(
    kind: keyof typeof SHEET_TEMPLATES,
    rows: readonly Row[],
    as: 'gaomin' | 'tangxiaoman' = 'gaomin',
  ) {
    const sent = await server.upload(
      `/imports?kind=${kind}`,
      { name: `赵甲等人-${kind}.xlsx`, bytes: await sheet(kind, rows) },
      as,
    );
    expect(sent.status).toBe(202);
    await server.deployment.importing.idle();
    return server.get(`/imports/${String(sent.body['importId'])}`, as);
  }

  async function commit(importId: unknown, as: 'gaomin' | 'tangxiaoman' = 'gaomin') {
    const begun = await server.post(`/imports/${String(importId)}/commands/commit`, {}, as);
    expect(begun.status).toBe(202);
    await server.deployment.importing.idle();
    return (await server.get(`/imports/${String(importId)}`, as)).body;
  }

  it('records people as a whole, with their values in the vault only', async () => {
    const checked = await dryRun('people', [person(1, { currentPost: '党委委员、居委会主任' }), person(2), person(3)]);
    expect(checked.body).toMatchObject({ state: 'ready', rows: 3, faultCount: 0 });
    expect(checked.body['preview']).toHaveLength(3);
    const before = await server.deployment.store.size('process');
    expect(await commit(checked.body['importId'])).toMatchObject({ state: 'committed', faultCount: 0 });
    expect((await server.deployment.store.size('process')) - before).toBe(3 + 2);
    const found = await server.get(`/people?q=${encodeURIComponent('赵甲')}`, 'gaomin');
    expect(found.status).toBe(200);
    const people = (await server.get('/people', 'gaomin')).body['items'] as unknown as {
      posts: string[];
      name: string;
    }[];
    expect(people.map(({ name }) => name).sort()).toEqual(['孙甲2', '李甲3', '钱甲1'].sort());
    expect(people.find(({ name }) => name === '钱甲1')?.posts).toEqual([
      'party-committee-member',
      'residents-director',
    ]);
    const leaves = (await server.deployment.store.readAll('process', 0)).map(({ bytes }) =>
      Buffer.from(bytes).toString(),
    );
    expect(leaves.join('')).not.toContain('钱甲1');
  });

  it('leaves out who is registered with the same values, and names who is registered with others', async () => {
    const checked = await dryRun('people', [person(1), person(2, { address: '望湖路 9 号' }), person(11)]);
    expect(checked.body).toMatchObject({ state: 'faults', faultCount: 1, unchanged: 1 });
    const [fault] = checked.body['faults'] as unknown as { code: string; cell: string; message: { zh: string } }[];
    expect(fault).toMatchObject({ code: 'PERSON_ALREADY_REGISTERED', cell: 'D3', column: 'idNumber' });
    expect(fault?.message.zh).toContain('孙甲2');
    expect(fault?.message.zh).toContain('住址');
    const refused = await server.post(`/imports/${String(checked.body['importId'])}/commands/commit`, {}, 'gaomin');
    expect([refused.status, refused.body['code']]).toEqual([409, 'IMPORT_HAS_FAULTS']);
  });

  it('names sheet, cell, value and remedy of everything that is wrong with a row', async () => {
    const checked = await dryRun('people', [
      person(21, { community: '青田' }),
      person(22, { currentPost: '主任' }),
      person(23, { gender: '未知' }),
      person(24, { birthDate: '2030-05-09', idNumber: idNumber('2030-05-09', 924) }),
      person(25, { membership: '中共党员', memberSince: '1998-01-15' }),
    ]);
    const faults = checked.body['faults'] as unknown as {
      code: string;
      cell: string;
      value: string;
      remedy: { zh: string; en: string };
    }[];
    expect(faults.map(({ code, cell, value }) => [code, cell, value])).toEqual([
      ['COMMUNITY_UNKNOWN', 'G2', '青田'],
      ['POST_NEEDS_ORGANISATION', 'K3', '主任'],
      ['NOT_A_CHOICE', 'B4', '未知'],
      ['DAY_IN_FUTURE', 'C5', '2030-05-09'],
      ['JOINED_UNDER_AGE', 'J6', '1998-01-15'],
    ]);
    expect(faults[0]?.remedy.zh).toContain('C01 青禾社区');
    for (const { remedy } of faults) expect([remedy.zh, remedy.en].every((text) => text.length > 3)).toBe(true);
  });

  it('says a wrong heading once, of the heading, and nothing of the rows that lack its values', async () => {
    const { columns, sheetName } = SHEET_TEMPLATES.people;
    const bytes = await writeTable({
      sheetName: sheetName.zh,
      columns: columns.map(({ key, header }) => ({ header: key === 'gender' ? '男女' : header.zh })),
      rows: [person(61), person(62)].map((row) => columns.map(({ key }) => row[key] ?? null)),
    });
    const sent = await server.upload('/imports?kind=people', { name: 'people.xlsx', bytes }, 'gaomin');
    await server.deployment.importing.idle();
    const { body } = await server.get(`/imports/${String(sent.body['importId'])}`, 'gaomin');
    const faults = body['faults'] as unknown as { code: string; message: { zh: string } }[];
    expect(faults.map(({ code }) => code)).not.toContain('INVALID_VALUE');
    expect(faults.some(({ message }) => message.zh.includes('性别'))).toBe(true);
    for (const { message } of faults) expect(message.zh).not.toMatch(/string|undefined/);
  });

  it('is narrowed to the community of who sends it', async () => {
    const elsewhere = await dryRun('people', [person(31)], 'tangxiaoman');
    expect((elsewhere.body['faults'] as unknown as { code: string }[])[0]?.code).toBe('COMMUNITY_OUT_OF_SCOPE');
    const registered = await dryRun('people', [person(1, { community: '望湖' })], 'tangxiaoman');
    const [fault] = registered.body['faults'] as unknown as { code: string; message: { zh: string } }[];
    expect(fault?.code).toBe('PERSON_REGISTERED_ELSEWHERE');
    expect(fault?.message.zh).not.toContain('钱甲1');
    const own = await dryRun('people', [person(32, { community: '' })], 'tangxiaoman');
    expect(await commit(own.body['importId'], 'tangxiaoman')).toMatchObject({ state: 'committed', community: 'C02' });
    const seen = (await server.get('/imports', 'tangxiaoman')).body['imports'] as unknown as { community: string }[];
    expect(new Set(seen.map(({ community }) => community))).toEqual(new Set(['C02']));
    expect((await server.get('/imports', 'luchuanxing')).status).toBe(403);
  });

  it('finds persons of other sheets by id number, and says what to do about those it does not find', async () => {
    const chosen = { category: '居民代表', community: 'C01', chosenOn: '2021-09-30' };
    const named = (n: number, more: Row = {}): Row => ({
      name: String(person(n)['name']),
      idNumber: String(person(n)['idNumber']),
      ...chosen,
      ...more,
    });
    const wrong = await dryRun('delegates', [named(1, { name: '别人' }), named(99), named(2, { community: 'C02' })]);
    expect(
      (wrong.body['faults'] as unknown as { code: string; cell: string }[]).map(({ code, cell }) => [code, cell]),
    ).toEqual([
      ['NAME_DIFFERS', 'A2'],
      ['PERSON_NOT_REGISTERED', 'B3'],
      ['TERM_NOT_OPEN', 'D4'],
    ]);
    const right = await dryRun('delegates', [named(1), named(2)]);
    expect(await commit(right.body['importId'])).toMatchObject({ state: 'committed', faultCount: 0 });
    const again = await dryRun('delegates', [named(2)]);
    expect((again.body['faults'] as unknown as { code: string }[])[0]?.code).toBe('ALREADY_RECORDED');
    const events = await types('term-C01-2021-1');
    expect(events.filter((type) => type === 'DelegateRecorded')).toHaveLength(2);
  });

  it('turns seats, nominations, reviews and relations into their facts', async () => {
    const id = (n: number) => ({ name: String(person(n)['name']), idNumber: String(person(n)['idNumber']) });
    const seats = {
      community: '青禾',
      organisation: '党委',
      partySeats: 7,
      residentsSeats: 9,
      planNumber: '云街工〔2021〕41号',
      plannedOn: '2021-10-01',
      submittedOn: '2021-10-08',
    };
    const approval = { approvalNumber: '澜换办〔2021〕12号', approvedOn: '2021-10-12' };
    expect((await dryRun('seats', [{ ...seats, organisation: '党支部' }])).body['faultCount']).toBe(1);
    await commit((await dryRun('seats', [{ ...seats, ...approval }])).body['importId']);
    expect((await types('term-C01-2021-1')).slice(-6)).toEqual([
      'SeatsPlanned',
      'SeatsPlanned',
      'SeatsSubmitted',
      'SeatsSubmitted',
      'SeatsApproved',
      'SeatsApproved',
    ]);

    const nominated = (n: number, post: string): Row => ({
      community: 'C01',
      ...id(n),
      list: '初步人选',
      nominatedOn: '2021-10-15',
      post,
    });
    const days = await dryRun('nominations', [
      nominated(1, '书记'),
      { ...nominated(2, '委员'), nominatedOn: '2021-10-16' },
    ]);
    expect((days.body['faults'] as unknown as { code: string; cell: string }[])[0]).toMatchObject({
      code: 'LIST_DAY_DIFFERS',
      cell: 'E3',
    });
    await commit(
      (await dryRun('nominations', [nominated(1, '书记'), nominated(2, '委员'), nominated(3, '委员')])).body[
        'importId'
      ],
    );

    const review = {
      community: 'C01',
      ...id(1),
      replyNumber: '澜公函〔2021〕88号',
      repliedOn: '2021-10-19',
      department: '区公安分局',
      departmentLevel: '区级',
    };
    const full = { level: '全面审查', 'QUA-02a': '无问题', 'QUA-02b': '未回复' };
    const concluded = {
      level: '初审',
      department: '社区党委',
      conclusion: '通过',
      body: '社区党组织',
      repliedOn: '2021-10-18',
    };
    await commit(
      (
        await dryRun('reviews', [
          { ...review, ...concluded },
          { ...review, ...full },
        ])
      ).body['importId'],
    );
    expect((await types('partyElection-C01-2021-1')).slice(-3)).toEqual([
      'PreliminaryNomineesDetermined',
      'QualificationReviewed',
      'DepartmentReplied',
    ]);

    const pair = {
      idNumberA: id(1).idNumber,
      idNumberB: id(2).idNumber,
      relation: '父母子女',
      source: '户籍',
      recordedOn: '2021-10-19',
    };
    await commit((await dryRun('kinship', [pair])).body['importId']);
    const page = (await server.get('/communities/C01', 'gaomin')).body as unknown as {
      nominees: { name: string; relations: unknown[]; first?: string; grounds: object }[];
    };
    expect(page.nominees.find(({ name }) => name === '钱甲1')).toMatchObject({
      relations: [{ kind: 'parent-child', near: true }],
      first: 'passed',
      grounds: { 'QUA-02a': 'clear', 'QUA-02b': 'no-reply' },
    });
    const same = await dryRun('kinship', [pair]);
    expect(same.body).toMatchObject({ state: 'unchanged', faultCount: 0, faults: [], unchanged: 1, rows: 0 });
    const nothing = await server.post(`/imports/${String(same.body['importId'])}/commands/commit`, {}, 'gaomin');
    expect([nothing.status, nothing.body['code']]).toEqual([409, 'IMPORT_NOTHING_NEW']);
  });

  it('can be dropped, and shows a file that cannot be read', async () => {
    const checked = await dryRun('people', [person(41)]);
    const dropped = await server.post(
      `/imports/${String(checked.body['importId'])}/commands/drop`,
      { reason: '传错文件' },
      'gaomin',
    );
    expect(dropped.body).toMatchObject({ state: 'dropped', preview: [] });
    const sent = await server.upload(
      '/imports?kind=people',
      { name: 'people.xls', bytes: Buffer.from('not a workbook') },
      'gaomin',
    );
    await server.deployment.importing.idle();
    const unreadable = await server.get(`/imports/${String(sent.body['importId'])}`, 'gaomin');
    expect(unreadable.body).toMatchObject({ state: 'faults', faults: [{ code: 'WRONG_EXTENSION' }] });
    expect(
      (await server.upload('/imports?kind=people', { name: 'x.xlsx', bytes: Buffer.alloc(0) }, 'luchuanxing')).status,
    ).toBe(403);
    expect(
      (await server.upload('/imports?kind=ships', { name: 'x.xlsx', bytes: Buffer.alloc(0) }, 'gaomin')).status,
    ).toBe(422);
    expect((await server.ask('POST', '/imports?kind=people', { as: 'gaomin' })).status).toBe(415);
  });

  it('is taken up again after a restart where it was cut short, and takes effect once', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => person(200 + i));
    const checked = await dryRun('people', rows);
    const importId = String(checked.body['importId']);
    await server.restart();
    expect((await server.get(`/imports/${importId}`, 'gaomin')).body).toMatchObject({ state: 'ready', rows: 60 });
    await server.post(`/imports/${importId}/commands/commit`, {}, 'gaomin');
    // Closing stops it between two steps: nothing of it counts yet.
    await server.deployment.importing.close();
    const before = [...server.deployment.facts.people.records.entries()].length;
    await server.restart();
    await server.deployment.importing.idle();
    expect((await server.get(`/imports/${importId}`, 'gaomin')).body).toMatchObject({ state: 'committed' });
    expect([...server.deployment.facts.people.records.entries()]).toHaveLength(before + 60);
    const started = (await server.deployment.store.readStream('process', `import-${importId}`)).map(
      ({ bytes }) => (JSON.parse(Buffer.from(bytes).toString()) as { type: string }).type,
    );
    expect(started.filter((type) => type === 'ImportStarted')).toHaveLength(1);
    expect(started.filter((type) => type === 'ImportCommitted')).toHaveLength(1);
  });

  it('is committed by what its sender may do, not by what whoever checked it could', async () => {
    await commit((await dryRun('people', [person(401)])).body['importId']);
    const row = { name: String(person(401)['name']), idNumber: String(person(401)['idNumber']) };
    const checked = await dryRun('delegates', [
      { ...row, category: '居民代表', community: 'C01', chosenOn: '2021-10-02' },
    ]);
    expect(checked.body['state']).toBe('ready');
    const importId = String(checked.body['importId']);
    const issued = await server.post(
      '/tokens',
      {
        name: '报送平台',
        scope: { role: 'election-clerk', unit: 'S01' },
        capabilities: ['import', 'elections.record', 'people.read'],
        verbs: ['register-person'],
        days: 1,
      },
      'gaomin',
    );
    expect(issued.status).toBe(201);
    const headers = { authorization: `Bearer ${String(issued.body['token'])}`, 'content-type': 'application/json' };
    const before = await types('term-C01-2021-1');
    await server.ask('POST', `/imports/${importId}/commands/commit`, { payload: {}, headers });
    await server.deployment.importing.idle();
    const refused = (await server.get(`/imports/${importId}`, 'gaomin')).body;
    expect(refused).toMatchObject({ state: 'faults', faults: [{ code: 'VERB_NOT_IN_TOKEN' }] });
    expect(await types('term-C01-2021-1')).toEqual(before);
    expect(await types(`import-${importId}`)).toEqual([]);
  });

  it('leaves nothing behind of an upload that a crash cut short', async () => {
    const { uploads } = server.deployment.folder;
    writeFileSync(join(uploads, 'ffffffff-0000-4000-8000-000000000001.sheet.new'), 'half a file');
    await server.restart();
    expect(readdirSync(uploads).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('keeps of a sheet that took effect only that it did, after a month', async () => {
    const { importing } = server.deployment;
    const committed = importing.list('S01').filter(({ state }) => state === 'committed');
    expect(committed.some(({ file }) => file.name.includes('赵甲'))).toBe(true);
    const later = Date.now() + 31 * 86_400_000;
    const now = jest.spyOn(Date, 'now').mockReturnValue(later);
    await importing.sweep();
    now.mockRestore();
    for (const { importId, kind, file } of committed) {
      expect(importing.get(importId, 'S01')).toMatchObject({
        state: 'committed',
        file: { sha256: file.sha256, name: `${kind}.xlsx` },
        notes: [],
        preview: [],
      });
    }
  });

  it('leaves no personal value in the folder of uploads once it took effect', async () => {
    const checked = await dryRun('people', [person(301)]);
    await commit(checked.body['importId']);
    const { folder } = server.deployment;
    const files = readdirSync(folder.uploads);
    expect(files).not.toContain(`${String(checked.body['importId'])}.sheet`);
    const all = files.map((name) => readFileSync(join(folder.uploads, name)).toString('utf8')).join('');
    expect(all).not.toContain('"faults"');
    expect((await server.get(`/imports/${String(checked.body['importId'])}`, 'gaomin')).text).not.toContain(
      String(person(301)['idNumber']),
    );
  });

  async function types(stream: string): Promise<string[]> {
    const events = await server.deployment.store.readStream('process', stream);
    return events.map(({ bytes }) => (JSON.parse(Buffer.from(bytes).toString()) as { type: string }).type);
  }
});
