import { z } from 'zod';
import { addDays, daysBetween, LocalDate } from '#kernel';

const Words = z.strictObject({ zh: z.string().min(1).max(200), en: z.string().min(1).max(200) });

/** Days off in a row, both ends included: `2022-01-31` to `2022-02-06`. */
const Holiday = z
  .strictObject({ name: Words, from: LocalDate, to: LocalDate })
  .refine((holiday) => holiday.from <= holiday.to, { error: 'HOLIDAY_ENDS_BEFORE_IT_BEGINS', path: ['to'] });

/** A year has at most 366 days; a table of several years is several tables. */
const LONGEST_COVERAGE_DAYS = 366;

/**
 * One arrangement of public holidays, as issued. It says nothing about days outside `coveredFrom` … `coveredThrough`:
 * what is counted beyond them is provisional. Within them every Saturday and Sunday is off unless listed in `workdays`
 * (make-up workdays), and every day of a holiday is off.
 */
export const HolidayTable = z
  .strictObject({
    version: z.string().min(1).max(40),
    issuer: Words,
    /** The number of the document that arranges the year. */
    document: z.string().min(1).max(100),
    issuedOn: LocalDate,
    coveredFrom: LocalDate,
    coveredThrough: LocalDate,
    holidays: z.array(Holiday).min(1).max(40),
    workdays: z.array(LocalDate).max(40),
  })
  .superRefine((table, context) => {
    const fault = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message, path });
    const outside = (day: string) => day < table.coveredFrom || day > table.coveredThrough;
    if (table.coveredFrom > table.coveredThrough) {
      fault('COVERAGE_ENDS_BEFORE_IT_BEGINS', 'coveredThrough');
      return;
    }
    if (daysBetween(table.coveredFrom, table.coveredThrough) >= LONGEST_COVERAGE_DAYS) {
      fault('COVERS_MORE_THAN_A_YEAR', 'coveredThrough');
      return;
    }
    const off = new Set<string>();
    table.holidays.forEach((holiday, index) => {
      if (outside(holiday.from) || outside(holiday.to)) {
        fault('OUTSIDE_COVERAGE', 'holidays', index);
        return;
      }
      for (const day of daysFrom(holiday.from, holiday.to)) {
        if (off.has(day)) fault('TWO_HOLIDAYS_ON_ONE_DAY', 'holidays', index);
        off.add(day);
      }
    });
    const seen = new Set<string>();
    table.workdays.forEach((day, index) => {
      if (outside(day)) fault('OUTSIDE_COVERAGE', 'workdays', index);
      if (off.has(day)) fault('BOTH_HOLIDAY_AND_WORKDAY', 'workdays', index);
      if (!isWeekend(day)) fault('WORKDAY_IS_NO_WEEKEND', 'workdays', index);
      if (seen.has(day)) fault('LISTED_TWICE', 'workdays', index);
      seen.add(day);
    });
  });
export type HolidayTable = z.infer<typeof HolidayTable>;

/** The days from `from` to `to`, both included. */
export function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Saturday or Sunday. */
export function isWeekend(day: string): boolean {
  const weekday = new Date(Date.parse(`${day}T00:00:00Z`)).getUTCDay();
  return weekday === 0 || weekday === 6;
}
