import type Database from 'better-sqlite3';
import { kindOf, matchingForm } from './field-kinds.js';
import { keyedDigest } from './keys.js';
import type { VaultDatabase } from './vault-database.js';

type MatchedKind = 'idNumber' | 'phone';
const CODES: Record<MatchedKind, number> = { idNumber: 1, phone: 2 };

/** Finds who has exactly this id number or phone, without either standing in the database. */
export class BlindIndex {
  readonly #keys: Record<MatchedKind, Buffer>;
  readonly #insert: Database.Statement<[number, Buffer, number | bigint, number]>;
  readonly #find: Database.Statement<[number, Buffer], string>;
  readonly #delete: Database.Statement<[number | bigint]>;

  constructor(db: VaultDatabase) {
    this.#keys = { idNumber: db.keys.derive('blind.idNumber.v1'), phone: db.keys.derive('blind.phone.v1') };
    this.#insert = db.sql.prepare('INSERT OR IGNORE INTO personal_blind VALUES (?, ?, ?, ?)');
    this.#find = db.sql
      .prepare<[number, Buffer], string>(
        `SELECT DISTINCT subject FROM personal_blind JOIN personal_subject ON no = subject_no
         WHERE kind = ? AND digest = ? ORDER BY subject`,
      )
      .pluck();
    // Not by key: erasing is rare and the table small; an index for it would cost every import.
    this.#delete = db.sql.prepare('DELETE FROM personal_blind WHERE disclosure_no = ?');
  }

  add(disclosureNo: number | bigint, subjectNo: number, fields: readonly { path: string; value: string }[]): void {
    for (const { path, value } of fields) {
      const kind = kindOf(path);
      if (kind === 'idNumber' || kind === 'phone') {
        this.#insert.run(CODES[kind], this.#digest(kind, value), disclosureNo, subjectNo);
      }
    }
  }

  /** Subjects that had this value at any time. */
  candidates(kind: MatchedKind, value: string): string[] {
    return this.#find.all(CODES[kind], this.#digest(kind, value));
  }

  remove(disclosureNo: number | bigint): void {
    this.#delete.run(disclosureNo);
  }

  #digest(kind: MatchedKind, value: string): Buffer {
    return keyedDigest(this.#keys[kind], matchingForm(kind, value));
  }
}
