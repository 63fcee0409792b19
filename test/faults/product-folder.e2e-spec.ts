import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeBuilt, jianzheng } from '../cli/built.js';
import { Client, launch, type Product } from './product.js';
import { SeededFolder, TERM } from './seeded-folder.js';

jest.setTimeout(120_000);

/** Preloaded where a clock is to stand elsewhere: the fixture's own dates are ahead of a clock that went back. */
const FAKETIME = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
];

describeBuilt('a server on a folder in which something is wrong', () => {
  let seeded: SeededFolder;
  let copies: string;
  let data: string;
  let people: readonly string[];
  let running: Product[] = [];

  beforeAll(async () => {
    seeded = await SeededFolder.make({ 'election-clerk': 1, 'system-administrator': 1 });
    copies = mkdtempSync(join(tmpdir(), 'jz-folders-'));
    data = seeded.path;
    const server = await up();
    people = [await registered(server, '张三丰'), await registered(server, '李四光')];
    for (let i = 0; i < 30; i++) await prepared(server);
    await down(server);
  });
  beforeEach(() => {
    data = join(copies, randomUUID());
    cpSync(seeded.path, data, { recursive: true });
  });
  afterEach(async () => {
    for (const server of running) server.kill('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
    running = [];
    rmSync(data, { recursive: true, force: true });
  });
  afterAll(() => {
    rmSync(copies, { recursive: true, force: true });
    seeded.remove();
  });

  async function up(more: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Product> {
    const server = await launch(data, more, env).up;
    running.push(server);
    return server;
  }
  async function down(server: Product): Promise<void> {
    server.kill('SIGTERM');
    const { code, out, err } = await server.ended;
    running = running.filter((one) => one !== server);
    expect([code, err, out.includes('"level":50') ? out : '']).toEqual([0, '', '']);
  }
  /** Starts where that must fail, and gives what was said. */
  async function refused(env: NodeJS.ProcessEnv = {}): Promise<string> {
    const starting = launch(data, [], env);
    const started = await starting.up.then(
      () => true,
      () => false,
    );
    starting.kill('SIGKILL');
    const { code, err } = await starting.ended;
    expect([started, code]).toEqual([false, 1]);
    // Words for a person, in both languages, not a trace of the program.
    expect(err).not.toMatch(/\n\s+at /);
    expect(err).toMatch(/[一-鿿]/);
    return err;
  }
  const clerk = (server: Product) => new Client(server.url, seeded.cookie('election-clerk'));

  async function registered(server: Product, name: string): Promise<string> {
    const client = clerk(server);
    const body = {
      data: { gender: 'male', birthMonth: '1980-05', education: 'bachelor', membership: 'none', community: 'C01' },
      personal: { name },
    };
    const answer = await client.ask('POST', '/people/commands/register-person', body, {
      'idempotency-key': randomUUID(),
    });
    client.close();
    expect([answer.status, answer.text.slice(0, 300)]).toEqual([201, expect.anything()]);
    return String(answer.json['id']);
  }
  async function prepared(server: Product): Promise<{ readonly status: number; readonly json: object }> {
    const client = clerk(server);
    const body = { data: { kind: 'survey', summary: '入户摸排' }, on: '2021-10-18T10:00:00+08:00' };
    const answer = await client.ask('POST', `/terms/${TERM}/commands/record-preparation`, body, {
      'idempotency-key': randomUUID(),
    });
    client.close();
    return answer;
  }
  async function shown(server: Product): Promise<readonly unknown[]> {
    const client = clerk(server);
    const answers = [];
    for (const path of ['/communities/C01', '/people?limit=200', '/events?limit=200', '/events?q=摸排&limit=50']) {
      const { status, json } = await client.ask('GET', path);
      expect([path, status]).toEqual([path, 200]);
      answers.push(JSON.parse(JSON.stringify(json), (key, value: unknown) => (key === 'asOf' ? undefined : value)));
    }
    client.close();
    return answers;
  }

  it('says that another server has it, and the first goes on', async () => {
    const first = await up();
    const second = await jianzheng(['serve', '--data', data, '--port', '0']);
    expect(second.code).toBe(1);
    expect(second.err).toContain(`process ${first.pid}`);
    expect((await prepared(first)).status).toBe(201);
    await down(first);
  });

  it('says that the port is taken, and leaves the folder alone', async () => {
    const holder = await new Promise<Server>((resolve) => {
      const listening = createServer().listen({ port: 0, host: '127.0.0.1' }, () => resolve(listening));
    });
    try {
      const { port } = holder.address() as { port: number };
      const before = readFileSync(join(data, 'ledger.db'));
      const { code, err } = await jianzheng(['serve', '--data', data, '--port', String(port)]);
      expect([code, err]).toEqual([1, expect.stringContaining(`Port ${port} is in use`)]);
      expect(readFileSync(join(data, 'ledger.db')).equals(before)).toBe(true);
    } finally {
      holder.close();
    }
  });

  const library = FAKETIME.find((path) => statSync(path, { throwIfNoEntry: false }) !== undefined);
  if (library === undefined)
    process.stdout.write('a clock that goes back is not tested: libfaketime is not installed\n');
  (library === undefined ? it.skip : it)(
    'does not write while its clock is behind, says so, and writes on once that is accepted',
    async () => {
      const back = { LD_PRELOAD: library, FAKETIME: '-600s', DONT_FAKE_MONOTONIC: '1' };
      const behind = await up([], back);
      const answer = await prepared(behind);
      expect([answer.status, answer.json]).toEqual([503, expect.objectContaining({ code: 'CLOCK_BEHIND' })]);
      const client = clerk(behind);
      const ready = await client.ask('GET', '/health/ready');
      expect([ready.status, ready.json['checks']]).toEqual([503, expect.objectContaining({ clock: 'behind' })]);
      // Looking goes on.
      expect((await client.ask('GET', '/communities/C01')).status).toBe(200);
      client.close();
      await down(behind);

      const accepted = await jianzheng(['ledger', 'accept-clock', '主板电池更换', '--data', data], back);
      expect([accepted.code, accepted.err]).toEqual([0, '']);
      const after = await up([], back);
      expect((await prepared(after)).status).toBe(201);
      await down(after);
      expect((await jianzheng(['ledger', 'verify', '--data', data], back)).code).toBe(0);
      // A few seconds are the work of any time server.
      const right = await up();
      expect((await prepared(right)).status).toBe(201);
      await down(right);
    },
  );

  it.each(['process.key', 'cases.key', 'access.key', 'vault.kek', 'command-mac.key'])(
    'does not start without %s, nor makes another',
    async (file) => {
      const path = join(data, 'keys', file);
      renameSync(path, join(copies, file));
      const said = await refused();
      expect(said).toContain(path);
      expect(said).toMatch(/[Rr]estore/);
      expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
      renameSync(join(copies, file), path);
      await down(await up());
    },
  );

  it.each(['process.key', 'vault.kek', 'command-mac.key', 'uploads.key'])(
    'does not start while others may read %s',
    async (file) => {
      const path = join(data, 'keys', file);
      chmodSync(path, 0o644);
      expect(await refused()).toContain(`chmod 600 ${path}`);
      chmodSync(path, 0o600);
      await down(await up());
    },
  );

  it.each(['process.key', 'vault.kek', 'command-mac.key'])('does not start with an empty %s', async (file) => {
    const path = join(data, 'keys', file);
    truncateSync(path, 0);
    expect(await refused()).toContain(path);
  });

  it.each(['vault.db', 'identity.db'])(
    'does not start without %s, nor makes another over what is lost',
    async (file) => {
      const path = join(data, file);
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
      const said = await refused();
      expect(said).toContain(path);
      expect(said).toMatch(/[Rr]estore/);
      expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
      // Whoever has lost it for good says so by making an empty file.
      writeFileSync(path, '', { mode: 0o600 });
      const server = await up();
      expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
      await down(server);
      expect((await jianzheng(['ledger', 'verify', '--data', data])).code).toBe(0);
    },
  );

  it.each(['vault.db', 'identity.db', 'ledger.db'])('says that %s is damaged', async (file) => {
    const path = join(data, file);
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    writeFileSync(path, Buffer.alloc(statSync(path).size, 0xa5));
    const said = await refused();
    expect(said).toContain(path);
    expect(said).toMatch(/[Rr]estore|check/i);
  });

  const views = () => readdirSync(join(data, 'views')).filter((name) => name.endsWith('.db'));

  it.each([
    ['deleted', (path: string) => rmSync(path)],
    ['emptied', (path: string) => truncateSync(path, 0)],
    ['cut in the middle', (path: string) => truncateSync(path, Math.floor(statSync(path).size / 8192) * 4096)],
    ['cut after its first page', (path: string) => truncateSync(path, 4096)],
    ['overwritten', (path: string) => writeFileSync(path, Buffer.alloc(statSync(path).size, 0xa5))],
    [
      'overwritten but for its first pages',
      (path: string) => {
        const bytes = readFileSync(path);
        writeFileSync(path, bytes.fill(0xa5, Math.min(bytes.length, 4096 * 8)));
      },
    ],
  ] as const)('builds views again that were %s', async (_what, damage) => {
    const before = await up();
    const expected = await shown(before);
    await down(before);
    expect(views().length).toBe(2);
    for (const name of views()) {
      for (const suffix of ['-wal', '-shm']) rmSync(join(data, 'views', name + suffix), { force: true });
      damage(join(data, 'views', name));
    }
    const after = await up();
    // The search index may follow a moment later.
    let found = await shown(after);
    for (let i = 0; i < 40 && JSON.stringify(found) !== JSON.stringify(expected); i++) {
      await sleep(100);
      found = await shown(after);
    }
    expect(found).toEqual(expected);
    const administrator = new Client(after.url, seeded.cookie('system-administrator'));
    const { json } = await administrator.ask('GET', '/views');
    administrator.close();
    for (const view of json['views'] as readonly { quarantined: readonly unknown[] }[])
      expect(view.quarantined).toEqual([]);
    await down(after);
  });

  it('makes tiles again that are gone, and goes on proving', async () => {
    for (const name of readdirSync(join(data, 'seals')).filter((one) => one.startsWith('tiles.db')))
      rmSync(join(data, 'seals', name));
    await provesAll();
  });

  it('makes the state of the sealers again where it is gone', async () => {
    rmSync(join(data, 'seals'), { recursive: true });
    await provesAll();
  });

  async function provesAll(): Promise<void> {
    const server = await up();
    const client = clerk(server);
    const { json } = await client.ask('GET', '/events?limit=200');
    const ids = (json['items'] as readonly { id: string }[]).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(30);
    for (const id of ids) expect((await client.ask('GET', `/events/${id}/proof`)).status).toBe(200);
    client.close();
    await down(server);
    expect((await jianzheng(['ledger', 'verify', '--data', data])).code).toBe(0);
  }

  it('keeps people, and shows their names, through all of this', async () => {
    const server = await up();
    const client = clerk(server);
    for (const id of people) expect((await client.ask('GET', `/people/${id}`)).status).toBe(200);
    client.close();
    await down(server);
  });
});
