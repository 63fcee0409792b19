import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite, { type Database } from 'better-sqlite3';
import type { EventStore, StoredEvent } from '#event-store';
import type { EventCatalogue, LogName } from '#kernel';
import { type DecodedEvent, decodeEvent, UndecodableEvent } from './decoded-event.js';
import { fileName, generationFiles, nextNumber, removeDatabase } from './generation-files.js';
import type { LogRoot } from './log-root.js';
import { Quarantine, type QuarantinedStream } from './quarantine.js';
import type { View, ViewMoment } from './view.js';

export interface ViewSetOptions {
  /** Folder of the generations' files; disposable as a whole. */
  readonly folder: string;
  /** `main`, `search`: views that share a checkpoint and a transaction. */
  readonly name: string;
  readonly log: LogName;
  readonly store: EventStore;
  readonly catalogue: EventCatalogue;
  /** Makes the views of one generation: each generation has memory of its own. */
  readonly views: () => readonly View[];
  /** Follows the root of the log in step with the views; undefined where answers need none. */
  readonly root?: () => LogRoot;
  readonly batchSize?: number;
  /** Time in ms to gather events before the next batch, for views that are dear per transaction and may lag a little. */
  readonly gatherMs?: number;
  readonly onBatch?: (events: readonly DecodedEvent[], moment: ViewMoment) => void;
}

export interface ViewSetStatus {
  readonly name: string;
  readonly version: number;
  readonly position: number;
  readonly state: 'live' | 'rebuilding';
  readonly quarantined: readonly QuarantinedStream[];
}

/** Documents are saved whenever this many events have come since the last save. */
const SAVE_DOCUMENTS_EVERY = 2000;

/**
 * Runs a set of views over one log. The checkpoint stands in the same transaction as the rows; a rebuild fills a file
 * of its own beside the live one and is switched to when it has caught up; a stream that a view cannot apply is
 * quarantined for that view alone and listed.
 */
export class ViewSet {
  #live: Generation;
  #rebuilding: Generation | undefined;
  readonly #waiting: { readonly position: number; readonly resolve: () => void }[] = [];
  #closed = false;

  private constructor(
    private readonly options: ViewSetOptions,
    live: Generation,
  ) {
    this.#live = live;
  }

  /** Opens the newest generation of the present version, or starts an empty one (to be filled by `catchUp`). */
  static open(options: ViewSetOptions): ViewSet {
    mkdirSync(options.folder, { recursive: true });
    const version = versionOf(options.views());
    const files = generationFiles(options.folder, options.name);
    const current = files.filter((file) => file.version === version && file.complete).at(-1);
    for (const file of files) if (file !== current) removeDatabase(join(options.folder, file.file));
    const generation = new Generation(
      options,
      join(options.folder, current?.file ?? fileName(options.name, version, nextNumber(files))),
      version,
    );
    return new ViewSet(options, generation);
  }

  /** Next position that the live views will apply: everything before it is in them. */
  get position(): number {
    return this.#live.position;
  }

  get db(): Database {
    return this.#live.db;
  }

  /** The view of that name in the generation that answers now. */
  view<V extends View>(name: string): V {
    const found = this.#live.views.find((view) => view.name === name);
    if (found === undefined) throw new Error(`no view ${name} in set ${this.options.name}`);
    return found as V;
  }

  /** Position and root (base64) that answers are built from. */
  builtFrom(): { readonly position: number; readonly root: string; readonly at?: string } {
    const at = this.#live.at;
    return { position: this.#live.position, root: this.#live.root?.root() ?? '', ...(at === undefined ? {} : { at }) };
  }

  /** Applies everything that the store holds now. Must be called before the views are asked: memory is complete after it. */
  async catchUp(onProgress?: (done: number, total: number) => void): Promise<void> {
    const generation = this.#live;
    await generation.restoreDocuments();
    const total = await this.options.store.size(this.options.log);
    await generation.fill(total, onProgress);
    generation.complete();
    this.#wake();
  }

  /** Follows the log until the signal aborts. Rejects when the store's subscription breaks: the caller starts it again. */
  async follow(signal: AbortSignal): Promise<void> {
    const { gatherMs } = this.options;
    const apply = async (events: readonly StoredEvent[]) => {
      this.#apply(events);
      if (gatherMs !== undefined) await sleep(gatherMs, undefined, { signal }).catch(() => undefined);
    };
    await this.options.store.subscribe(this.options.log, this.#live.position, apply, {
      signal,
      batchSize: this.options.batchSize ?? 1000,
    });
  }

