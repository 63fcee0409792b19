import { randomUUID } from 'node:crypto';
import type { Actor, DecidedEvent } from '#kernel';
import { accessEvents, accessStream, accountStream, SignInsFailed } from './events.js';
import type { IdentityDatabase } from './identity-database.js';

/** A fact that identity.db has made true and the access log does not hold yet. */
export interface PendingFact {
  readonly seq: number;
  /** Command id for the envelope: the event id derived from it is the same at every try. */
  readonly commandId: string;
  readonly actor: Actor;
  readonly event: DecidedEvent;
  /** System clock, ISO. */
  readonly noted: string;
  /** Where it belongs, given the day of the ledger clock on which it is appended. */
  streamOn(ledgerDay: string): string;
}

interface FactRow {
  readonly seq: number;
  readonly command_id: string;
  readonly type: string;
  readonly data: string;
  readonly actor: string;
  readonly noted: number;
}

const TYPES = new Map(accessEvents.map((eventType) => [eventType.type as string, eventType]));
const MINUTE = 60_000;

/**
 * Facts wait in the same database and transaction as the change that they tell of, so that no account is changed and
 * no session opened without the log hearing of it, whatever crashes between. The server appends them in order and
 * then says `recorded`; an append that is repeated finds its event by id.
 */
export class PendingFacts {
  readonly #insert;
  readonly #select;
  readonly #delete;
  readonly #count;
  readonly #addFailure;
  readonly #dueFailures;
  readonly #dropFailure;

  constructor(
    private readonly db: IdentityDatabase,
    private readonly now: () => number,
    private readonly system: Actor,
  ) {
    this.#insert = db.prepare<[string, string, string, string, number]>(
      'INSERT INTO pending_fact (command_id, type, data, actor, noted) VALUES (?, ?, ?, ?, ?)',
    );
    this.#select = db.prepare<[number], FactRow>('SELECT * FROM pending_fact ORDER BY seq LIMIT ?');
    this.#delete = db.prepare<[number]>('DELETE FROM pending_fact WHERE seq = ?');
    this.#count = db.prepare<[], number>('SELECT count(*) FROM pending_fact').pluck();
    this.#addFailure = db.prepare<[string, number, number, number]>(
      `INSERT INTO failed_sign_ins (account_id, due, while_locked, first, count) VALUES (?, ?, ?, ?, 1)
       ON CONFLICT DO UPDATE SET count = count + 1`,
    );
    this.#dueFailures = db.prepare<
      [number],
      { account_id: string; due: number; while_locked: number; first: number; count: number }
    >('SELECT * FROM failed_sign_ins WHERE due <= ? ORDER BY due, account_id');
    this.#dropFailure = db.prepare<[string, number, number]>(
      'DELETE FROM failed_sign_ins WHERE account_id = ? AND due = ? AND while_locked = ?',
    );
  }

  /** Call it inside the transaction that makes the fact true. */
  note(actor: Actor | 'system', event: DecidedEvent): void {
    const who = actor === 'system' ? this.system : actor;
    this.#insert.run(randomUUID(), event.type, JSON.stringify(event.data), JSON.stringify(who), this.now());
  }

  /** A failed sign-in of an existing account: summed per minute, or while it is locked until `lockedUntil`. */
  noteFailure(accountId: string, lockedUntil: number | undefined): void {
    const now = this.now();
    const due = lockedUntil ?? now - (now % MINUTE) + MINUTE;
    this.#addFailure.run(accountId, due, lockedUntil === undefined ? 0 : 1, now);
  }

  /** What waits to be appended, oldest first; sums of failed sign-ins whose time is over are among them. */
  pending(limit = 100): readonly PendingFact[] {
    const due = this.#dueFailures.all(this.now());
    if (due.length > 0) {
      this.db
        .transaction(() => {
          for (const row of due) {
            const minute = `${new Date(row.first).toISOString().slice(0, 16)}Z`;
            const whileLocked = row.while_locked === 1;
            this.note('system', SignInsFailed.of({ account: row.account_id, minute, count: row.count, whileLocked }));
            this.#dropFailure.run(row.account_id, row.due, row.while_locked);
          }
        })
        .immediate();
    }
    return this.#select.all(limit).map(asFact);
  }

  /** These stand in the log now. */
  recorded(seqs: readonly number[]): void {
    this.db
      .transaction(() => {
        for (const seq of seqs) this.#delete.run(seq);
      })
      .immediate();
  }

  /** How many wait: a number that keeps growing means that the access log is not written. */
  get waiting(): number {
    return this.#count.get() ?? 0;
  }
}

function asFact(row: FactRow): PendingFact {
  const eventType = TYPES.get(row.type);
  if (eventType === undefined) throw new Error(`identity.db holds a fact of unknown type ${row.type}`);
  const data = JSON.parse(row.data) as Record<string, unknown>;
  const accountId = eventType.category === 'account' ? String(data['accountId']) : undefined;
  return {
    seq: row.seq,
    commandId: row.command_id,
    actor: JSON.parse(row.actor) as Actor,
    event: { type: row.type, sv: eventType.latest, data },
    noted: new Date(row.noted).toISOString(),
    streamOn: (day) => (accountId === undefined ? accessStream(day) : accountStream(accountId)),
  };
}
