import Database from 'better-sqlite3';
import { StoreNotOpened } from '../store-failure.js';
import { sqliteCode } from './sqlite-failure.js';

export interface WriterLock {
  release(): void;
}

/**
 * One process writes a ledger. The lock is a transaction held open on an empty database beside it: the kernel releases
 * it when the process ends, however it ends, so a lock can never be left behind. Its `user_version` names the holder.
 *
 * Never open the lock file or the ledger with `node:fs` in the same process: closing any descriptor of a file drops all
 * POSIX locks that the process holds on it.
 */
export function lockForWriting(ledger: string): WriterLock {
  const lock = new Database(`${ledger}-writer`, { timeout: 0 });
  try {
    lock.exec('BEGIN IMMEDIATE');
    lock.pragma(`user_version = ${process.pid}`);
    lock.exec('COMMIT; BEGIN IMMEDIATE');
  } catch (error) {
    const holder = holderOf(lock);
    lock.close();
    if (!sqliteCode(error)?.startsWith('SQLITE_BUSY')) throw error;
    const zh = holder === undefined ? '' : `（进程号 ${holder}）`;
    const en = holder === undefined ? '' : ` (process ${holder})`;
    throw new StoreNotOpened('IN_USE', ledger, {
      zh: `另一个进程${zh}正在写入该账本：${ledger}。请先停止该进程，或以只读方式打开。`,
      en: `Another process${en} writes this ledger: ${ledger}. Stop it first, or open the ledger read-only.`,
    });
  }
  return {
    release() {
      lock.exec('ROLLBACK');
      lock.close();
    },
  };
}

function holderOf(lock: Database.Database): number | undefined {
  try {
    const pid = lock.pragma('user_version', { simple: true });
    return typeof pid === 'number' && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
