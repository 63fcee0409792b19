import { reportsIn } from './reports.js';

const report = { log: 'process', verdict: 'intact', exitCode: 0, size: 12, root: 'ab', faults: [], anomalies: [{}] };

describe('the result of a verification', () => {
  it.each<[string, unknown]>([
    ['one report', report],
    ['a list', [report]],
    ['a list under a name', { reports: [report] }],
  ])('is read from %s', (_name, result) =>
    expect(reportsIn(result)).toEqual([expect.objectContaining({ log: 'process', verdict: 'intact', anomalies: 1 })]),
  );

  it('is nothing without a verdict', () => {
    expect(reportsIn({ size: 12 })).toEqual([]);
    expect(reportsIn(undefined)).toEqual([]);
  });
});
