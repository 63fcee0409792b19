import type { CommandRole } from '#elections';
import { ROLES, type Role, tidyGrants } from './roles.js';

describe('roles', () => {
  it('include every role that a command of elections may name', () => {
    // The assignment is the check: it does not compile when a command names a role that does not exist.
    const named: readonly Role[] = [
      'election-clerk',
      'street-lead',
      'joint-reviewer',
      'inspector',
      'inspector-lead',
    ] satisfies readonly CommandRole[];
    const widened: readonly Role[] = [] as readonly CommandRole[];
    expect(named.every((role) => ROLES.includes(role))).toBe(true);
    expect(widened).toEqual([]);
  });

  it('are spelled alike in whatever order they were given', () => {
    const grants = [
      { role: 'inspector', unit: 'S01' },
      { role: 'election-clerk', unit: 'C02' },
      { role: 'election-clerk', unit: 'C01' },
      { role: 'inspector', unit: 'S01' },
    ] as const;
    expect(tidyGrants(grants)).toEqual([grants[2], grants[1], grants[0]]);
    expect(tidyGrants([...grants].reverse())).toEqual(tidyGrants(grants));
  });
});
