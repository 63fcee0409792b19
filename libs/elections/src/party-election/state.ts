import type { z } from 'zod';
import { all, type DataOf, type Entry, type Journal, last } from '#kernel';
import {
  ApprovalRequested,
  CandidatesToBeDetermined,
  type CountData,
  CountEntered,
  CountSettled,
  InspectionListFixed,
  PreliminaryNomineesDetermined,
  ReplacementNominated,
  ResultAnnounced,
  ReviewListSent,
  StreetRecommendationMade,
} from './events.js';

/** Ballots and votes of one counting. */
export type CountOfBallots = z.infer<typeof CountData>;

const LISTS = [
  PreliminaryNomineesDetermined,
  StreetRecommendationMade,
  ReviewListSent,
  InspectionListFixed,
  CandidatesToBeDetermined,
  ApprovalRequested,
] as const;

/** Everybody who stands or stood on any list of this election, replacements included. */
export function everNominated(election: Journal): ReadonlySet<string> {
  const listed = LISTS.flatMap((eventType) =>
    all(election, eventType as typeof PreliminaryNomineesDetermined).flatMap(({ data }) => data.list),
  );
  const replacing = all(election, ReplacementNominated).map(({ data }) => data.person);
  return new Set([...listed, ...replacing].map(({ personId }) => personId));
}

/** Entries of the count since it was last settled: a new entry after that begins a recount. */
export function openEntries(election: Journal): readonly Entry<DataOf<typeof CountEntered>>[] {
  const settled = last(election, CountSettled)?.rev ?? -1;
  return all(election, CountEntered).filter(({ rev }) => rev > settled);
}

/** The count that stands: settled, and no recount begun since. */
export function settledCount(election: Journal): Entry<DataOf<typeof CountSettled>> | undefined {
  return openEntries(election).length === 0 ? last(election, CountSettled) : undefined;
}

export function announcedResult(election: Journal): Entry<DataOf<typeof ResultAnnounced>> | undefined {
  return last(election, ResultAnnounced);
}
