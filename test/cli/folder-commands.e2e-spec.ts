import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openLedgerReader, openSqliteStore } from '#event-store';
import type { Envelope } from '#kernel';
import { asked, describeBuilt, intoHead, jianzheng, serving } from './built.js';

jest.setTimeout(180_000);

interface Views {
  readonly size: number;
  readonly views: readonly {
    readonly name: string;
    readonly state: string;
    readonly position: number;
    readonly file?: string;
  }[];
}

describeBuilt('the commands that read or hold a folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'jz-cli-folder-'));
  /** The worked street, its server stopped. */
  const demo = join(root, 'demo');
  /** A ledger that is no demonstration. */
  const formal = join(root, 'formal');
  const stranger = join(root, 'stranger');
  let copies = 0;
  const copyOf = (folder: string) => {
    const path = join(root, `copy-${copies++}`);
    cpSync(folder, path, { recursive: true });
    return path;
  };

  beforeAll(async () => {
    const worked = await serving(['--demo', '--data', demo]);
    await worked.stop();
    const empty = await serving(['--data', formal]);
    await empty.stop();
    mkdirSync(stranger);
    writeFileSync(join(stranger, 'ledger.db'), 'this is no ledger\n');
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  describe('views', () => {
    it('stand at the end of the log after the server stopped', async () => {
      const { code, json } = await asked<Views>(['views', 'status', '--data', demo]);
      expect(code).toBe(0);
      expect(json.size).toBeGreaterThan(1000);
      expect(json.views.map(({ name, state, position }) => [name, state, position])).toEqual([
        ['main', 'live', json.size],
        // The search index gathers events and may stop some behind: it goes on from there.
        ['search', 'live', expect.any(Number)],
      ]);
      expect(json.views[1]?.position).toBeLessThanOrEqual(json.size);
    });

    it('are built anew in the folder, also where they are gone or damaged, and give the same rules', async () => {
      const folder = copyOf(demo);
      rmSync(join(folder, 'views'), { recursive: true });
      expect((await asked<Views>(['views', 'status', '--data', folder])).json.views.map(({ state }) => state)).toEqual([
        'missing',
        'missing',
      ]);
      const { code, json } = await asked<{ rebuilt: { views: string; position: number }[] }>([
        'views',
        'rebuild',
        '--data',
        folder,
      ]);
      expect(code).toBe(0);
      const { json: before } = await asked<Views>(['views', 'status', '--data', demo]);
      expect(json.rebuilt.map(({ views, position }) => [views, position])).toEqual([
        ['main', before.size],
        ['search', before.size],
      ]);
      const { json: status } = await asked<Views>(['views', 'status', '--data', folder]);
      const main = status.views.find(({ name }) => name === 'main')?.file ?? '';
      writeFileSync(join(folder, 'views', main), 'damaged');
      const seen = await asked<Views>(['views', 'status', '--data', folder]);
      expect(seen.json.views.find(({ name }) => name === 'main')?.state).toBe('unreadable');
      expect((await jianzheng(['views', 'rebuild', 'main', '--data', folder])).code).toBe(0);
      const after = await asked<Views>(['views', 'status', '--data', folder]);
      expect(after.json.views.map(({ name, state }) => [name, state])).toEqual([
        ['main', 'live'],
        ['search', 'live'],
      ]);
    });

    it('tell of a stream in quarantine with 1', async () => {
      const folder = copyOf(demo);
      const { json } = await asked<Views>(['views', 'status', '--data', folder]);
      const file = json.views.find(({ name }) => name === 'main')?.file ?? '';
      const db = new Database(join(folder, 'views', file));
      db.prepare('INSERT INTO quarantine (view, stream, position, reason) VALUES (?, ?, ?, ?)').run(
        'facts',
        'term-C02-2021-1',
        7,
        'a reason',
      );
      db.close();
      const { code, out } = await jianzheng(['views', 'status', '--data', folder]);
      expect(code).toBe(1);
      expect(out).toContain('term-C02-2021-1 from position 7 on');
      expect(out).toContain('a reason');
    });
  });

  describe('events search', () => {
    interface Row {
      readonly type: string;
      readonly unit: string;
      readonly at: string;
      readonly position: number;
      readonly actor: { readonly name: string };
    }
    const search = async (...args: string[]) =>
      (await asked<Row[]>(['events', 'search', ...args, '--data', demo])).json;

    it('finds by type, community, days and who recorded it, newest first', async () => {
      const posted = await search('--type', 'NoticePosted', '--community', 'C02');
      expect(posted.length).toBeGreaterThan(2);
      for (const { type, unit } of posted) expect([type, unit]).toEqual(['NoticePosted', 'C02']);
      const positions = posted.map(({ position }) => position);
      expect(positions).toEqual([...positions].sort((x, y) => y - x));
      const some = await search(
        '--type',
        'NoticePosted',
        '--community',
        'C02',
        '--from',
        '2021-11-01',
        '--to',
        '2021-11-12',
      );
      expect(some.length).toBeGreaterThan(0);
      expect(some.length).toBeLessThan(posted.length);
      expect(await search('动作:张贴 社区:C02 时间:2021-11-01..2021-11-12')).toEqual(some);
      const clerk = await search('--actor', 'tangxiaoman', '--limit', '3');
      expect(clerk).toHaveLength(3);
      for (const { actor } of clerk) expect(actor.name).toBe('唐小满');
    });

    it('shows nothing that was recorded after the day', async () => {
      const then = await search('--as-of', '2021-11-09', '--limit', '5000');
      expect(then.length).toBeGreaterThan(100);
      for (const { at } of then) expect(at < '2021-11-09T16:00:00.000Z').toBe(true);
    });

    it('finds nothing for a slip in a qualifier, and says so', async () => {
      const { code, out } = await jianzheng(['events', 'search', '社区:nowhere', '--data', demo]);
      expect([code, out]).toEqual([0, expect.stringContaining('0 events')]);
    });
  });

  it('findings list shows what rules raised, now and on a day', async () => {
    const list = async (...args: string[]) =>
      (await asked<{ rule: string; unit: string; status: string }[]>(['findings', 'list', '--data', demo, ...args]))
        .json;
    const all = await list();
    expect(new Set(all.map(({ unit }) => unit)).size).toBeGreaterThan(3);
    const indicated = await list('--status', 'indicated');
    expect(indicated.length).toBeGreaterThan(0);
    expect(indicated).toEqual(all.filter(({ status }) => status === 'indicated'));
    expect(await list('--as-of', '2021-11-09')).toEqual([expect.objectContaining({ unit: 'C02', rule: 'PTY-20' })]);
    expect(await list('--as-of', '2021-09-02')).toEqual([]);
  });

  describe('user recover', () => {
    it('gives a security administrator a one-time password, which the access log tells of', async () => {
      const folder = copyOf(demo);
      const file = join(root, 'guanping.once');
      const { code, out, err } = await jianzheng(['user', 'recover', 'guanping', '--data', folder, '--out', file]);
      expect(code).toBe(0);
      const password = readFileSync(file, 'utf8').trim();
      expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
      expect(out + err).not.toContain(password);
      const reader = openLedgerReader(join(folder, 'ledger.db'));
      const last = reader.readAllSync('access', reader.sizeSync('access') - 1, 1)[0];
      await reader.close();
      const text = Buffer.from(last?.bytes ?? []).toString('utf8');
      expect(JSON.parse(text) as Envelope).toMatchObject({
        type: 'PasswordReset',
        actor: { id: 'operator', role: 'operator', unit: 'S01' },
        data: { by: 'operator' },
      });
      expect(text).not.toContain(password);
      const server = await serving(['--data', folder]);
      try {
        const signIn = await fetch(`${server.url}/api/v1/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-jianzheng': '1' },
          body: JSON.stringify({ login: 'guanping', password }),
        });
        expect(signIn.status).toBe(200);
        expect(await signIn.json()).toMatchObject({ mustChangePassword: true });
      } finally {
        await server.stop();
      }
      expect((await asked<{ unsealed: number }>(['ledger', 'verify', '--data', folder])).code).toBe(0);
    });

    it('is for nobody else, and changes nothing then', async () => {
      const size = async () => {
        const reader = openLedgerReader(join(demo, 'ledger.db'));
        const events = reader.sizeSync('access');
        await reader.close();
        return events;
      };
      const before = await size();
      const clerk = await jianzheng(['user', 'recover', 'gaomin', '--data', demo]);
      expect([clerk.code, clerk.out, clerk.err]).toEqual([1, '', expect.stringContaining('no security administrator')]);
      const nobody = await jianzheng(['user', 'recover', 'nobody', '--data', formal]);
      expect([nobody.code, nobody.out, nobody.err]).toEqual([
        1,
        '',
        expect.stringContaining('link of the first start'),
      ]);
      expect(await size()).toBe(before);
    });
  });

  it('ledger copy writes the same events into a new file, which verifies in place of the old one', async () => {
    const folder = copyOf(demo);
    const copy = join(root, 'fresh.db');
    const { code, json } = await asked<{ events: number }>(['ledger', 'copy', copy, '--data', folder]);
    expect(code).toBe(0);
    expect(json.events).toBeGreaterThan(1000);
    for (const suffix of ['-wal', '-shm']) rmSync(join(folder, `ledger.db${suffix}`), { force: true });
    cpSync(copy, join(folder, 'ledger.db'));
    expect((await asked(['ledger', 'verify', '--deep', '--data', folder])).code).toBe(0);
    expect((await jianzheng(['ledger', 'copy', copy, '--data', folder])).code).toBe(1);
    expect((await jianzheng(['ledger', 'copy', join(root, 'no', 'where.db'), '--data', folder])).code).toBe(1);
    expect((await jianzheng(['ledger', 'copy', join(root, 'stranger.db'), '--data', stranger])).code).toBe(1);
  });

  describe('with the wrong folder', () => {
    const commands = [
      ['views', 'status'],
      ['views', 'rebuild'],
      ['events', 'search', '公示'],
      ['findings', 'list'],
      ['user', 'recover', 'guanping'],
    ];
    it.each(commands)('%s %s says that there is none (3), or that it is no ledger (1)', async (...command) => {
      const args = command.filter((arg) => arg !== undefined);
      const none = await jianzheng([...args, '--data', join(root, 'none')]);
      expect([none.code, none.err]).toEqual([3, expect.stringContaining('no ledger here')]);
      const other = await jianzheng([...args, '--data', stranger]);
      expect([other.code, other.err]).toEqual([1, expect.stringContaining(join(stranger, 'ledger.db'))]);
      expect(other.err).not.toMatch(/\n {4}at /);
    });

    it.each([
      ['views', 'rebuild'],
      ['user', 'recover', 'guanping'],
    ])('%s %s does not touch a folder that another process holds', async (...command) => {
      const args = command.filter((arg) => arg !== undefined);
      const holder = openSqliteStore(join(demo, 'ledger.db'));
      try {
        const { code, out, err } = await jianzheng([...args, '--data', demo]);
        expect([code, out, err]).toEqual([1, '', expect.stringContaining(`process ${process.pid}`)]);
      } finally {
        await holder.close();
      }
    });

    it.each([
      ['events', 'search'],
      ['findings', 'list'],
    ])('%s %s shows no business data of a formal ledger, and says how it is seen', async (...args) => {
      const { code, out, err } = await jianzheng([...args, '--data', formal]);
      expect([code, out, err]).toEqual([1, '', expect.stringContaining('through the server')]);
      expect(err).toContain('--url URL --token @FILE');
    });
  });

  it.each([
    ['an unknown community', ['events', 'search', '--community', 'C77'], 'C01, C02'],
    ['an unknown community', ['findings', 'list', '--community', 'C77'], 'C01, C02'],
    ['a day that is none', ['findings', 'list', '--as-of', '2021-02-30'], 'YYYY-MM-DD'],
    ['a day that is none', ['events', 'search', '--from', 'yesterday'], 'YYYY-MM-DD'],
    ['a limit that is none', ['events', 'search', '--limit', '0'], '1 or more'],
    ['an unknown type', ['events', 'search', '--type', 'Notice'], 'NoticePosted'],
    ['an unknown status', ['findings', 'list', '--status', 'guilty'], 'confirmed'],
    ['views that there are not', ['views', 'rebuild', 'other'], 'main, search'],
  ])('%s is a slip in the arguments (2)', async (_what, args, words) => {
    const { code, out, err } = await jianzheng([...args, '--data', demo]);
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(words)]);
  });

  it('a reader that stops early is no fault', async () => {
    const { code, out, err } = await intoHead(['events', 'search', '--limit', '5000', '--json', '--data', demo]);
    expect(out).toBe('[\n');
    expect(code).toBe(0);
    expect(err).not.toContain('EPIPE');
  });
});
