import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite, { type Database } from 'better-sqlite3';
import { Quarantine, type QuarantinedStream } from './quarantine.js';

/** Names of the files that generations of view sets stand in: `<set>.v<version>.<number>.db`. */

export interface GenerationFile {
  readonly file: string;
  readonly version: number;
  readonly number: number;
  readonly complete: boolean;
}

/** What a file of views says of itself, read beside the server that writes it. */
export interface SavedViews {
  readonly name: string;
  readonly version: number;
  readonly file: string;
  /** Built up to the end once: what a server starts with. Others are being built, or were left by a crash. */
  readonly complete: boolean;
  /** Next position that it will apply. */
  readonly position: number;
  readonly at?: string;
  readonly quarantined: readonly QuarantinedStream[];
  /** Why the file says nothing; a server removes it and builds it again. */
  readonly unreadable?: string;
}

export function fileName(set: string, version: number, number: number): string {
  return `${set}.v${version}.${number}.db`;
}

export function generationFiles(folder: string, set: string): readonly GenerationFile[] {
  return namedFiles(folder)
    .filter(({ name }) => name === set)
    .map(({ file, version, number }) => ({ file, version, number, complete: isComplete(join(folder, file)) }));
}

export function nextNumber(files: readonly GenerationFile[]): number {
  return files.reduce((highest, file) => Math.max(highest, file.number), 0) + 1;
}

export function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}

/** Every generation in a folder of views, by set and age. Nothing is changed; a folder that is missing holds none. */
export function savedViews(folder: string): readonly SavedViews[] {
  if (!existsSync(folder)) return [];
  return namedFiles(folder).map(({ file, name, version }) => {
    const known = { name, version, file };
    try {
      return { ...known, ...readOnly(join(folder, file), contents) };
    } catch (error) {
      const unreadable = error instanceof Error ? error.message : String(error);
      return { ...known, complete: false, position: 0, quarantined: [], unreadable };
    }
  });
}

function contents(db: Database): Pick<SavedViews, 'complete' | 'position' | 'at' | 'quarantined'> {
  const row = db.prepare('SELECT position, at, complete FROM checkpoint').get() as
    | { position: number; at: string | null; complete: number }
    | undefined;
  if (row === undefined) throw new Error('no checkpoint');
  return {
    complete: row.complete === 1,
    position: row.position,
    ...(row.at === null ? {} : { at: row.at }),
    quarantined: new Quarantine(db).list(),
  };
}

function namedFiles(folder: string): readonly { file: string; name: string; version: number; number: number }[] {
  return readdirSync(folder)
    .flatMap((file) => {
      const match = /^([a-z-]+)\.v(\d+)\.(\d+)\.db$/.exec(file);
      if (match === null) return [];
      return [{ file, name: match[1] ?? '', version: Number(match[2]), number: Number(match[3]) }];
    })
    .sort((x, y) => (x.name < y.name ? -1 : x.name > y.name ? 1 : x.number - y.number));
}

function isComplete(path: string): boolean {
  try {
    return readOnly(path, (db) => db.prepare('SELECT complete FROM checkpoint').pluck().get() === 1);
  } catch {
    // A file that cannot be read is as good as none: it is removed and built again.
    return false;
  }
}

function readOnly<T>(path: string, read: (db: Database) => T): T {
  const db = new BetterSqlite(path, { readonly: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}
