import { NoticePosted, NoticeTakenDown, PersonRegistered, PostTaken, SeatsApproved, SeatsPlanned } from '#elections';
import { all, last } from '#kernel';
import { factsOf, happened, momentAt, streetFactsOf, uuidOf } from './facts-builder.js';

const wei = uuidOf(1);
const registered = happened(PersonRegistered, {
  personId: wei,
  gender: 'female',
  birthMonth: '1980-05',
  education: 'bachelor',
  membership: 'member',
});
const planned = happened(SeatsPlanned, { body: 'party', seats: 7, number: '云街〔2021〕1号' }, '2021-09-10');
const approved = happened(SeatsApproved, { body: 'party', seats: 7, number: '澜组〔2021〕1号' }, '2021-09-20');

describe('facts of a fixture', () => {
  it('go to the journal of their category, in order', () => {
    const facts = factsOf([registered, planned, approved]);
    expect(last(facts.term, SeatsApproved)?.data.seats).toBe(7);
    expect(all(facts.term, SeatsPlanned)).toHaveLength(1);
    expect(facts.party.rev).toBe(-1);
    expect(facts.person(wei)?.membership).toBe('member');
  });

  it('keep their event ids when others are removed', () => {
    expect(last(factsOf([approved]).term, SeatsApproved)?.id).toBe(
      last(factsOf([planned, approved]).term, SeatsApproved)?.id,
    );
  });

  it('can be cut at a moment of recording', () => {
    const facts = factsOf([planned, approved], { until: momentAt('2021-09-15') });
    expect(last(facts.term, SeatsApproved)).toBeUndefined();
    expect(last(facts.term, SeatsPlanned)).toBeDefined();
  });

  it('make one journal per posting', () => {
    const post = (n: number, on: string) =>
      happened(
        NoticePosted,
        {
          noticeId: uuidOf(n, 2),
          community: 'C01',
          election: 'partyElection-C01-2021-1',
          purpose: 'candidates-to-be',
          title: '公示',
          persons: [],
          places: ['公示栏'],
          wholeCommunity: true,
          plannedUntil: '2021-11-10',
        },
        on,
      );
    const facts = factsOf([
      post(1, '2021-11-05T10:00:00+08:00'),
      happened(NoticeTakenDown, { noticeId: uuidOf(1, 2) }, '2021-11-08T17:30:00+08:00'),
      post(2, '2021-11-09T09:00:00+08:00'),
    ]);
    expect(facts.notices.map((journal) => journal.rev)).toEqual([1, 0]);
  });

  it('refuse data that no decision may produce', () => {
    expect(() => happened(SeatsApproved, { body: 'party', seats: 0, number: 'x' })).toThrow();
  });

  it('of a street share its people with every community', () => {
    const street = streetFactsOf([registered], { C01: [approved], C02: [] });
    expect(street.communities.map(({ community }) => community)).toEqual(['C01', 'C02']);
    expect(street.communities[1]?.person(wei)?.education).toBe('bachelor');
    expect(last(street.communities[1]?.term, SeatsApproved)).toBeUndefined();
  });

  it('fold posts into the person', () => {
    const facts = factsOf([
      registered,
      happened(PostTaken, { personId: wei, body: 'party', post: 'party-secretary', unit: 'C01', from: '2018-07-01' }),
    ]);
    expect(facts.person(wei)?.posts).toMatchObject([{ post: 'party-secretary', unit: 'C01' }]);
  });
});
