import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { demoAccounts } from '#identity';
import { type Login, TestServer, withStreet } from './fixture.js';
import { Dice, fitting, type JsonSchema, type Known, spoilt, strange, written } from './fuzz-values.js';

/** Another seed walks other ways; a failure prints the one it came from. */
const SEED = Number(process.env['JZ_FUZZ_SEED'] ?? 20211120);
/** How long requests are made up (s); every operation gets its share however long it takes. */
const SECONDS = Number(process.env['JZ_FUZZ_SECONDS'] ?? 45);
const LEAST_ROUNDS = 6;
/** A request that takes longer hangs (ms). Wide: the machine may be busy with other tests. */
const HANG = 30_000;
const MEMORY = 700 * 1024 * 1024;

jest.setTimeout(SECONDS * 1000 + 300_000);

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: JsonSchema;
}
interface Operation {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body?: JsonSchema;
  readonly multipart: boolean;
  /** Roles that may send it, where it is a command. */
  readonly roles: readonly string[];
}

const document = JSON.parse(readFileSync(resolve(__dirname, '../../docs/openapi.json'), 'utf8')) as {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters?: readonly Parameter[];
            readonly 'x-roles'?: readonly string[];
            readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: JsonSchema }>> };
          }
        >
      >
    >
  >;
};
const OPERATIONS: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]): Operation => {
    const content = operation.requestBody?.content ?? {};
    const body = content['application/json']?.schema;
    return {
      method: method.toUpperCase() as Operation['method'],
      path,
      parameters: operation.parameters ?? [],
      ...(body === undefined ? {} : { body }),
      multipart: 'multipart/form-data' in content,
      roles: operation['x-roles'] ?? [],
    };
  }),
);

const ROLES: readonly (Login | undefined)[] = [
  undefined,
  'gaomin',
  'tangxiaoman',
  'luchuanxing',
  'qinzhiyuan',
  'zhengrui',
  'shenliyan',
  'guanping',
  'chengshouyi',
  'wensiqi',
];
const LOGIN_OF = new Map(demoAccounts().map(({ role, login }) => [role as string, login as Login]));
const MARKER = '绝密某某七三一';

interface Request {
  readonly method: Operation['method'];
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload?: string | Buffer;
}

