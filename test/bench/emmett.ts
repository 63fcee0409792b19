import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Measured } from './report.js';
import { Caller } from './workload.js';

export interface EmmettMeasured extends Measured {
  /** Appends that were refused, and the first reason. */
  readonly failures: number;
  readonly failure?: string;
}

/** Where `npm ci` has been run in Emmett's own folder. */
export function emmettInstalled(folder: string): boolean {
  return existsSync(join(folder, 'node_modules/@event-driven-io/emmett-sqlite'));
}

/** Appends envelopes like ours through Emmett's SQLite store in a process of its own; undefined where it would not run. */
export async function measureEmmett(
  folder: string,
  file: string,
  callers: number,
  batch: number,
  ms: number,
): Promise<EmmettMeasured | undefined> {
  const caller = new Caller(0);
  const envelopes = Array.from({ length: 200 }, () => JSON.stringify(caller.next(1).events[0]?.envelope));
  const args = [join(folder, 'run.mjs'), file, String(callers), String(batch), String(ms)];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.on('error', () => undefined);
  child.stdin.end(envelopes.join('\n'));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  // Where it hangs on a locked file, its row is left out.
  const patience = setTimeout(() => child.kill('SIGKILL'), ms + 60_000);
  await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(patience);
  // It also prints the errors that it throws.
  const report = output.split('\n').findLast((line) => line.startsWith('{"events"'));
  return report === undefined ? undefined : (JSON.parse(report) as EmmettMeasured);
}
