import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommunityRegistered, StreetRegistered } from '#elections';
import { all, last } from '#kernel';
import type { FactsBook } from '#supervision';
import { openVault } from '#vault';
import type { Names } from '../../../server/src/queries/names.js';
import type { ReadFolder } from './open-folder.js';

const SHORT = 8;

/**
 * Names for what is printed at the machine itself. Persons are named in a demonstration only: elsewhere the look would
 * have to be recorded, so they stay short ids.
 */
export function namesFor(open: Pick<ReadFolder, 'demo' | 'folder'>, book: FactsBook): Names {
  const people = open.demo ? demoPeople(open.folder) : new Map<string, string>();
  const units = unitNames(book);
  return {
    person: (personId) => people.get(personId) ?? personId.slice(0, SHORT),
    actor: (actorId) => people.get(actorId) ?? actorId.slice(0, SHORT),
    community: (code) => units.get(code) ?? code,
  };
}

function demoPeople({ vault: path, keys }: ReadFolder['folder']): ReadonlyMap<string, string> {
  if (!existsSync(path)) return new Map();
  const vault = openVault({ path, kekPath: join(keys, 'vault.kek'), readonly: true });
  try {
    return new Map(vault.names());
  } finally {
    vault.close();
  }
}

function unitNames(book: FactsBook): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [unit, journal] of book.streets) {
    const street = last(journal, StreetRegistered);
    if (street !== undefined) names.set(unit, street.data.name);
    for (const { data } of all(journal, CommunityRegistered)) names.set(data.community, data.name);
  }
  return names;
}
