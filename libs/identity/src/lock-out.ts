import { createHmac, randomBytes } from 'node:crypto';

/** Five failures lock for 15 minutes; each further lock before a right password is twice as long, up to four hours. */
export const LOCK_OUT = { failures: 5, minutes: 15, longestMinutes: 240 } as const;

/** Failures since the last lock or success, locks since the last success, and until when (system clock, ms). */
export interface LockState {
  readonly failed: number;
  readonly locks: number;
  readonly lockedUntil: number;
}

export const UNLOCKED: LockState = { failed: 0, locks: 0, lockedUntil: 0 };

/** State after one more attempt, counted before it is known to be right: attempts made at the same time all count. */
export function afterAttempt(state: LockState, now: number): LockState {
  const failed = state.failed + 1;
  if (failed < LOCK_OUT.failures) return { ...state, failed };
  const minutes = lockMinutes(state.locks + 1);
  return { failed: 0, locks: state.locks + 1, lockedUntil: now + minutes * 60_000 };
}

/** Length of the nth lock. */
export function lockMinutes(nth: number): number {
  return Math.min(LOCK_OUT.longestMinutes, LOCK_OUT.minutes * 2 ** Math.min(nth - 1, 10));
}

/** Minutes until `lockedUntil`, rounded up, at least 1. */
export function minutesLeft(lockedUntil: number, now: number): number {
  return Math.max(1, Math.ceil((lockedUntil - now) / 60_000));
}

const SLOTS = 1 << 16;

/**
 * Lock-out of names that no account has, so that being locked does not tell which names exist. A fixed number of
 * slots in memory, chosen by a keyed digest of the name: nothing grows, nothing is kept of what was typed, and two
 * names in one slot only lock a little earlier.
 */
export class UnknownNameLocks {
  readonly #key = randomBytes(32);
  readonly #slots = new Map<number, LockState>();

  slotOf(name: string): number {
    return createHmac('sha256', this.#key).update(name).digest().readUInt16BE(0) % SLOTS;
  }

  state(slot: number): LockState {
    return this.#slots.get(slot) ?? UNLOCKED;
  }

  set(slot: number, state: LockState): void {
    this.#slots.set(slot, state);
  }
}
