import { CongressHeld, ResidentsResultAnnounced } from '#elections';
import type { Entry } from '#kernel';
import { applyEntry } from '../../apply-entry.js';
import { parametersOf } from '../../evaluate.js';
import { createFactsBook } from '../../facts-book.js';
import { communityFacts, streetFacts } from '../../facts-of-units.js';
import type { Rule } from '../../rule.js';
import { recordingCommunity, recordingStreet } from '../../testing/recording-facts.js';
import { filed, logOf, workedStreet } from '../../testing/worked-street.js';
import { plan2021 } from './index.js';
import { happened, momentAt } from './testing/facts-builder.js';
import { nominee } from './testing/s1-people.js';

const residents = filed(
  [
    happened(
      ResidentsResultAnnounced,
      { community: 'C02', term: 'term-C02-2021-1', elected: [{ personId: nominee(1), post: 'residents-director' }] },
      '2021-12-18',
    ),
  ],
  'C02',
);
const ENTRIES = logOf([...workedStreet(), ...residents], 9);

/** Every event type that the rule looks at, in each state of the worked street that is tried; and at more than its first. */
function seenBy(rule: Rule, lengths: readonly number[], entries: readonly Entry[] = ENTRIES) {
  const seen = new Set<string>();
  const beyondFirst = new Set<string>();
  for (const length of lengths) {
    const book = createFactsBook();
    for (const entry of entries.slice(0, length)) applyEntry(book, entry);
    for (const moment of [momentAt('2021-10-01'), momentAt('2021-11-16'), momentAt('2022-12-01')]) {
      if (rule.scope === 'street') {
        rule.evaluate(
          recordingStreet(streetFacts(book, 'S01'), seen, beyondFirst),
          moment,
          parametersOf(rule, plan2021),
        );
        continue;
      }
      for (const community of ['C01', 'C02', 'C03']) {
        const facts = recordingCommunity(communityFacts(book, community), seen, beyondFirst);
        rule.evaluate(facts, moment, parametersOf(rule, plan2021));
      }
    }
  }
  return { seen, beyondFirst };
}

const LENGTHS = [0, 20, 40, 60, 90, 130, 170, 210, 260, 320, ENTRIES.length];

describe('what a rule says it reads', () => {
  it.each(plan2021.rules.map((rule) => [rule.id, rule] as const))('holds for %s', (_id, rule) => {
    const declared = (firstToo: boolean) =>
      new Set<string>(rule.reads.flatMap(({ type, firstOnly }) => (firstToo || firstOnly !== true ? [type] : [])));
    const { seen, beyondFirst } = seenBy(rule, LENGTHS);
    expect([...seen].filter((type) => !declared(true).has(type))).toEqual([]);
    expect([...beyondFirst].filter((type) => !declared(false).has(type))).toEqual([]);
  });

  it('is noticed where it does not hold', () => {
    const rule = plan2021.rules.find(({ id }) => id === 'GEN-01');
    expect(seenBy(rule as Rule, LENGTHS).seen).toContain(CongressHeld.type);
    expect(seenBy(rule as Rule, LENGTHS).beyondFirst).toContain(CongressHeld.type);
  });
});
