import { appendToJournal, categoryOf, emptyJournal, type Journal } from '#kernel';
import { decodeEvent } from '#projections';
import {
  applyEntry,
  type CommunityFacts,
  communityFacts,
  createFactsBook,
  type FactsBook,
  type StreetFacts,
  streetFacts,
} from '#supervision';
import { CompactRangeBuilder, leafHash, toBase64 } from '#transparency';
import { catalogue } from '../../../server/src/deployment/catalogue.js';
import type { Progress } from '../terminal/progress.js';
import type { ReadFolder } from './open-folder.js';

/** The recorded facts of a folder, with the position and root that they were folded to. */
export interface FoldedFacts {
  readonly book: FactsBook;
  readonly position: number;
  readonly root: string;
  /** Journals of the findings by their stream. */
  readonly findings: ReadonlyMap<string, Journal>;
  /** Streams that could not be folded, with why: rules that depend on them say less than they should. */
  readonly unreadable: ReadonlyMap<string, string>;
  community(code: string): CommunityFacts;
  street(unit: string): StreetFacts;
}

const PAGE = 2000;

/** Folds the `process` log from its first event, until an instant of the ledger clock where one is given. */
export function foldFacts({ reader }: ReadFolder, until?: string, progress?: Progress): FoldedFacts {
  const book = createFactsBook();
  const range = new CompactRangeBuilder();
  const findings = new Map<string, Journal>();
  const unreadable = new Map<string, string>();
  const total = reader.sizeSync('process');
  let position = 0;
  fold: while (position < total) {
    for (const stored of reader.readAllSync('process', position, PAGE)) {
      const { envelope, entry } = decodeEvent(stored, catalogue);
      // Between streams `at` may go back by seconds at most: the first event past the end ends the day.
      if (until !== undefined && envelope.at > until) break fold;
      range.append(leafHash(stored.bytes));
      position = stored.position + 1;
      if (unreadable.has(entry.stream)) continue;
      try {
        if (categoryOf(entry.stream) === 'finding') {
          findings.set(entry.stream, appendToJournal(findings.get(entry.stream) ?? emptyJournal(entry.stream), entry));
        } else {
          applyEntry(book, entry);
        }
      } catch (error) {
        // As the views do: a stream that cannot be folded stops itself and is named.
        unreadable.set(entry.stream, error instanceof Error ? error.message : String(error));
      }
    }
    progress?.(position, total);
  }
  progress?.end();
  return {
    book,
    position,
    root: toBase64(range.root()),
    findings,
    unreadable,
    community: (code) => communityFacts(book, code),
    street: (unit) => streetFacts(book, unit),
  };
}
