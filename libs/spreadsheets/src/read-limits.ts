/** Bounds on one file. Sizes in bytes, times in milliseconds. */
export interface ReadLimits {
  readonly fileBytes: number;
  readonly parts: number;
  readonly partBytes: number;
  readonly unpackedBytes: number;
  /** Data rows of one sheet, blank ones not counted. */
  readonly rows: number;
  readonly columns: number;
  /** Faults that are listed one by one; the rest is counted. */
  readonly faults: number;
  readonly milliseconds: number;
  /** Heap of the reading process. */
  readonly heapMegabytes: number;
}

const MEGABYTE = 1024 * 1024;

export const DEFAULT_READ_LIMITS: ReadLimits = {
  fileBytes: 50 * MEGABYTE,
  parts: 200,
  partBytes: 64 * MEGABYTE,
  unpackedBytes: 96 * MEGABYTE,
  rows: 100_000,
  columns: 100,
  faults: 1_000,
  milliseconds: 60_000,
  heapMegabytes: 400,
};
