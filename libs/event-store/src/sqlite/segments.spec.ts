import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Envelope } from '#kernel';
import { sampleCommand, sampleEvents } from '../contract/sample-events.js';
import { deriveEventId } from '../event-id.js';
import type { EventStore } from '../event-store.js';
import { openLedgerReader } from './ledger-reader.js';
import { SEGMENT_EVENTS } from './segments.js';
import { openSqliteStore } from './sqlite-store.js';

const PER_COMMAND = 2000;
const COMMANDS = Math.ceil((2.1 * SEGMENT_EVENTS) / PER_COMMAND);
const STREAMS = 7;

/** One long append after the other, to a few streams in turn, so that each stream stands in every segment. */
describe('a ledger of several segments', () => {
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'jz-segments-'));
    path = join(folder, 'ledger.db');
    const store = openSqliteStore(path);
    for (let command = 0; command < COMMANDS; command++) {
      const result = await store.append('process', streamOf(command), expectedBy(command), eventsOf(command));
      expect(result).toMatchObject({ ok: true, value: { first: command * PER_COMMAND } });
    }
    await store.close();
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const streamOf = (command: number) => `notice-${command % STREAMS}`;
  const expectedBy = (command: number) =>
    command < STREAMS ? ('none' as const) : Math.floor(command / STREAMS) * PER_COMMAND - 1;
  const eventsOf = (command: number) =>
    sampleEvents({
      log: 'process',
      stream: streamOf(command),
      expected: expectedBy(command),
      command,
      count: PER_COMMAND,
    });

  it('closes a segment when it is full, and keeps its filter', () => {
    const raw = new Database(path, { readonly: true });
    const segments = raw.prepare('SELECT segment, upto FROM segments').all() as { segment: number; upto: number }[];
    raw.close();
    expect(segments.map(({ segment }) => segment)).toEqual([0, 1]);
    let before = 0;
    for (const { upto } of segments) {
      expect(upto - before).toBeGreaterThanOrEqual(SEGMENT_EVENTS);
      before = upto;
    }
  });

  it.each<[string, (path: string) => EventStore]>([
    ['the writer', (at) => openSqliteStore(at)],
    ['a reader', (at) => openLedgerReader(at)],
  ])(
    'lets %s find events, streams and heads in all of them',
    async (_, open) => {
      const store = open(path);
      for (let command = 0; command < COMMANDS; command += 5) {
        const id = deriveEventId(sampleCommand(command), 123);
        expect((await store.readById('process', id))?.position).toBe(command * PER_COMMAND + 123);
      }
      expect(await store.readById('process', deriveEventId(sampleCommand(COMMANDS), 0))).toBeUndefined();
      for (let number = 0; number < STREAMS; number++) {
        const stream = `notice-${number}`;
        const own = Math.floor((COMMANDS - 1 - number) / STREAMS) + 1;
        const last = (own - 1) * STREAMS + number;
        expect(await store.streamHead('process', stream)).toMatchObject({
          revision: own * PER_COMMAND - 1,
          position: (last + 1) * PER_COMMAND - 1,
        });
        const middle = await store.readStream('process', stream, PER_COMMAND - 2, 2 * PER_COMMAND);
        const revisions = middle.map(({ bytes }) => (JSON.parse(Buffer.from(bytes).toString('utf8')) as Envelope).rev);
        expect(revisions).toEqual(Array.from({ length: 2 * PER_COMMAND }, (__, index) => PER_COMMAND - 2 + index));
      }
      expect(await store.streamHead('process', 'notice-other')).toBeUndefined();
      await store.close();
    },
    60_000,
  );

  it('knows repeats and reuse of what stands in closed segments', async () => {
    const store = openSqliteStore(path);
    for (const command of [0, 20, COMMANDS - 1]) {
      expect(await store.append('process', streamOf(command), expectedBy(command), eventsOf(command))).toMatchObject({
        value: { first: command * PER_COMMAND, repeated: true },
      });
    }
    const [event] = sampleEvents({ log: 'process', stream: 'notice-new', expected: 'none', command: 3, count: 1 });
    expect(await store.append('process', 'notice-new', 'none', event === undefined ? [] : [event])).toMatchObject({
      error: { code: 'EVENT_ID_REUSED', position: 3 * PER_COMMAND },
    });
    await store.close();
  }, 60_000);
});
