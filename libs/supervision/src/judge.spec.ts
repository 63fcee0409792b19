import fc from 'fast-check';
import { TalkHeld } from '#elections';
import { type Entry, shanghaiDay } from '#kernel';
import { applyEntry } from './apply-entry.js';
import { indexRules } from './evaluate.js';
import { createFactsBook } from './facts-book.js';
import { judgeAll, type Results, rejudge, resultsOf } from './judge.js';
import { plan2021 } from './packs/plan-2021/index.js';
import { happened } from './packs/plan-2021/testing/facts-builder.js';
import { nominee, STREET_SECRETARY } from './packs/plan-2021/testing/s1-people.js';
import type { Moment } from './rule.js';
import { filed, logOf, workedStreet } from './testing/worked-street.js';

const index = indexRules([plan2021]);
const momentOf = (at: string): Moment => ({ at, today: shanghaiDay(at) });
const FACTS = workedStreet();

/**
 * A count that still runs says until when it counted; only this clause may differ between a result that stands since
 * an earlier event and the same result judged later.
 */
function withoutClock({ zh, en }: { zh: string; en: string }) {
  return {
    zh: zh.replace(/截至 [\d: -]+ 已满 \d+ 天/, '…'),
    en: en.replace(/\d+ days? by [\d: -]+/, '…'),
  };
}

/** Results in an order of their own, so that two ways of getting there compare. */
function plain(results: Results) {
  return [...results.values()]
    .map((unit) => ({
      unit: unit.unit,
      term: unit.term,
      recheckAt: unit.recheckAt,
      results: [...resultsOf(unit)]
        .map((one) => ({ ...one, arithmetic: withoutClock(one.arithmetic) }))
        .sort((x, y) => (`${x.rule} ${x.subject}` < `${y.rule} ${y.subject}` ? -1 : 1)),
    }))
    .sort((x, y) => (x.unit < y.unit ? -1 : 1));
}

/** Follows a log event by event, judging again only what each touches. */
function follow(entries: readonly Entry[], each?: (results: Results, entry: Entry) => void): Results {
  const book = createFactsBook();
  let results: Results = new Map();
  for (const entry of entries) {
    results = rejudge(results, [applyEntry(book, entry)], index, book, momentOf(entry.at)).results;
    each?.(results, entry);
  }
  return results;
}

function fromScratch(entries: readonly Entry[]): Results {
  const book = createFactsBook();
  for (const entry of entries) applyEntry(book, entry);
  return judgeAll(book, index, momentOf(entries.at(-1)?.at ?? '2021-09-01T00:00:00.000Z'));
}

