import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openSqliteStore } from '#event-store';
import { LogOpened } from '#kernel';
import { Deployment } from './deployment.js';
import { createFolders, dataFolder } from './folder.js';
import { systemLedgerClock } from './ledger-clock.js';
import { readLogIdentities, signerOf } from './logs.js';
import { DirectWriter } from './writer.js';

const logger = pino({ level: 'silent' });
const SYSTEM = { id: 'system', role: 'system', unit: 'S01' };

describe('a first start that was cut short', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jz-logs-'));
  const data = dataFolder(folder);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeAll(async () => {
    createFolders(data);
    const origin = (log: string) => `jianzheng/begun-before/${log}`;
    const store = openSqliteStore(data.ledger);
    const writer = new DirectWriter(store, systemLedgerClock);
    // The process log and its key, and the key of the next log; then the power went.
    await signerOf(data, 'process', origin('process'));
    const event = LogOpened.of({
      log: 'process',
      origin: origin('process'),
      deployment: 'begun-before',
      clock: 'system',
    });
    await writer.write('process', 'log-process', 'S01', SYSTEM, '00000000-0000-4000-8000-000000000001', event);
    await signerOf(data, 'cases', origin('cases'));
    await store.close();
  });

  it('is not taken for another kind of folder', async () => {
    await expect(Deployment.open({ folder, demo: true, logger })).rejects.toMatchObject({ code: 'NOT_A_DEMO' });
  });

  it('goes on under the same deployment, with every log named as its key is', async () => {
    // Without the keys only the first leaf tells which deployment it is.
    rmSync(join(data.keys, 'cases.key'));
    const deployment = await Deployment.open({ folder, demo: false, logger });
    const logs = await readLogIdentities(deployment.store);
    await deployment.close();
    expect(logs).toBeDefined();
    for (const [log, { origin, deployment: id, clock }] of Object.entries(logs ?? {})) {
      expect([origin, id, clock]).toEqual([`jianzheng/begun-before/${log}`, 'begun-before', 'system']);
      expect(readFileSync(join(data.keys, `${log}.key`), 'utf8')).toContain(origin);
    }
  });
});
