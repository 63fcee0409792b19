import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchStreet, commandsOf, type Mix } from './http-commands.js';
import { Connection, jsonRequest, type Load, loadHttp, type NextRequest } from './http-load.js';
import { type BenchReport, benchFolder, machine, measureFsync, median, rate, rounded, summary } from './report.js';

export interface BenchHttpOptions {
  readonly connections?: number;
  /** How often each server is measured, by turns. */
  readonly repeats?: number;
  /** Milliseconds of one measurement. */
  readonly ms?: number;
  readonly folder?: string;
  readonly mixes?: readonly Mix[];
  /** Where CPU profiles of the servers are written. */
  readonly profile?: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a server process says once it is up. */
export interface SetUp {
  readonly port: number;
  readonly streets: readonly {
    readonly unit: string;
    readonly login: string;
    readonly password: string;
    readonly communities: BenchStreet['communities'];
  }[];
}

/**
 * Commands over HTTP, signed in, judged by the rules, durable before they are answered, against Fastify alone around
 * the same append. Both servers are processes of their own and are loaded by turns from this one.
 */
export async function benchHttp(options: BenchHttpOptions = {}): Promise<BenchReport> {
  const { connections = 32, repeats = 3, ms = 5000, mixes = ['pledge', 'election'], profile, onProgress } = options;
  const folder = benchFolder(options.folder);
  const servers: ServerProcess[] = [];
  try {
    const fsync = rate(measureFsync(folder.path, 500));
    const product = await ServerProcess.start('product', folder.path, profile);
    servers.push(product);
    const bare = await ServerProcess.start('bare', folder.path, profile);
    servers.push(bare);
    const streets = await signIn(product.setUp);
    const turns: Record<Mix | 'bare', Turn[]> = { pledge: [], election: [], bare: [] };
    for (let turn = 0; turn <= repeats; turn++) {
      onProgress?.(turn, repeats + 1);
      // The first turn of each warms up.
      const span = turn === 0 ? Math.min(ms, 2000) : ms;
      for (const [i, mix] of mixes.entries()) {
        const load = await measured(product, clerks(mix, streets, connections, turn * mixes.length + i), span);
        if (turn > 0) turns[mix].push(load);
      }
      const load = await measured(bare, bareCallers(connections, turn), span);
      if (turn > 0) turns.bare.push(load);
      // What is measured, without starting and warming up.
      else if (profile !== undefined) for (const server of servers) server.profile();
    }
    const ratio = (own: readonly Turn[]) =>
      rounded(median(own.map((load, i) => rate(load) / rate(turns.bare[i] ?? load))), 2);
    return {
      machine: machine(folder.path, fsync),
      rows: [
        ...mixes.map((mix) =>
          summary(mix === 'pledge' ? 'jianzheng' : `jianzheng-${mix}`, connections, 1, turns[mix], {
            ratio: ratio(turns[mix]),
            note: cpuNote(turns[mix]),
          }),
        ),
        summary('bare-fastify', connections, 1, turns.bare, { ratio: 1, note: cpuNote(turns.bare) }),
      ],
    };
  } finally {
    for (const server of servers) await server.stop();
    folder.remove();
  }
}

interface Turn extends Load {
  /** Of the server, for each command, in microseconds: does not hang on who else uses the machine. */
  readonly cpuMicros: number;
}

async function measured(server: ServerProcess, callers: readonly NextRequest[], ms: number): Promise<Turn> {
  const before = await server.cpuMicros();
  const load = await loadHttp(server.setUp.port, callers, ms);
  const spent = (await server.cpuMicros()) - before;
  if (load.refused > 0) throw new Error(`${load.refused} requests were refused, the first: ${load.firstRefused}`);
  return { ...load, cpuMicros: spent / Math.max(1, load.events) };
}

function cpuNote(turns: readonly Turn[]): string {
  return `${Math.round(median(turns.map(({ cpuMicros }) => cpuMicros)))} µs of the server's processor time each`;
}

class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly setUp: SetUp,
  ) {}

  static async start(kind: 'product' | 'bare', folder: string, profile: string | undefined): Promise<ServerProcess> {
    if (profile !== undefined) mkdirSync(profile, { recursive: true });
    const args = [kind, folder, ...(profile === undefined ? [] : [join(profile, `${kind}.cpuprofile`)])];
    const child = fork(join(import.meta.dirname, 'http-child.js'), args, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const setUp = await new Promise<SetUp>((resolve, reject) => {
      child.once('message', (message) => resolve(message as SetUp));
      child.once('exit', (code) => reject(new Error(`the ${kind} server ended with ${code}`)));
    });
    return new ServerProcess(child, setUp);
  }

  /** Microseconds of processor time that the server has used so far. */
  async cpuMicros(): Promise<number> {
    const told = new Promise<{ cpuMicros: number }>((resolve) =>
      this.child.once('message', (message) => resolve(message as { cpuMicros: number })),
    );
    this.child.send('usage');
    return (await told).cpuMicros;
  }

  profile(): void {
    this.child.send('profile');
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.send('stop');
    await ended;
  }
}

/** One session for each street's clerk, the one-time password changed as everybody has to. */
async function signIn({ port, streets }: SetUp): Promise<readonly BenchStreet[]> {
  const connection = await Connection.open(port);
  try {
    const signedIn: BenchStreet[] = [];
    for (const { unit, login, password, communities } of streets) {
      const post = async (path: string, body: unknown, cookie?: string) => {
        const headers = { 'x-jianzheng': '1', ...(cookie === undefined ? {} : { cookie }) };
        const answer = await connection.send(jsonRequest('POST', `/api/v1/${path}`, headers, body));
        const set = /\r\nset-cookie: ([^;\r]+)/i.exec(answer.headers)?.[1];
        if (set === undefined) throw new Error(`${path}: ${answer.status} ${answer.body.toString('utf8')}`);
        return set;
      };
      const first = await post('session', { login, password });
      const cookie = await post('session/password', { current: password, next: `${randomUUID()} 台账` }, first);
      signedIn.push({ unit, cookie, communities });
    }
    return signedIn;
  } finally {
    connection.close();
  }
}

/** The communities are dealt out to the callers: each has streams of its own, as clerks do. */
function clerks(mix: Mix, streets: readonly BenchStreet[], connections: number, run: number): NextRequest[] {
  const all = streets.flatMap((street) => street.communities.map((community) => ({ street, community })));
  return Array.from({ length: connections }, (_, caller) => {
    const own = all.filter((_pair, i) => i % connections === caller % all.length);
    const [first] = own;
    if (first === undefined) throw new Error('there are more callers than communities');
    return commandsOf(
      mix,
      first.street,
      own.filter(({ street }) => street === first.street).map(({ community }) => community),
      run,
    );
  });
}

function bareCallers(connections: number, run: number): NextRequest[] {
  return Array.from({ length: connections }, (_, caller) => {
    let sent = 0;
    return () => {
      const id = `C${100 + caller}-${2021 + run}-${1 + Math.floor(sent++ / 50)}`;
      return jsonRequest(
        'POST',
        `/append/${id}`,
        { cookie: `jz_session=${'x'.repeat(43)}`, 'x-jianzheng': '1', 'idempotency-key': randomUUID() },
        {
          data: { personId: '5f0c6f0e-8a55-4f2b-9d53-0c6a4a2b7c11', promise: true },
          on: '2021-11-05',
        },
      );
    };
  });
}
