import fc from 'fast-check';
import { addDays, endOfShanghaiDay } from '#kernel';
import { type NoticePeriodInput, noticePeriod } from './notice-period.js';

const LATER = '2021-12-31T00:00:00.000Z';
const posted = (over: Partial<NoticePeriodInput> = {}) =>
  noticePeriod({ postedOn: '2021-11-05T10:00:00+08:00', asOf: LATER, minimumDays: 5, ...over });

describe('a public notice taken down', () => {
  it('on the fourth day is short by two', () => {
    expect(posted({ takenDownOn: '2021-11-08T17:30:00+08:00' })).toEqual({
      outcome: 'fail',
      fullDays: 3,
      shortBy: 2,
      completeOn: '2021-11-10',
      due: '2021-11-10T09:30:00.000Z',
      arithmetic: {
        zh: '2021-11-05 起算，首日不计，至 2021-11-08 17:30 下架满 3 天，少于 5 天，差 2 天（应挂至 2021-11-10 17:30）',
        en: 'counted from 2021-11-05, first day not counted: 3 days complete when taken down 2021-11-08 17:30, fewer than 5, short by 2 (had to be up until 2021-11-10 17:30)',
      },
      otherReading: {
        by: 'first-day-counted',
        words: { zh: '首日计入', en: 'the first day counts' },
        outcome: 'fail',
        arithmetic: {
          zh: '2021-11-05 起算，首日计入，至 2021-11-08 17:30 下架满 4 天，少于 5 天，差 1 天（应挂至 2021-11-09 17:30）',
          en: 'counted from 2021-11-05, first day counted: 4 days complete when taken down 2021-11-08 17:30, fewer than 5, short by 1 (had to be up until 2021-11-09 17:30)',
        },
      },
    });
  });

  it('on the last day at close of business passes', () =>
    expect(posted({ takenDownOn: '2021-11-10T17:30:00+08:00' })).toEqual({
      outcome: 'pass',
      fullDays: 5,
      shortBy: 0,
      completeOn: '2021-11-10',
      due: '2021-11-10T09:30:00.000Z',
      arithmetic: {
        zh: '2021-11-05 起算，首日不计，至 2021-11-10 满 5 天（2021-11-10 17:30 下架）',
        en: 'counted from 2021-11-05, first day not counted: 5 days complete on 2021-11-10 (taken down 2021-11-10 17:30)',
      },
    }));

  it.each(['2021-11-11', '2021-11-11T08:00:00+08:00', '2021-11-10T23:59:00+08:00'])('at %s passes', (takenDownOn) =>
    expect(posted({ takenDownOn }).outcome).toBe('pass'),
  );

  it('a day early passes only if the first day counts: it fails, with both sums', () => {
    const result = posted({ takenDownOn: '2021-11-09T18:00:00+08:00' });
    expect(result).toMatchObject({ outcome: 'fail', fullDays: 4, shortBy: 1 });
    expect(result.arithmetic.zh).toContain('首日不计，至 2021-11-09 18:00 下架满 4 天，少于 5 天，差 1 天');
    expect(result.otherReading).toMatchObject({ by: 'first-day-counted', outcome: 'pass' });
    expect(result.otherReading?.arithmetic.zh).toBe(
      '2021-11-05 起算，首日计入，至 2021-11-09 满 5 天（2021-11-09 18:00 下架）',
    );
  });

  it('a day early with no hour stated still fails, and the other reading is not certain', () => {
    const result = posted({ takenDownOn: '2021-11-09' });
    expect(result).toMatchObject({ outcome: 'fail', fullDays: 3, otherReading: { outcome: 'ambiguous' } });
    expect(result.arithmetic.zh).toContain('满 3 天（未记下架时刻，如挂至 17:30 为 4 天），少于 5 天');
  });

  it.each(['2021-11-10T08:00:00+08:00', '2021-11-10T17:29:59+08:00', '2021-11-10'])(
    'on the last day before close of business, or with no hour (%s), is ambiguous with both readings',
    (takenDownOn) => {
      const result = posted({ takenDownOn });
      expect(result).toMatchObject({ outcome: 'ambiguous', fullDays: 4, shortBy: 0 });
      expect(result.arithmetic.zh).toContain('满 4 天');
      expect(result.otherReading).toEqual({
        by: 'take-down-day-counted',
        words: { zh: '下架当日整日计入', en: 'the day of take-down counts whole' },
        outcome: 'pass',
        arithmetic: {
          zh: '2021-11-05 起算，首日不计，下架当日 2021-11-10 整日计入，满 5 天',
          en: 'counted from 2021-11-05, first day not counted, the day of take-down 2021-11-10 counted whole: 5 days complete',
        },
      });
    },
  );

  it('is judged by the office’s own close of business', () => {
    expect(posted({ takenDownOn: '2021-11-10T17:00:00+08:00', closeOfBusiness: '17:00' })).toMatchObject({
      outcome: 'pass',
      due: '2021-11-10T09:00:00.000Z',
    });
    expect(() => posted({ closeOfBusiness: '5pm' })).toThrow(RangeError);
  });

  it('is counted in local days, wherever the offset points', () =>
    expect(posted({ postedOn: '2021-11-04T23:00:00Z', takenDownOn: '2021-11-10T09:30:00Z' })).toMatchObject({
      outcome: 'pass',
      completeOn: '2021-11-10',
    }));

  it('is complete on a holiday too: durations never roll', () =>
    expect(posted({ postedOn: '2021-09-28', takenDownOn: '2021-10-03T18:00:00+08:00' }).outcome).toBe('pass'));

  it('on its first day has no full day by either reading', () => {
    const result = posted({ takenDownOn: '2021-11-05T12:00:00+08:00' });
    expect(result).toMatchObject({ outcome: 'fail', fullDays: 0, shortBy: 5, otherReading: { outcome: 'fail' } });
    const noHour = posted({ takenDownOn: '2021-11-05' });
    expect(noHour.arithmetic.zh).not.toContain('未记下架时刻');
    expect(noHour.otherReading?.arithmetic.zh).toContain('满 0 天（未记下架时刻，如挂至 17:30 为 1 天）');
  });

  it('before it was posted is a contradiction, never a pass', () => {
    const result = posted({ takenDownOn: '2021-11-05T09:00:00+08:00' });
    expect(result).toMatchObject({ outcome: 'fail', fullDays: 0, shortBy: 5 });
    expect(result.arithmetic.zh).toContain('早于张贴');
    expect(result.otherReading).toBeUndefined();
  });
});

