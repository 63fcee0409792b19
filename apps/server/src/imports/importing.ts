import { randomUUID } from 'node:crypto';
import type { ImportKindName } from '#elections';
import { type Principal, permitCommand } from '#identity';
import { type Actor, ok, type Rejection, type Result } from '#kernel';
import { readSheet, SHEET_TEMPLATES, type SheetReading } from '#spreadsheets';
import type { Deployment } from '../deployment/deployment.js';
import { treeOf } from '../http/access.js';
import { problem } from '../http/problem.js';
import { type CheckedSheet, checkSheet } from './check-sheet.js';
import { cutIntoChunks } from './chunks.js';
import { ENDED, type ImportState, WORKING } from './import-state.js';
import { ImportRefused, LedgerImport, Stopped } from './ledger-import.js';
import { importsInLedger } from './ledger-only.js';
import { Registry } from './registry.js';
import type { SealedFiles } from './sealed-files.js';
import { type Fault, refusalFault, sheetFault } from './sheet-faults.js';

/** Who works on an import: as in events, and what they may do. */
export interface Importer {
  readonly actor: Actor;
  readonly principal: Principal;
}

export const MAX_SHEET_BYTES = 50 * 1024 * 1024;
/** An upload that nobody commits is forgotten after a day. */
const KEPT_MS = 24 * 3600_000;
/** What was found in a sheet that took effect is shown this long; that it was applied is kept. */
const FINDINGS_KEPT_MS = 30 * KEPT_MS;
/** Sheets whose rows stay in memory between the check and the commit. */
const READINGS_KEPT = 3;
const TOLD_EVERY_MS = 200;

/**
 * Sheets on their way into the ledger: upload, dry run, commit as a whole, the commands that rows stand for. What is
 * needed to go on stands encrypted in the folder of uploads, so that a person can leave and come back, also after a
 * restart; the files go as soon as the import has taken effect or is dropped.
 */
export class Importing {
  readonly #states = new Map<string, ImportState>();
  readonly #readings = new Map<string, SheetReading>();
  /** Checks that found nothing wrong: the size of the log that they were made at, and for whom. */
  readonly #sound = new Map<string, { readonly size: number; readonly by: string; readonly checked: CheckedSheet }>();
  readonly #told = new Map<string, number>();
  /** Commits one after the other: each is checked against what the one before it registered. */
  #tail: Promise<unknown> = Promise.resolve();
  readonly #running = new Set<Promise<unknown>>();
  #stopping = false;

  constructor(
    private readonly deployment: Deployment,
    private readonly files: SealedFiles,
  ) {}

  /** Loads what was left and goes on with what had begun. */
  async start(): Promise<void> {
    for (const name of this.files.list()) {
      const id = /^([0-9a-f-]{36})\.state$/.exec(name)?.[1];
      if (id === undefined) continue;
      const text = await this.files.read(name);
      if (text !== undefined) this.#states.set(id, JSON.parse(text.toString('utf8')) as ImportState);
    }
    for (const document of this.deployment.imports.documents.values()) {
      const state = this.#states.get(document.importId);
      if (document.state === 'committed' && state?.state !== 'committed' && state?.state !== 'failed') {
        this.#enqueue(document.importId, () => this.#apply(document.importId, state));
      }
    }
    for (const state of this.#states.values()) {
      if (state.state === 'reading') this.#track(state.importId, () => this.#read(state.importId));
      else if (state.state === 'committing')
        this.#enqueue(state.importId, () => this.#write(state.importId, undefined));
    }
    await this.sweep();
  }

