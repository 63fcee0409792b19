/** Times as people read them: days and minutes of Asia/Shanghai, whatever the machine's own zone is. */
const SHANGHAI_MS = 8 * 3_600_000;

const shifted = (instant: string): string => new Date(Date.parse(instant) + SHANGHAI_MS).toISOString();

/** `2021-11-05` of an instant; a day stays as it is. */
export function dayOf(time: string): string {
  return time.length === 10 ? time : shifted(time).slice(0, 10);
}

/** `2021-11-05 09:30`; a day stays a day, a time is never invented. */
export function shownTime(time: string): string {
  return time.length === 10 ? time : shifted(time).slice(0, 16).replace('T', ' ');
}

/** `2021-11-05 09:30:07`, for logs. */
export function shownSeconds(time: string): string {
  return time.length === 10 ? time : shifted(time).slice(0, 19).replace('T', ' ');
}

/** Whole days from one calendar day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Recorded more than a day after it happened. */
export function isLate(on: string | undefined, at: string): boolean {
  return on !== undefined && daysBetween(dayOf(on), dayOf(at)) > 1;
}
