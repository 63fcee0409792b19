import { Argument, Command } from 'commander';
import { action } from '../terminal/action.js';
import { dataOption, folderOption, jsonOption, tokenOption, urlOption } from './options.js';

export interface RebuildOptions {
  readonly data?: string;
  readonly url?: string;
  readonly token?: string;
  readonly json?: boolean;
}

export function viewsCommand(): Command {
  const views = new Command('views').description('视图：状态、重建 / views: status, rebuild');
  views
    .command('status')
    .description(
      '视图跟进到哪里、哪些流被隔离（只读，有隔离时以 1 退出） / how far the views follow the log and what they could not apply (read-only; exit 1 where something is in quarantine)',
    )
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText('after', '\n例 / Example:\n  jianzheng views status --data data')
    .action(
      action(async (options: { data: string; json?: boolean }) => {
        const { showViews } = await import('../views/show-views.js');
        return showViews(options);
      }),
    );
  views
    .command('rebuild')
    .description(
      '从第一条记录重建视图：服务器停止时直接重建目录，运行时经服务器 / build the views anew from the first event: in the folder while the server is stopped, through the server while it runs',
    )
    .addArgument(new Argument('[views]', '只重建其中一组 / one set only').choices(['main', 'search']))
    .addOption(folderOption())
    .addOption(urlOption())
    .addOption(tokenOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
服务器运行时用系统管理员的令牌（system.operate） / while the server runs, with a token of a system administrator (system.operate).

例 / Examples:
  jianzheng views rebuild --data data
  jianzheng views rebuild main --url http://127.0.0.1:7100 --token @system.token`,
    )
    .action(
      action(async (name: 'main' | 'search' | undefined, options: RebuildOptions) => {
        const { rebuildViews } = await import('../views/rebuild-views.js');
        return rebuildViews(name, options);
      }),
    );
  return views;
}
