import type { Words } from '#kernel';

/** Why a disk-bound operation could not be done. Nothing was written; it may be tried again later. */
export type UnavailableReason = 'disk-full' | 'read-only' | 'io-error' | 'corrupt' | 'busy' | 'closed';

export type VaultErrorCode =
  | 'KEY_FILE_EXPOSED'
  | 'KEY_FILE_MISSING'
  | 'KEY_FILE_DAMAGED'
  | 'KEY_FILE_WRONG'
  | 'VAULT_NEWER'
  | 'VAULT_DAMAGED'
  | 'VAULT_UNAVAILABLE'
  | 'SUBJECT_ERASED'
  | 'SUBJECT_UNKNOWN'
  | 'COMMITMENT_STALE'
  | 'DISCLOSURE_CONFLICT'
  | 'PATH_TWICE'
  | 'VALUE_NOT_STORABLE'
  | 'ERASURE_INCOMPLETE'
  | 'BLOB_TOO_LARGE'
  | 'BLOB_MEDIA_REFUSED'
  | 'BLOB_MEDIA_MISMATCH'
  | 'BLOB_NOT_FOUND'
  | 'BLOB_DAMAGED';

/**
 * `words` say what is wrong, where, and what to do; `code` is for programs; `details` carry places and figures.
 * Neither ever holds a personal value or a key: only ids, paths of fields and paths of files.
 */
export class VaultError extends Error {
  constructor(
    readonly code: VaultErrorCode,
    readonly words: Words,
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {
    super(`${code}: ${words.en}`);
    this.name = 'VaultError';
  }
}

const REASONS: Record<UnavailableReason, Words> = {
  'disk-full': { zh: '磁盘已满，请清理空间后重试', en: 'the disk is full: free some space and try again' },
  'read-only': {
    zh: '文件或磁盘只读，请检查权限和挂载后重试',
    en: 'the file or disk is read-only: check permissions and the mount, then try again',
  },
  'io-error': {
    zh: '磁盘读写错误，请检查磁盘，必要时从备份恢复',
    en: 'the disk reports an I/O error: check it, and restore from a backup if needed',
  },
  corrupt: {
    zh: '文件已损坏，请停止服务并从备份恢复',
    en: 'the file is damaged: stop the server and restore it from a backup',
  },
  busy: {
    zh: '文件被其他程序占用，请关闭后重试',
    en: 'another program holds the file: close it and try again',
  },
  closed: { zh: '保密库已关闭，请重启服务', en: 'the vault is closed: restart the server' },
};

export function unavailable(reason: UnavailableReason, place: string): VaultError {
  const why = REASONS[reason];
  return new VaultError(
    'VAULT_UNAVAILABLE',
    { zh: `保密库 ${place} 无法读写：${why.zh}`, en: `the vault cannot use ${place}: ${why.en}` },
    { reason, place },
  );
}

/** Runs disk work and turns the engine's and the system's failures into the vault's own, without their values. */
export function onDisk<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asVaultError(error, place);
  }
}

/** The vault's own error for one of the engine or the system; anything else as it is. */
export function asVaultError(error: unknown, place: string): unknown {
  // By shape: a native module's errors are not always instances of this realm's Error.
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') {
    const reason = reasonOf(code);
    return reason === undefined ? error : unavailable(reason, place);
  }
  return message === 'The database connection is not open' ? unavailable('closed', place) : error;
}

function reasonOf(code: string): UnavailableReason | undefined {
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full';
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    return 'read-only';
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO' || code === 'SQLITE_CANTOPEN') return 'io-error';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'corrupt';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy';
  return undefined;
}
