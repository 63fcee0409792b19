import { join } from 'node:path';
import { pino } from 'pino';
import type { Entry } from '#kernel';
import { decodeEvent } from '#projections';
import {
  applyEntry,
  communityFacts,
  createFactsBook,
  type FactsBook,
  indexRules,
  judgeAll,
  judgeUnit,
  plan2021,
  rejudge,
  streetFacts,
} from '#supervision';
import { loadDemo } from '../../apps/server/src/demo/load-demo.js';
import { catalogue } from '../../apps/server/src/deployment/catalogue.js';
import { Deployment } from '../../apps/server/src/deployment/deployment.js';
import { pastElections } from './history.js';
import {
  type BenchReport,
  type BenchRow,
  benchFolder,
  type Measured,
  machine,
  measureFsync,
  rate,
  summary,
} from './report.js';

export interface BenchRulesOptions {
  /** Events recorded before those that are measured. */
  readonly sizes?: readonly number[];
  readonly repeats?: number;
  readonly folder?: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/** The last events of the worked street: the busy weeks of eight elections. */
const MEASURED = 400;

/**
 * What judging costs: after each event only what it touched is judged again, which must not cost more with a longer
 * history; and a whole community's term from scratch.
 */
export async function benchRules(options: BenchRulesOptions = {}): Promise<BenchReport> {
  const { sizes = [0, 10_000, 100_000], repeats = 5, onProgress } = options;
  const folder = benchFolder(options.folder);
  const rows: BenchRow[] = [];
  try {
    const fsync = rate(measureFsync(folder.path, 500));
    const street = await workedStreet(join(folder.path, 'data'));
    for (const [i, size] of sizes.entries()) {
      onProgress?.(i, sizes.length);
      const runs = Array.from({ length: repeats }, () => replay(street, size));
      rows.push(
        summary(
          'jianzheng',
          1,
          1,
          runs.map(({ judging }) => judging),
          {
            note: `judged after each event, ${size + street.length} events before; ${runs[0]?.evaluations} rules evaluated`,
          },
        ),
        summary(
          'jianzheng-term',
          1,
          1,
          runs.map(({ terms }) => terms),
          {
            note: `a community's whole term from scratch, ${size + street.length} events before`,
          },
        ),
      );
    }
    return { machine: machine(folder.path, fsync), rows };
  } finally {
    folder.remove();
  }
}

/** Entries of the worked street, in the order of the log. */
async function workedStreet(folder: string): Promise<readonly Entry[]> {
  const deployment = await Deployment.open({ folder, demo: true, logger: pino({ level: 'silent' }) });
  try {
    await loadDemo(deployment, () => undefined);
    const stored = await deployment.store.readAll('process', 0, 100_000);
    return stored
      .map((event) => decodeEvent(event, catalogue).entry)
      .filter(({ stream }) => !stream.startsWith('finding-') && !stream.startsWith('log-'));
  } finally {
    await deployment.close();
  }
}

function replay(street: readonly Entry[], size: number): { judging: Measured; terms: Measured; evaluations: number } {
  const book = bookWith(street.slice(0, -MEASURED), size);
  const index = indexRules([plan2021]);
  const last = street.at(-1);
  if (last === undefined) throw new Error('the worked street is empty');
  const day = (at: string) => ({ at, today: at.slice(0, 10) });
  let results = judgeAll(book, index, day(street.at(-MEASURED)?.at ?? last.at));
  const latencies: number[] = [];
  let evaluations = 0;
  const began = performance.now();
  for (const entry of street.slice(-MEASURED)) {
    const before = performance.now();
    const touched = applyEntry(book, entry);
    const judged = rejudge(results, [touched], index, book, day(entry.at));
    results = judged.results;
    evaluations += judged.evaluations;
    latencies.push(performance.now() - before);
  }
  const judging = { events: latencies.length, seconds: (performance.now() - began) / 1000, latencies };
  return { judging, evaluations, terms: fromScratch(book, index, day(last.at)) };
}

function fromScratch(
  book: FactsBook,
  index: ReturnType<typeof indexRules>,
  moment: { at: string; today: string },
): Measured {
  const latencies: number[] = [];
  const began = performance.now();
  for (const [unit] of book.streets) judgeUnit(streetFacts(book, unit), index, moment);
  for (const community of book.members.values()) {
    for (const code of community) {
      const before = performance.now();
      judgeUnit(communityFacts(book, code), index, moment);
      latencies.push(performance.now() - before);
    }
  }
  return { events: latencies.length, seconds: (performance.now() - began) / 1000, latencies };
}

function bookWith(street: readonly Entry[], size: number): FactsBook {
  const book = createFactsBook();
  const elections = pastElections(0);
  for (let position = 0; position < size; ) {
    const next = elections.next();
    if (next.done) break;
    for (const { envelope } of next.value.events.slice(0, size - position)) {
      const { id, stream, rev, type, at, on, actor, data, att } = envelope;
      applyEntry(book, {
        id,
        stream,
        rev,
        type,
        at,
        actor,
        data,
        att,
        position: position++,
        ...(on === undefined ? {} : { on }),
      });
    }
  }
  for (const entry of street) applyEntry(book, entry);
  return book;
}
