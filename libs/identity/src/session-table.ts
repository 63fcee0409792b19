import type { IdentityDatabase } from './identity-database.js';
import type { RoleGrant } from './roles.js';

export interface SessionRow {
  readonly digest: Buffer;
  readonly id: string;
  readonly account_id: string;
  readonly role: string;
  readonly unit: string;
  readonly created: number;
  readonly seen: number;
}

/** A session with what its account is now; `granted` is 0 when the role worked in was taken away. */
export interface JoinedSession extends SessionRow {
  readonly login: string;
  readonly display_name: string;
  readonly person_id: string;
  readonly must_change: number;
  readonly disabled: number;
  readonly granted: number;
}

/** The SQL over sessions, prepared once. No rules here. */
export class SessionTable {
  readonly #insert;
  readonly #find;
  readonly #touch;
  readonly #renew;
  readonly #switch;
  readonly #delete;
  readonly #ofAccount;
  readonly #all;

  constructor(db: IdentityDatabase) {
    this.#insert = db.prepare<[Buffer, string, string, string, string, number, number]>(
      'INSERT INTO session (digest, id, account_id, role, unit, created, seen) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#find = db.prepare<[Buffer], JoinedSession>(
      `SELECT session.*, login, display_name, person_id, must_change, disabled,
         EXISTS (SELECT 1 FROM account_grant AS held WHERE held.account_id = session.account_id
           AND held.role = session.role AND held.unit = session.unit) AS granted
       FROM session JOIN account ON account.id = session.account_id WHERE digest = ?`,
    );
    this.#touch = db.prepare<[number, Buffer]>('UPDATE session SET seen = ? WHERE digest = ?');
    this.#renew = db.prepare<[Buffer, number, Buffer]>('UPDATE session SET digest = ?, seen = ? WHERE digest = ?');
    this.#switch = db.prepare<[string, string, Buffer]>('UPDATE session SET role = ?, unit = ? WHERE digest = ?');
    this.#delete = db.prepare<[Buffer]>('DELETE FROM session WHERE digest = ?');
    this.#ofAccount = db.prepare<[string], SessionRow>('SELECT * FROM session WHERE account_id = ? ORDER BY created');
    this.#all = db.prepare<[], SessionRow>('SELECT * FROM session');
  }

  insert(session: {
    readonly digest: Buffer;
    readonly id: string;
    readonly accountId: string;
    readonly grant: RoleGrant;
    readonly now: number;
  }): void {
    const { digest, id, accountId, grant, now } = session;
    this.#insert.run(digest, id, accountId, grant.role, grant.unit, now, now);
  }

  find(digest: Buffer): JoinedSession | undefined {
    return this.#find.get(digest);
  }

  touch(digest: Buffer, now: number): void {
    this.#touch.run(now, digest);
  }

  renew(digest: Buffer, next: Buffer, now: number): void {
    this.#renew.run(next, now, digest);
  }

  switchGrant(digest: Buffer, grant: RoleGrant): void {
    this.#switch.run(grant.role, grant.unit, digest);
  }

  delete(digest: Buffer): void {
    this.#delete.run(digest);
  }

  /** Oldest first. */
  ofAccount(accountId: string): SessionRow[] {
    return this.#ofAccount.all(accountId);
  }

  all(): SessionRow[] {
    return this.#all.all();
  }
}
