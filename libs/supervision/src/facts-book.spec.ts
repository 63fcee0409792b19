import fc from 'fast-check';
import {
  CommunityRegistered,
  EntryCorrected,
  EntryWithdrawn,
  ImportCommitted,
  ImportDropped,
  ImportRowsRecorded,
  ImportStarted,
  KinshipRecorded,
  LinkedLeaderAssigned,
  NoticePosted,
  NoticeTakenDown,
  PartyElectionOpened,
  PersonAmended,
  PersonRegistered,
  PostLeft,
  PostTaken,
  SeatsPlanned,
  SittingMemberRecorded,
  StreetRegistered,
  TermOpened,
} from '#elections';
import { all, type Entry, last } from '#kernel';
import { applyEntry } from './apply-entry.js';
import { createFactsBook, emptyTerm, type FactsBook } from './facts-book.js';
import { communitiesOf, communityFacts, streetFacts, termsOf } from './facts-of-units.js';
import { happened, uuidOf } from './packs/plan-2021/testing/facts-builder.js';
import { createMemoryPeople } from './people-facts.js';
import { restoreFactsBook, saveImports, saveStreet } from './saved-book.js';
import { createMemoryReferences, createMemoryTerms, type NoticePlace, streetOfTerm } from './term-facts.js';
import { recorder } from './testing/recorder.js';

const wei = uuidOf(1);
const lin = uuidOf(2);
const notice = uuidOf(7, 2);
const importId = uuidOf(1, 3);
const digest = 'a'.repeat(64);

const opened = (community: string, electionDate = '2021-11-13') =>
  happened(TermOpened, {
    community,
    street: 'S01',
    organisation: 'committee',
    electionDate,
    packs: [{ id: 'plan-2021', version: '1.0.0', digest }],
  });
const wen = (personId: string) => ({
  personId,
  gender: 'female' as const,
  birthMonth: '1980-05',
  education: 'bachelor' as const,
  membership: 'member' as const,
});
const posted = (community: string) =>
  happened(
    NoticePosted,
    {
      noticeId: notice,
      community,
      election: `partyElection-${community}-2021-1`,
      purpose: 'candidates-to-be',
      title: '公示',
      persons: [],
      places: ['公示栏'],
      wholeCommunity: true,
      plannedUntil: '2021-11-10',
    },
    '2021-11-05T10:00:00+08:00',
  );
const sitting = (personId: string) =>
  happened(SittingMemberRecorded, { personId, body: 'party', post: 'party-committee-member' });
const street = happened(StreetRegistered, {
  unit: 'S01',
  name: '云桥街道',
  district: '澜水区',
  partyCommittee: '党工委',
});
const community = (code: string) => happened(CommunityRegistered, { community: code, name: code });

function book(...facts: readonly (readonly [string, ReturnType<typeof happened>])[]) {
  const record = recorder();
  const made = createFactsBook();
  const touched = facts.map(([stream, fact]) => applyEntry(made, record(stream, fact)));
  return { book: made, touched, record };
}

