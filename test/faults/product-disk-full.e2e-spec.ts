import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, cpSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeBuilt, jianzheng } from '../cli/built.js';
import { LedgerWatch } from './ledger-watch.js';
import { type Answered, Client } from './product.js';
import { SeededFolder, TERM } from './seeded-folder.js';

jest.setTimeout(180_000);

const PROGRAM = resolve(__dirname, '../../apps/cli/bin/jianzheng.js');
const tried = spawnSync('unshare', ['-m', 'true'], { encoding: 'utf8' });
const mounted = tried.status === 0 ? it : it.skip;
if (tried.status !== 0) process.stdout.write('a server on a full disk is not tested: no disk may be mounted here\n');

describeBuilt('a server whose disk is full', () => {
  let seeded: SeededFolder;
  let server: ChildProcess;
  let url: string;
  let output = '';
  /** The small disk as the server sees it: mounted for it alone. */
  let small: string;
  let mountPoint: string;

  beforeAll(async () => {
    seeded = await SeededFolder.make({ 'election-clerk': 1 });
    mountPoint = mkdtempSync(join(tmpdir(), 'jz-small-'));
  });
  afterAll(async () => {
    if (server?.exitCode === null) {
      server.kill('SIGKILL');
      await new Promise((done) => server.once('close', done));
    }
    seeded.remove();
    rmSync(mountPoint, { recursive: true, force: true });
  });

  async function start(megabytes: number): Promise<void> {
    const script = `mount -t tmpfs -o size=${megabytes}m tmpfs "$1" && cp -a "$2" "$1/data" && exec "$3" "$4" serve --port 0 --data "$1/data"`;
    const args = ['-m', 'sh', '-c', script, 'sh', mountPoint, seeded.path, process.execPath, PROGRAM];
    const env = { ...process.env, JIANZHENG_LANG: 'en', JIANZHENG_LOG_LEVEL: 'fatal' };
    server = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    url = await new Promise<string>((done, reject) => {
      const hear = (text: string) => {
        output += text;
        const found = /Jianzheng is up: (https?:\S+)/.exec(output)?.[1];
        if (found !== undefined) done(found);
      };
      server.stdout?.setEncoding('utf8').on('data', hear);
      server.stderr?.setEncoding('utf8').on('data', hear);
      server.once('close', (code) => reject(new Error(`ended with ${code}: ${output}`)));
    });
    small = `/proc/${server.pid}/root${mountPoint}`;
  }

  /** Writes until nothing more fits. */
  function fill(): void {
    const descriptor = openSync(join(small, 'ballast'), 'w');
    try {
      for (const bytes of [1 << 20, 1 << 12]) {
        try {
          for (;;) writeSync(descriptor, Buffer.alloc(bytes));
        } catch (error) {
          expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
        }
      }
    } finally {
      closeSync(descriptor);
    }
  }

  interface Sent {
    readonly key: string;
    readonly path: string;
    readonly body: unknown;
  }
  let count = 0;
  function command(): Sent {
    const number = count++;
    if (number % 3 === 0)
      return {
        key: randomUUID(),
        path: `/terms/${TERM}/commands/record-preparation`,
        body: { data: { kind: 'survey', summary: '摸排'.repeat(200) }, on: '2021-10-18T10:00:00+08:00' },
      };
    return {
      key: randomUUID(),
      path: '/people/commands/register-person',
      body: {
        data: { gender: 'female', birthMonth: '1980-05', education: 'bachelor', membership: 'none', community: 'C01' },
        personal: { name: `赵安${number}`, address: '望湖路'.repeat(30) },
      },
    };
  }

  mounted('refuses with a reason, keeps what it acknowledged, shows it, and goes on when there is room', async () => {
    await start(40);
    const client = new Client(url, seeded.cookie('election-clerk'));
    const send = ({ key, path, body }: Sent) => client.ask('POST', path, body, { 'idempotency-key': key });
    const acknowledged = new Map<Sent, Answered>();
    const refused: Sent[] = [];
    const sendNew = async () => {
      const sent = command();
      const answer = await send(sent);
      if (answer.status === 201) acknowledged.set(sent, answer);
      else {
        expect([answer.status, answer.json]).toEqual([
          503,
          expect.objectContaining({
            code: 'STORE_UNAVAILABLE',
            params: expect.objectContaining({ reason: 'disk-full' }),
          }),
        ]);
        refused.push(sent);
      }
      return answer.status;
    };
    const persistently = async (sent: Sent) => {
      let answer = await send(sent);
      for (let i = 0; i < 100 && answer.status === 503; i++) {
        await sleep(100);
        answer = await send(sent);
      }
      expect([answer.status, answer.text.slice(0, 300)]).toEqual([201, expect.anything()]);
      acknowledged.set(sent, answer);
    };
    for (let i = 0; i < 20; i++) expect(await sendNew()).toBe(201);

    for (let round = 0; round < 3; round++) {
      fill();
      // What files hold in reserve is used up first.
      for (let i = 0; i < 3000 && refused.length < 10 * (round + 1); i++) await sendNew();
      expect(refused.length).toBe(10 * (round + 1));
      for (const path of ['/communities/C01', '/events?limit=5', '/people?limit=5', '/session', '/health/live'])
        expect([path, (await client.ask('GET', path)).status]).toEqual([path, 200]);
      // Repeats of what is there are answered, and nothing half-done shows.
      const [before, answer] = [...acknowledged].at(-1) ?? [];
      if (before === undefined || answer === undefined) throw new Error('nothing was acknowledged');
      const repeated = await send(before);
      expect([repeated.status, repeated.json['position']]).toEqual([201, answer.json['position']]);

      rmSync(join(small, 'ballast'));
      await persistently(command());
    }
    for (const sent of refused) {
      await persistently(sent);
    }

    // Writing, views and sealing are all back.
    const ready = async () => (await client.ask('GET', '/health/ready')).json['checks'];
    const well = { store: 'ok', views: 'ok', lag: 0, checkpoint: 'size-agrees', clock: 'ok' };
    for (let i = 0; i < 100 && JSON.stringify(await ready()) !== JSON.stringify(well); i++) await sleep(100);
    expect(await ready()).toEqual(well);
    await sleep(3000);

    // Nothing is written now; SQLite does not open a file by way of another process's root.
    const copy = join(seeded.root, 'copy');
    cpSync(join(small, 'data'), copy, { recursive: true });
    const watch = new LedgerWatch(copy);
    expect(await watch.look()).toEqual([]);
    for (const [{ key }, answer] of acknowledged) {
      const stored = watch.byCommand.get(key) ?? [];
      expect([key, stored.map(({ position }) => position)]).toEqual([key, [answer.json['position']]]);
    }
    const overview = await client.ask('GET', '/overview');
    const builtFrom = overview.json['builtFrom'] as { readonly position: number; readonly root: string };
    expect(builtFrom.position).toBe(watch.size('process'));
    expect(builtFrom.root).toBe(watch.rootAt(builtFrom.position));
    const people = await client.ask('GET', '/people?limit=1');
    const registered = [...acknowledged.keys()].filter(({ path }) => path.startsWith('/people/')).length;
    expect(people.json['total']).toBe(registered);
    client.close();

    const verified = await jianzheng(['ledger', 'verify', '--json', '--data', copy]);
    expect([verified.code, verified.code === 0 ? '' : verified.out]).toEqual([0, '']);
    const report = JSON.parse(verified.out) as { readonly logs: readonly { log: string; unsealed: number }[] };
    expect(report.logs.find(({ log }) => log === 'process')?.unsealed).toBe(0);
    server.kill('SIGTERM');
    const code = await new Promise((done) => server.once('close', done));
    expect(code).toBe(0);
  });
});
