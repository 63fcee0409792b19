import { Command, Option } from 'commander';
import { benchCommand } from './commands/bench.js';
import { eventsCommand } from './commands/events.js';
import { findingsCommand } from './commands/findings.js';
import { importCommand } from './commands/import.js';
import { ledgerCommand } from './commands/ledger.js';
import { rulesCommand } from './commands/rules.js';
import { serveCommand } from './commands/serve.js';
import { tokenCommand } from './commands/token.js';
import { userCommand } from './commands/user.js';
import { viewsCommand } from './commands/views.js';
import { chooseLanguage } from './terminal/language.js';

/** The commands as `--help` groups them. */
const GROUPS: readonly (readonly [string, readonly (() => Command)[]])[] = [
  ['服务器 / the server:', [serveCommand]],
  ['业务 / business:', [importCommand, eventsCommand, findingsCommand, rulesCommand]],
  ['台账与视图 / the ledger and its views:', [ledgerCommand, viewsCommand]],
  ['账号 / accounts:', [userCommand, tokenCommand]],
  ['测量 / measuring:', [benchCommand]],
];

/** The whole command line. Nothing is loaded yet but the descriptions: `--help` answers at once. */
export function createProgram(): Command {
  const program = new Command('jianzheng')
    .description('见证：社区“两委”换届监督台账 / supervision ledger for the change of term')
    .version('0.1.0')
    .addOption(new Option('--lang <language>', '输出语言 / language of the output').choices(['zh', 'en']))
    .addHelpText(
      'after',
      `
每条命令都有 --help，附示例 / every command has --help with an example.
退出码 / exit codes: 0 正常 / ok · 1 发现问题 / a problem was found · 2 用法有误 / usage · 3 找不到服务器或目录 / server or folder not reached
  （ledger verify: 0 完好 / intact · 10 被改动 / tampered · 20 不完整 / incomplete · 64 · 70）
环境变量 / environment: JIANZHENG_DATA · JIANZHENG_URL · JIANZHENG_TOKEN · JIANZHENG_LANG

例 / Examples:
  jianzheng serve --demo --data data
  jianzheng rules check --data data --community C02
  jianzheng ledger verify --data data`,
    )
    .hook('preAction', (_program, command) => {
      const { lang } = command.optsWithGlobals<{ lang?: 'zh' | 'en' }>();
      if (lang !== undefined) chooseLanguage(lang);
    });
  for (const [heading, commands] of GROUPS) {
    program.commandsGroup(heading);
    for (const command of commands) program.addCommand(command());
  }
  program.commandsGroup('帮助 / help:').helpCommand('help [command]', '某条命令的用法 / how a command is used');
  settle(program);
  return program;
}

/** Faults in the arguments come back as errors, whose exit code is ours to choose; help stands after them. */
function settle(command: Command): void {
  command.exitOverride().showHelpAfterError('（使用 --help 查看用法 / use --help for usage）');
  for (const below of command.commands) settle(below);
}
