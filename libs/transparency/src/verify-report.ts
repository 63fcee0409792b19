import type { LogName, Words } from '#kernel';
import type { ClockAnomaly } from './leaf-source.js';
import type { LeafFindingCode } from './verify-piece.js';

/** Exit codes of the verifier (design: proofs). Usage (64) and I/O (70) are for the command line. */
export const VERDICT_EXIT = { intact: 0, tampered: 10, incomplete: 20 } as const;
export type Verdict = keyof typeof VERDICT_EXIT;

export type FaultCode =
  | LeafFindingCode
  | 'CHECKPOINT_INVALID'
  | 'CHECKPOINTS_CONFLICT'
  | 'ROOT_MISMATCH'
  | 'ANCHOR_MISMATCH'
  | 'ROWS_MISSING'
  | 'NOTHING_SEALED';

/** One thing that is wrong. `position` names a leaf; where it cannot be told, `from`–`to` is the stretch it lies in. */
export interface VerifyFault {
  readonly code: FaultCode;
  readonly verdict: Exclude<Verdict, 'intact'>;
  readonly position?: number;
  readonly from?: number;
  /** Exclusive. */
  readonly to?: number;
  /** File of a checkpoint that is wrong. */
  readonly file?: string;
  readonly stream?: string;
  /** Hashes in hex, positions, sizes, revisions, instants or names; empty where there is nothing to name. */
  readonly expected: string;
  readonly actual: string;
}

export interface VerifyReport {
  readonly log: LogName;
  readonly origin: string;
  readonly verdict: Verdict;
  readonly exitCode: (typeof VERDICT_EXIT)[Verdict];
  /** Leaves that were read, and the root over them in hex. */
  readonly size: number;
  readonly root: string;
  readonly checkpoints: number;
  /** Size of the greatest checkpoint that verifies. */
  readonly sealedSize: number;
  /** Leaves beyond it: nothing proves them yet. */
  readonly unsealed: number;
  /** Whether a paper anchor or a checkpoint kept elsewhere was compared and agrees. */
  readonly independentlyAnchored: boolean;
  readonly deep: boolean;
  /** The first bad position comes first. At most a hundred are listed. */
  readonly faults: readonly VerifyFault[];
  /** Events recorded by a clock that had gone back. They do not change the verdict. */
  readonly anomalies: readonly ClockAnomaly[];
  readonly words: Words;
}

/** Where a fault begins: its position, or the beginning of its stretch; faults of files come before all. */
export function faultStart(fault: VerifyFault): number {
  return fault.position ?? fault.from ?? -1;
}

/** The verdict in a few lines for a person, first what was found, then what it does not say. */
export function reportWords(report: Omit<VerifyReport, 'words'>): Words {
  const [first] = report.faults;
  const zh = [
    {
      intact: `日志 ${report.log} 完好：${report.size} 条，与 ${report.checkpoints} 个检查点一致。`,
      tampered: `日志 ${report.log} 已被改动。`,
      incomplete: `日志 ${report.log} 不完整。`,
    }[report.verdict],
    ...(first === undefined ? [] : [faultWords(first).zh]),
    `根 ${report.root}（${report.size} 条）；未封存 ${report.unsealed} 条${report.unsealed > 0 ? '，尚无证明' : ''}。`,
    report.independentlyAnchored ? '已与独立保存的检查点比对一致。' : '未经独立锚定：本核验只与本机保存的检查点比对。',
  ];
  const en = [
    {
      intact: `Log ${report.log} is intact: ${report.size} events agree with ${report.checkpoints} checkpoints.`,
      tampered: `Log ${report.log} was tampered with.`,
      incomplete: `Log ${report.log} is incomplete.`,
    }[report.verdict],
    ...(first === undefined ? [] : [faultWords(first).en]),
    `Root ${report.root} over ${report.size} events; ${report.unsealed} unsealed${report.unsealed > 0 ? ', which nothing proves yet' : ''}.`,
    report.independentlyAnchored
      ? 'It agrees with a checkpoint kept elsewhere.'
      : 'Not independently anchored: it was compared only with the checkpoints kept on this machine.',
  ];
  return { zh: zh.join('\n'), en: en.join('\n') };
}