describe('judging event by event', () => {
  it('gives along the worked street what judging everything gives', () => {
    const entries = logOf(FACTS, 9);
    const book = createFactsBook();
    follow(entries, (results, entry) => {
      applyEntry(book, entry);
      if (entry.position % 6 !== 0) return;
      expect(plain(results)).toEqual(plain(judgeAll(book, index, momentOf(entry.at))));
    });
  });

  it('gives the same in any order of independent events and at any pace of the clock', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...FACTS], { minLength: 120 }),
        fc.integer({ min: 1, max: 24 }),
        (facts, hours) => {
          const entries = logOf(facts, hours);
          expect(plain(follow(entries))).toEqual(plain(fromScratch(entries)));
        },
      ),
      { numRuns: 8 },
    );
  });

  it('gives what the clock alone changes, without an event', () => {
    const entries = logOf(FACTS.slice(0, 60), 1);
    const book = createFactsBook();
    for (const entry of entries) applyEntry(book, entry);
    const then = judgeAll(book, index, momentOf('2021-11-19T10:00:00.000Z'));
    const later = momentOf('2021-12-01T10:00:00.000Z');
    const ticked = rejudge(then, [], index, book, later);
    expect(plain(ticked.results)).toEqual(plain(judgeAll(book, index, later)));
    expect(ticked.changed.map(({ after }) => after?.rule)).toContain('GEN-04');
    expect(rejudge(ticked.results, [], index, book, later).evaluations).toBe(0);
  });

  it('says what opened, changed and closed', () => {
    const entries = logOf(FACTS, 9);
    const book = createFactsBook();
    let results: Results = new Map();
    for (const entry of entries) {
      const step = rejudge(results, [applyEntry(book, entry)], index, book, momentOf(entry.at));
      const known = new Map(plain(results).flatMap((unit) => unit.results.map((one) => [keyOf(unit.unit, one), one])));
      for (const { unit, after } of step.opened) {
        const key = keyOf(unit, after);
        expect(known.has(key)).toBe(false);
        if (after !== undefined) known.set(key, after);
      }
      for (const { unit, before, after } of step.changed) {
        expect(known.get(keyOf(unit, before))?.outcome).toEqual(before?.outcome);
        if (after !== undefined) known.set(keyOf(unit, after), after);
      }
      for (const { unit, before } of step.closed) expect(known.delete(keyOf(unit, before))).toBe(true);
      results = step.results;
      const now = plain(results).flatMap((unit) =>
        unit.results.map((one) => [keyOf(unit.unit, one), one.outcome] as const),
      );
      expect(new Map(now)).toEqual(new Map([...known].map(([key, one]) => [key, one.outcome])));
    }
  });

  it('evaluates as many rules for an event after a long history as after a short one', () => {
    const base = logOf(FACTS, 1);
    const talk = filed(
      [
        happened(TalkHeld, {
          personId: nominee(2),
          participants: [{ personId: STREET_SECRETARY, post: 'street-secretary' }],
        }),
      ],
      'C01',
    );
    const evaluationsAfter = (talks: number) => {
      const book = createFactsBook();
      const entries = logOf([...FACTS, ...Array.from({ length: talks }, () => talk).flat()], 1);
      for (const entry of entries.slice(0, -1)) applyEntry(book, entry);
      const last = entries.at(-1) as Entry;
      const results = judgeAll(book, index, momentOf(last.at));
      return rejudge(results, [applyEntry(book, last)], index, book, momentOf(last.at)).evaluations;
    };
    const short = evaluationsAfter(1);
    expect(short).toBeGreaterThan(0);
    expect(short).toBeLessThan(15);
    expect(evaluationsAfter(400)).toBe(short);
    expect(base.length).toBeGreaterThan(150);
  });

  it('closes what rules gave that left the packs, as judging everything afresh does', () => {
    const book = createFactsBook();
    for (const entry of logOf(FACTS, 9)) applyEntry(book, entry);
    const moment = momentOf('2021-12-01T00:00:00.000Z');
    const fewer = indexRules([{ ...plan2021, rules: plan2021.rules.filter(({ id }) => !id.startsWith('PTY-')) }]);
    const before = judgeAll(book, index, moment);
    const changed = { eventType: 'PacksChanged', isFirst: true, communities: ['C01'], streets: [], terms: [] };
    const after = rejudge(before, [changed], fewer, book, moment);
    const left = resultsOf(before.get('C01') ?? { unit: 'C01', byRule: new Map() }).filter(({ rule }) =>
      rule.startsWith('PTY-'),
    );
    expect(left.length).toBeGreaterThan(20);
    expect(after.closed.map(({ before: was }) => was)).toEqual(left);
    expect(after.closed[0]).toMatchObject({ unit: 'C01', term: 'term-C01-2021-1' });
    expect(plain(after.results).find(({ unit }) => unit === 'C01')).toEqual(
      plain(judgeAll(book, fewer, moment)).find(({ unit }) => unit === 'C01'),
    );
  });

  it('leaves the results of an older term alone when a new one is opened', () => {
    const entries = logOf(FACTS, 9);
    const results = follow(entries);
    expect(results.get('C01')?.term).toBe('term-C01-2021-1');
    const reopened = FACTS.filter(({ fact }) => fact.type === 'TermOpened' && fact.data['community'] === 'C01').map(
      ({ fact }) => ({ stream: 'term-C01-2026-1', fact }),
    );
    const book = createFactsBook();
    let step = rejudge(new Map(), [], index, book, momentOf('2021-09-01T00:00:00.000Z'));
    for (const entry of logOf([...FACTS, ...reopened], 9)) {
      step = rejudge(step.results, [applyEntry(book, entry)], index, book, momentOf(entry.at));
    }
    expect(step.closed.filter(({ unit }) => unit === 'C01')).toEqual([]);
    expect(step.results.get('C01')?.term).toBe('term-C01-2026-1');
  });
});

function keyOf(unit: string, result: { rule: string; subject: string } | undefined): string {
  return `${unit} ${result?.rule} ${result?.subject}`;
}
