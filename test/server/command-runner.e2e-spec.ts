import { randomUUID } from 'node:crypto';
import type { Request } from '../../apps/server/src/commands/command-runner.js';
import { commands } from '../../apps/server/src/deployment/catalogue.js';
import { TestServer, withStreet } from './fixture.js';

jest.setTimeout(60_000);

const ACTOR = { id: '00000000-0000-4000-8000-0000000000aa', role: 'street-lead', unit: 'S01' };
const FILE = { size: 12, media: 'application/pdf' };

describe('a series of commands on one stream', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
  });
  afterAll(() => server.remove());

  const preparation = commands.find(({ verb }) => verb === 'record-preparation');
  if (preparation === undefined) throw new Error('no command record-preparation');
  const request = (att: Request['body']['att'] = []): Request => ({
    command: preparation,
    id: 'C01-2021-1',
    commandId: randomUUID(),
    actor: ACTOR,
    body: { data: { kind: 'survey', summary: '入户摸排' }, on: '2021-09-13', att },
  });
  const stored = () => server.deployment.store.readStream('process', 'term-C01-2021-1');

  it('names only files that were uploaded, as a single command does', async () => {
    const unknown = request([{ ...FILE, sha256: 'a'.repeat(64) }]);
    expect(await server.deployment.runner.run(unknown)).toMatchObject({ error: { code: 'ATTACHMENT_UNKNOWN' } });
    const before = await stored();
    const refused = await server.deployment.runner.runSeries([request(), unknown, request()]);
    expect(refused).toMatchObject({ ok: false, error: { code: 'ATTACHMENT_UNKNOWN' } });
    expect(await stored()).toHaveLength(before.length + 1);
  });

  it('keeps the files that its events name', async () => {
    const { runner, blobs } = server.deployment;
    const bytes = Buffer.from('%PDF-1.4 xyz');
    const uploaded = await server.upload('/attachments', { name: 'x.pdf', bytes, media: 'application/pdf' }, 'gaomin');
    expect(uploaded.status).toBe(201);
    const { sha256, size, media } = uploaded.body as unknown as { sha256: string; size: number; media: string };
    const attachment = { sha256, size, media };
    expect(await runner.runSeries([request([attachment])])).toMatchObject({ ok: true });
    await blobs.sweepOrphans(async () => true, new Date(Date.now() + 86_400_000).toISOString());
    const shown = await server.get(`/attachments/${attachment.sha256}`, 'gaomin');
    expect([shown.status, shown.bytes.equals(bytes)]).toEqual([200, true]);
  });

  it('is not written by a clock that is behind the log, but repeats are answered', async () => {
    const sent = request();
    const first = await server.deployment.runner.runSeries([sent]);
    const now = server.demoClock.now();
    server.demoClock.runFrom(new Date(Date.parse(now) - 60_000).toISOString());
    try {
      expect(await server.deployment.runner.runSeries([request()])).toMatchObject({ error: { code: 'CLOCK_BEHIND' } });
      expect(await server.deployment.runner.runSeries([sent])).toMatchObject({
        value: [{ repeated: true, first: first.ok ? first.value[0]?.first : undefined }],
      });
    } finally {
      server.demoClock.runFrom(new Date(Date.parse(now) + 1000).toISOString());
    }
  });

  it('is refused where a guarded act does not tell its community', () => {
    const { surroundings } = server.deployment;
    expect(surroundings.guard(['REV-02'], undefined, [])).toMatchObject([
      { code: 'GUARD_WITHOUT_UNIT', rule: 'REV-02' },
    ]);
    expect(surroundings.guard([], undefined, [])).toEqual([]);
  });
});