describe('the facts book', () => {
  it('files the streams of a term under its community', () => {
    const { book: made, touched } = book(
      ['street-S01', community('C01')],
      ['term-C01-2021-1', opened('C01')],
      ['partyElection-C01-2021-1', happened(PartyElectionOpened, { community: 'C01', term: 'term-C01-2021-1' })],
      [`notice-${notice}`, posted('C01')],
      [`notice-${notice}`, happened(NoticeTakenDown, { noticeId: notice }, '2021-11-10T18:00:00+08:00')],
    );
    const facts = communityFacts(made, 'C01');
    expect(facts.termStream).toBe('term-C01-2021-1');
    expect(last(facts.party, PartyElectionOpened)).toBeDefined();
    expect(facts.notices.map(({ rev }) => rev)).toEqual([1]);
    expect(last(facts.street, CommunityRegistered)?.data.community).toBe('C01');
    expect(touched.at(-1)).toEqual({
      eventType: 'NoticeTakenDown',
      isFirst: true,
      communities: ['C01'],
      streets: ['S01'],
      terms: ['term-C01-2021-1'],
    });
  });

  it('gives empty journals for a community that nobody recorded', () => {
    const facts = communityFacts(createFactsBook(), 'C99');
    expect([facts.term.rev, facts.party.rev, facts.street.rev, facts.notices.length]).toEqual([-1, -1, -1, 0]);
    expect(facts.termStream).toBeUndefined();
  });

  it('touches every community of the street with the street’s own events', () => {
    const { touched } = book(
      ['street-S01', community('C01')],
      ['street-S01', community('C02')],
      ['term-C03-2021-1', opened('C03')],
      ['street-S01', happened(LinkedLeaderAssigned, { community: 'C01', leader: wei })],
    );
    expect(touched.at(-1)).toMatchObject({ communities: ['C01', 'C02', 'C03'], streets: ['S01'] });
  });

  it('touches the communities that name a person with the events of the person', () => {
    const { touched, book: made } = book(
      ['street-S01', street],
      ['term-C01-2021-1', opened('C01')],
      ['term-C02-2021-1', opened('C02')],
      ['term-C01-2021-1', sitting(wei)],
      [`person-${wei}`, happened(PersonRegistered, wen(wei))],
      [`person-${lin}`, happened(PersonRegistered, wen(lin))],
    );
    expect(touched.at(-2)).toMatchObject({ communities: ['C01'], streets: ['S01'] });
    expect(touched.at(-1)).toMatchObject({ communities: [], streets: [], terms: [] });
    expect(communityFacts(made, 'C02').person(wei)?.education).toBe('bachelor');
  });

  it('touches all communities for a person whom the street names', () => {
    const { touched } = book(
      ['street-S01', community('C01')],
      ['term-C02-2021-1', opened('C02')],
      ['street-S01', happened(LinkedLeaderAssigned, { community: 'C01', leader: wei })],
      [`person-${wei}`, happened(PersonRegistered, wen(wei))],
    );
    expect(touched.at(-1)).toMatchObject({ communities: ['C01', 'C02'], streets: ['S01'] });
  });

  it('folds amendments, posts and their ends into the person', () => {
    const post = { personId: wei, body: 'party', post: 'party-secretary', unit: 'C01' } as const;
    const { book: made } = book(
      [`person-${wei}`, happened(PersonRegistered, wen(wei))],
      [`person-${wei}`, happened(PostTaken, { ...post, from: '2018-07-01' })],
      [`person-${wei}`, happened(PersonAmended, { personId: wei, education: 'postgraduate', reason: '毕业' })],
      [`person-${wei}`, happened(PostLeft, { ...post, until: '2021-10-01' })],
    );
    expect(communityFacts(made, 'C01').person(wei)).toMatchObject({
      education: 'postgraduate',
      posts: [{ post: 'party-secretary', from: '2018-07-01', until: '2021-10-01' }],
    });
  });

  it('shows relations from both sides and drops a withdrawn one', () => {
    const stream = `kinship-${uuidOf(1, 5)}`;
    const kin = happened(KinshipRecorded, { a: wei, b: lin, kind: 'sibling', source: 'family-register' });
    const { book: made, record } = book(['term-C01-2021-1', opened('C01')], ['term-C01-2021-1', sitting(lin)]);
    const recorded = record(stream, kin);
    expect(applyEntry(made, recorded)).toMatchObject({ eventType: 'KinshipRecorded', communities: ['C01'] });
    const facts = communityFacts(made, 'C01');
    expect(facts.kinshipsOf(wei)).toEqual(facts.kinshipsOf(lin));
    expect(facts.kinshipsOf(wei)).toMatchObject([{ kind: 'sibling', event: recorded.id }]);
    const withdrawal = happened(EntryWithdrawn, {
      withdraws: recorded.id,
      proposal: uuidOf(9),
      reason: '误登',
      proposedBy: 'a',
      approvedBy: 'b',
    });
    expect(applyEntry(made, record(stream, withdrawal))).toMatchObject({ communities: ['C01'] });
    expect(communityFacts(made, 'C01').kinshipsOf(wei)).toEqual([]);
  });

  it('replaces corrected data where it stood', () => {
    const { book: made, record } = book(['term-C01-2021-1', opened('C01')]);
    const planned = record('term-C01-2021-1', happened(SeatsPlanned, { body: 'party', seats: 7, number: '1号' }));
    applyEntry(made, planned);
    applyEntry(
      made,
      record(
        'term-C01-2021-1',
        happened(EntryCorrected, {
          corrects: planned.id,
          proposal: uuidOf(9),
          replacement: { data: { body: 'party', seats: 9, number: '1号' } },
          reason: '录错',
          proposedBy: 'a',
          approvedBy: 'b',
        }),
      ),
    );
    expect(all(communityFacts(made, 'C01').term, SeatsPlanned).map(({ data }) => data.seats)).toEqual([9]);
  });

  it('keeps the newest term in view and older ones on request', () => {
    const { book: made, touched } = book(
      ['term-C01-2021-1', opened('C01')],
      ['term-C01-2026-1', opened('C01', '2026-11-01')],
      ['term-C01-2021-1', sitting(wei)],
    );
    expect(communityFacts(made, 'C01').termStream).toBe('term-C01-2026-1');
    expect(last(communityFacts(made, 'C01', 'term-C01-2021-1').term, SittingMemberRecorded)).toBeDefined();
    expect(touched.at(-1)).toMatchObject({ communities: [], streets: [], terms: ['term-C01-2021-1'] });
    expect(termsOf(made, 'C01')).toEqual(['term-C01-2021-1', 'term-C01-2026-1']);
  });

  it('moves a community to the street that its term names', () => {
    const { book: made } = book(['street-S02', community('C01')], ['term-C01-2021-1', opened('C01')]);
    expect(communitiesOf(made, 'S01')).toEqual(['C01']);
    expect(communitiesOf(made, 'S02')).toEqual([]);
  });

  it('follows a correction that moves a posting to another election', () => {
    const { book: made, record } = book(['term-C01-2021-1', opened('C01')], ['term-C02-2021-1', opened('C02')]);
    const wrong = record(`notice-${notice}`, posted('C01'));
    applyEntry(made, wrong);
    const correction = happened(EntryCorrected, {
      corrects: wrong.id,
      proposal: uuidOf(9),
      replacement: { data: posted('C02').data },
      reason: '录错社区',
      proposedBy: 'a',
      approvedBy: 'b',
    });
    expect(applyEntry(made, record(`notice-${notice}`, correction))).toMatchObject({
      communities: ['C01', 'C02'],
      terms: ['term-C01-2021-1', 'term-C02-2021-1'],
    });
    expect(communityFacts(made, 'C01').notices).toEqual([]);
    expect(communityFacts(made, 'C02').notices).toHaveLength(1);
  });

  it('keeps a withdrawn posting in its place', () => {
    const { book: made, record } = book(['term-C01-2021-1', opened('C01')]);
    const wrong = record(`notice-${notice}`, posted('C01'));
    applyEntry(made, wrong);
    const withdrawal = happened(EntryWithdrawn, {
      withdraws: wrong.id,
      proposal: uuidOf(9),
      reason: '未张贴',
      proposedBy: 'a',
      approvedBy: 'b',
    });
    expect(applyEntry(made, record(`notice-${notice}`, withdrawal)).communities).toEqual(['C01']);
    expect(last(communityFacts(made, 'C01').notices[0], NoticePosted)).toBeUndefined();
  });

  it('refuses what cannot be filed', () => {
    const record = recorder();
    const takenDown = happened(NoticeTakenDown, { noticeId: notice });
    expect(() => applyEntry(createFactsBook(), record(`notice-${notice}`, takenDown))).toThrow(/does not begin/);
    expect(() => applyEntry(createFactsBook(), record('term-C01', opened('C01')))).toThrow(/not the stream/);
    const elsewhere = { ...posted('C01'), data: { ...posted('C01').data, election: 'voterRoll-C01-2021-1' } };
    expect(() => applyEntry(createFactsBook(), recorder()(`notice-${notice}`, elsewhere))).toThrow(/no known election/);
  });

  it('is not touched by streams that no rule reads', () => {
    const touched = applyEntry(createFactsBook(), recorder()('calendar-CN', street));
    expect(touched).toEqual({ eventType: 'StreetRegistered', isFirst: true, communities: [], streets: [], terms: [] });
  });

  it('refuses a gap in a stream', () => {
    const { book: made, record } = book(['term-C01-2021-1', opened('C01')]);
    const next = record('term-C01-2021-1', sitting(wei));
    expect(() => applyEntry(made, { ...next, rev: 3 })).toThrow(/does not follow/);
  });
});

