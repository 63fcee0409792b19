import { Command } from 'commander';
import { action } from '../terminal/action.js';
import { asOfOption, dataOption, jsonOption, list } from './options.js';

export function rulesCommand(): Command {
  const rules = new Command('rules').description(
    '规则：清单、核对、十个严禁 / rules: list, check, the matrix of prohibitions',
  );
  rules
    .command('list')
    .description('列出全部规则及其方式 / every rule with its pack and mode')
    .option('--pack <id>', '只列该规则包 / this pack only')
    .addOption(jsonOption())
    .addHelpText('after', '\n例 / Example:\n  jianzheng rules list --json')
    .action(
      action(async (options: { pack?: string; json?: boolean }) => {
        const { listRules } = await import('../rules/list-rules.js');
        return listRules(options);
      }),
    );
  rules
    .command('packs')
    .description('列出规则包及其摘要 / the rule packs with their digests')
    .addOption(jsonOption())
    .addHelpText('after', '\n例 / Example:\n  jianzheng rules packs')
    .action(
      action(async (options: { json?: boolean }) => {
        const { listPacks } = await import('../rules/list-rules.js');
        return listPacks(options);
      }),
    );
  rules
    .command('check')
    .description('按规则核对已记录的事实（只读） / judge what is recorded by the rules (read-only)')
    .addOption(dataOption())
    .option('--community <code>', '社区或街道代码，不填为全部 / code of a community or street; all without it')
    .addOption(asOfOption())
    .option('--rule <ids>', '只看这些规则，以逗号分隔 / these rules only, with commas between', list)
    .option('--outcome <outcomes>', '只列这些结果 / these outcomes only', list)
    .option(
      '--fail-on <outcomes>',
      '出现这些结果时以 1 退出，如 fail,overdue / exit 1 where one of these comes up',
      list,
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\n例 / Examples:\n  jianzheng rules check --data data --community C02 --as-of 2021-11-09\n  jianzheng rules check --data data --fail-on fail,overdue --json',
    )
    .action(
      action(async (options: CheckOptions) => {
        const { checkRules } = await import('../rules/check-rules.js');
        return checkRules(options);
      }),
    );
  rules
    .command('matrix')
    .description('十个严禁 × 社区 / the ten prohibitions by community')
    .addOption(dataOption())
    .option('--list <id>', '严禁事项清单 / list of prohibitions')
    .addOption(asOfOption())
    .addOption(jsonOption())
    .addHelpText('after', '\n例 / Example:\n  jianzheng rules matrix --data data')
    .action(
      action(async (options: MatrixOptions) => {
        const { showMatrix } = await import('../rules/show-matrix.js');
        return showMatrix(options);
      }),
    );
  return rules;
}

export interface CheckOptions {
  readonly data: string;
  readonly community?: string;
  readonly asOf?: string;
  readonly rule?: readonly string[];
  readonly outcome?: readonly string[];
  readonly failOn?: readonly string[];
  readonly json?: boolean;
}

export interface MatrixOptions {
  readonly data: string;
  readonly list?: string;
  readonly asOf?: string;
  readonly json?: boolean;
}
