/**
 * Fills the small disk that its ledger stands on, waits until there is room again, and goes on.
 * Prints one line of JSON with what it saw.
 *
 * node disk-full-child.js LEDGER BALLAST
 */
import { rmSync, writeFileSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AppendFailure, deriveEventId, openSqliteStore } from '#event-store';

const [path = '', ballast = ''] = process.argv.slice(2);
const STREAM = 'notice-full';
const RETRY_MS = 30;

/** What an operator removes at last, so that there is room to open the ledger again. */
const last = `${ballast}-last`;
writeFileSync(ballast, Buffer.alloc(256 * 1024, 1));
writeFileSync(last, Buffer.alloc(256 * 1024, 1));
const store = openSqliteStore(path, { retryMs: RETRY_MS, indexEvery: 50 });
const acknowledged: { id: string; position: number }[] = [];
let rev = 0;

async function append(): Promise<AppendFailure | undefined> {
  const cmd = `c0000000-0000-4000-8000-${rev.toString(16).padStart(12, '0')}`;
  const id = deriveEventId(cmd, 0);
  const result = await store.append('process', STREAM, rev === 0 ? 'none' : rev - 1, [
    {
      envelope: {
        v: 1,
        log: 'process',
        unit: 'C03',
        id,
        stream: STREAM,
        rev,
        type: 'NoticePosted',
        sv: 1,
        at: '2021-11-05T02:00:00.000Z',
        actor: { id: 'p-0001', role: 'election-clerk', unit: 'C03' },
        cmd,
        data: { text: 'x'.repeat(2000) },
        pii: [],
        att: [],
      },
    },
  ]);
  if (!result.ok) return result.error;
  acknowledged.push({ id, position: result.value.first });
  rev++;
  return undefined;
}

async function readable(): Promise<boolean> {
  const events = await store.readStream('process', STREAM);
  return events.length === acknowledged.length && (await store.size('process')) === acknowledged.length;
}

async function untilFull(): Promise<AppendFailure> {
  for (;;) {
    const failure = await append();
    if (failure !== undefined) return failure;
  }
}

async function main(): Promise<void> {
  const first = await untilFull();
  const trouble = store.trouble();
  const again = await append();
  const readableWhenFull = await readable();
  const before = acknowledged.length;
  rmSync(ballast);
  // Readiness comes back by itself, without anybody appending.
  for (let waited = 0; store.trouble() !== undefined && waited < 5000; waited += RETRY_MS) await sleep(RETRY_MS);
  const troubleWithRoom = store.trouble();
  const second = await untilFull();
  const after = acknowledged.length;
  const readableAtLast = await readable();
  await store.close();
  rmSync(last);
  const reopened = openSqliteStore(path);
  const kept = await Promise.all(
    acknowledged.map(async ({ id, position }) => (await reopened.readById('process', id))?.position === position),
  );
  const size = await reopened.size('process');
  await reopened.close();
  const report = {
    first,
    trouble,
    again,
    readableWhenFull,
    before,
    troubleWithRoom,
    second,
    after,
    readableAtLast,
    keptAll: kept.every(Boolean),
    size,
  };
  writeSync(1, `${JSON.stringify(report)}\n`);
}

await main();
