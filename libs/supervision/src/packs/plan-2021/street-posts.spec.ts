import { StreetPostRecorded } from '#elections';
import { holderOn, postsOfPerson } from './street-posts.js';
import { factsOf, happened } from './testing/facts-builder.js';
import { nominee } from './testing/s1-people.js';

const post = (n: number, from?: string) =>
  happened(
    StreetPostRecorded,
    { personId: nominee(n), post: 'street-secretary', ...(from === undefined ? {} : { from }) },
    '2021-09-01',
  );
const holder = (day: string, ...posts: ReturnType<typeof post>[]) =>
  holderOn(factsOf(posts).street, 'street-secretary', day)?.data.personId;

describe('who held a post of the street', () => {
  it('is the one who began last, whatever the order of recording', () => {
    expect(holder('2021-10-01', post(1, '2020-01-01'), post(2, '2021-06-01'))).toBe(nominee(2));
    expect(holder('2021-10-01', post(2, '2021-06-01'), post(1, '2020-01-01'))).toBe(nominee(2));
    expect(holder('2021-05-31', post(2, '2021-06-01'), post(1, '2020-01-01'))).toBe(nominee(1));
  });

  it('is, of two who began together or at a time unknown, the later recorded', () => {
    expect(holder('2021-10-01', post(1), post(2))).toBe(nominee(2));
    expect(holder('2021-10-01', post(1, '2020-01-01'), post(2))).toBe(nominee(1));
  });

  it('is nobody before the first', () => {
    expect(holder('2019-12-31', post(1, '2020-01-01'))).toBeUndefined();
    expect(postsOfPerson(factsOf([post(1, '2020-01-01')]).street, nominee(1), '2019-12-31')).toEqual([]);
    expect(postsOfPerson(factsOf([post(1)]).street, nominee(1), '2019-12-31')).toHaveLength(1);
  });
});
