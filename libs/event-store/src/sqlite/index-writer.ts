import type Database from 'better-sqlite3';
import { idKey, LOG_CODES, streamKey } from './format.js';
import type { IndexEntry } from './tail.js';

/** Fills the index tables in batches, each in one transaction with the row up to which they then reach. */
export class IndexWriter {
  readonly #position: Database.Statement<[number, number, number]>;
  readonly #stream: Database.Statement<[number, number, number]>;
  readonly #id: Database.Statement<[number, number]>;
  readonly #upto: Database.Statement<[number]>;
  readonly #write: (entries: readonly IndexEntry[], upto: number) => void;

  constructor(db: Database.Database) {
    this.#position = db.prepare('INSERT INTO position_rows (log, position, row) VALUES (?, ?, ?)');
    this.#stream = db.prepare('INSERT INTO stream_rows (stream, rev, row) VALUES (?, ?, ?)');
    this.#id = db.prepare('INSERT INTO id_rows (id, row) VALUES (?, ?)');
    this.#upto = db.prepare('UPDATE indexed SET upto = ?');
    this.#write = db.transaction((entries: readonly IndexEntry[], upto: number) => {
      this.#insert(entries);
      this.#upto.run(upto);
    }).immediate;
  }

  /** Writes entries in commit order; the last is the row up to which the tables reach afterwards. */
  write(entries: readonly IndexEntry[]): void {
    const last = entries.at(-1);
    if (last !== undefined) this.#write(entries, last.row);
  }

  #insert(entries: readonly IndexEntry[]): void {
    for (const entry of entries) this.#position.run(LOG_CODES[entry.log], entry.position, entry.row);
    // In key order: neighbours fall into the same page, and a page is written once.
    const streamKeys = new Map<string, number>();
    const byStream = entries.map((entry) => {
      const name = `${entry.log}:${entry.stream}`;
      let key = streamKeys.get(name);
      if (key === undefined) {
        key = streamKey(entry.log, entry.stream);
        streamKeys.set(name, key);
      }
      return { key, entry };
    });
    byStream.sort((a, b) => a.key - b.key || a.entry.rev - b.entry.rev);
    for (const { key, entry } of byStream) this.#stream.run(key, entry.rev, entry.row);
    const byId = entries.map((entry) => ({ key: idKey(entry.id), row: entry.row }));
    byId.sort((a, b) => a.key - b.key);
    for (const { key, row } of byId) this.#id.run(key, row);
  }
}
