import type { z } from 'zod';
import { all, type Entry, entryById, err, type Journal, ok, type Rejection, type Result } from '#kernel';
import { CorrectionProposed, CorrectionRefused, EntryCorrected, EntryWithdrawn } from '../corrections.js';
import type { Recording } from '../define-command.js';
import { CountSettled } from '../party-election/events.js';
import { announcedResult } from '../party-election/state.js';
import { refusal } from '../refusals.js';

/** What may be corrected, by event type. */
export type Recordings = ReadonlyMap<string, Recording>;

/** Proposals that were neither approved nor refused. */
export function openProposals(journal: Journal): readonly Entry<z.infer<typeof CorrectionProposed.schema>>[] {
  const decided = new Set(
    [...all(journal, CorrectionRefused), ...all(journal, EntryCorrected), ...all(journal, EntryWithdrawn)].map(
      ({ data }) => data.proposal,
    ),
  );
  return all(journal, CorrectionProposed).filter(({ id }) => !decided.has(id));
}

/**
 * The entry that a proposal is about. `corrects` names the version in force: the entry itself, or the EntryCorrected
 * that replaced its data last, so that nobody corrects what somebody else has corrected meanwhile.
 */
export function entryInForce(journal: Journal, corrects: string): Result<Entry, Rejection> {
  const correction = all(journal, EntryCorrected).find(({ id }) => id === corrects);
  const entry = entryById(journal, correction?.data.corrects ?? corrects);
  if (entry === undefined) return err(refusal('ENTRY_UNKNOWN'));
  const inForce = entry.correctedBy ?? entry.id;
  return inForce === corrects ? ok(entry) : err(refusal('ENTRY_SUPERSEDED', { by: inForce }));
}

const OF_THE_RESULT = new Set(['CountEntered', 'CountSettled', 'ResultAnnounced']);
const ISSUED_UNLESS_LATE = new Set(['ReviewListSent', 'ApprovalRequested']);

/**
 * Entries of record commands may be corrected. What an act issued stays as issued, unless it was entered late from
 * paper; a settled count changes by a recount, an announced result by ResultChanged only.
 */
export function correctable(entry: Entry, recordings: Recordings, journal: Journal): Result<Recording, Rejection> {
  const announced = announcedResult(journal);
  if (announced !== undefined && OF_THE_RESULT.has(entry.type)) {
    return err(refusal('RESULT_FROZEN', { on: announced.on ?? announced.at }));
  }
  const recording = recordings.get(entry.type);
  if (recording === undefined || (ISSUED_UNLESS_LATE.has(entry.type) && !isLate(entry))) {
    return err(refusal('NOT_CORRECTABLE', { type: entry.type }));
  }
  const isSettled = all(journal, CountSettled).some(({ data }) => data.entries.includes(entry.id));
  return isSettled ? err(refusal('COUNT_ALREADY_SETTLED')) : ok(recording);
}

function isLate({ data }: Entry): boolean {
  return typeof data === 'object' && data !== null && 'late' in data && data.late !== undefined;
}

const OF_CORRECTIONS = new Set(['CorrectionProposed', 'CorrectionRefused', 'EntryCorrected', 'EntryWithdrawn']);

/** Whether the stream holds entries in force besides one. */
export function otherEntries(journal: Journal, id: string): boolean {
  return Object.entries(journal.entries).some(
    ([type, entries]) => !OF_CORRECTIONS.has(type) && entries.some((entry) => entry.id !== id),
  );
}
