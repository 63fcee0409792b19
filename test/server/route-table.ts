import { capabilitiesOf, ROLES, type Role } from '#identity';

/** Who gets past the door of a route. */
export type Allowed = 'everybody' | 'signed-in' | readonly Role[];

export interface TableRow {
  /** `METHOD path` as the server registers it. */
  readonly route: string;
  /** A request of the kind, filled in so that nothing is changed by it. */
  readonly url: string;
  readonly payload?: unknown;
  readonly allowed: Allowed;
  /** Also with a one-time password that must be changed first. */
  readonly beforePasswordChange?: true;
  /** The answer does not end. */
  readonly stream?: true;
}

const CLERK = 'election-clerk';
const LEAD = 'street-lead';
const REVIEWER = 'joint-reviewer';
const INSPECTORS = ['inspector', 'inspector-lead'] as const;
const SECURITY = 'security-administrator';
const SYSTEM = 'system-administrator';
const AUDITOR = 'access-auditor';

const ELECTIONS: Allowed = [CLERK, LEAD, REVIEWER, ...INSPECTORS];
const EVENTS: Allowed = [CLERK, LEAD, ...INSPECTORS];
const PERSONAL: Allowed = [CLERK, REVIEWER, ...INSPECTORS];
const PROOFS: Allowed = [CLERK, LEAD, ...INSPECTORS, AUDITOR];
const VERIFIERS: Allowed = [CLERK, LEAD, ...INSPECTORS, SYSTEM, AUDITOR];
const ACCESS_LOG: Allowed = [...INSPECTORS, AUDITOR];
const ACCESS_LOG_EXPORT = ['inspector-lead', AUDITOR] as const;

const NOBODY = '00000000-0000-4000-8000-00000000dead';
const api = '/api/v1';

const row = (route: string, url: string, allowed: Allowed, more: Partial<TableRow> = {}): TableRow => {
  const [method, path] = route.split(' ');
  return { route: `${method} ${path}`, url, allowed, ...more };
};
const get = (path: string, allowed: Allowed, url = path, more: Partial<TableRow> = {}) =>
  row(`GET ${path}`, url, allowed, more);
const post = (path: string, allowed: Allowed, payload: unknown = {}, url = path, more: Partial<TableRow> = {}) =>
  row(`POST ${path}`, url, allowed, { payload, ...more });

/**
 * Every route of the server and who may use it, written down apart from the code that decides: the test compares the
 * two, and fails for a route that does not stand here.
 */
