/** How far long work has come. */
export interface Progress {
  (done: number, total: number): void;
  /** Clears the line. */
  end(): void;
}

const INTERVAL_MS = 100;

/** A line on the terminal that is written over; nothing at all where there is no terminal. */
export function progressLine(what: string): Progress {
  const out = process.stderr;
  let shown = 0;
  let written = false;
  const report = (done: number, total: number) => {
    const now = Date.now();
    if (!out.isTTY || now - shown < INTERVAL_MS) return;
    shown = now;
    written = true;
    // Before the size of the work is known there is no share of it.
    const state = total === 0 ? '…' : `${Math.floor((100 * done) / total)}% (${done}/${total})`;
    out.write(`\r\u001b[K${what} ${state}`);
  };
  return Object.assign(report, {
    end: () => {
      if (written) out.write('\r\u001b[K');
    },
  });
}
