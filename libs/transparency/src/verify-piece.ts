import type { JsonValue, LogName } from '#kernel';
import { type CompactRange, CompactRangeBuilder } from './compact-range.js';
import { type LeafFault, type LeafSource, readSealable } from './leaf-source.js';
import { leafHash } from './merkle-hash.js';

/** A stretch of a log to hash, cut where roots will be compared. Plain data: it can be sent to a worker. */
export interface PieceJob {
  readonly log: LogName;
  readonly from: number;
  /** Rising; the last is where the stretch ends. */
  readonly cuts: readonly number[];
  /** Also read what is in the leaves. */
  readonly deep: boolean;
}

export type LeafFindingCode =
  | LeafFault
  | 'POSITION_GAP'
  | 'REVISION_NOT_CONTIGUOUS'
  | 'TIME_WENT_BACK_IN_STREAM'
  | 'ORIGIN_OF_OTHER_LOG'
  | 'EVENT_INVALID';

/** Something wrong with one leaf that its bytes alone, or the order of its stream, show. */
export interface LeafFinding {
  readonly code: LeafFindingCode;
  readonly position: number;
  /** For revisions and times: of which stream. */
  readonly stream?: string;
  /** Positions, revisions, instants or names, without words; empty where there is nothing to name. */
  readonly expected: string;
  readonly actual: string;
}

/** The first and the last event of one stream in a stretch. Times in milliseconds. */
export interface StreamSpan {
  readonly stream: string;
  readonly first: { readonly rev: number; readonly at: number; readonly position: number };
  last: { readonly rev: number; readonly at: number };
}

/** What a stretch came to. Plain data. */
export interface PieceResult {
  /** One range per cut; fewer where the log ended or had a gap. */
  readonly ranges: readonly CompactRange[];
  readonly findings: readonly LeafFinding[];
  readonly streams: readonly StreamSpan[];
  /** Ledger time of each leaf in milliseconds (NaN where it has none); empty unless deep. */
  readonly times: Float64Array;
  /** What the first leaf of the log says, when the stretch begins at 0 and is deep. */
  readonly opening?: { readonly origin?: string; readonly continues: boolean };
}

/** A further check of an event, such as its schema: what is wrong with it, or nothing. */
export type EventCheck = (envelope: { readonly [key: string]: JsonValue }, position: number) => string | undefined;

const MOST_FINDINGS = 100;
const BATCH = 2048;

/** Hashes a stretch of a log, and reads its leaves when asked to. Depends on nothing but its arguments. */
export async function runPiece(source: LeafSource, job: PieceJob, check?: EventCheck): Promise<PieceResult> {
  const end = job.cuts.at(-1) ?? job.from;
  const reader = job.deep ? new DeepReader(job, check) : undefined;
  const ranges: CompactRange[] = [];
  const findings: LeafFinding[] = [];
  let builder = new CompactRangeBuilder(job.from);
  let cut = 0;
  const gap = (actual: string) => {
    findings.push({ code: 'POSITION_GAP', position: builder.end, expected: String(builder.end), actual });
    ranges.push(builder.range());
    return { ranges, findings: [...findings, ...(reader?.findings ?? [])], ...resultOf(reader) };
  };
  while (cut < job.cuts.length && job.cuts[cut] === builder.end) {
    ranges.push(builder.range());
    cut++;
  }
  while (builder.end < end) {
    const leaves = await source.readLeaves(builder.end, Math.min(BATCH, end - builder.end));
    if (leaves.length === 0) return gap('');
    for (const leaf of leaves) {
      if (leaf.position !== undefined && leaf.position !== builder.end) return gap(String(leaf.position));
      reader?.read(leaf.bytes, builder.end);
      builder.append(leafHash(leaf.bytes));
      while (job.cuts[cut] === builder.end) {
        ranges.push(builder.range());
        builder = new CompactRangeBuilder(builder.end);
        cut++;
      }
      if (builder.end === end) break;
    }
  }
  return { ranges, findings: reader?.findings ?? [], ...resultOf(reader) };
}

function resultOf(reader: DeepReader | undefined): Omit<PieceResult, 'ranges' | 'findings'> {
  if (reader === undefined) return { streams: [], times: new Float64Array() };
  return { streams: [...reader.streams.values()], times: Float64Array.from(reader.times), opening: reader.opening };
}

class DeepReader {
  readonly findings: LeafFinding[] = [];
  readonly streams = new Map<string, StreamSpan>();
  readonly times: number[] = [];
  opening: PieceResult['opening'];

  constructor(
    private readonly job: PieceJob,
    private readonly check: EventCheck | undefined,
  ) {}

  read(bytes: Uint8Array, position: number): void {
    const read = readSealable(bytes, this.job.log);
    if ('fault' in read) {
      const expected = read.fault === 'LEAF_NOT_CANONICAL' ? '' : JSON.stringify(this.job.log);
      this.find(read.fault, position, expected, read.found);
      this.times.push(Number.NaN);
      return;
    }
    const { envelope } = read;
    const at = typeof envelope.at === 'string' ? Date.parse(envelope.at) : Number.NaN;
    this.times.push(at);
    if (position === 0) this.opening = openingOf(envelope);
    if (typeof envelope.stream === 'string' && typeof envelope.rev === 'number') {
      this.follow(envelope.stream, envelope.rev, at, position);
    }
    const wrong = this.check?.(envelope, position);
    if (wrong !== undefined) this.find('EVENT_INVALID', position, '', wrong);
  }

  private follow(stream: string, rev: number, at: number, position: number): void {
    const span = this.streams.get(stream);
    if (span === undefined) {
      this.streams.set(stream, { stream, first: { rev, at, position }, last: { rev, at } });
      return;
    }
    for (const finding of orderFindings(stream, span.last, { rev, at, position })) this.add(finding);
    span.last = { rev, at };
  }

  private find(code: LeafFindingCode, position: number, expected: string, actual: string): void {
    this.add({ code, position, expected, actual });
  }

  private add(finding: LeafFinding): void {
    if (this.findings.length < MOST_FINDINGS) this.findings.push(finding);
  }
}

/** What is wrong with an event as the next of its stream: revisions are contiguous, ledger time never goes back. */
export function orderFindings(
  stream: string,
  before: { readonly rev: number; readonly at: number },
  next: { readonly rev: number; readonly at: number; readonly position: number },
): LeafFinding[] {
  const findings: LeafFinding[] = [];
  const { position } = next;
  if (next.rev !== before.rev + 1) {
    const expected = String(before.rev + 1);
    findings.push({ code: 'REVISION_NOT_CONTIGUOUS', position, stream, expected, actual: String(next.rev) });
  }
  if (next.at < before.at) {
    const expected = new Date(before.at).toISOString();
    findings.push({
      code: 'TIME_WENT_BACK_IN_STREAM',
      position,
      stream,
      expected,
      actual: new Date(next.at).toISOString(),
    });
  }
  return findings;
}

function openingOf(envelope: { readonly [key: string]: JsonValue }): PieceResult['opening'] {
  const data = envelope.type === 'LogOpened' ? envelope.data : undefined;
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return { continues: false };
  const { origin, previous } = data as { readonly origin?: JsonValue; readonly previous?: JsonValue };
  return { continues: previous !== undefined, ...(typeof origin === 'string' ? { origin } : {}) };
}
