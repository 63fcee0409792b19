import { FactsFold } from '#projections';
import { CompactRangeBuilder, leafHash, toBase64 } from '#transparency';
import { catalogue } from '../../../server/src/deployment/catalogue.js';
import type { Progress } from '../terminal/progress.js';
import type { ReadFolder } from './open-folder.js';

/** The recorded facts of a folder, with the root of what they were folded from. */
export interface FoldedFacts
  extends Pick<FactsFold, 'book' | 'position' | 'unreadable' | 'findings' | 'community' | 'street'> {
  readonly root: string;
}

const PAGE = 2000;

/** Folds the `process` log from its first event, until an instant of the ledger clock where one is given. */
export function foldFacts({ reader }: ReadFolder, until?: string, progress?: Progress): FoldedFacts {
  const fold = new FactsFold(catalogue, until);
  const range = new CompactRangeBuilder();
  const total = reader.sizeSync('process');
  pages: while (fold.position < total) {
    for (const stored of reader.readAllSync('process', fold.position, PAGE)) {
      if (!fold.apply(stored)) break pages;
      range.append(leafHash(stored.bytes));
    }
    progress?.(fold.position, total);
  }
  progress?.end();
  return Object.assign(fold, { root: toBase64(range.root()) });
}
