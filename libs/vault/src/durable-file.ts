import { closeSync, fsyncSync, linkSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes the names in a folder durable: without it a new file may be gone after a power cut although its bytes are not. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // a folder cannot be opened there, and NTFS journals names itself
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Writes a file that only its owner may read, whole and durable, or not at all. Never replaces one that is there:
 * returns false then.
 */
export function createDurably(path: string, bytes: Uint8Array, temporaryName: string): boolean {
  const descriptor = openSync(temporaryName, 'wx', 0o600);
  try {
    writeSync(descriptor, bytes);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(temporaryName, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(temporaryName);
  }
  syncFolder(dirname(path));
  return true;
}
