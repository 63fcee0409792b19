import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { deriveEventId, openSqliteStore } from '#event-store';
import type { Envelope } from '#kernel';
import { commands } from '../../apps/server/src/deployment/catalogue.js';
import { Deployment } from '../../apps/server/src/deployment/deployment.js';
import { RateLimits } from '../../apps/server/src/http/rate-limits.js';
import { createServer } from '../../apps/server/src/server.js';
import type { SetUp } from './http.js';

const STREETS = 8;
const COMMUNITIES = 8;
const PERSONS = 12;
const WEAK_HASHES = { memoryCost: 64, timeCost: 1, parallelism: 1 };

const [kind, folder = '', profile] = process.argv.slice(2);
const inspector = new Session();
const { stop, setUp } = kind === 'bare' ? await bare() : await product();
process.send?.(setUp);
process.on('message', async (order: 'profile' | 'usage' | 'stop') => {
  if (order === 'usage') {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMicros: user + system });
    return;
  }
  if (order === 'profile') {
    inspector.connect();
    inspector.post('Profiler.enable', () => inspector.post('Profiler.start'));
    return;
  }
  if (profile !== undefined) await writeProfile(profile);
  await stop();
  process.exit(0);
});

function writeProfile(file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    inspector.post('Profiler.stop', (error, stopped) => {
      if (error !== null) return reject(error);
      writeFileSync(file, JSON.stringify(stopped.profile));
      resolve();
    });
  });
}

/** Fastify alone around the same append: body parsed, one event of the same size written, its position answered. */
async function bare(): Promise<{ stop(): Promise<void>; setUp: SetUp }> {
  const store = openSqliteStore(join(folder, 'bare.db'));
  const fastify = new FastifyAdapter().getInstance();
  const mac = new Uint8Array(32).fill(7);
  const revisions = new Map<string, number>();
  fastify.post<{ Params: { id: string }; Body: { data: Record<string, unknown>; on: string } }>(
    '/append/:id',
    async (request, reply) => {
      const cmd = randomUUID();
      const stream = `partyElection-${request.params.id}`;
      const rev = (revisions.get(stream) ?? -1) + 1;
      revisions.set(stream, rev);
      const envelope: Envelope = {
        v: 1,
        log: 'process',
        unit: 'C03',
        id: deriveEventId(cmd, 0),
        stream,
        rev,
        type: 'PledgeSigned',
        sv: 1,
        at: new Date().toISOString(),
        on: request.body.on,
        actor: { id: 'b4f1e6c0-0d52-4c57-9a3b-2f6f6a3f9d10', role: 'election-clerk', unit: 'S01' },
        cmd,
        data: request.body.data,
        pii: [],
        att: [],
      };
      const appended = await store.append('process', stream, rev === 0 ? 'none' : rev - 1, [{ envelope, mac }]);
      if (!appended.ok) throw new Error(JSON.stringify(appended.error));
      void reply.status(201);
      return { position: appended.value.last, revision: rev };
    },
  );
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  return {
    setUp: { port: portOf(fastify.server.address()), streets: [] },
    stop: async () => {
      await fastify.close();
      await store.close();
    },
  };
}

/** The product as `serve` runs it, with eight streets of eight communities and a clerk in each street. */
async function product(): Promise<{ stop(): Promise<void>; setUp: SetUp }> {
  const logger = pino({ level: 'warn', base: null }, pino.destination(2));
  const deployment = await Deployment.open({ folder: join(folder, 'data'), demo: false, logger, argon2: WEAK_HASHES });
  const record = async (
    path: string,
    data: Record<string, unknown>,
    unit: string,
    personal?: Record<string, string>,
  ) => {
    const [plural, ...rest] = path.split('/');
    const verb = rest.at(-1);
    const id = rest.length > 1 ? rest[0] : undefined;
    const command = commands.find((one) => one.plural === plural && one.verb === verb);
    if (command === undefined) throw new Error(`no command ${path}`);
    const ran = await deployment.runner.run({
      command,
      commandId: randomUUID(),
      ...(id === undefined ? {} : { id }),
      body: {
        data: command.schema.parse(data),
        ...(personal === undefined ? {} : { personal }),
      },
      actor: { id: '00000000-0000-4000-8000-0000000000aa', role: 'street-lead', unit },
    });
    if (!ran.ok) throw new Error(`${path}: ${JSON.stringify(ran.error)}`);
    return ran.value.stream.slice(ran.value.stream.indexOf('-') + 1);
  };
  const streets = [];
  for (let s = 1; s <= STREETS; s++) {
    const unit = `S0${s}`;
    const street = { unit, name: `第${s}街道`, district: '澜水区', partyCommittee: `中共第${s}街道工作委员会` };
    await record(`streets/${unit}/register-street`, street, unit);
    const communities = [];
    for (let c = 1; c <= COMMUNITIES; c++) {
      const code = `C${s}${String(c).padStart(2, '0')}`;
      await record(
        `streets/${unit}/register-community`,
        { community: code, name: `${code} 社区`, population: 6000 },
        unit,
      );
      const persons = await Promise.all(
        Array.from({ length: PERSONS }, (_, i) =>
          record(
            'people/register-person',
            {
              gender: i % 2 === 0 ? 'female' : 'male',
              birthMonth: '1980-05',
              education: 'bachelor',
              membership: 'member',
              community: code,
            },
            unit,
            { name: `赵${code}${i}` },
          ),
        ),
      );
      communities.push({ code, persons });
    }
    const by = { id: 'operator', role: 'operator', unit };
    const roles = [{ role: 'election-clerk' as const, unit }];
    const account = await deployment.identity.accounts.create(by, {
      login: `clerk${s}`,
      displayName: `选务员${s}`,
      personId: randomUUID(),
      roles,
    });
    if (!account.ok) throw new Error(JSON.stringify(account.error));
    streets.push({ unit, login: `clerk${s}`, password: account.value.oneTime.password, communities });
  }
  await deployment.access.pump();
  const limits = new RateLimits(Date.now, 1000);
  const app = await createServer({ deployment, logger, console: join(folder, 'none'), limits });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    setUp: { port: portOf(app.getHttpServer().address()), streets },
    stop: async () => {
      await app.close();
      await deployment.close();
    },
  };
}

function portOf(address: unknown): number {
  return (address as { port: number }).port;
}
