import type { FirstAccount } from './first-start.js';
import { FreshIdentity, HOUR, refusal, value } from './testing/fresh-identity.js';

const SECURITY: FirstAccount = {
  login: 'anquan',
  displayName: '顾安平',
  password: 'three quiet herons',
  role: 'security-administrator',
};
const SYSTEM: FirstAccount = {
  login: 'xitong',
  displayName: '程守一',
  password: 'seven loud geese',
  role: 'system-administrator',
};
const AUDITOR: FirstAccount = {
  login: 'shenji',
  displayName: '闻思齐',
  password: 'nine grey cranes',
  role: 'access-auditor',
};

describe('the first start', () => {
  let fresh: FreshIdentity;
  beforeEach(() => {
    fresh = new FreshIdentity();
  });
  afterEach(() => fresh.remove());

  const code = () => fresh.identity.firstStart.newCode()?.code ?? '';
  const complete = (given: string, accounts: readonly FirstAccount[] = [SECURITY, SYSTEM]) =>
    fresh.identity.firstStart.complete(given, accounts);

  it('has no account and no password that works', async () => {
    expect(fresh.identity.firstStart.needed).toBe(true);
    expect(fresh.identity.accounts.list()).toEqual([]);
    for (const login of ['admin', 'administrator', 'root']) {
      expect((await fresh.identity.sessions.signIn({ login, password: login })).ok).toBe(false);
    }
  });

  it('makes the administrators with the passwords they chose, each with one role of the top unit', async () => {
    const first = value(await complete(code(), [SECURITY, SYSTEM, AUDITOR]));
    expect(first.warning).toBeUndefined();
    expect(fresh.identity.accounts.list().map(({ login, roles }) => [login, roles])).toEqual([
      ['anquan', [{ role: 'security-administrator', unit: 'S01' }]],
      ['shenji', [{ role: 'access-auditor', unit: 'S01' }]],
      ['xitong', [{ role: 'system-administrator', unit: 'S01' }]],
    ]);
    expect(new Set(fresh.identity.accounts.list().map(({ personId }) => personId)).size).toBe(3);
    expect(fresh.facts().map(({ type, data, actor }) => [type, data['by'], actor.id])).toEqual(
      Array.from({ length: 3 }, () => ['AccountCreated', 'first-start', 'first-start']),
    );
    const opened = value(await fresh.identity.sessions.signIn({ login: 'anquan', password: SECURITY.password }));
    expect(opened.session.principal.mustChangePassword).toBe(false);
  });

  it('happens once', async () => {
    const given = code();
    value(await complete(given));
    expect(refusal(await complete(given)).code).toBe('FIRST_START_CODE_INVALID');
    expect(fresh.identity.firstStart.newCode()).toBeUndefined();
    expect(fresh.identity.firstStart.needed).toBe(false);
  });

  it('happens once even when the link is used twice at the same moment', async () => {
    const given = code();
    const both = await Promise.all([complete(given), complete(given, [{ ...SECURITY, login: 'other' }, SYSTEM])]);
    expect(both.filter((result) => result.ok)).toHaveLength(1);
    expect(fresh.identity.accounts.list()).toHaveLength(2);
  });

  it('takes a code for 24 hours, the newest one only', async () => {
    const first = code();
    const second = code();
    expect(refusal(await complete(first)).code).toBe('FIRST_START_CODE_INVALID');
    fresh.pass(24 * HOUR);
    expect(refusal(await complete(second)).code).toBe('FIRST_START_CODE_INVALID');
    const third = code();
    fresh.pass(24 * HOUR - 1);
    value(await complete(third));
  });

  it('hashes nothing for a wrong code: the page cannot be used to keep the machine busy', async () => {
    code();
    for (const wrong of ['', 'x', 'A'.repeat(43), 'A'.repeat(100_000)]) {
      expect(refusal(await complete(wrong)).code).toBe('FIRST_START_CODE_INVALID');
    }
    expect(fresh.identity.counters().hashes).toBe(0);
  });

  it.each<[string, readonly FirstAccount[], string, string]>([
    ['no system administrator', [SECURITY], 'FIRST_ACCOUNTS_INVALID', 'roles'],
    ['no security administrator', [SYSTEM, AUDITOR], 'FIRST_ACCOUNTS_INVALID', 'roles'],
    ['two of a kind', [SECURITY, SYSTEM, { ...SYSTEM, login: 'zwei' }], 'FIRST_ACCOUNTS_INVALID', 'roles'],
    [
      'a business role',
      [SECURITY, SYSTEM, { ...AUDITOR, role: 'inspector' as 'access-auditor' }],
      'FIRST_ACCOUNTS_INVALID',
      'roles',
    ],
    ['one login name', [SECURITY, { ...SYSTEM, login: 'ANQUAN' }], 'FIRST_ACCOUNTS_INVALID', 'same-login'],
    ['one password', [SECURITY, { ...SYSTEM, password: SECURITY.password }], 'FIRST_ACCOUNTS_INVALID', 'same-password'],
    ['a weak password', [SECURITY, { ...SYSTEM, password: 'Admin@123' }], 'PASSWORD_TOO_WEAK', 'common'],
  ])('is refused with %s, and the code still works', async (_, accounts, expected, reason) => {
    const given = code();
    expect(refusal(await complete(given, accounts))).toMatchObject({ code: expected, params: { reason } });
    value(await complete(given));
  });

  it('names the faulty field', async () => {
    const rejection = refusal(await complete(code(), [SECURITY, { ...SYSTEM, login: '!' }]));
    expect(rejection.fields).toEqual([{ pointer: '/accounts/1/login', code: 'LOGIN_INVALID' }]);
  });

  it('warns when one person seems to take two offices', async () => {
    const first = value(await complete(code(), [SECURITY, { ...SYSTEM, displayName: SECURITY.displayName }]));
    expect(first.warning).toBe('SAME_PERSON_TWICE');
  });

  it('can be followed by a recovery at the machine, of security administrators only', async () => {
    value(await complete(code()));
    fresh.facts();
    const oneTime = value(await fresh.identity.accounts.recover('anquan', 'S01'));
    expect(fresh.facts()).toMatchObject([{ type: 'PasswordReset', data: { by: 'operator' } }]);
    const opened = value(await fresh.identity.sessions.signIn({ login: 'anquan', password: oneTime.password }));
    expect(opened.session.principal.mustChangePassword).toBe(true);
    expect(refusal(await fresh.identity.accounts.recover('xitong', 'S01')).code).toBe('NOT_PERMITTED');
    expect(refusal(await fresh.identity.accounts.recover('nobody', 'S01')).code).toBe('ACCOUNT_UNKNOWN');
  });
});
