import { accessSync, chmodSync, closeSync, constants, existsSync, fsyncSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { StoreNotOpened } from '../store-failure.js';
import { APPLICATION_ID, FORMAT_VERSION, SCHEMA } from './format.js';
import { LedgerInconsistent } from './ledger-rows.js';
import { prefillLog } from './prefill-log.js';
import { sqliteCode } from './sqlite-failure.js';

/** Pages of 4 KiB that a connection keeps, as SQLite counts them (negative: KiB). */
const CACHE = { writer: -32_768, reader: -8_192 };

/**
 * Opens a ledger for writing, making it where there is none. The caller holds the writer's lock. `logFrames` is how long
 * the write-ahead log is expected to become.
 */
export function openForWriting(path: string, logFrames: number): Database.Database {
  const fresh = !existsSync(path);
  const db = connect(path, false);
  try {
    checkFormat(db, path);
    db.pragma('journal_mode = WAL');
    // better-sqlite3 is built so that a WAL database opens with synchronous=NORMAL, which loses commits in a power cut.
    db.pragma('synchronous = FULL');
    const mode = db.pragma('journal_mode', { simple: true });
    const synchronous = db.pragma('synchronous', { simple: true });
    if (mode !== 'wal' || synchronous !== 2) {
      throw new StoreNotOpened('NOT_DURABLE', path, {
        zh: `账本所在磁盘不支持可靠写入（journal_mode=${mode}，synchronous=${synchronous}）：${path}。请改用本地磁盘。`,
        en: `The disk does not allow durable writes (journal_mode=${mode}, synchronous=${synchronous}): ${path}. Use a local disk.`,
      });
    }
    db.pragma(`cache_size = ${CACHE.writer}`);
    db.pragma('wal_autocheckpoint = 0');
    if (db.pragma('user_version', { simple: true }) === 0) db.transaction(() => db.exec(SCHEMA)).immediate();
    // What a crash left in the WAL may never have reached the disk (after a failed fsync the kernel forgets that): copy
    // it into the file and sync that before anything is acknowledged on top of it.
    const [log] = db.pragma('wal_checkpoint(TRUNCATE)') as [{ readonly busy: number }];
    if (log.busy === 0) prefillLog(path, logFrames);
    if (fresh) syncDirectory(dirname(path));
    return db;
  } catch (error) {
    db.close();
    throw notOpened(error, path);
  }
}

/** Opens a ledger that exists, for reading, beside whatever process writes it. */
export function openForReading(path: string): Database.Database {
  if (!existsSync(path)) {
    throw new StoreNotOpened('NOT_FOUND', path, {
      zh: `没有这个账本：${path}。请检查数据目录。`,
      en: `There is no ledger here: ${path}. Check the data folder.`,
    });
  }
  const db = connect(path, true);
  try {
    checkFormat(db, path);
    if (db.pragma('user_version', { simple: true }) === 0) {
      throw new StoreNotOpened('NOT_A_LEDGER', path, notALedger(path));
    }
    db.pragma(`cache_size = ${CACHE.reader}`);
    return db;
  } catch (error) {
    db.close();
    throw onReadOnlyMedium(error, path) ?? notOpened(error, path);
  }
}

/** Readers share memory with the writer through a file, which SQLite must be able to make. */
function onReadOnlyMedium(error: unknown, path: string): StoreNotOpened | undefined {
  if (!sqliteCode(error)?.startsWith('SQLITE_CANTOPEN')) return undefined;
  try {
    accessSync(dirname(path), constants.W_OK);
    return undefined;
  } catch {
    const words = {
      zh: `账本所在目录只读，无法在此打开：${path}。请把整个目录复制到可写的磁盘后再打开。`,
      en: `A ledger cannot be opened in a read-only folder: ${path}. Copy the whole folder to a writable disk first.`,
    };
    return new StoreNotOpened('READ_ONLY', path, words, { cause: error });
  }
}

/** What SQLite writes beside a database has the same rights as the database. */
function forItsOwnerOnly(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) closeSync(openSync(path, 'a', 0o600));
  else if ((stat.mode & 0o077) !== 0) chmodSync(path, 0o600);
}

function connect(path: string, readonly: boolean): Database.Database {
  try {
    if (!readonly) forItsOwnerOnly(path);
    return new Database(path, { readonly, timeout: 1000 });
  } catch (error) {
    throw notOpened(error, path);
  }
}

/** Refuses other databases, and ledgers written by a newer version of this software. */
function checkFormat(db: Database.Database, path: string): void {
  const version = db.pragma('user_version', { simple: true }) as number;
  const application = db.pragma('application_id', { simple: true });
  const tables = db.prepare<[], number>('SELECT count(*) FROM sqlite_master').pluck().get() ?? 0;
  if (application === 0 && version === 0 && tables === 0) return;
  if (application !== APPLICATION_ID) throw new StoreNotOpened('NOT_A_LEDGER', path, notALedger(path));
  if (version > FORMAT_VERSION) {
    throw new StoreNotOpened('NEWER_FORMAT', path, {
      zh: `该账本由更新版本的软件写成（格式 ${version}，本版本只认识到 ${FORMAT_VERSION}）：${path}。请升级软件后再打开，账本未被改动。`,
      en: `This ledger was written by a newer version (format ${version}, this one knows up to ${FORMAT_VERSION}): ${path}. Upgrade the software; the ledger was not touched.`,
    });
  }
}

function notALedger(path: string) {
  return {
    zh: `该文件不是见证的账本：${path}。请检查数据目录。`,
    en: `This file is not a ledger of this product: ${path}. Check the data folder.`,
  };
}

export function notOpened(error: unknown, path: string): unknown {
  if (error instanceof StoreNotOpened) return error;
  const code = codeOf(error);
  if (code === undefined) return error;
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    const words = {
      zh: `账本文件已损坏（${code}）：${path}。请停止使用，用“ledger verify”检查，并从备份恢复。`,
      en: `The ledger file is damaged (${code}): ${path}. Stop using it, check it with "ledger verify" and restore a backup.`,
    };
    return new StoreNotOpened('CORRUPT', path, words, { cause: error });
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS') {
    const words = {
      zh: `磁盘只读，无法写入账本：${path}。请检查挂载方式与权限。`,
      en: `The disk is read-only, the ledger cannot be written: ${path}. Check how it is mounted and its permissions.`,
    };
    return new StoreNotOpened('READ_ONLY', path, words, { cause: error });
  }
  const words = {
    zh: `无法打开账本（${code}）：${path}。请检查磁盘空间、权限与硬件。`,
    en: `The ledger cannot be opened (${code}): ${path}. Check disk space, permissions and hardware.`,
  };
  return new StoreNotOpened('IO_ERROR', path, words, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof LedgerInconsistent) return 'SQLITE_CORRUPT';
  const code = sqliteCode(error);
  if (code !== undefined) return code;
  return error instanceof Error && 'syscall' in error ? String((error as NodeJS.ErrnoException).code) : undefined;
}

function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
