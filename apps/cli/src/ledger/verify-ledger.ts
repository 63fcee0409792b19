import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { LOGS } from '#kernel';
import { type PaperAnchor, type PublishedNote, parseAnchor } from '#transparency';
import type { VerifyCommandOptions } from '../commands/ledger.js';
import { existingFolder } from '../folder/open-folder.js';
import { CommandFailure, usage } from '../terminal/command-failure.js';
import { say } from '../terminal/language.js';
import { printJson, printLine } from '../terminal/print.js';
import { progressLine } from '../terminal/progress.js';
import { keptKeys } from './verifier-keys.js';
import { verifyFolder } from './verify-folder.js';

/** More threads than this only wait for the disk. */
const MOST_THREADS = 4;

/** The operator's own check against the checkpoints in the folder. The exit code is the verdict. */
export async function verifyLedger(options: VerifyCommandOptions): Promise<number> {
  const vkeys = keptKeys(options.vkey ?? []);
  const anchors = (options.anchor ?? []).map(anchorFrom);
  const independent = (options.checkpoint ?? []).map(noteFrom);
  const folder = existingFolder(options.data);
  const progress = progressLine(say({ zh: '核验', en: 'verifying' }));
  const began = performance.now();
  const report = await verifyFolder({
    folder,
    logs: options.log === undefined ? LOGS : [options.log],
    deep: options.deep === true,
    threads: options.threads ?? Math.min(MOST_THREADS, availableParallelism()),
    vkeys,
    independent,
    anchors,
    onProgress: (_log, done, total) => progress(done, total),
  });
  progress.end();
  const seconds = (performance.now() - began) / 1000;
  if (options.json) {
    const { words, logs, ...rest } = report;
    printJson({
      ...rest,
      // What an inspector would want before relying on it stands with the verdict, not in a footnote.
      anchoring: logs.some(({ independentlyAnchored }) => independentlyAnchored)
        ? 'compared with what was kept elsewhere'
        : 'not independently anchored',
      unsealed: logs.reduce((sum, log) => sum + log.unsealed, 0),
      seconds: Number(seconds.toFixed(3)),
      data: folder.root,
      logs,
      words,
    });
  } else {
    for (const { words } of report.logs) printLine(`${say(words)}\n`);
    printLine(say(report.words));
  }
  return report.exitCode;
}

function anchorFrom(code: string): PaperAnchor {
  const anchor = parseAnchor(code);
  if (anchor.ok) return anchor.value;
  throw usage(anchor.error, {
    zh: `--anchor 编码有误（${anchor.error}）：${code}。请对照纸面重新输入。`,
    en: `--anchor is not a code from paper (${anchor.error}): ${code}. Type it again from the paper.`,
  });
}

function noteFrom(path: string): PublishedNote {
  try {
    return { name: basename(path), note: readFileSync(path) };
  } catch (error) {
    throw new CommandFailure(
      'problem',
      'CHECKPOINT_UNREADABLE',
      { zh: `无法读取检查点文件 ${path}`, en: `the checkpoint file ${path} cannot be read` },
      { cause: error },
    );
  }
}
