import type { Rejection } from '#kernel';
import { shanghaiDay } from '#kernel';
import type { FactsView, ViewSet } from '#projections';
import { GUARD_REFUSES, judgeCommunity, type Moment, parametersOf } from '#supervision';
import type { Vault } from '#vault';
import type { PlannedEvent, Surroundings } from '../commands/command-runner.js';
import { withPlanned } from '../commands/planned-facts.js';
import type { LedgerClock } from './ledger-clock.js';
import { ruleIndexFor } from './packs.js';

/** The rest of the ledger for decisions and guards: the views at a position not older than the command. */
export class LedgerSurroundings implements Surroundings {
  constructor(
    private readonly views: ViewSet,
    private readonly vault: Vault,
    private readonly clock: LedgerClock,
  ) {}

  async ready(position: number): Promise<void> {
    if (position >= 0) await this.views.waitFor(position);
  }

  personExists(personId: string): boolean {
    return this.#facts.book.people.get(personId) !== undefined;
  }

  personName(personId: string): string | undefined {
    return this.vault.names().get(personId);
  }

  parameters(unit: string | undefined): Readonly<Record<string, string | number | boolean>> | undefined {
    if (unit === undefined) return undefined;
    const merged: Record<string, string | number | boolean> = {};
    for (const { rule, pack } of ruleIndexFor(this.#facts, unit).byId.values())
      Object.assign(merged, parametersOf(rule, pack));
    return merged;
  }

  guard(rules: readonly string[], unit: string | undefined, planned: readonly PlannedEvent[]): readonly Rejection[] {
    if (unit === undefined) return [];
    const index = ruleIndexFor(this.#facts, unit);
    const facts = withPlanned(this.#facts.community(unit), planned);
    const at = this.clock.now();
    const moment: Moment = { at, today: shanghaiDay(at) };
    const refusals: Rejection[] = [];
    for (const id of rules) {
      const entry = index.byId.get(id);
      if (entry === undefined) continue;
      for (const result of judgeCommunity(entry, facts, moment)) {
        if (result.blocksActs === false || !GUARD_REFUSES.has(result.outcome)) continue;
        refusals.push({
          code: 'GUARD_REFUSED',
          rule: id,
          source: `¶${entry.rule.paragraph}`,
          arithmetic: result.arithmetic,
          params: { outcome: result.outcome, subject: result.subject },
        });
      }
    }
    return refusals;
  }

  get #facts(): FactsView {
    return this.views.view<FactsView>('facts');
  }
}
