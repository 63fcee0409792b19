import { LOGS } from '#kernel';
import {
  CAPABILITIES,
  type Capability,
  capabilitiesOf,
  mayExportLog,
  mayProve,
  mayReadLog,
  mayVerify,
  type Principal,
  permit,
  permitCommand,
} from './permissions.js';
import { ADMINISTRATOR_ROLES, administratorsApart, ROLE_TITLES, ROLES, type Role } from './roles.js';
import { UNITS } from './testing/fresh-identity.js';

const principal = (role: Role, unit = 'S01', more: Partial<Principal> = {}): Principal => ({
  accountId: 'a',
  personId: 'p',
  role,
  unit,
  capabilities: capabilitiesOf(role),
  mustChangePassword: false,
  by: { session: 's' },
  ...more,
});

describe('the capability table', () => {
  it('is this, and a change of it is a decision', () => {
    const short: Readonly<Record<string, string>> = {
      'election-clerk': 'ec',
      'street-lead': 'sl',
      'joint-reviewer': 'jr',
      inspector: 'in',
      'inspector-lead': 'il',
      'security-administrator': 'sec',
      'system-administrator': 'sys',
      'access-auditor': 'aud',
    };
    const table = Object.fromEntries(
      CAPABILITIES.map((capability) => [
        capability,
        ROLES.filter((role) => capabilitiesOf(role).has(capability))
          .map((role) => short[role] ?? role)
          .join(' '),
      ]),
    );
    expect(table).toEqual({
      'elections.read': 'ec sl jr in il',
      'elections.record': 'ec sl jr in il',
      'elections.act': 'ec sl in il',
      'people.read': 'ec sl jr in il',
      'people.write': 'ec',
      'people.personal': 'ec jr in il',
      import: 'ec',
      'findings.read': 'ec sl in il',
      'findings.work': 'in il',
      'findings.approve': 'il',
      'rules.read': 'ec sl jr in il',
      'lists.export': 'ec sl in il',
      print: 'ec sl jr in il',
      'events.read': 'ec sl in il',
      'events.export': 'sl in il',
      'ledger.proofs': 'ec sl in il aud',
      'cases-log.read': 'in il',
      'access-log.read': 'in il aud',
      'access-log.export': 'il aud',
      'integrity.verify': 'ec sl in il sys aud',
      'accounts.manage': 'sec',
      'system.operate': 'sys',
    });
  });

  it('gives the three administrators no business data and no role both', () => {
    const business = new Set<Capability>([
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
      'lists.export',
      'print',
      'events.read',
      'events.export',
      'cases-log.read',
    ]);
    for (const role of ADMINISTRATOR_ROLES) {
      expect([...capabilitiesOf(role)].filter((capability) => business.has(capability))).toEqual([]);
    }
    for (const role of ROLES) {
      const administers = ['accounts.manage', 'system.operate'] as const;
      if ((ADMINISTRATOR_ROLES as readonly string[]).includes(role)) continue;
      expect(administers.filter((capability) => capabilitiesOf(role).has(capability))).toEqual([]);
    }
  });

  it('names every role in both languages', () => {
    for (const role of ROLES) {
      expect(ROLE_TITLES[role].zh).toMatch(/\p{Script=Han}/u);
      expect(ROLE_TITLES[role].en).toMatch(/^[A-Z][A-Za-z ]+$/);
    }
  });

  it('gives nothing to a role that does not exist', () => {
    expect([...capabilitiesOf('root' as Role)]).toEqual([]);
    expect([...capabilitiesOf('__proto__' as Role)]).toEqual([]);
  });
});

