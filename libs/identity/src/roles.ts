import { z } from 'zod';
import { UnitCode, type Words } from '#kernel';

/** Every role of the product. Those of complaints and handover exist so that accounts can be prepared; their rows in the capability table are empty until their routes come. */
export const ROLES = [
  'election-clerk',
  'street-lead',
  'joint-reviewer',
  'inspector',
  'inspector-lead',
  'complaint-intake',
  'complaint-lead',
  'complaint-head',
  'handler',
  'identity-custodian',
  'outgoing',
  'incoming',
  'handover-witness',
  'second-street-officer',
  'security-administrator',
  'system-administrator',
  'access-auditor',
] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

const KNOWN: ReadonlySet<string> = new Set(ROLES);

/** A role as identity.db holds it. Throws on one that this program does not know. */
export function storedRole(role: string): Role {
  if (!KNOWN.has(role)) throw new Error(`identity.db names the role ${role}, which this program does not know`);
  return role as Role;
}

export const ROLE_TITLES: Readonly<Record<Role, Words>> = {
  'election-clerk': { zh: '选务员', en: 'Election clerk' },
  'street-lead': { zh: '街道负责人', en: 'Street lead' },
  'joint-reviewer': { zh: '联审员', en: 'Joint reviewer' },
  inspector: { zh: '纪检监察员', en: 'Inspector' },
  'inspector-lead': { zh: '纪检监察负责人', en: 'Inspector lead' },
  'complaint-intake': { zh: '信访受理员', en: 'Complaint intake' },
  'complaint-lead': { zh: '信访负责人', en: 'Complaint lead' },
  'complaint-head': { zh: '信访分管领导', en: 'Complaint head' },
  handler: { zh: '办理人', en: 'Handler' },
  'identity-custodian': { zh: '身份保管员', en: 'Identity custodian' },
  outgoing: { zh: '移交人', en: 'Outgoing' },
  incoming: { zh: '接收人', en: 'Incoming' },
  'handover-witness': { zh: '监交人', en: 'Witness of handover' },
  'second-street-officer': { zh: '街道第二经办人', en: 'Second street officer' },
  'security-administrator': { zh: '安全管理员', en: 'Security administrator' },
  'system-administrator': { zh: '系统管理员', en: 'System administrator' },
  'access-auditor': { zh: '审计管理员', en: 'Auditor of access' },
};

/** 三员: kept apart from each other and from every business role, per person and not only per account. */
export const ADMINISTRATOR_ROLES = ['security-administrator', 'system-administrator', 'access-auditor'] as const;
export type AdministratorRole = (typeof ADMINISTRATOR_ROLES)[number];

export function isAdministratorRole(role: Role): role is AdministratorRole {
  return (ADMINISTRATOR_ROLES as readonly Role[]).includes(role);
}

/** A role in a unit: `S01` covers the street's communities, `C01` that community only. */
export const RoleGrant = z.strictObject({ role: Role, unit: UnitCode });
export type RoleGrant = z.infer<typeof RoleGrant>;

export const MAX_GRANTS = 20;

/** Sorted and without repeats: the same grants always have the same spelling in the log. */
export function tidyGrants(grants: readonly RoleGrant[]): RoleGrant[] {
  const byName = new Map(grants.map(({ role, unit }) => [grantName({ role, unit }), { role, unit }]));
  return [...byName.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, grant]) => grant);
}

/** `inspector@S01`. */
export function grantName(grant: RoleGrant): string {
  return `${grant.role}@${grant.unit}`;
}

/**
 * Whether one person may hold these grants, over all of the person's accounts: an administrator's role stands alone.
 * Several grants of the same administrator role (in several units) are one role.
 */
export function administratorsApart(grants: readonly RoleGrant[]): boolean {
  const roles = new Set(grants.map((grant) => grant.role));
  return roles.size <= 1 || ![...roles].some(isAdministratorRole);
}
