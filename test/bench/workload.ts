import { randomUUID } from 'node:crypto';
import { QualificationReviewed } from '#elections';
import { deriveEventId, type EventToAppend, type ExpectedRevision, openSqliteStore } from '#event-store';
import type { Envelope } from '#kernel';

/** Events per stream before a caller starts the next: an election's stream has some dozens. */
const EVENTS_PER_STREAM = 40;
const MAC = new Uint8Array(32).fill(7);

export interface NextAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: EventToAppend[];
}

/**
 * What the path below HTTP does for a command, the store apart: checks the data against the event's own schema, derives
 * the ids and makes the envelopes. Each caller writes streams of its own, one after the other.
 */
export class Caller {
  #stream = '';
  #rev = -1;
  #streams = 0;
  #events = 0;

  /** Part of the names of its streams, so that no two callers ever write the same one. */
  readonly #run = randomUUID().slice(0, 8);

  constructor(readonly number: number) {}

  next(batch: number): NextAppend {
    if (this.#stream === '' || this.#rev + 1 >= Math.max(EVENTS_PER_STREAM, batch)) {
      this.#stream = `partyElection-C03-${2021 + this.number}-${this.#run}.${++this.#streams}`;
      this.#rev = -1;
    }
    const expected = this.#rev < 0 ? 'none' : this.#rev;
    const cmd = randomUUID();
    const at = new Date().toISOString();
    const events: EventToAppend[] = [];
    for (let index = 0; index < batch; index++) events.push({ mac: MAC, envelope: this.#envelope(cmd, index, at) });
    return { stream: this.#stream, expected, events };
  }

  #envelope(cmd: string, index: number, at: string): Envelope {
    const decided = QualificationReviewed.of({
      level: 'joint',
      personId: `5f0c6f0e-8a55-4f2b-9d53-${(this.#events++ % 0xffffff).toString(16).padStart(12, '0')}`,
      body: 'district-office',
      outcome: 'passed',
      number: '云街审〔2021〕17号',
    });
    return {
      actor: { id: 'p-4f2b9d53', role: 'joint-reviewer', unit: 'S01' },
      at,
      att: [],
      cmd,
      data: decided.data,
      id: deriveEventId(cmd, index),
      log: 'process',
      on: '2021-11-05',
      pii: [],
      rev: ++this.#rev,
      stream: this.#stream,
      sv: decided.sv,
      type: decided.type,
      unit: 'C03',
      v: 1,
    };
  }
}

/** Makes the ledger if there is none, and appends at least so many events to it. */
export async function fillLedger(path: string, count: number): Promise<void> {
  const store = openSqliteStore(path);
  try {
    const callers = Array.from({ length: 16 }, (_, number) => new Caller(number));
    const batch = Math.min(100, Math.ceil(count / callers.length));
    for (let done = 0; done < count; done += callers.length * batch) {
      await Promise.all(
        callers.map((caller) => {
          const { stream, expected, events } = caller.next(batch);
          return store.append('process', stream, expected, events);
        }),
      );
    }
  } finally {
    await store.close();
  }
}
