import { Command } from 'commander';
import { serveCommand } from './commands/serve.js';

const program = new Command('jianzheng')
  .description('见证：社区“两委”换届监督台账 / supervision ledger for the change of term')
  .version('0.1.0')
  .showHelpAfterError();

program.addCommand(serveCommand());

await program.parseAsync();
