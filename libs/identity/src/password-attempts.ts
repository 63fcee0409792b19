import type { AccountRow, AccountTable } from './account-table.js';
import { AccountLocked } from './events.js';
import type { IdentityDatabase } from './identity-database.js';
import { afterAttempt, type LockState, minutesLeft, UNLOCKED, UnknownNameLocks } from './lock-out.js';
import type { PasswordHasher } from './password-hasher.js';
import type { PendingFacts } from './pending-facts.js';

export type Attempt =
  /** Whoever acts on it checks that the account still has this version of its password. */
  | { readonly outcome: 'right'; readonly version: number }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'locked'; readonly minutes: number }
  /** Too many at once: nothing was counted, nothing checked. */
  | { readonly outcome: 'busy' };

/** Whose password is tried: an account, or a name that no account has. */
export type Target = { readonly account: AccountRow } | { readonly unknown: string };

/**
 * Checks a password with lock-out. Whatever the name and the state of the account, one attempt is one transaction
 * before, one argon2 run, and one transaction after a failure: neither the answer nor the work tells whether an
 * account exists. An attempt is counted before it is checked, so that many at the same moment do not get past the
 * limit; a right password takes the count back.
 */
export class PasswordAttempts {
  readonly #unknown = new UnknownNameLocks();
  readonly #countRefusal;

  constructor(
    private readonly db: IdentityDatabase,
    private readonly accounts: AccountTable,
    private readonly facts: PendingFacts,
    private readonly hasher: PasswordHasher,
    private readonly now: () => number,
  ) {
    this.#countRefusal = db.prepare<[string]>(
      'INSERT INTO anonymous_refusal (kind, count) VALUES (?, 1) ON CONFLICT DO UPDATE SET count = count + 1',
    );
  }

  async attempt(target: Target, password: string): Promise<Attempt> {
    if (!this.hasher.hasRoom()) return { outcome: 'busy' };
    const account = 'account' in target ? target.account : undefined;
    const begun = this.now();
    // No `await` between `hasRoom` and `verify`: the place in the queue is the one that was seen free.
    const { admitted, lock } = this.#admit(target, begun);
    const digest = account !== undefined && admitted ? account.password : this.hasher.decoy;
    const matches = await this.hasher.verify(digest, password);
    const usable =
      account !== undefined &&
      admitted &&
      !account.disabled &&
      (account.passwordUntil === undefined || begun < account.passwordUntil);
    if (matches && usable) {
      this.db.transaction(() => this.accounts.setLock(account.id, UNLOCKED)).immediate();
      if (this.hasher.isOutdated(account.password) && this.hasher.hasRoom()) {
        this.accounts.rehash(account.id, account.password, await this.hasher.hash(password));
      }
      return { outcome: 'right', version: account.passwordVersion };
    }
    const lockedNow = admitted && lock.lockedUntil > begun;
    this.#noteFailure(account, admitted ? undefined : lock.lockedUntil, lockedNow ? lock.lockedUntil - begun : 0);
    return lock.lockedUntil > begun
      ? { outcome: 'locked', minutes: minutesLeft(lock.lockedUntil, this.now()) }
      : { outcome: 'wrong' };
  }

  /** Counts the attempt; not admitted while locked. `lock` is the state after it. */
  #admit(target: Target, now: number): { admitted: boolean; lock: LockState } {
    return this.db
      .transaction(() => {
        if ('account' in target) {
          const state = this.accounts.byId(target.account.id)?.lock ?? target.account.lock;
          if (state.lockedUntil > now) {
            this.accounts.setLock(target.account.id, state);
            return { admitted: false, lock: state };
          }
          const lock = afterAttempt(state, now);
          this.accounts.setLock(target.account.id, lock);
          return { admitted: true, lock };
        }
        const slot = this.#unknown.slotOf(target.unknown);
        const state = this.#unknown.state(slot);
        this.#countRefusal.run('attempt-unknown-name');
        if (state.lockedUntil > now) return { admitted: false, lock: state };
        const lock = afterAttempt(state, now);
        this.#unknown.set(slot, lock);
        return { admitted: true, lock };
      })
      .immediate();
  }

  #noteFailure(account: AccountRow | undefined, lockedUntil: number | undefined, lockedForMs: number): void {
    this.db
      .transaction(() => {
        if (account === undefined) {
          this.#countRefusal.run('refused-unknown-name');
          return;
        }
        this.accounts.addFailure(account.id);
        this.facts.noteFailure(account.id, lockedUntil);
        if (lockedForMs > 0) {
          const minutes = Math.round(lockedForMs / 60_000);
          this.facts.note('system', AccountLocked.of({ accountId: account.id, minutes }));
        }
      })
      .immediate();
  }
}
