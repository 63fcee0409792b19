import {
  ApprovalGiven,
  ApprovalRequested,
  CandidatesToBeDetermined,
  CongressHeld,
  CongressReplied,
  CongressRequested,
  ElectionDossierClosed,
  InspectionFedBack,
  InspectionHeld,
  InspectionListFixed,
  PreliminaryNomineesDetermined,
  QualificationReviewed,
  RecommendationMeetingHeld,
  ResultAnnounced,
  ResultApproved,
  ResultReported,
  ReviewFedBack,
  ReviewListSent,
  SecretaryFiled,
  StreetRecommendationMade,
} from '#elections';
import type { Journal, Words } from '#kernel';
import type { Past } from './party-election-checks.js';

/**
 * The milestones of a Party election in the order of ¶31–¶41. A record that is missing while a later milestone is
 * recorded is missing, not early. Talks and pledges are left out: they run beside other steps.
 */
export const MILESTONES = [
  CongressRequested,
  CongressReplied,
  RecommendationMeetingHeld,
  PreliminaryNomineesDetermined,
  StreetRecommendationMade,
  ReviewListSent,
  QualificationReviewed,
  ReviewFedBack,
  InspectionListFixed,
  InspectionHeld,
  InspectionFedBack,
  CandidatesToBeDetermined,
  ApprovalRequested,
  ApprovalGiven,
  CongressHeld,
  ResultAnnounced,
  ResultReported,
  ResultApproved,
  SecretaryFiled,
  ElectionDossierClosed,
] as const;

export type Milestone = (typeof MILESTONES)[number];
interface Mark extends Pick<Milestone, 'type'> {
  readonly title: Words;
  readonly firstOnly: true;
}

const MARKS: readonly Mark[] = MILESTONES.map(({ type, title }) => ({ type, title, firstOnly: true }));
const MARKS_FROM = new Map<Milestone, readonly Mark[]>(MILESTONES.map((one, i) => [one, MARKS.slice(i)]));

/**
 * The milestones from one on, itself included: what a rule `reads` to know whether the election is past a step. A rule
 * that looks at more than the first record of one of them names that one as well.
 */
export function from(milestone: Milestone): readonly Mark[] {
  return MARKS_FROM.get(milestone) ?? [];
}

/** The earliest milestone from one on that is recorded; undefined while the election has not come so far. */
export function pastBy(party: Journal, milestone: Milestone): Past | undefined {
  for (const { type, title } of from(milestone)) {
    const entry = party.entries[type]?.[0];
    if (entry !== undefined) return { entry, title };
  }
  return undefined;
}
