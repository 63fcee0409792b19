import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';

/** A 32-byte secret of this deployment in a file of its owner only; made when missing. Throws when others may read it. */
export function loadKey(path: string): Uint8Array {
  if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600, flag: 'wx' });
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new Error(
      `${path} 可被其他用户读取，请执行 chmod 600 ${path} / ${path} is readable by others: run chmod 600 ${path}`,
    );
  }
  const key = readFileSync(path);
  if (key.length !== 32)
    throw new Error(`${path} 不是有效密钥，请从备份恢复 / ${path} is not a key: restore it from a backup`);
  return key;
}
