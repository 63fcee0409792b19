import { Command, Option } from 'commander';
import { action } from '../terminal/action.js';
import { jsonOption, list, positive, wholeNumber, wholeNumbers } from './options.js';

export interface BenchOptions {
  readonly callers?: readonly number[];
  readonly batches?: readonly number[];
  readonly sizes?: readonly number[];
  readonly repeats?: number;
  readonly seconds?: number;
  readonly batch?: number;
  readonly threads?: number;
  readonly mix?: readonly string[];
  readonly folder?: string;
  readonly json?: boolean;
}

export const BENCHES = ['append', 'replay', 'rebuild', 'verify', 'query', 'http', 'rules'] as const;
export type Bench = (typeof BENCHES)[number];

const OPTIONS = {
  callers: () => new Option('--callers <list>', '并发调用方 / callers at a time').argParser(wholeNumbers(1)),
  connections: () => new Option('--callers <n>', '并发连接 / connections at a time').argParser(wholeNumbers(1)),
  batches: () => new Option('--batches <list>', '每次追加几条 / events per append').argParser(wholeNumbers(1)),
  sizes: () =>
    new Option('--sizes <list>', '台账中已有几条，如 10k,100k,1M / events in the ledger').argParser(wholeNumbers(0)),
  repeats: () =>
    new Option('--repeats <n>', '重复几次，取中位数 / how often; medians are given').argParser(wholeNumber(1)),
  seconds: () => new Option('--seconds <n>', '每次测量几秒 / seconds of one measurement').argParser(positive),
  batch: () => new Option('--batch <n>', '每次读取几条 / events read at once').argParser(wholeNumber(1)),
  threads: () => new Option('--threads <n>', '线程数 / threads').argParser(wholeNumber(1)),
  mix: () =>
    new Option('--mix <names>', '命令组合：pledge、election / mixes of commands: pledge, election').argParser(list),
} as const;

const DESCRIBED: Readonly<
  Record<
    Bench,
    { readonly what: string; readonly options: readonly (keyof typeof OPTIONS)[]; readonly example: string }
  >
> = {
  append: {
    what: '追加：对照原始 SQLite、磁盘 fsync 与 Emmett / appends, beside raw SQLite, the disk and Emmett',
    options: ['callers', 'batches', 'sizes', 'repeats', 'seconds'],
    example: '--callers 1,8,32 --batches 1 --json',
  },
  replay: {
    what: '通读日志 / reading a whole log',
    options: ['sizes', 'repeats', 'batch'],
    example: '--sizes 10k,100k',
  },
  rebuild: {
    what: '重建全部视图与检索索引 / building all views and the search index anew',
    options: ['sizes', 'repeats'],
    example: '--sizes 10k,100k',
  },
  verify: {
    what: '全量核验 / full verification from disk',
    options: ['sizes', 'threads', 'repeats'],
    example: '--sizes 100k --threads 2',
  },
  query: {
    what: '控制台的查询 / the queries of the console',
    options: ['sizes', 'repeats'],
    example: '--sizes 10k,100k --repeats 50',
  },
  http: {
    what: '经 HTTP 的命令：对照裸 Fastify / commands over HTTP, beside bare Fastify',
    options: ['connections', 'repeats', 'seconds', 'mix'],
    example: '--callers 32 --seconds 5',
  },
  rules: {
    what: '规则重新核对 / judging again',
    options: ['sizes', 'repeats'],
    example: '--sizes 0,10k',
  },
};

export function benchCommand(): Command {
  const bench = new Command('bench').description(
    '基准测量（源码目录中）：标准输出为结果，进度在标准错误 / measurements, in a checkout: results on standard output, progress on standard error',
  );
  for (const name of BENCHES) {
    const { what, options, example } = DESCRIBED[name];
    const command = bench.command(name).description(what);
    for (const option of options) command.addOption(OPTIONS[option]());
    command
      .option('--folder <dir>', '在此目录所在的磁盘上测量 / measure the disk that holds this folder')
      .addOption(jsonOption())
      .addHelpText(
        'after',
        `${name === 'append' ? '\nEmmett 的对照行需先在 test/bench/emmett 运行 npm ci，否则略去。\nRows of Emmett need npm ci in test/bench/emmett; they are left out without it.\n' : ''}\n例 / Example:\n  jianzheng bench ${name} ${example}`,
      )
      .action(
        action(async (given: BenchOptions) => {
          const { runBench } = await import('../bench/run-bench.js');
          return runBench(name, given);
        }),
      );
  }
  return bench;
}
