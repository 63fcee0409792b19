import { randomUUID } from 'node:crypto';
import { type Actor, ok, type Rejection, type Result, reject } from '#kernel';
import type { AccountRow, AccountTable } from './account-table.js';
import {
  AccountCreated,
  AccountDisabled,
  AccountEnabled,
  AccountUnlocked,
  PasswordChanged,
  PasswordReset,
  RolesChanged,
} from './events.js';
import type { IdentityDatabase } from './identity-database.js';
import { UNLOCKED } from './lock-out.js';
import { tidyLogin } from './login-name.js';
import { areGrants, checkNewAccount, type NewAccount } from './new-account.js';
import { newOneTimePassword, type OneTimePassword } from './one-time-password.js';
import type { PasswordAttempts } from './password-attempts.js';
import type { PasswordHasher } from './password-hasher.js';
import { checkPassword } from './password-policy.js';
import type { PendingFacts } from './pending-facts.js';
import { administratorsApart, type RoleGrant, tidyGrants } from './roles.js';
import type { Sessions } from './sessions.js';
import { mayActOn, type UnitTree } from './unit-scope.js';

/** What may be shown of an account to the security administrator and to its holder. */
export interface Account {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly personId: string;
  readonly roles: readonly RoleGrant[];
  readonly disabled: boolean;
  readonly mustChangePassword: boolean;
  /** System clock, ISO; only while it is locked. */
  readonly lockedUntil?: string;
  readonly lastSignIn?: string;
  readonly created: string;
}

/**
 * Local accounts. `by` is the actor (person, role, unit) whom the caller has found permitted to manage accounts; every
 * change is refused to the person concerned, and outside the actor's unit. Each change ends the account's sessions at
 * once, and its fact waits for the access log in the same transaction.
 */
export class Accounts {
  constructor(
    private readonly db: IdentityDatabase,
    private readonly table: AccountTable,
    private readonly sessions: Sessions,
    private readonly attempts: PasswordAttempts,
    private readonly hasher: PasswordHasher,
    private readonly facts: PendingFacts,
    private readonly now: () => number,
    private readonly tree: () => UnitTree,
  ) {}

  list(): Account[] {
    return this.table.all().map((row) => this.#shown(row));
  }

  byId(accountId: string): Account | undefined {
    const row = this.table.byId(accountId);
    return row === undefined ? undefined : this.#shown(row);
  }

  /** Codes: ACCOUNT_INVALID, UNIT_OUT_OF_SCOPE, NOT_YOURSELF, LOGIN_TAKEN, ADMINISTRATORS_APART, TOO_BUSY. */
  async create(
    by: Actor,
    wanted: NewAccount,
  ): Promise<Result<{ account: Account; oneTime: OneTimePassword }, Rejection>> {
    const account = { ...wanted, login: tidyLogin(wanted.login), displayName: wanted.displayName.trim() };
    const valid = checkNewAccount(account);
    if (!valid.ok) return valid;
    const early = this.#mayCreate(by, account);
    if (!early.ok) return early;
    if (!this.hasher.hasRoom()) return reject('TOO_BUSY');
    const oneTime = newOneTimePassword(this.now());
    const digest = await this.hasher.hash(oneTime.password);
    const id = randomUUID();
    return this.db
      .transaction((): Result<{ account: Account; oneTime: OneTimePassword }, Rejection> => {
        const still = this.#mayCreate(by, account);
        if (!still.ok) return still;
        this.insert(by, account, { id, digest, mustChange: true, until: oneTime.untilMs });
        return ok({ account: this.#need(id), oneTime: { password: oneTime.password, until: oneTime.until } });
      })
      .immediate();
  }

  /** Writes a checked account and notes the fact; for callers that hold a transaction (first start, demonstration). */
  insert(
    by: Actor,
    account: NewAccount,
    secret: { readonly id: string; readonly digest: string; readonly mustChange: boolean; readonly until?: number },
  ): void {
    const roles = tidyGrants(account.roles);
    this.table.insert({
      id: secret.id,
      login: account.login,
      displayName: account.displayName,
      personId: account.personId,
      password: secret.digest,
      mustChange: secret.mustChange,
      passwordUntil: secret.until,
      created: this.now(),
    });
    this.table.setGrants(secret.id, roles);
    this.facts.note(by, AccountCreated.of({ accountId: secret.id, personId: account.personId, roles, by: by.id }));
  }

  /** Codes: ACCOUNT_UNKNOWN, ROLES_INVALID, NOT_YOURSELF, UNIT_OUT_OF_SCOPE, ADMINISTRATORS_APART, LAST_SECURITY_ADMINISTRATOR. */
  changeRoles(by: Actor, accountId: string, wanted: readonly RoleGrant[]): Result<Account, Rejection> {
    if (!areGrants(wanted))
      return reject('ROLES_INVALID', undefined, { fields: [{ pointer: '/roles', code: 'ROLES_INVALID' }] });
    const roles = tidyGrants(wanted);
    return this.#change(by, accountId, (row) => {
      const scope = this.#inScope(by, roles);
      if (!scope.ok) return scope;
      if (!administratorsApart([...roles, ...this.table.otherGrantsOf(row.personId, row.id)])) {
        return reject('ADMINISTRATORS_APART');
      }
      if (!roles.some(({ role }) => role === 'security-administrator') && this.#isLastSecurityAdministrator(row)) {
        return reject('LAST_SECURITY_ADMINISTRATOR');
      }
      const before = this.table.grantsOf(row.id);
      this.table.setGrants(row.id, roles);
      this.sessions.endAll(row.id, 'revoked');
      return ok(RolesChanged.of({ accountId: row.id, roles, before, by: by.id }));
    });
  }

  /** Ends all sessions and stops all tokens of the account at once. */
  disable(by: Actor, accountId: string): Result<Account, Rejection> {
    return this.#change(by, accountId, (row) => {
      if (row.disabled) return ok(undefined);
      if (this.#isLastSecurityAdministrator(row)) return reject('LAST_SECURITY_ADMINISTRATOR');
      this.table.setDisabled(row.id, true);
      this.sessions.endAll(row.id, 'revoked');
      return ok(AccountDisabled.of({ accountId: row.id, by: by.id }));
    });
  }

