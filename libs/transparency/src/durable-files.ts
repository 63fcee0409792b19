import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * The few file operations that durable state needs, one system call each, so that a test can make any of them fail or
 * be the last one before the power goes.
 */
export interface FileSystem {
  /** Undefined where there is no such file. */
  read(path: string): Promise<Buffer | undefined>;
  /** Names in a folder; empty where there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** The folder with all above it. */
  makeFolder(folder: string): Promise<void>;
  /** Creates or replaces a file. Nothing is durable yet. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  syncFile(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Makes the names in a folder durable: without it a rename may be undone by a power cut. */
  syncFolder(folder: string): Promise<void>;
  remove(path: string): Promise<void>;
}

export const nodeFiles: FileSystem = {
  async read(path) {
    try {
      return await readFile(path);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  },
  async list(folder) {
    try {
      return await readdir(folder);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return [];
      throw error;
    }
  },
  async makeFolder(path) {
    const folder = resolve(path);
    if (await stat(folder).catch(() => undefined)) return;
    const first = await mkdir(folder, { recursive: true });
    if (first === undefined) return;
    for (let made = folder; ; made = dirname(made)) {
      await this.syncFolder(dirname(made));
      if (made === first || made === dirname(made)) return;
    }
  },
  async write(path, bytes) {
    const file = await open(path, 'w', 0o644);
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
  },
  async syncFile(path) {
    const file = await open(path, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  },
  rename,
  async syncFolder(folder) {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  async remove(path) {
    await rm(path, { force: true });
  },
};

/**
 * Replaces a file so that after a power cut there is either the old one or the new one, whole: write beside it, sync,
 * rename, sync the folder. When it returns, the new one is durable.
 */
export async function replaceDurably(files: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const beside = join(folder, `.${basename(path)}.new`);
  await files.write(beside, bytes);
  await files.syncFile(beside);
  await files.rename(beside, path);
  await files.syncFolder(folder);
}

export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
