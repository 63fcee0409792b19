import { type Arithmetic, addDays, daysBetween, shanghaiDay, shanghaiTime, type Words } from '#kernel';

/** Close of business where an office states none; the parameter of 05. */
export const CLOSE_OF_BUSINESS = '17:30';

export interface NoticePeriodInput {
  /** A day, or a date-time with offset, as stated. */
  readonly postedOn: string;
  /** Absent while the notice is up. A take-down that lies after `asOf` has not happened yet. */
  readonly takenDownOn?: string;
  /** The ledger instant that is "now". */
  readonly asOf: string;
  readonly minimumDays: number;
  /** `HH:MM`, local. */
  readonly closeOfBusiness?: string;
}

/** What somebody could count otherwise: `first-day-counted`, or the day of take-down whatever the hour. */
export type OtherCounting = 'first-day-counted' | 'take-down-day-counted';

export type NoticeOutcome = 'pass' | 'fail' | 'ambiguous' | 'not-yet-due';

export interface NoticePeriod {
  readonly outcome: NoticeOutcome;
  /** Days after the posting's own that were certainly held up to close of business. */
  readonly fullDays: number;
  /** Days missing; 0 unless `outcome` is `fail`. */
  readonly shortBy: number;
  /** The day on which the minimum is reached: posting + minimum, never moved by a holiday. */
  readonly completeOn: string;
  /** Close of business of `completeOn`, as a ledger instant: when a notice that is still up passes. */
  readonly due: string;
  /** While it is up and its minimum not reached: the next close of business, when another day may be complete. */
  readonly nextDayAt?: string;
  readonly arithmetic: Arithmetic;
  readonly otherReading?: {
    readonly by: OtherCounting;
    readonly words: Words;
    readonly outcome: NoticeOutcome;
    readonly arithmetic: Arithmetic;
  };
}

const OTHER_WORDS: Record<OtherCounting, Words> = {
  'first-day-counted': { zh: '首日计入', en: 'the first day counts' },
  'take-down-day-counted': { zh: '下架当日整日计入', en: 'the day of take-down counts whole' },
};

/**
 * How many days a public notice was held (公示天数), in days of Asia/Shanghai: the first day is not counted; it has to
 * be up at close of business of the last one. Taken down on that day before then, or with no hour stated, is ambiguous:
 * the other reading stands beside it. A short notice shows the sum with the first day counted as well.
 */
export function noticePeriod(input: NoticePeriodInput): NoticePeriod {
  const { minimumDays } = input;
  if (!Number.isSafeInteger(minimumDays) || minimumDays < 1) {
    throw new RangeError(`a minimum of days is a whole number of at least 1, not ${minimumDays}`);
  }
  const span = spanOf(input);
  const completeOn = addDays(span.posted, minimumDays);
  const reading = read(span, minimumDays, false);
  return {
    outcome: reading.outcome,
    fullDays: reading.fullDays,
    shortBy: reading.outcome === 'fail' ? minimumDays - reading.fullDays : 0,
    completeOn,
    due: new Date(instantOf(completeOn, span.close)).toISOString(),
    ...(reading.outcome === 'not-yet-due' ? { nextDayAt: nextClose(span) } : {}),
    arithmetic: reading.arithmetic,
    ...otherReading(span, minimumDays, reading.outcome),
  };
}

/** The first close of business after `asOf`. */
function nextClose({ asOf, close }: Span): string {
  const today = shanghaiDay(asOf);
  const closed = Date.parse(asOf) >= instantOf(today, close);
  return new Date(instantOf(closed ? addDays(today, 1) : today, close)).toISOString();
}

interface Span {
  readonly posted: string;
  readonly down?: { readonly day: string; readonly time?: string; readonly stated: string };
  /** A take-down that lies before the posting: the entries contradict each other. */
  readonly reversed: boolean;
  readonly asOf: string;
  readonly close: string;
}

function spanOf(input: NoticePeriodInput): Span {
  const close = input.closeOfBusiness ?? CLOSE_OF_BUSINESS;
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(close)) throw new RangeError(`close of business is HH:MM, not ${close}`);
  const posted = shanghaiDay(input.postedOn);
  const stated = input.takenDownOn;
  if (stated === undefined || isAfter(stated, input.asOf)) return { posted, reversed: false, asOf: input.asOf, close };
  const day = shanghaiDay(stated);
  const time = shanghaiTime(stated);
  const bothTimed = stated.length > 10 && input.postedOn.length > 10;
  const reversed = bothTimed ? Date.parse(stated) < Date.parse(input.postedOn) : day < posted;
  const down = { day, ...(time === undefined ? {} : { time }), stated: time === undefined ? day : `${day} ${time}` };
  return { posted, down, reversed, asOf: input.asOf, close };
}

function isAfter(stated: string, asOf: string): boolean {
  return stated.length === 10 ? stated > shanghaiDay(asOf) : Date.parse(stated) > Date.parse(asOf);
}

interface Reading {
  readonly outcome: NoticeOutcome;
  readonly fullDays: number;
  readonly arithmetic: Arithmetic;
}

