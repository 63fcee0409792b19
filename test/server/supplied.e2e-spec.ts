import { randomUUID } from 'node:crypto';
import { ResultAnnounced } from '#elections';
import { packsOnBoard } from '../../apps/server/src/deployment/packs.js';
import { TestServer, withStreet } from './fixture.js';

jest.setTimeout(60_000);

const LEAD = 'luchuanxing';
const PERSON = '00000000-0000-4000-8000-000000000001';

describe('data that the server adds to a command', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
  });
  afterAll(() => server.remove());

  const send = (path: string, body: unknown, commandId: string = randomUUID()) =>
    server.post(path, body, LEAD, { 'idempotency-key': commandId });
  const counts = async (id: unknown) => {
    const event = await server.get(`/events/${String(id)}`, LEAD);
    const { data } = JSON.parse(String(event.body['leaf'])) as {
      data: { streams: { stream: string; count: number }[] };
    };
    return Object.fromEntries(data.streams.map(({ stream, count }) => [stream, count]));
  };

  it('lists the member streams of a dossier, and a repeat gives the first answer', async () => {
    const election = 'partyElection-C01-2021-1';
    const result = ResultAnnounced.of({
      elected: [{ personId: PERSON, votes: 60 }],
      secretary: PERSON,
      deputySecretaries: [],
      countSettled: randomUUID(),
      place: '青禾社区党群服务中心',
    });
    const actor = { id: 'system', role: 'system', unit: 'S01' };
    const at = await server.deployment.writer.write('process', election, 'C01', actor, randomUUID(), result);
    await server.deployment.surroundings.ready(at);
    const commandId = randomUUID();
    const first = await send('/party-elections/C01-2021-1/commands/close-dossier', { data: {} }, commandId);
    expect([first.status, first.body['repeated']]).toEqual([201, false]);
    const again = await send('/party-elections/C01-2021-1/commands/close-dossier', { data: {} }, commandId);
    expect([again.status, again.body['repeated'], again.body['position']]).toEqual([201, true, first.body['position']]);
    const [event] = first.body['events'] as unknown as { id: string }[];
    expect(await counts(event?.id)).toMatchObject({ 'term-C01-2021-1': 1, [election]: 2 });
  });

  it('cannot be sent', async () => {
    const refused = await send('/party-elections/C01-2021-1/commands/close-dossier', { data: { streams: [] } });
    expect(refused.status).toBe(422);
    const term = { community: 'C02', street: 'S01', organisation: 'committee', electionDate: '2021-11-20' };
    const on = '2021-09-06T09:30:00+08:00';
    expect((await send('/terms/commands/open-term', { data: { ...term, packs: packsOnBoard }, on })).status).toBe(422);
    const opened = await send('/terms/commands/open-term', { data: term, on });
    expect(opened.status).toBe(201);
    const page = await server.get('/communities/C02', LEAD);
    expect(page.body['packs']).toEqual(packsOnBoard);
  });

  it('is missing for an election on a day that no pack covers, which is said of the day', async () => {
    const term = { community: 'C01', street: 'S01', organisation: 'committee', electionDate: '2031-11-20' };
    const refused = await send('/terms/commands/open-term', { data: term, on: '2021-09-06T09:30:00+08:00' });
    expect(refused.body).toMatchObject({ code: 'NO_PACK_IN_FORCE', fields: [{ pointer: '/data/electionDate' }] });
    expect(refused.status).toBe(422);
    expect(refused.body['params']).toMatchObject({ day: '2031-11-20', onBoardZh: expect.stringContaining('2021-') });
    expect(refused.body['title']).toContain('另选规则包');
    const preview = await send('/terms/commands/open-term?preview=true', {
      data: term,
      on: '2021-09-06T09:30:00+08:00',
    });
    expect(preview.body).toMatchObject({ refused: { code: 'NO_PACK_IN_FORCE' } });
  });
});
