import { randomUUID } from 'node:crypto';
import { type Actor, ok, type Rejection, type Result, reject } from '#kernel';
import type { AccountTable } from './account-table.js';
import { RoleSwitched, type SIGN_OUT_CAUSES, SignedIn, SignedOut } from './events.js';
import { type IdentityDatabase, isWritten } from './identity-database.js';
import { tidyLogin } from './login-name.js';
import { isSecretShaped, newSecret, secretDigest } from './opaque-secret.js';
import type { PasswordAttempts } from './password-attempts.js';
import type { PendingFacts } from './pending-facts.js';
import { capabilitiesOf, type Principal } from './permissions.js';
import { type RoleGrant, storedRole } from './roles.js';
import { type JoinedSession, type SessionRow, SessionTable } from './session-table.js';

export const SESSION_LIMITS = {
  idleMinutes: 30,
  absoluteHours: 12,
  /** Signing in once more ends the oldest. */
  perAccount: 10,
} as const;

const IDLE_MS = SESSION_LIMITS.idleMinutes * 60_000;
const ABSOLUTE_MS = SESSION_LIMITS.absoluteHours * 3600_000;
/** The last use is exact in memory and at most this much older on disk: a write per request would cost an fsync each. */
const SEEN_STEP_MS = 30_000;

/** An opened session: the token goes into the cookie and is never seen again here. */
export interface OpenedSession {
  readonly token: string;
  readonly session: SessionView;
  /** Failed attempts since the last sign-in, and when that was: shown to the holder, who may know nothing of them. */
  readonly failedBefore: number;
  readonly lastSignIn?: string;
}

export interface SessionView {
  readonly principal: Principal;
  readonly login: string;
  readonly displayName: string;
  /** All roles that can be switched to; the present one is in the principal. */
  readonly roles: readonly RoleGrant[];
  /** System clock, ISO: the session ends at the earlier of the two unless it is used. */
  readonly idleUntil: string;
  readonly endsAt: string;
}

type SignOutCause = (typeof SIGN_OUT_CAUSES)[number];

/**
 * Sessions by opaque tokens of 256 random bits, stored as SHA-256. They end after 30 minutes without use, after 12
 * hours, and at once when the account is disabled or its roles change. Each works in one role at a time. System clock.
 */
export class Sessions {
  /** Digest → last use, for those newer than on disk. */
  readonly #seen = new Map<string, number>();
  readonly #table: SessionTable;

  constructor(
    private readonly db: IdentityDatabase,
    private readonly accounts: AccountTable,
    private readonly attempts: PasswordAttempts,
    private readonly facts: PendingFacts,
    private readonly now: () => number,
  ) {
    this.#table = new SessionTable(db);
  }

  /**
   * Codes: SIGN_IN_FAILED (whatever was wrong, also for disabled accounts and expired one-time passwords), LOCKED_OUT
   * with `minutes` (also for names that no account has), TOO_BUSY.
   */
  async signIn(
    credentials: { readonly login: string; readonly password: string },
    wanted?: RoleGrant,
  ): Promise<Result<OpenedSession, Rejection>> {
    const login = tidyLogin(credentials.login);
    const account = this.accounts.byLogin(login);
    const attempt = await this.attempts.attempt(
      account === undefined ? { unknown: login } : { account },
      credentials.password,
    );
    if (attempt.outcome === 'busy') return reject('TOO_BUSY');
    if (attempt.outcome === 'locked') return reject('LOCKED_OUT', { minutes: attempt.minutes });
    if (attempt.outcome === 'wrong' || account === undefined) return reject('SIGN_IN_FAILED');
    return this.open(account.id, wanted, attempt.version);
  }

  /**
   * Opens a session for somebody who has just proved who they are. `proven` is the version of the password that was checked: if
   * the account was disabled or its password changed while the hash ran, the answer is SIGN_IN_FAILED.
   */
  open(accountId: string, wanted?: RoleGrant, proven?: number): Result<OpenedSession, Rejection> {
    const token = newSecret();
    const opened = this.db
      .transaction((): Omit<OpenedSession, 'session'> | undefined => {
        const account = this.accounts.byId(accountId);
        if (account === undefined || account.disabled) return undefined;
        if (proven !== undefined && account.passwordVersion !== proven) return undefined;
        const grants = this.accounts.grantsOf(accountId);
        const grant = grants.find(({ role, unit }) => role === wanted?.role && unit === wanted.unit) ?? grants[0];
        if (grant === undefined) return undefined;
        const now = this.now();
        const others = this.#table.ofAccount(accountId);
        for (const oldest of others.slice(0, Math.max(0, others.length + 1 - SESSION_LIMITS.perAccount))) {
          this.#end(oldest, 'revoked');
        }
        const id = randomUUID();
        this.#table.insert({ digest: secretDigest(token), id, accountId, grant, now });
        this.accounts.succeed(accountId, now);
        this.facts.note(
          actorOf(account.personId, grant),
          SignedIn.of({ accountId, sessionId: id, role: grant.role, unit: grant.unit }),
        );
        return {
          token,
          failedBefore: account.failedSinceSuccess,
          ...(account.lastSignIn === undefined ? {} : { lastSignIn: new Date(account.lastSignIn).toISOString() }),
        };
      })
      .immediate();
    const session = opened && this.authenticate(token);
    return opened === undefined || session === undefined ? reject('SIGN_IN_FAILED') : ok({ ...opened, session });
  }

