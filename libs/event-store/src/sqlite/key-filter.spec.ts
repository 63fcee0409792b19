import fc from 'fast-check';
import { idKey } from './format.js';
import { FilterBank, KeyFilter } from './key-filter.js';

describe('the filter of a segment', () => {
  it('never denies a key that it was given', () => {
    fc.assert(
      fc.property(fc.array(fc.uuid(), { minLength: 1 }), (ids) => {
        const filter = new KeyFilter();
        for (const id of ids) filter.add(idKey(id));
        const again = new KeyFilter(Uint8Array.from(filter.bytes));
        for (const id of ids) expect(again.has(idKey(id))).toBe(true);
      }),
    );
  });

  it('denies nearly all others when a segment is full', () => {
    const filter = new KeyFilter();
    // Numbers as evenly spread as parts of digests are, the same in each run.
    let state = 0x9e3779b9;
    const next = () => {
      state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
      return (state ^ (state >>> 12)) >>> 0;
    };
    const key = () => (next() >>> 8) * 2 ** 24 + (next() >>> 8) - 2 ** 47;
    for (let i = 0; i < 65_536; i++) filter.add(key());
    let mistakes = 0;
    for (let i = 0; i < 50_000; i++) if (filter.has(key())) mistakes++;
    expect(mistakes).toBeLessThan(500);
  });

  it('refuses bits of another size', () => {
    expect(() => new KeyFilter(new Uint8Array(8))).toThrow(RangeError);
  });
});

describe('a bank of filters', () => {
  it('names the filters that may have a key, as each of them would say', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.uuid(), { maxLength: 4 }), { minLength: 1, maxLength: 70 }), (groups) => {
        const bank = new FilterBank();
        const filters = groups.map((ids) => {
          const filter = new KeyFilter();
          for (const id of ids) filter.add(idKey(id));
          bank.add(filter);
          return filter;
        });
        expect(bank.size).toBe(groups.length);
        for (const id of groups.flat()) {
          const found: number[] = [];
          bank.candidates(idKey(id), found);
          expect(found).toEqual(filters.flatMap((filter, number) => (filter.has(idKey(id)) ? [number] : [])));
        }
      }),
      { numRuns: 15 },
    );
  });
});
