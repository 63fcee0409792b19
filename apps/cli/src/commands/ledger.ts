import { Argument, Command, Option } from 'commander';
import { action, verifierAction } from '../terminal/action.js';
import { collect, dataOption, jsonOption, wholeNumber } from './options.js';

const LOG_CHOICES = ['process', 'cases', 'access'] as const;
export type LogChoice = (typeof LOG_CHOICES)[number];

export interface VerifyCommandOptions {
  readonly data: string;
  readonly log?: LogChoice;
  readonly deep?: boolean;
  readonly checkpoint?: readonly string[];
  readonly anchor?: readonly string[];
  readonly vkey?: readonly string[];
  readonly threads?: number;
  readonly json?: boolean;
}

export interface ProveOptions {
  readonly data: string;
  readonly event?: string;
  readonly position?: number;
  readonly log: LogChoice;
  readonly out?: string;
  readonly json?: boolean;
}

export function ledgerCommand(): Command {
  const ledger = new Command('ledger').description(
    '台账：状态、核验、证明、检查点、复制 / the ledger: status, verify, prove, checkpoints, copy',
  );
  const logOption = () => new Option('--log <log>', '日志 / log').choices(LOG_CHOICES);
  ledger
    .command('status')
    .description('三个日志的条数、封存与来源 / size, sealing and origin of the three logs')
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText('after', '\n例 / Example:\n  jianzheng ledger status --data data')
    .action(
      action(async (options: { data: string; json?: boolean }) => {
        const { showStatus } = await import('../ledger/show-status.js');
        return showStatus(options);
      }),
    );
  ledger
    .command('verify')
    .description(
      '核验日志与检查点是否一致（0 完好，10 被改动，20 不完整，64 用法，70 读写） / verify the logs against the checkpoints (0 intact, 10 tampered, 20 incomplete, 64 usage, 70 I/O)',
    )
    .addOption(dataOption())
    .addOption(logOption())
    .option('--deep', '另查每条的格式、版次与时间 / also check form, revisions and times of every event')
    .option(
      '--checkpoint <file>',
      '另行保存的检查点，可多次 / a checkpoint that was kept elsewhere, repeatable',
      collect,
    )
    .option('--anchor <code>', '纸质锚点编码，可多次 / code from paper, repeatable', collect)
    .option('--vkey <key>', '另行保存的验证公钥，可多次 / verifier key that was kept elsewhere, repeatable', collect)
    .option('--threads <n>', '线程数 / threads', wholeNumber(1))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\n例 / Examples:\n  jianzheng ledger verify --data data\n  jianzheng ledger verify --data data --deep --checkpoint /media/usb/process.checkpoint --json',
    )
    .action(
      verifierAction(async (options: VerifyCommandOptions) => {
        const { verifyLedger } = await import('../ledger/verify-ledger.js');
        return verifyLedger(options);
      }),
    );
  ledger
    .command('prove')
    .description('出具一条记录的收录证明（.tlog-proof） / the receipt of one event (.tlog-proof)')
    .addOption(dataOption())
    .option('--event <id>', '记录编号 / id of the event')
    .addOption(new Option('--position <n>', '位置 / position').argParser(wholeNumber(0)).conflicts('event'))
    .addOption(logOption().default('process'))
    .option('--out <file>', '写入文件 / write it to a file')
    .addOption(jsonOption())
    .addHelpText('after', '\n例 / Example:\n  jianzheng ledger prove --data data --position 12 --out 12.tlog-proof')
    .action(
      action(async (options: ProveOptions) => {
        const { proveEvent } = await import('../ledger/prove-event.js');
        return proveEvent(options);
      }),
    );
  ledger
    .command('checkpoint')
    .description('最新的已签检查点，供另行保存 / the newest signed checkpoint, to be kept elsewhere')
    .addOption(dataOption())
    .addOption(logOption().default('process'))
    .option('--out <file>', '写入文件 / write it to a file')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\n例 / Example:\n  jianzheng ledger checkpoint --data data --out /media/usb/process.checkpoint',
    )
    .action(
      action(async (options: { data: string; log: LogChoice; out?: string; json?: boolean }) => {
        const { showCheckpoint } = await import('../ledger/show-checkpoint.js');
        return showCheckpoint(options);
      }),
    );
  ledger
    .command('copy')
    .description(
      '把记录逐字节复制到新文件并重建索引：索引页损坏时的出路 / copy the events byte for byte into a new file with a fresh index: the way out when index pages are damaged',
    )
    .addArgument(new Argument('<out>', '新文件 / the new file'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText('after', '\n例 / Example:\n  jianzheng ledger copy ledger-copy.db --data data')
    .action(
      action(async (out: string, options: { data: string; json?: boolean }) => {
        const { copyTo } = await import('../ledger/copy-to.js');
        return copyTo(out, options);
      }),
    );
  ledger
    .command('accept-clock')
    .description('确认服务器时钟落后于台账，此后继续写入 / accept that the clock is behind the ledger, and write on')
    .addArgument(new Argument('<reason>', '原因 / why'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText('after', '\n例 / Example:\n  jianzheng ledger accept-clock "主板电池更换后时钟曾快两小时" --data data')
    .action(
      action(async (reason: string, options: { data: string; json?: boolean }) => {
        const { acceptClock } = await import('../ledger/accept-clock.js');
        return acceptClock(reason, options);
      }),
    );
  return ledger;
}
