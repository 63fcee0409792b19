import { VaultError } from './vault-error.js';

/** The largest attachment. */
export const MAX_BLOB_BYTES = 50 * 1024 * 1024;

export function tooLarge(): VaultError {
  return new VaultError(
    'BLOB_TOO_LARGE',
    {
      zh: '附件超过 50 MB，请压缩或拆分后重新上传',
      en: 'the attachment is larger than 50 MB: compress or split it and upload again',
    },
    { limit: MAX_BLOB_BYTES },
  );
}

export function mediaRefused(): VaultError {
  return new VaultError('BLOB_MEDIA_REFUSED', {
    zh: '附件不是 PDF、PNG、JPG、XLSX、DOCX 或 ZIP 文件，或文件不完整。请另存为其中一种格式后重新上传',
    en: 'the attachment is no PDF, PNG, JPG, XLSX, DOCX or ZIP file, or is cut off: save it as one of these and upload again',
  });
}

export function mediaMismatch(stated: string, found: string): VaultError {
  return new VaultError(
    'BLOB_MEDIA_MISMATCH',
    {
      zh: `附件声明的类型与内容不符，内容为 ${found}。请检查文件扩展名后重新上传`,
      en: `the attachment's stated type is not what it holds, which is ${found}: check the file's extension and upload again`,
    },
    { stated: stated.slice(0, 100), found },
  );
}

export function notFound(sha256: string): VaultError {
  return new VaultError(
    'BLOB_NOT_FOUND',
    {
      zh: `没有摘要为 ${sha256} 的附件，可能已删除或上传已过期，请重新上传`,
      en: `there is no attachment with digest ${sha256}: it was erased, or its upload expired; upload it again`,
    },
    { sha256 },
  );
}

export function blobDamaged(sha256: string, file: string): VaultError {
  return new VaultError(
    'BLOB_DAMAGED',
    {
      zh: `附件 ${sha256} 的文件 ${file} 缺失、损坏或被改动，请从备份恢复该文件`,
      en: `the file ${file} of attachment ${sha256} is missing, damaged or altered: restore it from a backup`,
    },
    { sha256, file },
  );
}
