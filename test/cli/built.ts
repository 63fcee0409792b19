import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const PROGRAM = join(ROOT, 'apps/cli/bin/jianzheng.js');
const built = existsSync(join(ROOT, 'dist/apps/cli/src/main.js'));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Tests of the compiled program; skipped, with the reason, where nothing has been built. */
export function describeBuilt(name: string, tests: () => void): void {
  if (built) {
    describe(name, tests);
    return;
  }
  process.stdout.write(`skipped: ${name} (dist is missing: npm run build:code)\n`);
  describe.skip(name, tests);
}

/** What a test sets itself: nothing of whoever runs the tests gets in. */
const ENVIRONMENT = {
  JIANZHENG_LANG: 'en',
  JIANZHENG_LOG_LEVEL: 'error',
  JIANZHENG_DATA: undefined,
  JIANZHENG_URL: undefined,
  JIANZHENG_TOKEN: undefined,
};

/** Starts the program as a process of its own, without a terminal; `input` is its standard input. */
export function start(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  input = '',
): ChildProcess & { readonly ended: Promise<Ran> } {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...ENVIRONMENT, ...env },
  });
  // A program that does not read it may have ended already.
  child.stdin.on('error', () => undefined).end(input);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = new Promise<Ran>((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  return Object.assign(child, { ended });
}

export function jianzheng(args: readonly string[], env?: NodeJS.ProcessEnv, input?: string): Promise<Ran> {
  return start(args, env, input).ended;
}

/** Pipes what the program prints into `head -1`, and gives its exit code and what it said besides. */
export function intoHead(args: readonly string[]): Promise<Ran> {
  const quoted = [process.execPath, PROGRAM, ...args].map((arg) => `'${arg}'`).join(' ');
  // The exit code of the program, not of `head`, comes on the standard error.
  const child = spawn('sh', ['-c', `{ ${quoted}; echo "code $?" >&2; } | head -1`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...ENVIRONMENT },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve) =>
    child.on('close', () => resolve({ code: Number(/code (\d+)/.exec(err)?.[1] ?? -1), out, err })),
  );
}

/** Runs with `--json` and reads what came out. */
export async function asked<T>(args: readonly string[]): Promise<{ readonly code: number | null; readonly json: T }> {
  const { code, out, err } = await jianzheng([...args, '--json']);
  try {
    return { code, json: JSON.parse(out) as T };
  } catch {
    throw new Error(`no JSON from jianzheng ${args.join(' ')} (${code}): ${out}${err}`);
  }
}

/** Starts a server and resolves with its address once it is up; rejects when it ends before. */
export async function serving(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly url: string; stop(): Promise<Ran> }> {
  const child = start(['serve', '--port', '0', ...args], env);
  const url = await new Promise<string>((resolve, reject) => {
    let seen = '';
    child.stdout?.on('data', (text: string) => {
      seen += text;
      const found = /Jianzheng is up: (https?:\S+)/.exec(seen)?.[1];
      if (found !== undefined) resolve(found);
    });
    void child.ended.then(({ code, out, err }) => reject(new Error(`serve ended with ${code}: ${out}${err}`)));
  });
  return {
    url,
    stop: () => {
      child.kill('SIGTERM');
      return child.ended;
    },
  };
}
