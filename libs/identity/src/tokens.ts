import { randomUUID } from 'node:crypto';
import { type Actor, ok, type Rejection, type Result, reject, shanghaiDay } from '#kernel';
import { TokenIssued, TokenRevoked } from './events.js';
import { type IdentityDatabase, isWritten } from './identity-database.js';
import { isSecretShaped, newSecret, secretDigest } from './opaque-secret.js';
import type { PendingFacts } from './pending-facts.js';
import { CAPABILITIES, type Capability, capabilitiesOf, type Principal } from './permissions.js';
import { type RoleGrant, storedRole } from './roles.js';
import { actorOf, type SessionView } from './sessions.js';

export const TOKEN_PREFIX = 'jz_';
export const TOKEN_LIMITS = { days: 365, perAccount: 20 } as const;

const DAY_MS = 86_400_000;
const NAME = /^[^\u0000-\u001f\u007f-\u009f\p{Cs}]{1,60}$/u;
const VERB = /^[a-z][a-z0-9-]{0,60}$/;

export interface NewToken {
  /** What it is for, `区平台`; not in the log. */
  readonly name: string;
  /** One of the holder's own roles: a token works in one role, too. */
  readonly scope: RoleGrant;
  /** Of that role's capabilities, each named. */
  readonly capabilities: readonly Capability[];
  /** Commands it may send; all that the capabilities allow when left out. */
  readonly verbs?: readonly string[];
  /** 1 to 365. */
  readonly days: number;
}

export interface TokenInfo {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly scope: RoleGrant;
  readonly capabilities: readonly Capability[];
  readonly verbs?: readonly string[];
  readonly created: string;
  readonly expires: string;
  readonly revoked: boolean;
  /** Day in Asia/Shanghai by the system clock; absent when never used. */
  readonly lastUsedDay?: string;
}

interface TokenRow {
  readonly digest: Buffer;
  readonly id: string;
  readonly account_id: string;
  readonly name: string;
  readonly role: string;
  readonly unit: string;
  readonly capabilities: string;
  readonly verbs: string | null;
  readonly created: number;
  readonly expires: number;
  readonly revoked: number;
  readonly last_used_day: string | null;
}
interface JoinedRow extends TokenRow {
  readonly person_id: string;
  readonly usable: number;
}

/**
 * API tokens: `jz_` and 256 random bits, shown once, stored as SHA-256. A token never does more than its holder could
 * do now: it stops when the account is disabled, must change its password, or has lost the role.
 */
export class Tokens {
  readonly #insert;
  readonly #find;
  readonly #byId;
  readonly #ofAccount;
  readonly #active;
  readonly #revoke;
  readonly #used;

