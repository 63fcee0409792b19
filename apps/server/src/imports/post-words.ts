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
  [/党委|总支|支部|党组织|纪委|纪检/, 'party'],
  [/街道/, 'street'],
];

/**
 * Posts as a roll of names states them, `党委书记、居委会主任` with the organisation beside it. A post of none of the
 * plan's kinds is `other` with its words; undefined where a bare `主任` or `委员` does not say of which body.
 */
export function statedPosts(post: string, organisation: string | undefined): readonly StatedPost[] | undefined {
  const posts = post
    .split(/[、，,；;兼]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const body = bodyIn(part) ?? bodyIn(organisation ?? '');
      const found = kindOf(part, body, organisation !== undefined);
      const title = organisation === undefined || part.includes(organisation) ? part : `${organisation}${part}`;
      return found === undefined ? undefined : { ...found, title };
    });
  return posts.every((found) => found !== undefined) && posts.length > 0 ? posts.slice(0, 4) : undefined;
}

function bodyIn(words: string): BodyName | undefined {
  return BODIES.find(([pattern]) => pattern.test(words))?.[1];
}

function kindOf(
  words: string,
  body: BodyName | undefined,
  hasOrganisation: boolean,
): Omit<StatedPost, 'title'> | undefined {
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
  if (body === undefined) return BARE.test(words) && !hasOrganisation ? undefined : { body: 'other', post: 'other' };
  if (body === 'party') {
    if (/副书记/.test(words)) return { body, post: 'party-deputy-secretary' };
    return { body, post: /书记/.test(words) ? 'party-secretary' : 'party-committee-member' };
  }
  if (body === 'residents') {
    if (/副主任/.test(words)) return { body, post: 'residents-deputy-director' };
    return { body, post: /主任/.test(words) ? 'residents-director' : 'residents-committee-member' };
  }
  return { body: 'supervisory', post: /主任/.test(words) ? 'supervisory-chair' : 'supervisory-member' };
}

const BARE = /^(副?书记|副?主任|委员|成员)$/;
