import { z } from 'zod';
import { classed, LocalDate, Sha256Hex, UnitCode, Uuid } from '#kernel';

/** Field schemas shared by the events of this library. Counts are persons, ballots or votes. */
/** A person of the registry. The mark lets commands check that the person is known, and forms offer a search. */
export const PersonId = Uuid.meta({ reference: 'person' });
export const Count = z.number().int().min(0).max(1_000_000);
/** One line of text; line breaks cannot stand in a leaf. */
export const Line = z.string().min(1).max(200);
export const Text = z.string().min(1).max(1000);
/** A document number as printed, `云街工〔2021〕41号`. */
export const DocumentNumber = z.string().min(1).max(60);
export const YearMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
/** A day or month that has come: a birth, a decision, a photo. Commands refuse one after the ledger's day. */
export const PastDay = LocalDate.meta({ past: true });
export const PastMonth = YearMonth.meta({ past: true });
export { LocalDate, Sha256Hex, UnitCode, Uuid };

export const Gender = z.enum(['male', 'female']);
/** Ordered from lowest to highest: the index is the rank. */
export const EDUCATION = [
  'junior-secondary-or-below',
  'senior-secondary',
  'junior-college',
  'bachelor',
  'postgraduate',
] as const;
export const Education = z.enum(EDUCATION);
export const Membership = z.enum(['member', 'probationary', 'none']);

/** Posts of community and street that the plan's clauses name. */
export const POSTS = [
  'party-secretary',
  'party-deputy-secretary',
  'party-discipline-secretary',
  'party-committee-member',
  'residents-director',
  'residents-deputy-director',
  'residents-committee-member',
  'supervisory-chair',
  'supervisory-member',
  'women-federation-chair',
  'league-secretary',
  'community-worker',
  'street-secretary',
  'street-organisation-member',
  'street-leader',
  'street-department-head',
  'street-officer',
  'other',
] as const;
export const Post = z.enum(POSTS);

/** The body whose seat a post is; the two committees are `party` and `residents`. */
export const Body = z.enum(['party', 'residents', 'supervisory', 'street', 'other']);

export const OrganisationKind = z.enum(['committee', 'general-branch', 'branch']);

/** A nominee on a list, and the post that the list names the person for. */
export const ListedPerson = z.strictObject({
  personId: PersonId,
  post: z.enum(['secretary', 'deputy-secretary', 'member']),
});
export const NomineeList = z.array(ListedPerson).min(1).max(60);

/** The 18 single-fact grounds of ¶16 (QUA-01 … QUA-10); outcome codes only, the facts stay with the replying body. */
export const DISQUALIFICATION_GROUNDS = [
  'QUA-01',
  'QUA-02a',
  'QUA-02b',
  'QUA-02c',
  'QUA-03a',
  'QUA-03b',
  'QUA-04',
  'QUA-05a',
  'QUA-05b',
  'QUA-05c',
  'QUA-06a',
  'QUA-06b',
  'QUA-06c',
  'QUA-07',
  'QUA-08a',
  'QUA-08b',
  'QUA-09',
  'QUA-10',
] as const;
export const DisqualificationGround = z.enum(DISQUALIFICATION_GROUNDS);
export const GroundOutcome = z.enum(['clear', 'not-clear', 'no-reply']);

export const ReviewLevel = z.enum(['first', 'full', 'joint']);

/**
 * Entered after the fact from paper (补录): an act that was done outside the product. Never guarded, always judged;
 * `secondPerson` saw the paper too.
 */
export const LateEntry = z.strictObject({
  scan: Sha256Hex,
  reason: Text,
  secondPerson: z.string().min(1).max(64),
});

/** Where a row of an imported sheet came from. */
export const RowOrigin = z.strictObject({
  import: Uuid,
  file: Sha256Hex,
  sheet: z.string().max(100),
  row: z.number().int().positive(),
});

/** Names of persons in a public notice are public acts. */
export const PublicName = classed('public', z.string().min(1).max(60));
