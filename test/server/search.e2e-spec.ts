import { catalogue } from '../../apps/server/src/deployment/catalogue.js';
import { TestServer, withStreet } from './fixture.js';

jest.setTimeout(60_000);

describe('the search over the history', () => {
  let server: TestServer;
  let noticed: string;
  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
    // Half past six in Shanghai is still the day before in UTC.
    server.demoClock.moveTo('2021-10-21T06:30:00+08:00');
    noticed = await server.record('party-elections/C01-2021-1/record-mobilisation', MOBILISATION, {
      on: '2021-10-21T06:20:00+08:00',
    });
    await server.record(
      'terms/open-term',
      { community: 'C02', street: 'S01', organisation: 'branch', electionDate: '2021-11-20' },
      { on: '2021-10-21T06:25:00+08:00' },
    );
    await server.deployment.search.waitFor((await server.deployment.store.size('process')) - 1);
  });
  afterAll(() => server.remove());

  const MOBILISATION = { level: 'community', attended: 86 };

  interface Found {
    readonly items: readonly { readonly type: string; readonly unit: string; readonly stream: string }[];
    readonly total: number;
    readonly histogram: readonly { readonly day: string; readonly count: number }[];
  }
  async function search(
    query: Readonly<Record<string, string>>,
    as: 'zhengrui' | 'tangxiaoman' = 'zhengrui',
  ): Promise<Found> {
    const answer = await server.get(`/events?${new URLSearchParams(query)}`, as);
    expect(answer.status).toBe(200);
    return answer.body as unknown as Found;
  }

  it('files an event under its day in Shanghai, however it was found', async () => {
    const day = { from: '2021-10-21', to: '2021-10-21' };
    const listed = await search({ ...day, type: 'MobilisationHeld' });
    const byStream = await search({ ...day, stream: `partyElection-${noticed}`, type: 'MobilisationHeld' });
    const byText = await search({ ...day, q: '换届动员' });
    for (const { total, histogram } of [listed, byStream, byText]) {
      expect({ total, histogram }).toEqual({ total: 1, histogram: [{ day: '2021-10-21', count: 1 }] });
    }
    expect((await search({ from: '2021-10-20', to: '2021-10-20', q: '换届动员' })).total).toBe(0);
  });

  it('finds nothing by a stream of another log', async () => {
    const { body } = await server.get('/accounts', 'guanping');
    await server.deployment.access.pump();
    const accounts = body['accounts'] as unknown as readonly { readonly id: string }[];
    expect(accounts.length).toBeGreaterThan(0);
    for (const stream of ['log-access', 'log-cases', 'case-1', ...accounts.map(({ id }) => `account-${id}`)]) {
      expect([stream, (await search({ stream })).total]).toEqual([stream, 0]);
    }
    expect((await search({ stream: 'log-process' })).items.map(({ type }) => type)).toEqual(['LogOpened']);
  });

  it.each([
    '时间:昨天',
    '时间:2021-13-01',
    '时间:2021-10-01..昨天',
    '时间:..',
    '社区:没有的社区',
    '动作:没有的动作',
    '人员:没有的人',
  ])('finds nothing by %s, for a slip must not show everything', async (q) => {
    expect((await search({ q })).total).toBe(0);
  });

  it('takes several qualifiers, and filters beside them, together', async () => {
    expect((await search({ q: '社区:青禾' })).items.every(({ unit }) => unit === 'C01')).toBe(true);
    expect((await search({ q: '社区:青禾' })).total).toBeGreaterThan(0);
    expect((await search({ q: '社区:望湖' })).items.map(({ unit, type }) => [unit, type])).toEqual([
      ['C02', 'TermOpened'],
    ]);
    expect((await search({ q: '社区:望湖', community: 'C01' })).total).toBe(0);
    expect((await search({ q: '社区:望湖 社区:青禾' })).total).toBe(0);
    expect((await search({ q: '动作:TermOpened', type: 'TermOpened,MobilisationHeld' })).total).toBe(2);
    expect((await search({ q: '动作:TermOpened 动作:MobilisationHeld' })).total).toBe(0);
    expect((await search({ q: '时间:2021-10-21..', to: '2021-10-20' })).total).toBe(0);
    expect((await search({ q: '时间:..2021-10-20' })).items.map(({ type }) => type)).not.toContain('MobilisationHeld');
    expect((await search({ q: '时间:2021-10-21..' })).items.map(({ type }) => type)).toContain('MobilisationHeld');
  });

  it('takes every type that is known in one list, and names those that are not', async () => {
    const every = [...catalogue.types.keys()].slice(0, 60);
    const all = await server.get(`/events?type=${every.join(',')}`, 'gaomin');
    expect(all.status).toBe(200);
    const wrong = await server.get('/events?type=TermOpened,TermOpend,Nothing', 'gaomin');
    expect(wrong.status).toBe(422);
    expect(wrong.body).toMatchObject({
      code: 'INVALID_QUERY',
      fields: [
        { pointer: '/type', code: 'EVENT_TYPE_UNKNOWN', params: { type: 'TermOpend' } },
        { pointer: '/type', params: { type: 'Nothing' } },
      ],
    });
    expect((await server.get('/access-log?type=Nothing', 'wensiqi')).status).toBe(422);
  });

  it('never leaves the reader’s community', async () => {
    const own = await search({}, 'tangxiaoman');
    expect(new Set(own.items.map(({ unit }) => unit))).toEqual(new Set(['C02']));
    expect((await search({ community: 'C01' }, 'tangxiaoman')).total).toBe(0);
    expect((await search({ q: '社区:青禾' }, 'tangxiaoman')).total).toBe(0);
    expect((await search({ stream: 'term-C01-2021-1' }, 'tangxiaoman')).total).toBe(0);
  });
});