describe('imported people', () => {
  const stream = `import-${importId}`;
  const started = (kind: 'people' | 'kinship') =>
    happened(ImportStarted, {
      importId,
      kind,
      file: { sha256: digest, size: 10, name: '人员.xlsx' },
      sheet: '人员',
      rows: 2,
    });
  const rows = (...data: Record<string, unknown>[]) =>
    happened(ImportRowsRecorded, {
      importId,
      chunk: 0,
      rows: data.map((row, index) => ({ row: index + 2, data: row })),
    });
  const committed = happened(ImportCommitted, { importId, count: 2, root: 'r' });

  it('count only after the commit, and touch who names them', () => {
    const { book: made, record } = book(
      ['term-C01-2021-1', opened('C01')],
      ['term-C01-2021-1', sitting(wei)],
      [stream, started('people')],
    );
    expect(applyEntry(made, record(stream, rows(wen(wei), wen(lin)))).communities).toEqual([]);
    expect(communityFacts(made, 'C01').person(wei)).toBeUndefined();
    expect(applyEntry(made, record(stream, committed))).toMatchObject({
      eventType: 'PersonRegistered',
      communities: ['C01'],
    });
    expect(communityFacts(made, 'C01').person(lin)?.birthMonth).toBe('1980-05');
  });

  it('count for nothing when the import is dropped', () => {
    const { book: made } = book(
      [stream, started('people')],
      [stream, rows(wen(wei))],
      [stream, happened(ImportDropped, { importId, reason: '错表' })],
    );
    expect(communityFacts(made, 'C01').person(wei)).toBeUndefined();
    expect(saveImports(made)).toEqual([]);
  });

  it('bring relations as well', () => {
    const { book: made } = book(
      [stream, started('kinship')],
      [stream, rows({ a: wei, b: lin, kind: 'spouse', source: 'family-register' })],
      [stream, committed],
    );
    expect(communityFacts(made, 'C01').kinshipsOf(lin)).toMatchObject([{ a: wei, b: lin, kind: 'spouse' }]);
  });

  it('are named with stream and row when they cannot be understood', () => {
    expect(() => book([stream, started('people')], [stream, rows(wen(wei), { personId: lin })])).toThrow(/row 3/);
  });
});

