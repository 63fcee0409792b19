import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { openVault } from '#vault';
import { describeBuilt, jianzheng } from '../cli/built.js';
import { LedgerWatch } from './ledger-watch.js';
import { type Answered, Client, launch, type Product } from './product.js';
import { SeededFolder, TERM } from './seeded-folder.js';

/** How often the server is killed: a hundred take minutes, so that many are run by hand and before a release. */
const KILLS = Number(process.env['JZ_PRODUCT_KILLS'] ?? 25);
/** The program that verifies is run after every so many kills; leaves and checkpoints are compared after every one. */
const VERIFY_EVERY = Number(process.env['JZ_PRODUCT_VERIFY_EVERY'] ?? 5);
const CLERKS = 10;
const SURNAMES = '赵钱孙李周吴郑王冯陈';
const GIVEN = '安邦晨德恩帆光海嘉凯兰明宁鹏琪瑞思涛文晓雅振';

/** A command as it was sent, to be sent again word for word. */
interface Sent {
  readonly key: string;
  readonly path: string;
  readonly body: { readonly data: unknown; readonly on?: string; readonly personal?: Readonly<Record<string, string>> };
  readonly clerk: number;
  readonly run: number;
}

/** What was answered: the same for every repeat, apart from `repeated`, results and the state of the receipt. */
interface Told {
  readonly id: string;
  readonly stream: string;
  readonly position: number;
  readonly revision: number;
  readonly events: readonly string[];
}

jest.setTimeout(KILLS * 15_000 + 120_000);

