import type { Database, Statement } from 'better-sqlite3';

export interface QuarantinedStream {
  readonly view: string;
  readonly stream: string;
  /** Position of the event that could not be applied. */
  readonly position: number;
  readonly reason: string;
  /** Later events of the stream that were left out. */
  readonly skipped: number;
}

/** Streams that a view could not apply. They stand in the same file as the rows, so a restart keeps them. */
export class Quarantine {
  readonly #held = new Set<string>();
  readonly #add: Statement;
  readonly #skip: Statement;

  static create(db: Database): void {
    db.exec(`CREATE TABLE quarantine (view TEXT NOT NULL, stream TEXT NOT NULL, position INTEGER NOT NULL, reason TEXT NOT NULL,
      skipped INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (view, stream)) WITHOUT ROWID`);
  }

  constructor(private readonly db: Database) {
    this.#add = db.prepare('INSERT OR IGNORE INTO quarantine (view, stream, position, reason) VALUES (?, ?, ?, ?)');
    this.#skip = db.prepare('UPDATE quarantine SET skipped = skipped + 1 WHERE view = ? AND stream = ?');
    for (const row of this.list()) this.#held.add(`${row.view}\n${row.stream}`);
  }

  holds(view: string, stream: string): boolean {
    return this.#held.size > 0 && this.#held.has(`${view}\n${stream}`);
  }

  add(view: string, stream: string, position: number, reason: string): void {
    this.#held.add(`${view}\n${stream}`);
    this.#add.run(view, stream, position, reason.slice(0, 500));
  }

  skip(view: string, stream: string): void {
    this.#skip.run(view, stream);
  }

  list(): readonly QuarantinedStream[] {
    return this.db
      .prepare('SELECT view, stream, position, reason, skipped FROM quarantine ORDER BY view, position')
      .all() as QuarantinedStream[];
  }
}
