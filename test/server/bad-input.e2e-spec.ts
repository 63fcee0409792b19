import { randomUUID } from 'node:crypto';
import { RateLimits } from '../../apps/server/src/http/rate-limits.js';
import { TestServer, withStreet } from './fixture.js';

jest.setTimeout(60_000);

describe('bad input', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
  });
  afterAll(() => server.remove());

  const command = '/terms/C01-2021-1/commands/record-preparation';
  const send = (payload: unknown, headers: Record<string, string> = {}) =>
    server.ask('POST', command, {
      as: 'gaomin',
      payload,
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
    });
  const body = (data: object, more: object = {}) => ({ data, on: '2021-10-18T10:00:00+08:00', ...more });
  const good = { kind: 'survey', summary: '入户摸排' };

  it('of no kind reaches the ledger, and each is told apart', async () => {
    await server.cookieOf('gaomin');
    const before = await server.deployment.store.size('process');
    const cases: readonly (readonly [
      string,
      Promise<{ status: number; body: Record<string, unknown> }>,
      number,
      string,
    ])[] = [
      ['too large', send(JSON.stringify(body({ ...good, summary: 'x'.repeat(1_100_000) }))), 413, 'BODY_TOO_LARGE'],
      ['no UTF-8', send(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])), 400, 'NOT_UTF8'],
      ['no JSON', send('{"data":'), 400, 'NOT_JSON'],
      ['a key twice', send('{"data":{"kind":"survey","kind":"publicity"}}'), 400, 'DUPLICATE_KEY'],
      ['half a character', send('{"data":{"kind":"survey","summary":"\\ud800"}}'), 422, 'INVALID_BODY'],
      ['a form', send('a=1', { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
      ['plain text', send('hello', { 'content-type': 'text/plain' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
      [
        'no body',
        server.ask('POST', command, { as: 'gaomin', headers: { 'idempotency-key': randomUUID() } }),
        422,
        'INVALID_BODY',
      ],
      ['a list', send('[]'), 422, 'INVALID_BODY'],
      ['a control character', send(JSON.stringify(body({ ...good, summary: 'a\u0007b' }))), 422, 'NOT_CANONICAL'],
      ['no command id', send(JSON.stringify(body(good)), { 'idempotency-key': 'one' }), 400, 'COMMAND_ID_REQUIRED'],
      ['a bad version', send(JSON.stringify(body(good)), { 'if-match': 'W/"x"' }), 400, 'IF_MATCH_MALFORMED'],
      [
        'an unknown verb',
        server.post('/terms/C01-2021-1/commands/nothing', body(good), 'gaomin'),
        404,
        'NO_SUCH_ROUTE',
      ],
    ];
    for (const [name, asked, status, code] of cases) {
      const answer = await asked;
      expect([name, answer.status, answer.body['code']]).toEqual([name, status, code]);
    }
    expect(await server.deployment.store.size('process')).toBe(before);
  });

  it('is named field by field', async () => {
    const answer = await send(JSON.stringify(body({ kind: 'surveys', sumary: 'x', more: 1 }, { one: 1, two: 2 })));
    expect(answer.status).toBe(422);
    const outer = (answer.body['fields'] as unknown as { pointer: string; code: string }[]).map(({ pointer, code }) => [
      pointer,
      code,
    ]);
    expect(outer).toEqual([
      ['/one', 'UNKNOWN_FIELD'],
      ['/two', 'UNKNOWN_FIELD'],
    ]);
    const inner = await send(JSON.stringify(body({ kind: 'surveys', sumary: 'x', more: 1 })));
    expect(
      (inner.body['fields'] as unknown as { pointer: string; code: string }[]).map(({ pointer, code }) => [
        pointer,
        code,
      ]),
    ).toEqual([
      ['/data/kind', 'NOT_A_CHOICE'],
      ['/data/summary', 'REQUIRED'],
      ['/data/sumary', 'UNKNOWN_FIELD'],
      ['/data/more', 'UNKNOWN_FIELD'],
    ]);
  });

  it('in queries and paths is refused without an error of the server', async () => {
    for (const path of [
      '/events?limit=1000000',
      '/events?from=2021-13-45',
      '/events?colour=red',
      '/overview?asOf=yesterday',
      '/people?limit=-1',
      '/access-log?cursor=abc',
    ]) {
      const answer = await server.get(path, 'shenliyan');
      expect([path, answer.status, answer.body['code']]).toEqual([path, 422, 'INVALID_QUERY']);
    }
    for (const path of [
      '/events/not-a-uuid',
      '/people/1',
      '/objects/nothing-1',
      '/communities/C99',
      '/imports/../session',
    ]) {
      const { status } = await server.get(path, 'gaomin');
      expect([path, status >= 200 && status < 500]).toEqual([path, true]);
    }
    expect((await server.get('/people/%zz', 'gaomin')).status).toBe(400);
    expect((await server.get('/nothing', 'gaomin')).body['code']).toBe('NO_SUCH_ROUTE');
  });

  it('of another site is refused', async () => {
    const cookie = await server.cookieOf('gaomin');
    const forged = await server.app.inject({
      method: 'POST',
      url: `/api/v1${command}`,
      headers: { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      payload: JSON.stringify(body(good)),
    });
    expect([forged.statusCode, forged.json<{ code: string }>().code]).toEqual([403, 'CROSS_SITE_REQUEST']);
    const foreign = await send(JSON.stringify(body(good)), { origin: 'https://elsewhere.example' });
    expect(foreign.body['code']).toBe('CROSS_SITE_REQUEST');
  });

  it('in a flood is slowed down, by address for sign-ins', async () => {
    let now = 0;
    server.limits = new RateLimits(() => now);
    await server.restart();
    const attempt = () => server.post('/session', { login: 'nobody', password: 'wrong' });
    const answers = [];
    for (let i = 0; i < 22; i++) answers.push((await attempt()).status);
    expect(answers.slice(-2)).toEqual([429, 429]);
    const limited = await attempt();
    expect(limited.body).toMatchObject({ code: 'TOO_MANY_REQUESTS', params: { seconds: 3 } });
    expect(limited.headers['retry-after']).toBe('3');
    now += 3000;
    expect((await attempt()).status).not.toBe(429);
  });
});