/** A history of two streets, three communities and some people, streams in order but otherwise mixed at random. */
const PIECES: readonly (readonly [string, readonly ReturnType<typeof happened>[]])[] = [
  [
    'street-S01',
    [street, community('C01'), community('C02'), happened(LinkedLeaderAssigned, { community: 'C01', leader: wei })],
  ],
  ['term-C01-2021-1', [opened('C01'), sitting(wei), sitting(lin)]],
  ['term-C02-2021-1', [opened('C02'), sitting(lin)]],
  ['partyElection-C01-2021-1', [happened(PartyElectionOpened, { community: 'C01', term: 'term-C01-2021-1' })]],
  [`notice-${notice}`, [posted('C01'), happened(NoticeTakenDown, { noticeId: notice }, '2021-11-10')]],
  [`person-${wei}`, [happened(PersonRegistered, wen(wei))]],
  [`person-${lin}`, [happened(PersonRegistered, wen(lin))]],
  [`kinship-${uuidOf(1, 5)}`, [happened(KinshipRecorded, { a: wei, b: lin, kind: 'sibling', source: 'review' })]],
  [
    `import-${importId}`,
    [
      happened(ImportStarted, {
        importId,
        kind: 'people',
        file: { sha256: digest, size: 10, name: '人员.xlsx' },
        sheet: '人员',
        rows: 1,
      }),
      happened(ImportRowsRecorded, { importId, chunk: 0, rows: [{ row: 2, data: wen(uuidOf(3)) }] }),
      happened(ImportCommitted, { importId, count: 1, root: 'r' }),
    ],
  ],
];