describe('the API under made-up requests', () => {
  let server: TestServer;
  let known: Known;
  const said: string[] = [];
  const statuses = new Map<number, number>();

  beforeAll(async () => {
    server = await TestServer.start((line) => said.push(line));
    await withStreet(server);
    const people = [];
    for (let i = 0; i < 6; i++)
      people.push(
        await server.record(
          'people/register-person',
          {
            gender: 'female',
            birthMonth: '1980-05',
            education: 'bachelor',
            membership: 'member',
            memberSince: '2001-07',
            community: i % 2 === 0 ? 'C01' : 'C02',
          },
          { personal: { name: `${MARKER}${i}` } },
        ),
      );
    const notice = await server.record(
      'notices/post-notice',
      {
        election: 'partyElection-C01-2021-1',
        purpose: 'candidates-to-be',
        title: '候选人预备人选公示',
        number: '青公〔2021〕1号',
        places: ['社区公告栏'],
        wholeCommunity: true,
        plannedUntil: '2021-10-25',
        persons: people.slice(0, 1),
        contact: '街道党群办 0000-5550100',
      },
      { on: '2021-10-20T08:30:00+08:00' },
    );
    const events = await server.deployment.store.readAll('process', 0, 50);
    const eventIds = events.map(({ bytes }) =>
      String((JSON.parse(Buffer.from(bytes).toString()) as { id: string }).id),
    );
    known = {
      uuids: [...people, ...eventIds.slice(0, 8), randomUUID()],
      units: ['S01', 'C01', 'C02', 'C99'],
      ids: ['C01-2021-1', 'S01', 'C02-2021-1', ...people.slice(0, 3), ...eventIds.slice(0, 3), 'main', 'search'],
      words: [
        'term-C01-2021-1',
        'partyElection-C01-2021-1',
        '青禾社区',
        '摸排',
        '1',
        `person-${people[0]}`,
        '社区:青禾 动作:公示',
      ],
      marker: MARKER,
      idsOf: {
        people: people,
        streets: ['S01'],
        terms: ['C01-2021-1'],
        'party-elections': ['C01-2021-1'],
        'residents-elections': ['C01-2021-1'],
        communities: ['C01', 'C02'],
        notices: [notice],
        views: ['main', 'search'],
      },
    };
  });
  afterAll(() => server.remove());

  function query(parameters: readonly Parameter[], dice: Dice, fit: boolean): string {
    const pairs: string[] = [];
    for (const { name, schema } of parameters) {
      if (dice.is(0.5)) continue;
      const value = fit || dice.is(0.4) ? fitting(schema, dice, known) : strange(dice);
      const shown = typeof value === 'string' ? value : written(value);
      pairs.push(`${name}=${encoded(shown.slice(0, 3000))}`);
      if (!fit && dice.is(0.15)) pairs.push(`${name}=${encoded(shown.slice(0, 50))}`);
      if (!fit && dice.is(0.05)) pairs.push(`${name}[]=1`);
    }
    if (!fit && dice.is(0.1))
      pairs.push(dice.of(['__proto__=1', 'a[__proto__][x]=1', '%zz=1', '&&=&', 'q=%ff%fe', '=']));
    return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  }

  function requestFor(operation: Operation, dice: Dice, fit: boolean): Request {
    const { method, parameters, multipart } = operation;
    const plural = operation.path.split('/')[3] ?? '';
    const path = operation.path.replaceAll(/\{(\w+)\}/g, () => {
      const own = known.idsOf[plural];
      if (own !== undefined && (fit || dice.is(0.5))) return dice.of(own);
      if (fit || dice.is(0.6))
        return encodeURIComponent(
          dice.of([
            ...known.ids,
            ...known.units,
            ...known.uuids,
            'events.csv',
            'people.xlsx',
            'csv',
            'xlsx',
            'C01.pdf',
          ]),
        );
      if (dice.is(0.2)) return dice.of(['%zz', '%00', '..%2f..', '.', '%ff', 'a'.repeat(400), '%E0%A4%A']);
      return encoded(String(written(strange(dice))).slice(0, 150));
    });
    const url =
      path +
      query(
        parameters.filter((one) => one.in === 'query'),
        dice,
        fit,
      );
    const headers: Record<string, string> = { 'x-jianzheng': '1' };
    for (const { name, in: place } of parameters) {
      if (place !== 'header') continue;
      if (name === 'Idempotency-Key')
        headers['idempotency-key'] =
          fit || dice.is(0.9) ? randomUUID() : dice.of(['', '1', 'x'.repeat(9000), MARKER.replaceAll(/./gu, 'k')]);
      else if (dice.is(0.2))
        headers[name.toLowerCase()] = dice.of(['"0"', '"7"', '*', 'W/"1"', '"-1"', '"99999999999999999999"', '""']);
    }
    if (!fit && dice.is(0.03)) headers['accept-language'] = 'x'.repeat(5000);
    if (!fit && dice.is(0.03))
      headers['authorization'] = dice.of(['Bearer jz_', `Bearer jz_${'a'.repeat(5000)}`, 'Basic Og==']);
    if (method === 'GET') return { method, url, headers };
    if (multipart) return { method, url, ...upload(dice, headers) };
    if (!fit && dice.is(0.1)) {
      headers['content-type'] = dice.of([
        'text/plain',
        'application/xml',
        'multipart/form-data',
        'multipart/form-data; boundary=',
        'application/json; charset=gbk',
        'application/merge-patch+json',
        '/',
      ]);
      return {
        method,
        url,
        headers,
        payload: dice.of(['', 'x', '{', '{"data":', '\ufeff{}', 'null', '1', '"x"', `{"data":"${MARKER}"`]),
      };
    }
    headers['content-type'] = 'application/json';
    const whole = fitting(operation.body ?? { type: 'object' }, dice, known, fit);
    return { method, url, headers, payload: written(fit ? whole : spoilt(whole, dice)) };
  }

  function upload(dice: Dice, headers: Record<string, string>): Pick<Request, 'headers' | 'payload'> {
    const boundary = dice.of(['b', 'x'.repeat(70), '----WebKit']);
    const content = dice.of([
      Buffer.from('%PDF-1.4\n'),
      Buffer.from('PK\u0003\u0004'),
      Buffer.alloc(0),
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
      Buffer.alloc(200_000, 0x41),
      Buffer.from(MARKER),
    ]);
    const name = dice.of(['a.xlsx', '../../x.xlsx', 'x'.repeat(3000), '名单.xlsx', 'a"b.xlsx', '', 'a\\b']);
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${dice.of(['file', '__proto__', 'other'])}"; filename="${name}"\r\nContent-Type: ${dice.of(['application/pdf', 'image/jpeg', 'text/html', '', 'x'])}\r\n\r\n`;
    const tail = dice.of([`\r\n--${boundary}--\r\n`, '', `\r\n--${boundary}\r\n`, '\r\n--']);
    return {
      headers: { ...headers, 'content-type': `multipart/form-data; boundary=${dice.is(0.9) ? boundary : 'other'}` },
      payload: Buffer.concat([Buffer.from(head), content, Buffer.from(tail)]),
    };
  }

  async function judge(request: Request, role: Login | undefined): Promise<string | undefined> {
    const headers = role === undefined ? request.headers : { ...request.headers, cookie: await server.cookieOf(role) };
    const live = request.url.startsWith('/api/v1/live');
    const asking = server.app.inject({
      ...request,
      headers,
      ...(live ? { payloadAsStream: true } : {}),
    } as Parameters<typeof server.app.inject>[0]);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((done) => {
      timer = setTimeout(() => done('late'), HANG);
    });
    const answer = await Promise.race([asking, late]);
    clearTimeout(timer);
    if (answer === 'late') return 'hangs';
    if (live && answer.statusCode === 200) {
      answer.stream().destroy();
      return undefined;
    }
    const { statusCode } = answer;
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    if (statusCode === 401 && role !== undefined) server.forget(role);
    if (request.method === 'DELETE' && role !== undefined) server.forget(role);
    if (statusCode < 400) return undefined;
    const text = live ? '' : answer.payload;
    if (
      statusCode >= 500 &&
      !(statusCode === 503 && /"code":"(STORE_UNAVAILABLE|CLOCK_BEHIND|CONSOLE_NOT_BUILT)"/.test(text))
    )
      return `answers ${statusCode}: ${text.slice(0, 300)}`;
    if (live) return undefined;
    if (!String(answer.headers['content-type']).startsWith('application/problem+json'))
      return `answers ${statusCode} as ${String(answer.headers['content-type'])}: ${text.slice(0, 200)}`;
    const { code, status } = JSON.parse(text) as { code?: unknown; status?: unknown };
    if (typeof code !== 'string' || !/^[A-Z][A-Z0-9_]+$/.test(code) || status !== statusCode)
      return `answers ${statusCode} without a code: ${text.slice(0, 200)}`;
    // Names of registered people are shown to whoever reads the registry; what was just sent comes back to nobody.
    const sent = Buffer.from(request.payload ?? '').includes(MARKER);
    if (sent && text.includes(MARKER)) return `echoes a personal value: ${text.slice(0, 500)}`;
    if (/node_modules|\bat \S+ \(|SQLITE_|\/tmp\//.test(text)) return `shows its insides: ${text.slice(0, 300)}`;
    return undefined;
  }

  it(`never fails, hangs or echoes (${OPERATIONS.length} operations, seed ${SEED})`, async () => {
    expect(OPERATIONS.length).toBeGreaterThan(150);
    const dice = new Dice(SEED);
    const found: string[] = [];
    const before = process.memoryUsage().rss;
    const began = Date.now();
    let sent = 0;
    let rounds = 0;
    for (; found.length < 20 && (rounds < LEAST_ROUNDS || Date.now() - began < SECONDS * 1000); rounds++) {
      for (const operation of OPERATIONS) {
        // Most are let in by the door, so that it is the handler that is asked.
        const fit = dice.is(0.35);
        const own = operation.roles.flatMap((name) => LOGIN_OF.get(name) ?? []);
        const role =
          fit && own.length > 0
            ? dice.of(own)
            : dice.is(0.5)
              ? dice.of(['gaomin', 'tangxiaoman', 'shenliyan'] as const)
              : dice.of(ROLES);
        const request = requestFor(operation, dice, fit);
        const wrong = await judge(request, role);
        sent++;
        if (wrong === undefined) continue;
        const shown = Buffer.from(request.payload ?? '')
          .toString('utf8')
          .slice(0, 300);
        found.push(
          `${request.method} ${request.url.slice(0, 300)} as ${role ?? 'nobody'} ${wrong}\n    ${JSON.stringify(request.headers).slice(0, 300)}\n    ${shown}`,
        );
        if (found.length >= 20) break;
      }
    }
    const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`);
    process.stdout.write(`${sent} made-up requests in ${rounds} rounds: ${counts.join(', ')}\n`);
    // Those that fit get through to the commands and pages themselves.
    expect(statuses.get(200) ?? 0).toBeGreaterThan(sent / 50);
    expect(statuses.get(201) ?? 0).toBeGreaterThan(10);
    expect(found).toEqual([]);
    expect(process.memoryUsage().rss - before).toBeLessThan(MEMORY);
  });

  it('has said nothing of it in its log, and no personal value', async () => {
    await server.deployment.importing.idle();
    expect(said.filter((line) => line.includes(MARKER))).toEqual([]);
    expect(said.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).toEqual([]);
  });

  it('leaves objects as they were, and the ledger whole', async () => {
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const answer = await server.get('/events?limit=5', 'shenliyan');
    expect(answer.status).toBe(200);
    expect(server.deployment.main.status().quarantined).toEqual([]);
    await server.deployment.main.rebuild();
    expect(server.deployment.main.status().quarantined).toEqual([]);
  });

  /** Percent-encoded, also where a character is no character. */
  function encoded(value: string): string {
    try {
      return encodeURIComponent(value);
    } catch {
      return '%ED%A0%80';
    }
  }
});
