import type { Words } from '#kernel';
import type { AppendFailure } from './event-store.js';

type Unavailable = Extract<AppendFailure, { code: 'STORE_UNAVAILABLE' }>;

/** A read or a subscription that the store could not serve; appends answer with the same as a failure instead. */
export class StoreUnavailable extends Error {
  readonly code = 'STORE_UNAVAILABLE';
  constructor(
    readonly reason: Unavailable['reason'],
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`event store unavailable (${reason}): ${detail}`, options);
    this.name = 'StoreUnavailable';
  }

  asFailure(): Unavailable {
    return { code: 'STORE_UNAVAILABLE', reason: this.reason, detail: this.detail };
  }
}

/** A store that cannot be opened: what is wrong, where, and what to do, in both languages. */
export class StoreNotOpened extends Error {
  constructor(
    readonly code:
      | 'IN_USE'
      | 'NEWER_FORMAT'
      | 'NOT_A_LEDGER'
      | 'CORRUPT'
      | 'NOT_FOUND'
      | 'NOT_DURABLE'
      | 'READ_ONLY'
      | 'IO_ERROR',
    readonly path: string,
    readonly words: Words,
    options?: ErrorOptions,
  ) {
    super(words.en, options);
    this.name = 'StoreNotOpened';
  }
}
