import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { EventStore } from '#event-store';
import { type DataOf, type Envelope, LOGS, type LogName, LogOpened } from '#kernel';
import { FileSigner, generateKeyFile, type LeafSource, Sealer, type SqliteTileStore } from '#transparency';
import type { DataFolder } from './folder.js';
import type { LedgerClock } from './ledger-clock.js';
import { DirectWriter } from './writer.js';

/** What the first leaf of a log says. */
export type LogIdentity = DataOf<typeof LogOpened>;

/** A folder that is not what it was asked to be opened as. */
export class WrongFolder extends Error {
  constructor(
    readonly code: 'NOT_A_DEMO' | 'IS_A_DEMO' | 'FIRST_LEAF_UNREADABLE' | 'FILE_MISSING',
    message: string,
  ) {
    super(message);
    this.name = 'WrongFolder';
  }
}

/** The first leaf of each log, or undefined for a folder whose logs are not all opened. */
export async function readLogIdentities(
  store: EventStore,
): Promise<Readonly<Record<LogName, LogIdentity>> | undefined> {
  const { process, cases, access } = await openedLogs(store);
  return process && cases && access ? { process, cases, access } : undefined;
}

/** The first leaf of each log that is opened: a first start may have been cut short between two. */
export async function openedLogs(store: EventStore): Promise<Readonly<Partial<Record<LogName, LogIdentity>>>> {
  const found: Partial<Record<LogName, LogIdentity>> = {};
  for (const log of LOGS) {
    const [first] = await store.readAll(log, 0, 1);
    if (first === undefined) continue;
    const envelope = JSON.parse(Buffer.from(first.bytes).toString('utf8')) as Envelope;
    const opened = LogOpened.schema.safeParse(envelope.data);
    if (envelope.type !== LogOpened.type || !opened.success) {
      throw new WrongFolder(
        'FIRST_LEAF_UNREADABLE',
        `log ${log} does not begin with LogOpened: run \`jianzheng ledger verify\` and restore a backup`,
      );
    }
    found[log] = opened.data;
  }
  return found;
}

/**
 * Opens the three logs where they are missing: keys first, then the first leaf of each. What a first start left behind
 * that was cut short goes on under the same deployment: a key keeps the name that it was made with.
 */
export async function openLogs(
  store: EventStore,
  folder: DataFolder,
  clock: LedgerClock,
  unit: string,
): Promise<Readonly<Record<LogName, LogIdentity>>> {
  const known = await readLogIdentities(store);
  if (known !== undefined) return known;
  const [first] = Object.values(await openedLogs(store));
  const deployment = first?.deployment ?? (await begun(folder)) ?? randomUUID();
  const writer = new DirectWriter(store, clock);
  for (const log of LOGS) {
    const origin = `jianzheng/${deployment}/${log}`;
    await signerOf(folder, log, origin);
    const event = LogOpened.of({ log, origin, deployment, clock: clock.kind });
    if ((await store.size(log)) === 0)
      await writer.write(log, `log-${log}`, unit, { id: 'system', role: 'system', unit }, randomUUID(), event);
  }
  const opened = await readLogIdentities(store);
  if (opened === undefined) throw new Error('the logs were opened and cannot be read back');
  return opened;
}

/** The deployment that a first start had begun to open when it was cut short, as its first key names it. */
async function begun(folder: DataFolder): Promise<string | undefined> {
  for (const log of LOGS) {
    try {
      const { name } = await FileSigner.load(join(folder.keys, `${log}.key`));
      return name.split('/')[1];
    } catch (error) {
      if ((error as { code?: string }).code !== 'KEY_FILE_MISSING') throw error;
    }
  }
  return undefined;
}

/** The log's signing key; made when the log is opened for the first time. */
export async function signerOf(
  folder: DataFolder,
  log: LogName,
  origin: string,
  mayCreate = true,
): Promise<FileSigner> {
  const file = `${log}.key`;
  try {
    return await FileSigner.load(join(folder.keys, file));
  } catch (error) {
    if (!mayCreate || (error as { code?: string }).code !== 'KEY_FILE_MISSING') throw error;
    return generateKeyFile(folder.keys, file, origin);
  }
}

export function leafSource(store: EventStore, log: LogName): LeafSource {
  return { size: () => store.size(log), readLeaves: (from, limit) => store.readAll(log, from, limit) };
}

/** Opens the sealer of a log. Throws where the log is shorter than, or other than, what is published: the start-up rule. */
export async function openSealer(
  folder: DataFolder,
  store: EventStore,
  tiles: SqliteTileStore,
  log: LogName,
  signer: FileSigner,
): Promise<Sealer> {
  return Sealer.open({
    log,
    source: leafSource(store, log),
    signer,
    tiles: tiles.of(signer.name),
    stateFolder: folder.seals,
    checkpointFolder: join(folder.checkpoints, log),
  });
}
