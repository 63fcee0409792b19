import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { blobDamaged, MAX_BLOB_BYTES, mediaMismatch, mediaRefused, notFound, tooLarge } from './blob-refusals.js';
import { BlobRows } from './blob-rows.js';
import { ChunkSealer, openChunks } from './chunked-cipher.js';
import { syncFolder } from './durable-file.js';
import { agrees, MediaSniffer, type MediaType } from './media-type.js';
import { emptyWriteAheadLog, type VaultDatabase } from './vault-database.js';
import { asVaultError, onDisk } from './vault-error.js';
import { erasureIncomplete } from './vault-refusals.js';

export interface StoredBlob {
  /** Lower-case hex of the plain content's SHA-256: what events and readers name it by. */
  readonly sha256: string;
  /** Bytes of the plain content. */
  readonly size: number;
  readonly media: MediaType;
}

export interface PutOptions {
  /** The event that will name it, where it is known already; otherwise {@link Blobs.link} before the append. */
  readonly eventId?: string;
  /** What the sender says it is; the content decides. */
  readonly mediaType?: string;
  /** What the sender calls the file: personal data like its content, never in a leaf. At most 200 characters are kept. */
  readonly name?: string;
}

const MOST_OF_A_NAME = 200;

/**
 * Attachments, each in a file of its own, encrypted with a key of its own that stands wrapped in `vault.db`. File names
 * are random. A blob is durable when `put` resolves; until an event in the log names it, it is an orphan that is swept
 * after a day.
 */
export class Blobs {
  readonly #db: VaultDatabase;
  readonly #rows: BlobRows;
  readonly #folder: string;
  readonly #incoming: string;

