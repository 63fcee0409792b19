import { Command, Option } from 'commander';
import { action } from '../terminal/action.js';
import { dataOption, port } from './options.js';

export interface ServeOptions {
  readonly data: string;
  readonly port: number;
  readonly host: string;
  readonly roles: string;
  readonly demo?: boolean;
}

export function serveCommand(): Command {
  return new Command('serve')
    .description('启动服务器和控制台 / start the server with the console')
    .addOption(dataOption())
    .addOption(new Option('--port <n>', '端口 / port').env('PORT').argParser(port).default(7100))
    .option('--host <address>', '监听地址 / address to listen on', '127.0.0.1')
    .option('--demo', '演示：空目录会装入示范街道 / demonstration: an empty folder gets the worked street')
    .option('--roles <roles>', '本进程承担的角色 / roles of this process: api,projector,sealer,clock', 'all')
    .addHelpText(
      'after',
      '\n例 / Examples:\n  jianzheng serve --demo --data data --port 7100\n  jianzheng serve --data /srv/jianzheng --host 0.0.0.0',
    )
    .action(
      action(async (options: ServeOptions) => {
        const { runServer } = await import('../serve/run-server.js');
        return runServer(options);
      }),
    );
}
