import { partyElectionRules } from '../party-election.js';
import { qualificationRules } from '../qualification.js';
import { judge } from './judging.js';
import { s1Clean } from './s1-clean.js';

const NOTHING_TO_JUDGE = new Set(['PTY-07', 'PTY-09', 'PTY-12', 'QUA-12']);

describe('S1, a clean Party election in 青禾', () => {
  it.each([...partyElectionRules, ...qualificationRules].map((rule) => [rule.id, rule] as const))(
    '%s finds nothing',
    (id, rule) => {
      const results = judge(rule, s1Clean);
      expect(results.length).toBeGreaterThan(0);
      const expected = NOTHING_TO_JUDGE.has(id) ? 'not-applicable' : 'pass';
      expect(results.filter(({ outcome }) => outcome !== expected)).toEqual([]);
      for (const { arithmetic } of results) {
        expect(arithmetic.zh).not.toBe('');
        expect(arithmetic.en).not.toBe('');
      }
    },
  );
});
