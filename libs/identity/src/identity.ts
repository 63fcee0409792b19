import type { Actor } from '#kernel';
import { AccountTable } from './account-table.js';
import { Accounts } from './accounts.js';
import { type DemoAccount, demoAccountId, demoAccounts, demoPersonId } from './demo-accounts.js';
import { FirstStart } from './first-start.js';
import { openIdentityDatabase } from './identity-database.js';
import { PasswordAttempts } from './password-attempts.js';
import { type Argon2Cost, OWASP_ARGON2ID, PasswordHasher } from './password-hasher.js';
import { PendingFacts } from './pending-facts.js';
import { Sessions } from './sessions.js';
import { Tokens } from './tokens.js';
import type { UnitTree } from './unit-scope.js';

export interface IdentityOptions {
  /** identity.db; made when missing, readable by its owner only. */
  readonly path: string;
  /** Top unit of the deployment: the first administrators work in it. */
  readonly unit: string;
  /** Units as registered now; asked at each check. */
  readonly tree: () => UnitTree;
  /** True when the ledger of this folder is a demonstration's (`LogOpened.clock`). */
  readonly demo: boolean;
  /** System clock in ms: sessions, locks and expiry never follow the ledger clock. */
  readonly now?: () => number;
  /** Tests make it cheap; the default is OWASP's. */
  readonly argon2?: Argon2Cost;
  /** Hashes at a time and how many more may wait. */
  readonly hashing?: { readonly concurrency: number; readonly queueLimit: number };
}

export interface Identity {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly firstStart: FirstStart;
  /** What the access log must still hear of: see {@link PendingFacts}. */
  readonly facts: PendingFacts;
  readonly demo: boolean;
  /** Runs of argon2, refused anonymous attempts: for metrics. */
  counters(): { readonly hashes: number; readonly anonymous: Readonly<Record<string, number>> };
  /**
   * Makes the demonstration's accounts where they are missing. `personIdOf` gives the registry's person for a login.
   * Throws outside a demonstration.
   */
  seedDemo(personIdOf?: (login: string) => string | undefined): Promise<readonly DemoAccount[]>;
  close(): void;
}

/** Opens identity.db and wires what stands on it. */
export function openIdentity(options: IdentityOptions): Identity {
  const now = options.now ?? Date.now;
  const db = openIdentityDatabase(options.path, options.demo);
  const hashing = options.hashing ?? { concurrency: 2, queueLimit: 32 };
  const hasher = new PasswordHasher(options.argon2 ?? OWASP_ARGON2ID, hashing.concurrency, hashing.queueLimit);
  const system: Actor = { id: 'system', role: 'system', unit: options.unit };
  const facts = new PendingFacts(db, now, system);
  const table = new AccountTable(db);
  const attempts = new PasswordAttempts(db, table, facts, hasher, now);
  const sessions = new Sessions(db, table, attempts, facts, now);
  const accounts = new Accounts(db, table, sessions, attempts, hasher, facts, now, options.tree);
  const tokens = new Tokens(db, facts, now);
  const firstStart = new FirstStart(db, table, accounts, hasher, now, options.unit);
  const refusals = db.prepare<[], { kind: string; count: number }>('SELECT kind, count FROM anonymous_refusal');

  return {
    accounts,
    sessions,
    tokens,
    firstStart,
    facts,
    demo: options.demo,
    counters: () => ({
      hashes: hasher.runs,
      anonymous: Object.fromEntries(refusals.all().map(({ kind, count }) => [kind, count])),
    }),
    async seedDemo(personIdOf) {
      if (!options.demo) throw new Error('demonstration accounts exist in a demonstration only (serve --demo)');
      const by: Actor = { id: 'demo', role: 'demo', unit: options.unit };
      for (const { login, password, displayName, role, unit } of demoAccounts()) {
        if (table.byLogin(login) !== undefined) continue;
        const digest = await hasher.hash(password);
        const personId = personIdOf?.(login) ?? demoPersonId(login);
        db.transaction(() => {
          const roles = [{ role, unit }];
          accounts.insert(
            by,
            { login, displayName, personId, roles },
            { id: demoAccountId(login), digest, mustChange: false },
          );
        }).immediate();
      }
      return demoAccounts();
    },
    close() {
      db.close();
    },
  };
}
