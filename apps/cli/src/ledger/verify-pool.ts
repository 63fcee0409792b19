import { Worker } from 'node:worker_threads';
import type { PieceJob, PieceResult } from '#transparency';

interface Answer {
  readonly id: number;
  readonly result?: PieceResult;
  readonly error?: string;
  readonly damage?: string;
}

interface Waiting {
  resolve(result: PieceResult): void;
  reject(error: Error): void;
}

/** Workers that take stretches of a log by turns. */
export class VerifyPool {
  /** Why a worker could not read a row, once that has happened. */
  damage: string | undefined;
  readonly #workers: Worker[] = [];
  readonly #waiting = new Map<number, Waiting>();
  #jobs = 0;

  constructor(ledger: string, threads: number) {
    for (let i = 0; i < threads; i++) {
      const worker = new Worker(new URL('./verify-worker.js', import.meta.url), { workerData: { ledger } });
      worker.on('message', (answer: Answer) => this.#settle(answer));
      worker.on('error', (error) => this.#fail(error));
      worker.on('exit', (code) => {
        if (code !== 0) this.#fail(new Error(`a verification worker ended with ${code}`));
      });
      this.#workers.push(worker);
    }
  }

  /** How many stretches may be under way: one in hand and one waiting for each worker. */
  get parallel(): number {
    return this.#workers.length * 2;
  }

  run(job: PieceJob): Promise<PieceResult> {
    const id = this.#jobs++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#workers[id % this.#workers.length]?.postMessage({ id, job });
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #settle({ id, result, error, damage }: Answer): void {
    this.damage ??= damage;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (result === undefined) waiting?.reject(new Error(error));
    else waiting?.resolve(result);
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
