import { type EventStore, openSqliteStore, StoreNotOpened } from '#event-store';
import type { LogName } from '#kernel';
import type { DataFolder } from '../../../server/src/deployment/folder.js';
import { type LogIdentity, readLogIdentities } from '../../../server/src/deployment/logs.js';
import { CommandFailure } from '../terminal/command-failure.js';
import { existingFolder, notOpenedYet } from './open-folder.js';

/** A folder that no server holds while this program has it. */
export interface LockedFolder {
  readonly folder: DataFolder;
  readonly store: EventStore;
  readonly logs: Readonly<Record<LogName, LogIdentity>>;
}

/**
 * Takes the writer's lock of a folder for as long as `work` runs. While a server runs, it fails and says how the same is
 * done through the server.
 */
export async function withLockedFolder<T>(
  path: string | undefined,
  throughServer: { readonly zh: string; readonly en: string },
  work: (locked: LockedFolder) => Promise<T>,
): Promise<T> {
  const folder = existingFolder(path);
  const store = openOrSay(folder, throughServer);
  try {
    const logs = await readLogIdentities(store);
    if (logs === undefined) throw notOpenedYet(folder);
    return await work({ folder, store, logs });
  } finally {
    await store.close();
  }
}

function openOrSay(folder: DataFolder, throughServer: { readonly zh: string; readonly en: string }): EventStore {
  try {
    return openSqliteStore(folder.ledger);
  } catch (error) {
    if (!(error instanceof StoreNotOpened) || error.code !== 'IN_USE') throw error;
    throw new CommandFailure(
      'problem',
      'IN_USE',
      {
        zh: `${error.words.zh}\n${throughServer.zh}`,
        en: `${error.words.en}\n${throughServer.en}`,
      },
      { cause: error },
    );
  }
}
