import { existsSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { Envelope, LogName } from '#kernel';
import { StoreNotOpened } from '../store-failure.js';
import { BulkInsert } from './bulk-insert.js';
import { LOG_OF_CODE } from './format.js';
import { IndexWriter } from './index-writer.js';
import { LedgerInconsistent } from './ledger-rows.js';
import { notOpened, openForReading, openForWriting } from './open-ledger.js';
import { Segments } from './segments.js';
import { asUnavailable } from './sqlite-failure.js';
import { Tail } from './tail.js';

const BATCH = 4096;

type EventRow = [row: number, code: number, position: number, mac: Buffer | null, leaf: Buffer];

/**
 * Copies the events of a ledger, byte for byte, into a new file with index tables made anew: the way out when pages of
 * the index are damaged while those of the events are not. The old file is only read. Gives the number of events.
 * Throws {@link StoreNotOpened}, with CORRUPT where the events themselves cannot be read or contradict each other.
 */
export function copyLedger(from: string, to: string): number {
  if (existsSync(to)) {
    throw new StoreNotOpened('IN_USE', to, {
      zh: `目标文件已存在：${to}。请另选一个文件名。`,
      en: `The file to copy to exists: ${to}. Choose another name.`,
    });
  }
  const source = openForReading(from);
  let target: Database.Database | undefined;
  try {
    target = openForWriting(to, 0);
    return copy(source, target);
  } catch (error) {
    throw notOpened(asUnavailable(error), from);
  } finally {
    source.close();
    target?.close();
  }
}

function copy(source: Database.Database, target: Database.Database): number {
  const read = source
    .prepare<[number, number], EventRow>(
      'SELECT row, log, position, mac, leaf FROM events WHERE row > ? ORDER BY row LIMIT ?',
    )
    .raw();
  const events = new BulkInsert(target, 'INSERT INTO events (row, log, position, mac, leaf)', 5);
  const segments = new Segments(target, true);
  segments.reload();
  const index = new IndexWriter(target, segments);
  let sizes: Record<LogName, number> = { process: 0, cases: 0, access: 0 };
  for (let last = 0; ; ) {
    const rows = read.all(last, BATCH);
    if (rows.length === 0) return last;
    const tail = new Tail(sizes);
    for (const [row, code, position, , leaf] of rows) {
      const log = LOG_OF_CODE[code];
      if (log === undefined || row !== ++last || position !== tail.size(log)) {
        throw new LedgerInconsistent(row, `position ${position} of log ${code} does not follow`);
      }
      const { stream, rev, id } = JSON.parse(leaf.toString('utf8')) as Envelope;
      tail.addPosition(log, row);
      tail.addName({ row, log, position, stream, rev, id });
    }
    target.exec('BEGIN IMMEDIATE');
    events.begin(() => rows.flat());
    events.step(rows.length);
    index.begin(tail);
    index.step(Number.MAX_SAFE_INTEGER);
    target.exec('COMMIT');
    target.pragma('wal_checkpoint(PASSIVE)');
    sizes = tail.sizes();
  }
}
