import fc from 'fast-check';
import { addDays, daysBetween } from '#kernel';
import { daysBefore, deadline, doneDaysBefore, type Limit, lightOn, yellowDay } from './deadline.js';
import { HOLIDAYS_2021, HOLIDAYS_2022 } from './holiday-tables.js';
import { isWorkday, workCalendar } from './working-days.js';

const calendar = workCalendar([HOLIDAYS_2021, HOLIDAYS_2022]);
const workingDays = (days: number): Limit => ({ kind: 'working-days', days });

describe('a limit in working days', () => {
  it.each([
    ['the notice of acceptance', '2021-11-05T15:40:00+08:00', 15, '2021-11-26', '2021-11-19'],
    ['the investigation', '2021-11-09', 15, '2021-11-30', '2021-11-23'],
    ['the feedback', '2021-11-19', 15, '2021-12-10', '2021-12-03'],
    ['the taking over of a forwarded letter', '2021-11-09', 5, '2021-11-16', '2021-11-12'],
    ['the investigation over the New Year', '2021-12-24', 15, '2022-01-17', '2022-01-10'],
    ['its extension over the Spring Festival', '2022-01-17', 15, '2022-02-10', '2022-01-29'],
  ])('%s from %s, %i days, is due %s and yellow from %s', (_name, from, days, due, yellowOn) =>
    expect(deadline(workingDays(days), from, calendar)).toMatchObject({ due, yellowOn, provisional: false }),
  );

  it('shows its arithmetic', () => {
    expect(deadline(workingDays(15), '2021-11-05', calendar).arithmetic).toEqual({
      zh: '2021-11-05 起算，首日不计，至 2021-11-26 满 15 个工作日（双休日 6 天不计）',
      en: 'counted from 2021-11-05, first day not counted: 15 working days complete on 2021-11-26 (6 weekend days left out)',
    });
    expect(deadline(workingDays(15), '2022-01-17', calendar).arithmetic).toEqual({
      zh: '2022-01-17 起算，首日不计，至 2022-02-10 满 15 个工作日（春节 2022-01-31 至 2022-02-06 不计，双休日 2 天不计，2022-01-29、2022-01-30 调休上班计入）',
      en: 'counted from 2022-01-17, first day not counted: 15 working days complete on 2022-02-10 (Spring Festival 2022-01-31 to 2022-02-06 left out; 2 weekend days left out; make-up workdays 2022-01-29, 2022-01-30 counted)',
    });
    expect(deadline(workingDays(1), '2021-11-04', calendar).arithmetic.en).toBe(
      'counted from 2021-11-04, first day not counted: 1 working day complete on 2021-11-05',
    );
  });

  it('is provisional without the table of the next year, and moves when it arrives', () => {
    const before = deadline(workingDays(15), '2021-12-24', workCalendar([HOLIDAYS_2021]));
    expect(before).toMatchObject({ due: '2022-01-14', provisional: true, calendar: ['2021'] });
    expect(before.arithmetic.zh).toContain('节假日表覆盖至 2021-12-31，暂定');
    expect(before.arithmetic.en).toContain('holiday tables end on 2021-12-31, provisional');
    expect(deadline(workingDays(15), '2021-12-24', calendar)).toMatchObject({
      due: '2022-01-17',
      provisional: false,
      calendar: ['2021', '2022'],
    });
    expect(deadline(workingDays(1), '2021-12-24', workCalendar([])).arithmetic.zh).toContain('没有节假日表，暂定');
  });

  it('starts on the local day of an instant', () =>
    expect(deadline(workingDays(1), '2021-11-04T16:30:00.000Z', calendar).from).toBe('2021-11-05'));

  it('counts a make-up workday on which the limit begins as the first day, which is not counted', () =>
    expect(deadline(workingDays(1), '2021-10-09', calendar).due).toBe('2021-10-11'));
});

