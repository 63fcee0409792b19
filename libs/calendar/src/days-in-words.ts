import { type Arithmetic, addDays } from '#kernel';
import { dayKind, type WorkCalendar } from './working-days.js';

/**
 * Which days a count of working days left out and took in, in brackets, so that a person with a wall calendar can
 * redo it: holidays by name and dates, weekends by number, make-up workdays by date. Empty where there are none.
 */
export function daysOffInWords(
  calendar: WorkCalendar,
  daysOff: readonly string[],
  makeUps: readonly string[],
): Arithmetic {
  const holidays: { name: Arithmetic; from: string; to: string }[] = [];
  let weekends = 0;
  for (const day of daysOff) {
    const holiday = dayKind(calendar, day).holiday;
    const last = holidays.at(-1);
    if (holiday === undefined) weekends++;
    else if (last !== undefined && last.name === holiday && addDays(last.to, 1) === day) last.to = day;
    else holidays.push({ name: holiday, from: day, to: day });
  }
  const zh = holidays.map(({ name, from, to }) => `${name.zh} ${span(from, to, '至')} 不计`);
  const en = holidays.map(({ name, from, to }) => `${name.en} ${span(from, to, 'to')} left out`);
  if (weekends > 0) {
    zh.push(`双休日 ${weekends} 天不计`);
    en.push(`${weekends} weekend ${weekends === 1 ? 'day' : 'days'} left out`);
  }
  if (makeUps.length > 0) {
    zh.push(`${makeUps.join('、')} 调休上班计入`);
    en.push(`make-up ${makeUps.length === 1 ? 'workday' : 'workdays'} ${makeUps.join(', ')} counted`);
  }
  return zh.length === 0 ? { zh: '', en: '' } : { zh: `（${zh.join('，')}）`, en: ` (${en.join('; ')})` };
}

function span(from: string, to: string, until: string): string {
  return from === to ? from : `${from} ${until} ${to}`;
}
