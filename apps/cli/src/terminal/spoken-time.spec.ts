import { spoken } from './spoken-time.js';

describe('a time on the terminal', () => {
  it('is that of Shanghai, whatever the process thinks', () => {
    expect(spoken('2021-11-09T15:59:59.999Z')).toBe('2021-11-09 23:59');
    expect(spoken('2021-11-09T16:00:00.000Z')).toBe('2021-11-10 00:00');
    expect(spoken('2021-11-09')).toBe('2021-11-09');
  });
});