  constructor(db: VaultDatabase, folder: string) {
    this.#db = db;
    this.#rows = new BlobRows(db);
    this.#folder = folder;
    this.#incoming = join(folder, 'incoming');
    if (!db.sql.readonly) onDisk(folder, () => mkdirSync(this.#incoming, { recursive: true, mode: 0o700 }));
  }

  /**
   * Stores a file of at most 50 MB, in constant memory. The same content is stored once. Throws `BLOB_TOO_LARGE`,
   * `BLOB_MEDIA_REFUSED`, `BLOB_MEDIA_MISMATCH`, `VAULT_UNAVAILABLE`; nothing is left behind then.
   */
  async put(content: AsyncIterable<Uint8Array> | Uint8Array, options: PutOptions = {}): Promise<StoredBlob> {
    const name = this.#db.random(16).toString('hex');
    const incoming = join(this.#incoming, name);
    const key = this.#db.keys.newKey();
    try {
      const handle = await open(incoming, 'wx', 0o600);
      let stored: StoredBlob;
      try {
        stored = await writeSealed(handle, key, content, options.mediaType);
        await handle.sync();
      } finally {
        await handle.close();
      }
      this.#keep(stored, name, incoming, key, options);
      return stored;
    } catch (error) {
      throw asVaultError(error, this.#folder);
    } finally {
      rmSync(incoming, { force: true });
    }
  }

  /** Size, media type and name without opening the file; undefined where there is none. */
  stat(sha256: string): (StoredBlob & { readonly name?: string }) | undefined {
    return this.#onDisk(() => {
      const row = this.#rows.find(sha256);
      if (row === undefined) return undefined;
      const name = this.#rows.nameOf(row);
      return { sha256, size: row.size, media: row.media, ...(name === undefined ? {} : { name }) };
    });
  }

  /** Ids of the events that were linked to it, stored or about to be: who may read one of them may read the file. */
  eventsOf(sha256: string): string[] {
    return this.#onDisk(() => this.#rows.eventsOf(sha256));
  }

  /** The content, checked against its digest. Throws `BLOB_NOT_FOUND`, `BLOB_DAMAGED`. */
  async get(sha256: string): Promise<Buffer> {
    const row = this.#onDisk(() => this.#rows.find(sha256));
    if (row === undefined) throw notFound(sha256);
    const key = this.#rows.unwrap(row);
    const sealed = await readFile(this.#path(row.file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw blobDamaged(sha256, this.#path(row.file));
      throw asVaultError(error, this.#path(row.file));
    });
    const plain = key && openChunks(key, sealed);
    if (plain === undefined || createHash('sha256').update(plain).digest('hex') !== sha256) {
      throw blobDamaged(sha256, this.#path(row.file));
    }
    return plain;
  }

  /** Before the append of an event that names these. Throws `BLOB_NOT_FOUND`: such an event must not be appended. */
  link(eventId: string, digests: readonly string[]): void {
    this.#onDisk(() =>
      this.#db.sql
        .transaction(() => {
          for (const sha256 of digests) if (!this.#rows.link(sha256, eventId)) throw notFound(sha256);
        })
        .immediate(),
    );
  }

  /**
   * Removes blobs that were last put or linked before `olderThan` (an instant) and that no event in the log names, and
   * files that an interrupted `put` left. Returns how many of each.
   */
  async sweepOrphans(
    existsEvent: (eventId: string) => boolean | Promise<boolean>,
    olderThan: string,
  ): Promise<{ readonly blobs: number; readonly files: number }> {
    const before = Date.parse(olderThan);
    let blobs = 0;
    for (const row of this.#onDisk(() => this.#rows.unsettledBefore(before))) {
      let named = false;
      for (const eventId of row.events) if (!named) named = await existsEvent(eventId);
      if (named) this.#onDisk(() => this.#rows.settle(row.id));
      else if (this.#onDisk(() => this.#rows.deleteUntouched(row.id, row.storedAt))) {
        this.#unlink(row.file);
        blobs++;
      }
    }
    return { blobs, files: this.#onDisk(() => this.#sweepFiles(before)) };
  }

  /** Destroys a blob's key and file. Throws `BLOB_NOT_FOUND`, `ERASURE_INCOMPLETE`. */
  erase(sha256: string): void {
    this.#onDisk(() => {
      const row = this.#rows.find(sha256);
      if (row === undefined) throw notFound(sha256);
      this.#rows.delete(row.id);
      this.#unlink(row.file);
      if (!emptyWriteAheadLog(this.#db.sql)) throw erasureIncomplete(this.#db.path);
    });
  }

  /** In one turn of the event loop, so that two uploads of the same content cannot take each other's key. */
  #keep(stored: StoredBlob, name: string, incoming: string, key: Buffer, options: PutOptions): void {
    this.#onDisk(() => {
      const known = this.#rows.find(stored.sha256);
      if (known !== undefined && existsSync(this.#path(known.file))) this.#rows.touch(stored.sha256);
      else {
        const folder = join(this.#folder, name.slice(0, 2));
        if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) syncFolder(this.#folder);
        renameSync(incoming, this.#path(name));
        syncFolder(folder);
        // A row whose file was lost takes the new one: uploading again mends it.
        this.#rows.put(stored, name, key);
      }
      if (options.name !== undefined)
        this.#rows.keepName(stored.sha256, [...options.name].slice(0, MOST_OF_A_NAME).join(''));
    });
    if (options.eventId !== undefined) this.link(options.eventId, [stored.sha256]);
  }

  #sweepFiles(before: number): number {
    const old = (path: string) =>
      (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY) < before;
    const stray = readdirSync(this.#folder)
      .filter((folder) => /^[0-9a-f]{2}$/.test(folder))
      .flatMap((folder) => readdirSync(join(this.#folder, folder)))
      .filter((file) => /^[0-9a-f]{32}$/.test(file) && !this.#rows.hasFile(file) && old(this.#path(file)));
    for (const file of stray) this.#unlink(file);
    const abandoned = readdirSync(this.#incoming).filter((file) => old(join(this.#incoming, file)));
    for (const file of abandoned) rmSync(join(this.#incoming, file), { force: true });
    return stray.length + abandoned.length;
  }

  #path(file: string): string {
    return join(this.#folder, file.slice(0, 2), file);
  }

  #unlink(file: string): void {
    rmSync(this.#path(file), { force: true });
  }

  #onDisk<T>(work: () => T): T {
    return onDisk(this.#folder, work);
  }
}

async function writeSealed(
  handle: FileHandle,
  key: Buffer,
  content: AsyncIterable<Uint8Array> | Uint8Array,
  stated: string | undefined,
): Promise<StoredBlob> {
  const digest = createHash('sha256');
  const sniffer = new MediaSniffer();
  const sealer = new ChunkSealer(key);
  let size = 0;
  for await (const part of content instanceof Uint8Array ? [content] : content) {
    const chunk = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    size += chunk.length;
    if (size > MAX_BLOB_BYTES) throw tooLarge();
    sniffer.push(chunk);
    if (sniffer.refused) throw mediaRefused();
    digest.update(chunk);
    await writeAll(handle, sealer.push(chunk));
  }
  const media = sniffer.end();
  if (media === undefined) throw mediaRefused();
  if (!agrees(stated, media)) throw mediaMismatch(stated ?? '', media);
  await writeAll(handle, sealer.end());
  return { sha256: digest.digest('hex'), size, media };
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
}
