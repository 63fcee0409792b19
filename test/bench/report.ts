import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { arch, cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a figure was measured on: figures of different machines, disks or commits are not comparable. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly system: string;
  /** Type of the file system that holds the test's folder, and whether it is a disk at all. */
  readonly disk: string;
  /** Appending 4 KiB and `fdatasync`, one after the other. */
  readonly fsyncPerSecond: number;
  readonly commit: string;
}

export interface BenchRow {
  readonly name: string;
  readonly callers: number;
  /** Events per append. */
  readonly batch: number;
  /** Median of the runs. */
  readonly eventsPerSecond: number;
  /** Milliseconds that a caller waited, over all runs. */
  readonly p50: number;
  readonly p99: number;
  /** Events per second as a share of `raw-sqlite` in the same run; for that row itself 1. */
  readonly ratio?: number;
  /** Lowest and highest events per second of the runs. */
  readonly spread?: readonly [number, number];
  readonly note?: string;
}

export interface Measured {
  readonly events: number;
  readonly seconds: number;
  /** Milliseconds of each append. */
  readonly latencies: readonly number[];
}

export interface BenchReport {
  readonly machine: Machine;
  readonly rows: readonly BenchRow[];
}

/** A folder for a measurement, on the disk that is to be measured; removed afterwards. */
export function benchFolder(parent = tmpdir()): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(parent, 'jz-bench-'));
  const remove = () => rmSync(path, { recursive: true, force: true });
  // Somebody who stops a long measurement does not want a million events to stay behind.
  process.once('exit', remove);
  return {
    path,
    remove: () => {
      process.off('exit', remove);
      remove();
    },
  };
}

export function machine(folder: string, fsyncPerSecond: number): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    node: process.version,
    system: `${process.platform} ${release()} ${arch()}`,
    disk: diskOf(folder),
    fsyncPerSecond: Math.round(fsyncPerSecond),
    commit: commit(),
  };
}

/** `write` of 4 KiB and `fdatasync`, as often as fits into `ms`: the ceiling of one caller that waits for the disk. */
export function measureFsync(folder: string, ms: number): Measured {
  const block = Buffer.alloc(4096, 1);
  const file = join(folder, 'fsync.bin');
  const descriptor = openSync(file, 'w');
  const latencies: number[] = [];
  try {
    const start = performance.now();
    let before = start;
    while (before < start + ms) {
      writeSync(descriptor, block);
      fdatasyncSync(descriptor);
      const now = performance.now();
      latencies.push(now - before);
      before = now;
    }
    return { events: latencies.length, seconds: (before - start) / 1000, latencies };
  } finally {
    closeSync(descriptor);
    rmSync(file);
  }
}

export function rate({ events, seconds }: Measured): number {
  return events / seconds;
}

/** One row out of several runs: medians with spread. */
export function summary(
  name: string,
  callers: number,
  batch: number,
  runs: readonly Measured[],
  more: Pick<BenchRow, 'ratio' | 'note'> = {},
): BenchRow {
  const rates = runs.map(rate);
  const latencies = runs.flatMap((run) => run.latencies);
  return {
    name,
    callers,
    batch,
    eventsPerSecond: Math.round(median(rates)),
    p50: rounded(percentile(latencies, 0.5), 3),
    p99: rounded(percentile(latencies, 0.99), 3),
    spread: [Math.round(Math.min(...rates)), Math.round(Math.max(...rates))],
    ...more,
  };
}

/** The value below which `share` of the values lie; 0 where there are none. Sorts in place. */
export function percentile(values: number[], share: number): number {
  values.sort((a, b) => a - b);
  return values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
}

export function median(values: readonly number[]): number {
  return percentile([...values], 0.5);
}

export function rounded(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return 'unknown';
  }
}

function diskOf(folder: string): string {
  // Numbers of statfs(2): what most installations have.
  const known: Record<number, string> = { 61267: 'ext4', 16914836: 'tmpfs', 1481003842: 'xfs', 2435016766: 'btrfs' };
  const { type } = statfsSync(folder);
  return known[type] ?? `file system 0x${type.toString(16)}`;
}
