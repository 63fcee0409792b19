import { z } from 'zod';
import { LocalDate, type Words } from '#kernel';
import type { Rule } from './rule.js';

const WordsSchema = z.strictObject({ zh: z.string().min(1).max(2000), en: z.string().min(1).max(2000) });

/** Metadata and parameters of a pack: what is pinned by digest when a term is opened. Never carries code. */
export const PackManifest = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{3,40}$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: WordsSchema,
  issuer: z.string().max(120),
  documentNumber: z.string().max(60).optional(),
  /** In force from this day, to `until` inclusive where it ended. */
  from: LocalDate,
  until: LocalDate.optional(),
  /** Ids of the built-in evaluators that belong to the pack. */
  rules: z.array(z.string().max(20)).min(1).max(400),
  /** Parameters that this pack sets otherwise than the evaluators' defaults. */
  parameters: z.record(
    z.string(),
    z.record(
      z.string(),
      z.strictObject({ value: z.union([z.number().int(), z.string(), z.boolean()]), source: WordsSchema }),
    ),
  ),
});
export type PackManifest = z.infer<typeof PackManifest>;

export interface RulePack {
  readonly manifest: PackManifest;
  readonly rules: readonly Rule[];
}

/** Packs in force on a day, in order of id. */
export function packsInForce(packs: readonly RulePack[], day: string): readonly RulePack[] {
  return packs
    .filter(({ manifest }) => manifest.from <= day && (manifest.until === undefined || day <= manifest.until))
    .sort((x, y) => (x.manifest.id < y.manifest.id ? -1 : 1));
}

export type { Words };
