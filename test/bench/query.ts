import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadDemo } from '../../apps/server/src/demo/load-demo.js';
import { Deployment } from '../../apps/server/src/deployment/deployment.js';
import { growTo, registerPeople } from './history.js';
import { Connection, jsonRequest } from './http-load.js';
import {
  type BenchReport,
  type BenchRow,
  benchFolder,
  machine,
  measureFsync,
  percentile,
  rate,
  rounded,
  summary,
} from './report.js';

export interface BenchQueryOptions {
  /** Events in the ledger. */
  readonly sizes?: readonly number[];
  /** How often each query is asked. */
  readonly repeats?: number;
  readonly folder?: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What the server process says once it is up. */
export interface QuerySetUp {
  readonly port: number;
  readonly login: string;
  readonly password: string;
  readonly openedMs: number;
  readonly rssBytes: number;
}

export interface QueryRow extends BenchRow {
  readonly p95: number;
  /** Bytes of an answer. */
  readonly bytes: number;
}

/**
 * The queries of the console over HTTP, signed in, on the worked street with a long history of other communities behind
 * it and up to 20,000 registered persons. One after the other over one connection: what a person waits for.
 */
export async function benchQuery(options: BenchQueryOptions = {}): Promise<BenchReport> {
  const { sizes = [10_000, 100_000, 1_000_000], repeats = 100, onProgress } = options;
  const bench = benchFolder(options.folder);
  const folder = join(bench.path, 'data');
  const rows: BenchRow[] = [];
  try {
    const fsync = rate(measureFsync(bench.path, 500));
    let grown = { elections: 0, people: 0 };
    for (const [i, size] of sizes.entries()) {
      onProgress?.(i, sizes.length);
      grown = await grow(folder, size, grown);
      rows.push(...(await measure(folder, size, repeats)));
    }
    return { machine: machine(bench.path, fsync), rows };
  } finally {
    bench.remove();
  }
}

async function grow(folder: string, size: number, before: { elections: number; people: number }) {
  const deployment = await Deployment.open({ folder, demo: true, logger: pino({ level: 'silent' }) });
  try {
    await loadDemo(deployment, () => undefined);
    const people = Math.min(20_000, Math.floor(size / 20));
    await registerPeople(deployment.store, deployment.vault, people - before.people);
    return { people, elections: await growTo(deployment.store, size, before.elections) };
  } finally {
    await deployment.close();
  }
}

async function measure(folder: string, size: number, repeats: number): Promise<readonly QueryRow[]> {
  const child = fork(join(import.meta.dirname, 'query-child.js'), [folder], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const setUp = await firstMessage(child);
    const connection = await Connection.open(setUp.port);
    const cookie = await signIn(connection, setUp);
    const get = async (path: string) => {
      const answer = await connection.send(jsonRequest('GET', `/api/v1${encodeURI(path)}`, { cookie }));
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body.toString('utf8')}`);
      return answer.body;
    };
    const rows: QueryRow[] = [];
    for (const [name, path] of await queries(get, size)) {
      const latencies: number[] = [];
      let bytes = 0;
      const began = performance.now();
      for (let turn = 0; turn < repeats; turn++) {
        const before = performance.now();
        bytes = (await get(path)).length;
        latencies.push(performance.now() - before);
      }
      const run = { events: repeats, seconds: (performance.now() - began) / 1000, latencies };
      rows.push({
        ...summary('jianzheng', 1, 1, [run], { note: `${name}, ${size} events` }),
        p95: rounded(percentile([...latencies], 0.95), 3),
        bytes,
      });
    }
    connection.close();
    const opened = { events: 1, seconds: setUp.openedMs / 1000, latencies: [setUp.openedMs] };
    const note = `start to ready, ${size} events; RSS ${Math.round(setUp.rssBytes / 1024 / 1024)} MB`;
    rows.push({ ...summary('jianzheng-start', 1, 1, [opened], { note }), p95: rounded(setUp.openedMs, 0), bytes: 0 });
    return rows;
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.send('stop');
    await ended;
  }
}

/** What the console asks for, page by page. */
async function queries(get: (path: string) => Promise<Buffer>, size: number): Promise<readonly [string, string][]> {
  const page = JSON.parse((await get('/events?community=C02&limit=50')).toString('utf8')) as {
    items: { id: string }[];
  };
  const event = page.items.at(-1)?.id ?? '';
  return [
    ['overview', '/overview'],
    ['community', '/communities/C02'],
    ['joint review', '/communities/C02/joint-review'],
    ['notices', '/notices?community=C02'],
    ['people, first page', '/people?limit=50'],
    ['people by pinyin', '/people?q=zh&limit=50'],
    ['people by name', '/people?q=赵安&limit=50'],
    ['events, newest', '/events?limit=50'],
    ['events of a community', '/events?community=C02&limit=50'],
    ['events of a type', '/events?type=NoticePosted&limit=50'],
    ['events of a community and days', '/events?community=C02&from=2021-11-01&to=2021-11-12&limit=50'],
    ['events, far back', `/events?limit=50&cursor=${Math.floor(size / 2)}`],
    ['events by text', '/events?q=公示 张贴&limit=50'],
    ['events by a frequent text', '/events?q=考察&limit=50'],
    ['event', `/events/${event}`],
    ['proof', `/events/${event}/proof`],
    ['history of an election', '/objects/partyElection-C02-2021-1'],
    ['rules', '/rules'],
    ['overview as of a day', '/overview?asOf=2021-11-09'],
  ];
}

function firstMessage(child: ChildProcess): Promise<QuerySetUp> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as QuerySetUp));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

async function signIn(connection: Connection, { login, password }: QuerySetUp): Promise<string> {
  const post = async (path: string, body: unknown, cookie?: string) => {
    const headers = { 'x-jianzheng': '1', ...(cookie === undefined ? {} : { cookie }) };
    const answer = await connection.send(jsonRequest('POST', `/api/v1/${path}`, headers, body));
    const set = /\r\nset-cookie: ([^;\r]+)/i.exec(answer.headers)?.[1];
    if (set === undefined) throw new Error(`${path}: ${answer.status} ${answer.body.toString('utf8')}`);
    return set;
  };
  const first = await post('session', { login, password });
  return post('session/password', { current: password, next: `${randomUUID()} 台账` }, first);
}
