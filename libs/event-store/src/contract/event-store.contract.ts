import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { canonicalBytes, type Envelope, LOGS, type LogName, MAX_EVENT_BYTES, type Result } from '#kernel';
import type { Appended, AppendFailure, EventStore, StoredEvent } from '../event-store.js';
import { ModelStore } from './model-store.js';
import { SAMPLE_STREAMS, type SampleAppend, sampleEvents, sampleInstant } from './sample-events.js';

export interface StoreUnderTest {
  readonly store: EventStore;
  /** Closes the store and opens the same one again; left out where nothing outlives the store. */
  readonly reopen?: () => Promise<EventStore>;
  /** Closes and removes everything. */
  readonly dispose: () => Promise<void>;
}

const NOTICE = SAMPLE_STREAMS.process[1];
const ELECTION = SAMPLE_STREAMS.process[0];
const CASE = SAMPLE_STREAMS.cases[0];

/** The suite that every adapter of the port must pass. `make` gives a new, empty store each time. */
export function describeEventStore(
  name: string,
  make: () => Promise<StoreUnderTest>,
  options: { readonly runs?: number } = {},
): void {
  const runs = options.runs ?? 40;
  const append = (store: EventStore, sample: SampleAppend) =>
    store.append(sample.log, sample.stream, sample.expected, sampleEvents(sample));

  async function withStore(test: (store: EventStore, subject: StoreUnderTest) => Promise<void>): Promise<void> {
    const subject = await make();
    try {
      await test(subject.store, subject);
    } finally {
      await subject.dispose();
    }
  }

  describe(`event store: ${name}`, () => {
    // A property opens a store for each of its runs, on a disk that may be slow.
    jest.setTimeout(120_000);
    it('is empty at first', () =>
      withStore(async (store) => {
        for (const log of LOGS) {
          expect(await store.size(log)).toBe(0);
          expect(await store.readAll(log, 0)).toEqual([]);
          expect(await store.lastAt(log)).toBeUndefined();
        }
        expect(await store.readStream('process', ELECTION)).toEqual([]);
        expect(await store.streamHead('process', ELECTION)).toBeUndefined();
        expect(await store.readById('process', '6f9619ff-8b86-4011-b42d-00c04fc964ff')).toBeUndefined();
        expect(store.trouble()).toBeUndefined();
      }));

    it('keeps the canonical bytes of the envelope and the MAC beside them', () =>
      withStore(async (store) => {
        const events = sampleEvents({ log: 'process', stream: ELECTION, expected: 'none', command: 1, count: 3 });
        expect(await store.append('process', ELECTION, 'none', events)).toEqual(
          success({ first: 0, last: 2, revision: 2, repeated: false }),
        );
        const read = await store.readAll('process', 0);
        expect(read.map(({ bytes }) => text(bytes))).toEqual(
          events.map(({ envelope }) => text(canonicalBytes(envelope))),
        );
        expect(read.map(({ log, position }) => [log, position])).toEqual([
          ['process', 0],
          ['process', 1],
          ['process', 2],
        ]);
        for (const event of read) expect(Buffer.from(event.mac ?? [])).toEqual(Buffer.alloc(32, 1));
        const second = events[1]?.envelope.id ?? '';
        expect(plain(await store.readById('process', second))).toEqual(plain(read[1]));
        expect(await store.readById('cases', second)).toBeUndefined();
        expect(await store.streamHead('process', ELECTION)).toEqual({
          revision: 2,
          at: sampleInstant(0),
          position: 2,
        });
      }));

    it('stores events without a MAC', () =>
      withStore(async (store) => {
        const [event] = sampleEvents({ log: 'access', stream: 'log-access', expected: 'none', command: 1 });
        await store.append('access', 'log-access', 'none', [{ envelope: event?.envelope as Envelope }]);
        expect((await store.readAll('access', 0))[0]?.mac).toBeUndefined();
      }));

    it('is not reached by what callers do to their envelopes and bytes afterwards', () =>
      withStore(async (store) => {
        const events = sampleEvents({ log: 'process', stream: ELECTION, expected: 'none', command: 1 });
        const pending = store.append('process', ELECTION, 'none', events);
        const envelope = events[0]?.envelope as { type: string };
        envelope.type = 'SomethingElse';
        events.length = 0;
        await pending;
        const [stored] = await store.readAll('process', 0);
        expect(text(stored?.bytes)).toContain('"type":"NoticePosted"');
        stored?.bytes.fill(0);
        expect(text((await store.readAll('process', 0))[0]?.bytes)).toContain('"type":"NoticePosted"');
      }));

    it('counts positions and revisions of each log by itself', () =>
      withStore(async (store) => {
        await append(store, { log: 'process', stream: ELECTION, expected: 'none', command: 1 });
        await append(store, { log: 'cases', stream: CASE, expected: 'none', command: 1, count: 2 });
        await append(store, { log: 'process', stream: NOTICE, expected: 'none', command: 2 });
        expect(await store.size('process')).toBe(2);
        expect(await store.size('cases')).toBe(2);
        expect(await store.size('access')).toBe(0);
        expect(ids(await store.readStream('process', NOTICE))).toHaveLength(1);
      }));

    it('reads parts of a stream and of a log', () =>
      withStore(async (store) => {
        await append(store, { log: 'process', stream: ELECTION, expected: 'none', command: 1, count: 5 });
        await append(store, { log: 'process', stream: NOTICE, expected: 'none', command: 2, count: 2 });
        await append(store, { log: 'process', stream: ELECTION, expected: 4, command: 3, count: 2 });
        expect(revs(await store.readStream('process', ELECTION))).toEqual([0, 1, 2, 3, 4, 5, 6]);
        expect(revs(await store.readStream('process', ELECTION, 3))).toEqual([3, 4, 5, 6]);
        expect(revs(await store.readStream('process', ELECTION, 2, 2))).toEqual([2, 3]);
        expect(revs(await store.readStream('process', ELECTION, 7))).toEqual([]);
        expect(revs(await store.readStream('process', ELECTION, 0, 0))).toEqual([]);
        expect((await store.readAll('process', 4, 3)).map(({ position }) => position)).toEqual([4, 5, 6]);
        expect(await store.readAll('process', 9)).toEqual([]);
        expect(await store.readAll('process', 0, 0)).toEqual([]);
      }));

    it('reads at most a thousand events of a log where no limit is given', () =>
      withStore(async (store) => {
        await append(store, { log: 'process', stream: ELECTION, expected: 'none', command: 1, count: 1001 });
        expect(await store.readAll('process', 0)).toHaveLength(1000);
        expect(await store.readStream('process', ELECTION)).toHaveLength(1001);
      }));

    it('refuses a wrong expected revision and says the right one', () =>
      withStore(async (store) => {
        expect(await append(store, { log: 'process', stream: ELECTION, expected: 0, command: 1 })).toEqual(
          failure({ code: 'WRONG_REVISION', stream: ELECTION, expected: 0, actual: 'none' }),
        );
        await append(store, { log: 'process', stream: ELECTION, expected: 'none', command: 2, count: 2 });
        expect(await append(store, { log: 'process', stream: ELECTION, expected: 'none', command: 3 })).toEqual(
          failure({ code: 'WRONG_REVISION', stream: ELECTION, expected: 'none', actual: 1 }),
        );
        expect(await append(store, { log: 'process', stream: ELECTION, expected: 0, command: 4 })).toEqual(
          failure({ code: 'WRONG_REVISION', stream: ELECTION, expected: 0, actual: 1 }),
        );
        expect(await store.size('process')).toBe(2);
      }));

    it('lets only one of several callers that expect the same revision write', () =>
      withStore(async (store) => {
        const results = await Promise.all(
          [1, 2, 3, 4].map((command) =>
            append(store, { log: 'process', stream: ELECTION, expected: 'none', command, count: 2 }),
          ),
        );
        expect(results.filter(({ ok }) => ok)).toHaveLength(1);
        for (const result of results) {
          if (!result.ok) expect(result.error).toMatchObject({ code: 'WRONG_REVISION', actual: 1 });
        }
        expect(await store.size('process')).toBe(2);
      }));

    it('answers a repeat as it did the first time, whatever happened since', () =>
      withStore(async (store) => {
        const sample: SampleAppend = { log: 'process', stream: ELECTION, expected: 'none', command: 1, count: 2 };
        await append(store, { log: 'process', stream: NOTICE, expected: 'none', command: 9 });
        await append(store, sample);
        await append(store, { log: 'process', stream: ELECTION, expected: 1, command: 2, at: 5 });
        const answer = success({ first: 1, last: 2, revision: 1, repeated: true });
        expect(await append(store, sample)).toEqual(answer);
        expect(await append(store, { ...sample, at: 70_000 })).toEqual(answer);
        expect(await store.size('process')).toBe(4);
        expect(text((await store.readAll('process', 1))[0]?.bytes)).toContain(sampleInstant(0));
      }));

    it('answers concurrent repeats of one append with one write', () =>
      withStore(async (store) => {
        const sample: SampleAppend = { log: 'cases', stream: CASE, expected: 'none', command: 1, count: 3 };
        const results = await Promise.all(Array.from({ length: 6 }, () => append(store, sample)));
        const answers = results.map((result) => (result.ok ? result.value : undefined));
        expect(answers.filter((answer) => answer?.repeated === false)).toHaveLength(1);
        for (const answer of answers) expect(answer).toMatchObject({ first: 0, last: 2, revision: 2 });
        expect(await store.size('cases')).toBe(3);
      }));

    it('refuses a stored id with other content, in any stream of the log', () =>
      withStore(async (store) => {
        const sample: SampleAppend = { log: 'process', stream: ELECTION, expected: 'none', command: 1 };
        await append(store, { log: 'process', stream: NOTICE, expected: 'none', command: 9 });
        await append(store, sample);
        const [{ envelope } = { envelope: undefined }] = sampleEvents(sample);
        const reused = failure({ code: 'EVENT_ID_REUSED', id: envelope?.id ?? '', position: 1 });
        expect(await append(store, { ...sample, note: '另一内容' })).toEqual(reused);
        expect(await append(store, { ...sample, stream: NOTICE, expected: 0 })).toEqual(reused);
        expect(await append(store, { ...sample, change: { actor: { id: 'x', role: 'y', unit: 'C03' } } })).toEqual(
          reused,
        );
        expect(await store.size('process')).toBe(2);
        // Ids are unique within a log; another log may hold the same command's events.
        expect(await append(store, { ...sample, log: 'cases', stream: CASE })).toEqual(
          success({ first: 0, last: 0, revision: 0, repeated: false }),
        );
      }));

    it('counts a batch of which only a part is stored as reuse, and its own part as a repeat', () =>
      withStore(async (store) => {
        const sample: SampleAppend = { log: 'process', stream: ELECTION, expected: 'none', command: 1, count: 3 };
        const events = sampleEvents({ ...sample, count: 5 });
        await store.append('process', ELECTION, 'none', events.slice(0, 3));
        expect(await store.append('process', ELECTION, 'none', events)).toEqual(
          failure({ code: 'EVENT_ID_REUSED', id: events[0]?.envelope.id ?? '', position: 0 }),
        );
        expect(await store.append('process', ELECTION, 1, events.slice(2, 5))).toEqual(
          failure({ code: 'EVENT_ID_REUSED', id: events[2]?.envelope.id ?? '', position: 2 }),
        );
        expect(await store.append('process', ELECTION, 0, events.slice(1, 3))).toEqual(
          success({ first: 1, last: 2, revision: 2, repeated: true }),
        );
        expect(await store.size('process')).toBe(3);
      }));

    it('refuses time running backwards within a stream, not between streams', () =>
      withStore(async (store) => {
        await append(store, { log: 'process', stream: ELECTION, expected: 'none', command: 1, at: 1000 });
        expect(await append(store, { log: 'process', stream: ELECTION, expected: 0, command: 2, at: 999 })).toEqual(
          failure({
            code: 'TIME_RUNS_BACKWARDS',
            stream: ELECTION,
            at: sampleInstant(999),
            last: sampleInstant(1000),
          }),
        );
        const other = await append(store, { log: 'process', stream: NOTICE, expected: 'none', command: 3, at: 0 });
        expect(other.ok).toBe(true);
        expect(await store.lastAt('process')).toBe(sampleInstant(0));
        const batch = sampleEvents({ log: 'process', stream: ELECTION, expected: 0, command: 4, count: 2, at: 2000 });
        (batch[1]?.envelope as { at: string }).at = sampleInstant(1999);
        expect(await store.append('process', ELECTION, 0, batch)).toMatchObject({
          error: { code: 'TIME_RUNS_BACKWARDS' },
        });
        expect(await store.size('process')).toBe(2);
      }));

    it.each<[string, Partial<SampleAppend>, Partial<AppendFailure>]>([
      ['another log in the envelope', { change: { log: 'cases' } }, { code: 'INVALID_ENVELOPE', pointer: '/log' }],
      ['another stream', { change: { stream: NOTICE } }, { code: 'INVALID_ENVELOPE', pointer: '/stream' }],
      ['a category of another log', { stream: CASE }, { code: 'INVALID_ENVELOPE', pointer: '/stream' }],
      ['the stream of another log itself', { stream: 'log-cases' }, { code: 'INVALID_ENVELOPE', pointer: '/stream' }],
      ['an unknown category', { stream: 'thing-1' }, { code: 'INVALID_ENVELOPE', pointer: '/stream' }],
      ['a revision that does not follow', { change: { rev: 4 } }, { code: 'INVALID_ENVELOPE', pointer: '/rev' }],
      ['an upper-case id', { change: { id: '6F9619FF-8B86-4011-B42D-00C04FC964FF' } }, { pointer: '/id' }],
      ['an unknown member', { change: { extra: 1 } as object }, { code: 'INVALID_ENVELOPE', pointer: '' }],
      ['a float', { change: { data: { share: 0.5 } } }, { code: 'NOT_CANONICAL', pointer: '/data/share' }],
      ['a lone surrogate', { change: { data: { name: '\ud800' } } }, { code: 'NOT_CANONICAL', pointer: '/data/name' }],
      ['too long an event', { note: '长'.repeat(6000) }, { code: 'EVENT_TOO_LARGE', limit: MAX_EVENT_BYTES }],
      ['no event at all', { count: 0 }, { code: 'INVALID_ENVELOPE', pointer: '' }],
    ])('refuses %s and leaves nothing', (_, change, expected) =>
      withStore(async (store) => {
        const sample: SampleAppend = { log: 'process', stream: ELECTION, expected: 'none', command: 1, ...change };
        expect(await append(store, sample)).toMatchObject({ ok: false, error: expected });
        for (const log of LOGS) expect(await store.size(log)).toBe(0);
      }),
    );

    it('refuses a batch as a whole when its last event is refused', () =>
      withStore(async (store) => {
        const events = sampleEvents({ log: 'process', stream: ELECTION, expected: 'none', command: 1, count: 3 });
        const last = events[2]?.envelope as { id: string };
        last.id = events[0]?.envelope.id ?? '';
        expect(await store.append('process', ELECTION, 'none', events)).toMatchObject({
          error: { code: 'INVALID_ENVELOPE', index: 2, pointer: '/id' },
        });
        expect(await store.size('process')).toBe(0);
        expect(await store.streamHead('process', ELECTION)).toBeUndefined();
      }));

    it('stores the largest event there may be', () =>
      withStore(async (store) => {
        const sample: SampleAppend = { log: 'process', stream: ELECTION, expected: 'none', command: 1, note: '' };
        const length = canonicalBytes(sampleEvents(sample)[0]?.envelope).length;
        const full = { ...sample, note: 'x'.repeat(MAX_EVENT_BYTES - length) };
        expect((await append(store, full)).ok).toBe(true);
        expect((await store.readAll('process', 0))[0]?.bytes).toHaveLength(MAX_EVENT_BYTES);
        expect(await append(store, { ...full, command: 2, expected: 0, note: `${full.note}y` })).toMatchObject({
          error: { code: 'EVENT_TOO_LARGE', bytes: MAX_EVENT_BYTES + 1 },
        });
      }));

    it('does as the model does, whatever comes', () =>
      fc.assert(
        fc.asyncProperty(fc.array(operation, { maxLength: 60 }), (operations) =>
          withStore(async (store, subject) => {
            const model = new ModelStore();
            let current = store;
            for (const step of operations) {
              if (step === 'reopen') {
                if (subject.reopen !== undefined) current = await subject.reopen();
                continue;
              }
              const sample = resolveSample(step, model);
              const events = sampleEvents(sample);
              const expected = model.append(sample.log, sample.stream, sample.expected, events);
              expect(await current.append(sample.log, sample.stream, sample.expected, events)).toEqual(expected);
            }
            await agrees(current, model);
          }),
        ),
        { numRuns: runs },
      ));

    it('keeps every acknowledged event once and in order when many append at once', () =>
      fc.assert(
        fc.asyncProperty(fc.array(fc.array(step, { maxLength: 12 }), { maxLength: 8 }), (groups) =>
          withStore(async (store) => {
            // Every caller sends what it sends without waiting for the others; who wins is the store's affair.
            const model = new ModelStore();
            const acknowledged: { log: LogName; ids: string[]; answer: Appended }[] = [];
            for (const group of groups) {
              const samples = group.map((entry) => resolveSample(entry, model));
              const results = await Promise.all(samples.map((sample) => append(store, sample)));
              results.forEach((result, index) => {
                const sample = samples[index] as SampleAppend;
                if (!result.ok) return;
                const events = sampleEvents(sample);
                acknowledged.push({
                  log: sample.log,
                  ids: events.map(({ envelope }) => envelope.id),
                  answer: result.value,
                });
              });
              for (const log of LOGS) model.logs[log] = (await store.readAll(log, 0)).map(toModel);
            }
            for (const { log, ids: written, answer } of acknowledged) {
              const stored = (await store.readAll(log, answer.first, answer.last - answer.first + 1)).map(toModel);
              expect(stored.map(({ id }) => id)).toEqual(written);
              expect(stored.at(-1)?.rev).toBe(answer.revision);
            }
            for (const log of LOGS) {
              const fresh = acknowledged.filter((entry) => entry.log === log && !entry.answer.repeated);
              const total = fresh.reduce((sum, { ids: written }) => sum + written.length, 0);
              expect(await store.size(log)).toBe(total);
            }
            await agrees(store, model);
          }),
        ),
        { numRuns: Math.ceil(runs / 2) },
      ));

    it('shows subscribers every event once and in order, those written meanwhile too', () =>
      withStore(async (store) => {
        const early = await openSubscription(store, 'process', 0, 7);
        await append(store, { log: 'process', stream: ELECTION, expected: 'none', command: 1, count: 20 });
        const late = await openSubscription(store, 'process', 5, 3);
        const writing: Promise<unknown>[] = [];
        for (let command = 2; command < 40; command++) {
          const stream = `notice-${command}`;
          writing.push(append(store, { log: 'process', stream, expected: 'none', command, count: 2 }));
          if (command % 5 === 0) await turn();
        }
        await Promise.all(writing);
        const size = await store.size('process');
        await early.reached(size);
        await late.reached(size - 5);
        const all = (await store.readAll('process', 0)).map(({ bytes }) => text(bytes));
        expect(early.seen.map(({ bytes }) => text(bytes))).toEqual(all);
        expect(late.seen.map(({ bytes }) => text(bytes))).toEqual(all.slice(5));
        expect(Math.max(...early.batches)).toBeLessThanOrEqual(7);
        await early.end();
        await late.end();
      }));

    it('does not show a subscriber the next batch before it is done with the last', () =>
      withStore(async (store) => {
        await append(store, { log: 'process', stream: ELECTION, expected: 'none', command: 1, count: 9 });
        const abort = new AbortController();
        let inside = 0;
        let most = 0;
        const seen: number[] = [];
        const done = store.subscribe(
          'process',
          0,
          async (events) => {
            most = Math.max(most, ++inside);
            await turn();
            inside--;
            seen.push(...events.map(({ position }) => position));
            if (seen.length === 9) abort.abort();
          },
          { signal: abort.signal, batchSize: 2 },
        );
        await done;
        expect(most).toBe(1);
        expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
      }));

    it('ends a subscription when its signal aborts, and rejects it when a batch throws', () =>
      withStore(async (store) => {
        await append(store, { log: 'process', stream: ELECTION, expected: 'none', command: 1 });
        const abort = new AbortController();
        const waiting = store.subscribe('process', 1, () => undefined, { signal: abort.signal });
        abort.abort();
        await expect(waiting).resolves.toBeUndefined();
        const throwing = store.subscribe(
          'process',
          0,
          () => {
            throw new Error('poisoned');
          },
          { signal: new AbortController().signal },
        );
        await expect(throwing).rejects.toThrow('poisoned');
      }));

    it('refuses to work once closed, and tells its subscribers', async () => {
      const { store, dispose } = await make();
      const waiting = store.subscribe('process', 0, () => undefined, { signal: new AbortController().signal });
      const outcome = expect(waiting).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', reason: 'closed' });
      await turn();
      await store.close();
      await outcome;
      expect(await append(store, { log: 'process', stream: ELECTION, expected: 'none', command: 1 })).toMatchObject({
        error: { code: 'STORE_UNAVAILABLE', reason: 'closed' },
      });
      await expect(store.readAll('process', 0)).rejects.toMatchObject({ reason: 'closed' });
      expect(store.trouble()).toBeDefined();
      await dispose();
    });

    it('answers what was appended before it was closed', async () => {
      const { store, dispose } = await make();
      const pending = append(store, { log: 'process', stream: ELECTION, expected: 'none', command: 1 });
      await store.close();
      expect((await pending).ok).toBe(true);
      await dispose();
    });
  });
}

