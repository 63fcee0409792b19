import type { StoredEvent } from '#event-store';
import { appendToJournal, type EventCatalogue, emptyJournal, type Journal } from '#kernel';
import {
  applyEntry,
  type CommunityFacts,
  communityFacts,
  createFactsBook,
  type FactsBook,
  findingEvents,
  markUnreadable,
  type StreetFacts,
  streetFacts,
} from '#supervision';
import { type DecodedEvent, decodeEvent, UndecodableEvent } from './decoded-event.js';
import { byRuleAndSubject, type KnownFinding, knownFinding } from './views/findings-view.js';

const FINDING_EVENTS: ReadonlySet<string> = new Set(findingEvents.map(({ type }) => type));

/**
 * Facts and findings folded from the `process` log in order, for looks at the past and at folders without a server. As in
 * the live views, a stream that cannot be read any further is known only up to there and is named in `unreadable`.
 */
export class FactsFold {
  readonly book: FactsBook = createFactsBook();
  /** Why a stream cannot be read, by its name. */
  readonly unreadable = new Map<string, string>();
  /** Number of events folded: the next position. */
  position = 0;
  readonly #findings = new Map<string, Journal>();

  constructor(
    private readonly catalogue: EventCatalogue,
    /** Ledger instant up to which is folded; undefined for everything. */
    private readonly until?: string,
  ) {}

  /** False for the first event past the end: it is not folded, and none after it may be given. */
  apply(stored: StoredEvent): boolean {
    let decoded: DecodedEvent;
    try {
      decoded = decodeEvent(stored, this.catalogue);
    } catch (error) {
      const stream = error instanceof UndecodableEvent ? error.stream : `(position ${stored.position})`;
      this.#stop(stream, stored.position, error);
      return true;
    }
    const { entry } = decoded;
    // Between streams `at` may go back by seconds at most: the first event past the end ends the day.
    if (this.until !== undefined && entry.at > this.until) return false;
    if (!this.unreadable.has(entry.stream)) {
      try {
        if (FINDING_EVENTS.has(entry.type)) {
          const known = this.#findings.get(entry.stream) ?? emptyJournal(entry.stream);
          this.#findings.set(entry.stream, appendToJournal(known, entry));
        } else applyEntry(this.book, entry);
      } catch (error) {
        this.#stop(entry.stream, stored.position, error);
      }
    }
    this.position = stored.position + 1;
    return true;
  }

  community(code: string): CommunityFacts {
    return communityFacts(this.book, code);
  }

  street(unit: string): StreetFacts {
    return streetFacts(this.book, unit);
  }

  /** In the order of lists. */
  findings(): readonly KnownFinding[] {
    return [...this.#findings.values()].flatMap((journal) => knownFinding(journal) ?? []).sort(byRuleAndSubject);
  }

  #stop(stream: string, position: number, error: unknown): void {
    markUnreadable(this.book, { stream, position });
    this.unreadable.set(stream, error instanceof Error ? error.message : String(error));
    this.position = position + 1;
  }
}