  /**
   * Whose request this is; undefined when the token is unknown or its session is over (which is noted). A request
   * that a page sends by itself (live updates, asking whether one is signed in) passes `activity: false`, so that an
   * unattended page does not keep a session open.
   */
  authenticate(token: string, options: { readonly activity?: boolean } = {}): SessionView | undefined {
    if (!isSecretShaped(token)) return undefined;
    const digest = secretDigest(token);
    const row = this.#table.find(digest);
    if (row === undefined) return undefined;
    const now = this.now();
    const cause = this.#over(row, now) ?? (row.disabled === 1 || row.granted === 0 ? 'revoked' : undefined);
    if (cause !== undefined) {
      this.db.transaction(() => this.#end(row, cause)).immediate();
      return undefined;
    }
    if (options.activity !== false) this.#use(row, now);
    return this.#view(row);
  }

  /** Another of one's own roles, from now on in this session. Codes: SIGNED_OUT, ROLE_NOT_HELD. */
  switchRole(token: string, wanted: RoleGrant): Result<SessionView, Rejection> {
    const before = this.authenticate(token);
    if (before === undefined) return reject('SIGNED_OUT');
    const grant = before.roles.find(({ role, unit }) => role === wanted.role && unit === wanted.unit);
    if (grant === undefined) return reject('ROLE_NOT_HELD', { role: wanted.role, unit: wanted.unit });
    const { accountId, personId, by } = before.principal;
    this.db
      .transaction(() => {
        this.#table.switchGrant(secretDigest(token), grant);
        const sessionId = 'session' in by ? by.session : '';
        this.facts.note(
          actorOf(personId, grant),
          RoleSwitched.of({ accountId, sessionId, role: grant.role, unit: grant.unit }),
        );
      })
      .immediate();
    const after = this.authenticate(token);
    return after === undefined ? reject('SIGNED_OUT') : ok(after);
  }

  /** The same session under a new token, after its holder has proved the password again; undefined when it is over. */
  renew(token: string): OpenedSession | undefined {
    const view = this.authenticate(token);
    if (view === undefined) return undefined;
    const next = newSecret();
    const old = secretDigest(token);
    this.#table.renew(old, secretDigest(next), this.now());
    this.#seen.delete(keyOf(old));
    const session = this.authenticate(next);
    return session === undefined ? undefined : { token: next, session, failedBefore: 0 };
  }

  signOut(token: string): void {
    if (!isSecretShaped(token)) return;
    const row = this.#table.find(secretDigest(token));
    if (row === undefined) return;
    this.db.transaction(() => this.#end(row, this.#over(row, this.now()) ?? 'person')).immediate();
  }

  /** Ends the account's sessions, all but one if that is given; works inside a caller's transaction. */
  endAll(accountId: string, cause: SignOutCause, exceptSession?: string): void {
    for (const row of this.#table.ofAccount(accountId)) {
      if (row.id !== exceptSession) this.#end(row, cause);
    }
  }

  /** Ends what is over though nobody came back; the server calls it every few minutes. Gives how many ended. */
  sweep(): number {
    const now = this.now();
    return this.db
      .transaction(() => {
        const rows = this.#table.all();
        const over = rows.flatMap((row) => {
          const cause = this.#over(row, now);
          return cause === undefined ? [] : [{ row, cause }];
        });
        // Sessions that another process ended leave their last use behind in this one's memory.
        const known = new Set(rows.map((row) => keyOf(row.digest)));
        for (const key of this.#seen.keys()) if (!known.has(key)) this.#seen.delete(key);
        for (const { row, cause } of over) this.#end(row, cause);
        return over.length;
      })
      .immediate();
  }

  #over(row: SessionRow, now: number): SignOutCause | undefined {
    if (now - row.created >= ABSOLUTE_MS) return 'absolute';
    return now - this.#lastUse(row) >= IDLE_MS ? 'idle' : undefined;
  }

  #lastUse(row: SessionRow): number {
    return Math.max(row.seen, this.#seen.get(keyOf(row.digest)) ?? 0);
  }

  #use(row: SessionRow, now: number): void {
    if (now - row.seen < SEEN_STEP_MS || !isWritten(() => this.#table.touch(row.digest, now)))
      this.#seen.set(keyOf(row.digest), now);
    else this.#seen.delete(keyOf(row.digest));
  }

  #end(row: SessionRow, cause: SignOutCause): void {
    this.#table.delete(row.digest);
    this.#seen.delete(keyOf(row.digest));
    const account = this.accounts.byId(row.account_id);
    if (account === undefined) return;
    const event = SignedOut.of({ accountId: account.id, sessionId: row.id, cause });
    const own =
      cause === 'person' ? actorOf(account.personId, { role: storedRole(row.role), unit: row.unit }) : 'system';
    this.facts.note(own, event);
  }

  #view(row: JoinedSession): SessionView {
    const role = storedRole(row.role);
    const { accounts } = this;
    const lastUse = this.#lastUse(row);
    return {
      principal: {
        accountId: row.account_id,
        personId: row.person_id,
        role,
        unit: row.unit,
        capabilities: capabilitiesOf(role),
        mustChangePassword: row.must_change === 1,
        by: { session: row.id },
      },
      login: row.login,
      displayName: row.display_name,
      // Most requests ask for none of these, and each is authenticated.
      get roles() {
        return accounts.grantsOf(row.account_id);
      },
      get idleUntil() {
        return new Date(lastUse + IDLE_MS).toISOString();
      },
      get endsAt() {
        return new Date(row.created + ABSOLUTE_MS).toISOString();
      },
    };
  }
}

/** Who acts, as the envelope wants it. */
export function actorOf(personId: string, grant: RoleGrant): Actor {
  return { id: personId, role: grant.role, unit: grant.unit };
}

function keyOf(digest: Buffer): string {
  return digest.toString('latin1');
}