/** One append in terms of what is stored: what a client would do next, or do wrong. */
interface Step {
  readonly log: LogName;
  readonly stream: number;
  /** What the caller expects: the truth, or something else. */
  readonly expects: 'right' | 'none' | 'behind' | 'ahead';
  readonly count: number;
  readonly command: number;
  readonly firstIndex: number;
  readonly later: number;
  readonly note: string;
}

const step: fc.Arbitrary<Step> = fc.record({
  log: fc.constantFrom(...LOGS),
  stream: fc.nat(2),
  expects: fc.constantFrom('right', 'right', 'right', 'right', 'none', 'behind', 'ahead'),
  count: fc.integer({ min: 1, max: 4 }),
  // Few commands: repeats, overlaps and reuse happen often.
  command: fc.oneof(fc.nat(6), fc.nat(1_000_000)),
  firstIndex: fc.constantFrom(0, 0, 0, 1),
  later: fc.integer({ min: -3, max: 20 }),
  note: fc.constantFrom('公示', '公示', '公示', '另一'),
});
const operation = fc.oneof({ weight: 12, arbitrary: step }, { weight: 1, arbitrary: fc.constant('reopen' as const) });

function resolveSample(entry: Step, model: ModelStore): SampleAppend {
  const streams = SAMPLE_STREAMS[entry.log];
  const stream = streams[entry.stream % streams.length] as string;
  const list = model.logs[entry.log];
  const head = list.findLast((event) => event.stream === stream);
  const expected = {
    right: head?.rev ?? 'none',
    none: 'none',
    behind: (head?.rev ?? 1) - 1,
    ahead: (head?.rev ?? 0) + 1,
  } as const;
  const chosen = expected[entry.expects];
  return {
    log: entry.log,
    stream,
    expected: typeof chosen === 'number' && chosen < 0 ? 'none' : chosen,
    command: entry.command,
    count: entry.count,
    firstIndex: entry.firstIndex,
    at: Math.max(0, (head === undefined ? 0 : Date.parse(head.at) - Date.parse(sampleInstant(0))) + entry.later),
    note: entry.note,
  };
}

