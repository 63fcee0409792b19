import { type ChildProcess, fork } from 'node:child_process';
import type { SheetRow } from './read-rows.js';
import type { ReadingSummary, ReadProgress } from './read-workbook.js';
import type { ReadingMessage, ReadingOrder } from './reading-messages.js';
import { FileRefused } from './unreadable-file.js';

/** At most this many files are read at once: each may take the memory of its limits. Others wait their turn. */
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function takeTurn(): Promise<void> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
}

function giveTurn(): void {
  const next = waiting.shift();
  if (next === undefined) running--;
  else next();
}

/**
 * Reads a file in a process of its own, with a heap limit and a time limit, and without this process's environment
 * (which may hold secrets). Whatever the file does to that process, the answer is a summary or a `FileRefused`.
 */
export async function readInChildProcess(
  entry: string,
  file: Buffer,
  order: ReadingOrder,
  onRows: (rows: readonly SheetRow[]) => void,
  onProgress: (progress: ReadProgress) => void,
  signal?: AbortSignal,
): Promise<ReadingSummary> {
  await takeTurn();
  try {
    if (signal?.aborted === true) throw new FileRefused('STOPPED');
    return await converse(entry, file, order, onRows, onProgress, signal);
  } finally {
    giveTurn();
  }
}

function converse(
  entry: string,
  file: Buffer,
  order: ReadingOrder,
  onRows: (rows: readonly SheetRow[]) => void,
  onProgress: (progress: ReadProgress) => void,
  signal: AbortSignal | undefined,
): Promise<ReadingSummary> {
  return new Promise((resolve, reject) => {
    const child = fork(entry, [], {
      execArgv: [`--max-old-space-size=${order.limits.heapMegabytes}`],
      env: {},
      stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
    });
    let outcome: { readonly summary: ReadingSummary } | { readonly refusal: FileRefused } | undefined;
    const stop = (code: 'TOO_SLOW' | 'STOPPED'): void => {
      outcome ??= { refusal: new FileRefused(code) };
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => stop('TOO_SLOW'), order.limits.milliseconds);
    const abort = (): void => stop('STOPPED');
    signal?.addEventListener('abort', abort, { once: true });
    const complaint = tail(child);

    child.on('message', (raw) => {
      const message = raw as ReadingMessage;
      if (outcome !== undefined) return;
      switch (message.type) {
        case 'ready':
          child.send(order, () => undefined);
          child.stdin?.end(file);
          return;
        case 'rows':
          return onRows(message.rows);
        case 'progress':
          return onProgress(message.progress);
        case 'done':
          outcome = { summary: message.summary };
          return;
        case 'refused':
          outcome = { refusal: new FileRefused(message.code, message.detail) };
          return;
        default:
          message satisfies never;
      }
    });
    // A process that dies while the file is on its way closes the pipe; its exit says why.
    child.stdin?.on('error', () => undefined);
    child.on('error', (error) => {
      outcome ??= { refusal: new FileRefused('READER_FAILED', error.message) };
      // A process that could not be started does not close either.
      if (child.pid === undefined) settle(null, null);
    });
    const settle = (code: number | null, killedBy: NodeJS.Signals | null): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      if (outcome === undefined) {
        const outOfMemory = killedBy === 'SIGABRT' || killedBy === 'SIGKILL' || /heap|memory/i.test(complaint());
        reject(
          new FileRefused(outOfMemory ? 'OUT_OF_MEMORY' : 'READER_FAILED', `exit ${code ?? killedBy}: ${complaint()}`),
        );
      } else if ('summary' in outcome) resolve(outcome.summary);
      else reject(outcome.refusal);
    };
    child.on('close', settle);
  });
}

/** The last words of the process, up to 500 characters. */
function tail(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8');
  child.stderr?.on('data', (chunk: string) => {
    text = (text + chunk).slice(-2000);
  });
  return () => /(FATAL ERROR[^\n]*|[A-Za-z]*Error[^\n]*)/.exec(text)?.[0].slice(0, 500) ?? '';
}
