import type { Envelope, LogName } from '#kernel';
import { deriveEventId } from '../event-id.js';
import type { EventToAppend, ExpectedRevision } from '../event-store.js';

/** Streams of each log for contract tests; the last of each is `log-<name>`. */
export const SAMPLE_STREAMS = {
  process: ['partyElection-C03-2021-1', 'notice-5f0c6f0e-8a55-4f2b-9d53-0c6a4a2b7c11', 'log-process'],
  cases: ['case-0b3c0d52-5b0e-4d55-8f0f-6c1f2c7b9a01', 'log-cases'],
  access: ['account-7d9f2b1c-3e44-4a6f-8b21-5a0e9c3d7f02', 'log-access'],
} as const satisfies Record<LogName, readonly string[]>;

const START = Date.parse('2021-11-05T02:00:00.000Z');

/** The ledger clock `ms` after the start of all samples. */
export function sampleInstant(ms: number): string {
  return new Date(START + ms).toISOString();
}

/** A command id out of a number: the same number gives the same id. */
export function sampleCommand(number: number): string {
  return `c0000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export interface SampleAppend {
  readonly log: LogName;
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** Number of the command. */
  readonly command: number;
  readonly count?: number;
  /** Milliseconds on the ledger clock. */
  readonly at?: number;
  readonly note?: string;
  /** First index from which event ids are derived. */
  readonly firstIndex?: number;
  readonly change?: Partial<Envelope>;
}

/** Events as a command would append them. */
export function sampleEvents(sample: SampleAppend): EventToAppend[] {
  const { log, stream, expected, command, count = 1, at = 0, note = '预备人选公示', firstIndex = 0 } = sample;
  const cmd = sampleCommand(command);
  const mac = new Uint8Array(32).fill(command % 256);
  return Array.from({ length: count }, (_, index) => ({
    mac,
    envelope: {
      v: 1,
      log,
      unit: 'C03',
      id: deriveEventId(cmd, firstIndex + index),
      stream,
      rev: (expected === 'none' ? 0 : expected + 1) + index,
      type: 'NoticePosted',
      sv: 1,
      at: sampleInstant(at),
      on: '2021-11-05T10:00:00+08:00',
      actor: { id: 'p-0001', role: 'election-clerk', unit: 'C03' },
      cmd,
      data: { note, index, shown: true, days: 5, places: ['南苑居委会', 'C03'] },
      pii: [],
      att: [],
      ...sample.change,
    },
  }));
}