function read(span: Span, minimumDays: number, firstDayCounts: boolean): Reading {
  const last = addDays(span.posted, minimumDays - (firstDayCounts ? 1 : 0));
  const start = firstDayCounts
    ? { zh: `${span.posted} 起算，首日计入`, en: `counted from ${span.posted}, first day counted` }
    : { zh: `${span.posted} 起算，首日不计`, en: `counted from ${span.posted}, first day not counted` };
  if (span.down === undefined) return stillUp(span, minimumDays, last, start, firstDayCounts);
  const { day, time, stated } = span.down;
  const held = heldDays(span, day, time, firstDayCounts);
  if (span.reversed) {
    return {
      outcome: 'fail',
      fullDays: 0,
      arithmetic: {
        zh: `${start.zh}；记录的下架时间 ${stated} 早于张贴，两条记录矛盾，计 0 天，少于 ${minimumDays} 天，请核对更正`,
        en: `${start.en}; the recorded take-down ${stated} lies before the posting: the two entries contradict each other, 0 of ${minimumDays} days, check and correct them`,
      },
    };
  }
  if (day > last || (day === last && time !== undefined && time >= span.close)) {
    return {
      outcome: 'pass',
      fullDays: held,
      arithmetic: {
        zh: `${start.zh}，至 ${last} 满 ${minimumDays} 天（${stated} 下架）`,
        en: `${start.en}: ${days(minimumDays)} complete on ${last} (taken down ${stated})`,
      },
    };
  }
  const atMost = heldDays(span, day, span.close, firstDayCounts);
  const unknown =
    time === undefined && atMost > held
      ? {
          zh: `（未记下架时刻，如挂至 ${span.close} 为 ${atMost} 天）`,
          en: ` (hour not stated: ${atMost} if it was up until ${span.close})`,
        }
      : { zh: '', en: '' };
  return {
    outcome: day === last ? 'ambiguous' : 'fail',
    fullDays: held,
    arithmetic: {
      zh: `${start.zh}，至 ${stated} 下架满 ${held} 天${unknown.zh}，少于 ${minimumDays} 天，差 ${minimumDays - held} 天（应挂至 ${last} ${span.close}）`,
      en: `${start.en}: ${days(held)} complete when taken down ${stated}${unknown.en}, fewer than ${minimumDays}, short by ${minimumDays - held} (had to be up until ${last} ${span.close})`,
    },
  };
}

function stillUp(span: Span, minimumDays: number, last: string, start: Arithmetic, firstDayCounts: boolean): Reading {
  const today = shanghaiDay(span.asOf);
  const now = shanghaiTime(span.asOf) as string;
  const held = Math.max(0, heldDays(span, today, now, firstDayCounts));
  if (Date.parse(span.asOf) >= instantOf(last, span.close)) {
    return {
      outcome: 'pass',
      fullDays: held,
      arithmetic: {
        zh: `${start.zh}，至 ${last} 满 ${minimumDays} 天`,
        en: `${start.en}: ${days(minimumDays)} complete on ${last}`,
      },
    };
  }
  return {
    outcome: 'not-yet-due',
    fullDays: held,
    arithmetic: {
      zh: `${start.zh}，须挂至 ${last} ${span.close} 满 ${minimumDays} 天；现已满 ${held} 天`,
      en: `${start.en}: ${days(minimumDays)} complete on ${last} ${span.close}; ${held} so far`,
    },
  };
}

/** Days held to close of business, when the notice was last seen up on `day` at `time` (unknown: not that day). */
function heldDays(span: Span, day: string, time: string | undefined, firstDayCounts: boolean): number {
  const wholeDay = time !== undefined && time >= span.close ? 1 : 0;
  const after = daysBetween(span.posted, day) - 1 + wholeDay;
  return Math.max(0, after + (firstDayCounts ? 1 : 0));
}

function otherReading(
  span: Span,
  minimumDays: number,
  outcome: NoticeOutcome,
): Pick<NoticePeriod, 'otherReading'> | Record<never, never> {
  if (span.reversed || span.down === undefined) return {};
  if (outcome === 'fail') {
    const by = 'first-day-counted';
    const other = read(span, minimumDays, true);
    return { otherReading: { by, words: OTHER_WORDS[by], outcome: other.outcome, arithmetic: other.arithmetic } };
  }
  if (outcome !== 'ambiguous') return {};
  const by = 'take-down-day-counted';
  return {
    otherReading: {
      by,
      words: OTHER_WORDS[by],
      outcome: 'pass',
      arithmetic: {
        zh: `${span.posted} 起算，首日不计，下架当日 ${span.down.day} 整日计入，满 ${minimumDays} 天`,
        en: `counted from ${span.posted}, first day not counted, the day of take-down ${span.down.day} counted whole: ${days(minimumDays)} complete`,
      },
    },
  };
}

function instantOf(day: string, time: string): number {
  return Date.parse(`${day}T${time}:00+08:00`);
}

function days(n: number): string {
  return n === 1 ? '1 day' : `${n} days`;
}
