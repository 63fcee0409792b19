import fc from 'fast-check';
import { UNITS } from './testing/fresh-identity.js';
import { isAbove, mayActOn, unitTree } from './unit-scope.js';

const units = fc.constantFrom('D01', 'S01', 'S02', 'C01', 'C02', 'C09', 'X99');

describe('the scope of a unit', () => {
  it('is itself and what is below it, never both ways', () => {
    fc.assert(
      fc.property(units, units, (a, b) => {
        expect(mayActOn(a, a, UNITS)).toBe(true);
        if (a !== b) expect(mayActOn(a, b, UNITS) && mayActOn(b, a, UNITS)).toBe(false);
        expect(isAbove(a, b, UNITS)).toBe(a !== b && mayActOn(b, a, UNITS));
      }),
    );
  });

  it('is transitive', () => {
    fc.assert(
      fc.property(units, units, units, (a, b, c) => {
        if (mayActOn(a, b, UNITS) && mayActOn(b, c, UNITS)) expect(mayActOn(a, c, UNITS)).toBe(true);
      }),
    );
  });

  it('ends where the data loop', () => {
    const loop = unitTree({ C01: 'C02', C02: 'C01' });
    expect(mayActOn('S01', 'C01', loop)).toBe(false);
  });

  it('knows no unit that only an object has by birth', () => {
    expect(UNITS.parentOf('constructor')).toBeUndefined();
    expect(UNITS.parentOf('__proto__')).toBeUndefined();
  });
});
