import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStore, openLedgerReader, openSqliteStore } from '#event-store';
import { faultsSince, readAcknowledged } from './acknowledged.js';
import { compile, program } from './compiled.js';

/** System calls with which SQLite changes files. */
const CALLS = ['pwrite64', 'fsync', 'ftruncate', 'unlink'] as const;
type Call = (typeof CALLS)[number];
/** With `JZ_EVERY_CALL=1` each call fails once; otherwise every sixth, beginning at another one each time. */
const STRIDE = process.env['JZ_EVERY_CALL'] === '1' ? 1 : 6;

function whyNot(): string | undefined {
  const tried = spawnSync('strace', ['-o', '/dev/null', '-e', 'inject=getpid:error=EPERM', 'true']);
  if (tried.error !== undefined) return 'strace is not installed';
  return tried.status === 0 ? undefined : `strace may not trace here: ${tried.stderr}`;
}

interface Outcome {
  readonly output: string;
  readonly errors: string;
  readonly killed: boolean;
  readonly status: number | null;
}

const reason = whyNot();
if (reason !== undefined) process.stdout.write(`system calls of an append are not tested: ${reason}\n`);

(reason === undefined ? describe : describe.skip)('an append whose system calls fail', () => {
  let built: ReturnType<typeof compile>;
  let folder: string;
  let runs = 0;
  beforeAll(() => {
    built = compile(['kernel', 'event-store']);
    folder = mkdtempSync(join(tmpdir(), 'jz-calls-'));
  });
  afterAll(() => {
    built.remove();
    rmSync(folder, { recursive: true });
  });

  function run(data: string, inject: readonly string[]): Promise<Outcome> {
    const args = ['-q', '-o', '/dev/null', ...inject, process.execPath, program(built.root, 'append-child'), data];
    return new Promise((resolve) => {
      const child = execFile('strace', args, { maxBuffer: 1 << 24 }, (_, output, errors) =>
        resolve({ output, errors, killed: child.signalCode === 'SIGKILL', status: child.exitCode }),
      );
    });
  }

  /** A folder with a ledger in which something stands already, for every second run without anything. */
  function ledger(): string {
    const own = join(folder, String(++runs));
    const template = join(folder, 'template');
    mkdirSync(own);
    if (runs % 2 === 0) cpSync(template, own, { recursive: true });
    return join(own, 'ledger.db');
  }

  async function wrongAfter(path: string, output: string): Promise<string[]> {
    const lines = output
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .join('\n');
    const wrong: string[] = [];
    for (const open of [openLedgerReader, openSqliteStore, openLedgerReader] as ((path: string) => EventStore)[]) {
      // A writer that was stopped before it made its ledger leaves nothing to read.
      if (open === openLedgerReader && lines === '') continue;
      const store = open(path);
      const seen = { ids: new Set<string>(), revisions: new Map<string, number>() };
      wrong.push(...(await faultsSince(store, { process: 0, cases: 0, access: 0 }, readAcknowledged(lines), seen)));
      await store.close();
    }
    return wrong;
  }

  /** How often each call happens in a life without faults, at most. */
  const calls = { pwrite64: 0, fsync: 0, ftruncate: 0, unlink: 0 };

  beforeAll(async () => {
    const template = join(folder, 'template');
    mkdirSync(template);
    for (const life of ['from nothing', 'from what was there']) {
      const trace = join(folder, 'trace');
      const outcome = await run(join(template, 'ledger.db'), ['-e', `trace=${CALLS.join(',')}`, '-o', trace]);
      expect({ life, ...outcome }).toMatchObject({ status: 0, errors: '' });
      const lines = readFileSync(trace, 'utf8').split('\n');
      for (const call of CALLS) {
        const count = lines.filter((line) => line.startsWith(`${call}(`)).length;
        calls[call] = Math.max(calls[call], count);
      }
    }
    expect(readdirSync(template).sort()).toEqual(['ledger.db', 'ledger.db-writer']);
    expect(calls.fsync).toBeGreaterThan(8);
  }, 60_000);

  /** Lives with a fault at one call each; gives how many of them met it. */
  async function atCalls(call: Call, fault: string, judge: (outcome: Outcome) => void): Promise<number> {
    let met = 0;
    const first = 1 + Math.floor(Math.random() * Math.min(STRIDE, calls[call]));
    for (let when = first; when <= calls[call]; when += STRIDE) {
      const path = ledger();
      const outcome = await run(path, ['-e', `inject=${call}:${fault}:when=${when}`]);
      judge(outcome);
      expect({ when, wrong: await wrongAfter(path, outcome.output) }).toEqual({ when, wrong: [] });
      rmSync(join(path, '..'), { recursive: true });
      if (outcome.killed || outcome.output.includes('# refused') || outcome.output.includes('# not opened')) met++;
    }
    return met;
  }

  it.each(CALLS)(
    'loses nothing when the process is killed at any %s',
    async (call) => {
      const met = await atCalls(call, 'signal=KILL', ({ errors }) => expect(errors).toBe(''));
      process.stdout.write(`killed at ${met} of ${calls[call]} calls of ${call}\n`);
      if (call === 'pwrite64' || call === 'fsync') expect(met).toBeGreaterThan(0);
    },
    600_000,
  );

  it.each<[Call, string]>([
    ['pwrite64', 'EIO'],
    ['pwrite64', 'ENOSPC'],
    ['fsync', 'EIO'],
    ['ftruncate', 'EIO'],
  ])(
    'says so and goes on when any %s fails with %s',
    async (call, error) => {
      const met = await atCalls(call, `error=${error}`, ({ errors, status, output }) => {
        expect(errors).toBe('');
        expect({ status, done: output.includes('# done') }).toEqual({ status: 0, done: true });
      });
      process.stdout.write(`${error} was reported at ${met} of ${calls[call]} calls of ${call}\n`);
    },
    600_000,
  );

  it('acknowledges nothing while every fsync fails', async () => {
    let refused = 0;
    for (const share of [0.3, 0.5, 0.7]) {
      const path = ledger();
      const when = Math.ceil(calls.fsync * share);
      const { output, errors } = await run(path, ['-e', `inject=fsync:error=EIO:when=${when}+`]);
      expect(errors).toBe('');
      if (output.includes('# refused')) refused++;
      expect(output.slice(output.indexOf('# refused'))).not.toContain('process 0');
      expect(await wrongAfter(path, output)).toEqual([]);
    }
    expect(refused).toBeGreaterThan(0);
  }, 60_000);
});
