import type { Database } from 'better-sqlite3';
import type { DecodedEvent } from './decoded-event.js';

/**
 * A view: SQL tables (and, where it keeps folds, memory restored from them) that only its own `apply` writes.
 * `version` names the shape: a change of it makes the runtime build the view set anew beside the live one.
 */
export interface View {
  readonly name: string;
  readonly version: number;
  /** Event types it follows; `all` for every event. */
  readonly handles: ReadonlySet<string> | 'all';
  /**
   * True for a view that keeps folds in memory and saves them as documents. Saving costs as much as the folds are
   * large, so it is done now and then: what came after the last save is folded again from the log at a start.
   */
  readonly keepsDocuments?: boolean;
  /** Creates its tables in an empty database. */
  create(db: Database): void;
  /** Prepares statements and restores memory from the tables; called once before `apply`. */
  open(db: Database): void;
  /** Applies one event. Throwing quarantines the event's stream for this view; nothing of the event may stay behind. */
  apply(event: DecodedEvent): void;
  /**
   * A stream was quarantined for this view, now or (told after `open`) before a restart: `position` is that of the first
   * event that could not be applied. Later events of it are not applied.
   */
  quarantined?(stream: string, position: number): void;
  /** Writes what is still in memory; called before the transaction of a batch commits (with documents: of a save). */
  flush?(moment: ViewMoment): void;
  /** Called once the documents of the set are in memory after a start. */
  restored?(): void;
  /** Called when a rebuild has reached the end of the log: work that is done once instead of per event. */
  settle?(moment: ViewMoment): void;
}

/** Where the set stands when a batch is flushed. */
export interface ViewMoment {
  /** Number of events seen: the next position. */
  readonly position: number;
  /** `at` of the last event seen. */
  readonly at: string | undefined;
  /** True while a rebuild has not reached the end of the log. */
  readonly rebuilding: boolean;
}
