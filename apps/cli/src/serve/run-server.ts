import { existsSync } from 'node:fs';
import { createServer as createProbe } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { Deployment } from '../../../server/src/deployment/deployment.js';
import { Verification } from '../../../server/src/integrity/verification.js';
import { createServer } from '../../../server/src/server.js';
import type { ServeOptions } from '../commands/serve.js';
import { PACKAGE_ROOT } from '../package-root.js';
import { CommandFailure, usage } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { printLine } from '../terminal/print.js';

const ROLES = ['api', 'projector', 'sealer', 'clock'] as const;
/** Open connections get this long to end by themselves (ms). */
const PATIENCE = 3000;

/** Runs until a signal comes, then seals and ends with 0. */
export async function runServer(options: ServeOptions): Promise<number> {
  checkRoles(options.roles);
  const { host } = options;
  // Before anything is opened: loading a demonstration only to find the port taken would be a waste.
  await checkPort(options.port, host);
  const logger = pino({ level: process.env['JIANZHENG_LOG_LEVEL'] ?? 'info', base: null });
  const deployment = await Deployment.open({ folder: options.data, demo: options.demo === true, logger });
  let app: Awaited<ReturnType<typeof createServer>>;
  let stopped: Promise<NodeJS.Signals>;
  try {
    if (deployment.demo) {
      const { loadDemo } = await import('../../../server/src/demo/load-demo.js');
      await loadDemo(deployment, printLine);
    }
    const consoleFolder = join(PACKAGE_ROOT, 'dist', 'console');
    if (!existsSync(join(consoleFolder, 'index.html'))) logger.warn('the console is not built: run npm run build');
    app = await createServer({ deployment, logger, console: consoleFolder });
    // Before anybody can know that it is up: a stop right after the start is a clean one, too.
    stopped = stopSignal();
    await app.listen({ port: options.port, host });
  } catch (error) {
    await deployment.close();
    throw portTrouble(error, options.port, host) ?? error;
  }
  const url = urlOf(app.getHttpServer().address() as { port: number }, host);
  printLine(`见证已启动 / Jianzheng is up: ${url}${deployment.demo ? '  （演示 / demonstration）' : ''}`);
  const first = deployment.identity.firstStart.newCode();
  if (first !== undefined) {
    printLine(`首次使用，请在 24 小时内打开 / first start, open within 24 hours: ${url}/first-start#${first.code}`);
  }
  void app
    .get(Verification)
    .afterStart(({ log, verdict, firstBad }) =>
      logger.error({ log, verdict, firstBad }, 'the log is not whole: run jianzheng ledger verify'),
    )
    .catch((error: unknown) => logger.error({ err: error }, 'the verification after the start did not end'));
  const signal = await stopped;
  logger.info({ signal }, 'stopping');
  const server = app.getHttpServer() as { closeAllConnections(): void };
  // Live pages keep a connection open for as long as they are shown.
  const impatient = setTimeout(() => server.closeAllConnections(), PATIENCE);
  await app.close();
  clearTimeout(impatient);
  await deployment.close();
  process.exit(EXIT.ok);
}

/** The first of the signals that ask a server to stop; a second one ends the process at once, as after a crash. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        resolve(signal);
        process.once(signal, () => process.exit(EXIT.problem));
      });
    }
  });
}

/** The embedded ledger has one writer, which seals and follows its own log: the roles cannot be split on one folder. */
function checkRoles(roles: string): void {
  const wanted = roles === 'all' ? [...ROLES] : [...new Set(roles.split(',').map((role) => role.trim()))];
  const unknown = wanted.find((role) => !(ROLES as readonly string[]).includes(role));
  if (unknown !== undefined) {
    throw usage('NO_SUCH_ROLE', {
      zh: `没有角色 ${unknown}，可用：all、${ROLES.join('、')}`,
      en: `there is no role ${unknown}; there are: all, ${ROLES.join(', ')}`,
    });
  }
  const missing = ROLES.filter((role) => !wanted.includes(role));
  if (missing.length === 0) return;
  throw usage('ROLES_NOT_SPLIT', {
    zh: `本机台账只能由一个进程承担全部角色，缺少：${missing.join('、')}。请使用 --roles all。`,
    en: `One process runs every role of a ledger on this machine; missing: ${missing.join(', ')}. Use --roles all.`,
  });
}

async function checkPort(port: number, host: string): Promise<void> {
  if (port === 0) return;
  const probe = createProbe();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen({ port, host, exclusive: true }, resolve);
    });
  } catch (error) {
    throw portTrouble(error, port, host) ?? error;
  } finally {
    probe.close();
  }
}

function portTrouble(error: unknown, port: number, host: string): CommandFailure | undefined {
  switch ((error as { code?: unknown } | null)?.code) {
    case 'EADDRINUSE':
      return new CommandFailure('problem', 'PORT_IN_USE', {
        zh: `端口 ${port} 已被占用（${host}）。请停止占用它的程序，或用 --port 另选端口。`,
        en: `Port ${port} is in use (${host}). Stop the program that holds it, or choose another with --port.`,
      });
    case 'EACCES':
      return new CommandFailure('problem', 'PORT_NOT_ALLOWED', {
        zh: `无权使用端口 ${port}。请用 --port 选择 1024 以上的端口，或授予相应权限。`,
        en: `Port ${port} may not be used by this account. Choose one above 1023 with --port, or grant the right.`,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new CommandFailure('problem', 'NO_SUCH_ADDRESS', {
        zh: `本机没有地址 ${host}。请用 --host 给出本机的地址。`,
        en: `This machine has no address ${host}. Name one of its own with --host.`,
      });
    default:
      return undefined;
  }
}

function urlOf(address: { readonly port: number }, host: string): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${address.port}`;
}
