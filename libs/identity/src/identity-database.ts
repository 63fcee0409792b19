import { chmodSync, closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

export type IdentityDatabase = Database.Database;

const SCHEMA_VERSION = 1;

/** Times are milliseconds of the system clock. Passwords, tokens, codes: digests only. */
const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  person_id TEXT NOT NULL,
  password TEXT NOT NULL,
  password_version INTEGER NOT NULL DEFAULT 1,
  must_change INTEGER NOT NULL,
  password_until INTEGER,
  disabled INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  locks INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER NOT NULL DEFAULT 0,
  failed_since_success INTEGER NOT NULL DEFAULT 0,
  last_sign_in INTEGER,
  created INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX account_by_person ON account (person_id);

CREATE TABLE account_grant (
  account_id TEXT NOT NULL REFERENCES account (id),
  role TEXT NOT NULL,
  unit TEXT NOT NULL,
  PRIMARY KEY (account_id, role, unit)
) WITHOUT ROWID;

CREATE TABLE session (
  digest BLOB PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES account (id),
  role TEXT NOT NULL,
  unit TEXT NOT NULL,
  created INTEGER NOT NULL,
  seen INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_by_account ON session (account_id, created);

CREATE TABLE token (
  digest BLOB PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  unit TEXT NOT NULL,
  capabilities TEXT NOT NULL,
  verbs TEXT,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  revoked INTEGER NOT NULL DEFAULT 0,
  last_used_day TEXT
) WITHOUT ROWID;
CREATE INDEX token_by_account ON token (account_id, created);

CREATE TABLE failed_sign_ins (
  account_id TEXT NOT NULL REFERENCES account (id),
  due INTEGER NOT NULL,
  while_locked INTEGER NOT NULL,
  first INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (account_id, due, while_locked)
) WITHOUT ROWID;

CREATE TABLE first_start (one INTEGER PRIMARY KEY CHECK (one = 1), digest BLOB NOT NULL, expires INTEGER NOT NULL);

CREATE TABLE anonymous_refusal (kind TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE pending_fact (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  command_id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  data TEXT NOT NULL,
  actor TEXT NOT NULL,
  noted INTEGER NOT NULL
);
`;

/**
 * Opens (and makes) identity.db: WAL, `synchronous=FULL` (better-sqlite3 opens WAL files with NORMAL), readable by its
 * owner only. Throws when the file was made by a newer version, or for a demonstration and is opened without, or the
 * other way round: demonstration accounts have passwords that everybody knows.
 */
export function openIdentityDatabase(path: string, demo: boolean): IdentityDatabase {
  if (path !== ':memory:') {
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
  }
  const db = new Database(path, { timeout: 5000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('secure_delete = ON');
    db.pragma('trusted_schema = OFF');
    const kind = demo ? 'demo' : 'system';
    db.transaction(() => {
      const version = Number(db.pragma('user_version', { simple: true }));
      if (version > SCHEMA_VERSION) {
        throw new Error(
          `identity.db has version ${version}, this program knows ${SCHEMA_VERSION}: start the newer program that wrote it`,
        );
      }
      if (version === 0) {
        db.exec(SCHEMA);
        db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)').run('kind', kind);
        db.pragma(`user_version = ${SCHEMA_VERSION}`);
      }
      const stored = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'kind'").pluck().get();
      if (stored !== kind) {
        throw new Error(
          demo
            ? 'identity.db belongs to a real deployment: --demo needs a folder of its own (--data)'
            : 'identity.db belongs to a demonstration: start with --demo, or give another folder (--data)',
        );
      }
    }).immediate();
  } catch (error) {
    db.close();
    const { code } = error as { readonly code?: unknown };
    if (typeof code !== 'string' || !/^SQLITE_(CORRUPT|NOTADB)/.test(code)) throw error;
    throw new Error(
      `账号库 ${path} 已损坏，请从备份恢复 / the database of accounts ${path} is damaged: Restore it from a backup`,
      { cause: error },
    );
  }
  return db;
}

/**
 * Writes what may be lost: when a session or a token was last used. False where the disk is full, read-only or failing:
 * somebody who only looks must not be turned away for that.
 */
export function isWritten(write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    const { name, code } = (error ?? {}) as { readonly name?: unknown; readonly code?: unknown };
    if (name === 'SqliteError' && /^SQLITE_(FULL|IOERR|READONLY|BUSY|LOCKED)/.test(String(code))) return false;
    throw error;
  }
}
