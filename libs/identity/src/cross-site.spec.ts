import {
  checkOrigin,
  clearedSessionCookie,
  type RequestOrigin,
  SAME_SITE_HEADER,
  sessionCookie,
  sessionCookieName,
  sessionTokenIn,
} from './cross-site.js';

const OWN: RequestOrigin = {
  method: 'POST',
  credential: 'session',
  origin: 'http://10.0.0.5:8080',
  secFetchSite: 'same-origin',
  marker: '1',
  ownOrigins: ['http://10.0.0.5:8080', 'http://ledger.local:8080'],
};
const reason = (change: Partial<RequestOrigin>) => {
  const result = checkOrigin({ ...OWN, ...change });
  return result.ok ? 'ok' : String(result.error.params?.['reason']);
};

describe('a request that changes something', () => {
  it('comes from our own pages', () => {
    expect(reason({})).toBe('ok');
    expect(reason({ origin: 'HTTP://Ledger.local:8080' })).toBe('ok');
    // A browser on plain HTTP sends no Sec-Fetch-Site; a program sends no Origin either.
    expect(reason({ secFetchSite: undefined })).toBe('ok');
    expect(reason({ secFetchSite: undefined, origin: undefined })).toBe('ok');
  });

  it.each<[string, Partial<RequestOrigin>, string]>([
    [
      'a form of another site',
      { marker: undefined, origin: 'http://evil.example', secFetchSite: 'cross-site' },
      'marker-missing',
    ],
    ['a form without any header', { marker: undefined, origin: undefined, secFetchSite: undefined }, 'marker-missing'],
    ['a script of another site', { origin: 'http://evil.example' }, 'origin'],
    ['another port of this machine', { origin: 'http://10.0.0.5:9090' }, 'origin'],
    ['another scheme', { origin: 'https://10.0.0.5:8080' }, 'origin'],
    ['a sandboxed frame', { origin: 'null' }, 'origin'],
    ['a name that begins like ours', { origin: 'http://10.0.0.5:8080.evil.example' }, 'origin'],
    ['a neighbour under one domain', { origin: undefined, secFetchSite: 'same-site' }, 'fetch-site'],
    ['a typed address', { origin: undefined, secFetchSite: 'none' }, 'fetch-site'],
  ])('is refused from %s', (_, change, expected) => {
    expect(reason(change)).toBe(expected);
    expect(reason({ ...change, method: 'DELETE' })).toBe(expected);
    expect(reason({ ...change, method: 'post' })).toBe(expected);
    expect(reason({ ...change, credential: 'none' })).toBe(expected);
  });

  it('may come from anywhere with a token, which no browser adds by itself', () => {
    expect(reason({ credential: 'token', origin: 'http://evil.example', marker: undefined })).toBe('ok');
  });

  it('is not one that only reads', () => {
    for (const method of ['GET', 'HEAD', 'options']) expect(reason({ method, marker: undefined })).toBe('ok');
  });

  it('carries the header of the API', () => {
    expect(SAME_SITE_HEADER).toBe('x-jianzheng');
  });
});

describe('the session cookie', () => {
  it('is closed to scripts and other sites, and bound to the host over HTTPS', () => {
    expect(sessionCookie('abc', false)).toBe('jz_session=abc; Path=/; HttpOnly; SameSite=Strict');
    expect(sessionCookie('abc', true)).toBe('__Host-jz_session=abc; Path=/; HttpOnly; SameSite=Strict; Secure');
    expect(clearedSessionCookie(true)).toBe('__Host-jz_session=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0');
  });

  it('is read from among others, and not at all when there are two of it', () => {
    const name = sessionCookieName(false);
    expect(sessionTokenIn(`theme=x; ${name}=abc; other=1`, false)).toBe('abc');
    expect(sessionTokenIn(`x${name}=abc`, false)).toBeUndefined();
    expect(sessionTokenIn(`${name}=abc; ${name}=def`, false)).toBeUndefined();
    expect(sessionTokenIn(undefined, false)).toBeUndefined();
    expect(sessionTokenIn(`${name}=abc`, true)).toBeUndefined();
  });
});
