import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where a deployment keeps its things; everything under one folder, `views/` is disposable. */
export interface DataFolder {
  readonly root: string;
  readonly ledger: string;
  readonly seals: string;
  readonly views: string;
  readonly vault: string;
  readonly identity: string;
  readonly blobs: string;
  readonly checkpoints: string;
  readonly keys: string;
  readonly demoClock: string;
  readonly uploads: string;
}

export function dataFolder(path: string): DataFolder {
  const root = resolve(path);
  return {
    root,
    ledger: join(root, 'ledger.db'),
    seals: join(root, 'seals'),
    views: join(root, 'views'),
    vault: join(root, 'vault.db'),
    identity: join(root, 'identity.db'),
    blobs: join(root, 'blobs'),
    checkpoints: join(root, 'checkpoints'),
    keys: join(root, 'keys'),
    demoClock: join(root, 'demo-clock.json'),
    uploads: join(root, 'uploads'),
  };
}

/** Makes the folders, for their owner only: also where the folder around them was made by somebody else. */
export function createFolders(folder: DataFolder): void {
  mkdirSync(folder.root, { recursive: true, mode: 0o700 });
  for (const path of [folder.seals, folder.views, folder.blobs, folder.checkpoints, folder.uploads])
    mkdirSync(path, { recursive: true, mode: 0o700 });
  mkdirSync(folder.keys, { recursive: true, mode: 0o700 });
}
