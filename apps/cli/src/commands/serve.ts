import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { pino } from 'pino';

/** Package root: dist/apps/cli/src/commands → five up. */
const ROOT = join(import.meta.dirname, '..', '..', '..', '..', '..');

export function serveCommand(): Command {
  return new Command('serve')
    .description('启动服务器和控制台 / start the server with the console')
    .option('--data <dir>', '数据目录 / data folder', process.env['JIANZHENG_DATA'] ?? 'data')
    .option('--port <n>', '端口 / port', process.env['PORT'] ?? '7100')
    .option('--host <address>', '监听地址 / address to listen on', '127.0.0.1')
    .option('--demo', '演示：空目录会装入示范街道 / demonstration: an empty folder gets the worked street')
    .addHelpText('after', '\n例 / Example:\n  jianzheng serve --demo --data data --port 7100')
    .action(async (options: { data: string; port: string; host: string; demo?: boolean }) => {
      const port = Number(options.port);
      if (!Number.isInteger(port) || port < 0 || port > 65535) {
        console.error(`端口无效：${options.port}，请给出 0–65535 的整数 / not a port: ${options.port}`);
        process.exitCode = 2;
        return;
      }
      const logger = pino({ level: process.env['JIANZHENG_LOG_LEVEL'] ?? 'info', base: null });
      // Loaded here and not above, so that `--help` and the other commands start at once.
      const [{ Deployment }, { createServer }] = await Promise.all([
        import('../../../server/src/deployment/deployment.js'),
        import('../../../server/src/server.js'),
      ]);
      try {
        const deployment = await Deployment.open({ folder: options.data, demo: options.demo === true, logger });
        if (deployment.demo) {
          const { loadDemo } = await import('../../../server/src/demo/load-demo.js');
          await loadDemo(deployment, (line) => console.log(line));
        }
        const console_ = join(ROOT, 'dist', 'console');
        if (!existsSync(join(console_, 'index.html'))) logger.warn('the console is not built: run npm run build');
        const app = await createServer({ deployment, logger, console: console_ });
        await app.listen({ port, host: options.host });
        const address = app.getHttpServer().address() as { port: number };
        const url = `http://${options.host === '0.0.0.0' ? '127.0.0.1' : options.host}:${address.port}`;
        console.log(`见证已启动 / Jianzheng is up: ${url}${deployment.demo ? '  （演示 / demonstration）' : ''}`);
        const first = deployment.identity.firstStart.newCode();
        if (first !== undefined) {
          console.log(
            `首次使用，请在 24 小时内打开 / first start, open within 24 hours: ${url}/first-start#${first.code}`,
          );
        }
        const stop = async (signal: string) => {
          logger.info({ signal }, 'stopping');
          await app.close();
          await deployment.close();
          process.exit(0);
        };
        process.once('SIGTERM', () => void stop('SIGTERM'));
        process.once('SIGINT', () => void stop('SIGINT'));
      } catch (error) {
        console.error(error instanceof Error ? error.message : String(error));
        if (process.env['JIANZHENG_LOG_LEVEL'] === 'debug') console.error(error);
        process.exitCode = 1;
      }
    });
}
