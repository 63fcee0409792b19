import {
  type Command,
  ImportCommitted,
  ImportDropped,
  type ImportKindName,
  type ImportRow,
  ImportRowsRecorded,
  ImportStarted,
  type RowCommand,
  rowCommands,
  TermOpened,
} from '#elections';
import { uuidV5 } from '#event-store';
import { type Actor, canonicalString, type DataOf, type Entry, last, type Rejection, type Result } from '#kernel';
import { decodeEvent } from '#projections';
import { CompactRangeBuilder, leafHash, toBase64 } from '#transparency';
import { breathe } from '../background/breathe.js';
import type { Request } from '../commands/command-runner.js';
import { catalogue, commands } from '../deployment/catalogue.js';
import type { Deployment } from '../deployment/deployment.js';
import type { Chunk } from './chunks.js';

const PAGE = 64;
/** Chunks that go to the vault and the log together: few enough that nobody waits for them, enough to save the disk. */
const CHUNKS_AT_ONCE = 48;
/** Posts of different people may be recorded side by side. */
const COMMANDS_AT_ONCE = 16;

/** The work was stopped between two steps because the server is closing; it is taken up again at the next start. */
export class Stopped extends Error {
  constructor() {
    super('the server is closing');
    this.name = 'Stopped';
  }
}

/** A command of the import was refused although the sheet had no fault. */
export class ImportRefused extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.code);
    this.name = 'ImportRefused';
  }
}

export interface ApplyRefusal {
  readonly row: number;
  readonly rejection: Rejection;
}

const importCommand = (verb: string): Command => {
  const found = commands.find((command) => command.plural === 'imports' && command.verb === verb);
  if (found === undefined) throw new Error(`no command imports/${verb}`);
  return found;
};

/**
 * One import in the ledger. Every command id is derived from the import's id, so each step may be repeated after a
 * crash and does nothing twice.
 */
export class LedgerImport {
  readonly stream: string;

  constructor(
    private readonly deployment: Deployment,
    readonly importId: string,
    private readonly stopping: () => boolean,
  ) {
    this.stream = `import-${importId}`;
  }

  /** Person id of a row of `people`: the same whenever the sheet is read. */
  personIdOf(row: number): string {
    return uuidV5(this.importId, `person-${row}`);
  }

  /** What the ledger says of it. */
  async standing(): Promise<{ readonly started: boolean; readonly committed: boolean; readonly dropped: boolean }> {
    const journal = await this.deployment.runner.journals.get('process', this.stream);
    return {
      started: last(journal, ImportStarted) !== undefined,
      committed: last(journal, ImportCommitted) !== undefined,
      dropped: last(journal, ImportDropped) !== undefined,
    };
  }

  /** Start, chunks, commit. Takes effect as a whole with the last event; resolves with its position. */
  async write(
    started: Omit<DataOf<typeof ImportStarted>, 'importId'>,
    chunks: readonly Chunk[],
    actor: Actor,
    progress: (done: number) => void,
  ): Promise<number> {
    await this.#run('start', 'start-import', started, actor);
    let next = await this.#recorded(chunks);
    while (next < chunks.length) {
      this.#mayGoOn();
      const batch = chunks.slice(next, next + CHUNKS_AT_ONCE);
      const written = await this.deployment.runner.runSeries(
        batch.map((chunk) =>
          this.#request(`rows-${chunk.data.chunk}`, 'record-import-rows', chunk.data, actor, chunk.personal),
        ),
      );
      if (!written.ok) throw new ImportRefused(written.error);
      next += batch.length;
      progress(batch.at(-1)?.data.rows.at(-1)?.row ?? 0);
      await breathe();
    }
    this.#mayGoOn();
    const accepted = await this.#run('commit', 'commit-import', { root: await this.#root(chunks.length) }, actor);
    return accepted.last;
  }

  async drop(reason: string, actor: Actor): Promise<void> {
    await this.#run('drop', 'drop-import', { reason }, actor);
  }

