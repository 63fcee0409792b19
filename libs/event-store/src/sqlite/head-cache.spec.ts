import { HeadCache } from './head-cache.js';

const head = (revision: number) => ({ revision, at: '2021-11-05T02:00:00.000Z', position: revision });

describe('the cache of stream heads', () => {
  it('forgets what has not been used for two generations, and nothing newer', () => {
    const cache = new HeadCache(3);
    for (let i = 0; i < 3; i++) cache.set(`notice-${i}`, head(i));
    cache.set('notice-3', head(3));
    expect(cache.get('notice-1')).toEqual(head(1));
    cache.set('notice-4', head(4));
    cache.set('notice-5', head(5));
    expect(cache.get('notice-1')).toEqual(head(1));
    expect(cache.get('notice-0')).toBeUndefined();
    expect(cache.get('notice-5')).toEqual(head(5));
  });

  it('gives the newest head of a stream whose older one is about to be forgotten', () => {
    const cache = new HeadCache(2);
    cache.set('a', head(0));
    cache.set('b', head(0));
    cache.set('c', head(0));
    cache.set('a', head(1));
    expect(cache.get('a')).toEqual(head(1));
    cache.clear();
    expect(cache.get('a')).toBeUndefined();
  });
});
