import { randomUUID } from 'node:crypto';
import { CommandRefused } from '#identity';
import { AnomalyRecorded, type Envelope } from '#kernel';
import { TestServer, withStreet } from './fixture.js';

jest.setTimeout(60_000);

describe('events recorded by a clock that went back', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
  });
  afterAll(() => server.remove());

  const anomalies = async (log: 'process' | 'access') =>
    (await server.deployment.store.readStream(log, `log-${log}`))
      .map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString('utf8')) as Envelope)
      .filter(({ type }) => type === AnomalyRecorded.type)
      .map(({ data }) => data);

  it('are recorded once in their own log when they are sealed', async () => {
    const actor = { id: '00000000-0000-4000-8000-0000000000aa', role: 'inspector', unit: 'S01' };
    const event = CommandRefused.of({ verb: 'post-notice', code: 'GUARD_REFUSED', rule: 'PTY-20' });
    const note = (day: string) =>
      server.deployment.writer.write('access', `access-${day}`, 'S01', actor, randomUUID(), event);
    await note('2021-01-01');
    await server.deployment.seal();
    expect(await anomalies('access')).toEqual([]);
    const now = server.demoClock.now();
    const size = await server.deployment.store.size('access');
    // On streams of other days nothing keeps the time from going back.
    server.demoClock.runFrom(new Date(Date.parse(now) - 60_000).toISOString());
    await note('2021-01-02');
    await note('2021-01-03');
    await server.deployment.seal();
    expect(await anomalies('access')).toEqual([
      { kind: 'clock-regress', position: size, detail: expect.stringMatching(/ < .*; \+1$/) },
    ]);
    expect(await anomalies('process')).toEqual([]);
    // Neither a sealing again nor a restart adds to it, although the record itself came from the same clock.
    await server.deployment.seal();
    await server.deployment.seal();
    server.demoClock.runFrom(new Date(Date.parse(now) + 1000).toISOString());
    await server.restart();
    expect(await anomalies('access')).toHaveLength(1);
  });
});
