import type Database from 'better-sqlite3';
import { keyedDigest } from './keys.js';
import type { MediaType } from './media-type.js';
import { eventIdOf, eventKey, type VaultDatabase } from './vault-database.js';

export interface BlobRow {
  readonly id: Buffer;
  readonly file: string;
  readonly wrapped: Buffer;
  readonly size: number;
  readonly media: MediaType;
  readonly stored_at: number;
}

/** Which blobs there are, under keyed digests, with their wrapped keys and the events that were to name them. */
export class BlobRows {
  readonly #db: VaultDatabase;
  readonly #digestKey: Buffer;
  readonly #find: Database.Statement<[Buffer], BlobRow>;
  readonly #put: Database.Statement<[Buffer, string, Buffer, number, string, number]>;
  readonly #touch: Database.Statement<[number, Buffer]>;
  readonly #link: Database.Statement<[Buffer, Buffer]>;
  readonly #events: Database.Statement<[Buffer], Buffer>;
  readonly #unsettled: Database.Statement<[number], BlobRow>;
  readonly #settle: Database.Statement<[Buffer]>;
  readonly #hasFile: Database.Statement<[string], number>;
  readonly #delete: Database.Statement<[Buffer]>;
  readonly #unlink: Database.Statement<[Buffer]>;
  /** Undefined in a vault of before there were names, opened for reading. */
  readonly #names:
    | {
        readonly find: Database.Statement<[Buffer], Buffer>;
        readonly put: Database.Statement<[Buffer, Buffer]>;
        readonly delete: Database.Statement<[Buffer]>;
      }
    | undefined;

  constructor(db: VaultDatabase) {
    const { sql } = db;
    this.#db = db;
    this.#digestKey = db.keys.derive('blob.digest.v1');
    this.#find = sql.prepare('SELECT * FROM blob WHERE id = ?');
    this.#put = sql.prepare(
      `INSERT INTO blob (id, file, wrapped, size, media, stored_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET file = excluded.file, wrapped = excluded.wrapped, stored_at = excluded.stored_at`,
    );
    this.#touch = sql.prepare('UPDATE blob SET stored_at = ? WHERE id = ?');
    this.#link = sql.prepare('INSERT OR IGNORE INTO blob_event VALUES (?, ?)');
    this.#events = sql.prepare<[Buffer], Buffer>('SELECT event FROM blob_event WHERE blob = ?').pluck();
    this.#unsettled = sql.prepare('SELECT * FROM blob WHERE settled = 0 AND stored_at < ? ORDER BY stored_at');
    this.#settle = sql.prepare('UPDATE blob SET settled = 1 WHERE id = ?');
    this.#hasFile = sql.prepare<[string], number>('SELECT EXISTS (SELECT 1 FROM blob WHERE file = ?)').pluck();
    this.#delete = sql.prepare('DELETE FROM blob WHERE id = ?');
    this.#unlink = sql.prepare('DELETE FROM blob_event WHERE blob = ?');
    const hasNames = sql.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'blob_name'`).get() !== undefined;
    this.#names = hasNames
      ? {
          find: sql.prepare<[Buffer], Buffer>('SELECT box FROM blob_name WHERE blob = ?').pluck(),
          put: sql.prepare('INSERT OR IGNORE INTO blob_name VALUES (?, ?)'),
          delete: sql.prepare('DELETE FROM blob_name WHERE blob = ?'),
        }
      : undefined;
  }

  find(sha256: string): BlobRow | undefined {
    return this.#find.get(this.#id(sha256));
  }

  unwrap(row: BlobRow): Buffer | undefined {
    return this.#db.keys.unwrap(row.wrapped, ownerOf(row.id));
  }

  /** A new blob, or another file and key for one whose file is gone; its events stay. */
  put(blob: { sha256: string; size: number; media: MediaType }, file: string, key: Buffer): void {
    const id = this.#id(blob.sha256);
    this.#put.run(id, file, this.#db.keys.wrap(key, ownerOf(id)), blob.size, blob.media, this.#db.now());
  }

  /** Keeps what the sender calls it, encrypted; a later name of the same content changes nothing. */
  keepName(sha256: string, name: string): void {
    const id = this.#id(sha256);
    this.#names?.put.run(id, this.#db.keys.wrap(Buffer.from(name), nameOf(id)));
  }

  nameOf({ id }: BlobRow): string | undefined {
    const box = this.#names?.find.get(id);
    return box === undefined ? undefined : this.#db.keys.unwrap(box, nameOf(id))?.toString('utf8');
  }

  /** Gives a blob its 24 hours again; false where there is none. */
  touch(sha256: string): boolean {
    return this.#touch.run(this.#db.now(), this.#id(sha256)).changes === 1;
  }

  /** Within a transaction. False where there is no such blob. */
  link(sha256: string, eventId: string): boolean {
    if (!this.touch(sha256)) return false;
    this.#link.run(this.#id(sha256), eventKey(eventId));
    return true;
  }

  /** Ids of the events that name it. */
  eventsOf(sha256: string): string[] {
    return this.#events.all(this.#id(sha256)).map(eventIdOf);
  }

  unsettledBefore(instant: number): { id: Buffer; file: string; storedAt: number; events: string[] }[] {
    return this.#unsettled.all(instant).map((row) => ({
      id: row.id,
      file: row.file,
      storedAt: row.stored_at,
      events: this.#events.all(row.id).map(eventIdOf),
    }));
  }

  settle(id: Buffer): void {
    this.#settle.run(id);
  }

  hasFile(file: string): boolean {
    return this.#hasFile.get(file) === 1;
  }

  delete(id: Buffer): void {
    this.#db.sql
      .transaction(() => {
        this.#remove(id);
      })
      .immediate();
  }

  /** False where it was put or linked again since. */
  deleteUntouched(id: Buffer, storedAt: number): boolean {
    return this.#db.sql
      .transaction(() => {
        if (this.#find.get(id)?.stored_at !== storedAt) return false;
        this.#remove(id);
        return true;
      })
      .immediate();
  }

  #remove(id: Buffer): void {
    this.#unlink.run(id);
    this.#names?.delete.run(id);
    this.#delete.run(id);
  }

  #id(sha256: string): Buffer {
    return keyedDigest(this.#digestKey, sha256);
  }
}

function nameOf(id: Buffer): string {
  return `blob-name:${id.toString('hex')}`;
}

function ownerOf(id: Buffer): string {
  return `blob:${id.toString('hex')}`;
}
