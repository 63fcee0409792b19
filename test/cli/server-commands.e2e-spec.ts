import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoAccounts } from '#identity';
import { describeBuilt, jianzheng, type Ran, serving } from './built.js';
import { personRow, writePeople } from './sheets.js';

jest.setTimeout(180_000);

const PASSWORD = demoAccounts()[0]?.password ?? '';

describeBuilt('the commands that go through a server', () => {
  const root = mkdtempSync(join(tmpdir(), 'jz-cli-server-'));
  const data = join(root, 'data');
  const at = (name: string) => join(root, name);
  let server: Awaited<ReturnType<typeof serving>>;
  let logs = '';

  beforeAll(async () => {
    server = await serving(['--demo', '--data', data], { JIANZHENG_LOG_LEVEL: 'info' });
    for (const [login, use] of [
      ['gaomin', 'import'],
      ['guanping', 'users'],
      ['zhengrui', 'events'],
      ['chengshouyi', 'views'],
    ] as const) {
      const made = await jianzheng(
        ['token', 'create', '--login', login, '--for', use, '--url', server.url, '--out', at(`${use}.token`)],
        {},
        `${PASSWORD}\n`,
      );
      if (made.code !== 0) throw new Error(`${login}: ${made.err}`);
    }
  });
  afterAll(async () => {
    if (server !== undefined) {
      const { out, err } = await server.stop();
      logs = out + err;
    }
    const secrets = ['import', 'users', 'events', 'views'].map((use) =>
      readFileSync(at(`${use}.token`), 'utf8').trim(),
    );
    rmSync(root, { recursive: true, force: true });
    for (const secret of [PASSWORD, ...secrets]) expect(logs).not.toContain(secret);
  });

  const ask = (use: string, args: readonly string[]): Promise<Ran> =>
    jianzheng([...args, '--url', server.url, '--token', `@${at(`${use}.token`)}`]);
  async function json<T>(use: string, args: readonly string[]): Promise<{ code: number | null; json: T }> {
    const { code, out, err } = await ask(use, [...args, '--json']);
    try {
      return { code, json: JSON.parse(out) as T };
    } catch {
      throw new Error(`${args.join(' ')} (${code}): ${out}${err}`);
    }
  }

  describe('token', () => {
    it('is issued to a file of its owner only, and never over another file', async () => {
      expect(statSync(at('import.token')).mode & 0o777).toBe(0o600);
      expect(readFileSync(at('import.token'), 'utf8')).toMatch(/^jz_[A-Za-z0-9_-]{43}\n$/);
      const before = readFileSync(at('import.token'), 'utf8');
      const again = await jianzheng(
        ['token', 'create', '--login', 'gaomin', '--for', 'import', '--url', server.url, '--out', at('import.token')],
        {},
        PASSWORD,
      );
      expect([again.code, again.err]).toEqual([1, expect.stringContaining('exists')]);
      expect(readFileSync(at('import.token'), 'utf8')).toBe(before);
    });

    it('is refused with a wrong password, without one, and for what the role may not do', async () => {
      const create = (more: readonly string[], input: string) =>
        jianzheng(['token', 'create', '--login', 'gaomin', '--url', server.url, ...more], {}, input);
      const wrong = await create(['--for', 'import'], 'not-the-password\n');
      expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('Login name or password is wrong')]);
      expect((await create(['--for', 'import'], '')).code).toBe(2);
      expect((await create([], PASSWORD)).code).toBe(2);
      const beyond = await create(['--for', 'users'], PASSWORD);
      expect([beyond.code, beyond.err]).toEqual([1, expect.stringContaining('accounts.manage')]);
    });

    it('stops at once when it is revoked', async () => {
      const made = await jianzheng(
        [
          'token',
          'create',
          '--login',
          'gaomin',
          '--for',
          'import',
          '--url',
          server.url,
          '--out',
          at('short.token'),
          '--json',
        ],
        {},
        PASSWORD,
      );
      const { info } = JSON.parse(made.out) as { info: { id: string } };
      expect(made.out).not.toContain('jz_');
      const revoked = await ask('import', ['token', 'revoke', info.id]);
      expect(revoked.code).toBe(0);
      const { json: tokens } = await json<{ id: string; revoked: boolean }[]>('import', ['token', 'list']);
      expect(tokens.find(({ id }) => id === info.id)?.revoked).toBe(true);
      const used = await ask('short', ['token', 'list']);
      expect([used.code, used.err]).toEqual([1, expect.stringContaining('does not accept this token')]);
    });
  });

  describe('import', () => {
    it('names each fault by sheet, cell, value and remedy, and records nothing', async () => {
      await writePeople(at('bad.xlsx'), [
        personRow(1, { birthDate: '2021-13-40' }),
        personRow(2, { community: 'X99' }),
      ]);
      const { code, json: report } = await json<{
        state: string;
        faults: { sheet: string; cell: string; value: string }[];
      }>('import', ['import', 'people', at('bad.xlsx'), '--commit']);
      expect(code).toBe(1);
      expect(report.faults.map(({ sheet, cell, value }) => [sheet, cell, value])).toEqual([
        ['人员', 'C2', '2021-13-40'],
        ['人员', 'G3', 'X99'],
      ]);
      const table = await ask('import', ['import', 'people', at('bad.xlsx')]);
      expect(table.code).toBe(1);
      expect(table.out).toMatch(/人员 +G3 +X99 +\S.*C01/);
      expect(table.out).toContain('2 faults; nothing was recorded');
    });

    it('records a whole sheet with --commit, and says digest, root and position', async () => {
      await writePeople(at('good.xlsx'), [personRow(11), personRow(12), personRow(13)]);
      const digest = createHash('sha256')
        .update(readFileSync(at('good.xlsx')))
        .digest('hex');
      const dry = await ask('import', ['import', 'people', at('good.xlsx'), '--community', 'C01']);
      expect([dry.code, dry.out]).toEqual([0, expect.stringContaining('3 rows, nothing wrong. Nothing was recorded')]);
      expect(dry.out).toContain(digest);
      const { code, json: done } = await json<{
        state: string;
        file: { sha256: string };
        committed: { count: number; root: string };
      }>('import', ['import', 'people', at('good.xlsx'), '--commit']);
      expect(code).toBe(0);
      expect(done).toMatchObject({ state: 'committed', file: { sha256: digest }, committed: { count: 3 } });
      expect(done.committed.root).toMatch(/^[A-Za-z0-9+/]{43}=$/);
      const again = await ask('import', ['import', 'people', at('good.xlsx'), '--commit']);
      expect([again.code, again.out]).toEqual([0, expect.stringContaining('there is nothing to record')]);
    });

    it('fetches the template of a kind', async () => {
      const saved = await ask('import', ['import', 'template', 'people', at('template.xlsx')]);
      expect(saved.code).toBe(0);
      expect(readFileSync(at('template.xlsx')).subarray(0, 2).toString()).toBe('PK');
      expect((await ask('import', ['import', 'template', 'people', at('template.xlsx')])).code).toBe(1);
      expect((await ask('import', ['import', 'template', 'pupils'])).code).toBe(2);
    });

    it.each([
      ['a community that is not there', ['people', 'good.xlsx', '--community', 'C99'], 2, 'no such community'],
      ['a file that cannot be read', ['people', 'none.xlsx'], 1, 'cannot be read'],
      ['a kind that is not there', ['pupils', 'good.xlsx'], 2, 'Allowed choices'],
      ['a file too many', ['people', 'good.xlsx', 'other.xlsx'], 2, 'one argument too many'],
    ])('says what is wrong with %s', async (_what, [kind = '', file = '', ...more], code, words) => {
      const ran = await ask('import', ['import', kind, at(file), ...more]);
      expect([ran.code, ran.err]).toEqual([code, expect.stringContaining(words)]);
    });

    it('needs the right token', async () => {
      const other = await ask('events', ['import', 'people', at('good.xlsx')]);
      expect([other.code, other.err]).toEqual([1, expect.stringContaining('(import)')]);
    });
  });

  describe('user', () => {
    it('opens an account, resets, disables and enables it', async () => {
      const made = await json<{ oneTime: { password: string }; account: { mustChangePassword: boolean } }>('users', [
        'user',
        'create',
        'liuming',
        '--name',
        '刘明',
        '--role',
        'election-clerk@C03',
      ]);
      expect(made.code).toBe(0);
      expect(made.json.account.mustChangePassword).toBe(true);
      const first = made.json.oneTime.password;
      const early = await jianzheng(
        ['token', 'create', '--login', 'liuming', '--for', 'import', '--url', server.url],
        {},
        first,
      );
      expect([early.code, early.err]).toEqual([1, expect.stringContaining('change it first')]);

      const reset = await ask('users', ['user', 'reset-password', 'liuming', '--out', at('liuming.once')]);
      expect(reset.code).toBe(0);
      const second = readFileSync(at('liuming.once'), 'utf8').trim();
      expect(reset.out + reset.err).not.toContain(second);
      expect(second).not.toBe(first);

      const states = [];
      for (const verb of ['disable', 'enable']) {
        expect((await ask('users', ['user', verb, 'liuming'])).code).toBe(0);
        const { json: accounts } = await json<{ login: string; disabled: boolean }[]>('users', ['user', 'list']);
        states.push(accounts.find(({ login }) => login === 'liuming')?.disabled);
      }
      expect(states).toEqual([true, false]);
    });

    it.each([
      ['an unknown login', ['disable', 'nobody'], 1, 'no account nobody'],
      ['an unknown role', ['create', 'x1', '--name', 'X', '--role', 'cook@C03'], 2, 'no role cook'],
      ['a role without a unit', ['create', 'x1', '--name', 'X', '--role', 'inspector'], 2, 'ROLE@UNIT'],
      [
        'two of the three administrators at once',
        ['create', 'x1', '--name', 'X', '--role', 'security-administrator@S01', '--role', 'access-auditor@S01'],
        1,
        '',
      ],
      ['one’s own account', ['disable', 'guanping'], 1, ''],
    ])('refuses %s', async (_what, args, code, words) => {
      const ran = await ask('users', ['user', ...args]);
      expect([ran.code, ran.err]).toEqual([code, expect.stringContaining(words)]);
      expect(ran.err).not.toBe('');
    });

    it('is for security administrators only', async () => {
      const other = await ask('views', ['user', 'list']);
      expect([other.code, other.err]).toEqual([1, expect.stringContaining('accounts.manage')]);
    });
  });

  it('lists events and findings as they stood on a day, and the look stands in the access log', async () => {
    const { json: events } = await json<{ at: string; unit: string; sentence: { zh: string } }[]>('events', [
      'events',
      'search',
      '公示',
      '--community',
      'C02',
      '--as-of',
      '2021-11-09',
      '--limit',
      '500',
    ]);
    expect(events.length).toBeGreaterThan(0);
    for (const { at: when, unit } of events) {
      expect(when < '2021-11-09T16:00:00.000Z').toBe(true);
      expect(unit).toBe('C02');
    }
    const inFolder = await jianzheng([
      'events',
      'search',
      '公示',
      '--community',
      'C02',
      '--as-of',
      '2021-11-09',
      '--limit',
      '500',
      '--data',
      data,
      '--json',
    ]);
    expect((JSON.parse(inFolder.out) as { id: string }[]).map(({ id }) => id)).toEqual(
      (events as unknown as { id: string }[]).map(({ id }) => id),
    );
    const made = await jianzheng(
      [
        'token',
        'create',
        '--login',
        'zhengrui',
        '--capability',
        'findings.read,access-log.read,people.read',
        '--url',
        server.url,
        '--out',
        at('looks.token'),
      ],
      {},
      PASSWORD,
    );
    expect(made.code).toBe(0);
    const listed = await json<{ rule: string; unit: string }[]>('looks', ['findings', 'list', '--as-of', '2021-11-09']);
    expect(listed.json).toEqual([expect.objectContaining({ unit: 'C02', rule: 'PTY-20' })]);
    const log = await fetch(`${server.url}/api/v1/access-log?limit=50`, {
      headers: { authorization: `Bearer ${readFileSync(at('looks.token'), 'utf8').trim()}` },
    });
    const { items } = (await log.json()) as { items: { type: string; sentence: { en: string } }[] };
    const exported = items.filter(({ type }) => type === 'Exported').map(({ sentence }) => sentence.en);
    expect(exported.some((words) => words.includes('findings, 1 rows'))).toBe(true);
    expect(exported.some((words) => words.includes(`events, ${events.length} rows`))).toBe(true);
  });

  it('rebuilds the views beside those that answer, and not in the folder while the server has it', async () => {
    const { code, json: done } = await json<{ rebuilt: { views: string; position: number }[] }>('views', [
      'views',
      'rebuild',
    ]);
    expect(code).toBe(0);
    expect(done.rebuilt.map(({ views }) => views)).toEqual(['main', 'search']);
    const status = await jianzheng(['views', 'status', '--data', data, '--json']);
    expect(status.code).toBe(0);
    const { size, views } = JSON.parse(status.out) as {
      size: number;
      views: { name: string; position: number; state: string }[];
    };
    expect(views.map(({ name, state }) => [name, state])).toEqual([
      ['main', 'live'],
      ['search', 'live'],
    ]);
    for (const { position } of done.rebuilt) expect(position).toBeLessThanOrEqual(size);
    const held = await jianzheng(['views', 'rebuild', '--data', data]);
    expect([held.code, held.err]).toEqual([1, expect.stringContaining('--token @FILE')]);
    const recover = await jianzheng(['user', 'recover', 'guanping', '--data', data]);
    expect([recover.code, recover.out]).toEqual([1, '']);
  });

  describe('with something wrong about the server', () => {
    it('says that nothing answers, with 3', async () => {
      for (const args of [
        ['user', 'list'],
        ['events', 'search', '公示'],
        ['findings', 'list'],
        ['views', 'rebuild'],
      ]) {
        const ran = await jianzheng([...args, '--url', 'http://127.0.0.1:9', '--token', `@${at('users.token')}`]);
        expect([args[0], ran.code, ran.err]).toEqual([args[0], 3, expect.stringContaining('cannot be reached')]);
      }
    });

    it('says that something else answers, with 3', async () => {
      const other = await new Promise<Server>((resolve) => {
        const listening = createServer((_request, response) => response.end('<html></html>')).listen(
          0,
          '127.0.0.1',
          () => resolve(listening),
        );
      });
      try {
        const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
        const ran = await jianzheng(['user', 'list', '--url', url, '--token', `@${at('users.token')}`]);
        expect([ran.code, ran.err]).toEqual([3, expect.stringContaining('not a Jianzheng server')]);
      } finally {
        other.close();
      }
    });

    it.each([
      ['no token', [], 2, 'An API token is needed'],
      ['a file without a token', ['--token', '@none'], 2, 'cannot be read'],
      ['something that is no token', ['--token', 'secret-of-mine'], 2, 'not an API token'],
      ['a token of nobody', ['--token', `jz_${'A'.repeat(43)}`], 1, 'does not accept this token'],
      [
        'an address that is none',
        ['--url', 'nonsense', '--token', `jz_${'A'.repeat(43)}`],
        2,
        'not the address of a server',
      ],
    ])('says what is wrong with %s, and repeats no secret', async (_what, more, code, words) => {
      const ran = await jianzheng(['user', 'list', '--url', server.url, ...more]);
      expect([ran.code, ran.err]).toEqual([code, expect.stringContaining(words)]);
      expect(ran.err + ran.out).not.toMatch(/secret-of-mine|jz_A/);
    });

    it('gives the failure as JSON where JSON was asked for', async () => {
      writeFileSync(at('nobody.token'), `jz_${'B'.repeat(43)}\n`);
      const { code, json: said } = await json<{ error: { code: string; zh: string; en: string } }>('nobody', [
        'user',
        'list',
      ]);
      expect([code, said.error.code]).toEqual([1, 'NOT_SIGNED_IN']);
      expect(said.error.zh).not.toBe(said.error.en);
    });
  });
});
