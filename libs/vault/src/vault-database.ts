import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { createKeyFile, readKeyFile } from './key-file.js';
import { KeyRing } from './keys.js';
import { type Random, systemRandom } from './sealed-box.js';
import { onDisk, VaultError } from './vault-error.js';

export interface VaultOptions {
  /** `vault.db`. Made when it is not there. */
  readonly path: string;
  /** The key-encryption key, outside the databases and their backups: `keys/vault.kek`. Made on first start. */
  readonly kekPath: string;
  /** Looking only: makes no file and writes nothing. */
  readonly readonly?: boolean;
  readonly random?: Random;
  /** System clock in ms: it only dates orphans, never anything that is shown. */
  readonly now?: () => number;
}

/** An open `vault.db` with the keys that open what is in it. */
export interface VaultDatabase {
  readonly sql: Database.Database;
  readonly keys: KeyRing;
  readonly random: Random;
  readonly now: () => number;
  readonly path: string;
}

const FORMAT = 1;
/** Waits block the whole process, so they are short: only a backup or an inspection reads beside the server. */
const BUSY_MS = 1000;

/**
 * Tables carry their compartment's prefix. `personal_…` is opened by the server itself; `blob…` are attachments of any
 * class. A compartment that the server cannot open gets a prefix and keys of its own.
 *
 * An erased subject keeps its row without a key, and the paths of what was erased without values: so that a missing
 * value can be told from one that was never there.
 */
const SCHEMA = `
  CREATE TABLE vault_meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
  CREATE TABLE personal_subject (
    no INTEGER PRIMARY KEY,
    subject TEXT NOT NULL UNIQUE,
    wrapped BLOB,
    erased_at INTEGER,
    CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL))
  );
  -- One row per event and subject holds all its fields; settled once the event was seen in the log.
  CREATE TABLE personal_disclosure (
    no INTEGER PRIMARY KEY,
    event BLOB NOT NULL,
    subject_no INTEGER NOT NULL REFERENCES personal_subject,
    box BLOB NOT NULL,
    stored_at INTEGER NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0,
    UNIQUE (event, subject_no)
  );
  CREATE INDEX personal_disclosure_of_subject ON personal_disclosure (subject_no);
  CREATE INDEX personal_disclosure_unsettled ON personal_disclosure (stored_at) WHERE settled = 0;
  CREATE TABLE personal_blind (
    kind INTEGER NOT NULL,
    digest BLOB NOT NULL,
    disclosure_no INTEGER NOT NULL,
    subject_no INTEGER NOT NULL,
    PRIMARY KEY (kind, digest, disclosure_no)
  ) WITHOUT ROWID;
  CREATE TABLE personal_erased (
    event BLOB NOT NULL,
    path TEXT NOT NULL,
    subject_no INTEGER NOT NULL,
    PRIMARY KEY (event, path)
  ) WITHOUT ROWID;
  CREATE INDEX personal_erased_of_subject ON personal_erased (subject_no);
  -- id is a keyed digest of the content's SHA-256: a stolen table does not tell which known files are in it.
  CREATE TABLE blob (
    id BLOB PRIMARY KEY,
    file TEXT NOT NULL UNIQUE,
    wrapped BLOB NOT NULL,
    size INTEGER NOT NULL,
    media TEXT NOT NULL,
    stored_at INTEGER NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE INDEX blob_unsettled ON blob (stored_at) WHERE settled = 0;
  CREATE TABLE blob_event (
    blob BLOB NOT NULL,
    event BLOB NOT NULL,
    PRIMARY KEY (blob, event)
  ) WITHOUT ROWID;
`;

/** Came after the first vaults were made; a vault without it has no names yet. */
const BLOB_NAMES = 'CREATE TABLE IF NOT EXISTS blob_name (blob BLOB PRIMARY KEY, box BLOB NOT NULL) WITHOUT ROWID;';

export function openVaultDatabase(options: VaultOptions): VaultDatabase {
  const { path, kekPath } = options;
  const readonly = options.readonly ?? false;
  const random = options.random ?? systemRandom();
  const sql = onDisk(path, () => {
    if (!readonly) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      forItsOwnerOnly(path);
    }
    return new Database(path, { readonly, fileMustExist: readonly, timeout: BUSY_MS });
  });
  try {
    return onDisk(path, () => {
      if (!readonly) prepareFile(sql);
      refuseNewer(sql, path);
      const keys = openKeys(sql, path, kekPath, random, readonly);
      return { sql, keys, random, now: options.now ?? Date.now, path };
    });
  } catch (error) {
    sql.close();
    throw error;
  }
}

