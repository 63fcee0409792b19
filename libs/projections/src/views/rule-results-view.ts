import type { Database, Statement } from 'better-sqlite3';
import { shanghaiDay } from '#kernel';
import {
  type JudgedResult,
  judgeAll,
  type ResultChange,
  type Results,
  type RuleIndex,
  rejudge,
  type Touched,
  type UnitResults,
} from '#supervision';
import type { View, ViewMoment } from '../view.js';
import type { FactsView } from './facts-view.js';

/**
 * Rule results per community and street with validity intervals, judged again only where an event touched their inputs
 * or the clock reached their time. During a rebuild they are judged once, at its end.
 */
export class RuleResultsView implements View {
  readonly name = 'rule-results';
  readonly version = 2;
  readonly handles: ReadonlySet<string> = new Set();
  #results: Results = new Map();
  /** What the events of the batch in hand touched, each kind of event once per set of units. */
  readonly #touched = new Map<string, Touched>();
  #insert: Statement | undefined;
  #close: Statement | undefined;
  #changes: ResultChange[] = [];

  constructor(
    private readonly facts: FactsView,
    private readonly indexFor: (unit: string) => RuleIndex,
  ) {
    facts.onTouch((touched) => {
      this.#touched.set(`${touched.eventType} ${touched.communities.join()} ${touched.streets.join()}`, touched);
    });
  }

  create(db: Database): void {
    db.exec(`CREATE TABLE rule_results (unit TEXT NOT NULL, rule TEXT NOT NULL, subject TEXT NOT NULL, from_position INTEGER NOT NULL,
        from_at TEXT NOT NULL, to_position INTEGER, to_at TEXT, term TEXT, outcome TEXT NOT NULL, document TEXT NOT NULL,
        PRIMARY KEY (unit, rule, subject, from_position, from_at)) WITHOUT ROWID;
      CREATE INDEX rule_results_now ON rule_results (unit) WHERE to_position IS NULL;`);
  }

  open(db: Database): void {
    this.#insert = db.prepare('INSERT OR REPLACE INTO rule_results VALUES (?, ?, ?, ?, ?, NULL, NULL, ?, ?, ?)');
    this.#close = db.prepare(
      'UPDATE rule_results SET to_position = ?, to_at = ? WHERE unit = ? AND rule = ? AND subject = ? AND to_position IS NULL',
    );
    this.#results = resultsFrom(
      db.prepare('SELECT unit, term, document FROM rule_results WHERE to_position IS NULL').all() as StoredResult[],
    );
  }

  apply(): void {
    // Works from what the facts view says was touched; sees no events itself.
  }

  /** What the facts view folded again at a start was judged before. */
  restored(): void {
    this.#touched.clear();
  }

  flush(moment: ViewMoment): void {
    if (moment.rebuilding || moment.at === undefined) return;
    for (const touched of this.#touched.values()) this.#rejudge(touched, moment.position, moment.at);
    this.#touched.clear();
  }

  settle(moment: ViewMoment): void {
    if (moment.at === undefined) return;
    this.#touched.clear();
    const at = moment.at;
    const judged = judgeAll(this.facts.book, this.indexFor, { at, today: shanghaiDay(at) });
    for (const { unit, term, byRule } of judged.values()) {
      for (const after of [...byRule.values()].flat())
        this.#record({ unit, ...(term === undefined ? {} : { term }), after }, moment.position, at);
    }
    this.#results = judged;
  }

  /** The clock moved: judges again what it alone may have changed. Returns how many rules were evaluated. */
  tick(position: number, at: string): number {
    return this.#rejudge(undefined, position, at);
  }

  /** Results of a community or street now. */
  results(unit: string): readonly JudgedResult[] {
    return [...(this.#results.get(unit)?.byRule.values() ?? [])].flat();
  }

  /** Results of one rule in a community or street now. */
  resultsOf(unit: string, rule: string): readonly JudgedResult[] {
    return this.#results.get(unit)?.byRule.get(rule) ?? [];
  }

  /** Changes since the last call. */
  takeChanges(): readonly ResultChange[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }

  #rejudge(touched: Touched | undefined, position: number, at: string): number {
    const { results, changed, opened, closed, evaluations } = rejudge(
      this.#results,
      touched,
      this.indexFor,
      this.facts.book,
      {
        at,
        today: shanghaiDay(at),
      },
    );
    this.#results = results;
    for (const change of [...changed, ...opened, ...closed]) {
      this.#record(change, position, at);
      this.#changes.push(change);
    }
    return evaluations;
  }

  #record({ unit, term, before, after }: ResultChange, position: number, at: string): void {
    if (before !== undefined) this.#close?.run(position, at, unit, before.rule, before.subject);
    if (after !== undefined) {
      this.#insert?.run(
        unit,
        after.rule,
        after.subject,
        position,
        at,
        term ?? null,
        after.outcome,
        JSON.stringify(after),
      );
    }
  }
}

interface StoredResult {
  readonly unit: string;
  readonly term: string | null;
  readonly document: string;
}

function resultsFrom(rows: readonly StoredResult[]): Results {
  const units = new Map<string, { term: string | undefined; byRule: Map<string, JudgedResult[]> }>();
  for (const { unit, term, document } of rows) {
    const result = JSON.parse(document) as JudgedResult;
    const known = units.get(unit) ?? { term: term ?? undefined, byRule: new Map() };
    units.set(unit, known);
    const same = known.byRule.get(result.rule);
    if (same === undefined) known.byRule.set(result.rule, [result]);
    else same.push(result);
  }
  return new Map(
    [...units].map(([unit, { term, byRule }]): [string, UnitResults] => {
      const recheckAt = [...byRule.values()]
        .flat()
        .flatMap((result) => result.recheckAt ?? [])
        .sort()[0];
      return [
        unit,
        { unit, byRule, ...(term === undefined ? {} : { term }), ...(recheckAt === undefined ? {} : { recheckAt }) },
      ];
    }),
  );
}