/** One fault in words: where, and what was expected and found there. */
export function faultWords(fault: VerifyFault): Words {
  const { file, position, from = 0, to = 1 } = fault;
  const what = FAULTS[fault.code](fault);
  if (file !== undefined) return { zh: `检查点文件 ${file}：${what.zh}。`, en: `Checkpoint file ${file}: ${what.en}.` };
  if (position !== undefined) return { zh: `第 ${position} 条：${what.zh}。`, en: `Position ${position}: ${what.en}.` };
  if (fault.to === undefined) return { zh: `${what.zh}。`, en: `${what.en}.` };
  return {
    zh: `第 ${from} 条至第 ${to - 1} 条之间：${what.zh}。`,
    en: `Between positions ${from} and ${to - 1}: ${what.en}.`,
  };
}

const FAULTS: Readonly<Record<FaultCode, (fault: VerifyFault) => Words>> = {
  POSITION_GAP: ({ actual }) => ({
    zh: `本条缺失${actual === '' ? '' : `，其后为第 ${actual} 条`}`,
    en: `the event is missing${actual === '' ? '' : `; the next one is ${actual}`}`,
  }),
  LEAF_NOT_CANONICAL: ({ actual }) => ({ zh: `不是规范格式（${actual}）`, en: `not in canonical form (${actual})` }),
  LEAF_OF_OTHER_LOG: ({ expected, actual }) => ({
    zh: `应属日志 ${expected}，所载为 ${actual}`,
    en: `should belong to log ${expected} but names ${actual}`,
  }),
  ORIGIN_OF_OTHER_LOG: ({ expected, actual }) => ({
    zh: `日志来源应为 ${expected}，所载为 ${actual}`,
    en: `the log's origin should be ${expected} but is ${actual}`,
  }),
  REVISION_NOT_CONTIGUOUS: ({ stream, expected, actual }) => ({
    zh: `流 ${stream} 的版次应为 ${expected}，实为 ${actual}`,
    en: `stream ${stream} should be at revision ${expected} but is at ${actual}`,
  }),
  TIME_WENT_BACK_IN_STREAM: ({ stream, expected, actual }) => ({
    zh: `流 ${stream} 的记录时间 ${actual} 早于前一条的 ${expected}`,
    en: `stream ${stream} was recorded at ${actual}, before the event ahead of it at ${expected}`,
  }),
  EVENT_INVALID: ({ actual }) => ({
    zh: `内容不合格式（${actual}）`,
    en: `not an event as the product writes it (${actual})`,
  }),
  CHECKPOINT_INVALID: ({ expected, actual }) => ({
    zh: `不是 ${expected} 的有效检查点（${actual}）`,
    en: `not a valid checkpoint of ${expected} (${actual})`,
  }),
  CHECKPOINTS_CONFLICT: ({ expected, actual }) => ({
    zh: `与同一大小的另一检查点的根不同（${expected} 与 ${actual}）`,
    en: `another checkpoint of the same size has another root (${expected} and ${actual})`,
  }),
  ROOT_MISMATCH: ({ expected, actual }) => ({
    zh: `与检查点不符：应为 ${expected}，实为 ${actual === '' ? '缺失' : actual}`,
    en: `differs from the checkpoint: expected ${expected}, found ${actual === '' ? 'nothing' : actual}`,
  }),
  ANCHOR_MISMATCH: ({ expected, actual }) => ({
    zh: `与纸质锚点不符：应以 ${expected} 开头，实为 ${actual}`,
    en: `differs from the paper anchor: the root should begin with ${expected} but begins with ${actual}`,
  }),
  ROWS_MISSING: ({ expected, actual }) => ({
    zh: `自本条起缺失：检查点证明有 ${expected} 条，现有 ${actual} 条`,
    en: `missing from here on: checkpoints prove ${expected} events and there are ${actual}`,
  }),
  NOTHING_SEALED: ({ actual }) => ({
    zh: `没有检查点可供比对，现有 ${actual} 条均未封存`,
    en: `there is no checkpoint to compare with; ${actual} events are unsealed`,
  }),
};
