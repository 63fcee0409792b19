import { idNumber, type Login, TestServer, withStreet } from './fixture.js';

jest.setTimeout(60_000);

describe('looking for somebody by id number', () => {
  const number = idNumber('1980-01-15', 7);
  let server: TestServer;
  let personId: string;
  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
    personId = await server.record(
      'people/register-person',
      { gender: 'male', birthMonth: '1980-01', education: 'bachelor', membership: 'none', community: 'C01' },
      { personal: { name: '陆甲', birthDate: '1980-01-15', idNumber: number } },
    );
  });
  afterAll(() => server.remove());

  const found = async (as: Login, q = number) => {
    const { body, status } = await server.get(`/people?q=${encodeURIComponent(q)}`, as);
    expect(status).toBe(200);
    return (body['items'] as unknown as { personId: string }[]).map((one) => one.personId);
  };
  async function looks(): Promise<Record<string, unknown>[]> {
    const size = await server.deployment.store.size('access');
    return (await server.deployment.store.readAll('access', 0, size))
      .map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()) as { type: string; data: Record<string, unknown> })
      .filter(({ type }) => type === 'PersonalDataSeen')
      .map(({ data }) => data);
  }

  it('is for those who may see such values, and is recorded before the answer', async () => {
    expect(await found('gaomin')).toEqual([personId]);
    expect(await looks()).toEqual([{ route: '/api/v1/people', count: 1, subjects: [personId] }]);
    expect(await found('gaomin', idNumber('1981-01-15', 7))).toEqual([]);
    expect(await looks()).toHaveLength(2);
    expect(JSON.stringify(await looks())).not.toContain(number);
  });

  it('finds nobody for others, whether there is somebody or not', async () => {
    const before = (await looks()).length;
    expect(await found('luchuanxing')).toEqual([]);
    expect(await found('luchuanxing', '陆甲')).toEqual([personId]);
    expect(await found('tangxiaoman')).toEqual([]);
    expect((await looks()).length).toBe(before + 1);
  });

  it('through an export is the same', async () => {
    const before = (await looks()).length;
    const csv = await server.get(`/exports/people.csv?q=${number}`, 'gaomin');
    expect(csv.text).toContain('陆甲');
    expect((await looks()).length).toBe(before + 1);
    expect((await server.get(`/exports/people.csv?q=${number}`, 'luchuanxing')).text).not.toContain('陆甲');
  });
});
