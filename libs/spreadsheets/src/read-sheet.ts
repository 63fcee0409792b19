import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { err, ok, type Result } from '#kernel';
import { readInChildProcess } from './child-reader.js';
import { DEFAULT_READ_LIMITS, type ReadLimits } from './read-limits.js';
import type { SheetRow } from './read-rows.js';
import { type ReadingSummary, type ReadProgress, readWorkbook } from './read-workbook.js';
import type { SheetTemplate } from './template.js';
import { FileRefused, type UnreadableFile, unreadable } from './unreadable-file.js';

export interface SheetReading extends ReadingSummary {
  /** Rows without a fault, in reading order. */
  readonly rows: readonly SheetRow[];
  /** SHA-256 of the file as it came, in hex. */
  readonly digest: string;
  /** Bytes of the file as it came. */
  readonly size: number;
}

export interface ReadOptions {
  /** The name that the person gave the file: refused unless it ends in `.xlsx`. A path is its own name. */
  readonly fileName?: string;
  readonly limits?: Partial<ReadLimits>;
  readonly onProgress?: (progress: ReadProgress) => void;
  readonly signal?: AbortSignal;
  /** Entry of the reading process; `'in-process'` reads here, without its memory and time limits. */
  readonly reader?: string | 'in-process';
}

/**
 * Reads an Excel file against a template: toolchain B4 tells why it is done in a forked process. A file that cannot be
 * read as a whole is an error of the result; everything a person can mend in it is a fault of the reading. The file's
 * content is never written to a disk: it goes to the reading process through a pipe.
 */
export async function readSheet(
  source: string | Uint8Array,
  template: SheetTemplate,
  options: ReadOptions = {},
): Promise<Result<SheetReading, UnreadableFile>> {
  const limits = { ...DEFAULT_READ_LIMITS, ...options.limits };
  try {
    const file = await receive(source, options.fileName, limits);
    const digest = createHash('sha256').update(file).digest('hex');
    const rows: SheetRow[] = [];
    const collect = (chunk: readonly SheetRow[]): void => {
      for (const row of chunk) rows.push(row);
    };
    const onProgress = options.onProgress ?? (() => undefined);
    const reader = options.reader ?? readingProcess();
    const summary =
      reader === 'in-process'
        ? await readWorkbook(file, template, limits, collect, onProgress)
        : await readInChildProcess(reader, file, { template, limits }, collect, onProgress, options.signal);
    return ok({ ...summary, rows, digest, size: file.length });
  } catch (error) {
    if (error instanceof FileRefused) return err(unreadable(error.code, error.detail));
    throw error;
  }
}

async function receive(source: string | Uint8Array, fileName: string | undefined, limits: ReadLimits): Promise<Buffer> {
  const name = fileName ?? (typeof source === 'string' ? source : undefined);
  if (name !== undefined && !name.toLowerCase().endsWith('.xlsx')) throw new FileRefused('WRONG_EXTENSION');
  if (typeof source !== 'string') {
    if (source.byteLength > limits.fileBytes) throw new FileRefused('FILE_TOO_LARGE', `${source.byteLength} bytes`);
    return Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  }
  try {
    const { size } = await stat(source);
    if (size > limits.fileBytes) throw new FileRefused('FILE_TOO_LARGE', `${size} bytes`);
    return await readFile(source);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new FileRefused('NOT_FOUND');
    throw error;
  }
}

let told = false;

/**
 * The compiled entry beside this module. Node 20 cannot run the TypeScript source, so a run from source (a test) reads
 * in this process and says so once; a build found elsewhere is not taken, for it may be of an older source.
 */
function readingProcess(): string {
  const entry = fileURLToPath(new URL('./reading-process.js', import.meta.url));
  if (existsSync(entry)) return entry;
  if (!told) process.stderr.write('spreadsheets: not built, so Excel files are read in this process\n');
  told = true;
  return 'in-process';
}
