import { SittingMemberRecorded } from '#elections';
import { appendToJournal, emptyJournal } from '#kernel';
import type { PersonFacts } from '#supervision';
import { currentPosts } from './notice-print.js';

const PERSON = '44444444-4444-4444-8444-444444444444';
const sitting = (post: 'party-secretary' | 'residents-director', rev: number) => ({
  ...SittingMemberRecorded.of({ personId: PERSON, body: 'party', post }),
  id: `66666666-6666-4666-8666-66666666666${rev}`,
  stream: 'term-C02-2021-1',
  rev,
  position: rev,
  at: '2021-10-11T02:00:00.000Z',
  actor: { id: PERSON, role: 'election-clerk', unit: 'C02' },
  att: [],
});
const term = [sitting('party-secretary', 0), sitting('residents-director', 1)].reduce(
  appendToJournal,
  emptyJournal('term-C02-2021-1'),
);
const nobody = () => undefined;

describe('现任职务 on a notice', () => {
  it('is what the term recorded of the sitting committees', () => {
    expect(currentPosts({ term, person: nobody }, PERSON)).toBe('党组织书记、居民委员会主任');
    expect(currentPosts({ term, person: nobody }, '55555555-5555-4555-8555-555555555555')).toBe('');
  });

  it('names no post twice that the registry holds too, and none that was left', () => {
    const posts = [
      { body: 'party', post: 'party-secretary', unit: 'C02' },
      { body: 'other', post: 'community-worker', unit: 'C02', until: '2021-01-01' },
    ];
    const person = () => ({ posts }) as unknown as PersonFacts;
    expect(currentPosts({ term, person }, PERSON)).toBe('党组织书记、居民委员会主任');
  });
});
