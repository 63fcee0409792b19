import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EventStore, openLedgerReader, openSqliteStore } from '#event-store';
import { LOGS } from '#kernel';
import { faultsSince, readAcknowledged } from './acknowledged.js';
import { compile, program } from './compiled.js';

/** How many times the writer is killed, and how long that may take before the test leaves it at fewer. */
const KILLS = Number(process.env['JZ_KILLS'] ?? 100);
const PATIENCE_MS = KILLS > 100 ? 3_600_000 : 75_000;
const CALLERS = [1, 8, 32];
/** Small, so that kills also hit the filling of the index tables and the copying of the write-ahead log. */
const OPTIONS = { indexEvery: 60, checkpointPages: 40, quietMs: 20 };

interface Child {
  readonly process: ChildProcess;
  readonly callers: number;
  /** All that it wrote, once it is dead. */
  readonly output: Promise<string>;
  readonly errors: () => string;
}

describe('a writer that is killed', () => {
  let built: ReturnType<typeof compile>;
  let folder: string;
  beforeAll(() => {
    built = compile(['kernel', 'event-store']);
    folder = mkdtempSync(join(tmpdir(), 'jz-kill-'));
  });
  afterAll(() => {
    built.remove();
    rmSync(folder, { recursive: true });
  });

  function start(path: string, run: number): Child {
    const callers = CALLERS[run % CALLERS.length] as number;
    const args = [program(built.root, 'load-child'), path, String(run), String(callers), JSON.stringify(OPTIONS)];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    const ended = new Promise<string>((resolve) => child.on('close', () => resolve(output)));
    return { process: child, callers, output: ended, errors: () => errors };
  }

  it('keeps others from writing while it lives, says who it is, and leaves no lock behind', async () => {
    const path = join(folder, 'locked.db');
    const child = start(path, 1);
    child.process.stdin?.write('go\n');
    await new Promise((resolve) => child.process.stdout?.once('data', resolve));
    expect(() => openSqliteStore(path)).toThrow(
      expect.objectContaining({ code: 'IN_USE', message: expect.stringContaining(`process ${child.process.pid}`) }),
    );
    const reader = openLedgerReader(path);
    expect(reader.sizeSync('process') + reader.sizeSync('cases') + reader.sizeSync('access')).toBeGreaterThan(0);
    await reader.close();
    child.process.kill('SIGKILL');
    await child.output;
    await openSqliteStore(path).close();
  }, 30_000);

  it(
    `keeps every acknowledged event once and in order, and its ledger opens again (${KILLS} kills)`,
    async () => {
      const path = join(folder, 'ledger.db');
      const from = { process: 0, cases: 0, access: 0 };
      const seen = { ids: new Set<string>(), revisions: new Map<string, number>() };
      const began = Date.now();
      let acknowledgedEvents = 0;
      let killed = 0;
      // The next one starts up while the last one's ledger is being checked; it does not open the ledger before it is told.
      let next = start(path, 0);
      for (let run = 0; run < KILLS && Date.now() - began < PATIENCE_MS; run++) {
        const child = next;
        child.process.stdin?.write('go\n');
        // At times before it has even opened the ledger.
        const firstWord = new Promise((resolve) => child.process.stdout?.once('data', resolve));
        if (run % 10 !== 9) await Promise.race([firstWord, child.output]);
        await sleep(Math.random() ** 2 * 150);
        child.process.kill('SIGKILL');
        next = start(path, run + 1);
        const acknowledged = readAcknowledged(await child.output);
        expect(child.errors()).toBe('');
        if (run % 10 !== 9) expect(acknowledged.length).toBeGreaterThan(0);
        acknowledgedEvents += acknowledged.length;
        killed++;
        // By turns beside the dead writer's files as they are, and as the next writer finds them.
        const store: EventStore = run % 2 === 0 && run > 0 ? openLedgerReader(path) : openSqliteStore(path, OPTIONS);
        try {
          expect(await faultsSince(store, from, acknowledged, seen)).toEqual([]);
        } finally {
          await store.close();
        }
      }
      next.process.kill('SIGKILL');
      await next.output;
      process.stdout.write(
        `killed ${killed} writers; ${acknowledgedEvents} events acknowledged, ${seen.ids.size} stored\n`,
      );
      expect(killed).toBeGreaterThanOrEqual(Math.min(KILLS, 10));

      const store = openSqliteStore(path);
      for (const log of LOGS) expect(await store.size(log)).toBe(from[log]);
      const again = { ids: new Set<string>(), revisions: new Map<string, number>() };
      expect(await faultsSince(store, { process: 0, cases: 0, access: 0 }, [], again)).toEqual([]);
      expect(again.ids.size).toBe(seen.ids.size);
      await store.close();
    },
    PATIENCE_MS + 60_000,
  );
});
