import { all, appendToJournal, type Entry, emptyJournal, entryById, type Journal, last } from './journal.js';

const Noted = { type: 'Noted' as const, upcast: (_version: number, data: Record<string, unknown>) => data };
const Other = { type: 'Other' as const, upcast: (_version: number, data: Record<string, unknown>) => data };

function entry(rev: number, type: string, data: Readonly<Record<string, unknown>>, on?: string): Entry {
  return {
    type,
    id: `e${rev}`,
    stream: 'term-C01-2021-1',
    rev,
    position: 10 + rev,
    at: `2021-11-0${rev + 1}T00:00:00.000Z`,
    ...(on === undefined ? {} : { on }),
    actor: { id: 'p', role: 'election-clerk', unit: 'C01' },
    data,
    att: [],
  };
}

const correction = (rev: number, corrects: string, data: Record<string, unknown>, on?: string): Entry =>
  entry(rev, 'EntryCorrected', {
    corrects,
    replacement: { data, ...(on === undefined ? {} : { on }) },
    reason: '笔误',
    proposedBy: 'p',
    approvedBy: 'q',
  });
const withdrawal = (rev: number, withdraws: string): Entry =>
  entry(rev, 'EntryWithdrawn', { withdraws, reason: '重复', proposedBy: 'p', approvedBy: 'q' });

const fold = (...entries: readonly Entry[]): Journal =>
  entries.reduce(appendToJournal, emptyJournal('term-C01-2021-1'));

describe('a journal', () => {
  it('is empty at first', () => {
    expect(emptyJournal('term-C01-2021-1')).toEqual({ stream: 'term-C01-2021-1', rev: -1, entries: {} });
    expect(all(undefined, Noted)).toEqual([]);
    expect(last(emptyJournal('x'), Noted)).toBeUndefined();
  });

  it('keeps entries by type in their order, with revision and time of the last', () => {
    const journal = fold(entry(0, 'Noted', { n: 0 }), entry(1, 'Other', { n: 1 }), entry(2, 'Noted', { n: 2 }));
    expect(all(journal, Noted).map(({ data }) => data['n'])).toEqual([0, 2]);
    expect(last(journal, Noted)?.id).toBe('e2');
    expect(last(journal, Other)?.id).toBe('e1');
    expect([journal.rev, journal.at]).toEqual([2, '2021-11-03T00:00:00.000Z']);
    expect(entryById(journal, 'e1')?.type).toBe('Other');
    expect(entryById(journal, 'e9')).toBeUndefined();
  });

  it('leaves the journal before as it was', () => {
    const before = fold(entry(0, 'Noted', { n: 0 }));
    const copy = structuredClone(before);
    appendToJournal(before, entry(1, 'Noted', { n: 1 }));
    appendToJournal(before, correction(1, 'e0', { n: 9 }));
    appendToJournal(before, withdrawal(1, 'e0'));
    expect(before).toEqual(copy);
  });

  it('refuses a gap and a repeat in the revisions', () => {
    const journal = fold(entry(0, 'Noted', {}));
    expect(() => appendToJournal(journal, entry(2, 'Noted', {}))).toThrow(
      'revision 2 of term-C01-2021-1 does not follow 0',
    );
    expect(() => appendToJournal(journal, entry(0, 'Noted', {}))).toThrow('does not follow');
  });
});

describe('a correction', () => {
  const journal = fold(
    entry(0, 'Noted', { n: 0 }, '2021-11-01'),
    entry(1, 'Noted', { n: 1 }, '2021-11-02'),
    correction(2, 'e0', { n: 10 }),
  );

  it('replaces the data in its old place and says by whom', () => {
    expect(all(journal, Noted).map(({ data }) => data['n'])).toEqual([10, 1]);
    const [corrected, untouched] = all(journal, Noted);
    expect(corrected).toMatchObject({ id: 'e0', rev: 0, position: 10, correctedBy: 'e2', on: '2021-11-01' });
    expect(untouched).not.toHaveProperty('correctedBy');
  });

  it('stands among the entries itself', () => {
    expect(journal.entries['EntryCorrected']?.map(({ id }) => id)).toEqual(['e2']);
  });

  it('may change the stated time, too', () => {
    const moved = appendToJournal(journal, correction(3, 'e1', { n: 11 }, '2021-11-03'));
    expect(all(moved, Noted)[1]).toMatchObject({ on: '2021-11-03', correctedBy: 'e3', data: { n: 11 } });
  });

  it('of what was corrected before replaces it again', () => {
    const again = appendToJournal(journal, correction(3, 'e0', { n: 20 }));
    expect(all(again, Noted)[0]).toMatchObject({ data: { n: 20 }, correctedBy: 'e3' });
  });

  it('of an entry that is not there changes nothing else', () => {
    const stray = appendToJournal(journal, correction(3, 'e9', { n: 99 }));
    expect(all(stray, Noted)).toEqual(all(journal, Noted));
    expect(stray.rev).toBe(3);
  });
});

describe('a withdrawal', () => {
  it('takes the entry away and leaves the others in their order', () => {
    const journal = fold(
      entry(0, 'Noted', { n: 0 }),
      entry(1, 'Noted', { n: 1 }),
      entry(2, 'Noted', { n: 2 }),
      withdrawal(3, 'e1'),
    );
    expect(all(journal, Noted).map(({ data }) => data['n'])).toEqual([0, 2]);
    expect(entryById(journal, 'e1')).toBeUndefined();
    expect(journal.entries['EntryWithdrawn']?.map(({ id }) => id)).toEqual(['e3']);
  });
});
