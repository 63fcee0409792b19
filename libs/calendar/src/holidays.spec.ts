import { HOLIDAYS_2021, HOLIDAYS_2022 } from './holiday-tables.js';
import { HolidayTable } from './holidays.js';

const faults = (table: unknown) => {
  const parsed = HolidayTable.safeParse(table);
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('/')} ${issue.message}`);
};

describe('a holiday table', () => {
  it.each([HOLIDAYS_2021, HOLIDAYS_2022])('of $version is valid', (table) => expect(faults(table)).toEqual([]));

  it('gives no day twice and no workday that is a holiday', () => {
    expect(faults({ ...HOLIDAYS_2021, workdays: ['2021-10-02'] })).toEqual(['workdays/0 BOTH_HOLIDAY_AND_WORKDAY']);
    expect(faults({ ...HOLIDAYS_2021, workdays: ['2021-10-09', '2021-10-09'] })).toEqual(['workdays/1 LISTED_TWICE']);
    expect(faults({ ...HOLIDAYS_2021, workdays: ['2021-10-12'] })).toEqual(['workdays/0 WORKDAY_IS_NO_WEEKEND']);
    const name = { zh: '元旦', en: 'New Year' };
    expect(
      faults({
        ...HOLIDAYS_2021,
        holidays: [...HOLIDAYS_2021.holidays, { name, from: '2021-10-07', to: '2021-10-08' }],
      }),
    ).toEqual(['holidays/7 TWO_HOLIDAYS_ON_ONE_DAY']);
  });

  it('stays within the days that it covers, a year at most', () => {
    expect(faults({ ...HOLIDAYS_2021, coveredThrough: '2021-10-06' })).toEqual([
      'holidays/6 OUTSIDE_COVERAGE',
      'workdays/6 OUTSIDE_COVERAGE',
    ]);
    expect(faults({ ...HOLIDAYS_2021, coveredThrough: '2022-01-02' })).toEqual([
      'coveredThrough COVERS_MORE_THAN_A_YEAR',
    ]);
    expect(faults({ ...HOLIDAYS_2021, coveredThrough: '2020-12-31' })).toEqual([
      'coveredThrough COVERAGE_ENDS_BEFORE_IT_BEGINS',
    ]);
  });

  it('names a holiday that ends before it begins, days that do not exist and keys it does not know', () => {
    const name = { zh: '元旦', en: 'New Year' };
    expect(faults({ ...HOLIDAYS_2021, holidays: [{ name, from: '2021-01-03', to: '2021-01-01' }] })).toContain(
      'holidays/0/to HOLIDAY_ENDS_BEFORE_IT_BEGINS',
    );
    expect(HolidayTable.safeParse({ ...HOLIDAYS_2021, workdays: ['2021-02-30'] }).success).toBe(false);
    expect(HolidayTable.safeParse({ ...HOLIDAYS_2021, year: 2021 }).success).toBe(false);
  });
});
