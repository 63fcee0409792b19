import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Deployment } from '../../apps/server/src/deployment/deployment.js';

/** A demonstration in a temporary folder, with nothing in it yet. */
export async function emptyDemo(): Promise<{
  deployment: Deployment;
  reopen(): Promise<Deployment>;
  remove(): Promise<void>;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'jianzheng-views-'));
  const open = () => Deployment.open({ folder, demo: true, logger: pino({ level: 'silent' }) });
  let deployment = await open();
  return {
    deployment,
    async reopen() {
      await deployment.close();
      deployment = await open();
      return deployment;
    },
    async remove() {
      await deployment.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