describeBuilt('a server that is killed under load', () => {
  let seeded: SeededFolder;
  let watch: LedgerWatch;
  const acknowledged = new Map<string, { readonly sent: Sent; readonly told: Told }>();
  const counts = { kills: 0, whileStarting: 0, resent: 0, storedUnanswered: 0, neverStored: 0, refused: 0 };
  let running: Product | undefined;

  beforeAll(async () => {
    seeded = await SeededFolder.make({ 'election-clerk': CLERKS, 'system-administrator': 1 });
    watch = new LedgerWatch(seeded.path);
    expect(await watch.look()).toEqual([]);
  });
  afterAll(async () => {
    running?.kill('SIGKILL');
    await running?.ended;
    seeded.remove();
  });

  const clerk = (server: Product, number: number) => new Client(server.url, seeded.cookie('election-clerk', number));
  const send = (client: Client, { path, body, key }: Sent) =>
    client.ask('POST', path, body, { 'idempotency-key': key });

  let people = 0;
  function command(number: number, run: number): Sent {
    const sent = { key: randomUUID(), clerk: number, run };
    if (Math.random() < 0.6) {
      const at = people++;
      const name = `${SURNAMES[at % 10]}${GIVEN[Math.floor(at / 10) % GIVEN.length]}${GIVEN[Math.floor(at / 210) % GIVEN.length]}`;
      return {
        ...sent,
        path: '/people/commands/register-person',
        body: {
          data: {
            gender: at % 2 === 0 ? 'female' : 'male',
            birthMonth: '1980-05',
            education: 'bachelor',
            membership: 'none',
            community: at % 3 === 0 ? 'C02' : 'C01',
          },
          personal: { name: `${name}${at}`, address: `望湖路${at}号`.padEnd(3 + (at % 60), '院') },
        },
      };
    }
    return {
      ...sent,
      path: `/terms/${TERM}/commands/record-preparation`,
      body: { data: { kind: 'survey', summary: `入户摸排${sent.key}` }, on: '2021-10-18T10:00:00+08:00' },
    };
  }

  function told({ json }: Answered): Told {
    const { id, stream, position, revision, events } = json as unknown as Omit<Told, 'events'> & {
      readonly events: readonly { readonly id: string }[];
    };
    return { id, stream, position, revision, events: events.map((event) => event.id) };
  }

  /** One clerk: sends one command after the other until the server is gone. Gives what was on its way then. */
  async function work(server: Product, number: number, run: number): Promise<Sent | undefined> {
    const client = clerk(server, number);
    const mine: string[] = [];
    let last = -1;
    try {
      for (;;) {
        const again = Math.random() < 0.1 ? mine[Math.floor(Math.random() * mine.length)] : undefined;
        const before = again === undefined ? undefined : acknowledged.get(again);
        const sent = before?.sent ?? command(number, run);
        let answer: Answered;
        try {
          answer = await send(client, sent);
        } catch {
          return before === undefined ? sent : undefined;
        }
        if (answer.status !== 201) throw new Error(`${sent.path}: ${answer.status} ${answer.text}`);
        if (before === undefined) {
          const { position } = told(answer);
          if (position <= last) throw new Error(`${position} was answered after ${last}`);
          last = position;
          mine.push(sent.key);
          acknowledged.set(sent.key, { sent, told: told(answer) });
        } else {
          expect(told(answer)).toEqual(before.told);
          expect(answer.json['repeated']).toBe(true);
        }
      }
    } finally {
      client.close();
    }
  }

  /** What the ledger says of everything that was acknowledged, and of what was on its way. */
  function judge(fresh: readonly string[], inFlight: readonly Sent[]): string[] {
    const faults: string[] = [];
    for (const key of fresh) {
      const { told } = acknowledged.get(key) ?? { told: undefined };
      const stored = watch.byCommand.get(key) ?? [];
      const last = stored.at(-1);
      if (told === undefined || last === undefined) {
        faults.push(`${key} was acknowledged and is not there`);
        continue;
      }
      const { stream, rev } = last.envelope;
      const found: Told = {
        id: stream.slice(stream.indexOf('-') + 1),
        stream,
        position: last.position,
        revision: rev,
        events: stored.map(({ envelope }) => envelope.id),
      };
      if (JSON.stringify(found) !== JSON.stringify(told))
        faults.push(`${key}: told ${JSON.stringify(told)}, stored ${JSON.stringify(found)}`);
    }
    for (const { key } of inFlight) {
      const stored = watch.byCommand.get(key);
      if (stored === undefined) counts.neverStored++;
      else counts.storedUnanswered++;
      // Both kinds of command record exactly one event.
      if (stored !== undefined && stored.length !== 1) faults.push(`${key} is there in part`);
    }
    return faults;
  }

  /** Every commitment of events from `from` on opens with what the vault holds. */
  function judgeVault(ids: readonly string[]): string[] {
    const vault = openVault({
      path: join(seeded.path, 'vault.db'),
      kekPath: join(seeded.path, 'keys', 'vault.kek'),
      readonly: true,
    });
    try {
      return ids.flatMap((id) => {
        const pii = watch.byId.get(id)?.envelope.pii ?? [];
        return vault
          .explain(id, pii)
          .filter(({ status }) => status !== 'present')
          .map(({ path, status }) => `${id}: ${path} is ${status}`);
      });
    } finally {
      vault.close();
    }
  }

  /** The started server answers for everything that went before it. */
  async function judgeServer(server: Product, inFlight: readonly Sent[]): Promise<void> {
    const client = clerk(server, 0);
    try {
      // Before anything is sent again: a person who was never recorded must not be found by the name that was sent.
      for (const { key, body } of inFlight) {
        const name = body.personal?.['name'];
        if (name === undefined) continue;
        const found = await client.ask('GET', `/people?q=${encodeURIComponent(name)}`);
        const stored = watch.byCommand.get(key)?.[0]?.envelope.stream.slice('person-'.length);
        const ids = (found.json['items'] as readonly { personId: string; name: string }[])
          .filter((item) => item.name === name)
          .map(({ personId }) => personId);
        expect(ids).toEqual(stored === undefined ? [] : [stored]);
      }
      const size = watch.size('process');
      const overview = await client.ask('GET', `/overview?waitFor=${size - 1}`);
      expect(overview.status).toBe(200);
      const builtFrom = overview.json['builtFrom'] as { readonly position: number; readonly root: string };
      // Nobody has sent anything yet; a finding that the restart re-evaluates may have been recorded.
      if (builtFrom.position === size) expect(builtFrom.root).toBe(watch.rootAt(size));
      else expect(builtFrom.position).toBeGreaterThan(size);

      const again = [...acknowledged.values()].filter(() => Math.random() < 10 / acknowledged.size);
      for (const { sent, told: before } of again) {
        const answer = await send(client, sent);
        // The key belongs to the person who used it first.
        if (sent.clerk !== 0) {
          expect([answer.status, answer.json['code']]).toEqual([422, 'COMMAND_ID_REUSED']);
          const own = clerk(server, sent.clerk);
          const repeated = await send(own, sent);
          own.close();
          expect(repeated.status).toBe(201);
          expect(told(repeated)).toEqual(before);
          expect(repeated.json['repeated']).toBe(true);
        } else expect(told(answer)).toEqual(before);
        counts.resent++;
      }
      for (const sent of inFlight) {
        const own = clerk(server, sent.clerk);
        const answer = await send(own, sent);
        own.close();
        expect([sent.path, answer.status]).toEqual([sent.path, 201]);
        const stored = watch.byCommand.get(sent.key)?.[0];
        expect([sent.key, answer.json['repeated']]).toEqual([sent.key, stored !== undefined]);
        if (stored !== undefined) expect(told(answer).position).toBe(stored.position);
        else expect(told(answer).position).toBeGreaterThanOrEqual(size);
        acknowledged.set(sent.key, { sent, told: told(answer) });
      }
    } finally {
      client.close();
    }
  }

  async function verified(): Promise<void> {
    const { code, out, err } = await jianzheng(['ledger', 'verify', '--json', '--data', seeded.path]);
    expect([code, code === 0 ? '' : out + err]).toEqual([0, '']);
  }

  it(`keeps what it acknowledged, once and in order, and goes on (${KILLS} kills)`, async () => {
    let inFlight: readonly Sent[] = [];
    for (let run = 0; run < KILLS; run++) {
      const starting = launch(seeded.path);
      if (run % 8 === 7) {
        // Once in a while before it is even up.
        await sleep(Math.random() * 700);
        starting.kill('SIGKILL');
        counts.whileStarting++;
      } else {
        const server = await starting.up;
        running = server;
        await judgeServer(server, inFlight);
        inFlight = [];
        const known = acknowledged.size;
        const clerks = Array.from({ length: CLERKS }, (_, number) => work(server, number, run));
        const failed = Promise.all(clerks).then(() => undefined);
        // Most die within the first requests, some live long enough for checkpoints on the way.
        await Promise.race([sleep(run % 6 === 5 ? 2600 * Math.random() : 60 + 500 * Math.random() ** 2), failed]);
        server.kill('SIGKILL');
        inFlight = (await Promise.all(clerks)).filter((sent) => sent !== undefined);
        expect(acknowledged.size + inFlight.length).toBeGreaterThan(known);
      }
      const { out, err } = await starting.ended;
      // Nothing was logged as an error.
      expect(err + (out.includes('"level":50') ? out : '')).toBe('');
      running = undefined;
      counts.kills++;
      const ids = new Set(watch.byId.keys());
      expect(await watch.look()).toEqual([]);
      const fresh = [...watch.byId.keys()].filter((id) => !ids.has(id));
      expect(judgeVault(fresh)).toEqual([]);
      expect(judge([...acknowledged.keys()], inFlight)).toEqual([]);
      // A process of its own each time: as dear as a start of the server.
      if (run % VERIFY_EVERY === 0) await verified();
    }
    process.stdout.write(
      `killed ${counts.kills} servers (${counts.whileStarting} while starting); ${acknowledged.size} commands acknowledged; ${counts.storedUnanswered} stored though unanswered, ${counts.neverStored} not; ${counts.resent} sent again; ${watch.checkpoints} checkpoints\n`,
    );
    expect(acknowledged.size).toBeGreaterThan(KILLS);

    const server = await launch(seeded.path).up;
    running = server;
    await judgeServer(server, inFlight);
    const before = await pages(server);
    await rebuilt(server);
    expect(await pages(server)).toEqual(before);
    server.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
    running = undefined;
    expect(await watch.look()).toEqual([]);
    expect(judge([...acknowledged.keys()], [])).toEqual([]);
    await verified();
  });

  it('has views that a start from nothing makes again', async () => {
    const killed = tables();
    rmSync(join(seeded.path, 'views'), { recursive: true });
    const server = await launch(seeded.path).up;
    running = server;
    server.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
    running = undefined;
    expect(tables()).toEqual(killed);
  });

  /** What people are shown, as the views have it. */
  async function pages(server: Product): Promise<unknown[]> {
    const client = clerk(server, 0);
    const all: unknown[] = [];
    try {
      for (const path of ['/overview', '/communities/C01', '/communities/C02', '/rules', `/objects/term-${TERM}`])
        all.push(timeless((await client.ask('GET', path)).json));
      for (const list of ['/events?limit=200', '/people?limit=200', '/communities/C01/events?limit=200']) {
        let cursor: unknown;
        do {
          const page = await client.ask('GET', `${list}${cursor === undefined ? '' : `&cursor=${String(cursor)}`}`);
          expect([list, page.status]).toEqual([list, 200]);
          all.push(timeless(page.json));
          cursor = page.json['nextCursor'];
        } while (cursor !== undefined);
      }
    } finally {
      client.close();
    }
    return all;
  }

  /** Without the moment of asking, and without what a log that is being sealed says of itself. */
  function timeless(json: unknown): unknown {
    return JSON.parse(JSON.stringify(json), (key, value: unknown) => (key === 'asOf' ? undefined : value));
  }

  async function rebuilt(server: Product): Promise<void> {
    const administrator = new Client(server.url, seeded.cookie('system-administrator'));
    try {
      for (const name of ['main', 'search']) {
        const started = await administrator.ask('POST', `/views/${name}/rebuild`, {});
        expect(started.status).toBe(202);
        for (let state: unknown = 'running'; state !== 'done'; await sleep(50)) {
          const job = await administrator.ask('GET', `/jobs/${String(started.json['id'])}`);
          state = job.json['state'];
          expect(['running', 'done']).toContain(state);
        }
      }
    } finally {
      administrator.close();
    }
  }

  /** The rows of the main views, apart from how they were filled. */
  function tables(): Record<string, unknown> {
    const [file] = readdirSync(join(seeded.path, 'views')).filter((name) => /^main\..*\.db$/.test(name));
    const db = new Database(join(seeded.path, 'views', file ?? ''), { readonly: true });
    try {
      const names = db
        .prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
        .pluck()
        .all();
      expect(names).toContain('checkpoint');
      return Object.fromEntries(names.map((name) => [name, rowsOf(db, name)]));
    } finally {
      db.close();
    }
  }

  function rowsOf(db: Database.Database, table: string): readonly string[] {
    return db
      .prepare(`SELECT * FROM "${table}"`)
      .all()
      .map((row) => JSON.stringify(row))
      .sort();
  }
});
