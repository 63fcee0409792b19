import { Agent, request } from 'node:http';
import { type Ran, start } from '../cli/built.js';

/** The server as people run it, in a process of its own that a test may kill. */
export interface Product {
  readonly pid: number;
  readonly url: string;
  readonly ended: Promise<Ran>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts `serve` without waiting: `up` resolves with the server once it answers, rejects when it ends before. */
export function launch(
  folder: string,
  more: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): { readonly up: Promise<Product>; readonly ended: Promise<Ran>; kill(signal: NodeJS.Signals): void } {
  const child = start(['serve', '--port', '0', '--data', folder, ...more], env);
  const kill = (signal: NodeJS.Signals) => {
    child.kill(signal);
  };
  const up = new Promise<Product>((resolve, reject) => {
    let seen = '';
    child.stdout?.on('data', (text: string) => {
      seen += text;
      const url = /Jianzheng is up: (https?:\S+)/.exec(seen)?.[1];
      if (url !== undefined) resolve({ pid: child.pid ?? 0, url, ended: child.ended, kill });
    });
    void child.ended.then(({ code, out, err }) => reject(new Error(`serve ended with ${code}: ${out}${err}`)));
  });
  // Whoever kills it while it starts waits for its end, not for this.
  up.catch(() => undefined);
  return { up, ended: child.ended, kill };
}

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** One person at a page: one kept connection, one request after the other. */
export class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  /** Rejects when the server goes away before the whole answer is here. */
  ask(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> {
    const payload = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const asked = request(
        `${this.url}${path.startsWith('/health') ? '' : '/api/v1'}${path}`,
        {
          method,
          agent: this.#agent,
          headers: {
            cookie: this.cookie,
            'x-jianzheng': '1',
            ...(payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': payload.length }),
            ...headers,
          },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', reject);
          answer.on('end', () => {
            if (!answer.complete) return reject(new Error('the answer was cut'));
            const text = Buffer.concat(parts).toString('utf8');
            const isJson = String(answer.headers['content-type'] ?? '').includes('json') && text !== '';
            resolve({
              status: answer.statusCode ?? 0,
              text,
              json: isJson ? (JSON.parse(text) as Readonly<Record<string, unknown>>) : {},
            });
          });
        },
      );
      asked.on('error', reject);
      asked.end(payload);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
