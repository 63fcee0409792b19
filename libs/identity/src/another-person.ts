/*
 * "Another person" compares people, never accounts or roles: one person may have several of both. Staff accounts are
 * linked to a person of the registry, so that kinship applies to staff as well.
 */

/** Whether a second person is needed and given: `personId` is none of those who took part before. */
export function anotherPerson(personId: string, ...before: readonly string[]): boolean {
  return !before.includes(personId);
}

/** A recorded kinship of two people, in either order (`KinshipRecorded` of #elections has these fields). */
export interface Kinship {
  readonly a: string;
  readonly b: string;
  readonly kind: string;
}

export type Recusal =
  | { readonly because: 'self'; readonly subject: string }
  | { readonly because: 'kin'; readonly subject: string; readonly kind: string };

/** `other` covers relations too loose to bar somebody by themselves: a person decides those. */
const NOT_BARRING: ReadonlySet<string> = new Set(['other']);

/**
 * Whether a member of staff must keep out of a command (回避): it is about themselves or about recorded kin. Gives the
 * first ground found, `self` before `kin`, or undefined. `subjects` are person ids; kinship counts when recorded
 * directly between the two.
 */
export function recused(
  staff: string,
  subjects: readonly string[],
  kinships: readonly Kinship[],
  notBarring: ReadonlySet<string> = NOT_BARRING,
): Recusal | undefined {
  if (subjects.includes(staff)) return { because: 'self', subject: staff };
  const concerned = new Set(subjects);
  for (const { a, b, kind } of kinships) {
    if (notBarring.has(kind)) continue;
    const subject = a === staff ? b : b === staff ? a : undefined;
    if (subject !== undefined && concerned.has(subject)) return { because: 'kin', subject, kind };
  }
  return undefined;
}
