import { closeSync, fsyncSync, ftruncateSync, openSync, statfsSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A page of 4 KiB with its frame header. */
const FRAME_BYTES = 4096 + 24;

/**
 * Writes zeros into the empty write-ahead log of a ledger that has just been opened for writing. A commit that makes a
 * file longer waits for the file system's journal as well, which takes half as long again on an idle disk and many times
 * as long on a busy one; from here on the log only writes over itself. SQLite takes a log without a header for empty, so
 * a crash in between does no harm. SQLite holds no locks on this file: it may be opened and closed beside it.
 */
export function prefillLog(ledger: string, frames: number): void {
  const bytes = frames * FRAME_BYTES;
  const { bavail, bsize } = statfsSync(dirname(ledger));
  if (bavail * bsize < bytes * 10) return;
  const descriptor = openSync(`${ledger}-wal`, 'r+');
  try {
    const zeros = Buffer.alloc(Math.min(bytes, 1024 * 1024));
    for (let at = 0; at < bytes; at += zeros.length) writeSync(descriptor, zeros, 0, zeros.length, at);
    fsyncSync(descriptor);
  } catch {
    // It was to save time only.
    ftruncateSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
