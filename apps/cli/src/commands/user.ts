import { Argument, Command } from 'commander';
import { action } from '../terminal/action.js';
import { dataOption, grant, jsonOption, tokenOption, urlOption } from './options.js';

export interface UserOptions {
  readonly url?: string;
  readonly token?: string;
  readonly json?: boolean;
}

export interface CreateUserOptions extends UserOptions {
  readonly name: string;
  readonly role: readonly { readonly role: string; readonly unit: string }[];
  readonly person?: string;
  readonly out?: string;
}

export interface RecoverOptions {
  readonly data: string;
  readonly out?: string;
  readonly json?: boolean;
}

const ROLE_HELP = `
角色 / roles: election-clerk, street-lead, joint-reviewer, inspector, inspector-lead,
  security-administrator, system-administrator, access-auditor`;

export function userCommand(): Command {
  const user = new Command('user').description(
    '账号：经服务器，用安全管理员的令牌；应急恢复在本机 / accounts: through the server with a token of a security administrator; recovery at the machine',
  );
  const ofServer = (command: Command) =>
    command.addOption(urlOption()).addOption(tokenOption()).addOption(jsonOption());
  const login = () => new Argument('<login>', '登录名 / login name');
  ofServer(user.command('list'))
    .description('列出账号与角色 / list the accounts with their roles')
    .addHelpText('after', '\n例 / Example:\n  jianzheng user list --token @security.token')
    .action(
      action(async (options: UserOptions) => {
        const { listUsers } = await import('../user/list-users.js');
        return listUsers(options);
      }),
    );
  ofServer(user.command('create'))
    .description('开立账号，给出一次性密码 / open an account; a one-time password is given')
    .addArgument(login())
    .requiredOption('--name <name>', '姓名 / name of its holder')
    .requiredOption(
      '--role <role@unit>',
      '角色，可多次 / a role, repeatable',
      (value: string, before: readonly { role: string; unit: string }[] = []) => [...before, grant(value)],
    )
    .option('--person <id>', '人员编号；不填为新人员 / id of the person; a new one without it')
    .option('--out <file>', '一次性密码写入新文件，仅本人可读 / write the one-time password to a new file')
    .addHelpText(
      'after',
      `${ROLE_HELP}
同一人的几个账号须用同一人员编号（见 user list --json），否则系统无法分辨“另一人”。
Accounts of one person must share the id of the person (user list --json): “another person” compares people.

例 / Example:
  jianzheng user create liuming --name 刘明 --role election-clerk@C03 --token @security.token`,
    )
    .action(
      action(async (name: string, options: CreateUserOptions) => {
        const { createUser } = await import('../user/change-users.js');
        return createUser(name, options);
      }),
    );
  ofServer(user.command('reset-password'))
    .description('重置密码，给出一次性密码，原会话结束 / set a one-time password; open sessions end')
    .addArgument(login())
    .option('--out <file>', '一次性密码写入新文件，仅本人可读 / write the one-time password to a new file')
    .addHelpText(
      'after',
      '\n安全管理员自己的密码丢失时见 / where a security administrator lost their own, see: jianzheng user recover --help\n\n例 / Example:\n  jianzheng user reset-password liuming --token @security.token',
    )
    .action(
      action(async (name: string, options: UserOptions & { out?: string }) => {
        const { resetPassword } = await import('../user/change-users.js');
        return resetPassword(name, options);
      }),
    );
  for (const [verb, description] of [
    ['disable', '停用账号，会话与令牌立即失效 / disable an account; its sessions and tokens stop at once'],
    ['enable', '启用账号 / enable an account'],
    ['unlock', '解除登录锁定 / lift the lock after failed sign-ins'],
  ] as const) {
    ofServer(user.command(verb))
      .description(description)
      .addArgument(login())
      .addHelpText('after', `\n例 / Example:\n  jianzheng user ${verb} liuming --token @security.token`)
      .action(
        action(async (name: string, options: UserOptions) => {
          const { changeUser } = await import('../user/change-users.js');
          return changeUser(verb, name, options);
        }),
      );
  }
  user
    .command('recover')
    .description(
      '应急：服务器停止时在本机为安全管理员设一次性密码，记入访问日志 / break-glass: at the machine, with the server stopped, a one-time password for a security administrator; it stands in the access log',
    )
    .addArgument(login())
    .addOption(dataOption())
    .option('--out <file>', '一次性密码写入新文件，仅本人可读 / write the one-time password to a new file')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
只限安全管理员；其他账号由安全管理员重置。访问日志记为操作人（operator）所为，审计管理员可见。
For security administrators only: they reset everybody else. The access log names the operator, for its auditor to see.

例 / Example:
  jianzheng user recover guanping --data data`,
    )
    .action(
      action(async (name: string, options: RecoverOptions) => {
        const { recoverUser } = await import('../user/recover-user.js');
        return recoverUser(name, options);
      }),
    );
  return user;
}
