import fc from 'fast-check';
import { checkCharacterOf, readIdNumber } from './id-number.js';
import { SHEET_TEMPLATES } from './templates/index.js';
import { EXAMPLE_ID } from './templates/people.js';

const digits17 = fc
  .tuple(
    fc.date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(
    ([day, order]) => `999999${day.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`,
  );

describe('a citizen’s id number (GB 11643)', () => {
  it('tells birth date and gender', () => {
    expect(readIdNumber(EXAMPLE_ID)).toEqual({ birthDate: '1972-03-15', gender: 'female' });
  });

  it('has 18 characters', () => {
    for (const wrong of ['', '340603800101123', `${EXAMPLE_ID}0`, EXAMPLE_ID.slice(1), '99999919720315002x'])
      expect(readIdNumber(wrong)).toBe('ID_LENGTH');
  });

  it('holds a day of the calendar', () => {
    const digits = '99999919720230002';
    expect(readIdNumber(digits + checkCharacterOf(digits))).toBe('ID_BIRTH_DATE');
  });

  it('notices any one wrong digit and any two neighbours swapped', () => {
    fc.assert(
      fc.property(digits17, fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, place, shift) => {
        const id = digits + checkCharacterOf(digits);
        expect(typeof readIdNumber(id)).toBe('object');
        const wrong = id.slice(0, place) + ((Number(id[place]) + shift) % 10) + id.slice(place + 1);
        expect(readIdNumber(wrong)).toBe('ID_CHECK_DIGIT');
        const next = place + 1;
        if (next < 17 && id[place] !== id[next]) {
          const swapped = id.slice(0, place) + id[next] + id[place] + id.slice(next + 1);
          expect(readIdNumber(swapped)).toBe('ID_CHECK_DIGIT');
        }
      }),
    );
  });

  it('is sound in every template’s example', () => {
    const examples = Object.values(SHEET_TEMPLATES).flatMap((template) =>
      template.columns.filter((column) => column.type === 'id-number').map((column) => column.example ?? ''),
    );
    expect(examples.length).toBeGreaterThan(4);
    for (const example of examples) expect(typeof readIdNumber(example)).toBe('object');
  });
});
