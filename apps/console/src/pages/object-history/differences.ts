import type { ObjectHistory } from '../../api/types.js';

type Fact = ObjectHistory['facts'][number];

export type DifferenceKind = 'added' | 'removed' | 'changed' | 'same';

/** One entry on two days; `before` or `after` is missing where it did not stand on that day. */
export interface Difference {
  readonly key: string;
  readonly kind: DifferenceKind;
  readonly before?: Fact;
  readonly after?: Fact;
}

/** Two states of one object, entry by entry in the order of recording. */
export function differencesOf(before: readonly Fact[], after: readonly Fact[], worded: (fact: Fact) => string) {
  const old = new Map(before.map((fact) => [fact.key, fact]));
  const fresh = new Map(after.map((fact) => [fact.key, fact]));
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((key): Difference => {
      const was = old.get(key);
      const is = fresh.get(key);
      if (was === undefined) return { key, kind: 'added', ...(is && { after: is }) };
      if (is === undefined) return { key, kind: 'removed', before: was };
      return { key, kind: worded(was) === worded(is) ? 'same' : 'changed', before: was, after: is };
    })
    .sort((x, y) => revisionOf(x.key) - revisionOf(y.key));
}

/** Keys end with the revision at which the entry was recorded: `CountEntered/12`. */
function revisionOf(key: string): number {
  return Number(key.slice(key.lastIndexOf('/') + 1)) || 0;
}
