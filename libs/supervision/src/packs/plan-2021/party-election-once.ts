import type { Journal } from '#kernel';

/** Computes something of a journal once: journals never change, so it holds for as long as the journal does. */
export function oncePerJournal<T>(compute: (journal: Journal) => T): (journal: Journal) => T {
  const known = new WeakMap<Journal, { readonly value: T }>();
  return (journal) => {
    const found = known.get(journal);
    if (found !== undefined) return found.value;
    const value = compute(journal);
    known.set(journal, { value });
    return value;
  };
}
