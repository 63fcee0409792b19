import BetterSqlite, { type Database } from 'better-sqlite3';
import { TermOpened } from '#elections';
import { appendToJournal, type Entry, emptyJournal } from '#kernel';
import type { TermRecord } from '#supervision';
import { StoredNoticePlaces, StoredReferences } from './stored-references.js';
import { StoredTerms } from './stored-terms.js';

function termOf(key: string, street: string | undefined): TermRecord {
  const term = emptyJournal(`term-${key}`);
  const entry: Entry = {
    type: TermOpened.type,
    id: key,
    stream: term.stream,
    rev: 0,
    position: 0,
    at: '2021-09-01T00:00:00.000Z',
    actor: { id: 'x', role: 'street-lead', unit: 'S01' },
    data: { street },
    att: [],
  };
  return {
    term: street === undefined ? term : appendToJournal(term, entry),
    party: emptyJournal(`partyElection-${key}`),
    residents: emptyJournal(`residentsElection-${key}`),
    notices: [],
  };
}

function opened<T extends { create(db: Database): void; open(db: Database): void }>(db: Database, table: T): T {
  table.open(db);
  return table;
}

describe('terms in their table', () => {
  const keys = Array.from({ length: 40 }, (_, i) => `C0${1 + (i % 4)}-${2000 + i}-1`);

  it('are the same whether they are in memory or were put away', () => {
    const db = new BetterSqlite(':memory:');
    const terms = new StoredTerms(5);
    terms.create(db);
    terms.open(db);
    const records = new Map(keys.map((key, i) => [key, termOf(key, i % 3 === 0 ? undefined : 'S01')]));
    for (const [key, record] of records) terms.set(key, record);
    for (const [key, record] of records) expect(terms.get(key)).toBe(record);
    terms.flush();
    // Ten events at most stay: the older ones are read again.
    expect(terms.get(keys[1] ?? '')).not.toBe(records.get(keys[1] ?? ''));
    for (const [key, record] of records) expect(terms.get(key)).toEqual(record);
    expect(terms.get('C09-2021-1')).toBeUndefined();
    const changed = termOf(keys[0] ?? '', 'S02');
    terms.set(keys[0] ?? '', changed);
    for (const key of keys) terms.get(key);
    expect(terms.get(keys[0] ?? '')).toBe(changed);
  });

  it('tell at a start which were opened and where, without their documents', () => {
    const db = new BetterSqlite(':memory:');
    const before = new StoredTerms();
    before.create(db);
    before.open(db);
    before.set('C01-2021-1', termOf('C01-2021-1', 'S01'));
    before.set('C02-2021-1', termOf('C02-2021-1', undefined));
    before.flush();
    const terms = opened(db, new StoredTerms());
    expect(new Map(terms.streets())).toEqual(
      new Map([
        ['C01-2021-1', 'S01'],
        ['C02-2021-1', undefined],
      ]),
    );
    expect([terms.isOpened('C01-2021-1'), terms.isOpened('C02-2021-1'), terms.isOpened('C03-2021-1')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('references and places of postings', () => {
  it('are found before and after they are saved, and after a restart', () => {
    const db = new BetterSqlite(':memory:');
    const references = new StoredReferences();
    const places = new StoredNoticePlaces();
    for (const table of [references, places]) {
      table.create(db);
      table.open(db);
    }
    references.add('p1', 'C01');
    references.flush();
    references.add('p1', 'C02');
    expect(references.get('p1')).toEqual(new Set(['C01', 'C02']));
    expect(references.get('p2')).toBeUndefined();
    places.set('notice-1', { community: 'C01', key: 'C01-2021-1' });
    places.flush();
    places.set('notice-1', { community: 'C01', key: 'C01-2021-2' });
    expect(places.get('notice-1')).toEqual({ community: 'C01', key: 'C01-2021-2' });
    for (const table of [references, places]) table.flush();
    expect(opened(db, new StoredReferences()).get('p1')).toEqual(new Set(['C01', 'C02']));
    expect(opened(db, new StoredNoticePlaces()).get('notice-1')?.key).toBe('C01-2021-2');
  });
});
