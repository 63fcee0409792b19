import type { Actor, AttachmentRef } from './envelope.js';

/**
 * One recorded fact as folds and rules see it: upcast data with where it came from.
 * `rev` orders entries within their stream; `position` is the leaf index in the log.
 */
export interface Entry<Data = unknown, T extends string = string> {
  readonly type: T;
  readonly id: string;
  readonly stream: string;
  readonly rev: number;
  readonly position: number;
  readonly at: string;
  readonly on?: string;
  readonly actor: Actor;
  readonly data: Data;
  readonly att: readonly AttachmentRef[];
  /** Set when a correction replaced the data: the id of the EntryCorrected event. The place in the order stays. */
  readonly correctedBy?: string;
}

/** What corrections look like in every stream that allows them. */
export interface CorrectionData {
  readonly corrects: string;
  readonly replacement: { readonly data: Readonly<Record<string, unknown>>; readonly on?: string };
  readonly reason: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
}
export interface WithdrawalData {
  readonly withdraws: string;
  readonly reason: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
}

/**
 * The fold of a stream: its entries by type in their original order, with superseded data replaced and withdrawn
 * entries gone. It is plain data (it can be stored as JSON); `append` gives a new journal and shares the rest.
 */
export interface Journal {
  readonly stream: string;
  /** Revision of the last event folded in; -1 for none. */
  readonly rev: number;
  readonly entries: { readonly [type: string]: readonly Entry[] };
  /** `at` of the last event; undefined for none. */
  readonly at?: string;
}

export function emptyJournal(stream: string): Journal {
  return { stream, rev: -1, entries: {} };
}

/** Folds one event in. Its cost grows with the entries of the same type only. Throws on a gap in the revisions. */
export function appendToJournal(journal: Journal, entry: Entry): Journal {
  if (entry.rev !== journal.rev + 1) {
    throw new Error(`revision ${entry.rev} of ${journal.stream} does not follow ${journal.rev}`);
  }
  const head = { stream: journal.stream, rev: entry.rev, at: entry.at };
  if (entry.type === 'EntryCorrected') {
    const correction = entry.data as CorrectionData;
    const entries = mapEntry(journal.entries, correction.corrects, (old) => [
      {
        ...old,
        data: correction.replacement.data,
        on: correction.replacement.on ?? old.on,
        correctedBy: entry.id,
      },
    ]);
    return { ...head, entries: addEntry(entries, entry) };
  }
  if (entry.type === 'EntryWithdrawn') {
    const entries = mapEntry(journal.entries, (entry.data as WithdrawalData).withdraws, () => []);
    return { ...head, entries: addEntry(entries, entry) };
  }
  return { ...head, entries: addEntry(journal.entries, entry) };
}

function addEntry(entries: Journal['entries'], entry: Entry): Journal['entries'] {
  const same = entries[entry.type];
  return { ...entries, [entry.type]: same === undefined ? [entry] : [...same, entry] };
}

function mapEntry(entries: Journal['entries'], id: string, change: (old: Entry) => Entry[]): Journal['entries'] {
  for (const [type, list] of Object.entries(entries)) {
    const index = list.findIndex((entry) => entry.id === id);
    const found = list[index];
    if (found === undefined) continue;
    return { ...entries, [type]: [...list.slice(0, index), ...change(found), ...list.slice(index + 1)] };
  }
  return entries;
}

/** All entries of one event type, in order of recording; empty when none. */
export function all<T extends string, D>(
  journal: Journal | undefined,
  eventType: { readonly type: T; upcast(version: number, data: Record<string, unknown>): D },
): readonly Entry<D, T>[] {
  return (journal?.entries[eventType.type] ?? []) as readonly Entry<D, T>[];
}

/** The newest entry of one event type. */
export function last<T extends string, D>(
  journal: Journal | undefined,
  eventType: { readonly type: T; upcast(version: number, data: Record<string, unknown>): D },
): Entry<D, T> | undefined {
  return all(journal, eventType).at(-1);
}

/** Any entry by its event id. */
export function entryById(journal: Journal, id: string): Entry | undefined {
  for (const list of Object.values(journal.entries)) {
    const found = list.find((entry) => entry.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}
