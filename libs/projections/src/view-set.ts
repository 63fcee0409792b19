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
  /** Why the views do not follow the log now; they are tried again all the time. */
  readonly trouble?: string;
  readonly quarantined: readonly QuarantinedStream[];
}

/** How long somebody waits for the views to hold a position (ms). */
const PATIENCE_MS = 30_000;

interface Waiter {
  readonly position: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** The views did not come to a position in time. */
export class ViewsBehind extends Error {
  readonly code = 'VIEWS_BEHIND';
  constructor(
    readonly set: string,
    readonly position: number,
    readonly wanted: number,
    /** Why they cannot be written, where that is the reason. */
    cause?: unknown,
  ) {
    super(`views ${set} are at ${position}, ${wanted} was waited for`, cause === undefined ? {} : { cause });
    this.name = 'ViewsBehind';
  }
}

/** Documents are saved whenever this many events have come since the last save. */
const SAVE_DOCUMENTS_EVERY = 2000;
/** During a rebuild nothing has to be found again after a crash: only memory asks for saving. */
const SAVE_DOCUMENTS_REBUILDING = 20_000;
/** Pages of the write-ahead log before it is copied into the file; SQLite's own 1,000 copy a page of an index many times. */
const LOG_PAGES = 8000;

/**
 * Runs a set of views over one log. The checkpoint stands in the same transaction as the rows; a rebuild fills a file
 * of its own beside the live one and is switched to when it has caught up; a stream that a view cannot apply is
 * quarantined for that view alone and listed.
 */
export class ViewSet {
  #live: Generation;
  #rebuilding: Generation | undefined;
  readonly #waiting: Waiter[] = [];
  #closed = false;
  /** Why a batch could not be stored: memory may be ahead of the rows, and the generation must be read again. */
  #broken: { readonly error: unknown } | undefined;

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
    if (current !== undefined) {
      try {
        return new ViewSet(options, new Generation(options, join(options.folder, current.file), version));
      } catch (error) {
        if (!isDamage(error)) throw error;
        removeDatabase(join(options.folder, current.file));
      }
    }
    const fresh = join(options.folder, fileName(options.name, version, nextNumber(files)));
    return new ViewSet(options, new Generation(options, fresh, version));
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
    try {
      await this.#catchUp(onProgress);
    } catch (error) {
      // The views are disposable: a damaged file is no reason not to start.
      if (!isDamage(error)) throw error;
      this.#replace();
      await this.#catchUp(onProgress);
    }
    this.#wake();
  }

  async #catchUp(onProgress?: (done: number, total: number) => void): Promise<void> {
    const total = await this.options.store.size(this.options.log);
    // Ahead of the log: what they hold is of another one, such as the one before a backup was restored.
    if (this.#live.position > total) this.#replace();
    const generation = this.#live;
    await generation.restoreDocuments();
    await generation.fill(total, onProgress);
    generation.complete();
  }

