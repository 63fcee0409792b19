import type { EventStore } from '#event-store';
import { appendToJournal, type Entry, type EventCatalogue, emptyJournal, type Journal, type LogName } from '#kernel';
import { decodeEvent } from '#projections';

/**
 * Journals of the streams that commands work on. A cached journal is brought up to date by reading only what came
 * after it, so a command costs no more on a long stream than on a short one.
 */
export class JournalCache {
  readonly #journals = new Map<string, Journal>();

  constructor(
    private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
    private readonly limit = 2000,
  ) {}

  /** The stream's journal with everything that is stored now; empty when there is no such stream. */
  async get(log: LogName, stream: string): Promise<Journal> {
    let journal = this.#journals.get(stream) ?? emptyJournal(stream);
    const head = await this.store.streamHead(log, stream);
    if (head === undefined) return journal;
    if (head.revision > journal.rev) {
      for (const stored of await this.store.readStream(log, stream, journal.rev + 1)) {
        journal = appendToJournal(journal, decodeEvent(stored, this.catalogue).entry);
      }
      this.#remember(stream, journal);
    }
    return journal;
  }

  /** Takes a journal that the caller has just brought up to date with what it stored itself. */
  put(journal: Journal): void {
    this.#remember(journal.stream, journal);
  }

  /** Adds what was just stored to a journal that ends right before it; any other is left to be read when asked for. */
  extend(stream: string, entries: readonly Entry[]): void {
    const journal = this.#journals.get(stream) ?? emptyJournal(stream);
    if (entries[0]?.rev === journal.rev + 1) this.#remember(stream, entries.reduce(appendToJournal, journal));
  }

  #remember(stream: string, journal: Journal): void {
    this.#journals.delete(stream);
    this.#journals.set(stream, journal);
    if (this.#journals.size > this.limit) {
      const oldest = this.#journals.keys().next();
      if (!oldest.done) this.#journals.delete(oldest.value);
    }
  }
}
