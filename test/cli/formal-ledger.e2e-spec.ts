import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeBuilt, jianzheng, start } from './built.js';
import { personRow, writePeople } from './sheets.js';

jest.setTimeout(120_000);

const CHOSEN = '青山绿水-Ledger-7431';

/** From an empty folder to the first look at business data, as an office does it. */
describeBuilt('a formal ledger', () => {
  const root = mkdtempSync(join(tmpdir(), 'jz-cli-formal-'));
  const data = join(root, 'data');
  const at = (name: string) => join(root, name);
  let server: ReturnType<typeof start>;
  let url = '';
  let cookie = '';

  beforeAll(async () => {
    server = start(['serve', '--data', data, '--port', '0']);
    const code = await new Promise<string>((resolve, reject) => {
      let seen = '';
      server.stdout?.on('data', (text: string) => {
        seen += text;
        const link = /(http:\S+)\/first-start#(\S+)/.exec(seen);
        url = link?.[1] ?? '';
        if (link?.[2] !== undefined) resolve(link[2]);
      });
      void server.ended.then(({ err }) => reject(new Error(err)));
    });
    const made = await post('/first-start', {
      code,
      accounts: [
        { login: 'anquan', displayName: '安全甲', password: CHOSEN, role: 'security-administrator' },
        { login: 'xitong', displayName: '系统乙', password: `${CHOSEN}乙`, role: 'system-administrator' },
      ],
    });
    if (!made.ok) throw new Error(await made.text());
  });
  afterAll(async () => {
    server.kill('SIGTERM');
    const { out } = await server.ended;
    rmSync(root, { recursive: true, force: true });
    expect(out.split('\n').filter((line) => line.startsWith('{'))).toEqual([]);
  });

  function post(path: string, body: unknown): Promise<Response> {
    return fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-jianzheng': '1', cookie },
      body: JSON.stringify(body),
    });
  }
  const token = (login: string, use: string, file: string, password: string, more: readonly string[] = []) =>
    jianzheng(
      ['token', 'create', '--login', login, '--for', use, '--url', url, '--out', at(file), ...more],
      {},
      password,
    );
  const ask = (file: string, args: readonly string[]) => jianzheng([...args, '--url', url, '--token', `@${at(file)}`]);

  /** What the holder of a new account does at the first sign-in. */
  async function choosePassword(login: string, current: string): Promise<void> {
    cookie = '';
    const signedIn = await post('/session', { login, password: current });
    cookie = (signedIn.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    const changed = await post('/session/password', { current, next: CHOSEN });
    cookie = '';
    if (!changed.ok) throw new Error(await changed.text());
  }

  it('is set up, filled and read from the command line, and no look goes past the server', async () => {
    expect((await token('anquan', 'users', 'security.token', CHOSEN)).code).toBe(0);
    for (const [login, role] of [
      ['clerk', 'election-clerk@S01'],
      ['inspector', 'inspector@S01'],
    ] as const) {
      const args = ['user', 'create', login, '--name', login, '--role', role, '--out', at(`${login}.once`)];
      expect([login, (await ask('security.token', args)).code]).toEqual([login, 0]);
      await choosePassword(login, readFileSync(at(`${login}.once`), 'utf8').trim());
    }
    expect((await token('clerk', 'import', 'clerk.token', CHOSEN)).code).toBe(0);
    expect((await token('inspector', 'events', 'inspector.token', CHOSEN)).code).toBe(0);

    await writePeople(at('people.xlsx'), [personRow(1, { community: '' }), personRow(2, { community: '' })]);
    const imported = await ask('clerk.token', ['import', 'people', at('people.xlsx'), '--commit', '--json']);
    expect([imported.code, JSON.parse(imported.out)]).toEqual([0, expect.objectContaining({ state: 'committed' })]);

    const found = await ask('inspector.token', ['events', 'search', '--type', 'ImportCommitted', '--json']);
    expect(found.code).toBe(0);
    expect(JSON.parse(found.out)).toEqual([
      expect.objectContaining({ type: 'ImportCommitted', actor: expect.objectContaining({ name: 'clerk' }) }),
    ]);
    const past = await jianzheng(['events', 'search', '--data', data]);
    expect([past.code, past.out]).toEqual([1, '']);
    const both = await ask('inspector.token', ['events', 'search', '--data', data]);
    expect([both.code, both.err]).toEqual([2, expect.stringContaining('cannot be used with')]);
    const environment = { JIANZHENG_URL: url, JIANZHENG_TOKEN: readFileSync(at('inspector.token'), 'utf8') };
    const byEnvironment = await jianzheng(['events', 'search', '--json'], environment);
    expect([byEnvironment.code, byEnvironment.err]).toEqual([0, expect.stringContaining('built from position')]);
    expect((await jianzheng(['events', 'search', '--data', data], environment)).code).toBe(1);
  });

  it('lets a security administrator open no token for somebody else, and read nothing', async () => {
    const own = await token('anquan', 'events', 'sly.token', CHOSEN);
    expect([own.code, own.err]).toEqual([1, expect.stringContaining('events.read')]);
    const read = await ask('security.token', ['events', 'search']);
    expect([read.code, read.err]).toEqual([1, expect.stringContaining('events.read')]);
  });
});
