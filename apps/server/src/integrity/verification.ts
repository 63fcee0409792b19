import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOGS, type LogName } from '#kernel';
import type { VerifyReport } from '#transparency';
import { inWorker } from '../background/in-worker.js';
import type { Deployment } from '../deployment/deployment.js';
import { type VerifyInput, verifyInFolder } from './verify-in-folder.js';

/** The outcome of the last verification of a log, as it is kept. */
export interface LastVerification {
  readonly log: LogName;
  /** System clock. */
  readonly at: string;
  readonly verdict: VerifyReport['verdict'];
  readonly size: number;
  readonly root: string;
  readonly exit: number;
  readonly firstBad?: number;
}

const WORKER = new URL('./verify-worker.js', import.meta.url);

/** Verifies logs beside the running server and remembers the last outcome of each in the data folder. */
export class Verification {
  readonly #file: string;
  readonly #last = new Map<LogName, LastVerification>();
  /** Found by this process: what an earlier one found says nothing about the files since. */
  readonly #sinceStart = new Map<LogName, LastVerification>();

  constructor(private readonly deployment: Deployment) {
    this.#file = join(deployment.folder.root, 'last-verification.json');
    for (const last of this.#load()) this.#last.set(last.log, last);
  }

  last(log: LogName): LastVerification | undefined {
    return this.#last.get(log);
  }

  /** What this process found of a log; `not-yet` while it has not read the whole of it. */
  verdict(log: LogName): LastVerification['verdict'] | 'not-yet' {
    return this.#sinceStart.get(log)?.verdict ?? 'not-yet';
  }

  /**
   * Reads every log from its first leaf, one after the other beside the running server: a start compares sizes only.
   * `heard` is told of each log that somebody changed.
   */
  async afterStart(heard: (found: LastVerification) => void): Promise<void> {
    for (const log of LOGS) {
      await this.run(log, false, () => undefined);
      const found = this.#sinceStart.get(log);
      if (found?.verdict === 'tampered') heard(found);
    }
  }

  async run(log: LogName, deep: boolean, progress: (done: number, total: number) => void): Promise<VerifyReport> {
    const { folder, vkeys, logs } = this.deployment;
    const input: VerifyInput = {
      log,
      ledger: folder.ledger,
      checkpoints: join(folder.checkpoints, log),
      tiles: join(folder.seals, 'tiles.db'),
      sealerState: folder.seals,
      vkey: vkeys[log],
      origin: logs[log].origin,
      deep,
    };
    const report = await inWorker(WORKER, input, verifyInFolder, progress);
    const [first] = report.faults;
    const firstBad = first?.position ?? first?.from;
    const found: LastVerification = {
      log,
      at: new Date().toISOString(),
      verdict: report.verdict,
      size: report.size,
      root: report.root,
      exit: report.exitCode,
      ...(firstBad === undefined ? {} : { firstBad }),
    };
    this.#last.set(log, found);
    this.#sinceStart.set(log, found);
    this.#save();
    return report;
  }

  #load(): readonly LastVerification[] {
    try {
      const kept = JSON.parse(readFileSync(this.#file, 'utf8')) as LastVerification[];
      return kept.filter(({ log }) => LOGS.includes(log));
    } catch {
      // Nothing was verified yet, or the note of it is unreadable: neither says anything about the ledger.
      return [];
    }
  }

  #save(): void {
    writeFileSync(`${this.#file}.new`, JSON.stringify([...this.#last.values()]), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }
}
