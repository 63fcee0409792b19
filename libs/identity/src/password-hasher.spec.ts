import { HasherBusy, OWASP_ARGON2ID, PasswordHasher } from './password-hasher.js';

const CHEAP = { memoryCost: 64, timeCost: 1, parallelism: 1 };

describe('the password hasher', () => {
  it('uses argon2id with the parameters of OWASP', async () => {
    expect(OWASP_ARGON2ID).toEqual({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    const hasher = new PasswordHasher();
    const digest = await hasher.hash('three quiet herons');
    expect(digest).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(hasher.decoy).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await hasher.verify(digest, 'three quiet herons')).toBe(true);
    expect(await hasher.verify(digest, 'three quiet heron')).toBe(false);
    expect(await hasher.verify(hasher.decoy, '')).toBe(false);
  });

  it('salts: the same password twice has two digests', async () => {
    const hasher = new PasswordHasher(CHEAP);
    expect(await hasher.hash('x')).not.toBe(await hasher.hash('x'));
  });

  it('takes a password as typed on any keyboard: composed or not', async () => {
    const hasher = new PasswordHasher(CHEAP);
    expect(await hasher.verify(await hasher.hash('caf\u00e9'), 'cafe\u0301')).toBe(true);
  });

  it('knows digests of another cost', async () => {
    const digest = await new PasswordHasher(CHEAP).hash('x');
    expect(new PasswordHasher(CHEAP).isOutdated(digest)).toBe(false);
    expect(new PasswordHasher({ ...CHEAP, timeCost: 2 }).isOutdated(digest)).toBe(true);
    expect(new PasswordHasher({ ...CHEAP, memoryCost: 128 }).isOutdated(digest)).toBe(true);
  });

  it('works on two at a time, lets some wait, refuses the rest, and takes more when there is room', async () => {
    const hasher = new PasswordHasher(CHEAP, 2, 3);
    const wanted = Array.from({ length: 7 }, () =>
      hasher.hash('x').then(
        () => 'done',
        (error: unknown) => error,
      ),
    );
    expect(hasher.runs).toBe(2);
    expect(hasher.hasRoom()).toBe(false);
    const got = await Promise.all(wanted);
    expect(got.filter((one) => one === 'done')).toHaveLength(5);
    expect(got.filter((one) => one instanceof HasherBusy)).toHaveLength(2);
    expect(hasher.hasRoom()).toBe(true);
    await hasher.hash('x');
    expect(hasher.runs).toBe(6);
  });

  it('goes on after one that failed', async () => {
    const hasher = new PasswordHasher(CHEAP, 1, 1);
    await expect(hasher.verify('not a digest', 'x')).rejects.toThrow();
    await expect(hasher.hash('x')).resolves.toContain('argon2id');
  });
});
