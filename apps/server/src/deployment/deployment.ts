import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type EventStore, openSqliteStore } from '#event-store';
import { type Argon2Cost, type Identity, openIdentity, unitTree } from '#identity';
import { LOGS, type LogName } from '#kernel';
import type {
  EventIndexView,
  FactsView,
  FindingsView,
  ImportsView,
  RuleResultsView,
  SearchView,
  ViewSet,
} from '#projections';
import { type Sealed, type Sealer, SqliteTileStore } from '#transparency';
import { type Blobs, openVault, type Vault } from '#vault';
import { CommandRunner } from '../commands/command-runner.js';
import { Importing } from '../imports/importing.js';
import { SealedFiles } from '../imports/sealed-files.js';
import { AccessLog } from './access-log.js';
import { recordAnomalies } from './anomalies.js';
import { catalogue } from './catalogue.js';
import { createFolders, type DataFolder, dataFolder } from './folder.js';
import { Indications } from './indications.js';
import { Jobs } from './jobs.js';
import { DemoClock, type LedgerClock, systemLedgerClock } from './ledger-clock.js';
import { loadKey } from './local-key.js';
import { type LogIdentity, openedLogs, openLogs, openSealer, signerOf, WrongFolder } from './logs.js';
import { LedgerSurroundings } from './surroundings.js';
import { openMainViews, openSearchViews } from './view-sets.js';
import { DirectWriter } from './writer.js';

export interface DeploymentOptions {
  readonly folder: string;
  readonly demo: boolean;
  /** Code of the top unit. */
  readonly unit?: string;
  readonly logger: Logger;
  readonly sealEveryMs?: number;
  /** Cost of password hashes: tests make it cheap. */
  readonly argon2?: Argon2Cost;
}

/** What pages that are open hear of; carries no facts, only what to ask again. */
export interface LiveSignals {
  position: [
    { readonly log: LogName; readonly position: number; readonly at: string; readonly units: readonly string[] },
  ];
  sealed: [{ readonly log: LogName; readonly size: number }];
  job: [{ readonly id: string }];
}

/** Where a worked street's clock starts; the loading sets it at each step. */
const DEMO_START = '2021-09-01T08:00:00+08:00';

/** One data folder with everything that runs on it. Close it: a clean shutdown seals. */
export class Deployment {
  readonly live = new EventEmitter<LiveSignals>();
  readonly indications = new Indications(this);
  readonly jobs = new Jobs(
    (id) => this.live.emit('job', { id }),
    (error, { id, kind }) => this.logger.error({ err: error, job: id, kind }, 'a job failed'),
  );
  readonly blobs: Blobs;
  /** Sheets on their way into the ledger. */
  readonly importing: Importing;
  readonly #stop = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  #followers: Promise<void>[] = [];
  #closing: Promise<void> | undefined;

  private constructor(
    readonly folder: DataFolder,
    readonly unit: string,
    readonly demo: boolean,
    readonly store: EventStore,
    readonly clock: LedgerClock,
    readonly logs: Readonly<Record<LogName, LogIdentity>>,
    readonly sealers: Readonly<Record<LogName, Sealer>>,
    readonly main: ViewSet,
    readonly search: ViewSet,
    readonly vault: Vault,
    readonly identity: Identity,
    readonly access: AccessLog,
    readonly writer: DirectWriter,
    readonly runner: CommandRunner,
    readonly surroundings: LedgerSurroundings,
    readonly logger: Logger,
    /** Verifier keys of the logs, as signed notes spell them. */
    readonly vkeys: Readonly<Record<LogName, string>>,
    private readonly tiles: SqliteTileStore,
  ) {
    this.live.setMaxListeners(2000);
    this.blobs = vault.openBlobs(folder.blobs);
    const uploads = new SealedFiles(folder.uploads, loadKey(join(folder.keys, 'uploads.key')));
    this.importing = new Importing(this, uploads);
  }

