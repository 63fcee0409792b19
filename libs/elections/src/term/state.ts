import { all, type DataOf, type Entry, type Journal } from '#kernel';
import {
  BlockingProblemRaised,
  BlockingProblemResolved,
  JustificationApproved,
  JustificationProposed,
  SeatsApproved,
} from './events.js';

/** Problems raised and not resolved (¶26: no start while one is open). */
export function openProblems(term: Journal): readonly Entry<DataOf<typeof BlockingProblemRaised>>[] {
  const resolved = new Set(all(term, BlockingProblemResolved).map(({ data }) => data.raised));
  return all(term, BlockingProblemRaised).filter(({ id }) => !resolved.has(id));
}

/** Reasons proposed that nobody has approved yet. */
export function openJustifications(term: Journal): readonly Entry<DataOf<typeof JustificationProposed>>[] {
  const approved = new Set(all(term, JustificationApproved).map(({ data }) => data.proposal));
  return all(term, JustificationProposed).filter(({ id }) => !approved.has(id));
}

/** Seats that the district approved for a committee; the newest approval counts. */
export function approvedSeats(term: Journal, body: 'party' | 'residents'): number | undefined {
  return all(term, SeatsApproved).findLast(({ data }) => data.body === body)?.data.seats;
}
