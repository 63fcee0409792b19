import fc from 'fast-check';
import { checkCharacter, disagreements } from './id-number.js';

const digits = fc.array(fc.nat(9), { minLength: 17, maxLength: 17 }).map((list) => list.join(''));

describe('the check character of an id number', () => {
  it('is that of the published example of the standard', () => expect(checkCharacter('11010519491231002')).toBe('X'));

  it('catches every single wrong digit', () =>
    fc.assert(
      fc.property(digits, fc.nat(16), fc.integer({ min: 1, max: 9 }), (first17, place, shift) => {
        const wrong = (Number(first17[place]) + shift) % 10;
        const changed = `${first17.slice(0, place)}${wrong}${first17.slice(place + 1)}`;
        expect(checkCharacter(changed)).not.toBe(checkCharacter(first17));
      }),
    ));

  it('catches two neighbours exchanged', () =>
    fc.assert(
      fc.property(digits, fc.nat(15), (first17, place) => {
        const [one = '', other = ''] = [first17[place], first17[place + 1]];
        fc.pre(one !== other);
        const changed = `${first17.slice(0, place)}${other}${one}${first17.slice(place + 2)}`;
        expect(checkCharacter(changed)).not.toBe(checkCharacter(first17));
      }),
    ));
});

describe('what is stated of a person', () => {
  it('agrees with itself where nothing can be compared', () => {
    expect(disagreements({})).toEqual([]);
    expect(disagreements({ birthMonth: '1980-01', birthDate: '1980-01-31' })).toEqual([]);
  });
});
