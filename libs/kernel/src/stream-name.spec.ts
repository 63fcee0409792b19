import { CATEGORIES, categoryOf, logOf, STREAM_NAME, streamName } from './stream-name.js';

describe('the name of a stream', () => {
  it('is its category and what follows it', () => {
    expect(streamName('partyElection', 'C03', 2021, 1)).toBe('partyElection-C03-2021-1');
    expect(categoryOf('partyElection-C03-2021-1')).toBe('partyElection');
    expect(logOf('partyElection-C03-2021-1')).toBe('process');
  });

  it.each(['', '-x', 'a b', '中文', '../x', 'a/b', 'x'.repeat(122), 'a\nb'])('never holds %j', (rest) => {
    expect(() => streamName('person', rest)).toThrow('not a stream name');
    expect(STREAM_NAME.test(`person-${rest}`)).toBe(false);
  });

  it('may be as long as 121 characters after the category', () => {
    expect(STREAM_NAME.test(`person-${'x'.repeat(121)}`)).toBe(true);
  });

  it('keeps complaints and access apart from what the elections record', () => {
    expect(logOf('case-1')).toBe('cases');
    expect(logOf('caseFinding-1')).toBe('cases');
    expect(logOf('account-1')).toBe('access');
    expect(logOf('identityRequest-1')).toBe('access');
    expect(logOf('notice-1')).toBe('process');
  });

  it('of a log itself belongs to no log by its category', () => {
    expect(categoryOf('log-process')).toBe('log');
    expect(logOf('log-process')).toBeUndefined();
  });

  it.each(['constructor-1', 'toString-1', '__proto__-1', 'nobody-1', 'person', ''])('%j is of no category', (name) => {
    expect(categoryOf(name)).toBeUndefined();
    expect(logOf(name)).toBeUndefined();
  });

  it('puts every category into one log', () => {
    const homes = Object.entries(CATEGORIES).filter(([category]) => category !== 'log');
    expect(homes.filter(([, log]) => !['process', 'cases', 'access'].includes(String(log)))).toEqual([]);
  });
});
