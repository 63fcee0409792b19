import { Argument, Command, Option } from 'commander';
import { action } from '../terminal/action.js';
import { TOKEN_USES, type TokenUse } from '../token/uses.js';
import { grant, jsonOption, list, tokenOption, urlOption, wholeNumber } from './options.js';

export interface CreateTokenOptions {
  readonly url?: string;
  readonly login: string;
  readonly role?: { readonly role: string; readonly unit: string };
  readonly for?: TokenUse;
  readonly capability?: readonly string[];
  readonly days: number;
  readonly name?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export interface OwnTokenOptions {
  readonly url?: string;
  readonly token?: string;
  readonly login?: string;
  readonly json?: boolean;
}

export function tokenCommand(): Command {
  const token = new Command('token').description('接口令牌：签发、列出、吊销 / API tokens: issue, list, revoke');
  const loginOption = () =>
    new Option('--login <login>', '以此账号登录，密码在终端输入 / sign in as this account; the password is asked for');
  token
    .command('create')
    .description(
      '由本人签发令牌：登录一次，令牌只显示这一次 / issue a token of one’s own: signs in once; the token is shown this once',
    )
    .addOption(loginOption().makeOptionMandatory())
    .addOption(
      new Option('--for <use>', '用途，决定权限 / what it is for, which decides what it may do').choices(
        Object.keys(TOKEN_USES),
      ),
    )
    .option('--capability <names>', '另给权限，以逗号分隔 / further capabilities, with commas between', list)
    .addOption(
      new Option('--role <role@unit>', '角色，账号有多个时必填 / the role, where the account holds several').argParser(
        grant,
      ),
    )
    .addOption(
      new Option('--days <n>', '有效天数，至多 365 / days that it works, 365 at most')
        .argParser(wholeNumber(1))
        .default(30),
    )
    .option('--name <text>', '名称，便于辨认 / a name to know it by')
    .option('--out <file>', '写入新文件，仅本人可读 / write it to a new file that only you can read')
    .addOption(urlOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
用途与角色 / uses and roles:
  import    选务员 election-clerk
  events    选务员、街道负责人、纪检监察员 election-clerk, street-lead, inspector
  findings  同上 the same
  users     安全管理员 security-administrator
  views     系统管理员 system-administrator
密码在终端输入，或从标准输入读一行；不作参数。 / The password is typed or read from standard input; it is never an argument.

例 / Examples:
  jianzheng token create --login gaomin --for import --days 30 --out clerk.token
  jianzheng import people 人员.xlsx --token @clerk.token`,
    )
    .action(
      action(async (options: CreateTokenOptions) => {
        const { createToken } = await import('../token/create-token.js');
        return createToken(options);
      }),
    );
  token
    .command('list')
    .description('列出本人的令牌 / list one’s own tokens')
    .addOption(loginOption())
    .addOption(urlOption())
    .addOption(tokenOption())
    .addOption(jsonOption())
    .addHelpText('after', '\n例 / Example:\n  jianzheng token list --token @clerk.token')
    .action(
      action(async (options: OwnTokenOptions) => {
        const { listTokens } = await import('../token/own-tokens.js');
        return listTokens(options);
      }),
    );
  token
    .command('revoke')
    .description('吊销令牌，立即失效 / revoke a token, at once')
    .addArgument(new Argument('<id>', '令牌编号 / id of the token'))
    .addOption(loginOption())
    .addOption(urlOption())
    .addOption(tokenOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\n例 / Example:\n  jianzheng token revoke 6f0c2f0e-8a55-4f2b-9d53-0c6a4a2b7c11 --login gaomin',
    )
    .action(
      action(async (id: string, options: OwnTokenOptions) => {
        const { revokeToken } = await import('../token/own-tokens.js');
        return revokeToken(id, options);
      }),
    );
  return token;
}