describe('a limit in calendar days', () => {
  it('rolls forward off a holiday where something has to be done', () => {
    const limit = deadline({ kind: 'calendar-days', days: 10, for: 'act' }, '2021-09-22', calendar);
    expect(limit).toMatchObject({ due: '2021-10-08', rolledFrom: '2021-10-02', overdueFrom: '2021-10-09' });
    expect(limit.arithmetic).toEqual({
      zh: '2021-09-22 起算，首日不计，至 2021-10-02 满 10 天，该日为国庆节，顺延至 2021-10-08',
      en: 'counted from 2021-09-22, first day not counted: 10 days complete on 2021-10-02, which is National Day: rolls forward to 2021-10-08',
    });
  });

  it('rolls off a weekend, but not off a Saturday that is worked', () => {
    const act = (from: string) => deadline({ kind: 'calendar-days', days: 5, for: 'act' }, from, calendar);
    expect(act('2021-11-08')).toMatchObject({ due: '2021-11-15', rolledFrom: '2021-11-13' });
    expect(act('2021-11-08').arithmetic.zh).toContain('该日为双休日，顺延至 2021-11-15');
    expect(act('2021-10-04')).toMatchObject({ due: '2021-10-09' });
    expect(act('2021-10-04')).not.toHaveProperty('rolledFrom');
  });

  it('does not roll where something has to last', () =>
    expect(deadline({ kind: 'calendar-days', days: 5, for: 'duration' }, '2021-09-28', calendar)).toMatchObject({
      due: '2021-10-03',
      provisional: false,
    }));

  it('is provisional only where its last day is not covered', () => {
    const of = (from: string) =>
      deadline({ kind: 'calendar-days', days: 10, for: 'act' }, from, workCalendar([HOLIDAYS_2021]));
    expect(of('2021-12-20')).toMatchObject({ due: '2021-12-30', provisional: false });
    expect(of('2021-12-23')).toMatchObject({ due: '2022-01-03', provisional: true });
    expect(of('2021-12-23').rolledFrom).toBe('2022-01-02');
  });

  it('turns yellow on the seventh day of ten', () =>
    expect(deadline({ kind: 'calendar-days', days: 10, for: 'act' }, '2021-11-05', calendar)).toMatchObject({
      yellowOn: '2021-11-12',
      due: '2021-11-15',
    }));
});

describe('a limit in months', () => {
  const months = (from: string, n: number) =>
    deadline({ kind: 'calendar-months', months: n, for: 'duration' }, from, calendar).due;
  it('ends on the same day of the month, or on its last day', () => {
    expect(months('2021-11-05', 1)).toBe('2021-12-05');
    expect(months('2021-12-31', 2)).toBe('2022-02-28');
    expect(months('2021-07-15', 6)).toBe('2022-01-15');
    expect(months('2023-12-31', 2)).toBe('2024-02-29');
  });
  it('rolls forward as days do', () => {
    const limit = deadline({ kind: 'calendar-months', months: 1, for: 'act' }, '2021-11-04', calendar);
    expect(limit).toMatchObject({ due: '2021-12-06', rolledFrom: '2021-12-04' });
    expect(limit.arithmetic.zh).toBe(
      '2021-11-04 起算，首日不计，至 2021-12-04 满 1 个月，该日为双休日，顺延至 2021-12-06',
    );
  });
});

describe('a period counted back', () => {
  it('ends that many days before, holiday or not', () => {
    expect(daysBefore('2021-12-18', 20)).toMatchObject({ latest: '2021-11-28' });
    expect(daysBefore('2021-10-07', 3)).toMatchObject({ latest: '2021-10-04' });
  });
  it('is met on the last day and missed the day after', () => {
    expect(doneDaysBefore('2021-11-28T20:00:00+08:00', '2021-12-18', 20)).toMatchObject({
      outcome: 'pass',
      daysAhead: 20,
      arithmetic: {
        zh: '2021-11-28 距 2021-12-18 20 天 ≥ 20 天（最迟 2021-11-28）',
        en: '2021-11-28 is 20 days before 2021-12-18, ≥ 20 (latest 2021-11-28)',
      },
    });
    expect(doneDaysBefore('2021-11-29', '2021-12-18', 20)).toMatchObject({
      outcome: 'fail',
      daysAhead: 19,
      arithmetic: {
        zh: '2021-11-29 距 2021-12-18 19 天 < 20 天（最迟 2021-11-28），迟 1 天',
        en: '2021-11-29 is 19 days before 2021-12-18, < 20 (latest 2021-11-28): 1 day late',
      },
    });
  });
});