  /** Newest first; a community's staff see those of their own community. */
  list(unit: string): readonly ImportState[] {
    return [...this.#states.values(), ...this.#onlyInLedger()]
      .filter((state) => this.#maySee(state, unit))
      .sort((x, y) => (x.at < y.at ? 1 : -1));
  }

  get(importId: string, unit: string): ImportState {
    const state = this.#states.get(importId) ?? this.#onlyInLedger().find((one) => one.importId === importId);
    if (state === undefined || !this.#maySee(state, unit)) throw problem(404, 'NOT_FOUND', { import: importId });
    return state;
  }

  /** Takes an uploaded file and begins the dry run. Throws `FileTooLarge`. */
  async receive(
    kind: ImportKindName,
    community: string | undefined,
    file: { readonly name: string; readonly content: AsyncIterable<Uint8Array> },
    who: Importer,
  ): Promise<ImportState> {
    await this.sweep();
    const importId = randomUUID();
    const { sha256, size } = await this.files.write(`${importId}.sheet`, file.content, MAX_SHEET_BYTES);
    const state: ImportState = {
      importId,
      kind,
      ...(community === undefined ? {} : { community }),
      state: 'reading',
      file: { name: file.name, sha256, size },
      rows: 0,
      done: 0,
      total: 0,
      faults: [],
      faultCount: 0,
      unchanged: 0,
      notes: [],
      preview: [],
      at: this.deployment.clock.now(),
      received: Date.now(),
      actor: who.actor,
    };
    await this.#save(state);
    this.#track(importId, () => this.#read(importId, who));
    return state;
  }

  /** Begins the commit; the answer comes at once. Refused unless the dry run found nothing wrong. */
  async commit(importId: string, who: Importer): Promise<ImportState> {
    const state = this.get(importId, who.actor.unit);
    if (WORKING.has(state.state)) throw problem(409, 'IMPORT_RUNNING', { state: state.state });
    if (state.state === 'unchanged') throw problem(409, 'IMPORT_NOTHING_NEW');
    if (state.state !== 'ready') throw problem(409, ENDED.has(state.state) ? 'IMPORT_CLOSED' : 'IMPORT_HAS_FAULTS');
    const begun: ImportState = { ...state, state: 'committing', done: 0, total: state.rows, actor: who.actor };
    await this.#save(begun);
    this.#enqueue(importId, () => this.#write(importId, who));
    return begun;
  }

  async drop(importId: string, reason: string, who: Importer): Promise<ImportState> {
    const state = this.get(importId, who.actor.unit);
    if (WORKING.has(state.state)) throw problem(409, 'IMPORT_RUNNING', { state: state.state });
    if (ENDED.has(state.state)) throw problem(409, 'IMPORT_CLOSED');
    const ledger = this.#ledger(importId);
    const { started, committed } = await ledger.standing();
    if (committed) throw problem(409, 'IMPORT_CLOSED');
    if (started) await ledger.drop(reason, who.actor);
    const dropped: ImportState = { ...bare(state), state: 'dropped' };
    await this.#save(dropped);
    this.#forgetFile(importId);
    return dropped;
  }

  /** Resolves when nothing is under way: for tests and for closing. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled([...this.#running]);
  }

  /** Stops between two steps; what had begun is taken up again at the next start. */
  async close(): Promise<void> {
    this.#stopping = true;
    await this.idle();
  }

  /**
   * Forgets uploads that nobody committed within a day, and of those that took effect, after a month, what came from
   * the sheet and what its sender called it. What stands in the ledger is never forgotten here.
   */
  async sweep(): Promise<void> {
    const before = Date.now() - KEPT_MS;
    for (const state of [...this.#states.values()]) {
      if (state.state === 'committed' && state.received < Date.now() - FINDINGS_KEPT_MS && !isBare(state))
        await this.#save({ ...bare(state), file: { ...state.file, name: nameInLedger(state) } });
      if (WORKING.has(state.state) || state.state === 'committed' || state.received > before) continue;
      if (this.deployment.imports.documents.get(state.importId)?.state === 'started') continue;
      this.#states.delete(state.importId);
      this.files.remove(`${state.importId}.state`);
      this.#forgetFile(state.importId);
    }
  }

  async #read(importId: string, who?: Importer): Promise<void> {
    const state = this.#need(importId);
    const checked = await this.#check(state, who);
    if (checked === undefined) return;
    const { faults, faultCount, unchanged, notes, preview, rows } = checked;
    await this.#save({
      ...this.#need(importId),
      state: faultCount > 0 ? 'faults' : rows.length === 0 ? 'unchanged' : 'ready',
      rows: rows.length,
      faults: [...faults],
      faultCount,
      unchanged,
      notes: [...notes],
      preview: preview.map((row) => ({ ...row })),
    });
  }

  /** Reads the file where it is not in memory, and checks its rows. Undefined when the file itself cannot be read. */
  async #check(state: ImportState, who: Importer | undefined): Promise<CheckedSheet | undefined> {
    const reading = await this.#reading(state);
    if (reading === undefined) return undefined;
    const size = await this.deployment.store.size('process');
    const known = this.#sound.get(state.importId);
    const by = who === undefined ? undefined : JSON.stringify(who.principal.by);
    // Nothing was recorded since, and the same person asks: the same check would find the same.
    if (known?.size === size && known.by === by) return known.checked;
    await this.deployment.surroundings.ready(size - 1);
    const ledger = this.#ledger(state.importId);
    const registry = new Registry(this.deployment, state.actor.unit);
    const checked = await checkSheet(reading, {
      kind: state.kind,
      registry,
      community: state.community,
      personIdOf: (row) => ledger.personIdOf(row),
      attempt: (command) => this.#attempt(command, state.actor, who?.principal),
      progress: (done, total) => this.#progress(state.importId, done, total),
    });
    // Without a sender (taken up again after a restart) nobody's permissions were asked: it stands for nobody.
    if (checked.faultCount === 0 && by !== undefined) this.#sound.set(state.importId, { size, by, checked });
    if (checked.faultCount > 0 || checked.rows.length > 0 || checked.unchanged > 0) return checked;
    const nothing = sheetFault({ sheet: reading.columns[0]?.sheet ?? '', cell: '' }, 'NO_ROWS');
    return { ...checked, faults: [nothing], faultCount: 1 };
  }

