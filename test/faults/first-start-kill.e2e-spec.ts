import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLedgerReader } from '#event-store';
import { type DataOf, type Envelope, LOGS, type LogOpened } from '#kernel';
import { asked, describeBuilt } from '../cli/built.js';
import { launch } from './product.js';

const KILLS = Number(process.env['JZ_FIRST_START_KILLS'] ?? 8);

jest.setTimeout(KILLS * 20_000 + 60_000);

describeBuilt('a first start that is killed', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'jz-first-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it(`is finished by the next, as one deployment (${KILLS} kills)`, async () => {
    for (let run = 0; run < KILLS; run++) {
      const data = join(root, String(run));
      // The folder is made within the last few hundred milliseconds before it is up.
      const began = Date.now();
      const first = launch(data);
      let takes = 0;
      if (run === 0) {
        await first.up;
        takes = Date.now() - began;
      } else await sleep(300 + Math.random() * usual * 0.9);
      first.kill('SIGKILL');
      await first.ended;
      if (run === 0) usual = Math.max(300, takes - 300);

      const server = await launch(data).up;
      const ready = await fetch(`${server.url}/health/ready`);
      expect(ready.status).toBe(200);
      server.kill('SIGTERM');
      const { code, err } = await server.ended;
      expect([code, err]).toEqual([0, '']);

      const store = openLedgerReader(join(data, 'ledger.db'));
      const opened: DataOf<typeof LogOpened>[] = [];
      for (const log of LOGS) {
        const [leaf] = await store.readAll(log, 0, 1);
        opened.push(
          (JSON.parse(Buffer.from(leaf?.bytes ?? []).toString()) as Envelope).data as DataOf<typeof LogOpened>,
        );
      }
      await store.close();
      expect(new Set(opened.map(({ deployment }) => deployment)).size).toBe(1);
      expect(opened.map(({ origin }) => origin)).toEqual(
        LOGS.map((log) => `jianzheng/${opened[0]?.deployment}/${log}`),
      );
      const verified = await asked<{ readonly verdict: string }>(['ledger', 'verify', '--data', data]);
      expect([verified.code, verified.json.verdict]).toEqual([0, 'intact']);
    }
  });
});

/** How long a first start takes here, from when something is written (ms). */
let usual = 1000;
