import fc from 'fast-check';
import { FreshIdentity, MINUTE } from './testing/fresh-identity.js';

/** What lock-out promises, said as plainly as possible. */
class Model {
  failures = 0;
  locks = 0;
  until = 0;

  answer(now: number, right: boolean): string {
    if (now < this.until) return 'LOCKED_OUT';
    if (right) {
      this.failures = 0;
      this.locks = 0;
      return 'ok';
    }
    this.failures += 1;
    if (this.failures < 5) return 'SIGN_IN_FAILED';
    this.failures = 0;
    this.locks += 1;
    this.until = now + Math.min(240, 15 * 2 ** (this.locks - 1)) * MINUTE;
    return 'LOCKED_OUT';
  }
}

const step = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ do: 'wrong' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'right' as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 130 }) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
);

describe('lock-out', () => {
  it('keeps its promise in any order of attempts, pauses and restarts, and every failure reaches the log once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const fresh = new FreshIdentity();
        try {
          const { password } = await fresh.account('worker');
          fresh.facts();
          const model = new Model();
          let failures = 0;
          for (const one of steps) {
            if (one.do === 'wait') fresh.pass(one.minutes * MINUTE);
            else if (one.do === 'restart') fresh.reopen();
            else {
              const tried = one.do === 'right' ? password : 'wrong';
              const result = await fresh.identity.sessions.signIn({ login: 'worker', password: tried });
              const answer = result.ok ? 'ok' : result.error.code;
              expect(answer).toBe(model.answer(fresh.clock, one.do === 'right'));
              if (!result.ok) failures += 1;
            }
          }
          fresh.pass(300 * MINUTE);
          const told = fresh.facts().filter(({ type }) => type === 'SignInsFailed');
          expect(told.reduce((sum, { data }) => sum + Number(data['count']), 0)).toBe(failures);
        } finally {
          fresh.remove();
        }
      }),
      { numRuns: 25 },
    );
  });
});
