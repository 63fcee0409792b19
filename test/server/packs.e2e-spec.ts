import { randomUUID } from 'node:crypto';
import { PacksChanged, packKey } from '#elections';
import { plan2021 } from '#supervision';
import { packsOnBoard } from '../../apps/server/src/deployment/packs.js';
import { TestServer, withStreet } from './fixture.js';

jest.setTimeout(60_000);

const LEAD = 'luchuanxing';

describe('the rule packs of a term', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
  });
  afterAll(() => server.remove());

  const [onBoard] = packsOnBoard;
  if (onBoard === undefined) throw new Error('a build carries the plan');
  const outcomes = async (asOf = '') => {
    const page = await server.get(`/communities/C01${asOf}`, LEAD);
    const rules = page.body['rules'] as unknown as { rule: string; outcome: string; missing?: { zh: string }[] }[];
    return rules;
  };
  const change = (keys: readonly string[]) =>
    server.post('/terms/C01-2021-1/commands/change-packs', { data: { packs: keys, reason: '试改' } }, LEAD, {
      'idempotency-key': randomUUID(),
    });

  it('can only be changed to packs on board, which the form offers', async () => {
    const before = await outcomes();
    expect(before.length).toBeGreaterThan(40);
    for (const key of [
      packKey({ ...onBoard, id: 'no-such-pack' }),
      packKey({ ...onBoard, version: '9.9.9' }),
      packKey({ ...onBoard, digest: 'a'.repeat(64) }),
    ]) {
      const refused = await change([key]);
      expect([refused.status, refused.body['code']]).toEqual([422, 'PACK_NOT_ON_BOARD']);
    }
    expect(await outcomes()).toEqual(before);
    const forms = (await server.get('/commands', LEAD)).body as unknown as {
      commands: { verb: string; schema: { properties: { packs: { items: { enum: string[] } } } } }[];
      enums: Record<string, { zh: string }>;
    };
    const choices = forms.commands.find(({ verb }) => verb === 'change-packs')?.schema.properties.packs.items.enum;
    expect(choices).toEqual(packsOnBoard.map(packKey));
    expect(forms.enums[`PacksChanged.packs.${packKey(onBoard)}`]?.zh).toContain('1.0.0');
    expect((await change(choices ?? [])).status).toBe(201);
    expect((await outcomes()).map(({ rule, outcome }) => [rule, outcome])).toEqual(
      before.map(({ rule, outcome }) => [rule, outcome]),
    );
  });

  it('give each rule its own parameters, and acts those of the rule that they name', () => {
    const values = server.deployment.surroundings.parameters('C01');
    expect(values?.['PTY-25']?.['majorityBase']).toBe('present');
    const limits = plan2021.rules.filter(({ parameters }) => 'minimumDays' in parameters);
    expect(limits.length).toBeGreaterThan(1);
    for (const { id, parameters } of limits)
      expect([id, values?.[id]?.['minimumDays']]).toEqual([id, parameters['minimumDays']?.value]);
  });

  it('are not replaced by others where they are not on board: nothing is judged, nothing guarded may be done', async () => {
    const other = { id: onBoard.id, version: '0.9.0', digest: 'b'.repeat(64) };
    const actor = { id: 'system', role: 'system', unit: 'S01' };
    const event = PacksChanged.of({ packs: [other], reason: '由旧版本登记' });
    const position = await server.deployment.writer.write(
      'process',
      'term-C01-2021-1',
      'C01',
      actor,
      randomUUID(),
      event,
    );
    await server.deployment.surroundings.ready(position);
    const now = await outcomes();
    expect(new Set(now.map(({ outcome }) => outcome))).toEqual(new Set(['not-evaluable']));
    expect(now[0]?.missing?.[0]?.zh).toContain('plan-2021 0.9.0');
    const today = server.demoClock.now().slice(0, 10);
    expect((await outcomes(`?asOf=${today}`)).map(({ rule, outcome }) => [rule, outcome])).toEqual(
      now.map(({ rule, outcome }) => [rule, outcome]),
    );
    expect(server.deployment.surroundings.guard(['REV-02'], 'C01', [])).toMatchObject([{ code: 'PACK_NOT_ON_BOARD' }]);
  });
});
