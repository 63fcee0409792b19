import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createDurably } from '#vault';

const KEY_BYTES = 32;

/**
 * A 32-byte secret of this deployment in a file of its owner only. Made when it is missing and may be made: a key that
 * something depends on already must come back from a backup. Made whole and durable or not at all, and where another
 * process was faster that one's is taken: what is stored later is bound to it. Throws when others may read it.
 */
export function loadKey(path: string, mayCreate = true): Uint8Array {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    if (!mayCreate)
      throw new Error(
        `缺少密钥文件 ${path}，请从密钥备份恢复 / the key ${path} is missing: Restore it from the backup of the keys`,
      );
    createDurably(path, randomBytes(KEY_BYTES), `${path}.${randomBytes(6).toString('hex')}.new`);
  } else if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
    throw new Error(
      `${path} 可被其他用户读取，请执行 chmod 600 ${path} / ${path} is readable by others: run chmod 600 ${path}`,
    );
  }
  const key = readFileSync(path);
  if (key.length !== KEY_BYTES)
    throw new Error(`${path} 不是有效密钥，请从备份恢复 / ${path} is not a key: restore it from a backup`);
  return key;
}
