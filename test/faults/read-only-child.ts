/**
 * Tries to write and to read a ledger on a disk that has become read-only. Prints one line of JSON with what it saw.
 *
 * node read-only-child.js LEDGER
 */
import { writeSync } from 'node:fs';
import { openLedgerReader, openSqliteStore, StoreNotOpened } from '#event-store';

const [path = ''] = process.argv.slice(2);

let refusal: unknown;
try {
  await openSqliteStore(path).close();
} catch (error) {
  refusal = error instanceof StoreNotOpened ? { code: error.code, ...error.words } : String(error);
}
let read: unknown;
try {
  const reader = openLedgerReader(path);
  read = { size: reader.sizeSync('process'), leaves: reader.leaves('process', 0).length };
  await reader.close();
} catch (error) {
  read = error instanceof StoreNotOpened ? { code: error.code, ...error.words } : String(error);
}
writeSync(1, `${JSON.stringify({ refusal, read })}\n`);
