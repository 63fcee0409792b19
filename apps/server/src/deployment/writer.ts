import { deriveEventId, type EventStore } from '#event-store';
import type { Actor, DecidedEvent, Envelope, LogName } from '#kernel';
import type { LedgerClock } from './ledger-clock.js';

/**
 * Appends events that no command decides: the log's own facts and what the access log hears of. One stream at a time,
 * in order; a repeat with the same command id is found by its event id.
 */
export class DirectWriter {
  readonly #tails = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: EventStore,
    private readonly clock: LedgerClock,
  ) {}

  /** Resolves with the position once it is durable. Throws when the store refuses. */
  write(
    log: LogName,
    stream: string,
    unit: string,
    actor: Actor,
    commandId: string,
    event: DecidedEvent,
  ): Promise<number> {
    const work = async () => {
      for (let attempt = 0; ; attempt++) {
        const head = await this.store.streamHead(log, stream);
        const now = this.clock.now();
        const envelope: Envelope = {
          v: 1,
          log,
          unit,
          id: deriveEventId(commandId, 0),
          stream,
          rev: (head?.revision ?? -1) + 1,
          type: event.type,
          sv: event.sv,
          at: head !== undefined && head.at > now ? head.at : now,
          actor,
          cmd: commandId,
          data: event.data as Record<string, unknown>,
          pii: [],
          att: [],
        };
        const known = await this.store.readById(log, envelope.id);
        if (known !== undefined) return known.position;
        const appended = await this.store.append(log, stream, head?.revision ?? 'none', [{ envelope }]);
        if (appended.ok) return appended.value.last;
        if (appended.error.code !== 'WRONG_REVISION' || attempt > 8)
          throw new Error(`${stream}: ${JSON.stringify(appended.error)}`);
      }
    };
    const before = this.#tails.get(stream);
    const mine = before === undefined ? work() : before.then(work, work);
    const settled = mine.catch(() => undefined);
    this.#tails.set(stream, settled);
    void settled.then(() => {
      if (this.#tails.get(stream) === settled) this.#tails.delete(stream);
    });
    return mine;
  }
}
