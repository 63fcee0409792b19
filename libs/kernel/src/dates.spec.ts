import fc from 'fast-check';
import {
  addDays,
  daysBetween,
  endOfShanghaiDay,
  LedgerInstant,
  LocalDate,
  StatedTime,
  shanghaiDay,
  shanghaiTime,
} from './dates.js';

const day = fc
  .date({ min: new Date('1992-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a day of Asia/Shanghai', () => {
  it.each([
    ['2021-11-04T15:59:59.999Z', '2021-11-04', '23:59'],
    ['2021-11-04T16:00:00.000Z', '2021-11-05', '00:00'],
    ['2021-11-05T10:00:00+08:00', '2021-11-05', '10:00'],
    ['2021-11-05T00:30+09:00', '2021-11-04', '23:30'],
    ['2021-12-31T16:00:00Z', '2022-01-01', '00:00'],
  ])('of %s is %s at %s', (instant, onDay, atTime) => {
    expect(shanghaiDay(instant)).toBe(onDay);
    expect(shanghaiTime(instant)).toBe(atTime);
  });

  it('that was stated stays as it is, without a time', () => {
    expect(shanghaiDay('2021-11-05')).toBe('2021-11-05');
    expect(shanghaiTime('2021-11-05')).toBeUndefined();
  });

  it('ends a millisecond before the next begins', () => {
    fc.assert(
      fc.property(day, (one) => {
        const end = endOfShanghaiDay(one);
        expect(shanghaiDay(end)).toBe(one);
        expect(shanghaiDay(new Date(Date.parse(end) + 1).toISOString())).toBe(addDays(one, 1));
        expect(LedgerInstant.safeParse(end).success).toBe(true);
      }),
    );
  });

  it('does not hang on the time zone of the process', () => {
    const zone = process.env['TZ'];
    try {
      for (const other of ['America/New_York', 'Pacific/Kiritimati', 'UTC']) {
        process.env['TZ'] = other;
        expect(shanghaiDay('2021-11-04T16:00:00.000Z')).toBe('2021-11-05');
        expect(endOfShanghaiDay('2021-11-05')).toBe('2021-11-05T15:59:59.999Z');
        expect(addDays('2021-03-13', 1)).toBe('2021-03-14');
        expect(daysBetween('2021-03-13', '2021-03-15')).toBe(2);
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});

describe('counting days', () => {
  it('goes over months, leap days and years', () => {
    expect(addDays('2021-11-30', 1)).toBe('2021-12-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2021-12-31', 1)).toBe('2022-01-01');
    expect(addDays('2022-01-01', -1)).toBe('2021-12-31');
    expect(daysBetween('2021-11-05', '2021-11-10')).toBe(5);
    expect(daysBetween('2021-11-10', '2021-11-05')).toBe(-5);
  });

  it('there and back ends where it began', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (one, days) => {
        expect(daysBetween(one, addDays(one, days))).toBe(days);
        expect(addDays(addDays(one, days), -days)).toBe(one);
      }),
    );
  });
});

describe('a stated time', () => {
  it.each(['2021-11-05', '2021-11-05T10:00:00+08:00', '2021-11-05T02:00:00Z'])('may be %s', (time) =>
    expect(StatedTime.safeParse(time).success).toBe(true),
  );

  it.each([
    '2021-11-31',
    '2021-11-05T10:00:00',
    '2021-11-05T10:00+08:00',
    '2021-11-05 10:00',
    '11-05',
    '2021-11-05T25:00:00+08:00',
    '',
  ])('may not be %s', (time) => expect(StatedTime.safeParse(time).success).toBe(false));

  it('is a day only where it names no time', () => {
    expect(LocalDate.safeParse('2021-02-29').success).toBe(false);
    expect(LocalDate.safeParse('2021-11-05T10:00:00Z').success).toBe(false);
  });
});

describe('a ledger instant', () => {
  it('is UTC with milliseconds and nothing else, so that instants order as text', () => {
    expect(LedgerInstant.safeParse('2021-11-05T02:00:00.000Z').success).toBe(true);
    for (const other of ['2021-11-05T02:00:00Z', '2021-11-05T10:00:00.000+08:00', '2021-11-05'])
      expect(LedgerInstant.safeParse(other).success).toBe(false);
  });
});
