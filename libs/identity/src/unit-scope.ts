/** The deployment's units, one tree district → street → community: the parent of a unit, undefined at the top and for unknown units. */
export interface UnitTree {
  parentOf(unit: string): string | undefined;
}

export function unitTree(parents: Readonly<Record<string, string>>): UnitTree {
  return { parentOf: (unit) => (Object.hasOwn(parents, unit) ? parents[unit] : undefined) };
}

/** District, street, community: a longer way up is a loop in the data. */
const MAX_LEVELS = 8;

/** Whether a role in `actorUnit` covers `targetUnit`: the unit itself or one below it. An unknown unit is covered by nobody else. */
export function mayActOn(actorUnit: string, targetUnit: string, tree: UnitTree): boolean {
  let unit: string | undefined = targetUnit;
  for (let level = 0; unit !== undefined && level < MAX_LEVELS; level++) {
    if (unit === actorUnit) return true;
    unit = tree.parentOf(unit);
  }
  return false;
}

/**
 * Whether `targetUnit` is above `actorUnit`: what a street lays down for all its communities (plan of the term,
 * calendar, responsible people) binds them, so a route of such facts may let a community's role read it.
 */
export function isAbove(actorUnit: string, targetUnit: string, tree: UnitTree): boolean {
  return actorUnit !== targetUnit && mayActOn(targetUnit, actorUnit, tree);
}