  async #reading(state: ImportState): Promise<SheetReading | undefined> {
    const known = this.#readings.get(state.importId);
    if (known !== undefined) return known;
    const file = await this.files.read(`${state.importId}.sheet`);
    if (file === undefined) {
      await this.#fail(state.importId, { code: 'UPLOAD_GONE' });
      return undefined;
    }
    const stop = new AbortController();
    const read = await readSheet(file, SHEET_TEMPLATES[state.kind], {
      fileName: state.file.name,
      onProgress: ({ phase, done, total }) => {
        if (this.#stopping) stop.abort();
        if (phase === 'check') this.#progress(state.importId, done, total);
      },
      signal: stop.signal,
    });
    if (this.#stopping) throw new Stopped();
    if (!read.ok) {
      const { code, message, remedy } = read.error;
      const fault: Fault = { sheet: '', cell: '', code, message: { ...message }, remedy: { ...remedy } };
      await this.#save({ ...this.#need(state.importId), state: 'faults', faults: [fault], faultCount: 1 });
      return undefined;
    }
    this.#readings.set(state.importId, read.value);
    const oldest = this.#readings.keys().next();
    if (this.#readings.size > READINGS_KEPT && !oldest.done) {
      this.#readings.delete(oldest.value);
      this.#sound.delete(oldest.value);
    }
    return read.value;
  }

  /** Whether the command that a row stands for would be accepted, from this sender; writes nothing. */
  async #attempt(
    { command, id, data, on }: Parameters<Parameters<typeof checkSheet>[1]['attempt']>[0],
    actor: Actor,
    principal: Principal | undefined,
  ): Promise<Result<unknown, Rejection>> {
    const request = {
      command,
      id,
      commandId: '00000000-0000-4000-8000-000000000000',
      body: { data, ...(on === undefined ? {} : { on }) },
      actor,
    };
    if (principal !== undefined) {
      const unit = await this.deployment.runner.unitOf(request);
      const permitted = permitCommand(principal, command, unit, treeOf(this.deployment));
      if (!permitted.ok) return permitted;
    }
    const planned = await this.deployment.runner.preview(request);
    return planned.ok ? ok(planned.value) : planned;
  }

  /** Checks once more, writes, and goes on to apply. Without `who` it is a commit that a restart had cut short. */
  async #write(importId: string, who: Importer | undefined): Promise<void> {
    const state = this.#need(importId);
    const ledger = this.#ledger(importId);
    const { committed } = await ledger.standing();
    if (!committed) {
      const checked = await this.#check(state, who);
      if (checked === undefined) return;
      if (checked.faultCount > 0) {
        const { started } = await ledger.standing();
        const { faults, faultCount } = checked;
        await this.#save({ ...state, state: started ? 'failed' : 'faults', faults: [...faults], faultCount });
        return;
      }
      const { rows } = checked;
      if (rows.length === 0) {
        await this.#save({ ...state, state: 'unchanged', rows: 0, unchanged: checked.unchanged });
        return;
      }
      const sheet = (await this.#reading(state))?.rows[0]?.sheet ?? '';
      const started = {
        kind: state.kind,
        ...(state.community === undefined ? {} : { community: state.community }),
        // Not what the sender calls it: people name files after people, and the ledger keeps it for good.
        file: { ...state.file, name: nameInLedger(state) },
        sheet,
        rows: rows.length,
      };
      const doneBefore = new Map(rows.map(({ row }, index) => [row, index + 1]));
      const position = await ledger.write(started, cutIntoChunks(rows), state.actor, (row) =>
        this.#progress(importId, doneBefore.get(row) ?? 0, rows.length),
      );
      await this.deployment.surroundings.ready(position);
    }
    await this.#apply(importId, this.#need(importId));
  }

