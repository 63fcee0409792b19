import type Database from 'better-sqlite3';
import { eventIdOf, eventKey, type VaultDatabase } from './vault-database.js';

/** Which fields of which events were erased: paths and ids only, so that a missing value has a reason. */
export class ErasedFields {
  readonly #insert: Database.Statement<[Buffer, string, number]>;
  readonly #ofEvent: Database.Statement<[Buffer], { readonly path: string; readonly subject: string }>;
  readonly #ofSubject: Database.Statement<[string], { readonly event: Buffer; readonly path: string }>;

  constructor(db: VaultDatabase) {
    this.#insert = db.sql.prepare('INSERT OR IGNORE INTO personal_erased VALUES (?, ?, ?)');
    this.#ofEvent = db.sql.prepare(
      'SELECT e.path, s.subject FROM personal_erased e JOIN personal_subject s ON s.no = e.subject_no WHERE e.event = ?',
    );
    this.#ofSubject = db.sql.prepare(
      `SELECT e.event, e.path FROM personal_erased e JOIN personal_subject s ON s.no = e.subject_no
       WHERE s.subject = ? ORDER BY e.event, e.path`,
    );
  }

  add(eventId: string, subjectNo: number, fields: readonly { readonly path: string }[]): void {
    for (const { path } of fields) this.#insert.run(eventKey(eventId), path, subjectNo);
  }

  ofEvent(eventId: string): { path: string; subject: string }[] {
    return this.#ofEvent.all(eventKey(eventId));
  }

  ofSubject(subject: string): { eventId: string; paths: string[] }[] {
    const events = new Map<string, string[]>();
    for (const { event, path } of this.#ofSubject.iterate(subject)) {
      const eventId = eventIdOf(event);
      const paths = events.get(eventId);
      if (paths === undefined) events.set(eventId, [path]);
      else paths.push(path);
    }
    return [...events].map(([eventId, paths]) => ({ eventId, paths }));
  }
}
