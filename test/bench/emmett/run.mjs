// The same work on Emmett with SQLite: `node run.mjs FILE CALLERS BATCH MS` with events as JSON lines on standard input.
// Prints { events, seconds, latencies, failures, failure } as JSON. Runs in a process of its own, because it is not
// part of the product's installation.
import { createInterface } from 'node:readline';
import { getSQLiteEventStore } from '@event-driven-io/emmett-sqlite';

const [file, callers, batch, ms] = process.argv.slice(2);
const samples = [];
for await (const line of createInterface({ input: process.stdin })) samples.push(JSON.parse(line));

const store = getSQLiteEventStore({ fileName: file, schema: { autoMigration: 'CreateOrUpdate' } });
const latencies = [];
let events = 0;
let failures = 0;
let failure;
// The tables are made by the first append.
await store.appendToStream('first', [{ type: 'First', data: {} }]);

const start = performance.now();
const end = start + Number(ms);
async function run(caller) {
  let stream = 0;
  let inStream = 0;
  let next = 0;
  let before = performance.now();
  while (before < end) {
    if (inStream >= Math.max(40, Number(batch))) {
      stream++;
      inStream = 0;
    }
    const append = [];
    for (let i = 0; i < Number(batch); i++)
      append.push({ type: 'QualificationReviewed', data: samples[next++ % samples.length] });
    try {
      await store.appendToStream(`election-${caller}-${stream}`, append);
      inStream += append.length;
      events += append.length;
    } catch (error) {
      failures++;
      failure ??= String(error.message ?? error).split('\n')[0];
      stream++;
      inStream = 0;
    }
    const now = performance.now();
    latencies.push(now - before);
    before = now;
  }
}
await Promise.all(Array.from({ length: Number(callers) }, (_, caller) => run(caller)));
const seconds = (performance.now() - start) / 1000;
process.stdout.write(`${JSON.stringify({ events, seconds, latencies, failures, failure })}\n`, () => process.exit(0));
