import { mkdirSync } from 'node:fs';
import type { QuarantinedStream, ViewSet } from '#projections';
import type { Integrity, Job, Shape } from '../../../server/src/api/shapes.js';
import {
  openMainViews,
  openSearchViews,
  VIEW_SETS,
  type ViewSetName,
} from '../../../server/src/deployment/view-sets.js';
import type { RebuildOptions } from '../commands/views.js';
import { type LockedFolder, withLockedFolder } from '../folder/locked-folder.js';
import { Api } from '../server/api.js';
import { wordProblem } from '../server/problem-words.js';
import { meansServer } from '../server/token.js';
import { CommandFailure } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { printJson, printLine } from '../terminal/print.js';
import { progressLine } from '../terminal/progress.js';

interface Rebuilt {
  readonly views: string;
  readonly position: number;
  readonly seconds: number;
  readonly quarantined: readonly Pick<QuarantinedStream, 'stream' | 'position' | 'reason'>[];
}

const ASK_EVERY_MS = 300;

/** Builds view sets anew; the old ones answer until the new ones have caught up. Exit 1 where a stream is in quarantine. */
export async function rebuildViews(name: ViewSetName | undefined, options: RebuildOptions): Promise<number> {
  const names = name === undefined ? VIEW_SETS : [name];
  const rebuilt = meansServer(options) ? await throughServer(names, options) : await inFolder(names, options.data);
  if (options.json) printJson({ rebuilt });
  else {
    for (const { views, position, seconds, quarantined } of rebuilt) {
      printLine(
        say({
          zh: `视图 ${views} 已重建：${position} 条记录，${seconds} 秒`,
          en: `views ${views} rebuilt: ${position} events in ${seconds} s`,
        }),
      );
      for (const { stream, position: at, reason } of quarantined) {
        printLine(
          say({ zh: `隔离：${stream}，自第 ${at} 条起：${reason}`, en: `quarantine: ${stream} from ${at}: ${reason}` }),
        );
      }
    }
  }
  return rebuilt.some(({ quarantined }) => quarantined.length > 0) ? EXIT.problem : EXIT.ok;
}

function inFolder(names: readonly ViewSetName[], data: string | undefined): Promise<readonly Rebuilt[]> {
  const instead = {
    zh: '或经服务器重建：jianzheng views rebuild --url 地址 --token @系统管理员令牌文件。',
    en: 'Or rebuild through the server: jianzheng views rebuild --url URL --token @FILE (a system administrator’s).',
  };
  return withLockedFolder(data, instead, async (locked) => {
    mkdirSync(locked.folder.views, { recursive: true });
    const rebuilt: Rebuilt[] = [];
    for (const name of names) rebuilt.push(await rebuildSet(name, locked));
    return rebuilt;
  });
}

async function rebuildSet(name: ViewSetName, { folder, store }: LockedFolder): Promise<Rebuilt> {
  const set: ViewSet = (name === 'main' ? openMainViews : openSearchViews)(folder, store);
  try {
    const progress = progressLine(words(name));
    const began = performance.now();
    await set.rebuild(progress);
    progress.end();
    const { position, quarantined } = set.status();
    return { views: name, position, seconds: secondsSince(began), quarantined };
  } finally {
    set.close();
  }
}

async function throughServer(names: readonly ViewSetName[], options: RebuildOptions): Promise<readonly Rebuilt[]> {
  const api = Api.withToken(options);
  const rebuilt: Rebuilt[] = [];
  for (const name of names) {
    const progress = progressLine(words(name));
    const began = performance.now();
    let job = await api.post<Shape<typeof Job>>(`/views/${name}/rebuild`);
    while (job.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
      job = await api.get(`/jobs/${job.id}`);
      progress(job.done, job.total);
    }
    progress.end();
    if (job.problem !== undefined) {
      throw new CommandFailure('problem', job.problem.code, wordProblem(job.problem));
    }
    const { views } = await api.get<{ views: Shape<typeof Integrity>['views'] }>('/views');
    const now = views.find((one) => one.name === name);
    rebuilt.push({
      views: name,
      position: now?.position ?? job.total,
      seconds: secondsSince(began),
      quarantined: now?.quarantined ?? [],
    });
  }
  return rebuilt;
}

function words(name: ViewSetName): string {
  return say({ zh: `重建视图 ${name}`, en: `rebuilding views ${name}` });
}

function secondsSince(began: number): number {
  return Number(((performance.now() - began) / 1000).toFixed(1));
}
