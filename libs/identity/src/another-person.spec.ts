import { anotherPerson, type Kinship, recused } from './another-person.js';

const [STAFF, NOMINEE, COUSIN, STRANGER] = ['staff', 'nominee', 'cousin', 'stranger'];
const kinships: Kinship[] = [
  { a: COUSIN, b: STAFF, kind: 'other' },
  { a: NOMINEE, b: STAFF, kind: 'sibling' },
  { a: NOMINEE, b: STRANGER, kind: 'spouse' },
];

describe('another person', () => {
  it('is nobody who took part before, whatever account or role they use', () => {
    expect(anotherPerson(STAFF, NOMINEE, STRANGER)).toBe(true);
    expect(anotherPerson(STAFF, NOMINEE, STAFF)).toBe(false);
    expect(anotherPerson(STAFF)).toBe(true);
  });
});

describe('recusal', () => {
  it('bars staff from what concerns themselves', () => {
    expect(recused(STAFF, [NOMINEE, STAFF], kinships)).toEqual({ because: 'self', subject: STAFF });
  });

  it('bars staff from what concerns their kin, in whichever order the pair was recorded', () => {
    const barred = { because: 'kin', subject: NOMINEE, kind: 'sibling' };
    expect(recused(STAFF, [STRANGER, NOMINEE], kinships)).toEqual(barred);
    expect(recused(STAFF, [NOMINEE], [{ a: STAFF, b: NOMINEE, kind: 'sibling' }])).toEqual(barred);
  });

  it('does not bar by kin of kin, by looser relations, or where nobody is concerned', () => {
    expect(recused(STAFF, [STRANGER], kinships)).toBeUndefined();
    expect(recused(STAFF, [COUSIN], kinships)).toBeUndefined();
    expect(recused(STAFF, [], kinships)).toBeUndefined();
  });

  it('can be told to bar by every recorded relation', () => {
    expect(recused(STAFF, [COUSIN], kinships, new Set())).toEqual({ because: 'kin', subject: COUSIN, kind: 'other' });
  });
});
