import type { LogName } from '#kernel';
import type { Checkpoint } from './checkpoint.js';
import { CompactRangeBuilder } from './compact-range.js';
import { EventOrder } from './event-order.js';
import type { LeafSource } from './leaf-source.js';
import { locateChange } from './locate-change.js';
import { type Hash, toHex } from './merkle-hash.js';
import type { HashSource } from './merkle-proof.js';
import { parseVerifierKey } from './note-keys.js';
import { matchesAnchor, type PaperAnchor } from './paper-anchor.js';
import { openPublished, type PublishedNote } from './published-notes.js';
import { type EventCheck, type PieceJob, type PieceResult, runPiece } from './verify-piece.js';
import {
  faultStart,
  reportWords,
  VERDICT_EXIT,
  type Verdict,
  type VerifyFault,
  type VerifyReport,
} from './verify-report.js';

export interface VerifyOptions {
  readonly log: LogName;
  readonly source: LeafSource;
  /** Every published checkpoint with the name of its file: numbered ones and `latest`. */
  readonly checkpoints: Iterable<PublishedNote> | AsyncIterable<PublishedNote>;
  readonly vkey: string;
  /** The origin, where it is not the name of the key. */
  readonly origin?: string;
  /** Stored tiles and edge: with them a change is named to the position. */
  readonly storedHashes?: HashSource;
  /** Checkpoints that did not come from this machine: from paper, and signed ones. */
  readonly anchors?: readonly PaperAnchor[];
  readonly independent?: Iterable<PublishedNote>;
  /** Also read the leaves: canonical form, log, revisions, ledger time, and `check`. */
  readonly deep?: boolean;
  readonly check?: EventCheck;
  /** Runs a stretch elsewhere, such as in a worker that calls `runPiece` on its own connection. */
  readonly run?: (job: PieceJob) => Promise<PieceResult>;
  /** How many stretches may be under way at once; 1 unless `run` goes to workers. */
  readonly parallel?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

const STRETCH = 32 * 1024;
const MOST_LISTED = 100;

/**
 * Verifies a log from its stored bytes: hashes every leaf, compares the root with each published checkpoint in order of
 * size, and says where the first difference is. One root per size over one sequence of leaves also shows that the
 * checkpoints are consistent with each other. Never intact where nothing is sealed or rows are missing. Errors of the
 * source (I/O) are thrown.
 */
export async function verifyLog(options: VerifyOptions): Promise<VerifyReport> {
  return new LogCheck(options).run();
}

interface Expected extends Checkpoint {
  readonly independent: boolean;
}

class LogCheck {
  private readonly faults: VerifyFault[] = [];
  private readonly tree = new CompactRangeBuilder();
  private readonly origin: string;
  private readonly order: EventOrder;
  private anchored = false;
  /** The greatest sizes whose root agreed: with any checkpoint, and with one kept elsewhere. */
  private agreedSize = 0;
  private agreedElsewhere = 0;
  private rootFailed = false;
  private expected: readonly Expected[] = [];
  private anchors: readonly PaperAnchor[] = [];
  private nextExpected = 0;
  private nextAnchor = 0;

  constructor(private readonly options: VerifyOptions) {
    const key = parseVerifierKey(options.vkey);
    if (!key.ok) throw new RangeError(`the verifier key cannot be read: ${key.error}`);
    this.origin = options.origin ?? key.value.name;
    this.order = new EventOrder(this.origin);
  }

  async run(): Promise<VerifyReport> {
    const { vkey } = this.options;
    const published = await openPublished(this.options.checkpoints, vkey, this.origin);
    const elsewhere = await openPublished(this.options.independent ?? [], vkey, this.origin);
    this.faults.push(...published.faults, ...elsewhere.faults);
    const own = published.heads;
    this.expected = [
      ...own.map((head) => ({ ...head, independent: false })),
      ...elsewhere.heads.map((head) => ({ ...head, independent: true })),
    ].sort(bySize);
    this.anchors = [...(this.options.anchors ?? [])].sort(bySize);
    const sealedSize = own.reduce((most, { size }) => Math.max(most, size), 0);
    // The size comes last: a log may grow meanwhile, and a checkpoint must not seem to be ahead of it.
    const total = await this.options.source.size();
    await this.hashAll(total);
    await this.checkLength(total);
    if (sealedSize === 0) {
      this.fault({
        code: 'NOTHING_SEALED',
        verdict: 'incomplete',
        expected: '',
        actual: String(total),
      });
    }
    return this.report(own, sealedSize);
  }

  private async hashAll(total: number): Promise<void> {
    const cuts = [...new Set([...this.expected, ...this.anchors].map(({ size }) => size))].sort((a, b) => a - b);
    const jobs = stretches(this.options, total, cuts);
    const run = this.options.run ?? ((job: PieceJob) => runPiece(this.options.source, job, this.options.check));
    const running: Promise<PieceResult>[] = [];
    try {
      for (let next = 0; next < jobs.length || running.length > 0; ) {
        while (next < jobs.length && running.length < Math.max(1, this.options.parallel ?? 1)) {
          const started = run(jobs[next++] as PieceJob);
          // It may fail while an earlier one is waited for; the failure is met when its turn comes.
          started.catch(() => undefined);
          running.push(started);
        }
        const result = await (running.shift() as Promise<PieceResult>);
        const from = this.tree.end;
        for (const range of result.ranges) {
          this.tree.join(range);
          await this.compareRoots();
        }
        this.readFindings(result, from);
        this.options.onProgress?.(this.tree.end, total);
        if (result.findings.some(({ code }) => code === 'POSITION_GAP')) break;
      }
    } finally {
      await Promise.allSettled(running);
    }
  }

