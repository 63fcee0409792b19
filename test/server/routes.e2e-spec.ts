import { randomUUID } from 'node:crypto';
import { ROLES, type Role } from '#identity';
import { commands } from '../../apps/server/src/deployment/catalogue.js';
import { TestServer, withStreet } from './fixture.js';
import { BLIND_ROLES, isIdle, mayPass, ROUTE_TABLE, type TableRow } from './route-table.js';

jest.setTimeout(120_000);

describe('routes and roles', () => {
  let server: TestServer;
  const accounts = new Map<Role, string>();
  let forced: string;

  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
    for (const role of ROLES) accounts.set(role, await account(role, false));
    forced = await account('inspector-lead', true);
  });
  afterAll(() => server.remove());

  /** An account of one role in the street; its own password is set unless it is to stay one-time. */
  async function account(role: Role, oneTime: boolean, unit = 'S01'): Promise<string> {
    const { identity } = server.deployment;
    const by = { id: randomUUID(), role: 'security-administrator', unit: 'S01' };
    const login = `x${randomUUID().slice(0, 8)}`;
    const made = await identity.accounts.create(by, {
      login,
      displayName: role,
      personId: randomUUID(),
      roles: [{ role, unit }],
    });
    if (!made.ok) throw new Error(made.error.code);
    const { id } = made.value.account;
    if (oneTime) return id;
    const opened = identity.sessions.open(id);
    const session =
      opened.ok && 'session' in opened.value.session.principal.by ? opened.value.session.principal.by.session : '';
    const change = { accountId: id, session, current: made.value.oneTime.password, next: 'correct horse battery' };
    const changed = await identity.accounts.changePassword({ ...by, id: 'holder' }, change);
    if (!changed.ok) throw new Error(changed.error.code);
    return id;
  }

  /** A session of its own for every request: some of them end it. */
  function cookie(accountId: string): string {
    const opened = server.deployment.identity.sessions.open(accountId);
    if (!opened.ok) throw new Error(opened.error.code);
    return `jz_session=${opened.value.token}`;
  }

  async function status(
    { route, url, payload, stream }: Pick<TableRow, 'route' | 'url' | 'payload' | 'stream'>,
    accountId?: string,
  ) {
    const headers: Record<string, string> = {
      'x-jianzheng': '1',
      'idempotency-key': randomUUID(),
      ...(accountId === undefined ? {} : { cookie: cookie(accountId) }),
    };
    const method = route.split(' ')[0] as 'GET';
    const asked = await server.app.inject({
      method,
      url,
      headers: payload === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
      ...(stream === true ? { payloadAsStream: true } : {}),
    });
    if (stream === true && asked.statusCode === 200) asked.stream().destroy();
    const code = stream === true || asked.statusCode < 400 ? undefined : (asked.json() as { code?: string }).code;
    return { status: asked.statusCode, code };
  }

  it('leave no route out of the table, and none in it that is gone', () => {
    const registered = server.routes.filter((route) => !route.startsWith('HEAD ') && !route.startsWith('OPTIONS '));
    const listed = ROUTE_TABLE.map(({ route }) => route);
    expect(registered.filter((route) => !listed.includes(route))).toEqual([]);
    expect(listed.filter((route) => !registered.includes(route))).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  });

  it.each(ROUTE_TABLE.map((row) => [row.route, row] as const))('%s', async (_route, row) => {
    const outcomes: Record<string, string> = {};
    const expected: Record<string, string> = {};
    const judge = ({ status: found }: { status: number }) =>
      found === 401
        ? 'unknown'
        : found === 403
          ? 'refused'
          : found < 500 || found === 503
            ? 'passed'
            : `error ${found}`;
    // Nobody at all. A sign-in that names nothing is told what is missing, not that it is unknown.
    outcomes['nobody'] = judge(await status(row));
    expected['nobody'] = row.allowed === 'everybody' ? 'passed' : 'unknown';
    for (const [role, id] of accounts) {
      outcomes[role] = judge(await status(row, id));
      expected[role] = mayPass(row.allowed, role) ? 'passed' : 'refused';
    }
    const before = await status(row, forced);
    outcomes['one-time password'] = judge(before);
    expected['one-time password'] =
      row.allowed === 'everybody' || row.beforePasswordChange === true ? 'passed' : 'refused';
    if (before.status === 403 && row.stream !== true) expect(before.code).toBe('PASSWORD_CHANGE_FIRST');
    expect(outcomes).toEqual(expected);
  });

  it('give the administrators none of the routes of the elections', () => {
    const business = ROUTE_TABLE.filter(({ route }) =>
      /\/(overview|communities|people|notices|events|objects|imports|prints|rules)(\/|$|\.)/.test(route),
    );
    expect(business.length).toBeGreaterThan(15);
    for (const role of BLIND_ROLES)
      expect(
        business
          .filter(({ allowed, route }) => mayPass(allowed, role) && !route.endsWith('/proof'))
          .map(({ route }) => route),
      ).toEqual([]);
  });

  it('give roles without capabilities nothing but their own session', () => {
    const idle = ROLES.filter(isIdle);
    expect(idle.length).toBeGreaterThan(5);
    for (const row of ROUTE_TABLE.filter(({ allowed }) => Array.isArray(allowed)))
      for (const role of idle) expect([row.route, role, mayPass(row.allowed, role)]).toEqual([row.route, role, false]);
  });

  it('send a command only where its own roles say so, before its body is looked at', async () => {
    const wrong: unknown[] = [];
    for (const command of commands.filter(({ plural }) => plural !== 'imports')) {
      const url =
        command.target === 'create'
          ? `/api/v1/${command.plural}/commands/${command.verb}`
          : `/api/v1/${command.plural}/C01-2021-1/commands/${command.verb}`;
      for (const [role, id] of accounts) {
        const { status: found } = await status({ route: 'POST ', url, payload: {} }, id);
        const expected = command.roles.includes(role as never) ? 422 : 403;
        if (found !== expected) wrong.push([command.plural, command.verb, role, found, expected]);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('keep a community’s staff to their own community', async () => {
    const clerk = await account('election-clerk', false, 'C02');
    const elsewhere: readonly (readonly [string, string, unknown, number])[] = [
      ['GET', '/api/v1/communities/C01', undefined, 403],
      ['GET', '/api/v1/communities/C01/joint-review', undefined, 403],
      ['GET', '/api/v1/communities/C01/events', undefined, 403],
      ['GET', '/api/v1/objects/term-C01-2021-1', undefined, 403],
      ['GET', '/api/v1/prints/joint-review/C01.pdf', undefined, 404],
      ['POST', '/api/v1/imports?kind=people&community=C01', {}, 403],
      [
        'POST',
        '/api/v1/terms/C01-2021-1/commands/record-preparation',
        { data: { kind: 'survey', summary: '摸排' }, on: '2021-10-18' },
        403,
      ],
    ];
    for (const [method, url, payload, expected] of elsewhere) {
      const found = await status({ route: `${method} `, url, payload }, clerk);
      expect([url, found.status]).toEqual([url, expected]);
    }
    const listed = await server.app.inject({
      method: 'GET',
      url: '/api/v1/overview',
      headers: { cookie: cookie(clerk) },
    });
    expect((listed.json() as { communities: { code: string }[] }).communities.map(({ code }) => code)).toEqual(['C02']);
  });

  it('record each refusal of somebody signed in once, with the route’s template', async () => {
    const id = accounts.get('handler') ?? '';
    // Refusals are written beside the answers: those of the tests before come first.
    for (let size = -1; size !== (await refusals()).length; await new Promise((resolve) => setTimeout(resolve, 200)))
      size = (await refusals()).length;
    const before = await refusals();
    await status({ route: 'GET ', url: '/api/v1/people/11111111-0000-4000-8000-000000000000' }, id);
    await status({ route: 'GET ', url: '/api/v1/overview' });
    await server.deployment.access.pump();
    for (let i = 0; i < 50 && (await refusals()).length === before.length; i++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    const fresh = (await refusals()).slice(before.length);
    expect(fresh).toEqual([{ route: '/api/v1/people/:id', method: 'GET', role: 'handler', code: 'NOT_PERMITTED' }]);
  });

  async function refusals(): Promise<Record<string, unknown>[]> {
    const size = await server.deployment.store.size('access');
    const events = await server.deployment.store.readAll('access', 0, size);
    return events
      .map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()) as { type: string; data: Record<string, unknown> })
      .flatMap(({ type, data }) => (type === 'RequestRefused' ? [data] : []));
  }
});
