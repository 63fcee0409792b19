import { Command } from 'commander';
import { action } from '../terminal/action.js';
import { asOfOption, day, folderOption, jsonOption, list, tokenOption, urlOption, wholeNumber } from './options.js';

export interface SearchOptions {
  readonly data?: string;
  readonly url?: string;
  readonly token?: string;
  readonly community?: string;
  readonly type?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly actor?: string;
  readonly asOf?: string;
  readonly limit: number;
  readonly json?: boolean;
}

export function eventsCommand(): Command {
  const events = new Command('events').description('记录：检索 / events: search');
  events
    .command('search')
    .description('检索记录，最新的在前 / search the events, newest first')
    .argument('[query]', '文字、姓名或限定词 / text, a name, or qualifiers', '')
    .option('--community <code>', '社区代码 / code of a community')
    .option('--type <types>', '事件类型，以逗号分隔，见 docs/events.md / event types, with commas between', list)
    .option('--from <day>', '发生日自 / from this day on', day)
    .option('--to <day>', '发生日至 / until this day', day)
    .option('--actor <who>', '经办人：编号、登录名或姓名 / who recorded it: id, login or name')
    .addOption(asOfOption())
    .option('--limit <n>', '最多几条 / at most so many', wholeNumber(1), 50)
    .addOption(folderOption())
    .addOption(urlOption())
    .addOption(tokenOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
限定词 / qualifiers: 社区: 动作: 人员: 经办: 时间:  (community: action: person: actor: time:)
演示数据可直接读目录；正式台账经服务器，查阅记入访问日志。
A demonstration may be read from its folder; elsewhere it goes through the server, and the look stands in the access log.
令牌 / token: jianzheng token create --login zhengrui --for events --out inspector.token

例 / Examples:
  jianzheng events search 公示 --community C02 --data data
  jianzheng events search '动作:公示 时间:2021-11-01..2021-11-12' --json --url http://127.0.0.1:7100 --token @inspector.token`,
    )
    .action(
      action(async (query: string, options: SearchOptions) => {
        const { searchEvents } = await import('../events/search-events.js');
        return searchEvents(query, options);
      }),
    );
  return events;
}
