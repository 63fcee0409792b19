import { ScheduleSet } from '#elections';
import { addDays, daysBetween, last, shanghaiDay } from '#kernel';
import type { CommunityFacts } from '#supervision';
import type { NoticeRow, Shape, StepStatus, TimelineItem } from '../api/shapes.js';

type Item = Shape<typeof TimelineItem>;

const MARKS = [
  { type: 'CandidatesToBeDetermined', title: { zh: '确定预备人选', en: 'Candidates-to-be fixed' } },
  { type: 'CongressHeld', title: { zh: '党员大会', en: 'Party congress' } },
  { type: 'ResultApproved', title: { zh: '结果批复', en: 'Result approved' } },
] as const;

/** Bars and marks of a term by stated time: steps, postings (a short one hatched), planned days and legal minimums. */
export function timeline(
  facts: CommunityFacts,
  steps: readonly Shape<typeof StepStatus>[],
  notices: readonly Shape<typeof NoticeRow>[],
): readonly Item[] {
  const items: Item[] = [];
  for (const step of steps) {
    if (step.since === undefined) continue;
    items.push({
      kind: 'step',
      step: step.step,
      title: step.title,
      from: shanghaiDay(step.since),
      ...(step.doneOn === undefined ? {} : { to: shanghaiDay(step.doneOn) }),
    });
  }
  for (const notice of notices) {
    const from = shanghaiDay(notice.postedOn);
    items.push({
      kind: 'notice',
      title: { zh: notice.title, en: notice.title },
      from,
      to: shanghaiDay(notice.takenDownOn ?? notice.plannedUntil),
      ...(notice.status === 'too-short' ? { short: true } : {}),
      event: notice.stream,
    });
    items.push({
      kind: 'legal',
      title: { zh: `公示满 ${notice.minimumDays} 天`, en: `${notice.minimumDays} full days` },
      from: addDays(from, notice.minimumDays),
    });
  }
  const planned = last(facts.term, ScheduleSet);
  if (planned !== undefined) {
    items.push({
      kind: 'planned',
      title: { zh: '计划党员大会', en: 'Planned congress' },
      from: planned.data.day,
      event: planned.id,
    });
  }
  for (const { type, title } of MARKS) {
    const found = facts.party.entries[type]?.at(-1);
    if (found === undefined) continue;
    const from = shanghaiDay(found.on ?? found.at);
    items.push({ kind: 'event', title, from, event: found.id, ...(isLate(found.on, found.at) ? { late: true } : {}) });
  }
  return items.sort((x, y) => (x.from < y.from ? -1 : x.from > y.from ? 1 : 0));
}

/** Recorded more than a day after it happened. */
export function isLate(on: string | undefined, at: string): boolean {
  return on !== undefined && daysBetween(shanghaiDay(on), shanghaiDay(at)) > 1;
}
