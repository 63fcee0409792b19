/**
 * Who may do what: local accounts, sessions, API tokens, roles and the event types of the `access` log.
 *
 * How the server wires it:
 *
 *     const identity = openIdentity({ path: 'data/identity.db', unit: 'S01', tree: () => units, demo });
 *     const code = identity.firstStart.newCode();   // print /first-start#<code>; undefined once accounts exist
 *     if (demo) await identity.seedDemo();
 *
 *     // each request
 *     checkOrigin({ method, credential, origin, secFetchSite, marker, ownOrigins })           // 403
 *     const who = identity.sessions.authenticate(token)?.principal                            // cookie, or
 *              ?? identity.tokens.authenticate(bearer);                                       // Bearer jz_…; else 401
 *     permit(who, { capability: 'elections.read', unit: 'C01' }, units)                       // else 403 + RequestRefused
 *     permitCommand(who, command, unit, units)
 *
 *     // after each change and every few seconds: what identity.db made true goes into the access log, in order
 *     for (const fact of identity.facts.pending()) {
 *       await append('access', fact.streamOn(ledgerDay), fact);   // event id from fact.commandId: safe to repeat
 *       identity.facts.recorded([fact.seq]);
 *     }
 *     // every few minutes
 *     identity.sessions.sweep();
 *
 * What a page asks by itself (GET /session, live updates) passes `{ activity: false }`, so that an unattended page does
 * not keep its session open; an open stream asks again at intervals, so that it ends with the session.
 *
 * Looks, exports, prints and refusals are appended by the server itself with the event types here, a look before its
 * answer. Refusals of people who are not signed in are counters only. Rejections carry codes; REJECTION_WORDS has
 * their words in both languages.
 */
export type { Account, Accounts } from './accounts.js';
export * from './another-person.js';
export * from './cross-site.js';
export { type DemoAccount, demoAccountId, demoAccounts, demoPersonId } from './demo-accounts.js';
export * from './events.js';
export type { FirstAccount, FirstAccounts, FirstStart } from './first-start.js';
export { type Identity, type IdentityOptions, openIdentity } from './identity.js';
export { LOCK_OUT } from './lock-out.js';
export type { NewAccount } from './new-account.js';
export type { OneTimePassword } from './one-time-password.js';
export { type Argon2Cost, OWASP_ARGON2ID } from './password-hasher.js';
export { checkPassword, PASSWORD_POLICY } from './password-policy.js';
export type { PendingFact, PendingFacts } from './pending-facts.js';
export * from './permissions.js';
export * from './rejection-words.js';
export * from './roles.js';
export { actorOf, type OpenedSession, SESSION_LIMITS, type Sessions, type SessionView } from './sessions.js';
export { type NewToken, TOKEN_LIMITS, TOKEN_PREFIX, type TokenInfo, type Tokens } from './tokens.js';
export * from './unit-scope.js';
