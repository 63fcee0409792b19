import { existsSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { copyLedger } from '#event-store';
import { existingFolder } from '../folder/open-folder.js';
import { CommandFailure } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { note, printJson, printLine } from '../terminal/print.js';

/** Copies the events into a new file, byte for byte, with its index made anew. The ledger itself is only read. */
export async function copyTo(
  out: string,
  { data, json }: { readonly data: string; readonly json?: boolean },
): Promise<number> {
  const { ledger } = existingFolder(data);
  const path = resolve(out);
  if (existsSync(path)) {
    throw new CommandFailure('problem', 'FILE_EXISTS', {
      zh: `文件 ${path} 已存在，没有覆盖。请另选文件名。`,
      en: `${path} exists and was left as it is. Choose another name.`,
    });
  }
  if (!existsSync(dirname(path))) {
    throw new CommandFailure('problem', 'FILE_NOT_WRITTEN', {
      zh: `没有目录 ${dirname(path)}。请先建立目录或另选位置。`,
      en: `There is no folder ${dirname(path)}. Make it first, or choose another place.`,
    });
  }
  note(say({ zh: `正在复制 ${ledger} …`, en: `copying ${ledger} …` }));
  let events: number;
  try {
    events = copyLedger(ledger, path);
  } catch (error) {
    // Half a ledger must not be taken for one.
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    throw error;
  }
  if (json) printJson({ from: ledger, to: path, events });
  else {
    printLine(say({ zh: `已复制 ${events} 条记录到 ${path}`, en: `${events} events were copied to ${path}` }));
    printLine(
      say({
        zh: '要换用它：停止服务器，把原 ledger.db、ledger.db-wal、ledger.db-shm 移走保存，把副本放在原处，再运行 jianzheng ledger verify。',
        en: 'To put it in place: stop the server, move ledger.db, ledger.db-wal and ledger.db-shm away and keep them, put the copy where the ledger was, and run jianzheng ledger verify.',
      }),
    );
  }
  return EXIT.ok;
}
