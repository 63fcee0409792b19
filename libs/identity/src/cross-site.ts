import { ok, type Rejection, type Result, reject } from '#kernel';

/** Over HTTPS the name binds the cookie to this host and path; plain HTTP on an intranet cannot have that prefix. */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-jz_session' : 'jz_session';
}

/** `Set-Cookie` for a session: not readable by scripts, never sent by other sites, gone with the browser. */
export function sessionCookie(token: string, secure: boolean): string {
  return `${sessionCookieName(secure)}=${token}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}

export function clearedSessionCookie(secure: boolean): string {
  return `${sessionCookie('', secure)}; Max-Age=0`;
}

/** The session token in a `Cookie` header; undefined when absent or given twice (a planted second cookie). */
export function sessionTokenIn(cookieHeader: string | undefined, secure: boolean): string | undefined {
  const wanted = `${sessionCookieName(secure)}=`;
  const found = (cookieHeader ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(wanted));
  return found.length === 1 ? found[0]?.slice(wanted.length) : undefined;
}

/** A header that no form and no foreign script can send without being asked first. */
export const SAME_SITE_HEADER = 'x-jianzheng';

export interface RequestOrigin {
  readonly method: string;
  /** How the request was signed in; a bearer token is never sent by a browser on its own. */
  readonly credential: 'session' | 'token' | 'none';
  readonly origin?: string;
  readonly secFetchSite?: string;
  /** Value of {@link SAME_SITE_HEADER}. */
  readonly marker?: string;
  /** Origins under which the console is served, `https://host:port`, lower case. */
  readonly ownOrigins: readonly string[];
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may be one of our own pages' (CSRF). Signing in counts as `none` and is checked too, so that
 * nobody is signed in to somebody else's account. Code CROSS_SITE_REQUEST with the reason.
 */
export function checkOrigin(request: RequestOrigin): Result<true, Rejection> {
  if (request.credential === 'token' || SAFE.has(request.method.toUpperCase())) return ok(true);
  if (request.marker !== '1') return reject('CROSS_SITE_REQUEST', { reason: 'marker-missing' });
  if (request.origin !== undefined && !request.ownOrigins.includes(request.origin.toLowerCase())) {
    return reject('CROSS_SITE_REQUEST', { reason: 'origin' });
  }
  if (request.secFetchSite !== undefined && request.secFetchSite !== 'same-origin') {
    return reject('CROSS_SITE_REQUEST', { reason: 'fetch-site' });
  }
  return ok(true);
}
