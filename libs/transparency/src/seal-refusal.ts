import type { LeafFault } from './leaf-source.js';
import { type Hash, toHex } from './merkle-hash.js';
import { TransparencyError } from './transparency-error.js';

/** Why the sealer did not sign. `details.position` or `details.size` say where. Its state is as it was before. */
export type SealRefusalCode =
  | LeafFault
  | 'LOG_SHORTER_THAN_CHECKPOINT'
  | 'POSITION_GAP'
  | 'SEALED_LEAF_CHANGED'
  | 'ROOT_MISMATCH';

export type SealRefusal = TransparencyError<SealRefusalCode>;

const EXIT_ZH =
  '请先停止写入并运行 jianzheng ledger verify；无法修复的，请停机，原样保留数据目录作为证据，用其备份恢复；没有可用备份的，另用新的数据目录继续登记。';
const EXIT_EN =
  'Stop writing and run jianzheng ledger verify; if it cannot be repaired, stop the server, keep the data folder as it is for evidence and restore its backup; without one, go on recording in a new data folder.';

export function leafRefused(log: string, position: number, fault: LeafFault, found: string): SealRefusal {
  const zh = fault === 'LEAF_NOT_CANONICAL' ? '不是规范格式' : '不属于本日志';
  const en = fault === 'LEAF_NOT_CANONICAL' ? 'is not canonical' : 'does not belong to this log';
  return new TransparencyError(
    fault,
    {
      zh: `日志 ${log} 第 ${position} 条${zh}（${found}），未封存；其前各条可照常封存。${EXIT_ZH}`,
      en: `the event at position ${position} of log ${log} ${en} (${found}) and is not sealed; those before it can be. ${EXIT_EN}`,
    },
    { log, position, found },
  );
}

export function positionGap(log: string, position: number, found: number): SealRefusal {
  return new TransparencyError(
    'POSITION_GAP',
    {
      zh: `日志 ${log} 缺少第 ${position} 条（下一条为第 ${found} 条），拒绝封存。${EXIT_ZH}`,
      en: `log ${log} lacks the event at position ${position} (the next is ${found}); nothing was sealed. ${EXIT_EN}`,
    },
    { log, position, found },
  );
}

export function sealedLeafChanged(log: string, position: number, expected: Hash, actual: Hash): SealRefusal {
  return new TransparencyError(
    'SEALED_LEAF_CHANGED',
    {
      zh: `日志 ${log} 第 ${position} 条与封存时不同，拒绝继续封存。${EXIT_ZH}`,
      en: `the event at position ${position} of log ${log} is not the one that was sealed; nothing further was sealed. ${EXIT_EN}`,
    },
    { log, position, expected: toHex(expected), actual: toHex(actual) },
  );
}

export function rootMismatch(log: string, size: number, expected: Hash, actual: Hash, position?: number): SealRefusal {
  const [zh, en] =
    position === undefined
      ? ['', '']
      : [`首个不符的是第 ${position} 条。`, ` The first that differs is at position ${position}.`];
  return new TransparencyError(
    'ROOT_MISMATCH',
    {
      zh: `日志 ${log} 前 ${size} 条重新计算的根与已签名的检查点不符，拒绝封存。${zh}${EXIT_ZH}`,
      en: `the root of the first ${size} events of log ${log} is not that of the signed checkpoint; nothing was sealed.${en} ${EXIT_EN}`,
    },
    { log, size, expected: toHex(expected), actual: toHex(actual), ...(position === undefined ? {} : { position }) },
  );
}
