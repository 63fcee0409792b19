import { electionEvents } from '#elections';
import type { EventType } from '#kernel';
import { indexRules, judgeCommunity, judgeStreet } from '../../evaluate.js';
import { preparationOfWork, streetFactsOfWork } from '../../testing/worked-street.js';
import { plan2021 } from './index.js';
import { factsOf, type Happened, streetFactsOf } from './testing/facts-builder.js';
import { S1_END, s1Clean } from './testing/s1-clean.js';

const types = new Map(electionEvents.map((one) => [one.type as string, one as unknown as EventType]));
const events = [...streetFactsOfWork, ...s1Clean, ...preparationOfWork];
const { byId } = indexRules([plan2021]);

/** Where rules pass, and by which sum: an event's id, which names some subjects, hangs on its data. */
function passes(happened: readonly Happened[]): ReadonlySet<string> {
  const facts = factsOf(happened);
  const street = streetFactsOf(
    happened.filter(({ category }) => category === 'street'),
    { C01: happened.filter(({ category }) => category !== 'street') },
  );
  const results = [...byId.values()].flatMap((entry) =>
    entry.rule.scope === 'community' ? judgeCommunity(entry, facts, S1_END) : judgeStreet(entry, street, S1_END),
  );
  return new Set(
    results.flatMap(({ rule, outcome, arithmetic }) => (outcome === 'pass' ? [`${rule}: ${arithmetic.zh}`] : [])),
  );
}

/** Lists that may be empty by the schema of their event, each emptied in all events of its type. */
const emptied = [...new Set(events.map(({ type }) => type))].flatMap((type) => {
  const fields = new Set(
    events.flatMap((one) =>
      one.type === type ? Object.keys(one.data).filter((key) => Array.isArray(one.data[key])) : [],
    ),
  );
  return [...fields].flatMap((field): [string, readonly Happened[]][] => {
    const without = (data: Happened['data']) => ({ ...data, [field]: [] });
    const first = events.find((one) => one.type === type);
    const allowed = first !== undefined && types.get(type)?.schema.safeParse(without(first.data)).success === true;
    if (!allowed) return [];
    return [[`${type}.${field}`, events.map((one) => (one.type === type ? { ...one, data: without(one.data) } : one))]];
  });
});

describe('a list that nobody filled in', () => {
  const before = passes(events);

  it('is one of several, and many rules pass otherwise', () => {
    expect(emptied.length).toBeGreaterThan(5);
    expect(before.size).toBeGreaterThan(30);
  });

  it.each(emptied)('lets no rule pass that counted on it: %s', (_field, happened) => {
    expect([...passes(happened)].filter((passed) => !before.has(passed))).toEqual([]);
  });
});
