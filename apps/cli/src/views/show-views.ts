import { type SavedViews, savedViews } from '#projections';
import { VIEW_SETS } from '../../../server/src/deployment/view-sets.js';
import { openFolder } from '../folder/open-folder.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { printJson, printLine, printTable } from '../terminal/print.js';

const STATES = {
  live: { zh: '可用', en: 'live' },
  quarantine: { zh: '有隔离', en: 'quarantine' },
  building: { zh: '未建完', en: 'unfinished' },
  unreadable: { zh: '不可读', en: 'unreadable' },
  missing: { zh: '没有', en: 'missing' },
} as const;

/** Where the views stand, from their files: beside a running server or without one. */
export async function showViews({ data, json }: { data: string; json?: boolean }): Promise<number> {
  const open = await openFolder(data);
  try {
    // The files first: what is committed to the log meanwhile is lag, never the other way round.
    const saved = savedViews(open.folder.views);
    const size = open.reader.sizeSync('process');
    const views = [
      ...saved.map((one) => ({ ...one, state: stateOf(one), lag: Math.max(0, size - one.position) })),
      ...VIEW_SETS.filter((name) => !saved.some((one) => one.name === name)).map((name) => ({
        name,
        state: 'missing' as const,
        version: undefined,
        file: undefined,
        position: 0,
        lag: size,
        quarantined: [],
      })),
    ];
    const quarantined = views.flatMap((one) => one.quarantined.map((stream) => ({ set: one.name, ...stream })));
    if (json) {
      printJson({ data: open.folder.root, demo: open.demo, size, views });
    } else {
      printTable(
        [
          { zh: '视图', en: 'views' },
          { zh: '状态', en: 'state' },
          { zh: '位置', en: 'position' },
          { zh: '落后', en: 'lag' },
          { zh: '隔离', en: 'quarantined' },
          { zh: '文件', en: 'file' },
        ].map(say),
        views.map(({ name, state, position, lag, quarantined: streams, file }) => [
          name,
          say(STATES[state]),
          String(position),
          String(lag),
          String(streams.length),
          file ?? '',
        ]),
      );
      for (const { set, view, stream, position, reason, skipped } of quarantined) {
        printLine(
          say({
            zh: `隔离：${set}/${view} 的 ${stream}，自第 ${position} 条起（其后跳过 ${skipped} 条）：${reason}`,
            en: `quarantine: ${set}/${view}, ${stream} from position ${position} on (${skipped} more left out): ${reason}`,
          }),
        );
      }
      if (quarantined.length > 0) {
        printLine(
          say({
            zh: '升级程序后可用 jianzheng views rebuild 重建；仍被隔离的，请连同上面的原因告知供应方。',
            en: 'After an upgrade, jianzheng views rebuild builds them anew; tell the supplier the reasons above where it does not help.',
          }),
        );
      }
    }
    return quarantined.length > 0 ? EXIT.problem : EXIT.ok;
  } finally {
    await open.close();
  }
}

function stateOf({ complete, unreadable, quarantined }: SavedViews): keyof typeof STATES {
  if (unreadable !== undefined) return 'unreadable';
  if (!complete) return 'building';
  return quarantined.length > 0 ? 'quarantine' : 'live';
}
