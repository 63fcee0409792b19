import { type KeyObject, randomBytes, sign } from 'node:crypto';
import { constants } from 'node:fs';
import { link, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CheckpointSigner } from './checkpoint.js';
import { hasCode } from './durable-files.js';
import { ED25519, formatSigningKey, isKeyName, parseSigningKey } from './note-keys.js';
import { TransparencyError } from './transparency-error.js';

/** Signs with an Ed25519 key that was read from a file. The key cannot be taken out again. */
export class FileSigner implements CheckpointSigner {
  readonly #privateKey: KeyObject;

  private constructor(
    readonly name: string,
    readonly vkey: string,
    privateKey: KeyObject,
  ) {
    this.#privateKey = privateKey;
  }

  sign(text: Uint8Array): Uint8Array {
    return sign(null, text, this.#privateKey);
  }

  /**
   * Reads a key. Refuses a file that anyone but its owner may read or write, because whoever has the key can sign a
   * second history, and a file that does not hold a key.
   */
  static async load(path: string): Promise<FileSigner> {
    const file = await open(path, constants.O_RDONLY).catch((error: unknown) => {
      if (!hasCode(error, 'ENOENT')) throw error;
      throw new TransparencyError(
        'KEY_FILE_MISSING',
        {
          zh: `找不到签名密钥文件 ${path}。请从密钥备份中恢复；若确已丢失，须封存本日志并以新密钥开启下一日志。`,
          en: `there is no signing key at ${path}. Restore it from the key backup; if it is lost for good, freeze this log and open the next one with a new key.`,
        },
        { path },
      );
    });
    try {
      const { mode } = await file.stat();
      // Windows has no such bits and always shows them all.
      if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
        const shown = (mode & 0o777).toString(8).padStart(4, '0');
        throw new TransparencyError(
          'KEY_FILE_EXPOSED',
          {
            zh: `签名密钥文件 ${path} 可被其他用户访问（权限 ${shown}），拒绝使用。请执行 chmod 600 ${path}；如怀疑已被他人读取，应更换密钥。`,
            en: `the signing key ${path} is open to other users (mode ${shown}) and is not used. Run chmod 600 ${path}; if somebody may have read it, change the key.`,
          },
          { path, mode: shown },
        );
      }
      const key = parseSigningKey((await file.readFile('utf8')).replace(/\n$/, ''));
      if (!key.ok) {
        throw new TransparencyError(
          'KEY_FILE_MALFORMED',
          {
            zh: `文件 ${path} 不是有效的签名密钥（${key.error}）。请从密钥备份中恢复该文件。`,
            en: `${path} does not hold a signing key (${key.error}). Restore it from the key backup.`,
          },
          { path, fault: key.error },
        );
      }
      return new FileSigner(key.value.name, key.value.vkey, key.value.privateKey);
    } finally {
      await file.close();
    }
  }
}

/**
 * Makes a new Ed25519 key in `<folder>/<file>` that only its owner may read, durably, and loads it. Never replaces a key
 * that is there: a log's checkpoints could not be signed on without it.
 */
export async function generateKeyFile(folder: string, file: string, name: string): Promise<FileSigner> {
  if (!isKeyName(name)) throw new RangeError(`not a key name: ${JSON.stringify(name)}`);
  const path = join(folder, file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Beside it first: a key file that a crash cut short could not be told from a damaged one.
  const beside = `${path}.${randomBytes(6).toString('hex')}.new`;
  const handle = await open(beside, 'wx', 0o600);
  try {
    await handle.writeFile(`${formatSigningKey(name, ED25519, randomBytes(32))}\n`);
    // The process's umask may have taken rights from the owner too; it never adds any.
    await handle.chmod(0o600);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await link(beside, path)
    .finally(() => rm(beside))
    .catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
      throw new TransparencyError(
        'KEY_FILE_EXISTS',
        {
          zh: `密钥文件 ${path} 已存在，未作改动。如需更换密钥，请先把原文件移到安全处保存。`,
          en: `there is a key at ${path} already; it was left alone. To change keys, first move the old file to a safe place.`,
        },
        { path },
      );
    });
  const above = await open(dirname(path), 'r');
  try {
    await above.sync();
  } finally {
    await above.close();
  }
  return FileSigner.load(path);
}
