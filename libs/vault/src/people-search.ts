import { BlindIndex } from './blind-index.js';
import type { Disclosures, Field } from './disclosures.js';
import { fieldOf, kindOf, matchingForm } from './field-kinds.js';
import { NameIndex } from './name-index.js';
import type { VaultDatabase } from './vault-database.js';

/**
 * Finds subjects by what the vault holds of them: names from memory, read on first use and kept up to date; id numbers
 * and phones through the blind index. What counts is a subject's newest value.
 */
export class PeopleSearch {
  readonly #disclosures: Disclosures;
  readonly #blind: BlindIndex;
  #names: NameIndex | undefined;

  constructor(db: VaultDatabase, disclosures: Disclosures) {
    this.#disclosures = disclosures;
    this.#blind = new BlindIndex(db);
  }

  /** Within the transaction that stores a disclosure. */
  add(disclosureNo: number | bigint, subjectNo: number, fields: readonly Field[]): void {
    this.#blind.add(disclosureNo, subjectNo, fields);
  }

  /** Within the transaction that removes a disclosure. */
  remove(disclosureNo: number): void {
    this.#blind.remove(disclosureNo);
  }

  /** After the commit: memory must not run ahead of the file. */
  stored(subject: string, fields: readonly Field[]): void {
    if (this.#names === undefined) return;
    for (const { path, value } of fields) if (kindOf(path) === 'name') this.#names.set(subject, value);
  }

  /** After the commit: each subject's name is again the newest of what is left. */
  removed(subjects: readonly string[]): void {
    if (this.#names === undefined) return;
    for (const subject of new Set(subjects)) {
      const newest = this.#newest(subject, 'name');
      if (newest === undefined) this.#names.delete(subject);
      else this.#names.set(subject, newest);
    }
  }

  names(): NameIndex {
    if (this.#names !== undefined) return this.#names;
    const names = new NameIndex();
    for (const { subject, fields } of this.#disclosures.all()) {
      for (const { path, value } of fields) if (kindOf(path) === 'name') names.set(subject, value);
    }
    this.#names = names;
    return names;
  }

  findBy(kind: 'idNumber' | 'phone', value: string): string[] {
    const wanted = matchingForm(kind, value);
    return this.#blind.candidates(kind, value).filter((subject) => {
      const newest = this.#newest(subject, kind);
      return newest !== undefined && matchingForm(kind, newest) === wanted;
    });
  }

  forget(): void {
    this.#names = undefined;
  }

  #newest(subject: string, field: string): string | undefined {
    return this.#disclosures
      .ofSubject(subject)
      .flatMap((one) => one.fields)
      .findLast(({ path }) => fieldOf(path) === field)?.value;
  }
}
