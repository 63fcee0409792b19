import { err, type LogName, ok, type Result } from '#kernel';
import { TransparencyError } from './transparency-error.js';

/** Why a server may not open a log for writing; `details` carry `log`, `size` (found) and `expected` (published). */
export type StartRefusal = TransparencyError<'LOG_SHORTER_THAN_CHECKPOINT'>;

/**
 * The start-up rule (design: proofs): a log that is shorter than its last published checkpoint, such as a restored
 * backup, does not open for writing. Writing on would make a second history under positions that are signed already.
 */
export function checkStart(
  log: LogName,
  sizeInStore: number,
  lastPublished: { readonly size: number } | undefined,
): Result<void, StartRefusal> {
  if (lastPublished === undefined || sizeInStore >= lastPublished.size) return ok(undefined);
  const expected = lastPublished.size;
  return err(
    new TransparencyError(
      'LOG_SHORTER_THAN_CHECKPOINT',
      {
        zh: `日志 ${log} 现有 ${sizeInStore} 条，少于已发布检查点的 ${expected} 条（可能恢复了旧备份），不能写入。请找回较新的数据；确实无法找回的，请原样保留数据目录作为证据（仍可用 jianzheng ledger verify 核验），另用新的数据目录继续登记。`,
        en: `log ${log} holds ${sizeInStore} events, fewer than the ${expected} of its published checkpoint (perhaps an old backup was restored), and does not open for writing. Recover the newer data; if that is impossible, keep the data folder as it is for evidence (jianzheng ledger verify still reads it) and go on recording in a new data folder.`,
      },
      { log, size: sizeInStore, expected },
    ),
  );
}
