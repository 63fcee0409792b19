import { addDays, type Words } from '#kernel';
import { daysFrom, type HolidayTable, isWeekend } from './holidays.js';

/** What one day is: a workday or off, why, and whether a holiday table says so or only the day of the week. */
export interface DayKind {
  readonly workday: boolean;
  /** The holiday on which the day is off. */
  readonly holiday?: Words;
  /** A Saturday or Sunday that is worked to make up for a holiday. */
  readonly makeUp: boolean;
  readonly covered: boolean;
}

/** Holiday tables made ready for counting. Where two cover the same day, the one issued later holds. */
export interface WorkCalendar {
  readonly tables: readonly HolidayTable[];
  /** The last day up to which, from the first covered one, no day is missing; '' without tables. */
  readonly coveredThrough: string;
  readonly days: ReadonlyMap<string, DayKind>;
}

const WORKDAY: DayKind = { workday: true, makeUp: false, covered: true };
const WEEKEND: DayKind = { workday: false, makeUp: false, covered: true };
const MAKE_UP: DayKind = { workday: true, makeUp: true, covered: true };

/** Tables come validated by {@link HolidayTable}. */
export function workCalendar(tables: readonly HolidayTable[]): WorkCalendar {
  const days = new Map<string, DayKind>();
  const oldestFirst = [...tables].sort((a, b) => (a.issuedOn < b.issuedOn ? -1 : a.issuedOn > b.issuedOn ? 1 : 0));
  for (const table of oldestFirst) {
    for (const day of daysFrom(table.coveredFrom, table.coveredThrough)) {
      days.set(day, isWeekend(day) ? WEEKEND : WORKDAY);
    }
    for (const holiday of table.holidays) {
      const kind: DayKind = { workday: false, holiday: holiday.name, makeUp: false, covered: true };
      for (const day of daysFrom(holiday.from, holiday.to)) days.set(day, kind);
    }
    for (const day of table.workdays) days.set(day, MAKE_UP);
  }
  let coveredThrough = tables.map((table) => table.coveredFrom).sort()[0] ?? '';
  if (coveredThrough !== '') while (days.has(addDays(coveredThrough, 1))) coveredThrough = addDays(coveredThrough, 1);
  return { tables: oldestFirst, coveredThrough, days };
}

/** Outside the tables only the day of the week is known; `covered` says so. */
export function dayKind(calendar: WorkCalendar, day: string): DayKind {
  return calendar.days.get(day) ?? { workday: !isWeekend(day), makeUp: false, covered: false };
}

export function isWorkday(calendar: WorkCalendar, day: string): boolean {
  return dayKind(calendar, day).workday;
}

/** A day found by walking a calendar. */
export interface Walk {
  readonly day: string;
  /** A day on the way lies outside the holiday tables: the answer may move when the table arrives. */
  readonly provisional: boolean;
  /** Days on the way that did not count, in order. */
  readonly daysOff: readonly string[];
  /** Make-up workdays on the way, which counted. */
  readonly makeUps: readonly string[];
}

/** The day on which `count` working days after `from` are complete; `from` itself is not counted. */
export function addWorkingDays(calendar: WorkCalendar, from: string, count: number): Walk {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`not a number of working days: ${count}`);
  return walk(calendar, from, (counted) => counted === count);
}

/** `day` itself where it is a workday, otherwise the next one. */
export function workdayFrom(calendar: WorkCalendar, day: string): Walk {
  return walk(calendar, addDays(day, -1), (counted) => counted === 1);
}

function walk(calendar: WorkCalendar, from: string, done: (counted: number) => boolean): Walk {
  const daysOff: string[] = [];
  const makeUps: string[] = [];
  let day = from;
  let provisional = false;
  for (let counted = 0; !done(counted); ) {
    day = addDays(day, 1);
    const kind = dayKind(calendar, day);
    if (!kind.covered) provisional = true;
    if (kind.workday) counted++;
    else daysOff.push(day);
    if (kind.makeUp) makeUps.push(day);
  }
  return { day, provisional, daysOff, makeUps };
}

/** Working days after `from` up to and including `to`; negative when `to` lies before `from`. */
export function workingDaysBetween(
  calendar: WorkCalendar,
  from: string,
  to: string,
): { readonly days: number; readonly provisional: boolean } {
  if (to < from) {
    const back = workingDaysBetween(calendar, to, from);
    return { days: back.days === 0 ? 0 : -back.days, provisional: back.provisional };
  }
  let days = 0;
  let provisional = false;
  for (const day of daysFrom(addDays(from, 1), to)) {
    const kind = dayKind(calendar, day);
    if (kind.workday) days++;
    if (!kind.covered) provisional = true;
  }
  return { days, provisional };
}