  /** Resolves when the live views hold the event at `position`. */
  waitFor(position: number): Promise<void> {
    if (this.#live.position > position) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ position, resolve }));
  }

  /** Builds a new generation from the first event while the present one goes on answering, then switches. */
  async rebuild(onProgress?: (done: number, total: number) => void): Promise<void> {
    if (this.#rebuilding !== undefined) throw new Error(`view set ${this.options.name} is being rebuilt already`);
    const version = versionOf(this.options.views());
    const number = nextNumber(generationFiles(this.options.folder, this.options.name));
    const fresh = new Generation(
      this.options,
      join(this.options.folder, fileName(this.options.name, version, number)),
      version,
    );
    this.#rebuilding = fresh;
    try {
      // Catch up in rounds; the last, short one runs in one go with the switch, so no batch falls between.
      for (;;) {
        const total = await this.options.store.size(this.options.log);
        await fresh.fill(total, onProgress);
        if (fresh.position >= this.#live.position) break;
      }
      fresh.complete();
      const old = this.#live;
      this.#live = fresh;
      old.remove();
      this.#wake();
    } finally {
      if (this.#live !== fresh) fresh.remove();
      this.#rebuilding = undefined;
    }
  }

  status(): ViewSetStatus {
    return {
      name: this.options.name,
      version: this.#live.version,
      position: this.#live.position,
      state: this.#rebuilding === undefined ? 'live' : 'rebuilding',
      quarantined: this.#live.quarantine.list(),
    };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#live.close();
    this.#rebuilding?.close();
  }

  #apply(stored: readonly StoredEvent[]): void {
    // After a switch the subscription may still hold events that the new generation has applied already.
    const fresh = stored.filter((event) => event.position >= this.#live.position);
    if (fresh.length === 0 || this.#closed) return;
    const applied = this.#live.applyBatch(fresh, false);
    this.options.onBatch?.(applied, this.#live.moment(false));
    this.#wake();
  }

  #wake(): void {
    for (let i = this.#waiting.length - 1; i >= 0; i--) {
      const waiter = this.#waiting[i];
      if (waiter !== undefined && this.#live.position > waiter.position) {
        this.#waiting.splice(i, 1);
        waiter.resolve();
      }
    }
  }
}

/** One file with all tables of the set, its checkpoint and the views' memory. */
class Generation {
  readonly db: Database;
  readonly views: readonly View[];
  readonly quarantine: Quarantine;
  readonly root: LogRoot | undefined;
  position = 0;
  at: string | undefined;
  readonly #saveCheckpoint: (position: number, at: string | null, root: Uint8Array | null) => void;
  readonly #batchSize: number;
  /** Events that are folded into the documents' memory, and that the saved documents hold. */
  #documentsAt = 0;
  #documentsSaved = 0;
  #rebuilt: boolean;

  constructor(
    private readonly options: ViewSetOptions,
    private readonly file: string,
    readonly version: number,
  ) {
    this.views = options.views();
    this.root = options.root?.();
    this.#batchSize = options.batchSize ?? 1000;
    this.db = new BetterSqlite(file);
    this.db.pragma('journal_mode = WAL');
    // The views are disposable: a lost tail is applied again from the log.
    this.db.pragma('synchronous = OFF');
    this.db.pragma('temp_store = MEMORY');
    this.db.pragma('cache_size = -65536');
    const exists = this.db.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'checkpoint'`).get() !== undefined;
    if (!exists) {
      this.db.transaction(() => {
        this.db.exec(`CREATE TABLE checkpoint (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, at TEXT, root BLOB,
            complete INTEGER NOT NULL, documents INTEGER NOT NULL);
          INSERT INTO checkpoint VALUES (1, 0, NULL, NULL, 0, 0);`);
        Quarantine.create(this.db);
        for (const view of this.views) view.create(this.db);
      })();
    }
    const checkpoint = this.db.prepare('SELECT position, at, root, complete, documents FROM checkpoint').get() as {
      position: number;
      at: string | null;
      root: Uint8Array | null;
      complete: number;
      documents: number;
    };
    this.position = checkpoint.position;
    this.#documentsAt = checkpoint.documents;
    this.#documentsSaved = checkpoint.documents;
    this.at = checkpoint.at ?? undefined;
    this.#rebuilt = checkpoint.complete === 1;
    if (checkpoint.root !== null) this.root?.restore(checkpoint.root);
    this.quarantine = new Quarantine(this.db);
    for (const view of this.views) view.open(this.db);
    const save = this.db.prepare('UPDATE checkpoint SET position = ?, at = ?, root = ?');
    this.#saveCheckpoint = (position, at, root) => {
      save.run(position, at, root);
    };
  }

  moment(rebuilding: boolean): ViewMoment {
    return { position: this.position, at: this.at, rebuilding };
  }

  async fill(until: number, onProgress?: (done: number, total: number) => void): Promise<void> {
    while (this.position < until) {
      const events = await this.options.store.readAll(
        this.options.log,
        this.position,
        Math.min(this.#batchSize, until - this.position),
      );
      if (events.length === 0)
        throw new Error(`log ${this.options.log} ends at ${this.position}, ${until} was expected`);
      this.applyBatch(events, !this.#rebuilt);
      onProgress?.(this.position, until);
      // Lets requests in between batches of a long rebuild.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Folds into memory what came after the last save of the documents. */
  async restoreDocuments(): Promise<void> {
    const views = this.views.filter(({ keepsDocuments }) => keepsDocuments === true);
    let next = this.#documentsAt;
    while (views.length > 0 && next < this.position) {
      const events = await this.options.store.readAll(
        this.options.log,
        next,
        Math.min(this.#batchSize, this.position - next),
      );
      if (events.length === 0)
        throw new Error(`log ${this.options.log} ends at ${next}, ${this.position} was expected`);
      for (const event of events) {
        next = event.position + 1;
        const readable = this.#decode(event, views);
        if (readable !== undefined) for (const view of views) this.#applyTo(view, readable);
      }
    }
    this.#documentsAt = this.position;
    for (const view of this.views) view.restored?.();
  }

  /** Saves the documents; called at a good moment and when the set is closed. */
  saveDocuments(): void {
    if (this.#documentsSaved === this.position || !this.db.open) return;
    this.db.transaction(() => this.#flushDocuments(false))();
  }

  complete(): void {
    if (this.#rebuilt) return;
    this.db.transaction(() => {
      this.#flushDocuments(false);
      for (const view of this.views) view.settle?.(this.moment(false));
      this.db.exec('UPDATE checkpoint SET complete = 1');
    })();
    this.#rebuilt = true;
  }

  /** All events of a batch in one transaction with the checkpoint. Returns those that could be decoded. */
  applyBatch(stored: readonly StoredEvent[], rebuilding: boolean): readonly DecodedEvent[] {
    const decoded: DecodedEvent[] = [];
    this.db.transaction(() => {
      for (const event of stored) {
        this.root?.append(event.bytes);
        this.position = event.position + 1;
        const readable = this.#decode(event, this.views);
        if (readable === undefined) continue;
        this.at = readable.envelope.at;
        decoded.push(readable);
        for (const view of this.views) this.#applyTo(view, readable);
      }
      for (const view of this.views) if (view.keepsDocuments !== true) view.flush?.(this.moment(rebuilding));
      this.#documentsAt = this.position;
      if (this.position - this.#documentsSaved >= SAVE_DOCUMENTS_EVERY) this.#flushDocuments(rebuilding);
      this.#saveCheckpoint(this.position, this.at ?? null, this.root?.save() ?? null);
    })();
    return decoded;
  }

  #flushDocuments(rebuilding: boolean): void {
    for (const view of this.views) if (view.keepsDocuments === true) view.flush?.(this.moment(rebuilding));
    this.db.prepare('UPDATE checkpoint SET documents = ?').run(this.position);
    this.#documentsSaved = this.position;
  }

  #decode(event: StoredEvent, views: readonly View[]): DecodedEvent | undefined {
    try {
      return decodeEvent(event, this.options.catalogue);
    } catch (error) {
      const stream = error instanceof UndecodableEvent ? error.stream : `(position ${event.position})`;
      for (const view of views) this.quarantine.add(view.name, stream, event.position, String(error));
      return undefined;
    }
  }

  #applyTo(view: View, event: DecodedEvent): void {
    if (view.handles !== 'all' && !view.handles.has(event.envelope.type)) return;
    if (this.quarantine.holds(view.name, event.envelope.stream)) {
      this.quarantine.skip(view.name, event.envelope.stream);
      return;
    }
    try {
      view.apply(event);
    } catch (error) {
      this.quarantine.add(
        view.name,
        event.envelope.stream,
        event.position,
        error instanceof Error ? error.message : String(error),
      );
    }
  }

  close(): void {
    if (!this.db.open) return;
    this.saveDocuments();
    this.db.close();
  }

  remove(): void {
    if (this.db.open) this.db.close();
    removeDatabase(this.file);
  }
}

function versionOf(views: readonly View[]): number {
  return views.reduce((sum, view) => sum + view.version, 0);
}