describe('a public notice that is still up', () => {
  it('is not yet due until close of business of the last day', () =>
    expect(posted({ asOf: '2021-11-10T09:29:59.999Z' })).toEqual({
      outcome: 'not-yet-due',
      fullDays: 4,
      shortBy: 0,
      completeOn: '2021-11-10',
      due: '2021-11-10T09:30:00.000Z',
      nextDayAt: '2021-11-10T09:30:00.000Z',
      arithmetic: {
        zh: '2021-11-05 起算，首日不计，须挂至 2021-11-10 17:30 满 5 天；现已满 4 天',
        en: 'counted from 2021-11-05, first day not counted: 5 days complete on 2021-11-10 17:30; 4 so far',
      },
    }));

  it('says when the count of days next changes', () => {
    const next = (asOf: string) => posted({ asOf }).nextDayAt;
    expect(next('2021-11-07T09:29:00.000Z')).toBe('2021-11-07T09:30:00.000Z');
    expect(next('2021-11-07T09:30:00.000Z')).toBe('2021-11-08T09:30:00.000Z');
    expect(next('2021-11-10T09:30:00.000Z')).toBeUndefined();
  });

  it('passes at its due instant', () => {
    const result = posted({ asOf: '2021-11-10T09:30:00.000Z' });
    expect(result).toMatchObject({ outcome: 'pass', fullDays: 5 });
    expect(result.arithmetic.zh).toBe('2021-11-05 起算，首日不计，至 2021-11-10 满 5 天');
  });

  it('is still up on a past day on which the take-down had not happened', () => {
    const takenDownOn = '2021-11-08T17:30:00+08:00';
    expect(posted({ takenDownOn, asOf: endOfShanghaiDay('2021-11-07') }).outcome).toBe('not-yet-due');
    expect(posted({ takenDownOn, asOf: endOfShanghaiDay('2021-11-08') }).outcome).toBe('fail');
    expect(posted({ takenDownOn: '2021-11-09', asOf: endOfShanghaiDay('2021-11-08') }).outcome).toBe('not-yet-due');
  });

  it('has no full day before it is posted', () =>
    expect(posted({ asOf: '2021-11-01T00:00:00.000Z' })).toMatchObject({ outcome: 'not-yet-due', fullDays: 0 }));
});

