import { addDays, daysBetween, type Entry } from '#kernel';
import { dayOf, startOfShanghaiDay } from '../../event-time.js';
import { type Check, check, inOrder, notYetDue, pass, plural, when } from './party-election-checks.js';

/** A limit that the plan does not set: 0 only reports how long it took. */
export const LIMIT_PARAMETERS = {
  limitDays: {
    value: 0,
    source: {
      zh: '方案只要求及时，没有天数；0 表示不设期限，只报告用时',
      en: 'the plan says promptly and gives no number of days; 0 sets no limit and only reports how long it took',
    },
    title: { zh: '答复期限（日，0 为不设）', en: 'Limit for the answer (days, 0 for none)' },
  },
} as const;

/** An answer that is awaited: late once a limit is set and over. */
export function awaited(request: Entry | undefined, today: string, limitDays: number, otherwise: Check): Check {
  if (request === undefined || otherwise.outcome !== 'not-yet-due') return otherwise;
  const due = addDays(dayOf(request), limitDays);
  if (limitDays > 0 && today > due) {
    return {
      outcome: 'overdue',
      zh: `${when(request)} 上报，期限 ${limitDays} 天至 ${due}，已超过，尚无批复`,
      en: `sent ${when(request, 'en')}, limit ${plural(limitDays, 'day')} to ${due}: over, no reply`,
      evidence: [request.id],
    };
  }
  return notYetDue(
    {
      zh: `${when(request)} 上报，尚无批复${limitDays > 0 ? `，期限 ${limitDays} 天` : ''}`,
      en: `sent ${when(request, 'en')}, no reply yet${limitDays > 0 ? `, limit ${plural(limitDays, 'day')}` : ''}`,
    },
    [request],
  );
}

/** When the clock makes a missing answer late; nothing where no limit is set. */
export function limitOf(
  request: Entry,
  limitDays: number,
  today: string,
): { readonly due: string; readonly recheckAt?: string } | Record<never, never> {
  if (limitDays <= 0) return {};
  const due = addDays(dayOf(request), limitDays);
  return { due, ...(today <= due ? { recheckAt: startOfShanghaiDay(addDays(due, 1)) } : {}) };
}

/** An answer after its request, with the days it took. */
export function answered(request: Entry, reply: Entry, limitDays: number): readonly Check[] {
  const taken = daysBetween(dayOf(request), dayOf(reply));
  const order = inOrder([
    { name: { zh: '请示', en: 'request' }, entry: request },
    { name: { zh: '批复', en: 'reply' }, entry: reply },
  ]);
  if (order.outcome === 'fail') return [order];
  if (limitDays === 0) {
    return [order, pass({ zh: `用时 ${taken} 天（未设期限）`, en: `took ${plural(taken, 'day')} (no limit set)` })];
  }
  const kept = taken <= limitDays;
  return [
    order,
    check(kept, {
      zh: `用时 ${taken} 天 ${kept ? '≤' : '>'} 期限 ${limitDays} 天`,
      en: `took ${plural(taken, 'day')} ${kept ? '≤' : '>'} limit ${limitDays}`,
    }),
  ];
}
