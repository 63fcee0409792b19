import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BackgroundThread } from './thread.js';

/** Says in which thread it worked; fails or ends as it is told. */
const ENTRY = `
const { parentPort, threadId } = require('node:worker_threads');
parentPort.on('message', ({ id, input }) => {
  if (input === 'end') process.exit(3);
  else if (input === 'fail') parentPort.postMessage({ id, error: 'it failed' });
  else parentPort.postMessage({ id, output: threadId });
});
`;

describe('a background thread', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jz-thread-'));
  const entry = pathToFileURL(join(folder, 'entry.cjs'));
  const threads: BackgroundThread<string, number>[] = [];
  beforeAll(() => writeFileSync(entry, ENTRY));
  afterAll(async () => {
    for (const thread of threads) await thread.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function started(idleMs?: number): BackgroundThread<string, number> {
    const thread = new BackgroundThread<string, number>(entry, async () => -1, idleMs);
    threads.push(thread);
    return thread;
  }

  it('stays from one piece of work to the next', async () => {
    const thread = started();
    const [first, second] = await Promise.all([thread.run('a'), thread.run('b')]);
    expect([second, await thread.run('c')]).toEqual([first, first]);
  });

  it('ends when nothing is asked, and what comes while it ends is done by the next', async () => {
    const thread = started(0);
    const seen = new Set<number>();
    for (let round = 0; round < 20; round++) {
      seen.add(await thread.run('a'));
      // The timer has fired, the thread has not ended yet.
      await new Promise((resolve) => setTimeout(resolve, 0));
      await new Promise((resolve) => setImmediate(resolve));
      seen.add(await thread.run('b'));
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  it('gives back the failure of one piece of work and goes on', async () => {
    const thread = started();
    const first = await thread.run('a');
    await expect(thread.run('fail')).rejects.toThrow('it failed');
    expect(await thread.run('b')).toBe(first);
  });

  it('that ends by itself fails what was under way, and the next work gets a new one', async () => {
    const thread = started();
    const first = await thread.run('a');
    const lost = [thread.run('end'), thread.run('b')];
    for (const one of lost) await expect(one).rejects.toThrow('the thread ended with code 3');
    expect(await thread.run('c')).not.toBe(first);
  });

  it('is not needed where there is no compiled file', async () => {
    const thread = new BackgroundThread<string, number>(pathToFileURL(join(folder, 'none.cjs')), async () => -1);
    expect(await thread.run('a')).toBe(-1);
  });
});
