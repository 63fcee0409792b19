import type { z } from 'zod';
import type { Body, Post } from '#elections';

export interface StatedPost {
  readonly body: z.infer<typeof Body>;
  readonly post: z.infer<typeof Post>;
  readonly title: string;
}

type BodyName = StatedPost['body'];

const BODIES: readonly (readonly [RegExp, BodyName])[] = [
  [/居务监督/, 'supervisory'],
  [/居民委员会|居委会/, 'residents'],
  [/党委|党总支|党支部|党组织|纪委|纪检/, 'party'],
  [/街道/, 'street'],
];

/**
 * Posts as a roll of names states them, `党委书记、居委会主任` with the organisation beside it. A post of none of the
 * plan's kinds is `other` with its words; undefined where a `委员` does not say of which body.
 */
export function statedPosts(post: string, organisation: string | undefined): readonly StatedPost[] | undefined {
  const posts = post
    .split(/[、，,；;兼]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const body = bodyIn(part) ?? bodyIn(organisation ?? '');
      const found = kindOf(part, body);
      const title = organisation === undefined || part.includes(organisation) ? part : `${organisation}${part}`;
      return found === undefined ? undefined : { ...found, title };
    });
  return posts.every((found) => found !== undefined) && posts.length > 0 ? posts.slice(0, 4) : undefined;
}

function bodyIn(words: string): BodyName | undefined {
  return BODIES.find(([pattern]) => pattern.test(words))?.[1];
}

function kindOf(words: string, body: BodyName | undefined): Omit<StatedPost, 'title'> | undefined {
  if (/团(支部|委|总支)/.test(words)) return { body: 'other', post: 'league-secretary' };
  if (/妇联/.test(words)) return { body: 'other', post: 'women-federation-chair' };
  if (/专职工作者|社工|网格员/.test(words)) return { body: 'other', post: 'community-worker' };
  if (/纪委书记|纪检/.test(words)) return { body: 'party', post: 'party-discipline-secretary' };
  if (body === 'street') {
    if (/组织委员/.test(words)) return { body, post: 'street-organisation-member' };
    if (/书记/.test(words) && !/副书记/.test(words)) return { body, post: 'street-secretary' };
    if (/副书记|副主任|主任|委员/.test(words)) return { body, post: 'street-leader' };
    return { body, post: 'street-officer' };
  }
  if (/副书记/.test(words)) return { body: 'party', post: 'party-deputy-secretary' };
  if (/书记/.test(words)) return { body: 'party', post: 'party-secretary' };
  if (/副主任/.test(words) && body !== 'supervisory') return { body: 'residents', post: 'residents-deputy-director' };
  if (/主任/.test(words)) {
    return body === 'supervisory'
      ? { body, post: 'supervisory-chair' }
      : { body: 'residents', post: 'residents-director' };
  }
  if (/委员|成员/.test(words)) {
    if (body === 'party') return { body, post: 'party-committee-member' };
    if (body === 'residents') return { body, post: 'residents-committee-member' };
    return body === 'supervisory' ? { body, post: 'supervisory-member' } : undefined;
  }
  return { body: 'other', post: 'other' };
}
