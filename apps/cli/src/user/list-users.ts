import type { AccountShape, Shape } from '../../../server/src/api/shapes.js';
import type { UserOptions } from '../commands/user.js';
import { Api } from '../server/api.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { printJson, printTable } from '../terminal/print.js';

export type Account = Shape<typeof AccountShape>;

export async function accountsOf(api: Api): Promise<readonly Account[]> {
  return (await api.get<{ accounts: Account[] }>('/accounts')).accounts;
}

export async function listUsers(options: UserOptions): Promise<number> {
  const accounts = await accountsOf(Api.withToken(options));
  if (options.json) {
    printJson(accounts);
    return EXIT.ok;
  }
  printTable(
    [
      { zh: '登录名', en: 'login' },
      { zh: '姓名', en: 'name' },
      { zh: '状态', en: 'state' },
      { zh: '最近登录', en: 'last sign-in' },
      { zh: '角色', en: 'roles' },
    ].map(say),
    accounts.map((account) => [
      account.login,
      account.displayName,
      say(stateOf(account)),
      account.lastSignIn?.slice(0, 10) ?? '',
      account.roles.map(({ role, unit }) => `${role}@${unit}`).join(', '),
    ]),
  );
  return EXIT.ok;
}

export function stateOf({ disabled, lockedUntil, mustChangePassword }: Account) {
  if (disabled) return { zh: '已停用', en: 'disabled' };
  if (lockedUntil !== undefined) return { zh: '已锁定', en: 'locked' };
  return mustChangePassword ? { zh: '待改密码', en: 'one-time password' } : { zh: '正常', en: 'works' };
}
