import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLedgerReader } from '#event-store';
import { type Envelope, LOGS, type LogName } from '#kernel';
import {
  CompactRangeBuilder,
  consistencyProof,
  type Hash,
  LeafHashList,
  leafHash,
  parseCheckpoint,
  toBase64,
  verifyConsistency,
} from '#transparency';

/** A stored event as far as these tests look at it. */
export interface Seen {
  readonly log: LogName;
  readonly position: number;
  readonly envelope: Envelope;
}

/**
 * Reads a ledger's files beside a dead server, each time from where it stopped, and says what is wrong: positions that
 * are not dense, an id twice, revisions out of order, leaves that changed since the last look, checkpoints that are not
 * of this log or contradict an earlier one.
 */
export class LedgerWatch {
  readonly #leaves: Record<LogName, Hash[]> = { process: [], cases: [], access: [] };
  readonly #ranges = {} as Record<LogName, CompactRangeBuilder>;
  readonly #roots: Record<LogName, Map<number, string>> = { process: new Map(), cases: new Map(), access: new Map() };
  readonly #revisions = new Map<string, number>();
  readonly #checkpoints: Record<LogName, Map<number, Hash>> = {
    process: new Map(),
    cases: new Map(),
    access: new Map(),
  };
  readonly byId = new Map<string, Seen>();
  /** The events of each command, in order. */
  readonly byCommand = new Map<string, Seen[]>();

  constructor(private readonly folder: string) {
    for (const log of LOGS) this.#ranges[log] = new CompactRangeBuilder();
  }

  size(log: LogName): number {
    return this.#leaves[log].length;
  }

  /** The root (base64) of the process log when it had `size` leaves. */
  rootAt(size: number): string | undefined {
    return this.#roots.process.get(size);
  }

  /** The faults of what is new since the last look; empty when all is well. */
  async look(): Promise<string[]> {
    const faults: string[] = [];
    const store = openLedgerReader(join(this.folder, 'ledger.db'));
    try {
      for (const log of LOGS) {
        const size = await store.size(log);
        if (size < this.size(log)) faults.push(`${log}: shrank from ${this.size(log)} to ${size}`);
        const last = this.size(log) - 1;
        const [again] = last < 0 ? [] : await store.readAll(log, last, 1);
        if (again !== undefined && leafHash(again.bytes) !== this.#leaves[log][last])
          faults.push(`${log}: position ${last} is not what it was`);
        while (this.size(log) < size) {
          const events = await store.readAll(log, this.size(log), 1000);
          if (events.length === 0) {
            faults.push(`${log}: nothing at ${this.size(log)}, though the size is ${size}`);
            break;
          }
          for (const { position, bytes } of events) this.#take(log, position, bytes, faults);
        }
      }
    } finally {
      await store.close();
    }
    for (const log of LOGS) this.#readCheckpoints(log, faults);
    return faults;
  }

  #take(log: LogName, position: number, bytes: Uint8Array, faults: string[]): void {
    const envelope = JSON.parse(Buffer.from(bytes).toString('utf8')) as Envelope;
    const { id, stream, rev, cmd } = envelope;
    if (position !== this.size(log)) faults.push(`${log}: position ${position} where ${this.size(log)} was due`);
    if (this.byId.has(id)) faults.push(`${log}: ${id} stands twice`);
    if (rev !== (this.#revisions.get(stream) ?? -1) + 1)
      faults.push(`${log}: revision ${rev} of ${stream} is out of order`);
    this.#revisions.set(stream, rev);
    const seen = { log, position, envelope };
    this.byId.set(id, seen);
    const siblings = this.byCommand.get(cmd) ?? [];
    if (siblings.length > 0 && siblings.at(-1)?.position !== position - 1)
      faults.push(`${log}: the events of command ${cmd} are not together`);
    this.byCommand.set(cmd, [...siblings, seen]);
    const hash = leafHash(bytes);
    this.#leaves[log].push(hash);
    this.#ranges[log].append(hash);
    this.#roots[log].set(this.size(log), toBase64(this.#ranges[log].root()));
  }

  /** Every published checkpoint is of this log; a new one is proved to continue the newest one before it. */
  #readCheckpoints(log: LogName, faults: string[]): void {
    const folder = join(this.folder, 'checkpoints', log);
    const known = this.#checkpoints[log];
    const before = new Map(known);
    for (const name of readdirSync(folder)) {
      if (!/^([0-9]{16}|latest)$/.test(name)) continue;
      const text = readFileSync(join(folder, name), 'utf8').split('\n\n')[0] ?? '';
      const parsed = parseCheckpoint(`${text}\n`);
      if (!parsed.ok) {
        faults.push(`${log}: checkpoint ${name} cannot be read: ${parsed.error}`);
        continue;
      }
      const { size, root } = parsed.value;
      if ((known.get(size) ?? root) !== root) faults.push(`${log}: two checkpoints of size ${size}`);
      if (known.has(size)) continue;
      known.set(size, root);
      if (this.#roots[log].get(size) !== toBase64(root)) faults.push(`${log}: checkpoint ${size} has another root`);
    }
    const newest = Math.max(...known.keys());
    const earlier = Math.max(...before.keys());
    if (earlier === Number.NEGATIVE_INFINITY || newest === earlier) return;
    const proof = consistencyProof(earlier, newest, new LeafHashList(this.#leaves[log]));
    const from = before.get(earlier) ?? ('' as Hash);
    const to = known.get(newest) ?? ('' as Hash);
    if (!verifyConsistency(earlier, newest, from, to, proof))
      faults.push(`${log}: checkpoint ${newest} does not continue ${earlier}`);
    for (const size of before.keys()) if (!known.has(size)) faults.push(`${log}: checkpoint ${size} is gone`);
  }

  get checkpoints(): number {
    return LOGS.reduce((sum, log) => sum + this.#checkpoints[log].size, 0);
  }
}
