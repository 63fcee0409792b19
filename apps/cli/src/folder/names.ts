import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommunityRegistered, StreetRegistered } from '#elections';
import { demoAccounts } from '#identity';
import { all, last } from '#kernel';
import type { FactsBook } from '#supervision';
import { openVault, type Vault } from '#vault';
import { staffPerson } from '../../../server/src/demo/cast.js';
import type { QueryNames } from '../../../server/src/queries/event-query.js';
import { type Names, noticeName } from '../../../server/src/queries/names.js';
import { say } from '../terminal/language.js';
import type { ReadFolder } from './open-folder.js';

const SHORT = 8;
const SYSTEM = { zh: '系统', en: 'the system' };

/**
 * Names for what is printed at the machine itself. Persons are named in a demonstration only: elsewhere the look would
 * have to be recorded, so they stay short ids.
 */
export function namesFor(open: Pick<ReadFolder, 'demo' | 'folder'>, book: FactsBook): Names {
  const people = open.demo ? demoPeople(open.folder) : new Map<string, string>();
  const units = unitNames(book);
  return {
    person: (personId) => people.get(personId) ?? personId.slice(0, SHORT),
    actor: (actorId) => people.get(actorId) ?? (actorId === 'system' ? say(SYSTEM) : actorId.slice(0, SHORT)),
    community: (code) => units.get(code) ?? code,
    notice: (noticeId) => noticeName(book, noticeId),
  };
}

/** What the names in a search stand for, in a demonstration. */
export function namesInFolder({ folder }: Pick<ReadFolder, 'folder'>, names: Names): QueryNames {
  return {
    communityName: names.community,
    personsNamed: (name) => withVault(folder, [], (vault) => vault.searchNames(name, 50).map(({ subject }) => subject)),
    actorNamed: (name) => {
      const account = demoAccounts().find(({ login, displayName }) => login === name || displayName === name);
      return account === undefined ? undefined : staffPerson(account.login);
    },
  };
}

function demoPeople(folder: ReadFolder['folder']): ReadonlyMap<string, string> {
  const staff = demoAccounts().map(({ login, displayName }) => [staffPerson(login), displayName] as const);
  return new Map([...staff, ...withVault(folder, [], (vault) => [...vault.names()])]);
}

function withVault<T>({ vault: path, keys }: ReadFolder['folder'], none: T, ask: (vault: Vault) => T): T {
  if (!existsSync(path)) return none;
  const vault = openVault({ path, kekPath: join(keys, 'vault.kek'), readonly: true });
  try {
    return ask(vault);
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
