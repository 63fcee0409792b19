import type { RoleGrant } from './roles.js';
import { FreshIdentity, HOUR, MINUTE, OTHER_PERSON, refusal, value } from './testing/fresh-identity.js';

const CLERK: RoleGrant = { role: 'election-clerk', unit: 'C01' };
const INSPECTOR: RoleGrant = { role: 'inspector', unit: 'S01' };

describe('a session', () => {
  let fresh: FreshIdentity;
  let password: string;
  beforeEach(async () => {
    fresh = new FreshIdentity();
    ({ password } = await fresh.account('worker', [INSPECTOR, CLERK]));
    fresh.facts();
  });
  afterEach(() => fresh.remove());

  const signIn = async (wanted?: RoleGrant) =>
    value(await fresh.identity.sessions.signIn({ login: 'worker', password }, wanted));
  const alive = (token: string, activity = true) =>
    fresh.identity.sessions.authenticate(token, { activity }) !== undefined;

  it('has a token of 256 bits, which nobody else gets', async () => {
    const tokens = await Promise.all(Array.from({ length: 5 }, async () => (await signIn()).token));
    expect(new Set(tokens).size).toBe(5);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('is not found by anything but its token', async () => {
    const { token } = await signIn();
    for (const other of ['', 'x', `${token}x`, token.slice(1), token.toUpperCase(), 'A'.repeat(43), `jz_${token}`]) {
      expect(alive(other)).toBe(false);
    }
    expect(alive(token)).toBe(true);
  });

  it('ends after 30 minutes without use, to the millisecond, and lives on when used', async () => {
    const { token } = await signIn();
    fresh.pass(30 * MINUTE - 1);
    expect(alive(token)).toBe(true);
    fresh.pass(10_000);
    expect(alive(token)).toBe(true);
    fresh.pass(30 * MINUTE - 1);
    expect(alive(token)).toBe(true);
    fresh.pass(30 * MINUTE);
    expect(alive(token)).toBe(false);
    expect(fresh.facts().at(-1)).toMatchObject({ type: 'SignedOut', data: { cause: 'idle' }, actor: { id: 'system' } });
  });

  it('is not kept alive by a page that nobody uses', async () => {
    const { token } = await signIn();
    for (let i = 0; i < 29; i++) {
      fresh.pass(MINUTE);
      expect(alive(token, false)).toBe(true);
    }
    fresh.pass(MINUTE);
    expect(alive(token, false)).toBe(false);
  });

  it('ends after 12 hours however much it is used', async () => {
    const { token } = await signIn();
    for (let i = 0; i < 12 * 4 - 1; i++) {
      fresh.pass(15 * MINUTE);
      expect(alive(token)).toBe(true);
    }
    fresh.pass(15 * MINUTE);
    expect(alive(token)).toBe(false);
    expect(fresh.facts().at(-1)).toMatchObject({ type: 'SignedOut', data: { cause: 'absolute' } });
  });

  it('says until when it lasts', async () => {
    const { session } = await signIn();
    expect(session.idleUntil).toBe(new Date(fresh.clock + 30 * MINUTE).toISOString());
    expect(session.endsAt).toBe(new Date(fresh.clock + 12 * HOUR).toISOString());
  });

  it('outlives a restart of the server', async () => {
    const { token } = await signIn();
    fresh.reopen();
    expect(alive(token)).toBe(true);
  });

  it('works in one role at a time, the one asked for, and can change to another of its own', async () => {
    const { token, session } = await signIn(INSPECTOR);
    expect(session.principal).toMatchObject(INSPECTOR);
    expect(session.principal.capabilities.has('findings.work')).toBe(true);
    expect(session.roles).toEqual([CLERK, INSPECTOR]);
    const after = value(fresh.identity.sessions.switchRole(token, CLERK));
    expect(after.principal).toMatchObject(CLERK);
    expect(after.principal.capabilities.has('findings.work')).toBe(false);
    expect(fresh.identity.sessions.authenticate(token)?.principal).toMatchObject(CLERK);
    expect(fresh.facts().map(({ type, actor }) => [type, actor.role])).toEqual([
      ['SignedIn', 'inspector'],
      ['RoleSwitched', 'election-clerk'],
    ]);
  });

  it('never works in a role or a unit that was not granted', async () => {
    const { token } = await signIn({ role: 'inspector-lead', unit: 'S01' });
    expect(fresh.identity.sessions.authenticate(token)?.principal).toMatchObject(CLERK);
    for (const wanted of [
      { role: 'inspector', unit: 'C01' },
      { role: 'election-clerk', unit: 'S01' },
      { role: 'system-administrator', unit: 'S01' },
    ] as const) {
      expect(refusal(fresh.identity.sessions.switchRole(token, wanted)).code).toBe('ROLE_NOT_HELD');
    }
    expect(refusal(fresh.identity.sessions.switchRole('A'.repeat(43), CLERK)).code).toBe('SIGNED_OUT');
  });

  it('ends when its holder signs out, once', async () => {
    const { token } = await signIn();
    fresh.facts();
    fresh.identity.sessions.signOut(token);
    fresh.identity.sessions.signOut(token);
    fresh.identity.sessions.signOut('nonsense');
    expect(alive(token)).toBe(false);
    expect(fresh.facts()).toMatchObject([
      { type: 'SignedOut', data: { cause: 'person' }, actor: { role: 'election-clerk' } },
    ]);
  });

  it('is the oldest that ends when there are more than ten', async () => {
    const tokens: string[] = [];
    for (let i = 0; i < 11; i++) {
      tokens.push((await signIn()).token);
      fresh.pass(1000);
    }
    expect(tokens.map((token) => alive(token, false))).toEqual([false, ...Array.from({ length: 10 }, () => true)]);
  });

  it('is swept when nobody comes back', async () => {
    const old = await signIn();
    fresh.pass(20 * MINUTE);
    const young = await signIn();
    fresh.pass(10 * MINUTE);
    fresh.facts();
    expect(fresh.identity.sessions.sweep()).toBe(1);
    expect(fresh.facts().map(({ type, data }) => [type, data['cause']])).toEqual([['SignedOut', 'idle']]);
    expect([alive(old.token), alive(young.token)]).toEqual([false, true]);
  });

  it('seen by two servers on one folder ends in both at once', async () => {
    const { token } = await signIn();
    const second = fresh.open();
    try {
      expect(second.sessions.authenticate(token)).toBeDefined();
      fresh.identity.sessions.signOut(token);
      expect(second.sessions.authenticate(token)).toBeUndefined();
    } finally {
      second.close();
    }
  });

  it('of one account tells nothing of another', async () => {
    const other = await fresh.account('second', [CLERK], OTHER_PERSON);
    const mine = await signIn();
    const theirs = value(await fresh.identity.sessions.signIn({ login: 'second', password: other.password }));
    expect(theirs.session.principal.accountId).toBe(other.id);
    fresh.identity.sessions.signOut(mine.token);
    expect(alive(theirs.token)).toBe(true);
  });
});
