import fc from 'fast-check';
import { differences, elect, impossibleCount, settle } from './counting.js';
import type { CountOfBallots } from './state.js';

const persons = ['a', 'b', 'c', 'd', 'e', 'f'];
const votes = fc
  .uniqueArray(fc.constantFrom(...persons), { minLength: 1 })
  .chain((names) => fc.tuple(...names.map((personId) => fc.nat(40).map((number) => ({ personId, votes: number })))));
const count: fc.Arbitrary<CountOfBallots> = fc
  .tuple(fc.nat(60), fc.integer({ min: 40, max: 60 }), fc.nat(5), votes)
  .map(([issued, valid, spoilt, lines]) => ({ issued, valid, void: spoilt, returned: valid + spoilt, votes: lines }));

const entry = (id: string, counted: CountOfBallots) => ({
  type: 'CountEntered' as const,
  id,
  stream: 'partyElection-C02-2021-1',
  rev: 0,
  position: 0,
  at: '2021-11-13T02:00:00.000Z',
  actor: { id, role: 'election-clerk', unit: 'C02' },
  att: [],
  data: { entry: 'first' as const, count: counted },
});
const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

describe('two entries of a count', () => {
  it('differ exactly where their numbers do, the same way round whoever comes first', () =>
    fc.assert(
      fc.property(count, count, (one, other) => {
        const forth = differences(one, other);
        const back = differences(other, one);
        expect(forth.every((place) => place.first !== place.second)).toBe(true);
        expect(back.map(({ field, first, second }) => ({ field, first: second, second: first })).sort(byField)).toEqual(
          [...forth].sort(byField),
        );
        expect(differences(one, one)).toEqual([]);
      }),
    ));

  it('are settled as the third says where they differ, and as both say where they agree', () =>
    fc.assert(
      fc.property(count, count, count, (one, other, third) => {
        const settled = settle(entry(uuid(1), one), entry(uuid(2), other), entry(uuid(3), third)).count;
        const disputed = new Set(differences(one, other).map(({ field }) => field));
        for (const { field } of differences(settled, one)) expect(disputed).toContain(field);
        for (const { field } of differences(settled, third)) expect(disputed).not.toContain(field);
      }),
    ));
});

const byField = (x: { readonly field: string }, y: { readonly field: string }) => (x.field < y.field ? -1 : 1);

describe('who is elected', () => {
  it('has more than half, comes before everybody left out, and fills no more than the seats', () =>
    fc.assert(
      fc.property(votes, fc.integer({ min: 1, max: 6 }), fc.nat(60), (lines, seats, base) => {
        const { elected, tied } = elect(lines, seats, { kind: 'present', persons: base });
        const lowest = elected.at(-1)?.votes ?? 0;
        const left = lines.filter((line) => !elected.includes(line) && 2 * line.votes > base);
        expect(elected.every((line) => 2 * line.votes > base)).toBe(true);
        expect(elected.length).toBeLessThanOrEqual(seats);
        expect(left.every((line) => line.votes <= lowest)).toBe(true);
        if (left.length > 0) expect(elected).toHaveLength(seats);
        expect(tied.length > 0).toBe(left.some((line) => line.votes === lowest));
      }),
    ));

  it('does not depend on the order in which the names were keyed', () =>
    fc.assert(
      fc.property(votes, fc.integer({ min: 1, max: 6 }), (lines, seats) => {
        const base = { kind: 'due', persons: 20 } as const;
        expect(elect([...lines].reverse(), seats, base)).toEqual(elect(lines, seats, base));
      }),
    ));
});

describe('a possible count', () => {
  it('is one whose valid and void ballots make those returned', () =>
    fc.assert(fc.property(count, (possible) => expect(impossibleCount(possible)).toEqual([]))));
});
