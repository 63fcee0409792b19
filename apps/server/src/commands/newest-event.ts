import type { EventStore } from '#event-store';
import type { LogName } from '#kernel';

/** Reads when the last event of a log was recorded, once for each size that the log has. */
export class NewestEvent {
  #known: { readonly log: LogName; readonly size: number; readonly at: string | undefined } | undefined;

  constructor(private readonly store: Pick<EventStore, 'size' | 'lastAt' | 'readStream'>) {}

  async lastAt(log: LogName): Promise<string | undefined> {
    const size = await this.store.size(log);
    if (this.#known?.log === log && this.#known.size === size) return this.#known.at;
    const at = await this.store.lastAt(log);
    this.#known = { log, size, at };
    return at;
  }

  readStream(...asked: Parameters<EventStore['readStream']>): ReturnType<EventStore['readStream']> {
    return this.store.readStream(...asked);
  }
}
