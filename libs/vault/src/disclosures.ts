import type Database from 'better-sqlite3';
import { seal, unseal } from './sealed-box.js';
import type { Subjects } from './subjects.js';
import { eventIdOf, eventKey, type VaultDatabase } from './vault-database.js';
import { recordDamaged } from './vault-refusals.js';

/** One personal value and where it belongs in its event. */
export interface Field {
  readonly path: string;
  readonly value: string;
}

/** The fields of one subject in one event, decrypted. */
export interface OpenedDisclosure {
  readonly no: number;
  readonly eventId: string;
  readonly subject: string;
  readonly subjectNo: number;
  readonly saltKey: Buffer;
  readonly fields: readonly Field[];
}

interface Row {
  readonly no: number;
  readonly event: Buffer;
  readonly subject: string;
  readonly subject_no: number;
  readonly wrapped: Buffer;
  readonly box: Buffer;
}

const SELECT = `SELECT d.no, d.event, s.subject, d.subject_no, s.wrapped, d.box
  FROM personal_disclosure d JOIN personal_subject s ON s.no = d.subject_no`;

/** The rows of the compartment `personal`: one encrypted box per event and subject with all its fields. */
export class Disclosures {
  readonly #db: VaultDatabase;
  readonly #subjects: Subjects;
  readonly #insert: Database.Statement<[Buffer, number, Buffer, number]>;
  readonly #touch: Database.Statement<[number, Buffer]>;
  readonly #ofEvent: Database.Statement<[Buffer], Row>;
  readonly #ofSubject: Database.Statement<[string], Row>;
  readonly #all: Database.Statement<[], Row>;
  readonly #hasEvent: Database.Statement<[Buffer], number>;
  readonly #delete: Database.Statement<[number | bigint]>;
  readonly #unsettled: Database.Statement<[number, number], { readonly event: Buffer; readonly stored_at: number }>;
  readonly #settle: Database.Statement<[Buffer]>;
  readonly #storedAt: Database.Statement<[Buffer], number | null>;

  constructor(db: VaultDatabase, subjects: Subjects) {
    this.#db = db;
    this.#subjects = subjects;
    this.#insert = db.sql.prepare(
      'INSERT INTO personal_disclosure (event, subject_no, box, stored_at) VALUES (?, ?, ?, ?)',
    );
    this.#touch = db.sql.prepare('UPDATE personal_disclosure SET stored_at = ? WHERE event = ? AND settled = 0');
    this.#ofEvent = db.sql.prepare(`${SELECT} WHERE d.event = ? ORDER BY d.no`);
    this.#ofSubject = db.sql.prepare(`${SELECT} WHERE s.subject = ? ORDER BY d.no`);
    this.#all = db.sql.prepare(`${SELECT} ORDER BY d.subject_no, d.no`);
    this.#hasEvent = db.sql
      .prepare<[Buffer], number>('SELECT EXISTS (SELECT 1 FROM personal_disclosure WHERE event = ?)')
      .pluck();
    this.#delete = db.sql.prepare('DELETE FROM personal_disclosure WHERE no = ?');
    this.#unsettled = db.sql.prepare(
      `SELECT event, max(stored_at) AS stored_at FROM personal_disclosure WHERE settled = 0
       AND stored_at < ? GROUP BY event ORDER BY 2 LIMIT ?`,
    );
    this.#settle = db.sql.prepare('UPDATE personal_disclosure SET settled = 1 WHERE event = ?');
    this.#storedAt = db.sql
      .prepare<[Buffer], number | null>('SELECT max(stored_at) FROM personal_disclosure WHERE event = ?')
      .pluck();
  }

  hasEvent(eventId: string): boolean {
    return this.#hasEvent.get(eventKey(eventId)) === 1;
  }

  /** Returns the new row's number. */
  insert(eventId: string, subject: string, subjectNo: number, dataKey: Buffer, fields: readonly Field[]) {
    const text = JSON.stringify(fields.map(({ path, value }) => [path, value]));
    const box = seal(dataKey, text, contextOf(eventId, subject), this.#db.random);
    return this.#insert.run(eventKey(eventId), subjectNo, box, this.#db.now()).lastInsertRowid;
  }

  /** A repeated command gets its 24 hours again. */
  touch(eventId: string): void {
    this.#touch.run(this.#db.now(), eventKey(eventId));
  }

  ofEvent(eventId: string): OpenedDisclosure[] {
    return this.#ofEvent.all(eventKey(eventId)).map((row) => this.#open(row));
  }

  ofSubject(subject: string): OpenedDisclosure[] {
    return this.#ofSubject.all(subject).map((row) => this.#open(row));
  }

  /** Everything, subject by subject, each in the order of storing. */
  *all(): IterableIterator<OpenedDisclosure> {
    let keys: { no: number; opened: ReturnType<Subjects['unwrap']> } | undefined;
    for (const row of this.#all.iterate()) {
      if (keys?.no !== row.subject_no)
        keys = { no: row.subject_no, opened: this.#subjects.unwrap(row.subject, row.wrapped) };
      yield this.#open(row, keys.opened);
    }
  }

  delete(no: number | bigint): void {
    this.#delete.run(no);
  }

  /** Events not yet known to be in the log whose values were stored before an instant (ms), the oldest first. */
  unsettledBefore(instant: number, limit: number): { eventId: string; storedAt: number }[] {
    return this.#unsettled
      .all(instant, limit)
      .map((row) => ({ eventId: eventIdOf(row.event), storedAt: row.stored_at }));
  }

  /** Seen in the log: never an orphan any more. */
  settle(eventId: string): void {
    this.#settle.run(eventKey(eventId));
  }

  storedAt(eventId: string): number | undefined {
    return this.#storedAt.get(eventKey(eventId)) ?? undefined;
  }

  #open(row: Row, keys = this.#subjects.unwrap(row.subject, row.wrapped)): OpenedDisclosure {
    const eventId = eventIdOf(row.event);
    const plain = unseal(keys.data, row.box, contextOf(eventId, row.subject));
    if (plain === undefined) throw recordDamaged(this.#db.path, `event ${eventId}`, `事件 ${eventId}`);
    const pairs = JSON.parse(plain.toString('utf8')) as [string, string][];
    return {
      no: row.no,
      eventId,
      subject: row.subject,
      subjectNo: row.subject_no,
      saltKey: keys.salt,
      fields: pairs.map(([path, value]) => ({ path, value })),
    };
  }
}

function contextOf(eventId: string, subject: string): string {
  return `personal:${eventId}:${subject}`;
}
