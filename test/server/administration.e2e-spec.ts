import { Verification } from '../../apps/server/src/integrity/verification.js';
import { TestServer, withStreet } from './fixture.js';

jest.setTimeout(60_000);

const PERSON = '00000000-0000-4000-8000-00000000cafe';

describe('administration', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
  });
  afterAll(() => server.remove());

  const facts = async () => {
    const listed = await server.get('/access-log?limit=200', 'wensiqi');
    return listed.body['items'] as unknown as { type: string; sentence: { zh: string }; position: number }[];
  };
  async function job(id: unknown, as: 'chengshouyi' | 'zhengrui') {
    for (;;) {
      const asked = await server.get(`/jobs/${String(id)}`, as);
      if (asked.body['state'] !== ('running' as unknown)) return asked.body;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  describe('accounts', () => {
    let id: string;
    let oneTime: string;

    it('are made with a one-time password that is shown once and must be changed', async () => {
      const made = await server.post(
        '/accounts',
        { login: 'newclerk', displayName: '新人', personId: PERSON, roles: [{ role: 'election-clerk', unit: 'C01' }] },
        'guanping',
      );
      expect(made.status).toBe(201);
      const { account, oneTime: secret } = made.body as unknown as {
        account: { id: string };
        oneTime: { password: string };
      };
      id = account.id;
      oneTime = secret.password;
      expect((await server.get('/accounts', 'guanping')).text).not.toContain(oneTime);
      const signedIn = await server.post('/session', { login: 'newclerk', password: oneTime });
      expect(signedIn.body).toMatchObject({ signedIn: true, mustChangePassword: true });
      const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
      for (const path of ['/overview', '/commands', '/people', '/live', '/jobs']) {
        const refused = await server.ask('GET', path, { headers: { cookie } });
        expect([path, refused.status, refused.body['code']]).toEqual([path, 403, 'PASSWORD_CHANGE_FIRST']);
      }
      const changed = await server.post(
        '/session/password',
        { current: oneTime, next: 'correct horse battery' },
        undefined,
        { cookie },
      );
      expect([changed.status, changed.body['mustChangePassword']]).toEqual([200, false]);
      const fresh = String(changed.headers['set-cookie']).split(';')[0] ?? '';
      expect((await server.ask('GET', '/overview', { headers: { cookie: fresh } })).status).toBe(200);
    });

    it('change only through somebody else, and every change is in the access log', async () => {
      expect((await server.post(`/accounts/${id}/disable`, {}, 'guanping')).body).toMatchObject({ disabled: true });
      expect((await server.post('/session', { login: 'newclerk', password: 'correct horse battery' })).status).toBe(
        401,
      );
      expect((await server.post(`/accounts/${id}/enable`, {}, 'guanping')).body).toMatchObject({ disabled: false });
      const roles = [{ role: 'joint-reviewer', unit: 'S01' }];
      expect((await server.post(`/accounts/${id}/roles`, { roles }, 'guanping')).body).toMatchObject({ roles });
      const reset = await server.post(`/accounts/${id}/reset-password`, {}, 'guanping');
      expect(String(reset.body['password'])).not.toBe(oneTime);
      const own = (await server.get('/session', 'guanping')).body['account'] as unknown as { id: string };
      expect((await server.post(`/accounts/${own.id}/disable`, {}, 'guanping')).body['code']).toBe('NOT_YOURSELF');
      const wrong = await server.post(
        '/accounts',
        { login: 'X', displayName: '', personId: 'x', roles: [] },
        'guanping',
      );
      expect([wrong.status, (wrong.body['fields'] as unknown as unknown[]).length]).toEqual([422, 4]);
      const types = (await facts()).map(({ type }) => type);
      for (const type of [
        'AccountCreated',
        'PasswordChanged',
        'AccountDisabled',
        'AccountEnabled',
        'RolesChanged',
        'PasswordReset',
      ])
        expect(types).toContain(type);
    });
  });

  it('issues tokens to their holder only, shows them once, and stops them at once', async () => {
    const scope = { role: 'inspector', unit: 'S01' };
    const wanted = { name: '区平台', scope, capabilities: ['elections.read'], days: 30 };
    const issued = await server.post('/tokens', wanted, 'zhengrui');
    expect(issued.status).toBe(201);
    const token = String(issued.body['token']);
    const headers = { authorization: `Bearer ${token}` };
    expect((await server.ask('GET', '/overview', { headers })).status).toBe(200);
    expect((await server.ask('GET', '/people', { headers })).status).toBe(403);
    expect((await server.ask('POST', '/tokens', { headers, payload: wanted })).body['code']).toBe(
      'TOKEN_NEEDS_SESSION',
    );
    expect((await server.get('/tokens', 'zhengrui')).text).not.toContain(token);
    const { id } = issued.body['info'] as unknown as { id: string };
    expect((await server.post(`/tokens/${id}/revoke`, {}, 'gaomin')).status).toBe(404);
    expect((await server.post(`/tokens/${id}/revoke`, {}, 'guanping')).body).toMatchObject({ revoked: true });
    expect((await server.ask('GET', '/overview', { headers })).status).toBe(401);
    const beyond = await server.post('/tokens', { ...wanted, capabilities: ['import'] }, 'zhengrui');
    expect([beyond.status, beyond.body['code']]).toEqual([403, 'NOT_PERMITTED']);
  });

  it('lists the access log newest first, by position, within the reader’s scope', async () => {
    const first = await server.get('/access-log?limit=3', 'wensiqi');
    const page = first.body['items'] as unknown as { position: number }[];
    expect(page).toHaveLength(3);
    const next = await server.get(`/access-log?limit=3&cursor=${String(first.body['nextCursor'])}`, 'wensiqi');
    const [after] = next.body['items'] as unknown as { position: number }[];
    expect(after?.position).toBe((page[2]?.position ?? 0) - 1);
    const refusals = (await server.get('/access-log?type=RequestRefused', 'wensiqi')).body['items'] as unknown as {
      sentence: { zh: string };
    }[];
    expect(refusals[0]?.sentence.zh).toContain('请求被拒');
    expect((await server.get('/access-log', 'gaomin')).status).toBe(403);
  });

  it('moves the demonstration’s clock forward only, and says so in the access log', async () => {
    const now = String((await server.get('/demo/clock', 'chengshouyi')).body['now']);
    const back = await server.post('/demo/clock', { to: '2021-10-01T00:00:00+08:00' }, 'chengshouyi');
    expect([back.status, back.body['code']]).toEqual([422, 'CLOCK_NOT_FORWARD']);
    const far = await server.post('/demo/clock', { to: '2121-10-01T00:00:00+08:00' }, 'chengshouyi');
    expect(far.body['code']).toBe('CLOCK_TOO_FAR');
    const moved = await server.post('/demo/clock', { to: '2021-11-05T10:00:00+08:00' }, 'chengshouyi');
    expect(String(moved.body['now']).slice(0, 16)).toBe('2021-11-05T02:00');
    expect(now < String(moved.body['now'])).toBe(true);
    expect((await facts())[0]?.sentence.zh).toContain('演示时钟拨快：由 2021-10-20');
    expect((await server.post('/demo/clock', { to: '2021-11-06T10:00:00+08:00' }, 'gaomin')).status).toBe(403);
  });

  it('rebuilds views beside those that answer', async () => {
    const views = (await server.get('/views', 'chengshouyi')).body['views'] as unknown as {
      name: string;
      lag: number;
    }[];
    expect(views.map(({ name }) => name)).toEqual(['main', 'search']);
    const before = (await server.get('/overview', 'gaomin')).body;
    for (const name of ['main', 'search']) {
      const started = await server.post(`/views/${name}/rebuild`, {}, 'chengshouyi');
      expect(started.status).toBe(202);
      expect(await job(started.body['id'], 'chengshouyi')).toMatchObject({ state: 'done', kind: 'rebuild' });
    }
    expect((await server.get('/overview', 'gaomin')).body['communities']).toEqual(before['communities']);
    expect((await server.post('/views/nothing/rebuild', {}, 'chengshouyi')).status).toBe(404);
  });

  it('verifies the logs that one may, and keeps the outcome', async () => {
    await server.deployment.seal(['process', 'access', 'cases']);
    const started = await server.post('/integrity/verify', { deep: true }, 'zhengrui');
    expect(started.status).toBe(202);
    const done = await job(started.body['id'], 'zhengrui');
    expect(done).toMatchObject({ state: 'done', result: { verdict: 'intact', exitCode: 0 } });
    expect((await server.get(`/jobs/${String(started.body['id'])}`, 'gaomin')).status).toBe(404);
    const shown = await server.get('/integrity', 'zhengrui');
    expect(shown.body).toMatchObject({ lastVerification: { log: 'process', verdict: 'intact', exit: 0 } });
    const logs = async (as: 'zhengrui' | 'gaomin' | 'wensiqi' | 'chengshouyi') =>
      ((await server.get('/integrity', as)).body['logs'] as unknown as { log: string }[]).map(({ log }) => log);
    expect(await logs('zhengrui')).toEqual(['process', 'cases', 'access']);
    expect(await logs('wensiqi')).toEqual(['process', 'access']);
    expect(await logs('gaomin')).toEqual(['process']);
    expect((await server.post('/integrity/verify', { log: 'cases' }, 'gaomin')).status).toBe(403);
    await server.restart();
    expect((await server.get('/integrity', 'chengshouyi')).body['lastVerification']).toMatchObject({
      verdict: 'intact',
    });
  });

  it('verifies for two people at a time: each takes a thread and reads a whole log', async () => {
    let finish: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const run = jest.spyOn(Verification.prototype, 'run').mockImplementation(() => held as never);
    try {
      const verify = async (as: 'zhengrui' | 'gaomin' | 'chengshouyi') =>
        (await server.post('/integrity/verify', {}, as)).status;
      expect([await verify('zhengrui'), await verify('zhengrui'), await verify('gaomin')]).toEqual([202, 409, 202]);
      const refused = await server.post('/integrity/verify', {}, 'chengshouyi');
      expect([refused.status, refused.body['code'], refused.body['params']]).toEqual([
        409,
        'VERIFY_RUNNING',
        undefined,
      ]);
      finish();
      await held;
      for (let status = 409; status !== 202; ) status = await verify('chengshouyi');
    } finally {
      run.mockRestore();
    }
  });

  it('gives proofs of a log to those only who may read it', async () => {
    const [event] = await server.deployment.store.readAll('process', 0, 1);
    const { id } = JSON.parse(Buffer.from(event?.bytes ?? []).toString()) as { id: string };
    expect((await server.get(`/events/${id}/proof`, 'zhengrui')).status).toBe(200);
    expect((await server.get(`/events/${id}/proof`, 'wensiqi')).status).toBe(404);
    await server.deployment.seal(['access']);
    const [looked] = (await facts()).filter(({ type }) => type === 'ClockMoved') as unknown as { id: string }[];
    const proof = await server.get(`/events/${looked?.id ?? ''}/proof`, 'wensiqi');
    expect([proof.status, proof.body['log']]).toEqual([200, 'access']);
    expect((await server.get(`/events/${looked?.id ?? ''}/proof`, 'gaomin')).status).toBe(404);
  });
});
