import { endOfShanghaiDay, shanghaiDay } from '#kernel';
import { judgeUnit, type Results } from '#supervision';
import { ruleIndexFor } from '../../../server/src/deployment/packs.js';
import { type FoldedFacts, foldFacts } from '../folder/fold.js';
import type { ReadFolder } from '../folder/open-folder.js';
import { unitsIn } from '../folder/units-of-folder.js';
import { say } from '../terminal/language.js';
import { progressLine } from '../terminal/progress.js';

export interface Judged {
  readonly facts: FoldedFacts;
  /** Ledger instant of judging. */
  readonly at: string;
  /** Results of every opened term and every street, by unit. */
  readonly results: Results;
}

/** Folds a folder and judges its units, now or as recorded until the end of a day. `only` limits it to some units. */
export function judgeFolder(open: ReadFolder, asOf: string | undefined, only?: (unit: string) => boolean): Judged {
  const at = asOf === undefined ? open.now() : endOfShanghaiDay(asOf);
  const progress = progressLine(say({ zh: '读取台账', en: 'reading the ledger' }));
  const facts = foldFacts(open, asOf === undefined ? undefined : at, progress);
  const moment = { at, today: shanghaiDay(at) };
  const results = new Map();
  for (const unit of unitsIn(facts.book)) {
    if (only !== undefined && !only(unit)) continue;
    const of = isStreet(facts, unit) ? facts.street(unit) : facts.community(unit);
    // Before its term is opened no pack is pinned to a community, and nothing is judged.
    if ('community' in of && of.termStream === undefined) continue;
    results.set(unit, judgeUnit(of, ruleIndexFor(facts, unit), moment));
  }
  return { facts, at, results };
}

export function isStreet({ book }: FoldedFacts, unit: string): boolean {
  return book.streets.has(unit) || book.members.has(unit);
}
