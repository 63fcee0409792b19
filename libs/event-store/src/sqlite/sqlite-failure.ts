import Database from 'better-sqlite3';
import { StoreUnavailable } from '../store-failure.js';
import { LedgerInconsistent } from './ledger-rows.js';

/** An error of SQLite as the port's own; anything else (a fault of ours) is given back unchanged. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof LedgerInconsistent) return new StoreUnavailable('corrupt', error.message, { cause: error });
  if (error instanceof StoreUnavailable || !(error instanceof Database.SqliteError)) return error;
  const reason = reasonOf(error.code);
  if (reason === undefined) return error;
  return new StoreUnavailable(reason, `${error.code}: ${error.message}`, { cause: error });
}

function reasonOf(code: string): StoreUnavailable['reason'] | undefined {
  // On a full disk the wal-index cannot grow either, and SQLite has its own name for that.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return 'disk-full';
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM') return 'read-only';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'corrupt';
  if (/^SQLITE_(IOERR|CANTOPEN|BUSY|LOCKED|PROTOCOL|NOMEM)/.test(code)) return 'io-error';
  return undefined;
}
