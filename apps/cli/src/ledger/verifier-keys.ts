import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogName } from '#kernel';
import { parseSigningKey, parseVerifierKey } from '#transparency';
import type { DataFolder } from '../../../server/src/deployment/folder.js';
import { CommandFailure, usage } from '../terminal/command-failure.js';

/** Verifier keys that the caller kept, by log: the last part of a key's name is the log's. */
export function keptKeys(vkeys: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    vkeys.map((vkey) => {
      const parsed = parseVerifierKey(vkey);
      if (!parsed.ok) {
        throw usage('VKEY_MALFORMED', {
          zh: `--vkey 无法识别（${parsed.error}）：${vkey}`,
          en: `--vkey cannot be read (${parsed.error}): ${vkey}`,
        });
      }
      return [parsed.value.name.slice(parsed.value.name.lastIndexOf('/') + 1), vkey] as const;
    }),
  );
}

/** The verifier key of a log, from its signing key: reading it is enough here, so its file mode does not matter. */
export async function ownKey(folder: DataFolder, log: LogName): Promise<string> {
  const path = join(folder.keys, `${log}.key`);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandFailure(
      'problem',
      'KEY_UNREADABLE',
      {
        zh: `无法读取密钥文件 ${path}，不能核验日志 ${log}。请从密钥备份恢复，或用 --vkey 给出另行保存的验证公钥。`,
        en: `The key ${path} cannot be read, so log ${log} cannot be verified. Restore it from the key backup, or give the verifier key that was kept elsewhere with --vkey.`,
      },
      { cause: error },
    );
  }
  const key = parseSigningKey(text.replace(/\n$/, ''));
  if (key.ok) return key.value.vkey;
  throw new CommandFailure('problem', 'KEY_MALFORMED', {
    zh: `文件 ${path} 不是有效的签名密钥（${key.error}）。请从密钥备份恢复，或用 --vkey 给出另行保存的验证公钥。`,
    en: `${path} does not hold a signing key (${key.error}). Restore it from the key backup, or give the verifier key that was kept elsewhere with --vkey.`,
  });
}
