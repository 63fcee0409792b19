import type { LogName } from '#kernel';

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
  readonly rows: number[] = [];
  from = 0;
  readonly ids = new Map<string, IndexEntry>();
  readonly streams = new Map<string, IndexEntry[]>();
}

/** The newest events, which the index tables do not know yet. */
export class Tail {
  readonly #logs = { process: new TailOfLog(), cases: new TailOfLog(), access: new TailOfLog() };
  #entries: IndexEntry[] = [];

  /** In commit order. */
  get entries(): readonly IndexEntry[] {
    return this.#entries;
  }

  /** Starts again, after the rows that are indexed; `sizes` are the logs' sizes there. */
  reset(sizes: Readonly<Record<LogName, number>>): void {
    this.#entries = [];
    for (const log of ['process', 'cases', 'access'] as const) {
      const tail = this.#logs[log];
      tail.rows.length = 0;
      tail.from = sizes[log];
      tail.ids.clear();
      tail.streams.clear();
    }
  }

  add(entry: IndexEntry): void {
    this.#entries.push(entry);
    const tail = this.#logs[entry.log];
    tail.rows.push(entry.row);
    tail.ids.set(entry.id, entry);
    const stream = tail.streams.get(entry.stream);
    if (stream === undefined) tail.streams.set(entry.stream, [entry]);
    else stream.push(entry);
  }

  /** The number of events of a log, those in the index tables included. */
  size(log: LogName): number {
    return this.#logs[log].from + this.#logs[log].rows.length;
  }

  /** The first leaf index that is found here and not in the index tables. */
  from(log: LogName): number {
    return this.#logs[log].from;
  }

  rowAt(log: LogName, position: number): number | undefined {
    return this.#logs[log].rows[position - this.#logs[log].from];
  }

  byId(log: LogName, id: string): IndexEntry | undefined {
    return this.#logs[log].ids.get(id);
  }

  /** The stream's newest events in order; empty when all are in the index tables. */
  ofStream(log: LogName, stream: string): readonly IndexEntry[] {
    return this.#logs[log].streams.get(stream) ?? [];
  }
}
