import type { NewAccount } from './new-account.js';
import {
  ADMINISTRATOR,
  DAY,
  FreshIdentity,
  HOUR,
  OTHER_PERSON,
  PERSON,
  refusal,
  value,
} from './testing/fresh-identity.js';

describe('accounts', () => {
  let fresh: FreshIdentity;
  beforeEach(() => {
    fresh = new FreshIdentity();
  });
  afterEach(() => fresh.remove());

  const clerk: NewAccount = {
    login: 'clerk',
    displayName: '高敏',
    personId: PERSON,
    roles: [{ role: 'election-clerk', unit: 'C01' }],
  };
  const create = (account: NewAccount = clerk, by = ADMINISTRATOR) => fresh.identity.accounts.create(by, account);

  it('begin with a one-time password, which must be changed before anything else', async () => {
    const { account, oneTime } = value(await create());
    expect(account).toMatchObject({ login: 'clerk', disabled: false, mustChangePassword: true });
    expect(oneTime.password).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
    const opened = value(await fresh.identity.sessions.signIn({ login: 'clerk', password: oneTime.password }));
    expect(opened.session.principal.mustChangePassword).toBe(true);
    const by = opened.session.principal.by;
    const change = { accountId: account.id, session: 'session' in by ? by.session : '', current: oneTime.password };
    const actor = { id: PERSON, role: 'election-clerk', unit: 'C01' };
    expect(
      refusal(await fresh.identity.accounts.changePassword(actor, { ...change, next: oneTime.password })).code,
    ).toBe('PASSWORD_UNCHANGED');
    value(await fresh.identity.accounts.changePassword(actor, { ...change, next: 'three quiet herons' }));
    const after = fresh.identity.sessions.authenticate(opened.token);
    expect(after?.principal.mustChangePassword).toBe(false);
    expect(fresh.facts().map(({ type }) => type)).toEqual(['AccountCreated', 'SignedIn', 'PasswordChanged']);
  });

  it('refuse the one-time password after three days', async () => {
    const { oneTime } = value(await create());
    fresh.pass(72 * HOUR - 1);
    value(await fresh.identity.sessions.signIn({ login: 'clerk', password: oneTime.password }));
    fresh.pass(1);
    expect(refusal(await fresh.identity.sessions.signIn({ login: 'clerk', password: oneTime.password })).code).toBe(
      'SIGN_IN_FAILED',
    );
  });

  it.each<[string, Partial<NewAccount>]>([
    ['/login', { login: '高敏' }],
    ['/login', { login: 'x' }],
    ['/displayName', { displayName: 'line\nbreak' }],
    ['/displayName', { displayName: '\ud800' }],
    ['/personId', { personId: 'somebody' }],
    ['/roles', { roles: [] }],
    ['/roles', { roles: [{ role: 'inspector', unit: 'everywhere' }] }],
  ])('are refused with the faulty field: %s of %j', async (pointer, fault) => {
    const rejection = refusal(await create({ ...clerk, ...fault }));
    expect(rejection.code).toBe('ACCOUNT_INVALID');
    expect(rejection.fields?.map((field) => field.pointer)).toEqual([pointer]);
  });

  it('have a login name once, whatever its case', async () => {
    value(await create());
    expect(refusal(await create({ ...clerk, login: ' Clerk ' })).code).toBe('LOGIN_TAKEN');
  });

  it('keep one login name for one of two that are made at the same moment', async () => {
    const both = await Promise.all([create(), create()]);
    expect(both.filter((result) => result.ok)).toHaveLength(1);
    expect(fresh.identity.accounts.list()).toHaveLength(1);
  });

  it('are made within the unit of the administrator only', async () => {
    const outside: NewAccount = { ...clerk, roles: [{ role: 'election-clerk', unit: 'C09' }] };
    expect(refusal(await create(outside))).toMatchObject({ code: 'UNIT_OUT_OF_SCOPE', params: { wanted: 'C09' } });
    expect(refusal(await create({ ...clerk, roles: [{ role: 'inspector', unit: 'D01' }] })).code).toBe(
      'UNIT_OUT_OF_SCOPE',
    );
  });

  it('are never changed by the person they belong to, whichever account that person acts with', async () => {
    const { account } = value(await create());
    const self = { ...ADMINISTRATOR, id: PERSON };
    const { accounts } = fresh.identity;
    expect(refusal(await create({ ...clerk, login: 'second' }, self)).code).toBe('NOT_YOURSELF');
    expect(refusal(accounts.changeRoles(self, account.id, [{ role: 'inspector', unit: 'S01' }])).code).toBe(
      'NOT_YOURSELF',
    );
    expect(refusal(accounts.disable(self, account.id)).code).toBe('NOT_YOURSELF');
    expect(refusal(accounts.unlock(self, account.id)).code).toBe('NOT_YOURSELF');
    expect(refusal(await accounts.resetPassword(self, account.id)).code).toBe('NOT_YOURSELF');
  });

  it('keep the three administrators apart from each other and from business roles, over all accounts of a person', async () => {
    const combined = await create({
      ...clerk,
      roles: [
        { role: 'system-administrator', unit: 'S01' },
        { role: 'access-auditor', unit: 'S01' },
      ],
    });
    expect(refusal(combined).code).toBe('ADMINISTRATORS_APART');
    const first = value(await create());
    const second = { ...clerk, login: 'second', roles: [{ role: 'system-administrator' as const, unit: 'S01' }] };
    expect(refusal(await create(second)).code).toBe('ADMINISTRATORS_APART');
    value(await create({ ...second, personId: OTHER_PERSON }));
    expect(
      refusal(
        fresh.identity.accounts.changeRoles(ADMINISTRATOR, first.account.id, [
          { role: 'election-clerk', unit: 'C01' },
          { role: 'security-administrator', unit: 'S01' },
        ]),
      ).code,
    ).toBe('ADMINISTRATORS_APART');
  });

  it('leave at least one security administrator', async () => {
    const { account } = value(await create({ ...clerk, roles: [{ role: 'security-administrator', unit: 'S01' }] }));
    const { accounts } = fresh.identity;
    expect(refusal(accounts.disable(ADMINISTRATOR, account.id)).code).toBe('LAST_SECURITY_ADMINISTRATOR');
    expect(refusal(accounts.changeRoles(ADMINISTRATOR, account.id, [{ role: 'inspector', unit: 'S01' }])).code).toBe(
      'LAST_SECURITY_ADMINISTRATOR',
    );
    value(
      await create({
        ...clerk,
        login: 'second',
        personId: OTHER_PERSON,
        roles: [{ role: 'security-administrator', unit: 'S01' }],
      }),
    );
    expect(value(accounts.disable(ADMINISTRATOR, account.id)).disabled).toBe(true);
  });

  it('tell the log of each change, with roles before and after and no names', async () => {
    const { account } = value(await create());
    const { accounts } = fresh.identity;
    value(
      accounts.changeRoles(ADMINISTRATOR, account.id, [
        { role: 'inspector', unit: 'S01' },
        { role: 'election-clerk', unit: 'C02' },
        { role: 'inspector', unit: 'S01' },
      ]),
    );
    value(accounts.disable(ADMINISTRATOR, account.id));
    value(accounts.disable(ADMINISTRATOR, account.id));
    value(accounts.enable(ADMINISTRATOR, account.id));
    value(await accounts.resetPassword(ADMINISTRATOR, account.id));
    const facts = fresh.facts();
    expect(facts.map(({ type }) => type)).toEqual([
      'AccountCreated',
      'RolesChanged',
      'AccountDisabled',
      'AccountEnabled',
      'PasswordReset',
    ]);
    expect(facts[1]?.data).toEqual({
      accountId: account.id,
      roles: [
        { role: 'election-clerk', unit: 'C02' },
        { role: 'inspector', unit: 'S01' },
      ],
      before: [{ role: 'election-clerk', unit: 'C01' }],
      by: ADMINISTRATOR.id,
    });
    expect(facts.every(({ actor }) => actor.id === ADMINISTRATOR.id)).toBe(true);
    expect(JSON.stringify(facts)).not.toMatch(/"clerk"|高敏/);
  });

  it('end their sessions at once when disabled, reset or given other roles', async () => {
    const { id, password } = await fresh.account('worker');
    const { accounts, sessions } = fresh.identity;
    const signIn = async () => value(await sessions.signIn({ login: 'worker', password })).token;
    const before = await signIn();
    value(accounts.changeRoles(ADMINISTRATOR, id, [{ role: 'inspector', unit: 'C01' }]));
    expect(sessions.authenticate(before)).toBeUndefined();
    const again = await signIn();
    value(accounts.disable(ADMINISTRATOR, id));
    expect(sessions.authenticate(again)).toBeUndefined();
    expect(refusal(await sessions.signIn({ login: 'worker', password })).code).toBe('SIGN_IN_FAILED');
    value(accounts.enable(ADMINISTRATOR, id));
    const last = await signIn();
    value(await accounts.resetPassword(ADMINISTRATOR, id));
    expect(sessions.authenticate(last)).toBeUndefined();
    expect(refusal(await sessions.signIn({ login: 'worker', password })).code).toBe('SIGN_IN_FAILED');
  });

  it('end the other sessions when the holder changes the password, and keep this one', async () => {
    const { id, password } = await fresh.account('worker');
    const { accounts, sessions } = fresh.identity;
    const here = value(await sessions.signIn({ login: 'worker', password }));
    const there = value(await sessions.signIn({ login: 'worker', password }));
    const by = here.session.principal.by;
    const actor = { id: PERSON, role: 'inspector', unit: 'S01' };
    const change = { accountId: id, session: 'session' in by ? by.session : '', next: 'three quiet herons' };
    expect(refusal(await accounts.changePassword(actor, { ...change, current: 'wrong' })).code).toBe('PASSWORD_WRONG');
    expect(refusal(await accounts.changePassword(actor, { ...change, current: password, next: 'short' })).code).toBe(
      'PASSWORD_TOO_WEAK',
    );
    value(await accounts.changePassword(actor, { ...change, current: password }));
    expect(sessions.authenticate(there.token)).toBeUndefined();
    const renewed = sessions.renew(here.token);
    expect(sessions.authenticate(here.token)).toBeUndefined();
    expect(sessions.authenticate(renewed?.token ?? '')?.principal.accountId).toBe(id);
  });

  it('do not let a stolen session guess the password: the lock-out is the same', async () => {
    const { id, password } = await fresh.account('worker');
    const { accounts, sessions } = fresh.identity;
    const here = value(await sessions.signIn({ login: 'worker', password }));
    const by = here.session.principal.by;
    const actor = { id: PERSON, role: 'inspector', unit: 'S01' };
    const guess = async (current: string) =>
      refusal(
        await accounts.changePassword(actor, {
          accountId: id,
          session: 'session' in by ? by.session : '',
          current,
          next: 'three quiet herons',
        }),
      ).code;
    for (let i = 0; i < 4; i++) expect(await guess(`guess ${i}`)).toBe('PASSWORD_WRONG');
    expect(await guess('guess 5')).toBe('LOCKED_OUT');
    expect(await guess(password)).toBe('LOCKED_OUT');
  });

  it('belong to a demonstration or to a deployment, never to both', () => {
    fresh.identity.close();
    expect(() => fresh.open({ demo: true })).toThrow('belongs to a real deployment');
    fresh.identity = fresh.open();
    expect(() => fresh.open({ path: `${fresh.folder}/demo.db`, demo: true }).close()).not.toThrow();
    expect(() => fresh.open({ path: `${fresh.folder}/demo.db` })).toThrow('belongs to a demonstration');
  });

  it('show when somebody last signed in and how often it failed since', async () => {
    const { id, password } = await fresh.account('worker');
    const first = fresh.identity.accounts.byId(id)?.lastSignIn;
    fresh.pass(DAY);
    await fresh.identity.sessions.signIn({ login: 'worker', password: 'wrong' });
    const opened = value(await fresh.identity.sessions.signIn({ login: 'worker', password }));
    expect(opened).toMatchObject({ failedBefore: 1, lastSignIn: first });
  });
});