describe('the light', () => {
  const limit = deadline(workingDays(15), '2021-12-24', calendar);
  it.each([
    ['2022-01-09', 'none'],
    ['2022-01-10', 'yellow'],
    ['2022-01-16', 'yellow'],
    ['2022-01-17', 'red'],
    ['2022-01-18', 'overdue'],
  ])('on %s is %s', (day, light) => expect(lightOn(limit, day)).toBe(light));

  it('is never yellow before the first counted day', () => {
    expect(yellowDay(1)).toBe(1);
    expect(yellowDay(2)).toBe(1);
    expect(yellowDay(3)).toBe(2);
    expect(yellowDay(10)).toBe(7);
    expect(yellowDay(90)).toBe(63);
  });
  it('is red on the due day of a one-day limit, which is also its yellow day', () => {
    const oneDay = deadline(workingDays(1), '2021-11-04', calendar);
    expect(oneDay.yellowOn).toBe(oneDay.due);
    expect(lightOn(oneDay, '2021-11-05')).toBe('red');
  });
});

describe('any limit', () => {
  const from = fc.integer({ min: 0, max: 600 }).map((offset) => addDays('2021-01-01', offset));
  const limit = fc.oneof(
    fc.record({ kind: fc.constant('working-days' as const), days: fc.integer({ min: 1, max: 60 }) }),
    fc.record({
      kind: fc.constant('calendar-days' as const),
      days: fc.integer({ min: 1, max: 90 }),
      for: fc.constantFrom('act' as const, 'duration' as const),
    }),
    fc.record({
      kind: fc.constant('calendar-months' as const),
      months: fc.integer({ min: 1, max: 6 }),
      for: fc.constantFrom('act' as const, 'duration' as const),
    }),
  );

  it('is yellow after it began, not after it is due, and overdue the day after', () =>
    fc.assert(
      fc.property(limit, from, (one, start) => {
        const result = deadline(one, start, calendar);
        expect(result.yellowOn > start && result.yellowOn <= result.due).toBe(true);
        expect(result.overdueFrom).toBe(addDays(result.due, 1));
        for (const text of Object.values(result.arithmetic)) {
          expect(text).toContain(start);
          expect(text).toContain(result.due);
        }
      }),
    ));

  it('for an act ends on a workday, the first on or after the day it is complete', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), from, (days, start) => {
        const act = deadline({ kind: 'calendar-days', days, for: 'act' }, start, calendar);
        const plain = deadline({ kind: 'calendar-days', days, for: 'duration' }, start, calendar).due;
        expect(daysBetween(start, plain)).toBe(days);
        expect(isWorkday(calendar, act.due)).toBe(true);
        for (let day = plain; day < act.due; day = addDays(day, 1)) expect(isWorkday(calendar, day)).toBe(false);
        expect(act.rolledFrom).toBe(act.due === plain ? undefined : plain);
      }),
    ));

  it('that begins later is never due earlier', () =>
    fc.assert(
      fc.property(limit, from, from, (one, a, b) => {
        const [first, second] = a <= b ? [a, b] : [b, a];
        expect(deadline(one, first, calendar).due <= deadline(one, second, calendar).due).toBe(true);
      }),
    ));

  it('of less than one, or of a fraction, is refused', () => {
    for (const days of [0, -1, 1.5, Number.NaN]) {
      expect(() => deadline(workingDays(days), '2021-11-05', calendar)).toThrow(RangeError);
      expect(() => daysBefore('2021-11-05', days)).toThrow(RangeError);
    }
  });
});