  /**
   * Sends the commands that the committed rows stand for, in order, with ids derived from import and row. What is
   * recorded already is found again; refusals are given back, because the rows stand in the ledger all the same.
   */
  async apply(progress: (done: number, total: number) => void): Promise<readonly ApplyRefusal[]> {
    const { started, committed, rows } = await this.#read();
    const { kind, file, sheet } = started.data;
    const place = {
      origin: (row: number) => ({ import: this.importId, file: file.sha256, sheet, row }),
      termId: (community: string) => this.#termId(community),
    };
    const all = rowCommands(kind, rows, place);
    const abreast = kind === 'people' ? COMMANDS_AT_ONCE : 1;
    const refusals: ApplyRefusal[] = [];
    for (let next = 0; next < all.length; next += abreast) {
      this.#mayGoOn();
      const batch = all.slice(next, next + abreast);
      const answers = await Promise.all(batch.map((command) => this.#send(command, committed)));
      answers.forEach((answer, index) => {
        const row = batch[index]?.row ?? 0;
        if (!answer.ok) refusals.push({ row, rejection: answer.error });
      });
      progress(Math.min(next + abreast, all.length), all.length);
      await breathe();
    }
    return refusals;
  }

  /** Whether rows of this kind become commands after the commit. */
  static appliesRows(kind: ImportKindName): boolean {
    return kind !== 'kinship';
  }

  #send(command: RowCommand, committed: Entry): Promise<Result<unknown, Rejection>> {
    return this.deployment.runner.run({
      command: command.command,
      id: command.id,
      commandId: uuidV5(this.importId, command.name),
      body: { data: command.data, ...(command.on === undefined ? {} : { on: command.on }) },
      actor: committed.actor,
      cause: committed.id,
    });
  }

  async #read() {
    const rows: ImportRow[] = [];
    let started: Entry<DataOf<typeof ImportStarted>> | undefined;
    let committed: Entry | undefined;
    for (let from = 0; ; from += PAGE) {
      const page = await this.deployment.store.readStream('process', this.stream, from, PAGE);
      for (const stored of page) {
        const { entry } = decodeEvent(stored, catalogue);
        if (entry.type === ImportStarted.type) started = entry as Entry<DataOf<typeof ImportStarted>>;
        else if (entry.type === ImportRowsRecorded.type)
          rows.push(...(entry.data as DataOf<typeof ImportRowsRecorded>).rows);
        else if (entry.type === ImportCommitted.type) committed = entry;
      }
      if (page.length < PAGE) break;
      await breathe();
    }
    if (started === undefined || committed === undefined) throw new Error(`${this.stream} is not committed`);
    return { started, committed, rows };
  }

  #termId(community: string): string | undefined {
    const { term, termStream } = this.deployment.facts.community(community);
    return last(term, TermOpened) === undefined ? undefined : termStream?.slice('term-'.length);
  }

  /** How many chunks stand in the ledger already. Throws where they are not those of this sheet. */
  async #recorded(chunks: readonly Chunk[]): Promise<number> {
    const head = await this.deployment.store.streamHead('process', this.stream);
    const count = head?.revision ?? 0;
    for (let from = 0; from < count; from += PAGE) {
      const page = await this.deployment.store.readStream(
        'process',
        this.stream,
        from + 1,
        Math.min(PAGE, count - from),
      );
      page.forEach((stored, index) => {
        const { entry } = decodeEvent(stored, catalogue);
        if (entry.type !== ImportRowsRecorded.type) return;
        const { rows } = entry.data as DataOf<typeof ImportRowsRecorded>;
        if (canonicalString(rows) !== canonicalString(chunks[from + index]?.data.rows ?? []))
          throw new ImportRefused({ code: 'IMPORT_CHANGED', params: { chunk: from + index } });
      });
    }
    return Math.min(count, chunks.length);
  }

  /** RFC 6962 root over the leaves of the chunks: they are the revisions after the start. */
  async #root(chunks: number): Promise<string> {
    const range = new CompactRangeBuilder();
    for (let from = 0; from < chunks; from += PAGE) {
      const page = await this.deployment.store.readStream(
        'process',
        this.stream,
        from + 1,
        Math.min(PAGE, chunks - from),
      );
      for (const { bytes } of page) range.append(leafHash(bytes));
      await breathe();
    }
    return toBase64(range.root());
  }

  async #run(name: string, verb: string, data: unknown, actor: Actor) {
    const ran = await this.deployment.runner.run(this.#request(name, verb, data, actor));
    if (!ran.ok) throw new ImportRefused(ran.error);
    return ran.value;
  }

  #request(
    name: string,
    verb: string,
    data: unknown,
    actor: Actor,
    personal?: Readonly<Record<string, string>>,
  ): Request {
    return {
      command: importCommand(verb),
      id: this.importId,
      commandId: uuidV5(this.importId, name),
      body: { data, ...(personal === undefined || Object.keys(personal).length === 0 ? {} : { personal }) },
      actor,
    };
  }

  #mayGoOn(): void {
    if (this.stopping()) throw new Stopped();
  }
}
