import { LOGS, type LogName } from '#kernel';

/** Where one event stands: what the index tables will say about it. */
export interface IndexEntry {
  readonly row: number;
  readonly log: LogName;
  readonly position: number;
  readonly stream: string;
  readonly rev: number;
  readonly id: string;
}

class TailOfLog {
  /** Row of each event from position `from` on. */
  rows: number[] = [];
  from = 0;
  readonly ids = new Map<string, IndexEntry>();
  readonly streams = new Map<string, IndexEntry[]>();
}

/**
 * The newest events, which the index tables do not know yet. Positions are kept for all of them; names (stream and id)
 * may be added later, since whoever only reads leaves does not need them.
 */
export class Tail {
  readonly #logs = { process: new TailOfLog(), cases: new TailOfLog(), access: new TailOfLog() };
  #named: IndexEntry[] = [];

  /** Starts after events that are found elsewhere; `sizes` are the logs' sizes there. */
  constructor(sizes: Readonly<Record<LogName, number>>) {
    for (const log of LOGS) this.#logs[log].from = sizes[log];
  }

  /** Those whose names are known, in commit order. */
  get named(): readonly IndexEntry[] {
    return this.#named;
  }

  addPosition(log: LogName, row: number): void {
    this.#logs[log].rows.push(row);
  }

  addName(entry: IndexEntry): void {
    this.#named.push(entry);
    const tail = this.#logs[entry.log];
    tail.ids.set(entry.id, entry);
    const stream = tail.streams.get(entry.stream);
    if (stream === undefined) tail.streams.set(entry.stream, [entry]);
    else stream.push(entry);
  }

  /** Forgets everything up to and including a row, which is now in the index tables. */
  dropThrough(row: number): void {
    const named = this.#named;
    this.#named = [];
    for (const log of LOGS) {
      const tail = this.#logs[log];
      const left = tail.rows.filter((other) => other > row);
      tail.from += tail.rows.length - left.length;
      tail.rows = left;
      tail.ids.clear();
      tail.streams.clear();
    }
    for (const entry of named) if (entry.row > row) this.addName(entry);
  }

  sizes(): Record<LogName, number> {
    return { process: this.size('process'), cases: this.size('cases'), access: this.size('access') };
  }

  /** The number of events of a log up to the end of this tail. */
  size(log: LogName): number {
    return this.#logs[log].from + this.#logs[log].rows.length;
  }

  /** The first leaf index that stands here. */
  from(log: LogName): number {
    return this.#logs[log].from;
  }

  rowAt(log: LogName, position: number): number | undefined {
    return this.#logs[log].rows[position - this.#logs[log].from];
  }

  byId(log: LogName, id: string): IndexEntry | undefined {
    return this.#logs[log].ids.get(id);
  }

  /** All streams that have events here. */
  streams(): { readonly log: LogName; readonly stream: string; readonly entries: readonly IndexEntry[] }[] {
    return LOGS.flatMap((log) => [...this.#logs[log].streams].map(([stream, entries]) => ({ log, stream, entries })));
  }

  /** The stream's events that stand here, in order. */
  ofStream(log: LogName, stream: string): readonly IndexEntry[] {
    return this.#logs[log].streams.get(stream) ?? [];
  }
}
