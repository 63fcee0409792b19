import { appendToJournal, emptyJournal, type Journal } from '#kernel';
import { byRuleAndSubject, decodeEvent, type KnownFinding, knownFinding } from '#projections';
import {
  applyEntry,
  type CommunityFacts,
  communityFacts,
  createFactsBook,
  type FactsBook,
  findingEvents,
  type StreetFacts,
  streetFacts,
} from '#supervision';
import { catalogue } from '../deployment/catalogue.js';
import type { Deployment } from '../deployment/deployment.js';
import { MerkleRoot } from '../deployment/merkle-root.js';

/** Facts folded from the log until an instant, with the position and root that they were folded to. */
export interface PastFacts {
  readonly facts: {
    readonly book: FactsBook;
    community(code: string): CommunityFacts;
    street(unit: string): StreetFacts;
  };
  /** In the order of lists. */
  readonly findings: readonly KnownFinding[];
  readonly position: number;
  readonly root: string;
}

const FINDING_EVENTS: ReadonlySet<string> = new Set(findingEvents.map(({ type }) => type));
const PAGE = 2000;
const KEPT = 4;
const kept = new WeakMap<Deployment, Map<string, PastFacts>>();

/**
 * The facts as recorded until `end` (a ledger instant): later corrections do not show. Past days do not change, so the
 * last few that were asked for are kept.
 */
export async function catchUpTo(deployment: Deployment, end: string): Promise<PastFacts> {
  const known = kept.get(deployment) ?? new Map<string, PastFacts>();
  kept.set(deployment, known);
  const before = known.get(end);
  if (before !== undefined) return before;
  const book = createFactsBook();
  const findings = new Map<string, Journal>();
  const root = new MerkleRoot();
  let position = 0;
  fold: for (;;) {
    const page = await deployment.store.readAll('process', position, PAGE);
    for (const stored of page) {
      const { entry } = decodeEvent(stored, catalogue);
      // Between streams `at` may go back by seconds at most: the first event past the end ends the day.
      if (entry.at > end) break fold;
      try {
        if (FINDING_EVENTS.has(entry.type))
          findings.set(entry.stream, appendToJournal(findings.get(entry.stream) ?? emptyJournal(entry.stream), entry));
        applyEntry(book, entry);
      } catch {
        // The live view has quarantined this stream and lists it; the past shows what it showed.
      }
      root.append(stored.bytes);
      position = stored.position + 1;
    }
    if (page.length < PAGE) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const past: PastFacts = {
    facts: { book, community: (code) => communityFacts(book, code), street: (unit) => streetFacts(book, unit) },
    findings: [...findings.values()].flatMap((journal) => knownFinding(journal) ?? []).sort(byRuleAndSubject),
    position,
    root: root.root(),
  };
  if (end <= deployment.clock.now()) {
    known.set(end, past);
    const oldest = known.keys().next();
    if (known.size > KEPT && !oldest.done) known.delete(oldest.value);
  }
  return past;
}