  private async compareRoots(): Promise<void> {
    const size = this.tree.end;
    for (let head = this.expected[this.nextExpected]; head !== undefined && head.size <= size; ) {
      if (!this.rootFailed) await this.compareWith(head);
      head = this.expected[++this.nextExpected];
    }
    for (let anchor = this.anchors[this.nextAnchor]; anchor !== undefined && anchor.size <= size; ) {
      this.compareWithPaper(anchor);
      anchor = this.anchors[++this.nextAnchor];
    }
  }

  private async compareWith(head: Expected): Promise<void> {
    const root = this.tree.root();
    if (root !== head.root) {
      this.rootFailed = true;
      await this.locate(head, root);
      return;
    }
    this.agreedSize = head.size;
    if (!head.independent) return;
    this.agreedElsewhere = head.size;
    this.anchored = true;
  }

  private compareWithPaper(anchor: PaperAnchor): void {
    const size = this.tree.end;
    const root = this.tree.root();
    if (matchesAnchor(anchor, { size, root })) {
      this.agreedElsewhere = size;
      this.anchored = true;
      return;
    }
    const actual = toHex(root).slice(0, anchor.rootPrefix.length);
    const from = this.agreedElsewhere;
    this.fault({ code: 'ANCHOR_MISMATCH', verdict: 'tampered', from, to: size, expected: anchor.rootPrefix, actual });
  }

  /** Names the first leaf that is not what was sealed under `head`. */
  private async locate(head: Expected, actualRoot: Hash): Promise<void> {
    const { source, storedHashes } = this.options;
    const change = storedHashes === undefined ? undefined : await locateChange(head, storedHashes, source);
    const common = { code: 'ROOT_MISMATCH', verdict: 'tampered' } as const;
    if (change !== undefined && 'position' in change) {
      const { position, expected, actual } = change;
      this.fault({
        ...common,
        position,
        expected: toHex(expected),
        actual: actual === undefined ? '' : toHex(actual),
      });
      return;
    }
    // Checkpoints on this machine may have been signed anew by whoever changed the log; those elsewhere may not.
    const from = Math.max(change?.from ?? 0, head.independent ? this.agreedElsewhere : this.agreedSize);
    const to = change?.to ?? head.size;
    this.fault({ ...common, from, to, expected: toHex(head.root), actual: toHex(actualRoot) });
  }

  /** A log shorter than what was sealed or printed is incomplete; if what is left was changed too, it is tampered with. */
  private async checkLength(total: number): Promise<void> {
    const longest = this.expected.at(-1);
    const promised = Math.max(longest?.size ?? 0, this.anchors.at(-1)?.size ?? 0);
    if (promised <= total || this.hasGap()) return;
    this.fault({
      code: 'ROWS_MISSING',
      verdict: 'incomplete',
      position: total,
      expected: String(promised),
      actual: String(total),
    });
    if (longest === undefined || this.options.storedHashes === undefined || this.rootFailed) return;
    const change = await locateChange(longest, this.options.storedHashes, this.options.source);
    if (change !== undefined && 'position' in change && change.position < total && change.actual !== undefined) {
      const { position, expected: was, actual } = change;
      this.fault({ code: 'ROOT_MISMATCH', verdict: 'tampered', position, expected: toHex(was), actual: toHex(actual) });
    }
  }

  private readFindings(result: PieceResult, from: number): void {
    for (const finding of [...result.findings, ...this.order.follow(result, from)]) {
      this.fault({ verdict: 'tampered', ...finding });
    }
  }

  private hasGap(): boolean {
    return this.faults.some(({ code }) => code === 'POSITION_GAP');
  }

  private fault(fault: VerifyFault): void {
    this.faults.push(fault);
  }

  private report(own: readonly Checkpoint[], sealedSize: number): VerifyReport {
    const faults = [...this.faults].sort((a, b) => faultStart(a) - faultStart(b));
    const has = (verdict: Verdict) => faults.some((fault) => fault.verdict === verdict);
    const verdict: Verdict = has('tampered') ? 'tampered' : has('incomplete') ? 'incomplete' : 'intact';
    // The verdict's own faults stand first: they are what a person has to look at.
    const listed = [...faults.filter((f) => f.verdict === verdict), ...faults.filter((f) => f.verdict !== verdict)];
    const report = {
      log: this.options.log,
      origin: this.origin,
      verdict,
      exitCode: VERDICT_EXIT[verdict],
      size: this.tree.end,
      root: toHex(this.tree.root()),
      checkpoints: own.length,
      sealedSize,
      unsealed: Math.max(0, this.tree.end - sealedSize),
      independentlyAnchored: this.anchored && verdict === 'intact',
      deep: this.options.deep ?? false,
      faults: listed.slice(0, MOST_LISTED),
      anomalies: this.order.anomalies,
    };
    return { ...report, words: reportWords(report) };
  }
}

function bySize(a: { readonly size: number }, b: { readonly size: number }): number {
  return a.size - b.size;
}

/** Cuts the log into stretches of work; a stretch ends where a root is compared, or after 32,768 leaves. */
function stretches({ log, deep }: VerifyOptions, total: number, cuts: readonly number[]): PieceJob[] {
  const jobs: PieceJob[] = [];
  let cut = 0;
  for (let from = 0; from < total; from += STRETCH) {
    const end = Math.min(from + STRETCH, total);
    const own: number[] = [];
    while (cut < cuts.length && (cuts[cut] as number) <= end) own.push(cuts[cut++] as number);
    if (own.at(-1) !== end) own.push(end);
    jobs.push({ log, from, cuts: own, deep: deep ?? false });
  }
  return jobs;
}
