import {
  PersonRegistered,
  PostLeft,
  PostTaken,
  ResidentsResultAnnounced,
  ResultAnnounced,
  ResultChanged,
  SecretaryNomineeNamed,
} from '#elections';
import { all, type Entry, last } from '#kernel';
import type { CommunityFacts } from '../../facts.js';
import { type Check, input, lacks, SUPPLIERS } from './party-election-checks.js';

export const ELECTED_READS = [ResultAnnounced, ResultChanged] as const;

/** Who was elected secretary, by the result as announced or as changed; the person is undefined where it names none. */
export function electedSecretaryOf({
  party,
}: CommunityFacts): { readonly entry: Entry; readonly personId?: string } | undefined {
  const announced = last(party, ResultAnnounced);
  const changed = last(party, ResultChanged);
  const entry = changed !== undefined && changed.position > (announced?.position ?? -1) ? changed : announced;
  return entry === undefined ? undefined : { entry, personId: entry.data.secretary };
}

export const DIRECTOR_READS = [ResidentsResultAnnounced] as const;

/** Who was elected director of the residents’ committee; the person is undefined where the post stayed vacant. */
export function directorOf({
  residents,
}: CommunityFacts): { readonly entry: Entry; readonly personId?: string } | undefined {
  const entry = last(residents, ResidentsResultAnnounced);
  if (entry === undefined) return undefined;
  return { entry, personId: entry.data.elected.find(({ post }) => post === 'residents-director')?.personId };
}

/** What a person’s posts are known by: nobody has any before the registration. */
export const POSTS_READS = [PersonRegistered, PostTaken, PostLeft] as const;
export const POSTED_READS = [SecretaryNomineeNamed, ...POSTS_READS] as const;

/** Whether a person is a cadre posted from above, by the nomination or by the record of posts; undefined: not known. */
export function postedFromAbove(
  facts: CommunityFacts,
  personId: string,
): { readonly posted: boolean; readonly evidence: readonly string[] } | undefined {
  const named = all(facts.party, SecretaryNomineeNamed).findLast(({ data }) => data.personId === personId);
  const posts = facts.person(personId)?.posts.filter(({ unit }) => unit === facts.community) ?? [];
  const posting = posts.find((held) => held.postedFromAbove === true);
  if (posting !== undefined) return { posted: true, evidence: [posting.event] };
  if (named !== undefined) {
    const { data, id } = named;
    return { posted: data.postedFromAbove || data.source === 'superior-organ', evidence: [id] };
  }
  const stated = posts.find((held) => held.postedFromAbove === false);
  return stated === undefined ? undefined : { posted: false, evidence: [stated.event] };
}

/** The result names no secretary: what depends on the person cannot be judged. */
export function secretaryUnknown({ entry }: { readonly entry: Entry }): Check {
  return lacks(
    { zh: '结果中没有书记', en: 'the result names no secretary' },
    [input({ zh: '谁当选书记', en: 'who was elected secretary' }, SUPPLIERS.community)],
    [entry],
  );
}
