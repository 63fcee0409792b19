import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { Deployment } from '../../apps/server/src/deployment/deployment.js';
import { RateLimits } from '../../apps/server/src/http/rate-limits.js';
import { createServer } from '../../apps/server/src/server.js';
import type { QuerySetUp } from './query.js';

const WEAK_HASHES = { memoryCost: 64, timeCost: 1, parallelism: 1 };

// The product on a folder that is there already, with an inspector of the street.
const [folder = ''] = process.argv.slice(2);
const logger = pino({ level: 'warn', base: null }, pino.destination(2));
const began = performance.now();
const deployment = await Deployment.open({ folder, demo: true, logger, argon2: WEAK_HASHES });
const openedMs = performance.now() - began;
const unit = deployment.unit;
const account = await deployment.identity.accounts.create(
  { id: 'operator', role: 'operator', unit },
  {
    login: `bench-${randomUUID().slice(0, 8)}`,
    displayName: '测评',
    personId: randomUUID(),
    roles: [{ role: 'inspector', unit }],
  },
);
if (!account.ok) throw new Error(JSON.stringify(account.error));
const limits = new RateLimits(Date.now, 1000);
const app = await createServer({ deployment, logger, console: join(folder, 'none'), limits });
await app.listen({ port: 0, host: '127.0.0.1' });
// The search index follows by itself: what is measured is the state that a day's work meets.
while (deployment.search.position < (await deployment.store.size('process'))) {
  await new Promise((resolve) => setTimeout(resolve, 100));
}
await deployment.seal();
const setUp: QuerySetUp = {
  port: (app.getHttpServer().address() as { port: number }).port,
  login: account.value.account.login,
  password: account.value.oneTime.password,
  openedMs,
  rssBytes: process.memoryUsage().rss,
};
process.send?.(setUp);
process.once('message', async () => {
  await app.close();
  await deployment.close();
  process.exit(0);
});
