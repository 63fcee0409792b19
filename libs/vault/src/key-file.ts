import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createDurably } from './durable-file.js';
import type { Random } from './sealed-box.js';
import { onDisk, VaultError } from './vault-error.js';

export const KEY_BYTES = 32;

/**
 * The key-encryption key: 32 raw bytes in a file outside the databases, readable by its owner only. Undefined when
 * there is no file. Throws `KEY_FILE_EXPOSED` and `KEY_FILE_DAMAGED`.
 */
export function readKeyFile(path: string): Buffer | undefined {
  const stat = onDisk(path, () => statSync(path, { throwIfNoEntry: false }));
  if (stat === undefined) return undefined;
  // Windows has no such bits: its access lists are the installer's matter.
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
    throw new VaultError(
      'KEY_FILE_EXPOSED',
      {
        zh: `密钥文件 ${path} 可被其他用户读取，拒绝启动。请执行 chmod 600 ${path}；若怀疑已被复制，请换用新的保密库`,
        en: `other users may read the key file ${path}; refusing to start. Run: chmod 600 ${path}. If it may have been copied, move to a new vault`,
      },
      { path, mode: (stat.mode & 0o777).toString(8) },
    );
  }
  const key = onDisk(path, () => readFileSync(path));
  if (key.length !== KEY_BYTES) {
    throw new VaultError(
      'KEY_FILE_DAMAGED',
      {
        zh: `密钥文件 ${path} 应为 ${KEY_BYTES} 字节，实为 ${key.length} 字节。请从密钥备份恢复该文件，不要新建`,
        en: `the key file ${path} has ${key.length} bytes instead of ${KEY_BYTES}. Restore it from the backup of the keys; do not make a new one`,
      },
      { path, bytes: key.length },
    );
  }
  return key;
}

/** Makes the key file on first start; when another process was faster, takes that one's. */
export function createKeyFile(path: string, random: Random): Buffer {
  return onDisk(path, () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const key = random(KEY_BYTES);
    if (createDurably(path, key, `${path}.${random(6).toString('hex')}.tmp`)) return key;
    const theirs = readKeyFile(path);
    if (theirs === undefined) throw new Error(`${path} came and went while the vault was opened`);
    return theirs;
  });
}