  /**
   * Opens a folder, making what is missing, and brings the views up to date. Throws with a remedy: a second writer, a log
   * shorter than its checkpoint, a folder of the other kind, a key that others may read.
   */
  static async open(options: DeploymentOptions): Promise<Deployment> {
    const { logger } = options;
    const unit = options.unit ?? 'S01';
    const folder = dataFolder(options.folder);
    createFolders(folder);
    const store = openSqliteStore(folder.ledger);
    const opened: { close(): unknown }[] = [store];
    try {
      const [known] = Object.values(await openedLogs(store));
      checkKind(known, options.demo, folder);
      const demo = known === undefined ? options.demo : known.clock === 'demo';
      const clock = demo ? new DemoClock(folder.demoClock, DEMO_START) : systemLedgerClock;
      const inUse = (await store.size('process')) > 1;
      if (inUse) refuseMissing(folder);
      const logs = await openLogs(store, folder, clock, unit);
      const tiles = new SqliteTileStore(join(folder.seals, 'tiles.db'));
      opened.push(tiles);
      const sealers = {} as Record<LogName, Sealer>;
      const vkeys = {} as Record<LogName, string>;
      for (const log of LOGS) {
        const signer = await signerOf(folder, log, logs[log].origin, false);
        vkeys[log] = signer.vkey;
        sealers[log] = await openSealer(folder, store, tiles, log, signer);
      }
      const vault = openVault({ path: folder.vault, kekPath: join(folder.keys, 'vault.kek') });
      opened.push(vault);
      const main = openMainViews(folder, store, (events, { position, at }) => {
        const units = [...new Set(events.map(({ envelope }) => envelope.unit))];
        deployment.live.emit('position', { log: 'process', position, at: at ?? '', units });
      });
      opened.push(main);
      const search = openSearchViews(folder, store);
      opened.push(search);
      await main.catchUp();
      const tree = () => unitTree(Object.fromEntries(main.view<FactsView>('facts').book.streetOf));
      const identity = openIdentity({
        path: folder.identity,
        unit,
        tree,
        demo,
        ...(options.argon2 === undefined ? {} : { argon2: options.argon2 }),
      });
      opened.push(identity);
      const writer = new DirectWriter(store, clock);
      const access = new AccessLog(writer, clock, identity, (error) =>
        logger.error({ err: error }, 'the access log could not be written'),
      );
      const surroundings = new LedgerSurroundings(store, main, vault, clock);
      const runner = new CommandRunner(
        store,
        catalogue,
        clock,
        vault,
        surroundings,
        loadKey(join(folder.keys, 'command-mac.key'), !inUse),
        vault.openBlobs(folder.blobs),
      );
      const deployment: Deployment = new Deployment(
        folder,
        unit,
        demo,
        store,
        clock,
        logs,
        sealers,
        main,
        search,
        vault,
        identity,
        access,
        writer,
        runner,
        surroundings,
        logger,
        vkeys,
        tiles,
      );
      await deployment.#start(options.sealEveryMs ?? 2000);
      return deployment;
    } catch (error) {
      for (const part of opened.reverse()) await part.close();
      throw error;
    }
  }

  get facts(): FactsView {
    return this.main.view<FactsView>('facts');
  }

  get results(): RuleResultsView {
    return this.main.view<RuleResultsView>('rule-results');
  }

  get eventIndex(): EventIndexView {
    return this.main.view<EventIndexView>('event-index');
  }

  get findings(): FindingsView {
    return this.main.view<FindingsView>('findings');
  }

  get imports(): ImportsView {
    return this.main.view<ImportsView>('imports');
  }

  get searchView(): SearchView {
    return this.search.view<SearchView>('search');
  }

  /** Seals what is new in the two logs that are sealed as they grow; `cases` goes by its own hourly schedule. */
  async seal(logs: readonly LogName[] = ['process', 'access']): Promise<void> {
    for (const log of logs) {
      const sealed = await this.#sealOne(log);
      if (sealed !== undefined) this.live.emit('sealed', { log, size: sealed.size });
    }
  }

