import { QualificationReviewed, ResidentsNomineeProposed, ResidentsResultAnnounced, ReviewFedBack } from '#elections';
import { all, type Entry, last, shanghaiDay, type Words } from '#kernel';
import { dayOf, earliest } from '../../event-time.js';
import type { CommunityFacts } from '../../facts.js';
import type { Moment } from '../../rule.js';
import { follows } from './party-election-checks.js';
import {
  LATE_LIST_EVENTS,
  LEAVER_READS,
  LIST_READS,
  leaversOf,
  listsOf,
  type NamedList,
  reviewsAt,
} from './party-election-lists.js';
import { from, pastBy } from './party-election-milestones.js';
import { areSame, oncePerJournal } from './party-election-once.js';

/** Where somebody stands who was nominated in this term, for the Party committee or the residents' committee. */
export interface Nominee {
  readonly personId: string;
  /** The lists that name the person, in order of recording. */
  readonly lists: readonly NamedList[];
  /** The earliest list or proposal. */
  readonly firstListed: Entry;
  /** Lists of those after the joint review. */
  readonly lateLists: readonly NamedList[];
  /** Whether the person was sent to review, or the review of the election is over. */
  readonly review: 'awaited' | 'sent' | 'over';
  /** The withdrawal or striking-off, where no later list names the person again. */
  readonly left?: Entry;
  /** Day of the newest joint review; today while there is none. */
  readonly referenceDay: string;
  /** The same in words that do not change from day to day. */
  readonly reference: Words;
  readonly jointReview?: Entry;
}

export const NOMINEE_STANDING_READS = [
  ...LIST_READS,
  ...LEAVER_READS,
  QualificationReviewed,
  ResidentsNomineeProposed,
  ResidentsResultAnnounced,
  ...from(ReviewFedBack),
] as const;

const SENT = 'ReviewListSent';
const LATE: ReadonlySet<string> = new Set(LATE_LIST_EVENTS.map(({ type }) => type));

type Standing = Omit<Nominee, 'referenceDay' | 'reference'>;

const named = new WeakMap<readonly Standing[], { readonly today: string; readonly nominees: readonly Nominee[] }>();
const seen = new WeakMap<Standing, Nominee>();

/**
 * Everyone whom a list of this term names, each once. Where nothing of what is said of somebody has changed, the nominee
 * is the same object as before.
 */
export function nomineesOfTerm({ party, residents }: CommunityFacts, { today }: Moment): readonly Nominee[] {
  const all = standings(party)(residents);
  const known = named.get(all);
  if (known?.today === today) return known.nominees;
  const nominees = all.map((standing) => nomineeAt(standing, today));
  named.set(all, { today, nominees });
  return nominees;
}

function nomineeAt(standing: Standing, today: string): Nominee {
  const known = seen.get(standing);
  if (known !== undefined && (standing.jointReview !== undefined || known.referenceDay === today)) return known;
  const nominee = {
    ...standing,
    ...(standing.jointReview === undefined
      ? { referenceDay: today, reference: { zh: '今日（尚未联审）', en: 'today (no joint review yet)' } }
      : referenceOf(dayOf(standing.jointReview))),
  };
  seen.set(standing, nominee);
  return nominee;
}

function referenceOf(day: string): Pick<Nominee, 'referenceDay' | 'reference'> {
  return { referenceDay: day, reference: { zh: day, en: day } };
}

const standings = oncePerJournal((party) =>
  oncePerJournal((residents): readonly Standing[] => {
    const lists = listsOf(party);
    const proposals = all(residents, ResidentsNomineeProposed);
    const left = leaversOf(party);
    const joint = reviewsAt(party, 'joint');
    const partyPast = pastBy(party, ReviewFedBack);
    const result = last(residents, ResidentsResultAnnounced);
    const ids = new Set([
      ...lists.flatMap(({ personIds }) => personIds),
      ...proposals.map(({ data }) => data.personId),
    ]);
    return [...ids].flatMap((personId) => {
      const own = lists.filter(({ personIds }) => personIds.includes(personId));
      const firstListed =
        earliest(own.map(({ entry }) => entry)) ?? proposals.find(({ data }) => data.personId === personId);
      if (firstListed === undefined) return [];
      const leaving = left.get(personId);
      const review = joint.get(personId);
      const isOver = (own.length > 0 ? partyPast : result) !== undefined || review !== undefined;
      const isSent = own.some(({ entry }) => entry.type === SENT);
      return [
        sameStanding({
          personId,
          lists: own,
          firstListed,
          lateLists: own.filter(({ entry }) => LATE.has(entry.type)),
          review: isOver ? 'over' : isSent ? 'sent' : 'awaited',
          ...(leaving !== undefined && !own.some(({ entry }) => follows(entry, leaving)) ? { left: leaving } : {}),
          ...(review === undefined ? {} : { jointReview: review }),
        }),
      ];
    });
  }),
);

/** Where persons stood when it was last asked, by the entry that first listed them. */
const stood = new WeakMap<Entry, Map<string, Standing>>();

function sameStanding(standing: Standing): Standing {
  const listed = stood.get(standing.firstListed) ?? new Map<string, Standing>();
  stood.set(standing.firstListed, listed);
  const before = listed.get(standing.personId);
  if (
    before !== undefined &&
    before.review === standing.review &&
    before.left === standing.left &&
    before.jointReview === standing.jointReview &&
    areSame(before.lists, standing.lists)
  ) {
    return before;
  }
  listed.set(standing.personId, standing);
  return standing;
}

/** The day a number of years before another; the last day of February for one that the year does not have. */
export function yearsBefore(day: string, years: number): string {
  const [year = '', month = '', dayOfMonth = ''] = shanghaiDay(day).split('-');
  const earlier = String(Number(year) - years).padStart(4, '0');
  const isLeap = new Date(Date.UTC(Number(earlier), 1, 29)).getUTCDate() === 29;
  return month === '02' && dayOfMonth === '29' && !isLeap ? `${earlier}-02-28` : `${earlier}-${month}-${dayOfMonth}`;
}

/** Departments that a list asked about a person and that have not answered at all. */
export function silentDepartments(nominee: Nominee, answered: ReadonlySet<string>): readonly string[] {
  const asked = nominee.lists.flatMap(({ entry }) =>
    entry.type === SENT ? (entry.data as { readonly departments: readonly string[] }).departments : [],
  );
  return [...new Set(asked)].filter((department) => !answered.has(department));
}