describe('permission', () => {
  it('reaches the unit of the role and below it', () => {
    const reach = (unit: string, wanted: string) =>
      permit(principal('election-clerk', unit), { capability: 'elections.read', unit: wanted }, UNITS).ok;
    expect(['S01', 'C01', 'C02', 'C09', 'S02', 'D01', 'C77'].filter((wanted) => reach('S01', wanted))).toEqual([
      'S01',
      'C01',
      'C02',
    ]);
    expect(['S01', 'C01', 'C02', 'C09'].filter((wanted) => reach('C01', wanted))).toEqual(['C01']);
    expect(['S01', 'C01', 'S02', 'C09', 'D01'].filter((wanted) => reach('D01', wanted))).toEqual([
      'S01',
      'C01',
      'S02',
      'C09',
      'D01',
    ]);
  });

  it('names what was missing', () => {
    const clerk = principal('election-clerk', 'C01');
    expect(permit(clerk, { capability: 'findings.approve', unit: 'C01' }, UNITS)).toEqual({
      ok: false,
      error: { code: 'NOT_PERMITTED', params: { role: 'election-clerk', capability: 'findings.approve' } },
    });
    expect(permit(clerk, { capability: 'elections.read', unit: 'C02' }, UNITS)).toEqual({
      ok: false,
      error: { code: 'UNIT_OUT_OF_SCOPE', params: { unit: 'C01', wanted: 'C02' } },
    });
  });

  it('is for nothing while a one-time password is not changed', () => {
    const fresh = principal('inspector', 'S01', { mustChangePassword: true });
    for (const capability of CAPABILITIES) {
      expect(permit(fresh, { capability }, UNITS)).toMatchObject({ error: { code: 'PASSWORD_CHANGE_FIRST' } });
    }
    const command = { verb: 'open-finding', kind: 'act', roles: ['inspector'] } as const;
    expect(permitCommand(fresh, command, 'C01', UNITS)).toMatchObject({ error: { code: 'PASSWORD_CHANGE_FIRST' } });
    expect(LOGS.some((log) => mayReadLog(fresh, log) || mayProve(fresh, log) || mayVerify(fresh, log))).toBe(false);
  });

  it('of a command asks for its own roles, its kind and its unit', () => {
    const record = {
      verb: 'record-mobilisation',
      kind: 'record',
      roles: ['election-clerk', 'joint-reviewer'],
    } as const;
    const act = { verb: 'send-list', kind: 'act', roles: ['election-clerk', 'joint-reviewer'] } as const;
    const code = (role: Role, command: typeof record | typeof act, unit = 'C01') => {
      const result = permitCommand(principal(role), command, unit, UNITS);
      return result.ok ? 'ok' : result.error.code;
    };
    expect(code('election-clerk', record)).toBe('ok');
    expect(code('election-clerk', act)).toBe('ok');
    expect(code('joint-reviewer', record)).toBe('ok');
    expect(code('joint-reviewer', act)).toBe('NOT_PERMITTED');
    expect(code('inspector-lead', record)).toBe('NOT_PERMITTED');
    expect(code('election-clerk', record, 'C09')).toBe('UNIT_OUT_OF_SCOPE');
    for (const role of ADMINISTRATOR_ROLES) expect(code(role, record)).toBe('NOT_PERMITTED');
  });

  it('of a token ends at its verbs', () => {
    const token = principal('election-clerk', 'C01', { verbs: new Set(['record-mobilisation']), by: { token: 't' } });
    const command = (verb: string) => ({ verb, kind: 'record', roles: ['election-clerk'] }) as const;
    expect(permitCommand(token, command('record-mobilisation'), 'C01', UNITS).ok).toBe(true);
    expect(permitCommand(token, command('record-meeting'), 'C01', UNITS)).toMatchObject({
      error: { code: 'VERB_NOT_IN_TOKEN' },
    });
  });
});

describe('the three logs', () => {
  it('are read, exported, proved and verified by these roles', () => {
    const who = (may: typeof mayReadLog, log: (typeof LOGS)[number]) =>
      ROLES.filter((role) => may({ capabilities: capabilitiesOf(role), mustChangePassword: false }, log));
    const business: Role[] = ['election-clerk', 'street-lead', 'inspector', 'inspector-lead'];
    const inspectors: Role[] = ['inspector', 'inspector-lead'];
    expect(who(mayReadLog, 'process')).toEqual(business);
    expect(who(mayReadLog, 'cases')).toEqual(inspectors);
    expect(who(mayReadLog, 'access')).toEqual([...inspectors, 'access-auditor']);
    expect(who(mayExportLog, 'process')).toEqual(['street-lead', ...inspectors]);
    expect(who(mayExportLog, 'cases')).toEqual(inspectors);
    expect(who(mayExportLog, 'access')).toEqual(['inspector-lead', 'access-auditor']);
    expect(who(mayProve, 'process')).toEqual(business);
    expect(who(mayProve, 'access')).toEqual([...inspectors, 'access-auditor']);
    expect(who(mayVerify, 'process')).toEqual([...business, 'system-administrator', 'access-auditor']);
    expect(who(mayVerify, 'cases')).toEqual(inspectors);
    expect(who(mayVerify, 'access')).toEqual([...inspectors, 'access-auditor']);
  });

  it('keep `cases` from everybody of the accused organisation and from the administrators, whatever is asked', () => {
    const outside: Role[] = ['election-clerk', 'street-lead', 'joint-reviewer', ...ADMINISTRATOR_ROLES];
    for (const role of outside) {
      const holder = { capabilities: capabilitiesOf(role), mustChangePassword: false };
      for (const may of [mayReadLog, mayExportLog, mayProve, mayVerify]) expect(may(holder, 'cases')).toBe(false);
    }
  });
});

describe('administrators', () => {
  it('hold one administrative role, in as many units as there are, and nothing else', () => {
    const grant = (role: Role, unit = 'S01') => ({ role, unit });
    expect(administratorsApart([grant('access-auditor'), grant('access-auditor', 'S02')])).toBe(true);
    expect(administratorsApart([grant('inspector'), grant('election-clerk')])).toBe(true);
    expect(administratorsApart([grant('access-auditor'), grant('system-administrator')])).toBe(false);
    expect(administratorsApart([grant('security-administrator'), grant('inspector')])).toBe(false);
  });
});
