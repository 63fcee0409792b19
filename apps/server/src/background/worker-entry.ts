import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker } from './in-worker.js';

/** The other end of `inWorker`: runs `work` on what the thread was started with and sends back what comes of it. */
export function answerFrom<Input, Output>(
  work: (input: Input, progress: (done: number, total: number) => void) => Promise<Output>,
): void {
  const send = (message: FromWorker<Output>) => parentPort?.postMessage(message);
  work(workerData as Input, (done, total) => send({ type: 'progress', done, total })).then(
    (output) => send({ type: 'done', output }),
    (error: unknown) => send({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
}

/** The other end of a `BackgroundThread`: answers each input with what `work` makes of it. */
export function serveWith<Input, Output>(work: (input: Input) => Promise<Output>): void {
  parentPort?.on('message', ({ id, input }: { readonly id: number; readonly input: Input }) => {
    work(input).then(
      (output) => parentPort?.postMessage({ id, output }),
      (error: unknown) =>
        parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) }),
    );
  });
}
