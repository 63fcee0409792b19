import { type ClockAnomaly, LARGEST_REGRESS_MS } from './leaf-source.js';
import { type LeafFinding, orderFindings, type PieceResult } from './verify-piece.js';

const MOST_ANOMALIES = 100;

/** Follows revisions and ledger time across the stretches of a log, which come in order. */
export class EventOrder {
  /** Events recorded more than 5 s before the latest one ahead of them; at most a hundred are kept. */
  readonly anomalies: ClockAnomaly[] = [];
  private readonly streams = new Map<string, { readonly rev: number; readonly at: number }>();
  private latestMs = Number.NEGATIVE_INFINITY;
  private continues = false;

  constructor(private readonly origin: string) {}

  /** What the order of events shows to be wrong at the beginning of this stretch and between it and those before. */
  follow(result: PieceResult, from: number): LeafFinding[] {
    const findings: LeafFinding[] = [];
    if (result.opening !== undefined) {
      this.continues = result.opening.continues;
      const actual = result.opening.origin ?? this.origin;
      if (actual !== this.origin)
        findings.push({ code: 'ORIGIN_OF_OTHER_LOG', position: 0, expected: this.origin, actual });
    }
    for (const { stream, first, last } of result.streams) {
      const before = this.streams.get(stream) ?? this.beforeFirst(first);
      findings.push(...orderFindings(stream, before, first));
      this.streams.set(stream, last);
    }
    this.watchClock(result.times, from);
    return findings;
  }

  /** A log that continues another begins with streams that have revisions already; otherwise they begin at 0. */
  private beforeFirst(first: { readonly rev: number }): { readonly rev: number; readonly at: number } {
    return { rev: this.continues ? first.rev - 1 : -1, at: Number.NEGATIVE_INFINITY };
  }

  private watchClock(times: Float64Array, from: number): void {
    for (let i = 0; i < times.length; i++) {
      const ms = times[i] as number;
      if (ms < this.latestMs - LARGEST_REGRESS_MS && this.anomalies.length < MOST_ANOMALIES) {
        const latestBefore = new Date(this.latestMs).toISOString();
        this.anomalies.push({ position: from + i, at: new Date(ms).toISOString(), latestBefore });
      }
      if (ms > this.latestMs) this.latestMs = ms;
    }
  }
}
