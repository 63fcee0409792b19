import { z } from 'zod';

/** A calendar day of Asia/Shanghai, `2021-11-05`. Nothing here ever uses the process's time zone. */
export const LocalDate = z.iso.date();

/** An instant as a person stated it, with offset: `2021-11-05T10:00:00+08:00`, seconds included. */
export const StatedDateTime = z.iso.datetime({ offset: true, local: false });

/** When something happened, as stated: a day, or an instant with offset. Never an invented time. */
export const StatedTime = z.union([LocalDate, StatedDateTime]);

/** The ledger clock: UTC with milliseconds, `2021-11-05T02:00:00.000Z`. */
export const LedgerInstant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

const SHANGHAI_OFFSET_MS = 8 * 3600_000;

/** The day of Asia/Shanghai (+08:00 all year since 1991) on which an instant or a stated time falls. */
export function shanghaiDay(time: string): string {
  if (time.length === 10) return time;
  return new Date(Date.parse(time) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** `HH:MM` in Asia/Shanghai of a stated date-time; undefined where only a day was stated. */
export function shanghaiTime(time: string): string | undefined {
  if (time.length === 10) return undefined;
  return new Date(Date.parse(time) + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16);
}

/** The last millisecond of a day of Asia/Shanghai, as a ledger instant. */
export function endOfShanghaiDay(day: string): string {
  return new Date(Date.parse(`${day}T23:59:59.999+08:00`)).toISOString();
}

/** Whole days from `from` to `to` (both `YYYY-MM-DD`); negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** `day` plus a number of calendar days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
