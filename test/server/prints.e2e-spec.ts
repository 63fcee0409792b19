import { createHash } from 'node:crypto';
import { TestServer, withStreet } from './fixture.js';

jest.setTimeout(120_000);

const PEOPLE = ['沈禾', '陆青川', '𪢮明'];

describe('prints', () => {
  let server: TestServer;
  let noticeId: string;
  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
    const persons: string[] = [];
    for (const name of PEOPLE) {
      const data = {
        gender: 'female',
        birthMonth: '1975-03',
        education: 'bachelor',
        membership: 'member',
        community: 'C01',
      };
      persons.push(await server.record('people/register-person', data, { personal: { name } }));
    }
    const list = persons.map((personId) => ({ personId, post: 'member' }));
    const election = 'party-elections/C01-2021-1';
    await server.record(
      `${election}/record-candidates-to-be`,
      { list, minutes: '青禾纪〔2021〕9号' },
      { on: '2021-10-18' },
    );
    for (const [index, personId] of persons.entries()) {
      const grounds = [{ ground: 'QUA-02a', outcome: index === 1 ? 'not-clear' : 'clear' }];
      const reply = {
        level: 'joint',
        department: '区公安分局',
        departmentLevel: 'district',
        number: '澜公函〔2021〕88号',
      };
      await server.record(`${election}/record-department-reply`, { ...reply, personId, grounds }, { on: '2021-10-17' });
    }
    noticeId = await server.record(
      'notices/post-notice',
      {
        election: 'partyElection-C01-2021-1',
        purpose: 'candidates-to-be',
        title: '青禾社区党组织换届候选人预备人选公示',
        number: '青公〔2021〕1号',
        places: ['社区公告栏'],
        wholeCommunity: true,
        plannedUntil: '2021-10-25',
        persons,
        contact: '街道党群办 0000-5550100',
      },
      { on: '2021-10-20T08:30:00+08:00' },
    );
  });
  afterAll(() => server.remove());

  async function newestPrint(): Promise<Record<string, unknown>> {
    const size = await server.deployment.store.size('access');
    const events = (await server.deployment.store.readAll('access', 0, size)).map(
      ({ bytes }) => JSON.parse(Buffer.from(bytes).toString()) as { type: string; data: Record<string, unknown> },
    );
    return events.filter(({ type }) => type === 'Printed').at(-1)?.data ?? {};
  }

  it('of a notice are recorded with the digest of the file before they are given', async () => {
    const draft = await server.get(`/prints/notices/${noticeId}.pdf`, 'gaomin');
    expect([draft.status, draft.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(draft.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const sha256 = createHash('sha256').update(draft.bytes).digest('hex');
    expect(await newestPrint()).toEqual({ what: `notice:${noticeId}`, state: 'draft', sha256 });
    const final = await server.get(`/prints/notices/${noticeId}.pdf?state=final`, 'gaomin');
    expect(final.status).toBe(200);
    expect(await newestPrint()).toMatchObject({ state: 'final' });
    expect(server.deployment.sealers.process.head?.size).toBeGreaterThanOrEqual(server.deployment.main.position);
    expect(final.bytes.equals(draft.bytes)).toBe(false);
  });

  it('say which characters no font has, before and with the print', async () => {
    const check = await server.get(`/prints/notices/${noticeId}/check`, 'gaomin');
    const missing = check.body['missingGlyphs'] as unknown as { text: string; characters: string[] }[];
    const print = await server.get(`/prints/notices/${noticeId}.pdf`, 'gaomin');
    const header = JSON.parse(String(print.headers['x-missing-glyphs'])) as { character: string }[];
    expect(missing.flatMap(({ characters }) => characters).sort()).toEqual(
      header.map(({ character }) => character).sort(),
    );
    for (const { text, characters } of missing)
      expect(characters.every((character) => text.includes(character))).toBe(true);
  });

  it('of the joint review are for whoever may print in that community', async () => {
    const print = await server.get('/prints/joint-review/C01.pdf', 'qinzhiyuan');
    expect(print.status).toBe(200);
    expect(await newestPrint()).toMatchObject({ what: 'joint-review:C01', state: 'final' });
    expect((await server.get('/prints/joint-review/C01.pdf', 'tangxiaoman')).status).toBe(404);
    expect((await server.get(`/prints/notices/${noticeId}.pdf`, 'tangxiaoman')).status).toBe(403);
    expect((await server.get('/prints/joint-review/C01.pdf', 'chengshouyi')).status).toBe(403);
    expect((await server.get('/prints/joint-review/C99.pdf', 'gaomin')).status).toBe(404);
    expect((await server.get('/prints/joint-review/C01.txt', 'gaomin')).status).toBe(404);
    expect((await server.get('/prints/joint-review/C01.pdf?state=secret', 'gaomin')).status).toBe(422);
  });

  it('of the count wait until it is settled', async () => {
    const early = await server.get('/prints/count-record/C01.pdf', 'gaomin');
    expect([early.status, early.body['code']]).toEqual([409, 'CONGRESS_NOT_RECORDED']);
    const election = 'party-elections/C01-2021-1';
    const people = (await server.get('/people', 'gaomin')).body['items'] as unknown as { personId: string }[];
    const congress = {
      kind: 'members',
      due: 60,
      present: 55,
      agenda: { workReport: 'passed', candidateList: 'passed', electionRules: 'passed' },
      scrutineers: [],
      tellers: [],
    };
    await server.record(`${election}/record-congress`, congress, { on: '2021-10-20' });
    expect((await server.get('/prints/count-record/C01.pdf', 'gaomin')).body['code']).toBe('COUNT_NOT_SETTLED');
    const votes = people.map(({ personId }, index) => ({ personId, votes: 50 - index }));
    const count = { issued: 55, returned: 55, valid: 54, void: 1, votes };
    for (const id of ['1', '2'])
      await server.record(
        `${election}/enter-count`,
        { count },
        { by: { id: `00000000-0000-4000-8000-00000000000${id}` } },
      );
    await server.record(`${election}/settle-count`, {});
    const print = await server.get('/prints/count-record/C01.pdf', 'gaomin');
    expect(print.status).toBe(200);
    expect(await newestPrint()).toMatchObject({ what: 'count-record:C01', state: 'final' });
  });
});
