import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BenchReport } from '../../../../test/bench/report.js';
import type { Bench, BenchOptions } from '../commands/bench.js';
import { PACKAGE_ROOT } from '../package-root.js';
import { CommandFailure, usage } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { note, printJson } from '../terminal/print.js';
import { progressLine } from '../terminal/progress.js';
import { printReport } from './print-report.js';

type Run = (options: Record<string, unknown>) => Promise<BenchReport>;

const EMMETT = join(PACKAGE_ROOT, 'test', 'bench', 'emmett');

/** Runs one of the benches of `test/bench`. They are part of a checkout, not of an installation, so they are found when asked for. */
export async function runBench(name: Bench, options: BenchOptions): Promise<number> {
  checkFolder(options.folder);
  checkMixes(options.mix);
  const run = await load(name);
  if (name === 'append' && !existsSync(join(EMMETT, 'node_modules'))) {
    note(
      say({
        zh: '未安装 Emmett，略去其对照行（可在 test/bench/emmett 运行 npm ci）',
        en: 'Emmett is not installed: its rows are left out (npm ci in test/bench/emmett)',
      }),
    );
  }
  // As an ending of the process, so that what was written is removed.
  process.once('SIGINT', () => process.exit(EXIT.problem));
  const { progress, end } = progressOf(name);
  try {
    const report = await run(optionsOf(name, options, progress));
    end();
    if (options.json) printJson(report);
    else printReport(report);
    return EXIT.ok;
  } finally {
    end();
  }
}

async function load(name: Bench): Promise<Run> {
  const path = join(PACKAGE_ROOT, 'dist', 'test', 'bench', `${name}.js`);
  if (!existsSync(path)) {
    throw new CommandFailure('unreachable', 'BENCH_NOT_BUILT', {
      zh: `没有找到测量程序 ${path}。测量只在源码目录中可用：请先运行 npm ci。`,
      en: `The bench ${path} is not there. Benches come with a checkout: run npm ci in it first.`,
    });
  }
  const module = (await import(pathToFileURL(path).href)) as Readonly<Record<string, Run>>;
  const run = module[`bench${name.charAt(0).toUpperCase()}${name.slice(1)}`];
  if (run === undefined) throw new Error(`${path} has no bench`);
  return run;
}

function optionsOf(
  name: Bench,
  { callers, batches, sizes, repeats, seconds, batch, threads, mix, folder }: BenchOptions,
  onProgress: (done: number, total: number) => void,
): Record<string, unknown> {
  const given = {
    ...(name === 'http' ? { connections: callers?.[0] } : { callers }),
    batches,
    sizes,
    repeats,
    ms: seconds === undefined ? undefined : seconds * 1000,
    batch,
    threads,
    mixes: mix,
    folder,
    emmett: EMMETT,
    onProgress,
  };
  // What is not given keeps the bench's own default.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** On a terminal a line that is written over, elsewhere a line for each part. */
function progressOf(name: Bench): { progress: (done: number, total: number) => void; end: () => void } {
  const what = say({ zh: `测量 ${name}`, en: `bench ${name}` });
  if (!process.stderr.isTTY)
    return { progress: (done, total) => note(`${what} ${done + 1}/${total}`), end: () => undefined };
  const line = progressLine(what);
  line(0, 1);
  return { progress: line, end: () => line.end() };
}

function checkFolder(folder: string | undefined): void {
  if (folder === undefined || (existsSync(folder) && statSync(folder).isDirectory())) return;
  throw usage('NO_SUCH_FOLDER', {
    zh: `没有目录 ${folder}。请给出要测量的磁盘上已有的目录。`,
    en: `There is no folder ${folder}. Name one that exists on the disk to be measured.`,
  });
}

function checkMixes(mixes: readonly string[] | undefined): void {
  const unknown = mixes?.find((mix) => mix !== 'pledge' && mix !== 'election');
  if (unknown === undefined) return;
  throw usage('NO_SUCH_MIX', {
    zh: `没有命令组合 ${unknown}，可用：pledge、election`,
    en: `there is no mix ${unknown}; there are: pledge, election`,
  });
}