function shuffled(order: readonly number[]): readonly Entry[] {
  const record = recorder();
  const left = PIECES.map(([stream, facts]) => ({ stream, facts: [...facts] }));
  const entries: Entry[] = [];
  for (const pick of order) {
    const open = left.filter(({ facts }) => facts.length > 0);
    const piece = open[pick % Math.max(open.length, 1)];
    const fact = piece?.facts.shift();
    if (piece !== undefined && fact !== undefined) entries.push(record(piece.stream, fact));
  }
  return entries;
}

function seen(made: FactsBook) {
  const view = ({ person, kinshipsOf, ...rest }: ReturnType<typeof communityFacts>) => ({
    ...rest,
    people: [wei, lin, uuidOf(3)].map((id) => [person(id), kinshipsOf(id)]),
  });
  const { communities, street: journal } = streetFacts(made, 'S01');
  return { communities: communities.map(view), journal, c01: view(communityFacts(made, 'C01')) };
}

describe('saving the facts book', () => {
  it('and going on from the saved JSON gives what going on without a break gives', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(PIECES.length), { minLength: 20, maxLength: 30 }), fc.nat(20), (order, cut) => {
        const entries = shuffled(order);
        const whole = createFactsBook();
        const kept = memorySources();
        const first = createFactsBook(kept);
        for (const entry of entries) applyEntry(whole, entry);
        for (const entry of entries.slice(0, cut)) applyEntry(first, entry);
        const second = reopened(first, kept);
        const touched = entries.slice(cut).map((entry) => applyEntry(second, entry));
        const replayed = createFactsBook();
        const expected = entries.map((entry) => applyEntry(replayed, entry)).slice(cut);
        expect(seen(second)).toEqual(seen(whole));
        expect(touched).toEqual(expected);
      }),
    );
  });
});

function memorySources() {
  return {
    people: createMemoryPeople(),
    records: createMemoryTerms(),
    noticeTerms: new Map<string, NoticePlace>(),
    references: createMemoryReferences(),
  };
}

/** Terms, places of postings and references stay where they are; everything else goes through JSON. */
function reopened(made: FactsBook, kept: ReturnType<typeof memorySources>): FactsBook {
  const keys = [...made.communities.values()].flat();
  const saved = JSON.parse(
    JSON.stringify({
      terms: keys.map((key) => [key, kept.records.get(key)]),
      streets: [...made.streets.keys()].map((unit) => saveStreet(made, unit)),
      imports: saveImports(made),
      people: kept.people.save(),
    }),
  );
  const records = createMemoryTerms(saved.terms);
  return restoreFactsBook(
    { ...saved, terms: keys.map((key) => [key, streetOfTerm(records.get(key) ?? emptyTerm(key))]) },
    { ...kept, people: createMemoryPeople(saved.people), records },
  );
}
