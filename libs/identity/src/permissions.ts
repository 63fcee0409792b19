import { type LogName, ok, type Rejection, type Result, reject } from '#kernel';
import { ROLES, type Role } from './roles.js';
import { mayActOn, type UnitTree } from './unit-scope.js';

/**
 * What can be permitted. One log, one capability: who may read `process` learns nothing of `cases` from it, not even
 * a size. `people.read` gives the registry with names; `people.personal` gives the other personal values (id number,
 * phone, address, day of birth), and each such look is recorded first.
 */
export const CAPABILITIES = [
  'elections.read',
  'elections.record',
  'elections.act',
  'people.read',
  'people.write',
  'people.personal',
  'import',
  'findings.read',
  'findings.work',
  'findings.approve',
  'rules.read',
  'lists.export',
  'print',
  'events.read',
  'events.export',
  'ledger.proofs',
  'cases-log.read',
  'access-log.read',
  'access-log.export',
  'integrity.verify',
  'accounts.manage',
  'system.operate',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/**
 * Deny by default: a capability that does not stand here is refused. The three administrators read no business data.
 * The roles of complaints and handover get theirs with their routes.
 */
const TABLE: Readonly<Record<Role, readonly Capability[]>> = {
  'election-clerk': [
    'elections.read',
    'elections.record',
    'elections.act',
    'people.read',
    'people.write',
    'people.personal',
    'import',
    'findings.read',
    'rules.read',
    'lists.export',
    'print',
    'events.read',
    'ledger.proofs',
    'integrity.verify',
  ],
  'street-lead': [
    'elections.read',
    'elections.record',
    'elections.act',
    'people.read',
    'findings.read',
    'rules.read',
    'lists.export',
    'print',
    'events.read',
    'events.export',
    'ledger.proofs',
    'integrity.verify',
  ],
  'joint-reviewer': ['elections.read', 'elections.record', 'people.read', 'people.personal', 'rules.read', 'print'],
  inspector: [
    'elections.read',
    'elections.record',
    'elections.act',
    'people.read',
    'people.personal',
    'findings.read',
    'findings.work',
    'rules.read',
    'lists.export',
    'print',
    'events.read',
    'events.export',
    'ledger.proofs',
    'cases-log.read',
    'access-log.read',
    'integrity.verify',
  ],
  'inspector-lead': [
    'elections.read',
    'elections.record',
    'elections.act',
    'people.read',
    'people.personal',
    'findings.read',
    'findings.work',
    'findings.approve',
    'rules.read',
    'lists.export',
    'print',
    'events.read',
    'events.export',
    'ledger.proofs',
    'cases-log.read',
    'access-log.read',
    'access-log.export',
    'integrity.verify',
  ],
  'complaint-intake': [],
  'complaint-lead': [],
  'complaint-head': [],
  handler: [],
  'identity-custodian': [],
  outgoing: [],
  incoming: [],
  'handover-witness': [],
  'second-street-officer': [],
  'security-administrator': ['accounts.manage'],
  'system-administrator': ['system.operate', 'integrity.verify'],
  'access-auditor': ['access-log.read', 'access-log.export', 'ledger.proofs', 'integrity.verify'],
};

const SETS: ReadonlyMap<Role, ReadonlySet<Capability>> = new Map(ROLES.map((role) => [role, new Set(TABLE[role])]));
const NONE: ReadonlySet<Capability> = new Set();

export function capabilitiesOf(role: Role): ReadonlySet<Capability> {
  return SETS.get(role) ?? NONE;
}

/** Who is asking, by session or by token, in the one role and unit worked in now. */
export interface Principal {
  readonly accountId: string;
  /** Compared whenever "another person" is asked for. */
  readonly personId: string;
  readonly role: Role;
  readonly unit: string;
  readonly capabilities: ReadonlySet<Capability>;
  /** Command verbs that a token is narrowed to; undefined for all. */
  readonly verbs?: ReadonlySet<string>;
  /** Nothing is permitted but changing the password and signing out. */
  readonly mustChangePassword: boolean;
  readonly by: { readonly session: string } | { readonly token: string };
}

export interface Wanted {
  readonly capability: Capability;
  /** Unit of what is read or changed; undefined only for things without one (the rule library, accounts). */
  readonly unit?: string;
  readonly verb?: string;
}

/** The one permission check: rejection codes PASSWORD_CHANGE_FIRST, NOT_PERMITTED, VERB_NOT_IN_TOKEN, UNIT_OUT_OF_SCOPE. */
export function permit(principal: Principal, wanted: Wanted, tree: UnitTree): Result<true, Rejection> {
  if (principal.mustChangePassword) return reject('PASSWORD_CHANGE_FIRST');
  if (!principal.capabilities.has(wanted.capability)) {
    return reject('NOT_PERMITTED', { role: principal.role, capability: wanted.capability });
  }
  if (principal.verbs !== undefined && wanted.verb !== undefined && !principal.verbs.has(wanted.verb)) {
    return reject('VERB_NOT_IN_TOKEN', { verb: wanted.verb });
  }
  if (wanted.unit !== undefined && !mayActOn(principal.unit, wanted.unit, tree)) {
    return reject('UNIT_OUT_OF_SCOPE', { unit: principal.unit, wanted: wanted.unit });
  }
  return ok(true);
}

/** A command as far as permission goes; the commands of #elections have this shape. */
export interface PermittedCommand {
  readonly verb: string;
  readonly kind: 'record' | 'act';
  readonly roles: readonly string[];
}

/** {@link permit} for a command: its own list of roles, and the capability of its kind. */
export function permitCommand(
  principal: Principal,
  command: PermittedCommand,
  unit: string | undefined,
  tree: UnitTree,
): Result<true, Rejection> {
  if (!principal.mustChangePassword && !command.roles.includes(principal.role)) {
    return reject('NOT_PERMITTED', { role: principal.role, capability: command.verb });
  }
  const capability: Capability = command.kind === 'act' ? 'elections.act' : 'elections.record';
  return permit(principal, { capability, unit, verb: command.verb }, tree);
}

const READ: Readonly<Record<LogName, Capability>> = {
  process: 'events.read',
  cases: 'cases-log.read',
  access: 'access-log.read',
};
const EXPORT: Readonly<Record<LogName, readonly Capability[]>> = {
  process: ['events.read', 'events.export'],
  cases: ['cases-log.read', 'events.export'],
  access: ['access-log.read', 'access-log.export'],
};

type Holder = Pick<Principal, 'capabilities' | 'mustChangePassword'>;
const holds = (who: Holder, ...capabilities: readonly Capability[]): boolean =>
  !who.mustChangePassword && capabilities.every((capability) => who.capabilities.has(capability));

/** Whether somebody may have anything of a log: events, and equally its positions, counts, roots, lags and pushes. */
export function mayReadLog(who: Holder, log: LogName): boolean {
  return holds(who, READ[log]);
}

export function mayExportLog(who: Holder, log: LogName): boolean {
  return holds(who, ...EXPORT[log]);
}

/** Inclusion and consistency proofs of events that one may read. */
export function mayProve(who: Holder, log: LogName): boolean {
  return holds(who, 'ledger.proofs', READ[log]);
}

/**
 * Running a verification and reading its result, which tells size and root: checkpoints of `process` are public, so
 * the capability is enough there; the other logs must be readable too.
 */
export function mayVerify(who: Holder, log: LogName): boolean {
  return log === 'process' ? holds(who, 'integrity.verify') : holds(who, 'integrity.verify', READ[log]);
}