describe('any public notice', () => {
  const minute = fc.integer({ min: 0, max: 20 * 24 * 60 });
  const at = (minutes: number) => new Date(Date.parse('2021-11-01T00:00:00+08:00') + minutes * 60_000).toISOString();
  const minimum = fc.integer({ min: 1, max: 10 });

  it('never passes on fewer days than asked, and never fails on enough', () =>
    fc.assert(
      fc.property(minute, minute, minimum, (up, down, minimumDays) => {
        const result = noticePeriod({ postedOn: at(up), takenDownOn: at(up + down), asOf: LATER, minimumDays });
        if (result.outcome === 'pass') expect(result.fullDays).toBeGreaterThanOrEqual(minimumDays);
        if (result.outcome === 'fail') expect(result.fullDays + result.shortBy).toBe(minimumDays);
        if (result.outcome === 'fail') expect(result.fullDays).toBeLessThan(minimumDays);
        if (result.outcome === 'ambiguous') expect(result.fullDays).toBe(minimumDays - 1);
        expect(result.outcome).not.toBe('not-yet-due');
      }),
    ));

  it('that hangs longer is never judged worse', () => {
    const rank = { fail: 0, ambiguous: 1, 'not-yet-due': 1, pass: 2 };
    fc.assert(
      fc.property(minute, minute, minute, minimum, (up, a, b, minimumDays) => {
        const judge = (held: number) =>
          rank[noticePeriod({ postedOn: at(up), takenDownOn: at(up + held), asOf: LATER, minimumDays }).outcome];
        expect(judge(Math.min(a, b))).toBeLessThanOrEqual(judge(Math.max(a, b)));
      }),
    );
  });

  it('that is up turns from not yet due to passed at its due instant, once', () =>
    fc.assert(
      fc.property(minute, minute, minimum, (up, now, minimumDays) => {
        const result = noticePeriod({ postedOn: at(up), asOf: at(now), minimumDays });
        expect(result.outcome).toBe(at(now) >= result.due ? 'pass' : 'not-yet-due');
      }),
    ));

  it('reads a day without an hour no better than the same day at its end, and no worse than at its start', () => {
    const rank = { fail: 0, ambiguous: 1, 'not-yet-due': 1, pass: 2 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), minimum, (held, minimumDays) => {
        const day = addDays('2021-11-05', held);
        const judge = (takenDownOn: string) =>
          rank[noticePeriod({ postedOn: '2021-11-05', takenDownOn, asOf: LATER, minimumDays }).outcome];
        expect(judge(`${day}T00:00:00+08:00`)).toBeLessThanOrEqual(judge(day));
        expect(judge(day)).toBeLessThanOrEqual(judge(`${day}T23:59:00+08:00`));
      }),
    );
  });

  it('needs a whole number of days, one at least', () => {
    for (const minimumDays of [0, -1, 2.5]) expect(() => posted({ minimumDays })).toThrow(RangeError);
  });
});
