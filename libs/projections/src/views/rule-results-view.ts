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

/** Where a result that stands now is stored, and the number of events seen when it was judged. */
interface Standing {
  readonly row: number;
  readonly since: number;
}

/**
 * Rule results per community and street with validity intervals, judged again only where an event touched their inputs
 * or the clock reached their time, once for all events of a batch. During a rebuild they are judged once, at its end.
 */
export class RuleResultsView implements View {
  readonly name = 'rule-results';
  readonly version: number;
  readonly handles: ReadonlySet<string> = new Set();
  #results: Results = new Map();
  /** What the events of the batch in hand touched. */
  #touched: Touched[] = [];
  #rows: { readonly insert: Statement; readonly close: Statement } | undefined;
  readonly #standing = new WeakMap<JudgedResult, Standing>();
  #changes: ResultChange[] = [];

  constructor(
    private readonly facts: FactsView,
    private readonly indexFor: (unit: string) => RuleIndex,
    /** Stands for the rules on board: with others, stored results are no longer what would be judged. */
    rules = 0,
  ) {
    this.version = 3 + rules;
    facts.onTouch((touched) => this.#touched.push(touched));
  }

  create(db: Database): void {
    // Rows are added at the end and found by their number: a result that ends is one write near the newest rows.
    db.exec(`CREATE TABLE rule_results (row INTEGER PRIMARY KEY, unit TEXT NOT NULL, rule TEXT NOT NULL, subject TEXT NOT NULL,
        from_position INTEGER NOT NULL, from_at TEXT NOT NULL, to_position INTEGER, to_at TEXT, term TEXT, outcome TEXT NOT NULL,
        document TEXT NOT NULL);
      CREATE INDEX rule_results_now ON rule_results (row) WHERE to_position IS NULL;`);
  }

  open(db: Database): void {
    this.#rows = {
      insert: db.prepare(
        'INSERT INTO rule_results (unit, rule, subject, from_position, from_at, term, outcome, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      ),
      close: db.prepare('UPDATE rule_results SET to_position = ?, to_at = ? WHERE row = ?'),
    };
    const stored = db
      .prepare(
        'SELECT row, unit, term, from_position, document FROM rule_results WHERE to_position IS NULL ORDER BY row',
      )
      .all() as StoredResult[];
    const standing = stored.map((row) => ({ ...row, result: JSON.parse(row.document) as JudgedResult }));
    for (const { row, from_position: since, result } of standing) this.#standing.set(result, { row, since });
    this.#results = resultsFrom(standing);
  }

  apply(): void {
    // Works from what the facts view says was touched; sees no events itself.
  }

  /** What the facts view folded again at a start was judged before. */
  restored(): void {
    this.#touched = [];
  }

  flush(moment: ViewMoment): void {
    if (moment.rebuilding) this.#touched = [];
    if (this.#touched.length === 0 || moment.at === undefined) return;
    this.#rejudge(moment.position, moment.at);
  }

  settle(moment: ViewMoment): void {
    if (moment.at === undefined) return;
    this.#touched = [];
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
    return this.#rejudge(position, at);
  }

  /** Results of a community or street now. */
  results(unit: string): readonly JudgedResult[] {
    return [...(this.#results.get(unit)?.byRule.values() ?? [])].flat();
  }

  /** Results of one rule in a community or street now. */
  resultsOf(unit: string, rule: string): readonly JudgedResult[] {
    return this.#results.get(unit)?.byRule.get(rule) ?? [];
  }

  /** Of the results of one rule now, those that were judged with the event at `position` or since. */
  changedSince(position: number, unit: string, rule: string): readonly JudgedResult[] {
    return this.resultsOf(unit, rule).filter((result) => (this.#standing.get(result)?.since ?? 0) > position);
  }

  /** Changes since the last call. */
  takeChanges(): readonly ResultChange[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }

  #rejudge(position: number, at: string): number {
    const moment = { at, today: shanghaiDay(at) };
    const touched = this.#touched;
    this.#touched = [];
    const { results, changed, opened, closed, evaluations } = rejudge(
      this.#results,
      touched,
      this.indexFor,
      this.facts.book,
      moment,
    );
    const previous = this.#results;
    this.#results = results;
    for (const [unit, now] of results) {
      const was = previous.get(unit);
      if (was !== undefined && was !== now && was.term !== now.term) this.#endTerm(was, position, at);
    }
    for (const changes of [changed, opened, closed]) {
      for (const change of changes) {
        this.#record(change, position, at);
        this.#changes.push(change);
      }
    }
    return evaluations;
  }

  /** Nothing of an older term is judged any more: its results stood until the community's next term was opened. */
  #endTerm({ byRule }: UnitResults, position: number, at: string): void {
    for (const before of [...byRule.values()].flat()) this.#end(before, position, at);
  }

  #end(before: JudgedResult, position: number, at: string): void {
    const standing = this.#standing.get(before);
    if (standing !== undefined) this.#rows?.close.run(position, at, standing.row);
  }

  #record({ unit, term, before, after }: ResultChange, position: number, at: string): void {
    if (this.#rows === undefined) throw new Error('the rule results are not open');
    if (before !== undefined) this.#end(before, position, at);
    if (after === undefined) return;
    const { rule, subject, outcome } = after;
    const row = this.#rows.insert.run(unit, rule, subject, position, at, term ?? null, outcome, JSON.stringify(after));
    this.#standing.set(after, { row: Number(row.lastInsertRowid), since: position });
  }
}

interface StoredResult {
  readonly row: number;
  readonly unit: string;
  readonly term: string | null;
  readonly from_position: number;
  readonly document: string;
}

function resultsFrom(rows: readonly (StoredResult & { readonly result: JudgedResult })[]): Results {
  const units = new Map<string, { term: string | undefined; byRule: Map<string, JudgedResult[]> }>();
  for (const { unit, term, result } of rows) {
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
