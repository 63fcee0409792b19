import { type Entry, shanghaiTime, type Words } from '#kernel';
import { dayOf, notAfter, timeOf } from '../../event-time.js';
import { type Outcome, worst } from '../../outcome.js';
import type { RuleResult, Subject } from '../../rule.js';

/** One part of what a rule asks, judged on its own; the worst part gives the result's outcome. */
export interface Check extends Words {
  readonly outcome: Outcome;
  readonly evidence?: readonly string[];
  readonly missing?: readonly Words[];
}

/** A recorded fact with the title of its type: what shows that the election went past a step. */
export interface Past {
  readonly entry: Entry;
  readonly title: Words;
}

/** The result of several checks: worst outcome, all the sums one after the other, everything that is missing. */
export function judged(
  subject: Subject,
  checks: readonly Check[],
  more: Omit<Partial<RuleResult>, 'outcome' | 'subject' | 'arithmetic' | 'evidence'> = {},
): RuleResult {
  const missing = [...(more.missing ?? []), ...checks.flatMap((check) => check.missing ?? [])];
  return {
    outcome: worst(checks.map(({ outcome }) => outcome)),
    subject,
    arithmetic: sentence(checks),
    evidence: [...new Set(checks.flatMap(({ evidence }) => evidence ?? []))],
    ...more,
    ...(missing.length === 0 ? {} : { missing }),
  };
}

export function sentence(parts: readonly Words[]): Words {
  return { zh: parts.map(({ zh }) => zh).join('；'), en: parts.map(({ en }) => en).join('; ') };
}

export function pass(words: Words, evidence: readonly Entry[] = []): Check {
  return { outcome: 'pass', ...words, evidence: idsOf(evidence) };
}

export function check(kept: boolean, words: Words, evidence: readonly Entry[] = []): Check {
  return { outcome: kept ? 'pass' : 'fail', ...words, evidence: idsOf(evidence) };
}

export function notYetDue(words: Words, evidence: readonly Entry[] = []): Check {
  return { outcome: 'not-yet-due', ...words, evidence: idsOf(evidence) };
}

export function notApplicable(words: Words, evidence: readonly Entry[] = []): Check {
  return { outcome: 'not-applicable', ...words, evidence: idsOf(evidence) };
}

/** An input is missing although something that needs it is recorded: never a pass. */
export function lacks(words: Words, missing: readonly Words[], evidence: readonly Entry[] = []): Check {
  return { outcome: 'not-evaluable', ...words, missing, evidence: idsOf(evidence) };
}

/** A missing input, and who can supply it. */
export function input(what: Words, supplier: Words): Words {
  return { zh: `${what.zh}（由${supplier.zh}补录）`, en: `${what.en} (to be supplied by ${supplier.en})` };
}

/** No record: not yet due while nothing that comes after it is recorded, else a missing input. */
export function absent(what: Words, supplier: Words, past: Past | undefined): Check {
  if (past === undefined) return notYetDue({ zh: `尚无${what.zh}`, en: `no ${what.en} yet` });
  return lacks(
    {
      zh: `没有${what.zh}的记录，而${past.title.zh}（${when(past.entry)}）已有记录`,
      en: `no record of ${what.en}, although there is one of: ${past.title.en} (${when(past.entry, 'en')})`,
    },
    [input(what, supplier)],
    [past.entry],
  );
}

export const SUPPLIERS = {
  community: { zh: '社区党组织', en: 'the community Party organisation' },
  street: { zh: '街道党工委', en: 'the street Party working committee' },
  district: { zh: '区换届领导小组办公室', en: 'the office of the district leading group' },
  clerk: { zh: '选务员', en: 'the election clerk' },
} as const satisfies Record<string, Words>;

/** `2021-11-05`, or `2021-11-05 10:00` where an hour is known; marked where it is only the time of recording. */
export function when(entry: Entry, language: 'zh' | 'en' = 'zh'): string {
  const time = shanghaiTime(timeOf(entry));
  const stated = time === undefined ? dayOf(entry) : `${dayOf(entry)} ${time}`;
  if (entry.on !== undefined) return stated;
  return language === 'zh' ? `${stated} 记录` : `recorded ${stated}`;
}

/** Whether it happened later: by instants where both state an hour, else by days, and the same day is not later. */
export function isAfter(entry: Entry, other: Entry): boolean {
  return !notAfter(timeOf(entry), timeOf(other));
}

/** Whether it came after: later, or in the same time but recorded after it. */
export function follows(entry: Entry, other: Entry): boolean {
  return isAfter(entry, other) || (!isAfter(other, entry) && entry.position > other.position);
}

/** The one that happened last; of two in the same time the later recorded. */
export function latest<E extends Entry>(entries: readonly E[]): E | undefined {
  return entries.reduce<E | undefined>(
    (found, one) => (found === undefined || follows(one, found) ? one : found),
    undefined,
  );
}

/** That facts happened one not after the next, with the whole row of times: `A 10-18 ≤ B 10-19 > C 10-17`. */
export function inOrder(row: readonly { readonly name: Words; readonly entry: Entry }[]): Check {
  let kept = true;
  const parts = row.map(({ name, entry }, index) => {
    const before = row[index - 1];
    const broken = before !== undefined && isAfter(before.entry, entry);
    if (broken) kept = false;
    const sign = before === undefined ? '' : broken ? ' > ' : ' ≤ ';
    return { zh: `${sign}${name.zh} ${when(entry)}`, en: `${sign}${name.en} ${when(entry, 'en')}` };
  });
  const zh = parts.map((part) => part.zh).join('');
  const en = parts.map((part) => part.en).join('');
  return check(
    kept,
    { zh: `${kept ? '' : '次序颠倒：'}${zh}`, en: `${kept ? '' : 'out of order: '}${en}` },
    row.map(({ entry }) => entry),
  );
}

/** Persons in words: the reader's side puts the names in, if it may. */
export function persons(ids: Iterable<string>, language: 'zh' | 'en' = 'zh'): string {
  return [...ids].map((id) => `{person:${id}}`).join(language === 'zh' ? '、' : ', ');
}

export function idsOf(entries: readonly Pick<Entry, 'id'>[]): readonly string[] {
  return entries.map(({ id }) => id);
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** A list that a newer one replaced keeps its finding, but blocks nothing any more. */
export function supersededBefore(count: number, index: number): { readonly blocksActs?: false } {
  return index < count - 1 ? { blocksActs: false } : {};
}
