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
  /** Hashes in hex, or words. */
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
    ...(first === undefined ? [] : [faultZh(first)]),
    `根 ${report.root}（${report.size} 条）；未封存 ${report.unsealed} 条${report.unsealed > 0 ? '，尚无证明' : ''}。`,
    report.independentlyAnchored ? '已与独立保存的检查点比对一致。' : '未经独立锚定：本核验只与本机保存的检查点比对。',
  ];
  const en = [
    {
      intact: `Log ${report.log} is intact: ${report.size} events agree with ${report.checkpoints} checkpoints.`,
      tampered: `Log ${report.log} was tampered with.`,
      incomplete: `Log ${report.log} is incomplete.`,
    }[report.verdict],
    ...(first === undefined ? [] : [faultEn(first)]),
    `Root ${report.root} over ${report.size} events; ${report.unsealed} unsealed${report.unsealed > 0 ? ', which nothing proves yet' : ''}.`,
    report.independentlyAnchored
      ? 'It agrees with a checkpoint kept elsewhere.'
      : 'Not independently anchored: it was compared only with the checkpoints kept on this machine.',
  ];
  return { zh: zh.join('\n'), en: en.join('\n') };
}

function faultZh(fault: VerifyFault): string {
  const where =
    fault.file !== undefined
      ? `检查点文件 ${fault.file}`
      : fault.position !== undefined
        ? `首个问题在第 ${fault.position} 条`
        : `首个问题在第 ${fault.from ?? 0} 条至第 ${(fault.to ?? 1) - 1} 条之间`;
  return `${where}（${fault.code}）：应为 ${fault.expected}，实为 ${fault.actual}。`;
}

function faultEn(fault: VerifyFault): string {
  const where =
    fault.file !== undefined
      ? `Checkpoint file ${fault.file}`
      : fault.position !== undefined
        ? `The first bad position is ${fault.position}`
        : `The first bad position lies between ${fault.from ?? 0} and ${(fault.to ?? 1) - 1}`;
  return `${where} (${fault.code}): expected ${fault.expected}, found ${fault.actual}.`;
}
