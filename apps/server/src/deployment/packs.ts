import { createHash } from 'node:crypto';
import { type PackOnBoard, PacksChanged, packKey, TermOpened } from '#elections';
import { last } from '#kernel';
import {
  type CommunityFacts,
  type FactsBook,
  indexOfPins,
  indexRules,
  type PackPin,
  packsInForce,
  pinOf,
  plan2021,
  type RuleIndex,
  type RulePack,
} from '#supervision';

/** The packs that this build carries. */
export const builtInPacks: readonly RulePack[] = [plan2021];

/** How a pack is pinned: by SHA-256 over the canonical JSON of its manifest. */
export function pinOnBoard(pack: RulePack): PackPin {
  return pinOf(pack, sha256Hex);
}

/** The packs that a term may pin. */
export const packsOnBoard: readonly PackPin[] = builtInPacks.map(pinOnBoard);

/** The same with what they are called and when they are in force, for refusals that name them. */
export const packsWithForce: readonly PackOnBoard[] = builtInPacks.map((pack) => {
  const { title, from, until } = pack.manifest;
  return { ...pinOnBoard(pack), title, from, ...(until === undefined ? {} : { until }) };
});

/** A number that another set of packs on board changes: results that were judged by other packs are judged anew. */
export const packsFingerprint = Number.parseInt(
  sha256Hex(Buffer.from(packsOnBoard.map(packKey).sort().join('\n'))).slice(0, 6),
  16,
);

const unpinned = indexRules(builtInPacks);
const indexes = new Map<string, RuleIndex>();

/**
 * The rules that a community is judged by: the packs pinned by its term, by id, version and digest; before a term is
 * opened, and for a street, all that are on board.
 */
export function ruleIndexFor(
  facts: { readonly book: FactsBook; community(code: string): CommunityFacts },
  unit: string,
): RuleIndex {
  const record = facts.book.communities.has(unit) ? facts.community(unit) : undefined;
  const pins = (last(record?.term, PacksChanged) ?? last(record?.term, TermOpened))?.data.packs;
  if (pins === undefined) return unpinned;
  const key = pins.map(({ id, version, digest }) => `${id} ${version} ${digest}`).join('\n');
  const known = indexes.get(key);
  if (known !== undefined) return known;
  const index = indexOfPins(builtInPacks, pins, sha256Hex);
  indexes.set(key, index);
  return index;
}

/** The packs to pin for a term whose election falls on `day`. */
export function packsToPin(day: string): PackPin[] {
  return packsInForce(builtInPacks, day).map(pinOnBoard);
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
