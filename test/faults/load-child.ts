/**
 * Appends under load until it is killed, and writes a line to standard output for every acknowledged append, at once.
 * Waits for a line on standard input first, so that a test can start it early.
 *
 * node load-child.js LEDGER RUN CALLERS OPTIONS
 */
import { randomUUID } from 'node:crypto';
import { readSync, writeSync } from 'node:fs';
import { deriveEventId, type EventToAppend, openSqliteStore, type SqliteStoreOptions } from '#event-store';
import type { LogName } from '#kernel';

const [path = '', run = '', callers = '1', options = '{}'] = process.argv.slice(2);
const STREAMS: readonly [LogName, string][] = [
  ['process', 'notice'],
  ['process', 'partyElection'],
  ['cases', 'case'],
  ['access', 'account'],
];

async function append(store: ReturnType<typeof openSqliteStore>, caller: number): Promise<never> {
  for (let number = 0; ; number++) {
    const [log, category] = STREAMS[(caller + number) % STREAMS.length] as [LogName, string];
    const stream = `${category}-${run}.${caller}.${number}`;
    let rev = 0;
    for (let commands = 0; commands < 5; commands++) {
      const cmd = randomUUID();
      const events: EventToAppend[] = [];
      for (let index = 0; index < 1 + (commands % 3); index++) {
        events.push({
          envelope: {
            v: 1,
            log,
            unit: 'C03',
            id: deriveEventId(cmd, index),
            stream,
            rev: rev + index,
            type: 'NoticePosted',
            sv: 1,
            at: new Date().toISOString(),
            actor: { id: 'p-0001', role: 'election-clerk', unit: 'C03' },
            cmd,
            data: { place: '南苑居委会', text: 'x'.repeat((caller * 37 + number * 11) % 900) },
            pii: [],
            att: [],
          },
        });
      }
      const result = await store.append(log, stream, rev === 0 ? 'none' : rev - 1, events);
      if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
      const { first } = result.value;
      const lines = events.map(({ envelope }, index) => `${log} ${first + index} ${envelope.id} ${caller}\n`);
      writeSync(1, lines.join(''));
      rev += events.length;
    }
  }
}

readSync(0, Buffer.alloc(16));
const store = openSqliteStore(path, JSON.parse(options) as SqliteStoreOptions);
await Promise.all(Array.from({ length: Number(callers) }, (_, caller) => append(store, caller)));
