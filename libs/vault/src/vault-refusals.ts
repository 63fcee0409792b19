import { VaultError } from './vault-error.js';

export function pathTwice(eventId: string, path: string): VaultError {
  return new VaultError(
    'PATH_TWICE',
    {
      zh: `事件 ${eventId} 的字段 ${path} 给了两次，请只保留一个`,
      en: `event ${eventId} gives field ${path} twice: keep one`,
    },
    { eventId, path },
  );
}

export function disclosureConflict(eventId: string): VaultError {
  return new VaultError(
    'DISCLOSURE_CONFLICT',
    {
      zh: `事件 ${eventId} 的个人信息已按另一内容保存。请以新的命令编号重新提交`,
      en: `event ${eventId} has other personal values stored already. Send the command again under a new command id`,
    },
    { eventId },
  );
}

export function unknownSubject(subject: string): VaultError {
  return new VaultError(
    'SUBJECT_UNKNOWN',
    { zh: `保密库中没有人员 ${subject}，请核对编号`, en: `the vault knows no subject ${subject}: check the id` },
    { subject },
  );
}

export function erasureIncomplete(path: string): VaultError {
  return new VaultError(
    'ERASURE_INCOMPLETE',
    {
      zh: `个人信息已删除，但另一程序正在读取 ${path}，其日志文件中还留有加密的旧内容。请结束该程序后再次执行删除`,
      en: `the personal data is deleted, but another program is reading ${path} and its log file still holds encrypted remains. End that program and run the erasure again`,
    },
    { path },
  );
}

export function subjectErased(subject: string): VaultError {
  return new VaultError(
    'SUBJECT_ERASED',
    {
      zh: `人员 ${subject} 的个人信息已依法删除，不能再写入。确需登记的，请以新的人员登记`,
      en: `personal data of ${subject} was erased and takes no more entries. Register the person anew if that is needed`,
    },
    { subject },
  );
}

export function commitmentStale(subject: string): VaultError {
  return new VaultError(
    'COMMITMENT_STALE',
    {
      zh: `人员 ${subject} 的密钥已由另一操作建立，请重试`,
      en: `another operation made the key of ${subject} meanwhile: try again`,
    },
    { subject },
  );
}

export function recordDamaged(path: string, en: string, zh: string): VaultError {
  return new VaultError(
    'VAULT_DAMAGED',
    {
      zh: `保密库 ${path} 中${zh}的记录无法解密，文件可能已损坏或被改动。请停止服务，从备份恢复保密库和密钥文件`,
      en: `the record of ${en} in the vault ${path} does not decrypt: the file is damaged or was altered. Stop the server and restore the vault and the key file from a backup`,
    },
    { path, record: en },
  );
}
