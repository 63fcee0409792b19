import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { demoAccounts } from '#identity';
import type { Actor } from '#kernel';
import { commands } from '../../apps/server/src/deployment/catalogue.js';
import { Deployment } from '../../apps/server/src/deployment/deployment.js';
import { DemoClock } from '../../apps/server/src/deployment/ledger-clock.js';
import { RateLimits } from '../../apps/server/src/http/rate-limits.js';
import { createServer } from '../../apps/server/src/server.js';

/** Logins of the demonstration, one per role. */
export type Login =
  | 'gaomin'
  | 'tangxiaoman'
  | 'luchuanxing'
  | 'qinzhiyuan'
  | 'zhengrui'
  | 'shenliyan'
  | 'guanping'
  | 'chengshouyi'
  | 'wensiqi';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
  readonly bytes: Buffer;
  // Answers are checked field by field in the tests.
  readonly body: { readonly [key: string]: never } & Record<string, unknown>;
}

/** A server on a folder of its own: every part is real, only the password hashes are cheap. */
export class TestServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'jz-server-'));
  deployment!: Deployment;
  app!: NestFastifyApplication;
  /** `METHOD path` of every route that the server registered. */
  readonly routes: string[] = [];
  limits = new RateLimits(Date.now, 1000);
  readonly #cookies = new Map<string, string>();
  #onLog: ((line: string) => void) | undefined;

  /** `onLog` hears every line that the server logs. */
  static async start(onLog?: (line: string) => void): Promise<TestServer> {
    const server = new TestServer();
    server.#onLog = onLog;
    mkdirSync(join(server.folder, 'console'));
    writeFileSync(join(server.folder, 'console', 'index.html'), '<!doctype html><title>见证</title>');
    await server.open();
    await server.deployment.identity.seedDemo();
    return server;
  }

  async open(): Promise<void> {
    const hear = this.#onLog;
    const logger = hear === undefined ? pino({ level: 'silent' }) : pino({ level: 'debug' }, { write: hear });
    this.deployment = await Deployment.open({
      folder: join(this.folder, 'data'),
      demo: true,
      logger,
      sealEveryMs: 3600_000,
      argon2: { memoryCost: 64, timeCost: 1, parallelism: 1 },
    });
    this.app = await createServer({
      deployment: this.deployment,
      logger,
      console: join(this.folder, 'console'),
      limits: this.limits,
    });
    const fastify = this.app.getHttpAdapter().getInstance();
    this.routes.length = 0;
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of Array.isArray(method) ? method : [method]) this.routes.push(`${one} ${url}`);
    });
    await this.app.init();
    await this.app.getHttpAdapter().getInstance().ready();
  }

  /** As after a restart: what is not on the disk is gone. */
  async restart(): Promise<void> {
    await this.close();
    await this.open();
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.deployment.close();
  }

  async remove(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async cookieOf(login: Login): Promise<string> {
    const known = this.#cookies.get(login);
    if (known !== undefined) return known;
    const password = demoAccounts().find((account) => account.login === login)?.password ?? '';
    const signedIn = await this.ask('POST', '/session', { payload: { login, password } });
    if (signedIn.status !== 200 && signedIn.status !== 201) throw new Error(`${login}: ${signedIn.text}`);
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
    this.#cookies.set(login, cookie);
    return cookie;
  }

  forget(login: Login): void {
    this.#cookies.delete(login);
  }

  async ask(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    options: {
      readonly as?: Login;
      readonly payload?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<Answer> {
    const headers: Record<string, string> = { 'x-jianzheng': '1', ...options.headers };
    if (options.as !== undefined) headers['cookie'] = await this.cookieOf(options.as);
    const answer = await this.app.inject({
      method,
      url: path.startsWith('/api/') || path.startsWith('/health') ? path : `/api/v1${path}`,
      headers,
      ...(options.payload === undefined ? {} : { payload: options.payload as string }),
    });
    const text = answer.rawPayload.toString('utf8');
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text,
      bytes: answer.rawPayload,
      body: isJson && text !== '' ? JSON.parse(text) : {},
    };
  }

  get(path: string, as?: Login): Promise<Answer> {
    return this.ask('GET', path, as === undefined ? {} : { as });
  }

  post(path: string, payload: unknown, as?: Login, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask('POST', path, {
      payload,
      headers: { 'content-type': 'application/json', ...headers },
      ...(as === undefined ? {} : { as }),
    });
  }

  /** A multipart upload of one file. */
  upload(path: string, file: { name: string; bytes: Uint8Array; media?: string }, as?: Login): Promise<Answer> {
    const boundary = `----${randomUUID()}`;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: ${
      file.media ?? 'application/octet-stream'
    }\r\n\r\n`;
    return this.ask('POST', path, {
      payload: Buffer.concat([Buffer.from(head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      ...(as === undefined ? {} : { as }),
    });
  }

  /** Sends a command past HTTP, as an actor of the street: for setting things up. */
  async record(
    path: string,
    data: Readonly<Record<string, unknown>>,
    more: {
      readonly on?: string;
      readonly personal?: Readonly<Record<string, string>>;
      readonly by?: Partial<Actor>;
    } = {},
  ): Promise<string> {
    const parts = path.split('/');
    const [plural, verb] = [parts[0], parts.at(-1)];
    const id = parts.length === 3 ? parts[1] : undefined;
    const command = commands.find((one) => one.plural === plural && one.verb === verb);
    if (command === undefined) throw new Error(`no command ${path}`);
    const parsed = command.schema.parse(data);
    const ran = await this.deployment.runner.run({
      command,
      commandId: randomUUID(),
      ...(id === undefined ? {} : { id }),
      body: {
        data: parsed,
        ...(more.on === undefined ? {} : { on: more.on }),
        ...(more.personal === undefined ? {} : { personal: more.personal }),
      },
      actor: { id: '00000000-0000-4000-8000-0000000000aa', role: 'street-lead', unit: 'S01', ...more.by },
    });
    if (!ran.ok) throw new Error(`${path}: ${JSON.stringify(ran.error)}`);
    await this.deployment.surroundings.ready(ran.value.last);
    return ran.value.stream.slice(ran.value.stream.indexOf('-') + 1);
  }

  get demoClock(): DemoClock {
    if (!(this.deployment.clock instanceof DemoClock)) throw new Error('not a demonstration');
    return this.deployment.clock;
  }
}

/** The street S01 with two communities; a term and a Party election are open in the first. */
export async function withStreet(server: TestServer): Promise<void> {
  server.demoClock.runFrom('2021-10-20T09:00:00+08:00');
  await server.record('streets/S01/register-street', {
    unit: 'S01',
    name: '云桥街道',
    district: '澜水区',
    partyCommittee: '中共云桥街道工作委员会',
  });
  for (const [community, name] of [
    ['C01', '青禾社区'],
    ['C02', '望湖社区'],
  ]) {
    await server.record('streets/S01/register-community', { community, name, population: 6000 });
  }
  await server.record(
    'terms/open-term',
    { community: 'C01', street: 'S01', organisation: 'committee', electionDate: '2021-11-20' },
    { on: '2021-09-06T09:30:00+08:00' },
  );
  await server.record(
    'party-elections/open-party-election',
    { community: 'C01', term: 'term-C01-2021-1' },
    { on: '2021-09-06T10:00:00+08:00' },
  );
}

/** A resident id number that no office issued (region 999999), with its check digit. */
export function idNumber(birth: string, sequence: number): string {
  const first = `999999${birth.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first[index]), 0);
  return `${first}${'10X98765432'.charAt(sum % 11)}`;
}
