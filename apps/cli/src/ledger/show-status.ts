import { LOGS } from '#kernel';
import { toHex } from '#transparency';
import { openFolder } from '../folder/open-folder.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { printJson, printLine, printTable } from '../terminal/print.js';
import { spoken } from '../terminal/spoken-time.js';
import { newestCheckpoint } from './sealed-logs.js';
import { ownKey } from './verifier-keys.js';

/** What is there and how much of it is sealed; nothing is verified. */
export async function showStatus({ data, json }: { data: string; json?: boolean }): Promise<number> {
  const open = await openFolder(data);
  try {
    const logs = [];
    for (const log of LOGS) {
      const { origin, clock } = open.logs[log];
      const vkey = await ownKey(open.folder, log);
      const head = await newestCheckpoint(open.folder, log, vkey);
      const size = open.reader.sizeSync(log);
      const lastAt = await open.reader.lastAt(log);
      logs.push({
        log,
        origin,
        clock,
        size,
        ...(lastAt === undefined ? {} : { lastAt }),
        sealedSize: head?.size ?? 0,
        unsealed: Math.max(0, size - (head?.size ?? 0)),
        ...(head === undefined ? {} : { root: toHex(head.root) }),
        vkey,
      });
    }
    if (json) {
      printJson({
        data: open.folder.root,
        deployment: open.logs.process.deployment,
        demo: open.demo,
        unit: open.unit,
        logs,
      });
      return EXIT.ok;
    }
    if (open.demo) printLine(say({ zh: '演示数据', en: 'Demonstration' }));
    printTable(
      [
        { zh: '日志', en: 'log' },
        { zh: '条数', en: 'size' },
        { zh: '已封存', en: 'sealed' },
        { zh: '最后记录（北京时间）', en: 'last event (UTC+8)' },
        { zh: '根', en: 'root' },
      ].map(say),
      logs.map(({ log, size, sealedSize, lastAt, root }) => [
        log,
        String(size),
        String(sealedSize),
        lastAt === undefined ? '' : spoken(lastAt),
        root ?? '',
      ]),
    );
    return EXIT.ok;
  } finally {
    await open.close();
  }
}
