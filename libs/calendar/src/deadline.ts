import { type Arithmetic, addDays, daysBetween, shanghaiDay } from '#kernel';
import { daysOffInWords } from './days-in-words.js';
import { addWorkingDays, dayKind, type Walk, type WorkCalendar, workdayFrom } from './working-days.js';

/**
 * How long somebody has. `act`: a limit for doing something, whose last day rolls forward off a day off (Civil Code
 * art. 203). `duration`: something has to last so long, and never rolls. Working days end on a workday by themselves.
 */
export type Limit =
  | { readonly kind: 'calendar-days'; readonly days: number; readonly for: 'act' | 'duration' }
  | { readonly kind: 'working-days'; readonly days: number }
  /** Ends on the same day of the month, or on the month's last where there is none (Civil Code art. 202). */
  | { readonly kind: 'calendar-months'; readonly months: number; readonly for: 'act' | 'duration' };

export interface Deadline {
  readonly from: string;
  readonly limit: Limit;
  /** The last day on which it is still in time, to its end. */
  readonly due: string;
  /** From this day on the light is yellow: counted day max(1, ⌊0.7·n⌋) of n. */
  readonly yellowOn: string;
  /** The day after `due`: breach and card. */
  readonly overdueFrom: string;
  /** The last day before it rolled forward off days off; absent where it did not roll. */
  readonly rolledFrom?: string;
  /** A day that matters lies beyond the holiday tables: shown as 暂定 until the table arrives. */
  readonly provisional: boolean;
  /** Versions of the holiday tables that were at hand. */
  readonly calendar: readonly string[];
  readonly arithmetic: Arithmetic;
}

/** When a limit that begins at `from` (a day or a stated time) ends; the first day is not counted (art. 201). */
export function deadline(limit: Limit, from: string, calendar: WorkCalendar): Deadline {
  const start = shanghaiDay(from);
  switch (limit.kind) {
    case 'working-days':
      return workingDayDeadline(limit, start, calendar);
    case 'calendar-days':
      whole(limit.days);
      return calendarDeadline(limit, start, addDays(start, limit.days), calendar, {
        zh: `满 ${limit.days} 天`,
        en: days(limit.days),
      });
    case 'calendar-months':
      whole(limit.months);
      return calendarDeadline(limit, start, sameDayAfterMonths(start, limit.months), calendar, {
        zh: `满 ${limit.months} 个月`,
        en: limit.months === 1 ? '1 month' : `${limit.months} months`,
      });
    default: {
      const unknown: never = limit;
      throw new Error(`unknown limit: ${JSON.stringify(unknown)}`);
    }
  }
}

function workingDayDeadline(
  limit: Extract<Limit, { kind: 'working-days' }>,
  start: string,
  calendar: WorkCalendar,
): Deadline {
  whole(limit.days);
  const end = addWorkingDays(calendar, start, limit.days);
  const off = daysOffInWords(calendar, end.daysOff, end.makeUps);
  const unit = limit.days === 1 ? '1 working day' : `${limit.days} working days`;
  return {
    from: start,
    limit,
    due: end.day,
    yellowOn: addWorkingDays(calendar, start, yellowDay(limit.days)).day,
    overdueFrom: addDays(end.day, 1),
    provisional: end.provisional,
    calendar: calendar.tables.map((table) => table.version),
    arithmetic: {
      zh: `${start} 起算，首日不计，至 ${end.day} 满 ${limit.days} 个工作日${off.zh}${provisionalNote(calendar, end).zh}`,
      en: `counted from ${start}, first day not counted: ${unit} complete on ${end.day}${off.en}${provisionalNote(calendar, end).en}`,
    },
  };
}

function calendarDeadline(
  limit: Extract<Limit, { for: 'act' | 'duration' }>,
  start: string,
  last: string,
  calendar: WorkCalendar,
  full: Arithmetic,
): Deadline {
  const end: Walk =
    limit.for === 'act' ? workdayFrom(calendar, last) : { day: last, provisional: false, daysOff: [], makeUps: [] };
  const rolled = end.day !== last;
  const holiday = dayKind(calendar, last).holiday;
  const why = { zh: holiday?.zh ?? '双休日', en: holiday?.en ?? 'a weekend' };
  return {
    from: start,
    limit,
    due: end.day,
    yellowOn: addDays(start, yellowDay(daysBetween(start, last))),
    overdueFrom: addDays(end.day, 1),
    ...(rolled ? { rolledFrom: last } : {}),
    provisional: end.provisional,
    calendar: calendar.tables.map((table) => table.version),
    arithmetic: {
      zh: `${start} 起算，首日不计，至 ${last} ${full.zh}${rolled ? `，该日为${why.zh}，顺延至 ${end.day}` : ''}${provisionalNote(calendar, end).zh}`,
      en: `counted from ${start}, first day not counted: ${full.en} complete on ${last}${rolled ? `, which is ${why.en}: rolls forward to ${end.day}` : ''}${provisionalNote(calendar, end).en}`,
    },
  };
}

