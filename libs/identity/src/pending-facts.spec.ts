import { ADMINISTRATOR, FreshIdentity, PERSON, value } from './testing/fresh-identity.js';

describe('facts for the access log', () => {
  let fresh: FreshIdentity;
  beforeEach(() => {
    fresh = new FreshIdentity();
  });
  afterEach(() => fresh.remove());

  const create = (login: string) =>
    fresh.identity.accounts.create(ADMINISTRATOR, {
      login,
      displayName: '高敏',
      personId: PERSON,
      roles: [{ role: 'election-clerk', unit: 'C01' }],
    });

  it('wait in order with a command id that stays the same, until they are recorded', async () => {
    const { account, oneTime } = value(await create('first'));
    value(await fresh.identity.sessions.signIn({ login: 'first', password: oneTime.password }));
    const once = fresh.identity.facts.pending();
    expect(once.map(({ event }) => event.type)).toEqual(['AccountCreated', 'SignedIn']);
    expect(once[0]?.streamOn('2021-12-21')).toBe(`account-${account.id}`);
    expect(once[1]?.streamOn('2021-12-21')).toBe('access-2021-12-21');
    fresh.reopen();
    const again = fresh.identity.facts.pending();
    expect(again.map(({ commandId }) => commandId)).toEqual(once.map(({ commandId }) => commandId));
    fresh.identity.facts.recorded(again.slice(0, 1).map(({ seq }) => seq));
    expect(fresh.identity.facts.pending().map(({ event }) => event.type)).toEqual(['SignedIn']);
    expect(fresh.identity.facts.waiting).toBe(1);
  });

  it('are there if and only if the change is', async () => {
    value(await create('first'));
    await create('first');
    await create('!');
    fresh.identity.accounts.disable(ADMINISTRATOR, 'nobody');
    expect(fresh.facts()).toHaveLength(1);
  });

  it('come in portions', async () => {
    for (let i = 0; i < 5; i++) value(await create(`clerk-${i}`));
    expect(fresh.identity.facts.pending(2)).toHaveLength(2);
    expect(fresh.identity.facts.waiting).toBe(5);
  });

  it('bear the actor, and the system clock beside', async () => {
    value(await create('first'));
    const [fact] = fresh.identity.facts.pending();
    expect(fact).toMatchObject({ actor: ADMINISTRATOR, noted: new Date(fresh.clock).toISOString() });
  });
});
