import { CommunityRegistered, StreetRegistered } from '#elections';
import { all, last, type Rejection, type Words } from '#kernel';
import { catalogue } from '../deployment/catalogue.js';
import type { Deployment } from '../deployment/deployment.js';
import type { Who } from '../http/access.js';
import { type Names, named, noticeName } from './names.js';

/** What queries need of the deployment: names for a reader, titles, the registered street and its communities. */
export class Readers {
  readonly #staff = new Map<string, string>();

  constructor(readonly deployment: Deployment) {}

  /** Names as this reader may see them: whoever may read the registry sees the names of persons. */
  names(who: Who): Names {
    const mayRead = who.principal.capabilities.has('people.read');
    const names = this.deployment.vault.names();
    return {
      person: (personId) => {
        if (!mayRead) return `人员 ${personId.slice(0, 8)}`;
        return (
          names.get(personId) ??
          (this.deployment.facts.book.people.get(personId) === undefined
            ? `未登记 ${personId.slice(0, 8)}`
            : '（已删除）')
        );
      },
      actor: (actorId) => this.#actorName(actorId),
      community: (code) => this.communityName(code),
      notice: (noticeId) => noticeName(this.deployment.facts.book, noticeId),
    };
  }

  communityName(code: string): string {
    for (const journal of this.deployment.facts.book.streets.values()) {
      const found = all(journal, CommunityRegistered).findLast(({ data }) => data.community === code);
      if (found !== undefined) return found.data.name;
    }
    const street = this.street();
    return street?.unit === code ? street.name : code;
  }

  personsNamed(name: string): readonly string[] {
    return this.deployment.vault.searchNames(name, 50).map(({ subject }) => subject);
  }

  actorNamed(name: string): string | undefined {
    const accounts = this.deployment.identity.accounts.list();
    return accounts.find(({ displayName, login }) => displayName === name || login === name)?.personId;
  }

  street(): { unit: string; name: string; district: string; partyCommittee: string } | undefined {
    const journal = this.deployment.facts.book.streets.get(this.deployment.unit);
    return last(journal, StreetRegistered)?.data;
  }

  /** Codes of the communities in the reader's scope, in order. */
  communities(who: Who): readonly string[] {
    const registered = all(this.deployment.facts.book.streets.get(this.deployment.unit), CommunityRegistered).map(
      ({ data }) => data.community,
    );
    const inScope =
      who.principal.unit === this.deployment.unit
        ? registered
        : registered.filter((code) => code === who.principal.unit);
    return [...new Set(inScope)].sort();
  }

  typeTitle(type: string): Words {
    const title = catalogue.types.get(type)?.title ?? { zh: type, en: type };
    return { zh: title.zh, en: title.en };
  }

  builtFrom() {
    return this.deployment.main.builtFrom();
  }

  /** A rejection with names in its arithmetic. */
  namedRejection<R extends Rejection & { readonly also?: readonly Rejection[] }>(rejection: R, who: Who): R {
    const names = this.names(who);
    const put = <T extends Rejection>(one: T): T => ({
      ...one,
      ...(one.arithmetic === undefined ? {} : { arithmetic: named(one.arithmetic, names) }),
      ...(one.remedy === undefined ? {} : { remedy: named(one.remedy, names) }),
    });
    return { ...put(rejection), ...(rejection.also === undefined ? {} : { also: rejection.also.map(put) }) };
  }

  /** Accounts are few and their names change rarely; the map is made anew when an unknown id comes. */
  #actorName(actorId: string): string {
    const known = this.#staff.get(actorId);
    if (known !== undefined) return known;
    for (const account of this.deployment.identity.accounts.list())
      this.#staff.set(account.personId, account.displayName);
    return this.#staff.get(actorId) ?? (actorId === 'system' ? '系统' : actorId.slice(0, 8));
  }
}
