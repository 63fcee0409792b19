import { randomUUID } from 'node:crypto';
import { accessStream, type Identity } from '#identity';
import { type Actor, type DecidedEvent, shanghaiDay } from '#kernel';
import type { LedgerClock } from './ledger-clock.js';
import type { DirectWriter } from './writer.js';

/**
 * What goes into the access log. A look, an export or a print is written before it is answered; what identity.db made
 * true is carried over in order. A refusal is written beside the answer: it must not make a refused request slow.
 */
export class AccessLog {
  #pumping: Promise<void> | undefined;

  constructor(
    private readonly writer: DirectWriter,
    private readonly clock: LedgerClock,
    private readonly identity: Identity,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Durable when it resolves. Rejects when the log cannot be written: then nothing may be shown. */
  async look(actor: Actor, event: DecidedEvent): Promise<number> {
    return this.writer.write(
      'access',
      accessStream(shanghaiDay(this.clock.now())),
      actor.unit,
      actor,
      randomUUID(),
      event,
    );
  }

  /** Written in the background; a failure is logged and shown in readiness by the store's own trouble. */
  note(actor: Actor, event: DecidedEvent): void {
    this.look(actor, event).catch(this.onError);
  }

  /** Carries what identity.db holds into the log. Concurrent calls share one run. */
  pump(): Promise<void> {
    this.#pumping ??= this.#carry().finally(() => {
      this.#pumping = undefined;
    });
    return this.#pumping;
  }

  async #carry(): Promise<void> {
    for (;;) {
      const facts = this.identity.facts.pending();
      if (facts.length === 0) return;
      for (const fact of facts) {
        const stream = fact.streamOn(shanghaiDay(this.clock.now()));
        await this.writer.write('access', stream, fact.actor.unit, fact.actor, fact.commandId, fact.event);
        this.identity.facts.recorded([fact.seq]);
      }
    }
  }
}
