import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** What a worker file sends. */
export type FromWorker<Output> =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly output: Output }
  | { readonly type: 'failed'; readonly message: string };

type Progress = (done: number, total: number) => void;

/**
 * Runs work in a thread of its own from the compiled file at `entry`. Node 20 cannot run the TypeScript source: where
 * there is no compiled file (tests), `here` does the same in this thread.
 */
export async function inWorker<Input, Output>(
  entry: URL,
  input: Input,
  here: (input: Input, progress: Progress) => Promise<Output>,
  progress: Progress = () => undefined,
): Promise<Output> {
  if (!existsSync(fileURLToPath(entry))) return here(input, progress);
  return new Promise<Output>((resolve, reject) => {
    const worker = new Worker(entry, { workerData: input });
    worker.on('message', (message: FromWorker<Output>) => {
      if (message.type === 'progress') progress(message.done, message.total);
      else if (message.type === 'done') resolve(message.output);
      else reject(new Error(message.message));
    });
    worker.on('error', reject);
    // A thread that ended without a word: after `resolve` this changes nothing.
    worker.on('exit', (code) => reject(new Error(`the worker ended with code ${code}`)));
  });
}
