import type { z } from 'zod';
import { all, type DataOf, type Entry, type Journal, last } from '#kernel';
import { PersonAmended, type PersonFactsData, PersonRegistered, PostLeft, PostTaken } from './events.js';

export type PersonFacts = z.infer<typeof PersonFactsData>;

/** What the leaf says of a person now: as registered, with every later amendment; undefined for an unknown person. */
export function personFacts(journal: Journal): PersonFacts | undefined {
  const registered = last(journal, PersonRegistered);
  if (registered === undefined) return undefined;
  const facts: PersonFacts = { ...registered.data };
  for (const { data } of all(journal, PersonAmended)) {
    const { reason: _reason, ...changes } = data;
    Object.assign(facts, stated(changes));
  }
  return facts;
}

/** Only the fields that were filled in. */
function stated<T extends object>(changes: T): Partial<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;
}

type PostData = DataOf<typeof PostTaken>;

/** Posts taken and not left since. */
export function postsHeld(journal: Journal): readonly Entry<PostData>[] {
  const left = all(journal, PostLeft);
  return all(journal, PostTaken).filter(
    (taken) => !left.some((leaving) => leaving.rev > taken.rev && samePost(leaving.data, taken.data)),
  );
}

type PostKey = Pick<PostData, 'body' | 'post' | 'unit'>;

export function samePost(one: PostKey, other: PostKey): boolean {
  return one.body === other.body && one.post === other.post && one.unit === other.unit;
}
