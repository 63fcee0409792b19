import type { Words } from '#kernel';
import { CommandFailure, usage } from '../terminal/command-failure.js';
import { type Problem, wordProblem } from './problem-words.js';
import { readToken } from './token.js';

export interface ServerOptions {
  readonly url?: string;
  readonly token?: string;
}

type Query = Readonly<Record<string, string | number | undefined>>;

const PATIENCE_MS = 60_000;

/** A refusal of the server, for callers that go on after some. */
export class Refused extends CommandFailure {
  constructor(readonly problem: Problem) {
    // What was asked for is wrong: as a slip in the arguments.
    super(problem.code === 'INVALID_QUERY' ? 'usage' : 'problem', problem.code, wordProblem(problem));
  }
}

/** The HTTP API of a running server, asked with a token or, for signing in, without. */
export class Api {
  readonly #base: URL;

  constructor(
    url: string | undefined,
    private readonly credential: Readonly<Record<string, string>>,
  ) {
    this.#base = serverUrl(url);
  }

  /** With the token that the options or the environment give. */
  static withToken({ url, token }: ServerOptions): Api {
    return new Api(url, { authorization: `Bearer ${readToken(token)}` });
  }

  get place(): string {
    return this.#base.origin;
  }

  async get<T>(path: string, query: Query = {}): Promise<T> {
    return (await this.#json(await this.send('GET', path, { query }))) as T;
  }

  async post<T>(path: string, body: unknown = {}, query: Query = {}): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    return (await this.#json(await this.send('POST', path, { query, headers, body: JSON.stringify(body) }))) as T;
  }

  /** One file as multipart. */
  async upload<T>(path: string, query: Query, file: { readonly name: string; readonly bytes: Uint8Array }): Promise<T> {
    const body = new FormData();
    body.set('file', new Blob([new Uint8Array(file.bytes)]), file.name);
    return (await this.#json(await this.send('POST', path, { query, body }))) as T;
  }

  async bytes(path: string, query: Query = {}): Promise<Uint8Array> {
    return new Uint8Array(await (await this.send('GET', path, { query })).arrayBuffer());
  }

  /** The answer, which is a success: refusals and failures to reach the server are thrown with words. */
  async send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    more: {
      readonly query?: Query;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | FormData;
    } = {},
  ): Promise<Response> {
    const url = new URL(`/api/v1${path}`, this.#base);
    for (const [key, value] of Object.entries(more.query ?? {}))
      if (value !== undefined) url.searchParams.set(key, String(value));
    const answer = await this.#reached(
      fetch(url, {
        method,
        headers: { accept: 'application/json', 'x-jianzheng': '1', ...this.credential, ...more.headers },
        // A redirect would carry the token elsewhere.
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(more.body === undefined ? {} : { body: more.body }),
      }),
    );
    if (answer.ok) return answer;
    throw new Refused(await this.#problem(answer));
  }

  async #json(answer: Response): Promise<unknown> {
    try {
      return await answer.json();
    } catch {
      throw this.#notOurs();
    }
  }

  async #problem(answer: Response): Promise<Problem> {
    if (answer.headers.get('content-type')?.startsWith('application/problem+json') !== true) throw this.#notOurs();
    const problem = (await this.#json(answer)) as Problem;
    return { ...problem, status: answer.status };
  }

  async #reached(asked: Promise<Response>): Promise<Response> {
    try {
      return await asked;
    } catch (error) {
      throw new CommandFailure('unreachable', 'SERVER_NOT_REACHED', whyNotReached(this.place, error), { cause: error });
    }
  }

  #notOurs(): CommandFailure {
    return new CommandFailure('unreachable', 'NOT_JIANZHENG', {
      zh: `${this.place} 的回答不是见证服务器的。请检查 --url。`,
      en: `What answers at ${this.place} is not a Jianzheng server. Check --url.`,
    });
  }
}

/** `--url`, else `JIANZHENG_URL`, else this machine's own server on its usual port. */
function serverUrl(option: string | undefined): URL {
  const named = option ?? process.env['JIANZHENG_URL'] ?? '';
  const text = named === '' ? `http://127.0.0.1:${process.env['PORT'] ?? '7100'}` : named;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw usage('URL_MALFORMED', {
    zh: `服务器地址有误：${text}。应如 http://127.0.0.1:7100。`,
    en: `This is not the address of a server: ${text}. One looks like http://127.0.0.1:7100.`,
  });
}

function whyNotReached(place: string, error: unknown): Words {
  const cause = (error as { cause?: { code?: unknown; message?: unknown } }).cause;
  const code = typeof cause?.code === 'string' ? cause.code : (error as Error).name;
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return {
      zh: `不信任 ${place} 的证书（${code}）。请设 NODE_EXTRA_CA_CERTS 为本单位的根证书文件。`,
      en: `The certificate of ${place} is not trusted (${code}). Set NODE_EXTRA_CA_CERTS to the file of your authority.`,
    };
  }
  return {
    zh: `连接不到服务器 ${place}（${code}）。请确认它已启动（jianzheng serve），并用 --url 给出地址。`,
    en: `The server ${place} cannot be reached (${code}). Make sure that it runs (jianzheng serve), and name it with --url.`,
  };
}
