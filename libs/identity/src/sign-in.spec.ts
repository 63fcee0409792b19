import { ADMINISTRATOR, FreshIdentity, HOUR, MINUTE, refusal, value } from './testing/fresh-identity.js';

describe('signing in', () => {
  let fresh: FreshIdentity;
  let id: string;
  let password: string;
  beforeEach(async () => {
    fresh = new FreshIdentity();
    ({ id, password } = await fresh.account('worker'));
    fresh.facts();
  });
  afterEach(() => fresh.remove());

  const attempt = (login: string, tried: string) => fresh.identity.sessions.signIn({ login, password: tried });
  const answer = async (login: string, tried: string): Promise<string> => {
    const { code, params } = refusal(await attempt(login, tried));
    return params === undefined ? code : `${code} ${JSON.stringify(params)}`;
  };

  it('takes the login name in any case and says who is there', async () => {
    const { session } = value(await attempt(' WORKER ', password));
    expect(session).toMatchObject({ login: 'worker', principal: { accountId: id, role: 'inspector', unit: 'S01' } });
  });

  it('locks for 15 minutes after five failures, also for the right password', async () => {
    for (let i = 0; i < 4; i++) expect(await answer('worker', `guess ${i}`)).toBe('SIGN_IN_FAILED');
    expect(await answer('worker', 'guess 5')).toBe('LOCKED_OUT {"minutes":15}');
    expect(await answer('worker', password)).toBe('LOCKED_OUT {"minutes":15}');
    fresh.pass(14 * MINUTE + 1);
    expect(await answer('worker', password)).toBe('LOCKED_OUT {"minutes":1}');
    fresh.pass(MINUTE - 1);
    expect((await attempt('worker', password)).ok).toBe(true);
  });

  it('locks longer each time, up to four hours, and forgets that after a right password', async () => {
    const lockedFor: number[] = [];
    const lock = async () => {
      for (let i = 0; i < 4; i++) await attempt('worker', 'wrong');
      const minutes = Number(refusal(await attempt('worker', 'wrong')).params?.['minutes']);
      lockedFor.push(minutes);
      fresh.pass(minutes * MINUTE);
    };
    for (let i = 0; i < 6; i++) await lock();
    value(await attempt('worker', password));
    await lock();
    expect(lockedFor).toEqual([15, 30, 60, 120, 240, 240, 15]);
  });

  it('keeps the lock over a restart', async () => {
    for (let i = 0; i < 5; i++) await attempt('worker', 'wrong');
    fresh.reopen();
    expect(await answer('worker', password)).toBe('LOCKED_OUT {"minutes":15}');
  });

  it('counts attempts that are made at the same moment: no more than five are compared', async () => {
    const guesses = [...Array.from({ length: 19 }, (_, i) => `guess ${i}`), password];
    const answers = await Promise.all(guesses.map((guess) => attempt('worker', guess)));
    expect(answers.map((result) => result.ok)).toEqual(guesses.map(() => false));
    expect(answers.map((result) => refusal(result).code).filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(4);
  });

  it('does not extend a lock by trying on: nobody is kept out for ever that way', async () => {
    for (let i = 0; i < 5; i++) await attempt('worker', 'wrong');
    for (let minute = 0; minute < 15; minute++) {
      await attempt('worker', 'wrong');
      fresh.pass(MINUTE);
    }
    expect((await attempt('worker', password)).ok).toBe(true);
  });

  it('can be unlocked by the security administrator', async () => {
    for (let i = 0; i < 5; i++) await attempt('worker', 'wrong');
    expect(fresh.identity.accounts.byId(id)?.lockedUntil).toBe(new Date(fresh.clock + 15 * MINUTE).toISOString());
    value(fresh.identity.accounts.unlock(ADMINISTRATOR, id));
    expect((await attempt('worker', password)).ok).toBe(true);
    expect(fresh.facts().map(({ type }) => type)).toContain('AccountUnlocked');
  });

  it('answers and works alike for an existing, a disabled and an unknown name', async () => {
    const { id: disabled } = await fresh.account('absent');
    value(fresh.identity.accounts.disable(ADMINISTRATOR, disabled));
    const course = async (login: string) => {
      const answers: string[] = [];
      const runs: number[] = [];
      for (let i = 0; i < 14; i++) {
        const before = fresh.identity.counters().hashes;
        answers.push(await answer(login, `guess ${i}`));
        runs.push(fresh.identity.counters().hashes - before);
        if (i === 8) fresh.pass(15 * MINUTE);
      }
      return { answers, runs };
    };
    const known = await course('worker');
    expect(known.answers).toContain('LOCKED_OUT {"minutes":30}');
    expect(known.runs).toEqual(Array.from({ length: 14 }, () => 1));
    expect(await course('absent')).toEqual(known);
    expect(await course('nobody')).toEqual(known);
    expect(await course('高敏 or anything else')).toEqual(known);
  });

  it('costs one run of argon2 for any text, and refuses none for its shape', async () => {
    const before = fresh.identity.counters().hashes;
    const texts = ['', 'x'.repeat(1_000_000), '\u0000', '\ud800'];
    for (const text of texts) expect(await answer(`nobody ${text.length}`, text)).toBe('SIGN_IN_FAILED');
    expect(fresh.identity.counters().hashes - before).toBe(texts.length);
  });

  it('writes nothing to the log for unknown names: they are counted', async () => {
    for (let i = 0; i < 50; i++) await attempt(`nobody-${i}`, 'x');
    fresh.pass(HOUR);
    expect(fresh.facts()).toEqual([]);
    expect(fresh.identity.counters().anonymous['refused-unknown-name']).toBe(50);
  });

  it('sums failures of an account per minute, and while it is locked per lock', async () => {
    const begun = new Date(fresh.clock).toISOString().slice(0, 16);
    for (let i = 0; i < 3; i++) await attempt('worker', 'wrong');
    expect(fresh.facts()).toEqual([]);
    fresh.pass(MINUTE);
    for (let i = 0; i < 12; i++) await attempt('worker', 'wrong');
    fresh.pass(10 * MINUTE);
    for (let i = 0; i < 5; i++) await attempt('worker', 'wrong');
    fresh.pass(5 * MINUTE);
    const summed = fresh.facts();
    expect(summed.map(({ type, data }) => [type, data['count'] ?? data['minutes'], data['whileLocked']])).toEqual([
      ['AccountLocked', 15, undefined],
      ['SignInsFailed', 3, false],
      ['SignInsFailed', 2, false],
      ['SignInsFailed', 15, true],
    ]);
    expect(summed[1]?.data).toEqual({ account: id, minute: `${begun}Z`, count: 3, whileLocked: false });
    expect(summed.every(({ actor }) => actor.id === 'system')).toBe(true);
  });

  it('cannot be used to fill the log: a day of constant guessing leaves some dozens of events', async () => {
    for (let step = 0; step < 24 * 12; step++) {
      await attempt('worker', 'wrong');
      fresh.pass(5 * MINUTE);
    }
    expect(fresh.facts().length).toBeLessThan(80);
  });

  it('makes a stored digest anew when the cost of hashing was raised', async () => {
    const digests = () => fresh.bytes().match(/\$argon2id\$v=19\$m=\d+,t=\d+/g) ?? [];
    expect(digests()).not.toContain('$argon2id$v=19$m=128,t=1');
    fresh.identity.close();
    fresh.identity = fresh.open({ argon2: { memoryCost: 128, timeCost: 1, parallelism: 1 } });
    value(await attempt('worker', password));
    expect(digests()).toContain('$argon2id$v=19$m=128,t=1');
    value(await attempt('worker', password));
  });

  it('refuses when too many are being checked, without counting or hashing', async () => {
    fresh.identity.close();
    fresh.identity = fresh.open({ hashing: { concurrency: 1, queueLimit: 2 } });
    const answers = await Promise.all(Array.from({ length: 6 }, () => attempt('worker', 'wrong')));
    expect(answers.map((result) => refusal(result).code)).toEqual([
      ...Array.from({ length: 3 }, () => 'SIGN_IN_FAILED'),
      ...Array.from({ length: 3 }, () => 'TOO_BUSY'),
    ]);
    expect(fresh.identity.counters().hashes).toBe(3);
    expect((await attempt('worker', password)).ok).toBe(true);
  });

  it('fails when the account is disabled or its password reset while the password is being checked', async () => {
    const disabling = attempt('worker', password);
    value(fresh.identity.accounts.disable(ADMINISTRATOR, id));
    expect(refusal(await disabling).code).toBe('SIGN_IN_FAILED');
    value(fresh.identity.accounts.enable(ADMINISTRATOR, id));
    const [signedIn, reset] = await Promise.all([
      attempt('worker', password),
      fresh.identity.accounts.resetPassword(ADMINISTRATOR, id),
    ]);
    value(reset);
    const token = signedIn.ok ? signedIn.value.token : '';
    expect(fresh.identity.sessions.authenticate(token)).toBeUndefined();
  });
});