/** What SQLite writes beside a database has the same rights as the database. */
function forItsOwnerOnly(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) closeSync(openSync(path, 'a', 0o600));
  else if ((stat.mode & 0o077) !== 0) chmodSync(path, 0o600);
}

function prepareFile(sql: Database.Database): void {
  sql.pragma('journal_mode = WAL');
  // better-sqlite3 opens WAL files with NORMAL: an answered command could lose its disclosures in a power cut.
  sql.pragma('synchronous = FULL');
  sql.pragma('secure_delete = ON');
  sql.pragma('foreign_keys = ON');
  // 16 MB: the import of a roll is one transaction, and would spill and be written twice.
  sql.pragma('cache_size = -16000');
  const version = Number(sql.pragma('user_version', { simple: true }));
  if (version === FORMAT) sql.exec(BLOB_NAMES);
  if (version !== 0) return;
  sql
    .transaction(() => {
      if (sql.pragma('user_version', { simple: true }) !== 0) return;
      sql.exec(SCHEMA);
      sql.exec(BLOB_NAMES);
      sql.pragma(`user_version = ${FORMAT}`);
    })
    .immediate();
}

function refuseNewer(sql: Database.Database, path: string): void {
  const version = Number(sql.pragma('user_version', { simple: true }));
  if (version === FORMAT) return;
  throw new VaultError(
    'VAULT_NEWER',
    {
      zh: `保密库 ${path} 的格式版本为 ${version}，本程序只认 ${FORMAT}。请使用建立它的那一版程序`,
      en: `the vault ${path} has format ${version}, this program knows ${FORMAT}. Use the version that made it`,
    },
    { path, version },
  );
}

const CHECK = 'kek-check';

/** Makes or reads the key file and makes sure that it is the one this vault was written with. */
function openKeys(sql: Database.Database, path: string, kekPath: string, random: Random, readonly: boolean): KeyRing {
  const readCheck = () =>
    sql.prepare<[string], Buffer>('SELECT value FROM vault_meta WHERE name = ?').pluck().get(CHECK);
  const hasRows = () =>
    sql.prepare('SELECT EXISTS (SELECT 1 FROM personal_subject) OR EXISTS (SELECT 1 FROM blob)').pluck().get() === 1;
  const existing = readKeyFile(kekPath);
  if (existing === undefined && (readonly || hasRows())) {
    throw new VaultError(
      'KEY_FILE_MISSING',
      {
        zh: `密钥文件 ${kekPath} 不存在，而保密库 ${path} 已有数据。请从密钥备份恢复该文件；没有它，个人信息无法读取`,
        en: `the key file ${kekPath} is missing, but the vault ${path} holds data. Restore the file from the backup of the keys: personal data cannot be read without it`,
      },
      { kekPath, path },
    );
  }
  const ring = new KeyRing(existing ?? createKeyFile(kekPath, random), random);
  const check = readCheck();
  if (check !== undefined && ring.unwrap(check, CHECK) !== undefined) return ring;
  if (readonly || hasRows()) {
    throw new VaultError(
      'KEY_FILE_WRONG',
      {
        zh: `密钥文件 ${kekPath} 不是保密库 ${path} 所用的那一个。请从密钥备份恢复正确的文件`,
        en: `the key file ${kekPath} is not the one that the vault ${path} was written with. Restore the right one from the backup of the keys`,
      },
      { kekPath, path },
    );
  }
  const value = ring.wrap(ring.newKey(), CHECK);
  sql.prepare('INSERT OR REPLACE INTO vault_meta (name, value) VALUES (?, ?)').run(CHECK, value);
  return ring;
}

/**
 * Moves everything from the write-ahead log into the database and empties it: what was deleted is then in neither.
 * False while a reader holds it back.
 */
export function emptyWriteAheadLog(sql: Database.Database): boolean {
  const [result] = sql.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
  return result.busy === 0;
}

/** An event id as the 16 bytes under which its rows stand. Throws a RangeError for anything but a lower-case UUID. */
export function eventKey(eventId: string): Buffer {
  if (eventId !== lastId) {
    if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(eventId)) {
      throw new RangeError('an event id is a lower-case UUID');
    }
    lastKey = Buffer.from(eventId.replaceAll('-', ''), 'hex');
    lastId = eventId;
  }
  return lastKey;
}
// An event's rows are asked for several times in a row.
let lastId = '';
let lastKey = Buffer.alloc(0);

export function eventIdOf(key: Buffer): string {
  const hex = key.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
