import type { Database, Statement } from 'better-sqlite3';
import { shanghaiDay } from '#kernel';
import {
  type JudgedResult,
  judgeCommunity,
  judgeStreet,
  type Moment,
  type Rule,
  type RuleIndex,
  type RulePack,
  rulesTouchedBy,
} from '#supervision';
import type { View, ViewMoment } from '../view.js';
import type { FactsView } from './facts-view.js';

type RuleEntry = { readonly rule: Rule; readonly pack: RulePack };

/** What changed with a batch or a tick of the clock: for indications and for live pages. */
export interface ResultChange {
  readonly unit: string;
  readonly result: JudgedResult | undefined;
  readonly before: JudgedResult | undefined;
}

/**
 * Rule results per community and street with validity intervals, judged again only where an event touched their inputs
 * (or the clock reached `recheckAt`). During a rebuild they are judged once, at its end.
 */
export class RuleResultsView implements View {
  readonly name = 'rule-results';
  readonly version = 1;
  readonly handles: ReadonlySet<string> = new Set();
  /** unit → `rule subject` → result */
  readonly #current = new Map<string, Map<string, JudgedResult>>();
  /** unit → rules to judge again */
  readonly #touched = new Map<string, Set<RuleEntry>>();
  #insert: Statement | undefined;
  #close: Statement | undefined;
  #changes: ResultChange[] = [];

  constructor(
    private readonly facts: FactsView,
    private readonly indexFor: (unit: string) => RuleIndex,
  ) {
    facts.onTouch(({ communities, streets, eventType }) => {
      for (const unit of [...communities, ...streets]) {
        const rules = this.#touched.get(unit);
        const affected = rulesTouchedBy(this.indexFor(unit), eventType);
        if (rules === undefined) this.#touched.set(unit, new Set(affected));
        else for (const entry of affected) rules.add(entry);
      }
    });
  }

  create(db: Database): void {
    db.exec(`CREATE TABLE rule_results (unit TEXT NOT NULL, rule TEXT NOT NULL, subject TEXT NOT NULL, from_position INTEGER NOT NULL, from_at TEXT NOT NULL,
        to_position INTEGER, to_at TEXT, outcome TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (unit, rule, subject, from_position, from_at)) WITHOUT ROWID;
      CREATE INDEX rule_results_now ON rule_results (unit) WHERE to_position IS NULL;`);
  }

  open(db: Database): void {
    this.#insert = db.prepare('INSERT OR REPLACE INTO rule_results VALUES (?, ?, ?, ?, ?, NULL, NULL, ?, ?)');
    this.#close = db.prepare(
      'UPDATE rule_results SET to_position = ?, to_at = ? WHERE unit = ? AND rule = ? AND subject = ? AND to_position IS NULL',
    );
    const rows = db.prepare('SELECT unit, document FROM rule_results WHERE to_position IS NULL').all() as {
      unit: string;
      document: string;
    }[];
    for (const row of rows) {
      const result = JSON.parse(row.document) as JudgedResult;
      this.#unit(row.unit).set(keyOf(result), result);
    }
  }

  apply(): void {
    // Works from what the facts view says was touched; sees no events itself.
  }

  flush(moment: ViewMoment): void {
    if (moment.rebuilding || moment.at === undefined) return;
    this.#judgeTouched(moment.position, moment.at);
  }

  /** What the facts view folded again at a start was judged before. */
  restored(): void {
    this.#touched.clear();
  }

  settle(moment: ViewMoment): void {
    if (moment.at !== undefined) this.#judgeTouched(moment.position, moment.at);
  }

  /** The clock moved: judges again what it alone may have changed. Returns the number of rules judged. */
  tick(position: number, at: string): number {
    let judged = 0;
    for (const [unit, results] of this.#current) {
      const index = this.indexFor(unit);
      for (const result of results.values()) {
        if (result.recheckAt === undefined || result.recheckAt > at) continue;
        const entry = index.byId.get(result.rule);
        if (entry === undefined) continue;
        const rules = this.#touched.get(unit);
        if (rules === undefined) this.#touched.set(unit, new Set([entry]));
        else rules.add(entry);
        judged++;
      }
    }
    if (judged > 0) this.#judgeTouched(position, at);
    return judged;
  }

  /** Results of a community or street now. */
  results(unit: string): readonly JudgedResult[] {
    return [...(this.#current.get(unit)?.values() ?? [])];
  }

  units(): readonly string[] {
    return [...this.#current.keys()].sort();
  }

  /** Changes since the last call. */
  takeChanges(): readonly ResultChange[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }

  #judgeTouched(position: number, at: string): void {
    const moment: Moment = { at, today: shanghaiDay(at) };
    for (const [unit, rules] of this.#touched) {
      const isStreet = this.facts.book.streets.has(unit) || this.facts.book.members.has(unit);
      const community = isStreet ? undefined : this.facts.community(unit);
      const street = isStreet ? this.facts.street(unit) : undefined;
      const byRule = new Map<string, readonly JudgedResult[]>();
      for (const entry of rules) {
        if (community !== undefined && entry.rule.scope === 'community')
          byRule.set(entry.rule.id, judgeCommunity(entry, community, moment));
        if (street !== undefined && entry.rule.scope === 'street')
          byRule.set(entry.rule.id, judgeStreet(entry, street, moment));
      }
      this.#replace(unit, byRule, position, at);
    }
    this.#touched.clear();
  }

  #replace(unit: string, byRule: ReadonlyMap<string, readonly JudgedResult[]>, position: number, at: string): void {
    const current = this.#unit(unit);
    const fresh = new Map<string, JudgedResult>();
    for (const results of byRule.values()) for (const result of results) fresh.set(keyOf(result), result);
    for (const [key, before] of current) {
      if (!byRule.has(before.rule) || fresh.has(key)) continue;
      this.#close?.run(position, at, unit, before.rule, before.subject);
      current.delete(key);
      this.#changes.push({ unit, result: undefined, before });
    }
    for (const [key, result] of fresh) {
      const before = current.get(key);
      const document = JSON.stringify(result);
      if (before !== undefined && JSON.stringify(before) === document) continue;
      if (before !== undefined) this.#close?.run(position, at, unit, before.rule, before.subject);
      this.#insert?.run(unit, result.rule, result.subject, position, at, result.outcome, document);
      current.set(key, result);
      this.#changes.push({ unit, result, before });
    }
  }

  #unit(unit: string): Map<string, JudgedResult> {
    const known = this.#current.get(unit);
    if (known !== undefined) return known;
    const fresh = new Map<string, JudgedResult>();
    this.#current.set(unit, fresh);
    return fresh;
  }
}

function keyOf(result: JudgedResult): string {
  return `${result.rule} ${result.subject}`;
}
