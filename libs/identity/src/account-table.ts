import type { IdentityDatabase } from './identity-database.js';
import type { LockState } from './lock-out.js';
import { type Role, type RoleGrant, storedRole, tidyGrants } from './roles.js';

export interface AccountRow {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly personId: string;
  readonly password: string;
  /** Grows with each new password, not when the same one is hashed anew. */
  readonly passwordVersion: number;
  readonly mustChange: boolean;
  /** A one-time password works until then (ms); undefined for passwords that their holders chose. */
  readonly passwordUntil: number | undefined;
  readonly disabled: boolean;
  readonly lock: LockState;
  readonly failedSinceSuccess: number;
  readonly lastSignIn: number | undefined;
  readonly created: number;
}

interface StoredAccount {
  readonly id: string;
  readonly login: string;
  readonly display_name: string;
  readonly person_id: string;
  readonly password: string;
  readonly password_version: number;
  readonly must_change: number;
  readonly password_until: number | null;
  readonly disabled: number;
  readonly failed: number;
  readonly locks: number;
  readonly locked_until: number;
  readonly failed_since_success: number;
  readonly last_sign_in: number | null;
  readonly created: number;
}

function asAccount(row: StoredAccount): AccountRow {
  return {
    id: row.id,
    login: row.login,
    displayName: row.display_name,
    personId: row.person_id,
    password: row.password,
    passwordVersion: row.password_version,
    mustChange: row.must_change === 1,
    passwordUntil: row.password_until ?? undefined,
    disabled: row.disabled === 1,
    lock: { failed: row.failed, locks: row.locks, lockedUntil: row.locked_until },
    failedSinceSuccess: row.failed_since_success,
    lastSignIn: row.last_sign_in ?? undefined,
    created: row.created,
  };
}

/** The SQL over accounts and their grants, prepared once. No rules here. */
export class AccountTable {
  readonly #byLogin;
  readonly #byId;
  readonly #all;
  readonly #count;
  readonly #insert;
  readonly #grants;
  readonly #personGrants;
  readonly #addGrant;
  readonly #dropGrants;
  readonly #setPassword;
  readonly #rehash;
  readonly #setDisabled;
  readonly #setLock;
  readonly #addFailure;
  readonly #succeed;
  readonly #enabledWithRole;

  constructor(db: IdentityDatabase) {
    this.#byLogin = db.prepare<[string], StoredAccount>('SELECT * FROM account WHERE login = ?');
    this.#byId = db.prepare<[string], StoredAccount>('SELECT * FROM account WHERE id = ?');
    this.#all = db.prepare<[], StoredAccount>('SELECT * FROM account ORDER BY login');
    this.#count = db.prepare<[], number>('SELECT count(*) FROM account').pluck();
    this.#insert = db.prepare<[string, string, string, string, string, number, number | null, number]>(
      `INSERT INTO account (id, login, display_name, person_id, password, must_change, password_until, created)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#grants = db.prepare<[string], RoleGrant>('SELECT role, unit FROM account_grant WHERE account_id = ?');
    this.#personGrants = db.prepare<[string, string], RoleGrant>(
      `SELECT role, unit FROM account_grant JOIN account ON account.id = account_id
       WHERE person_id = ? AND account.id <> ?`,
    );
    this.#addGrant = db.prepare<[string, string, string]>(
      'INSERT INTO account_grant (account_id, role, unit) VALUES (?, ?, ?)',
    );
    this.#dropGrants = db.prepare<[string]>('DELETE FROM account_grant WHERE account_id = ?');
    this.#setPassword = db.prepare<[string, number, number | null, string]>(
      `UPDATE account SET password = ?, password_version = password_version + 1, must_change = ?,
         password_until = ?, failed = 0, locks = 0, locked_until = 0 WHERE id = ?`,
    );
    this.#rehash = db.prepare<[string, string, string]>(
      'UPDATE account SET password = ? WHERE id = ? AND password = ?',
    );
    this.#setDisabled = db.prepare<[number, string]>('UPDATE account SET disabled = ? WHERE id = ?');
    this.#setLock = db.prepare<[number, number, number, string]>(
      'UPDATE account SET failed = ?, locks = ?, locked_until = ? WHERE id = ?',
    );
    this.#addFailure = db.prepare<[string]>(
      'UPDATE account SET failed_since_success = failed_since_success + 1 WHERE id = ?',
    );
    this.#succeed = db.prepare<[number, string]>(
      'UPDATE account SET failed_since_success = 0, last_sign_in = ? WHERE id = ?',
    );
    this.#enabledWithRole = db
      .prepare<[string], number>(
        `SELECT count(DISTINCT account.id) FROM account JOIN account_grant ON account.id = account_id
         WHERE role = ? AND disabled = 0`,
      )
      .pluck();
  }

  byLogin(login: string): AccountRow | undefined {
    const row = this.#byLogin.get(login);
    return row === undefined ? undefined : asAccount(row);
  }

  byId(id: string): AccountRow | undefined {
    const row = this.#byId.get(id);
    return row === undefined ? undefined : asAccount(row);
  }

  all(): AccountRow[] {
    return this.#all.all().map(asAccount);
  }

  count(): number {
    return this.#count.get() ?? 0;
  }

  enabledWithRole(role: Role): number {
    return this.#enabledWithRole.get(role) ?? 0;
  }

  grantsOf(accountId: string): RoleGrant[] {
    return tidyGrants(this.#grants.all(accountId).map(({ role, unit }) => ({ role: storedRole(role), unit })));
  }

  /** Grants of the same person's other accounts. */
  otherGrantsOf(personId: string, exceptAccountId: string): RoleGrant[] {
    return this.#personGrants.all(personId, exceptAccountId);
  }

  insert(account: {
    readonly id: string;
    readonly login: string;
    readonly displayName: string;
    readonly personId: string;
    readonly password: string;
    readonly mustChange: boolean;
    readonly passwordUntil?: number;
    readonly created: number;
  }): void {
    this.#insert.run(
      account.id,
      account.login,
      account.displayName,
      account.personId,
      account.password,
      account.mustChange ? 1 : 0,
      account.passwordUntil ?? null,
      account.created,
    );
  }

  setGrants(accountId: string, grants: readonly RoleGrant[]): void {
    this.#dropGrants.run(accountId);
    for (const { role, unit } of grants) this.#addGrant.run(accountId, role, unit);
  }

  /** Also ends a lock. `until` is given for one-time passwords. */
  setPassword(accountId: string, digest: string, mustChange: boolean, until?: number): void {
    this.#setPassword.run(digest, mustChange ? 1 : 0, until ?? null, accountId);
  }

  /** The same password with another cost; nothing happens when the password has changed meanwhile. */
  rehash(accountId: string, before: string, digest: string): void {
    this.#rehash.run(digest, accountId, before);
  }

  setDisabled(accountId: string, disabled: boolean): void {
    this.#setDisabled.run(disabled ? 1 : 0, accountId);
  }

  setLock(accountId: string, lock: LockState): void {
    this.#setLock.run(lock.failed, lock.locks, lock.lockedUntil, accountId);
  }

  addFailure(accountId: string): void {
    this.#addFailure.run(accountId);
  }

  succeed(accountId: string, now: number): void {
    this.#succeed.run(now, accountId);
  }
}
