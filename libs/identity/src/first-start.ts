import { randomUUID } from 'node:crypto';
import { type Actor, ok, type Rejection, type Result, reject } from '#kernel';
import type { AccountTable } from './account-table.js';
import type { Accounts } from './accounts.js';
import type { IdentityDatabase } from './identity-database.js';
import { tidyLogin } from './login-name.js';
import { checkNewAccount } from './new-account.js';
import { isSecretShaped, newSecret, secretDigest } from './opaque-secret.js';
import type { PasswordHasher } from './password-hasher.js';
import { checkPassword } from './password-policy.js';
import { ADMINISTRATOR_ROLES, type AdministratorRole } from './roles.js';

const VALID_HOURS = 24;

/** One of the first administrators; the three are to be three different people, the auditor may come later. */
export interface FirstAccount {
  readonly login: string;
  readonly displayName: string;
  readonly password: string;
  readonly role: AdministratorRole;
}

export interface FirstAccounts {
  readonly accounts: readonly { readonly id: string; readonly role: AdministratorRole }[];
  /** Set when two accounts bear the same display name: one person should not hold two of the three offices. */
  readonly warning?: 'SAME_PERSON_TWICE';
}

/**
 * The first start of a deployment: no account exists, none has a default password. The server prints a link with a
 * one-time code of 256 bits, stored as SHA-256, which works once within 24 hours.
 */
export class FirstStart {
  readonly #store;
  readonly #load;
  readonly #drop;

  constructor(
    private readonly db: IdentityDatabase,
    private readonly table: AccountTable,
    private readonly accounts: Accounts,
    private readonly hasher: PasswordHasher,
    private readonly now: () => number,
    private readonly unit: string,
  ) {
    this.#store = db.prepare<[Buffer, number]>(
      'INSERT INTO first_start (one, digest, expires) VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET digest = excluded.digest, expires = excluded.expires',
    );
    this.#load = db.prepare<[], { digest: Buffer; expires: number }>('SELECT digest, expires FROM first_start');
    this.#drop = db.prepare<[]>('DELETE FROM first_start');
  }

  /** Whether there is no account yet. */
  get needed(): boolean {
    return this.table.count() === 0;
  }

  /** A new code, which replaces any before it; undefined once an account exists. Called at each start of the server. */
  newCode(): { readonly code: string; readonly until: string } | undefined {
    const code = newSecret();
    const until = this.now() + VALID_HOURS * 3600_000;
    return this.db
      .transaction(() => {
        if (!this.needed) return undefined;
        this.#store.run(secretDigest(code), until);
        return { code, until: new Date(until).toISOString() };
      })
      .immediate();
  }

  /**
   * Creates the first administrators: a security and a system administrator, and an auditor if given. Codes:
   * FIRST_START_CODE_INVALID (wrong, used, expired), FIRST_ACCOUNTS_INVALID, ACCOUNT_INVALID, PASSWORD_TOO_WEAK with
   * `login`, TOO_BUSY. The code is checked before any password is hashed.
   */
  async complete(code: string, wanted: readonly FirstAccount[]): Promise<Result<FirstAccounts, Rejection>> {
    if (!this.#isValid(code)) return reject('FIRST_START_CODE_INVALID');
    const accounts = wanted.map((account) => ({
      id: randomUUID(),
      // The registry is empty as yet: the id stands for the person until an account is made for the registered one.
      personId: randomUUID(),
      login: tidyLogin(account.login),
      displayName: account.displayName.trim(),
      password: account.password,
      role: account.role,
      roles: [{ role: account.role, unit: this.unit }],
    }));
    const checked = this.#check(accounts);
    if (!checked.ok) return checked;
    if (!this.hasher.hasRoom()) return reject('TOO_BUSY');
    const digests: string[] = [];
    for (const { password } of accounts) digests.push(await this.hasher.hash(password));
    return this.db
      .transaction((): Result<FirstAccounts, Rejection> => {
        if (!this.#isValid(code)) return reject('FIRST_START_CODE_INVALID');
        this.#drop.run();
        accounts.forEach((account, index) => {
          const by: Actor = { id: 'first-start', role: 'first-start', unit: this.unit };
          this.accounts.insert(by, account, { id: account.id, digest: digests[index] ?? '', mustChange: false });
        });
        const names = new Set(accounts.map(({ displayName }) => displayName));
        return ok({
          accounts: accounts.map(({ id, role }) => ({ id, role })),
          ...(names.size < accounts.length ? { warning: 'SAME_PERSON_TWICE' as const } : {}),
        });
      })
      .immediate();
  }

  #check(
    accounts: readonly (FirstAccount & {
      readonly personId: string;
      readonly roles: { role: AdministratorRole; unit: string }[];
    })[],
  ): Result<true, Rejection> {
    const roles = accounts.map(({ role }) => role);
    const known = roles.every((role) => ADMINISTRATOR_ROLES.includes(role));
    const needed = (['security-administrator', 'system-administrator'] as const).find((role) => !roles.includes(role));
    if (!known || needed !== undefined || new Set(roles).size < roles.length) {
      return reject('FIRST_ACCOUNTS_INVALID', { reason: 'roles', ...(needed === undefined ? {} : { needed }) });
    }
    if (new Set(accounts.map(({ login }) => login)).size < accounts.length) {
      return reject('FIRST_ACCOUNTS_INVALID', { reason: 'same-login' });
    }
    if (new Set(accounts.map(({ password }) => password)).size < accounts.length) {
      return reject('FIRST_ACCOUNTS_INVALID', { reason: 'same-password' });
    }
    for (const [index, account] of accounts.entries()) {
      const valid = checkNewAccount(account);
      if (!valid.ok) return under(index, valid.error);
      const strong = checkPassword(account.password, account);
      if (!strong.ok) return reject(strong.error.code, { ...strong.error.params, login: account.login });
    }
    return ok(true);
  }

  #isValid(code: string): boolean {
    if (!isSecretShaped(code) || !this.needed) return false;
    const stored = this.#load.get();
    return stored !== undefined && this.now() < stored.expires && secretDigest(code).equals(stored.digest);
  }
}

function under(index: number, rejection: Rejection) {
  const fields = rejection.fields?.map((field) => ({ ...field, pointer: `/accounts/${index}${field.pointer}` }));
  return reject(rejection.code, rejection.params, { fields });
}