export const ROUTE_TABLE: readonly TableRow[] = [
  get('/health/live', 'everybody'),
  get('/health/ready', 'everybody'),
  get('/metrics', 'everybody'),
  get('/api/openapi.json', 'everybody'),
  get('/favicon.svg', 'everybody'),
  get('/', 'everybody'),
  get('/app', 'everybody'),
  get('/app/*', 'everybody', '/app/communities/C01'),
  get('/sign-in', 'everybody'),
  get('/first-start', 'everybody'),

  get(`${api}/session`, 'everybody'),
  post(`${api}/session`, 'everybody'),
  row(`DELETE ${api}/session`, `${api}/session`, 'signed-in', { beforePasswordChange: true }),
  post(`${api}/session/role`, 'signed-in'),
  post(`${api}/session/password`, 'signed-in', {}, undefined, { beforePasswordChange: true }),
  post(`${api}/first-start`, 'everybody'),
  get(`${api}/demo/accounts`, 'everybody'),
  get(`${api}/live`, 'signed-in', undefined, { stream: true }),
  get(`${api}/commands`, 'signed-in'),
  get(`${api}/jobs`, 'signed-in'),
  get(`${api}/jobs/:id`, 'signed-in', `${api}/jobs/${NOBODY}`),
  get(`${api}/tokens`, 'signed-in'),
  post(`${api}/tokens`, 'signed-in'),
  post(`${api}/tokens/:id/revoke`, 'signed-in', {}, `${api}/tokens/${NOBODY}/revoke`),

  get(`${api}/overview`, ELECTIONS),
  get(`${api}/communities/:code`, ELECTIONS, `${api}/communities/C01`),
  get(`${api}/communities/:code/joint-review`, ELECTIONS, `${api}/communities/C01/joint-review`),
  get(`${api}/communities/:code/events`, EVENTS, `${api}/communities/C01/events`),
  get(`${api}/notices`, ELECTIONS),
  get(`${api}/people`, ELECTIONS),
  get(`${api}/people/:id`, ELECTIONS, `${api}/people/${NOBODY}`),
  get(`${api}/people/:id/personal`, PERSONAL, `${api}/people/${NOBODY}/personal`),
  get(`${api}/rules`, ELECTIONS),
  get(`${api}/rules/street`, ELECTIONS),
  get(`${api}/rules/prohibitions`, ELECTIONS),

  get(`${api}/findings`, EVENTS),
  get(`${api}/events`, EVENTS),
  get(`${api}/events/:id`, EVENTS, `${api}/events/${NOBODY}`),
  get(`${api}/events/:id/proof`, PROOFS, `${api}/events/${NOBODY}/proof`),
  get(`${api}/objects/:stream`, EVENTS, `${api}/objects/term-C01-2021-1`),

  // The commands themselves are in a test of their own: each names its roles.
  post(`${api}/:plural/commands/:verb`, [CLERK, LEAD], {}, `${api}/terms/commands/open-term`),
  post(`${api}/:plural/:id/commands/:verb`, [CLERK, LEAD], {}, `${api}/terms/C01-2021-1/commands/record-preparation`),

  post(`${api}/attachments`, ELECTIONS),
  get(`${api}/attachments/:sha256`, ELECTIONS, `${api}/attachments/${'0'.repeat(64)}`),
  get(`${api}/imports/templates/:file`, [CLERK], `${api}/imports/templates/people.xlsx`),
  post(`${api}/imports`, [CLERK], {}, `${api}/imports?kind=people`),
  get(`${api}/imports`, [CLERK]),
  get(`${api}/imports/:id`, [CLERK], `${api}/imports/${NOBODY}`),
  post(`${api}/imports/:id/commands/commit`, [CLERK], {}, `${api}/imports/${NOBODY}/commands/commit`),
  post(`${api}/imports/:id/commands/drop`, [CLERK], {}, `${api}/imports/${NOBODY}/commands/drop`),

  get(`${api}/prints/notices/:file`, ELECTIONS, `${api}/prints/notices/${NOBODY}.pdf`),
  get(`${api}/prints/notices/:id/check`, ELECTIONS, `${api}/prints/notices/${NOBODY}/check`),
  get(`${api}/prints/joint-review/:file`, ELECTIONS, `${api}/prints/joint-review/C99.pdf`),
  get(`${api}/prints/count-record/:file`, ELECTIONS, `${api}/prints/count-record/C99.pdf`),
  get(`${api}/exports/events.:format`, [LEAD, ...INSPECTORS], `${api}/exports/events.none`),
  get(`${api}/exports/people.:format`, [CLERK, LEAD, ...INSPECTORS], `${api}/exports/people.none`),
  get(`${api}/exports/access-log.:format`, ACCESS_LOG_EXPORT, `${api}/exports/access-log.none`),

  get(`${api}/accounts`, [SECURITY]),
  post(`${api}/accounts`, [SECURITY]),
  post(`${api}/accounts/:id/roles`, [SECURITY], {}, `${api}/accounts/${NOBODY}/roles`),
  post(`${api}/accounts/:id/disable`, [SECURITY], {}, `${api}/accounts/${NOBODY}/disable`),
  post(`${api}/accounts/:id/enable`, [SECURITY], {}, `${api}/accounts/${NOBODY}/enable`),
  post(`${api}/accounts/:id/unlock`, [SECURITY], {}, `${api}/accounts/${NOBODY}/unlock`),
  post(`${api}/accounts/:id/reset-password`, [SECURITY], {}, `${api}/accounts/${NOBODY}/reset-password`),
  get(`${api}/accounts/:id/tokens`, [SECURITY], `${api}/accounts/${NOBODY}/tokens`),

  get(`${api}/access-log`, ACCESS_LOG),
  get(`${api}/demo/clock`, [SYSTEM]),
  post(`${api}/demo/clock`, [SYSTEM]),
  get(`${api}/views`, [SYSTEM]),
  post(`${api}/views/:name/rebuild`, [SYSTEM], {}, `${api}/views/none/rebuild`),
  get(`${api}/integrity`, VERIFIERS),
  post(`${api}/integrity/verify`, VERIFIERS, { log: 'none' }),
];

/** Roles that must not see any business data, whatever routes come: a second look at the table. */
export const BLIND_ROLES: readonly Role[] = [SECURITY, SYSTEM, AUDITOR].filter((role) =>
  ROLES.includes(role as Role),
) as Role[];

export function mayPass(allowed: Allowed, role: Role): boolean {
  return allowed === 'everybody' || allowed === 'signed-in' || allowed.includes(role);
}

/** A role without any capability: of a part of the product that is not built yet. */
export function isIdle(role: Role): boolean {
  return capabilitiesOf(role).size === 0;
}