  /** What the sealing found odd is recorded in the same log, and sealed with what comes next. */
  async #sealOne(log: LogName, options: { readonly evenWithoutNews?: boolean } = {}): Promise<Sealed | undefined> {
    const sealed = await this.sealers[log].sealOnce(new Date().toISOString(), options);
    if (sealed !== undefined && sealed.anomalies.length > 0)
      await recordAnomalies(this, { log, origin: this.logs[log].origin, unit: this.unit }, sealed.anomalies);
    return sealed;
  }

  /** Stops following, seals all three logs and closes the files. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #start(sealEveryMs: number): Promise<void> {
    this.#followers = [this.#follow(this.main), this.#follow(this.search)];
    await this.indications.reconcile();
    this.live.on('position', () => this.#followResults());
    await this.access.pump();
    // Names are decrypted once; doing it now keeps the first page quick.
    this.vault.names();
    await this.#quietly('sealing', () => this.seal([...LOGS]));
    await this.importing.start();
    this.#every(sealEveryMs, 'sealing', () => this.seal());
    this.#every(3600_000, 'sealing of cases', async () => {
      await this.#sealOne('cases', { evenWithoutNews: true });
    });
    this.#every(1000, 'carrying facts of accounts', () => this.access.pump());
    this.#every(60_000, 'clock', async () => this.tick());
    this.#every(3600_000, 'sweeping orphans', () => this.#sweep());
    this.#every(300_000, 'ending sessions', async () => this.identity.sessions.sweep());
    this.#every(3600_000, 'forgetting uploads', async () => this.importing.sweep());
  }

  /** The ledger clock alone may change results: judges again what is due. */
  tick(): void {
    this.results.tick(this.main.position, this.clock.now());
    this.#followResults();
  }

  #followResults(): void {
    this.indications
      .follow()
      .catch((error: unknown) => this.logger.error({ err: error }, 'indications could not be recorded'));
  }

  /** Values and files of events that never came, a day old. System time: it only dates what was left behind. */
  async #sweep(): Promise<void> {
    const before = new Date(Date.now() - 24 * 3600_000).toISOString();
    const exists = async (eventId: string) => (await this.store.readById('process', eventId)) !== undefined;
    await this.vault.sweepOrphans(exists, before);
    await this.blobs.sweepOrphans(exists, before);
  }

  async #follow(set: ViewSet): Promise<void> {
    if (set === this.search) await set.catchUp();
    while (!this.#stop.signal.aborted) {
      try {
        await set.follow(this.#stop.signal);
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        this.logger.error({ err: error, views: set.status().name }, 'views lost the log, following again');
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  #every(ms: number, what: string, work: () => Promise<unknown>): void {
    const timer = setInterval(() => void this.#quietly(what, work), ms);
    timer.unref();
    this.#timers.push(timer);
  }

  async #quietly(what: string, work: () => Promise<unknown>): Promise<void> {
    if (this.#stop.signal.aborted) return;
    try {
      await work();
    } catch (error) {
      this.logger.error({ err: error }, `${what} failed`);
    }
  }

  async #close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.importing.close();
    try {
      await this.access.pump();
      for (const log of LOGS) await this.#sealOne(log, { evenWithoutNews: log === 'cases' });
    } catch (error) {
      this.logger.error({ err: error }, 'the logs could not be sealed at shutdown');
    }
    this.#stop.abort();
    await Promise.allSettled(this.#followers);
    this.main.close();
    this.search.close();
    this.identity.close();
    this.vault.close();
    await this.store.close();
    this.tiles.close();
  }
}

/**
 * What a ledger in use depends on is not made anew by itself: names, personal values and accounts would be gone without
 * a word. Whoever has lost a file for good says so by putting an empty one in its place.
 */
function refuseMissing({ vault, identity }: DataFolder): void {
  for (const [path, zh, en] of [
    [vault, '保密库', 'vault of personal data'],
    [identity, '账号库', 'database of accounts'],
  ] as const) {
    if (existsSync(path)) continue;
    throw new WrongFolder(
      'FILE_MISSING',
      `缺少${zh} ${path}，而台账已有记录。请从备份恢复该文件；确已无法找回的，在此处新建一个空文件后再启动，原有内容将不再可得。 / The ${en} ${path} is missing, but the ledger is in use. Restore the file from a backup; if it is lost for good, put an empty file in its place and start again: what was in it stays lost.`,
    );
  }
}

function checkKind(known: LogIdentity | undefined, demo: boolean, folder: DataFolder): void {
  if (known === undefined || !demo || known.clock === 'demo') return;
  throw new WrongFolder(
    'NOT_A_DEMO',
    `${folder.root} 不是演示数据，不能用 --demo 打开：请另选目录，或去掉 --demo。 / ${folder.root} is not a demonstration: choose another folder or leave --demo out.`,
  );
}
