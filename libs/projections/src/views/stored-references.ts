import type { Database, Statement } from 'better-sqlite3';
import type { NoticePlace, NoticePlaces, ReferenceSource } from '#supervision';

/** Which units name a person, in a table: only what is not saved yet is in memory. */
export class StoredReferences implements ReferenceSource {
  readonly #new = new Map<string, Set<string>>();
  #statements: { readonly find: Statement; readonly save: Statement } | undefined;

  create(db: Database): void {
    db.exec(
      'CREATE TABLE person_units (person TEXT NOT NULL, unit TEXT NOT NULL, PRIMARY KEY (person, unit)) WITHOUT ROWID',
    );
  }

  open(db: Database): void {
    this.#statements = {
      find: db.prepare('SELECT unit FROM person_units WHERE person = ?').pluck(),
      save: db.prepare('INSERT OR IGNORE INTO person_units VALUES (?, ?)'),
    };
  }

  get(personId: string): ReadonlySet<string> | undefined {
    const units = new Set(this.#statements?.find.all(personId) as string[]);
    for (const unit of this.#new.get(personId) ?? []) units.add(unit);
    return units.size === 0 ? undefined : units;
  }

  add(personId: string, unit: string): void {
    const units = this.#new.get(personId);
    if (units === undefined) this.#new.set(personId, new Set([unit]));
    else units.add(unit);
  }

  flush(): void {
    // In the order of the table, so that neighbours meet the same page.
    for (const personId of [...this.#new.keys()].sort()) {
      for (const unit of this.#new.get(personId) ?? []) this.#statements?.save.run(personId, unit);
    }
    this.#new.clear();
  }
}

/** Which term a posting belongs to, in a table: only what is not saved yet is in memory. */
export class StoredNoticePlaces implements NoticePlaces {
  readonly #new = new Map<string, NoticePlace>();
  #statements: { readonly find: Statement; readonly save: Statement } | undefined;

  create(db: Database): void {
    db.exec(
      'CREATE TABLE notice_terms (stream TEXT PRIMARY KEY, community TEXT NOT NULL, term_key TEXT NOT NULL) WITHOUT ROWID',
    );
  }

  open(db: Database): void {
    this.#statements = {
      find: db.prepare('SELECT community, term_key AS key FROM notice_terms WHERE stream = ?'),
      save: db.prepare('INSERT OR REPLACE INTO notice_terms VALUES (?, ?, ?)'),
    };
  }

  get(stream: string): NoticePlace | undefined {
    return this.#new.get(stream) ?? (this.#statements?.find.get(stream) as NoticePlace | undefined);
  }

  set(stream: string, place: NoticePlace): void {
    this.#new.set(stream, place);
  }

  flush(): void {
    for (const [stream, { community, key }] of this.#new) this.#statements?.save.run(stream, community, key);
    this.#new.clear();
  }
}