  constructor(
    private readonly db: IdentityDatabase,
    private readonly facts: PendingFacts,
    private readonly now: () => number,
  ) {
    this.#insert = db.prepare<[Buffer, string, string, string, string, string, string, string | null, number, number]>(
      `INSERT INTO token (digest, id, account_id, name, role, unit, capabilities, verbs, created, expires)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#find = db.prepare<[Buffer], JoinedRow>(
      `SELECT token.*, person_id,
         (disabled = 0 AND must_change = 0 AND EXISTS (SELECT 1 FROM account_grant AS held
           WHERE held.account_id = token.account_id AND held.role = token.role AND held.unit = token.unit)) AS usable
       FROM token JOIN account ON account.id = token.account_id WHERE digest = ?`,
    );
    this.#byId = db.prepare<[string], TokenRow>('SELECT * FROM token WHERE id = ?');
    this.#ofAccount = db.prepare<[string], TokenRow>('SELECT * FROM token WHERE account_id = ? ORDER BY created');
    this.#active = db
      .prepare<[string, number], number>(
        'SELECT count(*) FROM token WHERE account_id = ? AND revoked = 0 AND expires > ?',
      )
      .pluck();
    this.#revoke = db.prepare<[string]>('UPDATE token SET revoked = 1 WHERE id = ?');
    this.#used = db.prepare<[string, Buffer]>('UPDATE token SET last_used_day = ? WHERE digest = ?');
  }

  /**
   * Issued by its holder in a session, for nobody else: an administrator who could issue one for an inspector could
   * read what the inspector reads. Codes: TOKEN_NEEDS_SESSION, PASSWORD_CHANGE_FIRST, TOKEN_INVALID, ROLE_NOT_HELD,
   * NOT_PERMITTED, TOO_MANY_TOKENS.
   */
  issue(session: SessionView, wanted: NewToken): Result<{ token: string; info: TokenInfo }, Rejection> {
    const { principal } = session;
    if (!('session' in principal.by)) return reject('TOKEN_NEEDS_SESSION');
    if (principal.mustChangePassword) return reject('PASSWORD_CHANGE_FIRST');
    const faults = faultsOf(wanted);
    if (faults.length > 0) return reject('TOKEN_INVALID', undefined, { fields: faults });
    const scope = session.roles.find(({ role, unit }) => role === wanted.scope.role && unit === wanted.scope.unit);
    if (scope === undefined) return reject('ROLE_NOT_HELD', { role: wanted.scope.role, unit: wanted.scope.unit });
    const held = capabilitiesOf(scope.role);
    const beyond = wanted.capabilities.find((capability) => !held.has(capability));
    if (beyond !== undefined) return reject('NOT_PERMITTED', { role: scope.role, capability: beyond });
    const now = this.now();
    const token = newSecret(TOKEN_PREFIX);
    const id = randomUUID();
    const capabilities = CAPABILITIES.filter((capability) => wanted.capabilities.includes(capability));
    const verbs = wanted.verbs === undefined ? undefined : [...new Set(wanted.verbs)].sort();
    const expires = now + wanted.days * DAY_MS;
    return this.db
      .transaction((): Result<{ token: string; info: TokenInfo }, Rejection> => {
        if ((this.#active.get(principal.accountId, now) ?? 0) >= TOKEN_LIMITS.perAccount) {
          return reject('TOO_MANY_TOKENS', { most: TOKEN_LIMITS.perAccount });
        }
        this.#insert.run(
          secretDigest(token),
          id,
          principal.accountId,
          wanted.name.trim(),
          scope.role,
          scope.unit,
          JSON.stringify(capabilities),
          verbs === undefined ? null : JSON.stringify(verbs),
          now,
          expires,
        );
        this.facts.note(
          actorOf(principal.personId, principal),
          TokenIssued.of({
            accountId: principal.accountId,
            tokenId: id,
            scope,
            capabilities,
            ...(verbs === undefined ? {} : { verbs }),
            expires: new Date(expires).toISOString(),
          }),
        );
        const row = this.#byId.get(id);
        if (row === undefined) throw new Error('a token that was just written is missing');
        return ok({ token, info: asInfo(row) });
      })
      .immediate();
  }

  /** Whose request this is; undefined for anything that is not a usable token. */
  authenticate(token: string): Principal | undefined {
    if (!isSecretShaped(token, TOKEN_PREFIX)) return undefined;
    const row = this.#find.get(secretDigest(token));
    const now = this.now();
    if (row === undefined || row.revoked === 1 || row.usable !== 1 || now >= row.expires) return undefined;
    const today = shanghaiDay(new Date(now).toISOString());
    if (row.last_used_day !== today) isWritten(() => this.#used.run(today, row.digest));
    const role = storedRole(row.role);
    const held = capabilitiesOf(role);
    const named = JSON.parse(row.capabilities) as Capability[];
    return {
      accountId: row.account_id,
      personId: row.person_id,
      role,
      unit: row.unit,
      capabilities: new Set(named.filter((capability) => held.has(capability))),
      ...(row.verbs === null ? {} : { verbs: new Set(JSON.parse(row.verbs) as string[]) }),
      mustChangePassword: false,
      by: { token: row.id },
    };
  }

  byId(tokenId: string): TokenInfo | undefined {
    const row = this.#byId.get(tokenId);
    return row === undefined ? undefined : asInfo(row);
  }

  /** At once and for ever; the caller has checked that `by` is the holder or manages accounts. */
  revoke(by: Actor, tokenId: string): Result<TokenInfo, Rejection> {
    return this.db
      .transaction((): Result<TokenInfo, Rejection> => {
        const row = this.#byId.get(tokenId);
        if (row === undefined) return reject('TOKEN_UNKNOWN');
        if (row.revoked === 0) {
          this.#revoke.run(tokenId);
          this.facts.note(by, TokenRevoked.of({ accountId: row.account_id, tokenId, by: by.id }));
        }
        return ok({ ...asInfo(row), revoked: true });
      })
      .immediate();
  }

  /** All tokens of an account, oldest first, with those that are over. */
  list(accountId: string): TokenInfo[] {
    return this.#ofAccount.all(accountId).map(asInfo);
  }
}

function faultsOf(wanted: NewToken): { pointer: string; code: string }[] {
  const known = new Set<string>(CAPABILITIES);
  return [
    ...(NAME.test(wanted.name.trim()) ? [] : [{ pointer: '/name', code: 'NAME_INVALID' }]),
    ...(wanted.capabilities.length > 0 && wanted.capabilities.every((one) => known.has(one))
      ? []
      : [{ pointer: '/capabilities', code: 'CAPABILITIES_INVALID' }]),
    ...((wanted.verbs ?? []).length <= 100 && (wanted.verbs ?? []).every((verb) => VERB.test(verb))
      ? []
      : [{ pointer: '/verbs', code: 'VERBS_INVALID' }]),
    ...(Number.isInteger(wanted.days) && wanted.days >= 1 && wanted.days <= TOKEN_LIMITS.days
      ? []
      : [{ pointer: '/days', code: 'DAYS_INVALID' }]),
  ];
}

function asInfo(row: TokenRow): TokenInfo {
  return {
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    scope: { role: storedRole(row.role), unit: row.unit },
    capabilities: JSON.parse(row.capabilities) as Capability[],
    ...(row.verbs === null ? {} : { verbs: JSON.parse(row.verbs) as string[] }),
    created: new Date(row.created).toISOString(),
    expires: new Date(row.expires).toISOString(),
    revoked: row.revoked === 1,
    ...(row.last_used_day === null ? {} : { lastUsedDay: row.last_used_day }),
  };
}
