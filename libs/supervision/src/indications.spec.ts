import { appendToJournal, type DecidedEvent, emptyJournal, type Journal } from '#kernel';
import { applyEntry } from './apply-entry.js';
import { indexRules, type JudgedResult } from './evaluate.js';
import { createFactsBook } from './facts-book.js';
import { MAX_EVIDENCE } from './finding/events.js';
import { type Finding, findingOf } from './finding/state.js';
import { decideIndication, findingName } from './indications.js';
import { type Results, rejudge, resultsOf } from './judge.js';
import { INDICATES, type Outcome } from './outcome.js';
import { plan2021 } from './packs/plan-2021/index.js';
import { momentAt, uuidOf } from './packs/plan-2021/testing/facts-builder.js';
import { logOf, workedStreet } from './testing/worked-street.js';

const result = (outcome: Outcome, more: Partial<JudgedResult> = {}): JudgedResult => ({
  rule: 'PTY-20',
  pack: 'plan-2021',
  force: 'softened',
  outcome,
  subject: `notice:${uuidOf(1, 2)}`,
  arithmetic: { zh: '3 天 < 5 天', en: '3 days < 5' },
  evidence: [uuidOf(2, 2)],
  ...more,
});
const UNIT = { unit: 'C02', term: 'term-C02-2021-1' };
const version = () => '1.0.0';

function after(journal: Journal, events: readonly DecidedEvent[]): Journal {
  return events.reduce<Journal>(
    (now, { type, data }) =>
      appendToJournal(now, {
        type,
        id: uuidOf(now.rev + 1, 820),
        stream: now.stream,
        rev: now.rev + 1,
        position: now.rev + 1,
        at: '2021-11-10T02:00:00.000Z',
        actor: { id: 'clock', role: 'system', unit: 'S01' },
        data,
        att: [],
      }),
    journal,
  );
}

/** Statuses and events along a row of outcomes; `gone` for a result that vanished. */
function along(...outcomes: readonly (Outcome | 'gone')[]) {
  let journal = emptyJournal('finding-x');
  let before: JudgedResult | undefined;
  return outcomes.map((outcome) => {
    const now = outcome === 'gone' ? undefined : result(outcome);
    const events = decideIndication({ ...UNIT, before, after: now }, findingOf(journal), version);
    journal = after(journal, events);
    before = now;
    return [events.map(({ type }) => type).join(), findingOf(journal).status];
  });
}

describe('an indication', () => {
  it('opens with the result that points at a breach, and is cleared when it no longer does', () => {
    expect(along('not-yet-due', 'fail', 'fail', 'warn', 'pass')).toEqual([
      ['', 'none'],
      ['IndicationOpened', 'indicated'],
      ['', 'indicated'],
      ['IndicationCleared', 'cleared'],
      ['', 'cleared'],
    ]);
  });

  it('opens again with another outcome, and when the breach comes back', () => {
    expect(along('ambiguous', 'fail', 'pass', 'overdue', 'gone')).toEqual([
      ['IndicationOpened', 'indicated'],
      ['IndicationOpened', 'indicated'],
      ['IndicationCleared', 'cleared'],
      ['IndicationOpened', 'indicated'],
      ['IndicationCleared', 'cleared'],
    ]);
  });

  it('carries rule, version, sum and evidence', () => {
    const [event] = decideIndication({ ...UNIT, after: result('fail') }, { status: 'none' }, version);
    expect(event).toMatchObject({
      type: 'IndicationOpened',
      data: {
        rule: 'PTY-20',
        ruleVersion: '1.0.0',
        pack: 'plan-2021',
        ...UNIT,
        outcome: 'fail',
        evidence: [uuidOf(2, 2)],
      },
    });
  });

  it('is cut to the size of an event', () => {
    const evidence = Array.from({ length: 300 }, (_, index) => uuidOf(index, 2));
    const long = result('fail', { evidence, arithmetic: { zh: '𠮷'.repeat(2000), en: 'x'.repeat(9000) } });
    const [event] = decideIndication({ ...UNIT, after: long }, { status: 'none' }, version);
    const data = event?.data as { evidence: string[]; evidenceCount: number; arithmetic: { zh: string } };
    expect([data.evidence.length, data.evidenceCount]).toEqual([MAX_EVIDENCE, 300]);
    expect(data.arithmetic.zh.endsWith('𠮷…')).toBe(true);
  });

  it('is named by term, rule and subject, so that both sides of a repeat find the same stream', () => {
    const of = { ...UNIT, rule: 'PTY-20', subject: 'community:C02' };
    expect(findingName(of)).toBe('finding:term-C02-2021-1:PTY-20:community:C02');
    expect(findingName({ unit: 'S01', rule: 'PRE-03', subject: 'street:S01' })).toBe(
      'finding:street-S01:PRE-03:street:S01',
    );
  });
});

describe('the indications of the worked street', () => {
  it('are open for exactly the results that point at a breach, after every event', () => {
    const book = createFactsBook();
    const index = indexRules([plan2021]);
    const journals = new Map<string, Journal>();
    let results: Results = new Map();
    for (const entry of logOf(workedStreet(), 9)) {
      const step = rejudge(results, [applyEntry(book, entry)], index, book, momentAt(entry.at));
      results = step.results;
      for (const change of [...step.opened, ...step.changed, ...step.closed]) {
        const of = change.after ?? change.before;
        if (of === undefined) continue;
        const name = findingName({ ...change, rule: of.rule, subject: of.subject });
        const journal = journals.get(name) ?? emptyJournal(name);
        journals.set(name, after(journal, decideIndication(change, findingOf(journal), version)));
      }
    }
    const open = [...journals].filter(([, journal]) => isOpen(findingOf(journal))).map(([name]) => name);
    const pointing = [...results.values()].flatMap((unit) =>
      resultsOf(unit)
        .filter(({ outcome }) => INDICATES.has(outcome))
        .map(({ rule, subject }) => findingName({ unit: unit.unit, term: unit.term, rule, subject })),
    );
    expect(open.sort()).toEqual(pointing.sort());
    expect(open.some((name) => name.includes('PTY-20'))).toBe(true);
    expect(open.some((name) => name.includes('REV-02'))).toBe(true);
  });
});

function isOpen(finding: Finding): boolean {
  return finding.status === 'indicated';
}
