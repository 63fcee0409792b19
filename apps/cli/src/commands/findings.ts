import { Command } from 'commander';
import { action } from '../terminal/action.js';
import { asOfOption, folderOption, jsonOption, list, tokenOption, urlOption } from './options.js';

export interface FindingsOptions {
  readonly data?: string;
  readonly url?: string;
  readonly token?: string;
  readonly community?: string;
  readonly asOf?: string;
  readonly status?: readonly string[];
  readonly json?: boolean;
}

export function findingsCommand(): Command {
  const findings = new Command('findings').description('线索：清单 / findings: list');
  findings
    .command('list')
    .description('列出规则提出的线索与核查情况 / what the rules raised and what came of it')
    .option('--community <code>', '社区或街道代码 / code of a community or street')
    .option('--status <statuses>', '只列这些状态，以逗号分隔 / these only, with commas between', list)
    .addOption(asOfOption())
    .addOption(folderOption())
    .addOption(urlOption())
    .addOption(tokenOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
状态 / statuses: indicated, under-check, proposed, confirmed, dismissed, not-applicable, cleared
演示数据可直接读目录；正式台账经服务器，查阅记入访问日志。
A demonstration may be read from its folder; elsewhere it goes through the server, and the look stands in the access log.
令牌 / token: jianzheng token create --login zhengrui --for findings --out inspector.token

例 / Examples:
  jianzheng findings list --data data --community C02 --as-of 2021-11-09
  jianzheng findings list --status indicated --json --url http://127.0.0.1:7100 --token @inspector.token`,
    )
    .action(
      action(async (options: FindingsOptions) => {
        const { listFindings } = await import('../findings/list-findings.js');
        return listFindings(options);
      }),
    );
  return findings;
}
