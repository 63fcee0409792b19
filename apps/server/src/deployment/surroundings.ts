import type { Command, RuleParameters } from '#elections';
import type { EventStore } from '#event-store';
import type { Rejection } from '#kernel';
import { shanghaiDay } from '#kernel';
import type { FactsView, RuleResultsView, ViewSet } from '#projections';
import { guard, parametersOf, type RuleIndex } from '#supervision';
import type { Vault } from '#vault';
import type { PlannedEvent, Surroundings } from '../commands/command-runner.js';
import { entryOf } from '../commands/planned-entry.js';
import { suppliedData } from '../commands/server-data.js';
import type { LedgerClock } from './ledger-clock.js';
import { packsWithForce, ruleIndexFor } from './packs.js';

/** The rest of the ledger for decisions and guards: the views at a position not older than the command. */
export class LedgerSurroundings implements Surroundings {
  /** Those of a set of packs: asked for by every command. */
  readonly #parameters = new WeakMap<RuleIndex, RuleParameters>();

  constructor(
    private readonly store: EventStore,
    private readonly views: ViewSet,
    private readonly vault: Vault,
    private readonly clock: LedgerClock,
  ) {}

  readonly packs = packsWithForce;

  async ready(position: number): Promise<void> {
    if (position >= 0) await this.views.waitFor(position);
  }

  supply(command: Command, stream: string, data: unknown): Promise<Readonly<Record<string, unknown>>> {
    return suppliedData({ store: this.store, facts: this.#facts }, command, stream, data);
  }

  isExplainable(unit: string, rule: string, subject: string): boolean {
    return this.views
      .view<RuleResultsView>('rule-results')
      .resultsOf(unit, rule)
      .some((result) => result.force === 'softened' && result.subject === subject);
  }

  personExists(personId: string): boolean {
    return this.#facts.book.people.get(personId) !== undefined;
  }

  personName(personId: string): string | undefined {
    return this.vault.names().get(personId);
  }

  parameters(unit: string | undefined): RuleParameters | undefined {
    if (unit === undefined) return undefined;
    const index = ruleIndexFor(this.#facts, unit);
    const known = this.#parameters.get(index);
    if (known !== undefined) return known;
    const values = Object.fromEntries(
      [...index.byId].map(([id, { rule, pack }]) => [id, parametersOf(rule, pack)] as const),
    );
    this.#parameters.set(index, values);
    return values;
  }

  guard(rules: readonly string[], unit: string | undefined, planned: readonly PlannedEvent[]): readonly Rejection[] {
    // A rule is judged for a unit: where nobody can say which, the act is not let past it.
    if (unit === undefined) return rules.slice(0, 1).map((rule) => ({ code: 'GUARD_WITHOUT_UNIT', rule }));
    const at = this.clock.now();
    return guard(
      rules,
      this.#facts.community(unit),
      ruleIndexFor(this.#facts, unit),
      { at, today: shanghaiDay(at) },
      {
        planned: planned.map(entryOf),
      },
    );
  }

  get #facts(): FactsView {
    return this.views.view<FactsView>('facts');
  }
}