  enable(by: Actor, accountId: string): Result<Account, Rejection> {
    return this.#change(by, accountId, (row) => {
      if (!row.disabled) return ok(undefined);
      this.table.setDisabled(row.id, false);
      return ok(AccountEnabled.of({ accountId: row.id, by: by.id }));
    });
  }

  unlock(by: Actor, accountId: string): Result<Account, Rejection> {
    return this.#change(by, accountId, (row) => {
      this.table.setLock(row.id, UNLOCKED);
      return ok(AccountUnlocked.of({ accountId: row.id, by: by.id }));
    });
  }

  /** A new one-time password, which works for three days; the old one stops and all sessions end. */
  async resetPassword(by: Actor, accountId: string): Promise<Result<OneTimePassword, Rejection>> {
    if (!this.hasher.hasRoom()) return reject('TOO_BUSY');
    const oneTime = newOneTimePassword(this.now());
    const digest = await this.hasher.hash(oneTime.password);
    const done = this.#change(by, accountId, (row) => {
      this.table.setPassword(row.id, digest, true, oneTime.untilMs);
      this.sessions.endAll(row.id, 'revoked');
      return ok(PasswordReset.of({ accountId: row.id, by: by.id }));
    });
    return done.ok ? ok({ password: oneTime.password, until: oneTime.until }) : done;
  }

  /**
   * For somebody at the machine itself: a new one-time password for a security administrator who has lost theirs. All
   * other accounts are reset by a security administrator. Codes: ACCOUNT_UNKNOWN, NOT_PERMITTED, TOO_BUSY.
   */
  async recover(login: string, operatorUnit: string): Promise<Result<OneTimePassword, Rejection>> {
    const row = this.table.byLogin(tidyLogin(login));
    if (row === undefined) return reject('ACCOUNT_UNKNOWN');
    if (!this.table.grantsOf(row.id).some(({ role }) => role === 'security-administrator')) {
      return reject('NOT_PERMITTED', { role: 'operator', capability: 'accounts.manage' });
    }
    return this.resetPassword({ id: 'operator', role: 'operator', unit: operatorUnit }, row.id);
  }

  /**
   * The holder's own change; the current password is asked for and locks out like a sign-in. Ends every other session
   * of the account; the caller renews the token of this one. Codes: ACCOUNT_UNKNOWN, PASSWORD_TOO_WEAK,
   * PASSWORD_UNCHANGED, PASSWORD_WRONG, LOCKED_OUT, TOO_BUSY.
   */
  async changePassword(
    holder: Actor,
    change: { readonly accountId: string; readonly session: string; readonly current: string; readonly next: string },
  ): Promise<Result<true, Rejection>> {
    const row = this.table.byId(change.accountId);
    if (row === undefined) return reject('ACCOUNT_UNKNOWN');
    const strong = checkPassword(change.next, row);
    if (!strong.ok) return strong;
    const attempt = await this.attempts.attempt({ account: row }, change.current);
    if (attempt.outcome === 'busy') return reject('TOO_BUSY');
    if (attempt.outcome === 'locked') return reject('LOCKED_OUT', { minutes: attempt.minutes });
    if (attempt.outcome === 'wrong') return reject('PASSWORD_WRONG');
    if (change.current.normalize('NFC') === change.next.normalize('NFC')) return reject('PASSWORD_UNCHANGED');
    if (!this.hasher.hasRoom()) return reject('TOO_BUSY');
    const digest = await this.hasher.hash(change.next);
    return this.db
      .transaction((): Result<true, Rejection> => {
        // A reset or a disabling that came between wins.
        const now = this.table.byId(row.id);
        if (now === undefined || now.disabled || now.passwordVersion !== attempt.version)
          return reject('ACCOUNT_UNKNOWN');
        this.table.setPassword(row.id, digest, false);
        this.sessions.endAll(row.id, 'revoked', change.session);
        this.facts.note(holder, PasswordChanged.of({ accountId: row.id, forced: row.mustChange }));
        return ok(true);
      })
      .immediate();
  }

  #mayCreate(by: Actor, account: NewAccount): Result<true, Rejection> {
    if (by.id === account.personId) return reject('NOT_YOURSELF');
    const scope = this.#inScope(by, account.roles);
    if (!scope.ok) return scope;
    if (this.table.byLogin(account.login) !== undefined) return reject('LOGIN_TAKEN');
    if (!administratorsApart([...account.roles, ...this.table.otherGrantsOf(account.personId, '')])) {
      return reject('ADMINISTRATORS_APART');
    }
    return ok(true);
  }

  #change(
    by: Actor,
    accountId: string,
    decide: (row: AccountRow) => Result<Parameters<PendingFacts['note']>[1] | undefined, Rejection>,
  ): Result<Account, Rejection> {
    return this.db
      .transaction((): Result<Account, Rejection> => {
        const row = this.table.byId(accountId);
        if (row === undefined) return reject('ACCOUNT_UNKNOWN');
        if (row.personId === by.id) return reject('NOT_YOURSELF');
        const scope = this.#inScope(by, this.table.grantsOf(row.id));
        if (!scope.ok) return scope;
        const decided = decide(row);
        if (!decided.ok) return decided;
        if (decided.value !== undefined) this.facts.note(by, decided.value);
        return ok(this.#need(row.id));
      })
      .immediate();
  }

  #inScope(by: Actor, grants: readonly RoleGrant[]): Result<true, Rejection> {
    const outside = grants.find(({ unit }) => !mayActOn(by.unit, unit, this.tree()));
    return outside === undefined ? ok(true) : reject('UNIT_OUT_OF_SCOPE', { unit: by.unit, wanted: outside.unit });
  }

  #isLastSecurityAdministrator(row: AccountRow): boolean {
    return (
      !row.disabled &&
      this.table.grantsOf(row.id).some(({ role }) => role === 'security-administrator') &&
      this.table.enabledWithRole('security-administrator') <= 1
    );
  }

  #need(accountId: string): Account {
    const row = this.table.byId(accountId);
    if (row === undefined) throw new Error('an account that was just written is missing');
    return this.#shown(row);
  }

  #shown(row: AccountRow): Account {
    const iso = (at: number): string => new Date(at).toISOString();
    return {
      id: row.id,
      login: row.login,
      displayName: row.displayName,
      personId: row.personId,
      roles: this.table.grantsOf(row.id),
      disabled: row.disabled,
      mustChangePassword: row.mustChange,
      ...(row.lock.lockedUntil > this.now() ? { lockedUntil: iso(row.lock.lockedUntil) } : {}),
      ...(row.lastSignIn === undefined ? {} : { lastSignIn: iso(row.lastSignIn) }),
      created: iso(row.created),
    };
  }
}
