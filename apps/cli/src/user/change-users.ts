import { randomUUID } from 'node:crypto';
import { ROLES } from '#identity';
import type { CreateUserOptions, UserOptions } from '../commands/user.js';
import { Api } from '../server/api.js';
import { CommandFailure, usage } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { printJson, printLine } from '../terminal/print.js';
import { checkNewFile } from '../terminal/secret.js';
import { type Account, accountsOf, stateOf } from './list-users.js';
import { giveOneTime, type OneTime } from './one-time.js';

export async function createUser(login: string, options: CreateUserOptions): Promise<number> {
  checkNewFile(options.out);
  const unknown = options.role.find(({ role }) => !(ROLES as readonly string[]).includes(role))?.role;
  if (unknown !== undefined) {
    throw usage('NO_SUCH_ROLE', {
      zh: `没有角色 ${unknown}，可用：${ROLES.join('、')}`,
      en: `there is no role ${unknown}; there are: ${ROLES.join(', ')}`,
    });
  }
  const { account, oneTime } = await Api.withToken(options).post<{ account: Account; oneTime: OneTime }>('/accounts', {
    login,
    displayName: options.name,
    // As on the page of accounts: somebody who has no account yet gets an id of their own.
    personId: options.person ?? randomUUID(),
    roles: options.role,
  });
  giveOneTime(oneTime, { ...options, login: account.login, account });
  return EXIT.ok;
}

export async function resetPassword(login: string, options: UserOptions & { readonly out?: string }): Promise<number> {
  checkNewFile(options.out);
  const api = Api.withToken(options);
  const { id } = await accountNamed(api, login);
  giveOneTime(await api.post<OneTime>(`/accounts/${id}/reset-password`), { ...options, login });
  return EXIT.ok;
}

export async function changeUser(
  verb: 'disable' | 'enable' | 'unlock',
  login: string,
  options: UserOptions,
): Promise<number> {
  const api = Api.withToken(options);
  const { id } = await accountNamed(api, login);
  const account = await api.post<Account>(`/accounts/${id}/${verb}`);
  if (options.json) printJson(account);
  else printLine(`${account.login}  ${account.displayName}  ${say(stateOf(account))}`);
  return EXIT.ok;
}

async function accountNamed(api: Api, login: string): Promise<Account> {
  const found = (await accountsOf(api)).find((account) => account.login === login.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new CommandFailure('problem', 'ACCOUNT_UNKNOWN', {
    zh: `没有登录名为 ${login} 的账号，可用 jianzheng user list 查看。`,
    en: `There is no account ${login}; see jianzheng user list.`,
  });
}
