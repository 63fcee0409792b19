import {
  ApprovalRequested,
  CandidatesToBeDetermined,
  CandidateWithdrew,
  InspectionListFixed,
  PreliminaryNomineesDetermined,
  QualificationCancelled,
  QualificationReviewed,
  ReplacementNominated,
  ReviewFedBack,
  ReviewListSent,
  StreetRecommendationMade,
} from '#elections';
import { all, type DataOf, type Entry, type Journal } from '#kernel';
import { follows } from './party-election-checks.js';
import { byPerson, oncePerEntries } from './party-election-once.js';

/** A list of names in the order of its step, with the words for it. */
export interface NamedList {
  readonly name: { readonly zh: string; readonly en: string };
  readonly entry: Entry;
  readonly personIds: readonly string[];
}

const LIST_EVENTS = [
  { event: PreliminaryNomineesDetermined, name: { zh: '初步人选名单', en: 'the list of preliminary nominees' } },
  { event: StreetRecommendationMade, name: { zh: '街道推荐名单', en: 'the street’s list' } },
  { event: ReviewListSent, name: { zh: '送审名单', en: 'the list sent to review' } },
  { event: ReviewFedBack, name: { zh: '反馈名单', en: 'the list fed back' } },
  { event: InspectionListFixed, name: { zh: '考察名单', en: 'the inspection list' } },
  { event: CandidatesToBeDetermined, name: { zh: '预备人选名单', en: 'the list of candidates-to-be' } },
  { event: ApprovalRequested, name: { zh: '请示所附名单', en: 'the list of the request' } },
] as const;

/** The lists after the joint review: nobody with a ground against them may stand there. */
export const LATE_LIST_EVENTS = [
  ReviewFedBack,
  InspectionListFixed,
  CandidatesToBeDetermined,
  ApprovalRequested,
] as const;

export const LIST_READS = [...LIST_EVENTS.map(({ event }) => event), ReplacementNominated] as const;

/** Every list of names of the Party election, in order of recording. */
export const listsOf = oncePerEntries(LIST_READS, (party): readonly NamedList[] => {
  const lists = LIST_EVENTS.flatMap(({ event, name }) =>
    all<string, { readonly list: DataOf<typeof InspectionListFixed>['list'] }>(party, event).map((entry) => ({
      name,
      entry,
      personIds: idsOn(entry),
    })),
  );
  const replacements = all(party, ReplacementNominated).map((entry) => ({
    name: { zh: '递补人选', en: 'the replacement nominated' },
    entry,
    personIds: [entry.data.person.personId],
  }));
  return [...lists, ...replacements].sort((x, y) => x.entry.position - y.entry.position);
});

/** The persons of one list event, each once. */
export function idsOn(entry: Entry<{ readonly list: readonly { readonly personId: string }[] }>): readonly string[] {
  return [...new Set(entry.data.list.map(({ personId }) => personId))];
}

/** Who stands on the preliminary lists: the community's (with replacements) and the street's. */
export const NOMINEE_READS = [PreliminaryNomineesDetermined, StreetRecommendationMade, ReplacementNominated] as const;

export function nomineesOf(party: Journal): readonly string[] {
  const lists = [PreliminaryNomineesDetermined, StreetRecommendationMade].flatMap((event) =>
    all<string, { readonly list: readonly { readonly personId: string }[] }>(party, event).flatMap(idsOn),
  );
  return [...new Set([...lists, ...all(party, ReplacementNominated).map(({ data }) => data.person.personId)])];
}

/** Who left the election: withdrew, or was struck off. */
export const LEAVER_READS = [CandidateWithdrew, QualificationCancelled] as const;

export const leaversOf = oncePerEntries(
  LEAVER_READS,
  (party): ReadonlyMap<string, Entry> =>
    new Map(
      [...all(party, CandidateWithdrew), ...all(party, QualificationCancelled)].map((entry) => [
        entry.data.personId,
        entry,
      ]),
    ),
);

export type Review = Entry<DataOf<typeof QualificationReviewed>>;
export type ReviewLevel = Review['data']['level'];

/** The three levels, and the body that has to review at each. */
export const REVIEW_LEVELS: readonly {
  readonly level: ReviewLevel;
  readonly zh: string;
  readonly en: string;
  readonly body: string;
}[] = [
  { level: 'first', zh: '初审', en: 'first check', body: 'community-party' },
  { level: 'full', zh: '全面审查', en: 'full review', body: 'street-working-committee' },
  { level: 'joint', zh: '联合审查', en: 'joint review', body: 'district-office' },
];

/** The newest outcome of one level for every person reviewed there. */
export function reviewsAt(party: Journal, level: ReviewLevel): ReadonlyMap<string, Review> {
  return newestReviews(party)[level];
}

const newestReviews = oncePerEntries([QualificationReviewed], (party) => {
  const newest = {
    first: new Map<string, Review>(),
    full: new Map<string, Review>(),
    joint: new Map<string, Review>(),
  };
  for (const review of all(party, QualificationReviewed)) {
    const level = newest[review.data.level];
    const known = level.get(review.data.personId);
    if (known === undefined || follows(review, known)) level.set(review.data.personId, review);
  }
  return newest;
});

/** All reviews of a person at any level: the same list until there is another. */
export function reviewsOf(party: Journal, personId: string): readonly Review[] | undefined {
  return reviewsByPerson(party).get(personId);
}

/** All reviews of each person. */
export const reviewsByPerson = oncePerEntries([QualificationReviewed], (party) =>
  byPerson(all(party, QualificationReviewed)),
);

/** Who passed the joint review and was not struck off afterwards. */
export const PASSED_READS = [QualificationReviewed, QualificationCancelled] as const;

export function passedJointReview(party: Journal): ReadonlyMap<string, Review> {
  const cancelled = new Map(all(party, QualificationCancelled).map((entry) => [entry.data.personId, entry]));
  return new Map(
    [...reviewsAt(party, 'joint')].filter(([personId, review]) => {
      const struckOff = cancelled.get(personId);
      return review.data.outcome === 'passed' && (struckOff === undefined || follows(review, struckOff));
    }),
  );
}
