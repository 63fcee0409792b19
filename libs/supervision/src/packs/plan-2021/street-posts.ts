import { StreetPostRecorded } from '#elections';
import { all, type DataOf, type Entry, type Journal } from '#kernel';

export const STREET_POST_READS = [StreetPostRecorded] as const;

export type StreetPost = Entry<DataOf<typeof StreetPostRecorded>>;
type PostName = StreetPost['data']['post'];

/** Who held a post of the street on a day: the newest by start of office; without a stated start, since ever. */
export function holderOn(street: Journal, post: PostName, day: string): StreetPost | undefined {
  return all(street, StreetPostRecorded)
    .filter(({ data }) => data.post === post && (data.from ?? '') <= day)
    .reduce<StreetPost | undefined>(
      (held, next) => (held !== undefined && (next.data.from ?? '') < (held.data.from ?? '') ? held : next),
      undefined,
    );
}

/** The posts of the street that a person has on record, begun by a day. */
export function postsOfPerson(street: Journal, personId: string, day: string): readonly StreetPost[] {
  return all(street, StreetPostRecorded).filter(
    (entry) => entry.data.personId === personId && (entry.data.from ?? '') <= day,
  );
}