/** Everything that can be read says the same as the model. */
async function agrees(store: EventStore, model: ModelStore): Promise<void> {
  for (const log of LOGS) {
    const list = model.logs[log];
    expect(await store.size(log)).toBe(list.length);
    expect((await store.readAll(log, 0)).map(toModel)).toEqual(list);
    expect((await store.readAll(log, 0)).map(({ position }) => position)).toEqual(list.map((_, index) => index));
    expect(await store.lastAt(log)).toBe(list.at(-1)?.at);
    for (const stream of SAMPLE_STREAMS[log]) {
      const own = list.filter((event) => event.stream === stream);
      expect((await store.readStream(log, stream)).map(toModel)).toEqual(own);
      expect(own.map(({ rev }) => rev)).toEqual(own.map((_, index) => index));
      const last = own.at(-1);
      expect(await store.streamHead(log, stream)).toEqual(
        last && { revision: last.rev, at: last.at, position: list.indexOf(last) },
      );
    }
    for (const event of list) {
      const found = await store.readById(log, event.id);
      expect(found?.position).toBe(list.indexOf(event));
    }
  }
}

function toModel(event: StoredEvent): ModelStore['logs']['process'][number] {
  const { at, ...rest } = JSON.parse(text(event.bytes)) as Envelope;
  // In the order in which the samples spell their members, so that the texts can be compared.
  const ordered = {
    v: rest.v,
    log: rest.log,
    unit: rest.unit,
    id: rest.id,
    stream: rest.stream,
    rev: rest.rev,
    type: rest.type,
    sv: rest.sv,
    on: rest.on,
    actor: rest.actor,
    cmd: rest.cmd,
    data: { note: rest.data['note'], index: rest.data['index'], shown: true, days: 5, places: rest.data['places'] },
    pii: rest.pii,
    att: rest.att,
  };
  return { id: rest.id, stream: rest.stream, rev: rest.rev, at, content: JSON.stringify(ordered) };
}

