import { idNumber, TestServer, withStreet } from './fixture.js';

jest.setTimeout(60_000);

const CLERK = 'gaomin';
/** A clerk of the community C02 only. */
const SCOPED = 'tangxiaoman';

describe('people of no community', () => {
  let server: TestServer;
  const ids: Record<string, string> = {};
  const numbers = {
    own: idNumber('1980-05-06', 10),
    street: idNumber('1981-05-06', 12),
    other: idNumber('1982-05-06', 14),
  };

  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
    const register = async (key: keyof typeof numbers, community?: string) => {
      const birth = `${numbers[key].slice(6, 10)}-05`;
      ids[key] = await server.record(
        'people/register-person',
        {
          gender: 'female',
          birthMonth: birth,
          education: 'bachelor',
          membership: 'none',
          ...(community === undefined ? {} : { community }),
        },
        { personal: { name: `人员${key}`, idNumber: numbers[key], birthDate: `${birth}-06`, phone: '13900000001' } },
      );
    };
    await register('own', 'C02');
    await register('other', 'C01');
    await register('street');
  });
  afterAll(() => server.remove());

  it('shows whom no community has to readers of the whole street only', async () => {
    expect((await server.get(`/people/${ids['street']}`, CLERK)).status).toBe(200);
    expect((await server.get(`/people/${ids['street']}/personal`, CLERK)).body).toMatchObject({
      idNumber: numbers.street,
    });
    for (const path of ['', '/personal']) {
      expect((await server.get(`/people/${ids['own']}${path}`, SCOPED)).status).toBe(200);
      for (const key of ['street', 'other']) {
        const refused = await server.get(`/people/${ids[key]}${path}`, SCOPED);
        expect([key, path, refused.status, refused.body['code']]).toEqual([key, path, 403, 'UNIT_OUT_OF_SCOPE']);
        expect(refused.text).not.toContain(numbers.street);
      }
    }
  });

  it('shows a community whom its own records name, without the personal values', async () => {
    await server.record(
      'terms/open-term',
      { community: 'C02', street: 'S01', organisation: 'committee', electionDate: '2021-11-20' },
      { on: '2021-09-06' },
    );
    await server.record('terms/C02-2021-1/record-sitting-member', {
      personId: ids['street'],
      body: 'party',
      post: 'party-secretary',
    });
    expect((await server.get(`/people/${ids['street']}`, SCOPED)).status).toBe(200);
    expect((await server.get(`/people/${ids['street']}/personal`, SCOPED)).status).toBe(403);
  });
});
