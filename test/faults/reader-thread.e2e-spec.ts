import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { deriveEventId, openSqliteStore } from '#event-store';
import { compile, program } from './compiled.js';

const EVENTS = 300;

describe('a worker thread', () => {
  it('follows the ledger that the main thread writes', async () => {
    const built = compile(['kernel', 'event-store']);
    const folder = mkdtempSync(join(tmpdir(), 'jz-thread-'));
    const path = join(folder, 'ledger.db');
    const store = openSqliteStore(path, { indexEvery: 20, checkpointPages: 10 });
    try {
      const worker = new Worker(program(built.root, 'reader-thread'), { workerData: { path, until: EVENTS } });
      const answer = new Promise<{ seen: number; digest: Record<string, string[]> }>((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
      });
      for (let rev = 0; rev < EVENTS; rev++) {
        const cmd = `c0000000-0000-4000-8000-${rev.toString(16).padStart(12, '0')}`;
        const result = await store.append('process', 'notice-thread', rev === 0 ? 'none' : rev - 1, [
          {
            envelope: {
              v: 1,
              log: 'process',
              unit: 'C03',
              id: deriveEventId(cmd, 0),
              stream: 'notice-thread',
              rev,
              type: 'NoticePosted',
              sv: 1,
              at: '2021-11-05T02:00:00.000Z',
              actor: { id: 'p-0001', role: 'election-clerk', unit: 'C03' },
              cmd,
              data: { place: '南苑居委会' },
              pii: [],
              att: [],
            },
          },
        ]);
        expect(result.ok).toBe(true);
      }
      const { seen, digest } = await answer;
      expect(seen).toBe(EVENTS);
      expect(digest['process']).toEqual([...store.iterateRaw('process')].map((leaf) => leaf.toString('utf8')));
      expect(digest['cases']).toEqual([]);
      await worker.terminate();
    } finally {
      await store.close();
      built.remove();
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});
