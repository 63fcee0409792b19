/** Reads a ledger in a worker thread with a connection of its own, and reports how many leaves of each log it saw. */
import { parentPort, workerData } from 'node:worker_threads';
import { openLedgerReader } from '#event-store';
import { LOGS } from '#kernel';

const { path, until } = workerData as { readonly path: string; readonly until: number };
const reader = openLedgerReader(path);
const digest: Record<string, string[]> = {};
const abort = new AbortController();
let seen = 0;
await reader.subscribe(
  'process',
  0,
  (events) => {
    seen += events.length;
    if (seen >= until) abort.abort();
  },
  { signal: abort.signal, batchSize: 10 },
);
for (const log of LOGS) digest[log] = [...reader.iterateRaw(log)].map((leaf) => leaf.toString('utf8'));
await reader.close();
parentPort?.postMessage({ seen, digest });