  async #apply(importId: string, known: ImportState | undefined): Promise<void> {
    const state = known ?? this.#onlyInLedger().find((one) => one.importId === importId);
    if (state === undefined) return;
    // The rows are in the ledger now: the file is not needed any more, and personal values must not lie about.
    const applying: ImportState = { ...bare(state), state: 'applying', done: 0, total: 0 };
    await this.#save(applying);
    this.#forgetFile(importId);
    const refusals = LedgerImport.appliesRows(state.kind)
      ? await this.#ledger(importId).apply((done, total) => this.#progress(importId, done, total))
      : [];
    const faults = refusals.slice(0, 200).map(({ row, rejection }) => refusalFault('', row, rejection));
    const total = state.rows;
    await this.#save({ ...applying, state: 'committed', done: total, total, faults, faultCount: refusals.length });
  }

  #enqueue(importId: string, work: () => Promise<void>): void {
    const queued = this.#tail.then(() => (this.#stopping ? undefined : work()));
    this.#tail = queued.catch(() => undefined);
    this.#track(importId, () => queued);
  }

  /** Runs work in the background as a job with the import's id; a failure becomes the import's state. */
  #track(importId: string, work: () => Promise<unknown>): void {
    const state = this.#states.get(importId);
    const running = work().catch(async (error: unknown) => {
      if (error instanceof Stopped) return;
      if (!(error instanceof ImportRefused)) this.deployment.logger.error({ err: error, importId }, 'an import failed');
      await this.#fail(importId, error instanceof ImportRefused ? error.rejection : { code: 'IMPORT_FAILED' });
    });
    this.#running.add(running);
    void running.finally(() => this.#running.delete(running));
    this.deployment.jobs.start(
      'import',
      state?.actor.id ?? 'system',
      () => running.then(() => ({ importId })),
      importId,
    );
  }

  async #fail(importId: string, rejection: Rejection): Promise<void> {
    const state = this.#states.get(importId);
    if (state === undefined) return;
    await this.#save({ ...state, state: 'failed', faults: [refusalFault('', 0, rejection)], faultCount: 1 });
  }

  #progress(importId: string, done: number, total: number): void {
    const state = this.#states.get(importId);
    if (state === undefined) return;
    this.#states.set(importId, { ...state, done, total });
    const now = Date.now();
    if (now - (this.#told.get(importId) ?? 0) < TOLD_EVERY_MS) return;
    this.#told.set(importId, now);
    this.deployment.live.emit('job', { id: importId });
  }

  async #save(state: ImportState): Promise<void> {
    this.#states.set(state.importId, state);
    await this.files.write(`${state.importId}.state`, [Buffer.from(JSON.stringify(state))]);
    this.deployment.live.emit('job', { id: state.importId });
  }

  #need(importId: string): ImportState {
    const state = this.#states.get(importId);
    if (state === undefined) throw new Error(`import ${importId} is gone`);
    return state;
  }

  #ledger(importId: string): LedgerImport {
    return new LedgerImport(this.deployment, importId, () => this.#stopping);
  }

  #forgetFile(importId: string): void {
    this.#told.delete(importId);
    this.#readings.delete(importId);
    this.#sound.delete(importId);
    this.files.remove(`${importId}.sheet`);
  }

  #maySee(state: ImportState, unit: string): boolean {
    return unit === this.deployment.unit || state.actor.unit === unit || state.community === unit;
  }

  #onlyInLedger(): readonly ImportState[] {
    return importsInLedger(this.deployment, (importId) => !this.#states.has(importId));
  }
}

function nameInLedger({ kind }: ImportState): string {
  return `${kind}.xlsx`;
}

function isBare(state: ImportState): boolean {
  const { faults, preview, notes, file } = state;
  return faults.length + preview.length + notes.length === 0 && file.name === nameInLedger(state);
}

/** Without anything that came from the file's cells. */
function bare(state: ImportState): ImportState {
  return { ...state, faults: [], faultCount: 0, preview: [], notes: [] };
}
