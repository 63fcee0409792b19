import type { RoleGrant } from './roles.js';
import type { SessionView } from './sessions.js';
import { ADMINISTRATOR, DAY, FreshIdentity, PERSON, refusal, value } from './testing/fresh-identity.js';
import type { NewToken } from './tokens.js';

const INSPECTOR: RoleGrant = { role: 'inspector', unit: 'S01' };
const CLERK: RoleGrant = { role: 'election-clerk', unit: 'C01' };

describe('an API token', () => {
  let fresh: FreshIdentity;
  let id: string;
  let session: SessionView;
  beforeEach(async () => {
    fresh = new FreshIdentity();
    const account = await fresh.account('worker', [INSPECTOR, CLERK]);
    id = account.id;
    session = value(await fresh.identity.sessions.signIn({ login: 'worker', password: account.password })).session;
    fresh.facts();
  });
  afterEach(() => fresh.remove());

  const wanted: NewToken = {
    name: '区平台',
    scope: CLERK,
    capabilities: ['elections.record', 'elections.read'],
    verbs: ['record-mobilisation'],
    days: 90,
  };
  const issue = (change: Partial<NewToken> = {}) => fresh.identity.tokens.issue(session, { ...wanted, ...change });
  const use = (token: string) => fresh.identity.tokens.authenticate(token);

  it('is shown once, and acts in its one role with what it was given', () => {
    const { token, info } = value(issue());
    expect(token).toMatch(/^jz_[A-Za-z0-9_-]{43}$/);
    expect(info).toMatchObject({ name: '区平台', scope: CLERK, revoked: false, verbs: ['record-mobilisation'] });
    expect(use(token)).toEqual({
      accountId: id,
      personId: PERSON,
      role: 'election-clerk',
      unit: 'C01',
      capabilities: new Set(['elections.read', 'elections.record']),
      verbs: new Set(['record-mobilisation']),
      mustChangePassword: false,
      by: { token: info.id },
    });
    expect(JSON.stringify(fresh.identity.tokens.list(id))).not.toContain(token.slice(3));
  });

  it('is told to the log with its scope, without name and secret', () => {
    const { token, info } = value(issue());
    const [fact] = fresh.facts();
    expect(fact).toMatchObject({
      type: 'TokenIssued',
      data: {
        accountId: id,
        tokenId: info.id,
        scope: CLERK,
        capabilities: ['elections.read', 'elections.record'],
        expires: new Date(fresh.clock + 90 * DAY).toISOString(),
      },
    });
    expect(JSON.stringify(fact)).not.toMatch(new RegExp(`区平台|${token}`));
  });

  it('ends on its day', () => {
    const { token } = value(issue({ days: 1 }));
    fresh.pass(DAY - 1);
    expect(use(token)).toBeDefined();
    fresh.pass(1);
    expect(use(token)).toBeUndefined();
  });

  it('remembers the day of its last use, a day of Asia/Shanghai', () => {
    fresh.clock = Date.parse('2026-03-02T15:59:00Z');
    const { token } = value(issue());
    const lastUse = () => fresh.identity.tokens.list(id)[0]?.lastUsedDay;
    expect(lastUse()).toBeUndefined();
    use(token);
    expect(lastUse()).toBe('2026-03-02');
    fresh.pass(60_000);
    use(token);
    expect(lastUse()).toBe('2026-03-03');
  });

  it('stops at once when revoked, when the account is disabled and when the role is gone', async () => {
    const { accounts, tokens } = fresh.identity;
    const revoked = value(issue());
    const other = value(issue({ scope: INSPECTOR, capabilities: ['events.read'], verbs: undefined }));
    value(tokens.revoke(ADMINISTRATOR, revoked.info.id));
    value(tokens.revoke(ADMINISTRATOR, revoked.info.id));
    expect(use(revoked.token)).toBeUndefined();
    expect(fresh.facts().filter(({ type }) => type === 'TokenRevoked')).toHaveLength(1);
    expect(use(other.token)).toBeDefined();
    value(accounts.disable(ADMINISTRATOR, id));
    expect(use(other.token)).toBeUndefined();
    value(accounts.enable(ADMINISTRATOR, id));
    expect(use(other.token)).toBeDefined();
    value(accounts.changeRoles(ADMINISTRATOR, id, [CLERK]));
    expect(use(other.token)).toBeUndefined();
    expect(refusal(tokens.revoke(ADMINISTRATOR, 'nothing')).code).toBe('TOKEN_UNKNOWN');
  });

  it('stops while the account must change its password', async () => {
    const { token } = value(issue());
    value(await fresh.identity.accounts.resetPassword(ADMINISTRATOR, id));
    expect(use(token)).toBeUndefined();
  });

  it.each<[string, Partial<NewToken>, string]>([
    ['a role that the holder lacks', { scope: { role: 'inspector-lead', unit: 'S01' } }, 'ROLE_NOT_HELD'],
    ['a unit that the holder lacks', { scope: { role: 'election-clerk', unit: 'S01' } }, 'ROLE_NOT_HELD'],
    ['a capability beyond its role', { capabilities: ['elections.read', 'findings.approve'] }, 'NOT_PERMITTED'],
    ['no capability', { capabilities: [] }, 'TOKEN_INVALID'],
    ['more than a year', { days: 366 }, 'TOKEN_INVALID'],
    ['no day', { days: 0 }, 'TOKEN_INVALID'],
    ['half a day', { days: 0.5 }, 'TOKEN_INVALID'],
    ['no name', { name: '  ' }, 'TOKEN_INVALID'],
    ['a verb that is none', { verbs: ['DROP TABLE'] }, 'TOKEN_INVALID'],
  ])('is refused for %s', (_, change, code) => {
    expect(refusal(issue(change)).code).toBe(code);
    expect(fresh.facts()).toEqual([]);
  });

  it('never issues another token', () => {
    const { token } = value(issue());
    const principal = use(token);
    if (principal === undefined) throw new Error('the token does not work');
    expect(refusal(fresh.identity.tokens.issue({ ...session, principal }, wanted)).code).toBe('TOKEN_NEEDS_SESSION');
  });

  it('is one of twenty at most, and room comes back', () => {
    const first = value(issue());
    for (let i = 1; i < 20; i++) value(issue());
    expect(refusal(issue()).code).toBe('TOO_MANY_TOKENS');
    value(fresh.identity.tokens.revoke(ADMINISTRATOR, first.info.id));
    value(issue());
  });

  it('is not a session, and a session is not a token', () => {
    const { token } = value(issue());
    expect(fresh.identity.sessions.authenticate(token)).toBeUndefined();
    expect(fresh.identity.sessions.authenticate(token.slice(3))).toBeUndefined();
    expect(use(token.slice(3))).toBeUndefined();
    expect(use(`jz_${'A'.repeat(43)}`)).toBeUndefined();
  });
});
