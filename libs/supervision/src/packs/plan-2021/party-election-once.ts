import type { Entry, Journal } from '#kernel';

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

type EntriesOfType = readonly Entry[] | undefined;

/**
 * Computes something of the entries of some types once, for as long as a journal has no other ones of these types:
 * events of other types leave the value, and the object that it is, as they are. `compute` sees these types alone.
 */
export function oncePerEntries<T>(
  types: readonly { readonly type: string }[],
  compute: (journal: Journal) => T,
): (journal: Journal) => T {
  const names = [...new Set(types.map(({ type }) => type))];
  const known = new WeakMap<readonly Entry[], { readonly lists: readonly EntriesOfType[]; readonly value: T }>();
  let ofNone: { readonly value: T } | undefined;
  return oncePerJournal(({ entries }) => {
    const lists = names.map((name) => entries[name]);
    // One of the lists stands for all: it lives as long as the entries do.
    const anchor = lists.find((list) => list !== undefined);
    if (anchor === undefined) {
      ofNone ??= { value: compute(NOTHING) };
      return ofNone.value;
    }
    const found = known.get(anchor);
    if (found?.lists.every((list, i) => list === lists[i])) return found.value;
    const value = compute(withEntries(names, lists));
    known.set(anchor, { lists, value });
    return value;
  });
}

const NOTHING: Journal = { stream: '', rev: -1, entries: {} };

function withEntries(names: readonly string[], lists: readonly EntriesOfType[]): Journal {
  const entries: Record<string, readonly Entry[]> = {};
  names.forEach((name, i) => {
    const list = lists[i];
    if (list !== undefined) entries[name] = list;
  });
  return { ...NOTHING, entries };
}

type OfPerson = Entry<{ readonly personId: string }>;

/** The last list that began with an entry. */
const lists = new WeakMap<Entry, readonly Entry[]>();

/**
 * The entries of each person, in order. A person's list stays the same object until an entry is added to it, changed or
 * taken away, whatever is recorded of others.
 */
export function byPerson<E extends OfPerson>(entries: readonly E[]): ReadonlyMap<string, readonly E[]> {
  const grouped = new Map<string, readonly E[]>();
  const collected = new Map<string, E[]>();
  for (const entry of entries) {
    const own = collected.get(entry.data.personId);
    if (own === undefined) collected.set(entry.data.personId, [entry]);
    else own.push(entry);
  }
  for (const [personId, own] of collected) grouped.set(personId, sameList(own));
  return grouped;
}

function sameList<E extends Entry>(list: readonly E[]): readonly E[] {
  const [first] = list;
  if (first === undefined) return list;
  const before = lists.get(first) as readonly E[] | undefined;
  if (before !== undefined && areSame(before, list)) return before;
  lists.set(first, list);
  return list;
}

/**
 * Keeps what was worked out from something and from `inputs`, by name: worked out again only where one of the inputs is
 * another object or value than last time.
 */
export function unlessChanged<A extends object, T>(): (
  about: A,
  name: string,
  inputs: readonly unknown[],
  compute: () => T,
) => T {
  const known = new WeakMap<A, Map<string, { readonly inputs: readonly unknown[]; readonly value: T }>>();
  return (about, name, inputs, compute) => {
    const named = known.get(about) ?? new Map<string, { readonly inputs: readonly unknown[]; readonly value: T }>();
    const before = named.get(name);
    if (before !== undefined && areSame(before.inputs, inputs)) return before.value;
    const value = compute();
    named.set(name, { inputs, value });
    known.set(about, named);
    return value;
  };
}

/** Whether two lists hold the same things in the same order. */
export function areSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}
