import { Argument, Command } from 'commander';
import { action } from '../terminal/action.js';
import { jsonOption, tokenOption, urlOption } from './options.js';

export interface ImportOptions {
  readonly url?: string;
  readonly token?: string;
  readonly community?: string;
  readonly commit?: boolean;
  readonly json?: boolean;
}

const KINDS = ['people', 'delegates', 'seats', 'nominations', 'reviews', 'kinship'] as const;
export type ImportKindChoice = (typeof KINDS)[number];

export function importCommand(): Command {
  const command = new Command('import');
  command
    .description(
      '导入表格：先试核，逐处列出问题；加 --commit 才入账 / import a sheet: a dry run names every fault; --commit records it',
    )
    .addArgument(
      new Argument('<kind>', '种类 / kind: people, delegates, seats, nominations, reviews, kinship; template').choices([
        ...KINDS,
        'template',
      ]),
    )
    .argument('<file>', '.xlsx 文件；template 时为种类 / the .xlsx file; with template, the kind')
    .argument('[out]', 'template 时写到的文件 / with template, the file to write')
    .option('--community <code>', '只限该社区 / for this community only')
    .option('--commit', '没有问题时入账，全部或全不 / record it where nothing is wrong, all or nothing')
    .addOption(urlOption())
    .addOption(tokenOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
种类 / kinds:
  people       人员 / people             nominations  提名 / nominations
  delegates    代表 / delegates          reviews      联审回复 / replies of the joint review
  seats        职数 / seats              kinship      亲属关系 / kinship
令牌由选务员本人签发，权限为 import 与 elections.record：
The token is issued by an election clerk, with import and elections.record:
  jianzheng token create --login gaomin --for import --out clerk.token
退出码 / exit codes: 0 无问题 / nothing wrong · 1 有问题，未入账 / faults, nothing recorded · 2 用法 / usage · 3 连接不到服务器 / not reached

例 / Examples:
  jianzheng import template people 人员.xlsx --token @clerk.token
  jianzheng import people 人员.xlsx --token @clerk.token
  jianzheng import people 人员.xlsx --community C01 --commit --token @clerk.token`,
    )
    .action(
      action(
        async (kind: ImportKindChoice | 'template', file: string, out: string | undefined, options: ImportOptions) => {
          if (kind === 'template') {
            const { saveTemplate } = await import('../import/save-template.js');
            return saveTemplate(file, out, options);
          }
          const { importSheet } = await import('../import/import-sheet.js');
          return importSheet(kind, file, out, options);
        },
      ),
    );
  return command;
}
