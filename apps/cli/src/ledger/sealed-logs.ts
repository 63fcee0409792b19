import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LogName } from '#kernel';
import { CheckpointFolder, type SealedHead, SealedLog, SqliteTileStore } from '#transparency';
import type { DataFolder } from '../../../server/src/deployment/folder.js';

/** The newest published checkpoint of a log, with the cosignatures that it has gathered. */
export async function newestCheckpoint(
  folder: DataFolder,
  log: LogName,
  vkey: string,
): Promise<SealedHead | undefined> {
  return new CheckpointFolder(join(folder.checkpoints, log), vkey).newest();
}

/** Asks the sealed log, from the state that the server keeps; undefined where nothing is sealed. */
export async function withSealedLog<T>(
  folder: DataFolder,
  log: LogName,
  vkey: string,
  ask: (sealed: SealedLog) => T,
): Promise<T | undefined> {
  const path = join(folder.seals, 'tiles.db');
  if (!existsSync(path)) return undefined;
  const tiles = new SqliteTileStore(path, { readonly: true });
  try {
    const origin = vkey.slice(0, vkey.indexOf('+'));
    const sealed = await SealedLog.read({ stateFolder: folder.seals, log, vkey, tiles: tiles.of(origin) });
    return sealed === undefined ? undefined : ask(sealed);
  } finally {
    tiles.close();
  }
}
