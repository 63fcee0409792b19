import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Login, TestServer, withStreet } from './fixture.js';

jest.setTimeout(60_000);

interface Heard {
  readonly event: string;
  readonly data: { readonly id?: string; readonly units?: readonly string[]; readonly position?: number };
}

describe('live updates', () => {
  let server: TestServer;
  let port: number;
  const open: IncomingMessage[] = [];
  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
    await server.app.listen({ port: 0, host: '127.0.0.1' });
    port = (server.app.getHttpServer().address() as AddressInfo).port;
  });
  afterAll(async () => {
    for (const stream of open) stream.destroy();
    await server.remove();
  });

  /** What somebody hears from now on; complete up to the `hello` that opens the stream. */
  async function listening(login: Login): Promise<Heard[]> {
    const cookie = await server.cookieOf(login);
    const heard: Heard[] = [];
    const stream = await new Promise<IncomingMessage>((resolve) =>
      get({ port, host: '127.0.0.1', path: '/api/v1/live', headers: { cookie } }, resolve),
    );
    open.push(stream);
    stream.setEncoding('utf8');
    let text = '';
    stream.on('data', (chunk: string) => {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [event = '', data = ''] = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        if (event.startsWith('event: '))
          heard.push({ event: event.slice(7), data: JSON.parse(data.slice(6)) as Heard['data'] });
      }
    });
    await until(() => heard.some(({ event }) => event === 'hello'));
    return heard;
  }

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  it('tell of work to whom it belongs, and to nobody else', async () => {
    const inspector = await listening('zhengrui');
    const administrator = await listening('chengshouyi');
    const clerk = await listening('gaomin');
    const started = await server.post('/integrity/verify', { log: 'cases' }, 'zhengrui');
    const job = String(started.body['id']);
    await until(() => inspector.some(({ data }) => data.id === job));
    // What each of them may hear of comes after it on the same stream.
    await server.post('/integrity/verify', { log: 'process' }, 'chengshouyi');
    await server.record(
      'terms/C01-2021-1/record-preparation',
      { kind: 'rectification', summary: '整顿' },
      { on: '2021-10-18' },
    );
    await until(() => administrator.some(({ event }) => event === 'job'));
    await until(() => clerk.some(({ event }) => event === 'position'));
    for (const others of [administrator, clerk]) expect(others.map(({ data }) => data.id)).not.toContain(job);
  });

  it('tell a community’s staff of their own community only, without naming others', async () => {
    const street = await listening('gaomin');
    const community = await listening('tangxiaoman');
    await Promise.all([
      server.record('terms/C01-2021-1/record-preparation', { kind: 'survey', summary: '摸底' }, { on: '2021-10-18' }),
      server.record(
        'terms/open-term',
        { community: 'C02', street: 'S01', organisation: 'branch', electionDate: '2021-11-20' },
        { on: '2021-10-18' },
      ),
    ]);
    const told = (heard: readonly Heard[]) =>
      new Set(heard.filter(({ event }) => event === 'position').flatMap(({ data }) => data.units ?? []));
    await until(() => told(street).has('C01') && told(street).has('C02') && told(community).has('C02'));
    expect(told(community)).toEqual(new Set(['C02']));
  });

  it('are for a number of pages, and end with them', async () => {
    const cookie = await server.cookieOf('luchuanxing');
    const opened = () =>
      new Promise<IncomingMessage>((resolve) =>
        get({ port, host: '127.0.0.1', path: '/api/v1/live', headers: { cookie } }, resolve),
      );
    const streams = await Promise.all(Array.from({ length: 20 }, opened));
    expect(streams.map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(200));
    expect(streams[0]?.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    const refused = await opened();
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '30']);
    refused.resume();
    for (const stream of streams) stream.destroy();
    for (let status = 429; status !== 200; ) {
      const again = await opened();
      status = again.statusCode ?? 0;
      again.destroy();
    }
  });
});
