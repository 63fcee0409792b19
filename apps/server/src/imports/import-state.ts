import type { z } from 'zod';
import type { ImportKindName } from '#elections';
import type { Actor, Words } from '#kernel';
import type { ImportReport } from '../api/shapes.js';

export type Report = z.infer<typeof ImportReport>;

/** An import as it is kept between two requests and across a restart. */
export interface ImportState extends Omit<Report, 'by' | 'kind' | 'columns'> {
  readonly kind: ImportKindName;
  /** Who sent the file, as it stands in events. */
  readonly actor: Actor;
  readonly notes: readonly Words[] & Words[];
  readonly unchanged: number;
  /** System clock, ms: uploads that nobody commits expire. */
  readonly received: number;
}

/** Work on these goes on, or is taken up again after a restart. */
export const WORKING: ReadonlySet<Report['state']> = new Set(['reading', 'committing', 'applying']);

/** Nothing more will happen to these. */
export const ENDED: ReadonlySet<Report['state']> = new Set(['committed', 'dropped']);
