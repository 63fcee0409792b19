import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ADMINISTRATOR, FreshIdentity, PERSON, value } from './testing/fresh-identity.js';

const MARKER = 'Zq7-Marker-Heron';

describe('secrets', () => {
  let fresh: FreshIdentity;
  beforeEach(() => {
    fresh = new FreshIdentity();
  });
  afterEach(() => fresh.remove());

  it('are in no byte of identity.db, its journal or its facts: passwords, tokens, codes', async () => {
    const { identity } = fresh;
    const code = identity.firstStart.newCode()?.code ?? '';
    const { password } = await fresh.account('worker', [{ role: 'inspector', unit: 'S01' }], PERSON, `${MARKER}-1`);
    const opened = value(await identity.sessions.signIn({ login: 'worker', password }));
    await identity.sessions.signIn({ login: 'worker', password: `${MARKER}-wrong` });
    await identity.sessions.signIn({ login: `${MARKER}-typed-into-the-name-field`, password: 'x' });
    const { token } = value(
      identity.tokens.issue(opened.session, {
        name: 'n',
        scope: { role: 'inspector', unit: 'S01' },
        capabilities: ['events.read'],
        days: 1,
      }),
    );
    const oneTime = value(await identity.accounts.resetPassword(ADMINISTRATOR, opened.session.principal.accountId));
    const renewed = opened.token;
    const facts = JSON.stringify(identity.facts.pending());
    const bytes = fresh.bytes();
    expect(bytes).toContain('worker');
    for (const secret of [
      code,
      'Marker-Heron',
      MARKER.toLowerCase(),
      renewed,
      token,
      token.slice(3),
      oneTime.password,
    ]) {
      expect(secret.length).toBeGreaterThan(5);
      expect(bytes.includes(secret)).toBe(false);
      expect(facts.includes(secret)).toBe(false);
    }
  });

  it('are in no refusal and no thrown error', async () => {
    const { identity } = fresh;
    const account = await fresh.account('worker', [{ role: 'inspector', unit: 'S01' }], PERSON, `${MARKER}-1`);
    const { session } = value(await identity.sessions.signIn({ login: 'worker', password: account.password }));
    const said: unknown[] = [];
    const hear = async (work: () => unknown) => {
      try {
        said.push(await work());
      } catch (error) {
        said.push(error instanceof Error ? `${error.stack} ${JSON.stringify(error)}` : error);
      }
    };
    const code = identity.firstStart.newCode()?.code;
    expect(code).toBeUndefined();
    const holder = { id: PERSON, role: 'inspector', unit: 'S01' };
    const change = { accountId: account.id, session: 'x' };
    await hear(() => identity.sessions.signIn({ login: 'worker', password: `${MARKER}-2` }));
    await hear(() => identity.sessions.signIn({ login: `${MARKER}`, password: `${MARKER}-2` }));
    await hear(() =>
      identity.accounts.changePassword(holder, { ...change, current: `${MARKER}-2`, next: `${MARKER}-3-password` }),
    );
    await hear(() => identity.accounts.changePassword(holder, { ...change, current: MARKER, next: 'Marker1' }));
    await hear(() =>
      identity.accounts.changePassword(holder, { ...change, current: account.password, next: account.password }),
    );
    await hear(() =>
      identity.firstStart.complete(MARKER.repeat(3).slice(0, 43), [
        { login: 'a', displayName: 'b', password: MARKER, role: 'security-administrator' },
      ]),
    );
    await hear(() =>
      identity.tokens.issue(session, {
        name: MARKER.repeat(9),
        scope: { role: 'inspector', unit: 'S01' },
        capabilities: [MARKER as 'print'],
        days: 1,
      }),
    );
    identity.close();
    await hear(() => identity.sessions.signIn({ login: 'worker', password: `${MARKER}-2` }));
    await hear(() => identity.sessions.authenticate('A'.repeat(43)));
    fresh.identity = fresh.open();
    expect(said).toHaveLength(9);
    expect(said.map((one) => JSON.stringify(one)).join('\n')).not.toMatch(/marker/i);
  });

  it('are in a file that its owner alone may read, like the journals beside it', async () => {
    await fresh.account('worker');
    for (const name of ['identity.db', 'identity.db-wal', 'identity.db-shm']) {
      expect((statSync(join(fresh.folder, name)).mode & 0o777).toString(8)).toBe('600');
    }
  });
});
