import { z } from 'zod';
import {
  type Category,
  defineEvent,
  LedgerInstant,
  Sha256Hex,
  STREAM_NAME,
  streamName,
  UnitCode,
  Uuid,
  type Words,
} from '#kernel';
import { Role, RoleGrant } from './roles.js';

/*
 * Event types of the `access` log. Account, person and session ids are pseudonymous; login names, display names and
 * names of tokens stay in identity.db. Nobody outside can make this log grow at will: refusals of people who are not
 * signed in are counters of the process, and failed sign-ins are summed per account and minute (while an account is
 * locked, per lock).
 */

/** `account-<uuid>`: what happened to one account. */
export function accountStream(accountId: string): string {
  return streamName('account', accountId);
}

/** `access-<day>`: looks, refusals, sign-ins of one day of the ledger clock. `day` is `YYYY-MM-DD`. */
export function accessStream(day: string): string {
  return streamName('access', day);
}

/*
 * Every text below has a pattern that no sentence and no name fits: what a person types cannot get into this log.
 */

/** A person id, or `first-start`, `demo`, `operator` (somebody at the machine itself). */
const By = z.union([Uuid, z.enum(['first-start', 'demo', 'operator'])]);
const Code = z.string().regex(/^[A-Z][A-Z0-9_]{1,60}$/);
const Count = z.number().int().positive().max(1_000_000_000);
const RuleId = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);
/** `events`, `notice:<uuid>`, `joint-review:C01`. */
const ObjectCode = z.string().regex(/^[a-z][A-Za-z0-9:._-]{0,140}$/);
const CapabilityName = z.string().regex(/^[a-z][a-z.-]{0,40}$/);
const Verb = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/);
/** `GET /people/{id}/personal` has the template `/people/{id}/personal`: never a filled-in path, which may hold values. */
const RouteTemplate = z.string().regex(/^\/[A-Za-z0-9_{}./:*-]{0,150}$/);
const Grants = z.array(RoleGrant).min(1).max(20);

const define = <const T extends string, D extends z.ZodObject>(category: Category, type: T, title: Words, data: D) =>
  defineEvent({ type, category, title, data });
const account = <const T extends string, D extends z.ZodObject>(type: T, title: Words, data: D) =>
  define('account', type, title, data);
const access = <const T extends string, D extends z.ZodObject>(type: T, title: Words, data: D) =>
  define('access', type, title, data);

export const AccountCreated = account(
  'AccountCreated',
  { zh: '账号开立', en: 'Account created' },
  z.strictObject({ accountId: Uuid, personId: Uuid, roles: Grants, by: By }),
);

export const RolesChanged = account(
  'RolesChanged',
  { zh: '账号角色变更', en: 'Roles changed' },
  z.strictObject({ accountId: Uuid, roles: Grants, before: Grants, by: By }),
);

export const AccountDisabled = account(
  'AccountDisabled',
  { zh: '账号停用', en: 'Account disabled' },
  z.strictObject({ accountId: Uuid, by: By }),
);

export const AccountEnabled = account(
  'AccountEnabled',
  { zh: '账号启用', en: 'Account enabled' },
  z.strictObject({ accountId: Uuid, by: By }),
);

/** The holder chose a new password; `forced` when it replaced a one-time one. */
export const PasswordChanged = account(
  'PasswordChanged',
  { zh: '密码修改', en: 'Password changed' },
  z.strictObject({ accountId: Uuid, forced: z.boolean() }),
);

/** Somebody else set a one-time password, which the holder must change. */
export const PasswordReset = account(
  'PasswordReset',
  { zh: '密码重置', en: 'Password reset' },
  z.strictObject({ accountId: Uuid, by: By }),
);

/** Too many failures; `minutes` of the lock. Locks grow, so an attacker cannot make many of these. */
export const AccountLocked = account(
  'AccountLocked',
  { zh: '账号锁定', en: 'Account locked' },
  z.strictObject({ accountId: Uuid, minutes: Count }),
);

export const AccountUnlocked = account(
  'AccountUnlocked',
  { zh: '账号解锁', en: 'Account unlocked' },
  z.strictObject({ accountId: Uuid, by: By }),
);

export const TokenIssued = account(
  'TokenIssued',
  { zh: '签发接口令牌', en: 'API token issued' },
  z.strictObject({
    accountId: Uuid,
    tokenId: Uuid,
    scope: RoleGrant,
    capabilities: z.array(CapabilityName).min(1).max(60),
    verbs: z.array(Verb).max(100).optional(),
    /** System clock. */
    expires: LedgerInstant,
  }),
);

