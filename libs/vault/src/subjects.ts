import type Database from 'better-sqlite3';
import { type SubjectKeys, subjectKeys } from './keys.js';
import type { VaultDatabase } from './vault-database.js';
import { commitmentStale, recordDamaged, subjectErased } from './vault-refusals.js';

interface SubjectRow {
  readonly no: number;
  readonly wrapped: Buffer | null;
}

/** A subject that was committed to and not stored yet: its secret is not durable. */
interface PendingSubject {
  readonly wrapped: Buffer;
  readonly keys: SubjectKeys;
}

/** The people (and others) whose data is kept, each with one wrapped secret. */
export class Subjects {
  readonly #db: VaultDatabase;
  readonly #pending = new Map<string, PendingSubject>();
  readonly #find: Database.Statement<[string], SubjectRow>;
  readonly #insert: Database.Statement<[string, Buffer]>;
  readonly #erase: Database.Statement<[number, number]>;

  constructor(db: VaultDatabase) {
    this.#db = db;
    this.#find = db.sql.prepare('SELECT no, wrapped FROM personal_subject WHERE subject = ?');
    this.#insert = db.sql.prepare('INSERT INTO personal_subject (subject, wrapped) VALUES (?, ?)');
    this.#erase = db.sql.prepare('UPDATE personal_subject SET wrapped = NULL, erased_at = ? WHERE no = ?');
  }

  find(subject: string): SubjectRow | undefined {
    return this.#find.get(subject);
  }

  /** The subject's keys; for one that is not known yet, new ones, which {@link settle} makes durable. */
  open(subject: string): SubjectKeys {
    const row = this.#find.get(subject);
    if (row === undefined) return (this.#pending.get(subject) ?? this.#make(subject)).keys;
    if (row.wrapped === null) throw subjectErased(subject);
    return this.unwrap(subject, row.wrapped);
  }

  /** Within a transaction: the subject's row, made where it is missing. */
  settle(subject: string): { readonly no: number; readonly keys: SubjectKeys } {
    const row = this.#find.get(subject);
    const pending = this.#pending.get(subject);
    if (row === undefined) {
      const { wrapped, keys } = pending ?? this.#make(subject);
      return { no: Number(this.#insert.run(subject, wrapped).lastInsertRowid), keys };
    }
    if (row.wrapped === null) throw subjectErased(subject);
    if (pending === undefined) return { no: row.no, keys: this.unwrap(subject, row.wrapped) };
    if (row.wrapped.equals(pending.wrapped)) return { no: row.no, keys: pending.keys };
    // Another process was faster: what was committed to with our key must not be appended.
    this.#pending.delete(subject);
    throw commitmentStale(subject);
  }

  /** After a transaction that made these subjects' rows was committed. */
  stored(subjects: Iterable<string>): void {
    for (const subject of subjects) this.#pending.delete(subject);
  }

  #make(subject: string): PendingSubject {
    const secret = this.#db.keys.newKey();
    const made = { wrapped: this.#db.keys.wrap(secret, ownerOf(subject)), keys: subjectKeys(secret) };
    this.#pending.set(subject, made);
    return made;
  }

  unwrap(subject: string, wrapped: Buffer): SubjectKeys {
    const secret = this.#db.keys.unwrap(wrapped, ownerOf(subject));
    if (secret === undefined) throw recordDamaged(this.#db.path, `subject ${subject}`, `人员 ${subject}`);
    return subjectKeys(secret);
  }

  /** Within a transaction: destroys the secret. */
  erase(subject: string, no: number): void {
    this.#pending.delete(subject);
    this.#erase.run(this.#db.now(), no);
  }
}

function ownerOf(subject: string): string {
  return `subject:${subject}`;
}