  /** An empty generation in place of one that cannot be used. */
  #replace(): void {
    const old = this.#live;
    const number = nextNumber(generationFiles(this.options.folder, this.options.name));
    const file = join(this.options.folder, fileName(this.options.name, old.version, number));
    this.#live = new Generation(this.options, file, old.version);
    old.remove();
  }

  /** Follows the log until the signal aborts. Rejects when the store's subscription breaks: the caller starts it again. */
  async follow(signal: AbortSignal): Promise<void> {
    if (this.#broken !== undefined) await this.#mend();
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

  /**
   * Resolves when the live views hold the event at `position`. Rejects with {@link ViewsBehind} when they do not within
   * the given time, and at once while they cannot be written.
   */
  waitFor(position: number, patienceMs: number = PATIENCE_MS): Promise<void> {
    if (this.#live.position > position) return Promise.resolve();
    if (this.#broken !== undefined) return Promise.reject(this.#behind(position));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const at = this.#waiting.findIndex((waiter) => waiter.timer === timer);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(this.#behind(position));
      }, patienceMs);
      this.#waiting.push({ position, resolve, reject, timer });
    });
  }

  /** Reads the generation again as it stands in its file, or fills a new one where the file is damaged. */
  async #mend(): Promise<void> {
    try {
      // Reading everything again is dear: not before there is room to go on.
      this.#live.probe();
      const again = this.#live.again();
      await again.restoreDocuments().catch((error: unknown) => {
        again.release();
        throw error;
      });
      const old = this.#live;
      this.#live = again;
      old.release();
    } catch (error) {
      if (!isDamage(error)) throw error;
      await this.rebuild();
    }
    this.#broken = undefined;
    this.#wake();
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
      ...(this.#broken === undefined ? {} : { trouble: String(this.#broken.error) }),
      quarantined: this.#live.quarantine.list(),
    };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#turnAway();
    this.#live.close();
    this.#rebuilding?.close();
  }

  #apply(stored: readonly StoredEvent[]): void {
    // After a switch the subscription may still hold events that the new generation has applied already.
    const fresh = stored.filter((event) => event.position >= this.#live.position);
    if (fresh.length === 0 || this.#closed) return;
    let applied: readonly DecodedEvent[];
    try {
      applied = this.#live.applyBatch(fresh, false);
    } catch (error) {
      this.#broken = { error };
      this.#turnAway();
      throw error;
    }
    this.options.onBatch?.(applied, this.#live.moment(false));
    this.#wake();
  }

  #behind(position: number): ViewsBehind {
    return new ViewsBehind(this.options.name, this.#live.position, position, this.#broken?.error);
  }

  #turnAway(): void {
    for (const { position, timer, reject } of this.#waiting.splice(0)) {
      clearTimeout(timer);
      reject(this.#behind(position));
    }
  }

  #wake(): void {
    for (let i = this.#waiting.length - 1; i >= 0; i--) {
      const waiter = this.#waiting[i];
      if (waiter !== undefined && this.#live.position > waiter.position) {
        this.#waiting.splice(i, 1);
        clearTimeout(waiter.timer);
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
    try {
      this.db.pragma('journal_mode = WAL');
      // The views are disposable: a lost tail is applied again from the log.
      this.db.pragma('synchronous = OFF');
      this.db.pragma('temp_store = MEMORY');
      this.db.pragma('cache_size = -65536');
      this.db.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
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
      for (const { view, stream, position } of this.quarantine.list())
        this.views.find(({ name }) => name === view)?.quarantined?.(stream, position);
      const save = this.db.prepare('UPDATE checkpoint SET position = ?, at = ?, root = ?');
      this.#saveCheckpoint = (position, at, root) => {
        save.run(position, at, root);
      };
    } catch (error) {
      this.db.close();
      throw error;
    }
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
    const before = { position: this.position, at: this.at, root: this.root?.save() };
    try {
      return this.#applyAll(stored, rebuilding);
    } catch (error) {
      // What answers say they are built from is what the rows hold.
      this.position = before.position;
      this.at = before.at;
      if (before.root !== undefined) this.root?.restore(before.root);
      throw error;
    }
  }

  #applyAll(stored: readonly StoredEvent[], rebuilding: boolean): readonly DecodedEvent[] {
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
      if (this.position - this.#documentsSaved >= (rebuilding ? SAVE_DOCUMENTS_REBUILDING : SAVE_DOCUMENTS_EVERY))
        this.#flushDocuments(rebuilding);
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
      for (const view of views) this.#quarantine(view, stream, event.position, String(error));
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
      // A full or failing disk says nothing about the event.
      if (storageCode(error) !== undefined) throw error;
      this.#quarantine(
        view,
        event.envelope.stream,
        event.position,
        error instanceof Error ? error.message : String(error),
      );
    }
  }

  #quarantine(view: View, stream: string, position: number, reason: string): void {
    this.quarantine.add(view.name, stream, position, reason);
    view.quarantined?.(stream, position);
  }

  close(): void {
    if (!this.db.open) return;
    this.saveDocuments();
    this.db.close();
  }

  /** Throws where nothing can be written. */
  probe(): void {
    this.db.transaction(() => this.db.exec('UPDATE checkpoint SET one = 1'))();
  }

  /** The same file, opened anew: memory as the rows have it. */
  again(): Generation {
    return new Generation(this.options, this.file, this.version);
  }

  /** Closes without saving: another object answers for the file now. */
  release(): void {
    if (this.db.open) this.db.close();
  }

  remove(): void {
    if (this.db.open) this.db.close();
    removeDatabase(this.file);
  }
}

const STORAGE = /^SQLITE_(FULL|IOERR|CORRUPT|NOTADB|READONLY|CANTOPEN|BUSY|LOCKED|NOMEM|PROTOCOL)/;

/** The code of a failure of the disk or the file, which is no fault of an event. By name: see the event store. */
function storageCode(error: unknown): string | undefined {
  const { name, code } = (error ?? {}) as { readonly name?: unknown; readonly code?: unknown };
  return name === 'SqliteError' && typeof code === 'string' && STORAGE.test(code) ? code : undefined;
}

function isDamage(error: unknown): boolean {
  const { name, code, message } = (error ?? {}) as { name?: unknown; code?: unknown; message?: unknown };
  if (name !== 'SqliteError') return false;
  // A file cut short loses tables that its own list still names, or the list itself.
  return /^SQLITE_(CORRUPT|NOTADB)/.test(String(code)) || /no such table|malformed/.test(String(message));
}

function versionOf(views: readonly View[]): number {
  return views.reduce((sum, view) => sum + view.version, 0);
}