export const TokenRevoked = account(
  'TokenRevoked',
  { zh: '吊销接口令牌', en: 'API token revoked' },
  z.strictObject({ accountId: Uuid, tokenId: Uuid, by: By }),
);

const session = { accountId: Uuid, sessionId: Uuid } as const;

export const SignedIn = access(
  'SignedIn',
  { zh: '登录', en: 'Signed in' },
  z.strictObject({ ...session, role: Role, unit: UnitCode }),
);

/** One works in one role at a time: this is the change to another one. */
export const RoleSwitched = access(
  'RoleSwitched',
  { zh: '切换角色', en: 'Role switched' },
  z.strictObject({ ...session, role: Role, unit: UnitCode }),
);

export const SIGN_OUT_CAUSES = ['person', 'idle', 'absolute', 'revoked'] as const;
export const SignedOut = access(
  'SignedOut',
  { zh: '退出登录', en: 'Signed out' },
  z.strictObject({ ...session, cause: z.enum(SIGN_OUT_CAUSES) }),
);

/** Failed sign-ins of one existing account: `minute` is the first one (UTC, system clock) that `count` covers. */
export const SignInsFailed = access(
  'SignInsFailed',
  { zh: '登录失败', en: 'Sign-ins failed' },
  z.strictObject({
    account: Uuid,
    minute: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/),
    count: Count,
    /** The attempts were refused because the account was locked; they are summed until the lock ended. */
    whileLocked: z.boolean(),
  }),
);

/** A guard refused a command. Codes only: parameters of a refusal may hold values. */
export const CommandRefused = access(
  'CommandRefused',
  { zh: '命令被拒', en: 'Command refused' },
  z.strictObject({
    verb: Verb,
    stream: z.string().regex(STREAM_NAME).optional(),
    code: Code,
    rule: RuleId.optional(),
    /** Further guards that refused the same command. */
    also: z
      .array(z.strictObject({ code: Code, rule: RuleId.optional() }))
      .max(20)
      .optional(),
  }),
);

/** Permission refused a request of somebody who is signed in. */
export const RequestRefused = access(
  'RequestRefused',
  { zh: '请求被拒', en: 'Request refused' },
  z.strictObject({
    route: RouteTemplate,
    method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
    role: Role,
    code: Code,
    /** The unit that was asked for, where it was the unit that was out of scope. */
    unit: UnitCode.optional(),
  }),
);

export const MAX_SUBJECTS = 50;
export const PersonalDataSeen = access(
  'PersonalDataSeen',
  { zh: '查看个人信息', en: 'Personal data seen' },
  z.strictObject({
    route: RouteTemplate,
    /** Code of the ground that was chosen, `joint-review`. */
    purpose: Verb.optional(),
    /** How many people's data, which may be more than the ids listed. */
    count: Count,
    subjects: z.array(Uuid).max(MAX_SUBJECTS),
  }),
);

export const Exported = access(
  'Exported',
  { zh: '导出', en: 'Exported' },
  z.strictObject({
    what: ObjectCode,
    /** HMAC-SHA256 of the canonical query with a key of the deployment: a query may hold a name or an id number. */
    query: Sha256Hex,
    rows: z.number().int().nonnegative(),
    sha256: Sha256Hex,
  }),
);

export const Printed = access(
  'Printed',
  { zh: '打印', en: 'Printed' },
  z.strictObject({
    what: ObjectCode,
    state: z.enum(['draft', 'preview', 'final']),
    sha256: Sha256Hex,
  }),
);

/** The clock of a demonstration was moved forward. It stands in `log-access`. */
export const ClockMoved = define(
  'log',
  'ClockMoved',
  { zh: '演示时钟拨快', en: 'Demonstration clock moved' },
  z.strictObject({ from: LedgerInstant, to: LedgerInstant, by: By }),
);

/** Every event type of accounts and of the access log's days. */
export const accessEvents = [
  AccountCreated,
  RolesChanged,
  AccountDisabled,
  AccountEnabled,
  PasswordChanged,
  PasswordReset,
  AccountLocked,
  AccountUnlocked,
  TokenIssued,
  TokenRevoked,
  SignedIn,
  RoleSwitched,
  SignedOut,
  SignInsFailed,
  CommandRefused,
  RequestRefused,
  PersonalDataSeen,
  Exported,
  Printed,
  ClockMoved,
] as const;
