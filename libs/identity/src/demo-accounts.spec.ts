import { demoAccounts } from './demo-accounts.js';
import { FreshIdentity, value } from './testing/fresh-identity.js';

describe('accounts of the demonstration', () => {
  let fresh: FreshIdentity | undefined;
  afterEach(() => fresh?.remove());

  it('let everybody in with the password that is shown, each in the one role that is shown', async () => {
    fresh = new FreshIdentity({ demo: true });
    const seeded = await fresh.identity.seedDemo();
    expect(seeded.map(({ displayName, role, unit }) => `${displayName} ${role}@${unit}`)).toEqual([
      '高敏 election-clerk@S01',
      '唐小满 election-clerk@C02',
      '陆川行 street-lead@S01',
      '秦知远 joint-reviewer@S01',
      '郑锐 inspector@S01',
      '沈立言 inspector-lead@S01',
      '顾安平 security-administrator@S01',
      '程守一 system-administrator@S01',
      '闻思齐 access-auditor@S01',
    ]);
    for (const { login, password, role, unit } of seeded) {
      const { session } = value(await fresh.identity.sessions.signIn({ login, password }));
      expect(session.principal).toMatchObject({ role, unit, mustChangePassword: false });
      expect(session.roles).toHaveLength(1);
    }
    expect(new Set(fresh.identity.accounts.list().map(({ personId }) => personId)).size).toBe(seeded.length);
  });

  it('are made once, and are the same people every time', async () => {
    fresh = new FreshIdentity({ demo: true });
    await fresh.identity.seedDemo();
    const first = fresh.identity.accounts.list();
    fresh.facts();
    await fresh.identity.seedDemo();
    expect(fresh.facts()).toEqual([]);
    expect(fresh.identity.firstStart.newCode()).toBeUndefined();
    const second = new FreshIdentity({ demo: true });
    await second.identity.seedDemo();
    expect(second.identity.accounts.list()).toEqual(first);
    second.remove();
  });

  it('belong to people of the registry where it has them', async () => {
    fresh = new FreshIdentity({ demo: true });
    const registered = '33333333-3333-4333-8333-333333333333';
    await fresh.identity.seedDemo((login) => (login === 'zhengrui' ? registered : undefined));
    expect(fresh.identity.accounts.list().find(({ login }) => login === 'zhengrui')?.personId).toBe(registered);
  });

  it('do not exist outside a demonstration', async () => {
    fresh = new FreshIdentity();
    await expect(fresh.identity.seedDemo()).rejects.toThrow('demonstration only');
    expect(fresh.identity.accounts.list()).toEqual([]);
  });

  it('have a sentence for what each can be tried for, in both languages', () => {
    for (const { does } of demoAccounts()) expect([does.zh, does.en].every((text) => text.length > 5)).toBe(true);
  });
});
