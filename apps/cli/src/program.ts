import { Command, Option } from 'commander';
import { ledgerCommand } from './commands/ledger.js';
import { rulesCommand } from './commands/rules.js';
import { serveCommand } from './commands/serve.js';
import { tokenCommand } from './commands/token.js';
import { userCommand } from './commands/user.js';
import { viewsCommand } from './commands/views.js';
import { chooseLanguage } from './terminal/language.js';

/** The whole command line. Nothing is loaded yet but the descriptions: `--help` answers at once. */
export function createProgram(): Command {
  const program = new Command('jianzheng')
    .description('见证：社区“两委”换届监督台账 / supervision ledger for the change of term')
    .version('0.1.0')
    .addOption(new Option('--lang <language>', '输出语言 / language of the output').choices(['zh', 'en']))
    .addHelpText(
      'after',
      '\n例 / Example:\n  jianzheng serve --demo --data data\n  jianzheng ledger verify --data data',
    )
    .hook('preAction', (_program, command) => {
      const { lang } = command.optsWithGlobals<{ lang?: 'zh' | 'en' }>();
      if (lang !== undefined) chooseLanguage(lang);
    });
  for (const command of [
    serveCommand(),
    rulesCommand(),
    ledgerCommand(),
    viewsCommand(),
    userCommand(),
    tokenCommand(),
  ])
    program.addCommand(command);
  settle(program);
  return program;
}

/** Faults in the arguments come back as errors, whose exit code is ours to choose; help stands after them. */
function settle(command: Command): void {
  command.exitOverride().showHelpAfterError('（使用 --help 查看用法 / use --help for usage）');
  for (const below of command.commands) settle(below);
}
