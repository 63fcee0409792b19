import { StoreUnavailable } from '../store-failure.js';
import { LedgerInconsistent } from './ledger-rows.js';

/** An error of SQLite as the port's own; anything else (a fault of ours) is given back unchanged. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof LedgerInconsistent) return new StoreUnavailable('corrupt', error.message, { cause: error });
  const code = sqliteCode(error);
  const reason = code === undefined ? undefined : reasonOf(code);
  if (reason === undefined) return error;
  return new StoreUnavailable(reason, `${code}: ${(error as Error).message}`, { cause: error });
}

/**
 * The code of an error of SQLite (`SQLITE_FULL`). By name, not by `instanceof`: where better-sqlite3 is loaded twice in
 * a process (one test file after the other), the native part goes on using the first one's class.
 */
export function sqliteCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  return name === 'SqliteError' && typeof code === 'string' ? code : undefined;
}

function reasonOf(code: string): StoreUnavailable['reason'] | undefined {
  // On a full disk the wal-index cannot grow either, and SQLite has its own name for that.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return 'disk-full';
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM') return 'read-only';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'corrupt';
  if (/^SQLITE_(IOERR|CANTOPEN|BUSY|LOCKED|PROTOCOL|NOMEM)/.test(code)) return 'io-error';
  return undefined;
}
