import { createHash } from 'node:crypto';
import { PacksChanged, TermOpened } from '#elections';
import { canonicalBytes, last } from '#kernel';
import {
  type CommunityFacts,
  type FactsBook,
  indexRules,
  packsInForce,
  plan2021,
  type RuleIndex,
  type RulePack,
} from '#supervision';

/** The packs that this build carries. */
export const builtInPacks: readonly RulePack[] = [plan2021];

const indexes = new Map<string, RuleIndex>();

/** SHA-256 over the manifest's canonical JSON: what a term pins. */
export function packDigest(pack: RulePack): string {
  return createHash('sha256').update(canonicalBytes(pack.manifest)).digest('hex');
}

export function pinned(pack: RulePack): { id: string; version: string; digest: string } {
  return { id: pack.manifest.id, version: pack.manifest.version, digest: packDigest(pack) };
}

/** The rules that a community is judged by: the packs pinned by its term, else all that are built in. */
export function ruleIndexFor(
  facts: { readonly book: FactsBook; community(code: string): CommunityFacts },
  unit: string,
): RuleIndex {
  const record = facts.book.communities.has(unit) ? facts.community(unit) : undefined;
  const ids = (last(record?.term, PacksChanged) ?? last(record?.term, TermOpened))?.data.packs
    .map(({ id }) => id)
    .sort();
  const key = ids?.join(' ') ?? '';
  const known = indexes.get(key);
  if (known !== undefined) return known;
  const packs = ids === undefined ? builtInPacks : builtInPacks.filter(({ manifest }) => ids.includes(manifest.id));
  const index = indexRules(packs);
  indexes.set(key, index);
  return index;
}

/** The packs to pin for a term whose election falls on `day`. */
export function packsToPin(day: string): { id: string; version: string; digest: string }[] {
  return packsInForce(builtInPacks, day).map(pinned);
}
