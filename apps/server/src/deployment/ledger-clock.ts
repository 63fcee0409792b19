import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The clock that events are recorded by. Sessions, leases and rate limits use the system clock instead. */
export interface LedgerClock {
  readonly kind: 'system' | 'demo';
  /** UTC with milliseconds. */
  now(): string;
}

export const systemLedgerClock: LedgerClock = { kind: 'system', now: () => new Date().toISOString() };

/** The shifted clock of a demonstration: real time goes on from where it was set. It moves forward only. */
export class DemoClock implements LedgerClock {
  readonly kind = 'demo' as const;
  #offset: number;
  /** While the worked street is loaded the clock stands still at the step's time. */
  #stopped: number | undefined;

  constructor(
    private readonly file: string,
    startAt: string,
  ) {
    const saved = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { offset: number }) : undefined;
    this.#offset = saved?.offset ?? Date.parse(startAt) - Date.now();
    if (saved === undefined) this.#save();
  }

  now(): string {
    return new Date(this.#stopped ?? Date.now() + this.#offset).toISOString();
  }

  /** Sets the standing clock of the loading; never back. */
  stopAt(instant: string): void {
    const to = Date.parse(instant);
    if (this.#stopped !== undefined && to < this.#stopped)
      throw new Error(`the demo clock does not go back from ${this.now()} to ${instant}`);
    this.#stopped = to;
  }

  /** Lets real time go on from `instant`. */
  runFrom(instant: string): void {
    this.#offset = Date.parse(instant) - Date.now();
    this.#stopped = undefined;
    this.#save();
  }

  /** Moves a running clock forward. Returns false, and changes nothing, when `instant` is not later than now. */
  moveTo(instant: string): boolean {
    if (Date.parse(instant) <= Date.parse(this.now())) return false;
    this.runFrom(instant);
    return true;
  }

  #save(): void {
    writeFileSync(`${this.file}.new`, JSON.stringify({ offset: this.#offset }), { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
  }
}
