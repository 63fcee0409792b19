/**
 * Opens a ledger, appends a few events one after the other, fills the index tables, copies the write-ahead log, and
 * closes: a short life in which every system call can be made to fail. Tries again what the store says it could not do.
 * Standard output: acknowledged events as `log position id caller`, and `# …` for everything else.
 *
 * node append-child.js LEDGER
 */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  deriveEventId,
  type EventToAppend,
  openSqliteStore,
  type SqliteEventStore,
  StoreNotOpened,
} from '#event-store';

const [path = ''] = process.argv.slice(2);
const STREAM = 'notice-short';
const TRIES = 5;

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

async function open(): Promise<SqliteEventStore> {
  for (let attempt = 1; ; attempt++) {
    try {
      return openSqliteStore(path, { indexEvery: 2, checkpointPages: 6, quietMs: 5, retryMs: 20 });
    } catch (error) {
      if (!(error instanceof StoreNotOpened)) throw error;
      say(`# not opened ${error.code}`);
      if (attempt === TRIES) process.exit(3);
      await sleep(5);
    }
  }
}

function events(command: number, rev: number, count: number): EventToAppend[] {
  const cmd = `c0000000-0000-4000-8000-${command.toString(16).padStart(12, '0')}`;
  return Array.from({ length: count }, (_, index) => ({
    envelope: {
      v: 1,
      log: 'process',
      unit: 'C03',
      id: deriveEventId(cmd, index),
      stream: STREAM,
      rev: rev + index,
      type: 'NoticePosted',
      sv: 1,
      at: '2021-11-05T02:00:00.000Z',
      actor: { id: 'p-0001', role: 'election-clerk', unit: 'C03' },
      cmd,
      data: { place: '南苑居委会', text: 'x'.repeat((command % 10) * 400) },
      pii: [],
      att: [],
    },
  }));
}

const store = await open();
const head = await store.streamHead('process', STREAM);
const firstRev = (head?.revision ?? -1) + 1;
let rev = firstRev;
for (const [command, count] of [
  [1, 1],
  [2, 3],
  [3, 2],
  [4, 1],
] as const) {
  // Other commands than those of an earlier run on the same ledger.
  const next = events(firstRev * 10 + command, rev, count);
  for (let attempt = 1; ; attempt++) {
    const result = await store.append('process', STREAM, rev === 0 ? 'none' : rev - 1, next);
    if (result.ok) {
      if (store.trouble() !== undefined) throw new Error(`in trouble after an append: ${store.trouble()}`);
      let position = result.value.first;
      for (const { envelope } of next) say(`process ${position++} ${envelope.id} 0`);
      break;
    }
    say(`# refused ${JSON.stringify(result.error)}`);
    if (result.error.code !== 'STORE_UNAVAILABLE') throw new Error('refused for another reason than the disk');
    if (store.trouble() === undefined) throw new Error('not in trouble after a failed append');
    if (attempt === TRIES) process.exit(4);
    await sleep(5);
  }
  rev += count;
  // Lets the quiet time pass, so that housekeeping meets the fault as well.
  await sleep(12);
}
await store.close();
say('# done');
