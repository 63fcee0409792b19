import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { demoAccounts } from '#identity';
import { Desk, type Language } from './desk.js';

const ROOT = resolve(__dirname, '../..');
const PROGRAM = join(ROOT, 'apps/cli/bin/jianzheng.js');
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Logins of the demonstration that the tests sit down as. */
export type Login = 'gaomin' | 'tangxiaoman' | 'luchuanxing' | 'qinzhiyuan' | 'zhengrui' | 'shenliyan' | Administrator;
export type Administrator = 'guanping' | 'chengshouyi' | 'wensiqi';

export interface Size {
  readonly width: number;
  readonly height: number;
}
export const DESK_SIZE: Size = { width: 1366, height: 768 };
export const TABLET_SIZE: Size = { width: 820, height: 1180 };

/** What is missing for tests in a browser; undefined where they can run. */
function missing(): string | undefined {
  if (!existsSync(CHROMIUM)) return `${CHROMIUM} is missing: install chromium`;
  if (!existsSync(join(ROOT, 'dist/apps/cli/src/main.js'))) return 'dist is missing: npm run build:code';
  if (!existsSync(join(ROOT, 'dist/console/index.html'))) return 'dist/console is missing: npm run build:console';
  return undefined;
}

/** Tests of the built console in Chromium; skipped, with the reason, where one of the two is missing. */
export function describeInBrowser(name: string, tests: () => void): void {
  const reason = missing();
  if (reason === undefined) {
    describe(name, tests);
    return;
  }
  process.stdout.write(`skipped: ${name} (${reason})\n`);
  describe.skip(name, tests);
}

/** What a person does on a page before it is looked at. */
export type Act = (desk: Desk) => Promise<void>;

/** The worked street in a folder of its own, served by the built program, with a browser beside it. */
export class Street {
  readonly #folder = mkdtempSync(join(tmpdir(), 'jz-browser-'));
  readonly #contexts = new Map<string, BrowserContext>();
  #server: ChildProcess | undefined;
  #port = 0;
  #browser: Browser | undefined;

  static async open(): Promise<Street> {
    const street = new Street();
    const [, browser] = await Promise.all([
      street.#serve(),
      chromium.launch({
        executablePath: CHROMIUM,
        chromiumSandbox: false,
        args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      }),
    ]);
    street.#browser = browser;
    return street;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** A browser of its own for one person: nothing is shared with the others but the server. */
  async context(size: Size = DESK_SIZE): Promise<BrowserContext> {
    if (this.#browser === undefined) throw new Error('the browser is closed');
    const context = await this.#browser.newContext({
      baseURL: this.url,
      viewport: size,
      reducedMotion: 'reduce',
      locale: 'zh-CN',
      // Days are those of Shanghai wherever the browser stands.
      timezoneId: 'America/New_York',
      acceptDownloads: true,
    });
    context.setDefaultTimeout(15_000);
    return context;
  }

  /** Sits down as somebody, signed in already; the same person comes back to the same browser. */
  async desk(login: Login, more: { readonly size?: Size; readonly language?: Language } = {}): Promise<Desk> {
    const { size = DESK_SIZE, language = 'zh' } = more;
    const key = `${login} ${size.width}`;
    let context = this.#contexts.get(key);
    if (context === undefined) {
      context = await this.context(size);
      this.#contexts.set(key, context);
      await this.signIn(context, login);
    }
    const desk = new Desk(await context.newPage(), this.url);
    await desk.speak(language);
    return desk;
  }

  /** A page of somebody who is not signed in. */
  async stranger(context: BrowserContext, language: Language = 'zh'): Promise<Desk> {
    const desk = new Desk(await context.newPage(), this.url);
    await desk.speak(language);
    return desk;
  }

  /** Signs a browser in past the sign-in page, which has a test of its own. */
  async signIn(context: BrowserContext, login: Login): Promise<void> {
    const answer = await context.request.post(`${this.url}/api/v1/session`, {
      headers: { 'x-jianzheng': '1' },
      data: { login, password: passwordOf(login) },
    });
    if (!answer.ok()) throw new Error(`${login}: ${await answer.text()}`);
  }

  /** Asks the server as somebody, past the pages: to set things up. */
  async ask<T>(login: Login, method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
    const context = await this.context();
    try {
      await this.signIn(context, login);
      const answer = await context.request.fetch(`${this.url}/api/v1${path}`, {
        method,
        headers: { 'x-jianzheng': '1', 'idempotency-key': crypto.randomUUID() },
        ...(body === undefined ? {} : { data: body }),
      });
      if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
      return (answer.status() === 204 ? undefined : await answer.json()) as T;
    } finally {
      await context.close();
    }
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const ended = new Promise((done) => server.once('close', done));
    server.kill('SIGTERM');
    await ended;
  }

  /** The same folder on the same port again. */
  async restart(): Promise<void> {
    await this.stop();
    await this.#serve();
  }

  async startAgain(): Promise<void> {
    if (this.#server === undefined) await this.#serve();
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #serve(): Promise<void> {
    const server = spawn(
      process.execPath,
      [PROGRAM, 'serve', '--demo', '--data', join(this.#folder, 'data'), '--port', String(this.#port)],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, JIANZHENG_LOG_LEVEL: 'error' } },
    );
    this.#server = server;
    let seen = '';
    const up = new Promise<string>((done, failed) => {
      const read = (text: Buffer) => {
        seen += text.toString('utf8');
        const found = /Jianzheng is up: (https?:\S+)/.exec(seen)?.[1];
        if (found !== undefined) done(found);
      };
      server.stdout?.on('data', read);
      server.stderr?.on('data', read);
      server.once('close', (code) => failed(new Error(`serve ended with ${code}: ${seen}`)));
    });
    this.#port = Number(new URL(await up).port);
  }
}

export function passwordOf(login: Login): string {
  const account = demoAccounts().find((one) => one.login === login);
  if (account === undefined) throw new Error(`nobody is called ${login} in the demonstration`);
  return account.password;
}
