import type { StoredEvent } from './event-store.js';

/**
 * The loop behind `subscribe` for stores that can be read again: reads from the next leaf index until nothing is left,
 * then waits for news. `wait` resolves when the log may have grown past `next`, when the signal aborts, or rejects when
 * the store is closed. Nothing can be missed between reading and waiting, because `wait` is given what was read.
 */
export async function follow(
  source: {
    read(from: number, limit: number): Promise<readonly StoredEvent[]>;
    wait(next: number, signal: AbortSignal): Promise<void>;
  },
  from: number,
  onBatch: (events: readonly StoredEvent[]) => void | Promise<void>,
  options: { readonly signal: AbortSignal; readonly batchSize?: number },
): Promise<void> {
  const { signal, batchSize = 1000 } = options;
  let next = from;
  while (!signal.aborted) {
    const events = await source.read(next, batchSize);
    if (signal.aborted) return;
    if (events.length === 0) {
      await source.wait(next, signal);
      continue;
    }
    await onBatch(events);
    next += events.length;
  }
}

/** Wakes the subscribers of one store. */
export class News {
  readonly #waiting = new Set<{ wake: () => void; fail: (reason: Error) => void }>();
  #ended: Error | undefined;

  /** Resolves at the next `tell` or when the signal aborts; rejects when the store ends. */
  wait(signal: AbortSignal): Promise<void> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const done = () => {
        this.#waiting.delete(entry);
        signal.removeEventListener('abort', entry.wake);
      };
      const entry = {
        wake: () => {
          done();
          resolve();
        },
        fail: (reason: Error) => {
          done();
          reject(reason);
        },
      };
      this.#waiting.add(entry);
      signal.addEventListener('abort', entry.wake);
    });
  }

  tell(): void {
    for (const entry of [...this.#waiting]) entry.wake();
  }

  end(reason: Error): void {
    this.#ended = reason;
    for (const entry of [...this.#waiting]) entry.fail(reason);
  }
}
