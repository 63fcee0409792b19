import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

interface Answer<Output> {
  readonly id: number;
  readonly output?: Output;
  readonly error?: string;
}

/** Idle threads end: fonts take 45 MB. */
const IDLE_MS = 120_000;

/**
 * A thread that stays, for work whose preparation is dear. It is started with the first piece of work and ends when
 * nothing was asked for a while. Where there is no compiled file (tests), `here` does the same in this thread.
 */
export class BackgroundThread<Input, Output> {
  #worker: Worker | undefined;
  #next = 0;
  #idle: NodeJS.Timeout | undefined;
  readonly #waiting = new Map<number, { resolve(output: Output): void; reject(error: Error): void }>();

  constructor(
    private readonly entry: URL,
    private readonly here: (input: Input) => Promise<Output>,
    private readonly idleMs = IDLE_MS,
  ) {}

  run(input: Input): Promise<Output> {
    if (!existsSync(fileURLToPath(this.entry))) return this.here(input);
    const worker = this.#started();
    const id = this.#next++;
    clearTimeout(this.#idle);
    return new Promise<Output>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, input });
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#worker?.terminate();
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(this.entry);
    worker.unref();
    worker.on('message', ({ id, output, error }: Answer<Output>) => {
      const waiter = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiter?.resolve(output as Output);
      else waiter?.reject(new Error(error));
      if (this.#waiting.size > 0) return;
      this.#idle = setTimeout(() => {
        // Forgotten first: what comes while it ends is for the next thread.
        this.#worker = undefined;
        void worker.terminate();
      }, this.idleMs);
      this.#idle.unref();
    });
    const ended = (error: Error) => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      for (const waiter of this.#waiting.values()) waiter.reject(error);
      this.#waiting.clear();
    };
    worker.on('error', ended);
    worker.on('exit', (code) => ended(new Error(`the thread ended with code ${code}`)));
    this.#worker = worker;
    return worker;
  }
}
