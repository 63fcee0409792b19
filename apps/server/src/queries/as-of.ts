import { FactsFold } from '#projections';
import { catalogue } from '../deployment/catalogue.js';
import type { Deployment } from '../deployment/deployment.js';
import { MerkleRoot } from '../deployment/merkle-root.js';

/** Facts folded from the log until an instant, with the root that they were folded to. */
export interface PastFacts {
  readonly facts: FactsFold;
  readonly root: string;
}

const PAGE = 2000;
const KEPT = 4;
const kept = new WeakMap<Deployment, Map<string, Promise<PastFacts>>>();

/**
 * The facts as recorded until `end` (a ledger instant): later corrections do not show. Past days do not change, so the
 * last few that were asked for are kept; whoever asks for a day that is being folded waits for the same fold.
 */
export function catchUpTo(deployment: Deployment, end: string): Promise<PastFacts> {
  const known = kept.get(deployment) ?? new Map<string, Promise<PastFacts>>();
  kept.set(deployment, known);
  const before = known.get(end);
  if (before !== undefined) return before;
  const past = foldUntil(deployment, end);
  known.set(end, past);
  // What fails, and what is not over, is folded anew when it is asked for again.
  const forget = () => known.delete(end);
  past.then(() => {
    if (end > deployment.clock.now()) forget();
  }, forget);
  const oldest = known.keys().next();
  if (known.size > KEPT && !oldest.done) known.delete(oldest.value);
  return past;
}

async function foldUntil(deployment: Deployment, end: string): Promise<PastFacts> {
  const facts = new FactsFold(catalogue, end);
  const root = new MerkleRoot();
  pages: for (;;) {
    const page = await deployment.store.readAll('process', facts.position, PAGE);
    for (const stored of page) {
      if (!facts.apply(stored)) break pages;
      root.append(stored.bytes);
    }
    if (page.length < PAGE) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { facts, root: root.root() };
}
