import { type Entry, shanghaiDay, shanghaiTime } from '#kernel';

/** When it happened as stated, else when it was recorded. */
export function timeOf(entry: Pick<Entry, 'on' | 'at'>): string {
  return entry.on ?? entry.at;
}

/** The day of Asia/Shanghai on which it happened. */
export function dayOf(entry: Pick<Entry, 'on' | 'at'>): string {
  return shanghaiDay(timeOf(entry));
}

/**
 * Whether `a` was not later than `b`: by instants where both are known to the minute, by days otherwise
 * (rules.md section 6: where only days are known, the same day is in order).
 */
export function notAfter(a: string, b: string): boolean {
  if (shanghaiTime(a) === undefined || shanghaiTime(b) === undefined) return shanghaiDay(a) <= shanghaiDay(b);
  return Date.parse(a) <= Date.parse(b);
}

/** The first instant of a day of Asia/Shanghai, as a ledger instant: when a limit "by the end of the day before" is over. */
export function startOfShanghaiDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00+08:00`)).toISOString();
}

/** The entry that happened first; of equals, the one recorded first. */
export function earliest<E extends Entry>(entries: readonly E[]): E | undefined {
  return entries.reduce<E | undefined>(
    (first, entry) => (first === undefined || !notAfter(timeOf(first), timeOf(entry)) ? entry : first),
    undefined,
  );
}
