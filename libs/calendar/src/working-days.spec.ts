import fc from 'fast-check';
import { addDays } from '#kernel';
import { HOLIDAYS_2021, HOLIDAYS_2022 } from './holiday-tables.js';
import { daysFrom } from './holidays.js';
import { addWorkingDays, dayKind, isWorkday, workCalendar, workdayFrom, workingDaysBetween } from './working-days.js';

const both = workCalendar([HOLIDAYS_2021, HOLIDAYS_2022]);
const only2021 = workCalendar([HOLIDAYS_2021]);

describe('working days', () => {
  it.each([
    ['2021-11-05', true, 'a Friday'],
    ['2021-11-06', false, 'a Saturday'],
    ['2021-10-09', true, 'a Saturday worked for the National Day'],
    ['2021-10-07', false, 'a Thursday of the National Day'],
    ['2022-01-03', false, 'the Monday of the New Year'],
    ['2022-01-30', true, 'a Sunday worked for the Spring Festival'],
    ['2022-02-07', true, 'the first Monday after the Spring Festival'],
  ])('%s is a workday: %s (%s)', (day, expected) => expect(isWorkday(both, day)).toBe(expected));

  it('has 250 in 2021 and 249 in 2022, as arranged', () => {
    expect(workingDaysBetween(both, '2020-12-31', '2021-12-31')).toEqual({ days: 250, provisional: false });
    expect(workingDaysBetween(both, '2021-12-31', '2022-12-31')).toEqual({ days: 249, provisional: false });
  });

  it('knows only the day of the week beyond the tables, and says so', () => {
    expect(dayKind(only2021, '2022-01-03')).toEqual({ workday: true, makeUp: false, covered: false });
    expect(addWorkingDays(only2021, '2021-12-30', 1)).toMatchObject({ day: '2021-12-31', provisional: false });
    expect(addWorkingDays(only2021, '2021-12-31', 1)).toMatchObject({ day: '2022-01-03', provisional: true });
    expect(only2021.coveredThrough).toBe('2021-12-31');
    expect(both.coveredThrough).toBe('2022-12-31');
    expect(workCalendar([]).coveredThrough).toBe('');
  });

  it('is covered only as far as no day is missing', () => {
    const gap = workCalendar([
      HOLIDAYS_2021,
      { ...HOLIDAYS_2022, coveredFrom: '2022-02-01', holidays: [], workdays: [] },
    ]);
    expect(gap.coveredThrough).toBe('2021-12-31');
  });

  it('lets a table that was issued later overrule one for the same days', () => {
    const prolonged = {
      ...HOLIDAYS_2021,
      version: '2021-b',
      issuedOn: '2021-10-05',
      coveredFrom: '2021-10-01',
      coveredThrough: '2021-10-10',
      holidays: [{ name: { zh: '国庆节', en: 'National Day' }, from: '2021-10-01', to: '2021-10-10' }],
      workdays: [],
    };
    for (const calendar of [workCalendar([prolonged, HOLIDAYS_2021]), workCalendar([HOLIDAYS_2021, prolonged])]) {
      expect(isWorkday(calendar, '2021-10-09')).toBe(false);
      expect(isWorkday(calendar, '2021-09-26')).toBe(true);
    }
  });

  it('reports what it left out and took in on the way', () => {
    expect(addWorkingDays(both, '2022-01-27', 4)).toEqual({
      day: '2022-02-07',
      provisional: false,
      daysOff: daysFrom('2022-01-31', '2022-02-06'),
      makeUps: ['2022-01-29', '2022-01-30'],
    });
  });

  it('stays on a workday and moves off a day off', () => {
    expect(workdayFrom(both, '2021-10-09').day).toBe('2021-10-09');
    expect(workdayFrom(both, '2021-10-01').day).toBe('2021-10-08');
  });

  it('refuses what is no number of days', () => {
    expect(() => addWorkingDays(both, '2021-11-05', -1)).toThrow(RangeError);
    expect(() => addWorkingDays(both, '2021-11-05', 1.5)).toThrow(RangeError);
  });

  const day = fc.integer({ min: 0, max: 700 }).map((offset) => addDays('2021-01-01', offset));
  const count = fc.integer({ min: 1, max: 80 });

  it('counts back what it added', () =>
    fc.assert(
      fc.property(day, count, (from, n) => {
        const end = addWorkingDays(both, from, n);
        expect(workingDaysBetween(both, from, end.day).days).toBe(n);
        expect(isWorkday(both, end.day)).toBe(true);
        expect(end.daysOff.length + n).toBe(daysFrom(addDays(from, 1), end.day).length);
      }),
    ));

  it('adds in parts as it adds at once', () =>
    fc.assert(
      fc.property(day, count, count, (from, a, b) => {
        const inParts = addWorkingDays(both, addWorkingDays(both, from, a).day, b);
        expect(addWorkingDays(both, from, a + b).day).toBe(inParts.day);
      }),
    ));

  it('is the same distance both ways', () =>
    fc.assert(
      fc.property(day, day, (a, b) => {
        const there = workingDaysBetween(both, a, b).days;
        const back = workingDaysBetween(both, b, a).days;
        expect(there + back).toBe(0);
      }),
    ));

  it('is provisional exactly when a day on the way is not covered', () =>
    fc.assert(
      fc.property(day, count, (from, n) => {
        const end = addWorkingDays(only2021, from, n);
        expect(end.provisional).toBe(end.day > '2021-12-31');
      }),
    ));
});
