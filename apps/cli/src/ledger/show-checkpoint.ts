import { writeFileSync } from 'node:fs';
import { anchorOf, formatAnchor, toHex } from '#transparency';
import type { LogChoice } from '../commands/ledger.js';
import { existingFolder } from '../folder/open-folder.js';
import { CommandFailure } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { note, printJson } from '../terminal/print.js';
import { newestCheckpoint } from './sealed-logs.js';
import { ownKey } from './verifier-keys.js';

/** The newest signed checkpoint as it is published: what somebody elsewhere keeps, with the key that opens it. */
export async function showCheckpoint(options: {
  data: string;
  log: LogChoice;
  out?: string;
  json?: boolean;
}): Promise<number> {
  const { data, log, out, json } = options;
  const folder = existingFolder(data);
  const vkey = await ownKey(folder, log);
  const head = await newestCheckpoint(folder, log, vkey);
  if (head === undefined) {
    throw new CommandFailure('problem', 'NOTHING_SEALED', {
      zh: `日志 ${log} 还没有检查点：请启动服务器，数秒后再试。`,
      en: `log ${log} has no checkpoint yet: start the server and try again after some seconds.`,
    });
  }
  const text = Buffer.from(head.note).toString('utf8');
  const paper = formatAnchor(anchorOf(head));
  if (out !== undefined) writeFileSync(out, head.note);
  if (json) {
    printJson({ log, origin: head.origin, size: head.size, root: toHex(head.root), paper, vkey, note: text });
    return EXIT.ok;
  }
  if (out === undefined) process.stdout.write(text);
  note(say({ zh: `纸质锚点 ${paper}\n验证公钥 ${vkey}`, en: `on paper: ${paper}\nverifier key: ${vkey}` }));
  return EXIT.ok;
}
