import { endOfShanghaiDay, shanghaiDay } from '#kernel';
import type { KnownFinding } from '#projections';
import type { CommunityFacts, StreetFacts } from '#supervision';
import { type JudgedResult, judgeCommunity, judgeStreet } from '#supervision';
import type { Deployment } from '../deployment/deployment.js';
import { ruleIndexFor } from '../deployment/packs.js';
import { catchUpTo } from './as-of.js';

/** What a page of a community (or of the street) is made from, now or as of a day. */
export interface Moment {
  /** Ledger instant of judging. */
  readonly at: string;
  readonly builtFrom: { readonly position: number; readonly root: string; readonly at?: string };
  community(code: string): CommunityFacts;
  street(unit: string): StreetFacts;
  results(unit: string): readonly JudgedResult[];
  /** Findings about a community or the street, in the order of lists. */
  findings(unit: string): readonly KnownFinding[];
}

/** What was judged of a past day, by its facts: they were folded for one instant and do not change. */
const judgedThen = new WeakMap<object, Map<string, readonly JudgedResult[]>>();

/** Facts and results now, from the views; or as of the end of a day, by folding what was recorded until then. */
export async function momentOf(deployment: Deployment, asOf: string | undefined): Promise<Moment> {
  if (asOf === undefined) {
    return {
      at: deployment.clock.now(),
      builtFrom: deployment.main.builtFrom(),
      community: (code) => deployment.facts.community(code),
      street: (unit) => deployment.facts.street(unit),
      results: (unit) => deployment.results.results(unit),
      findings: (unit) => deployment.findings.list(unit),
    };
  }
  const end = endOfShanghaiDay(asOf);
  const { facts, root } = await catchUpTo(deployment, end);
  const findings = facts.findings();
  const moment = { at: end, today: shanghaiDay(end) };
  return {
    at: end,
    builtFrom: { position: facts.position, root, at: end },
    community: (code) => facts.community(code),
    street: (unit) => facts.street(unit),
    findings: (unit) => findings.filter((finding) => finding.unit === unit),
    results: (unit) => {
      const known = judgedThen.get(facts) ?? new Map<string, readonly JudgedResult[]>();
      judgedThen.set(facts, known);
      const before = known.get(unit);
      if (before !== undefined) return before;
      const index = ruleIndexFor(facts, unit);
      const isStreet = facts.book.streets.has(unit) || facts.book.members.has(unit);
      const results = [...index.byId.values()].flatMap((entry) =>
        isStreet
          ? judgeStreet(entry, facts.street(unit), moment)
          : judgeCommunity(entry, facts.community(unit), moment),
      );
      known.set(unit, results);
      return results;
    },
  };
}
