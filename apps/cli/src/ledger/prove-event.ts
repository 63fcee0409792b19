import { writeFileSync } from 'node:fs';
import { Uuid } from '#kernel';
import { toBase64, toHex } from '#transparency';
import type { ProveOptions } from '../commands/ledger.js';
import { openFolder, type ReadFolder } from '../folder/open-folder.js';
import { CommandFailure, usage } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { note, printJson } from '../terminal/print.js';
import { newestCheckpoint, withSealedLog } from './sealed-logs.js';
import { ownKey } from './verifier-keys.js';

/** The receipt of one event under the newest checkpoint: to standard output, or into a file. */
export async function proveEvent(options: ProveOptions): Promise<number> {
  const { data, log, json, out } = options;
  const open = await openFolder(data);
  try {
    const position = positionOf(open, options);
    const vkey = await ownKey(open.folder, log);
    const published = await newestCheckpoint(open.folder, log, vkey);
    const made = await withSealedLog(open.folder, log, vkey, (sealed) => {
      // The published copy may have gathered cosignatures.
      const head = published !== undefined && published.size <= sealed.head.size ? published : sealed.head;
      const proof = sealed.receipt(position, head) ?? sealed.receipt(position);
      return proof === undefined ? undefined : { proof, head, leaf: sealed.hashes.subtree(0, position) };
    });
    if (made === undefined) {
      throw new CommandFailure('problem', 'NOT_SEALED_YET', {
        zh: `日志 ${log} 第 ${position} 条尚未封存，请稍后再试；服务器停止时会封存全部记录。`,
        en: `position ${position} of log ${log} is not sealed yet: try again in a moment; stopping the server seals everything.`,
      });
    }
    if (out !== undefined) {
      writeFileSync(out, made.proof);
      note(say({ zh: `已写入 ${out}`, en: `written to ${out}` }));
    }
    if (json) {
      const { head, leaf, proof } = made;
      printJson({
        log,
        position,
        leafHash: toHex(leaf),
        size: head.size,
        root: toBase64(head.root),
        vkey,
        proof: proof.toString('utf8'),
      });
    } else if (out === undefined) {
      process.stdout.write(made.proof);
    }
    return EXIT.ok;
  } finally {
    await open.close();
  }
}

function positionOf({ reader }: ReadFolder, { event, position, log }: ProveOptions): number {
  if (position !== undefined) {
    const size = reader.sizeSync(log);
    if (position < size) return position;
    throw new CommandFailure('problem', 'NO_SUCH_POSITION', {
      zh: `日志 ${log} 共 ${size} 条，没有第 ${position} 条（从 0 起）`,
      en: `log ${log} holds ${size} events; there is no position ${position} (they begin at 0)`,
    });
  }
  if (event === undefined) {
    throw usage('EVENT_OR_POSITION', { zh: '请给出 --event 或 --position', en: 'give --event or --position' });
  }
  const found = Uuid.safeParse(event).success ? reader.readByIdSync(log, event) : undefined;
  if (found !== undefined) return found.position;
  throw new CommandFailure('problem', 'NO_SUCH_EVENT', {
    zh: `日志 ${log} 中没有记录 ${event}`,
    en: `there is no event ${event} in log ${log}`,
  });
}