/** A period counted back from a day, as 选举日20日前: the last day that is in time. It never rolls. */
export interface DaysBefore {
  readonly anchor: string;
  readonly days: number;
  readonly latest: string;
  readonly arithmetic: Arithmetic;
}

/** 「选举日 n 日前」: done on `anchor` − n or earlier. */
export function daysBefore(anchor: string, count: number): DaysBefore {
  whole(count);
  const day = shanghaiDay(anchor);
  const latest = addDays(day, -count);
  return {
    anchor: day,
    days: count,
    latest,
    arithmetic: {
      zh: `${day} 往前 ${count} 天为 ${latest}，最迟当日，不因节假日变动`,
      en: `${days(count)} back from ${day} is ${latest}: that day at the latest, holidays do not move it`,
    },
  };
}

/** Whether something done at `doneOn` was done `count` days before `anchor`, with the sum. */
export function doneDaysBefore(
  doneOn: string,
  anchor: string,
  count: number,
): DaysBefore & { readonly outcome: 'pass' | 'fail'; readonly daysAhead: number } {
  const limit = daysBefore(anchor, count);
  const done = shanghaiDay(doneOn);
  const daysAhead = daysBetween(done, limit.anchor);
  const outcome = daysAhead >= count ? 'pass' : 'fail';
  const missing = count - daysAhead;
  const sign = outcome === 'pass' ? '≥' : '<';
  return {
    ...limit,
    outcome,
    daysAhead,
    arithmetic: {
      zh: `${done} 距 ${limit.anchor} ${daysAhead} 天 ${sign} ${count} 天（最迟 ${limit.latest}）${outcome === 'fail' ? `，迟 ${missing} 天` : ''}`,
      en: `${done} is ${days(daysAhead)} before ${limit.anchor}, ${sign} ${count} (latest ${limit.latest})${outcome === 'fail' ? `: ${days(missing)} late` : ''}`,
    },
  };
}

export type Light = 'none' | 'yellow' | 'red' | 'overdue';

/** The light of a running limit on a day: red (今日到期) on the due day itself, overdue from the day after. */
export function lightOn(limit: Pick<Deadline, 'yellowOn' | 'due'>, day: string): Light {
  if (day > limit.due) return 'overdue';
  if (day === limit.due) return 'red';
  return day >= limit.yellowOn ? 'yellow' : 'none';
}

/** Counted day on which an n-day limit turns yellow; in whole numbers, because 0.7 has no exact double. */
export function yellowDay(n: number): number {
  return Math.max(1, Math.floor((n * 7) / 10));
}

function provisionalNote(calendar: WorkCalendar, end: Walk): Arithmetic {
  if (!end.provisional) return { zh: '', en: '' };
  if (calendar.coveredThrough === '') {
    return { zh: '；没有节假日表，暂定', en: '; no holiday table, provisional' };
  }
  return {
    zh: `；节假日表覆盖至 ${calendar.coveredThrough}，暂定`,
    en: `; holiday tables end on ${calendar.coveredThrough}, provisional`,
  };
}

function sameDayAfterMonths(start: string, months: number): string {
  const [year, month, dayOfMonth] = start.split('-').map(Number) as [number, number, number];
  const monthIndex = year * 12 + (month - 1) + months;
  const first = `${String(Math.floor(monthIndex / 12)).padStart(4, '0')}-${String((monthIndex % 12) + 1).padStart(2, '0')}-01`;
  const nextMonth = addDays(first, 31).slice(0, 8);
  const daysInMonth = daysBetween(first, `${nextMonth}01`);
  return addDays(first, Math.min(dayOfMonth, daysInMonth) - 1);
}

function whole(n: number): void {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`a limit is a whole number of at least 1, not ${n}`);
}

function days(n: number): string {
  return n === 1 ? '1 day' : `${n} days`;
}