async function openSubscription(store: EventStore, log: LogName, from: number, batchSize: number) {
  const abort = new AbortController();
  const seen: StoredEvent[] = [];
  const batches: number[] = [0];
  let wake: () => void = () => undefined;
  const done = store.subscribe(
    log,
    from,
    (events) => {
      seen.push(...events);
      batches.push(events.length);
      wake();
    },
    { signal: abort.signal, batchSize },
  );
  return {
    seen,
    batches,
    async reached(count: number): Promise<void> {
      while (seen.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    async end(): Promise<void> {
      abort.abort();
      await done;
    },
  };
}

function success(value: Appended): Result<Appended, AppendFailure> {
  return { ok: true, value };
}

function failure(error: AppendFailure): Result<Appended, AppendFailure> {
  return { ok: false, error };
}

function text(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}

function plain(event: StoredEvent | undefined): unknown {
  return event && { ...event, bytes: text(event.bytes), mac: event.mac && Buffer.from(event.mac).toString('hex') };
}

function ids(events: readonly StoredEvent[]): string[] {
  return events.map(({ bytes }) => (JSON.parse(text(bytes)) as Envelope).id);
}

function revs(events: readonly StoredEvent[]): number[] {
  return events.map(({ bytes }) => (JSON.parse(text(bytes)) as Envelope).rev);
}
