import { PartyElectionOpened, TermOpened } from '#elections';
import { last, shanghaiDay } from '#kernel';
import { type CommunityFacts, kinshipFactsOf, type PersonFacts, personFactsOf } from '#supervision';
import type { Deployment } from '../deployment/deployment.js';
import { Readers } from '../queries/readers.js';

/** What is on record that a sheet is checked against, as somebody of `unit` may see it. */
export class Registry {
  readonly #readers: Readers;
  readonly #communities: ReadonlyMap<string, string>;
  readonly #all: ReadonlySet<string>;
  readonly #byNumber = new Map<string, string | undefined>();

  constructor(
    private readonly deployment: Deployment,
    /** Whose sheet it is: also the unit of people for whom the sheet names none. */
    readonly unit: string,
  ) {
    this.#readers = new Readers(deployment);
    this.#all = deployment.facts.book.members.get(deployment.unit) ?? new Set();
    const inScope = [...this.#all].filter((code) => this.isOfStreet || code === unit).sort();
    this.#communities = new Map(inScope.map((code) => [code, this.#readers.communityName(code)]));
  }

  get isOfStreet(): boolean {
    return this.unit === this.deployment.unit;
  }

  /** The ledger's day: what must have happened is held against it. */
  get today(): string {
    return shanghaiDay(this.deployment.clock.now());
  }

  /** A community by its code or name (with or without 社区); `elsewhere` where it is outside the sender's scope. */
  community(text: string): { readonly code: string } | 'elsewhere' | undefined {
    const plain = text.trim().replace(/社区(居民委员会)?$/, '');
    for (const [code, name] of this.#communities) {
      if (code === plain.toUpperCase() || name === text || name.replace(/社区$/, '') === plain) return { code };
    }
    return this.#all.has(plain.toUpperCase()) ? 'elsewhere' : undefined;
  }

  /** `C01 青禾、C02 望湖…`, for remedies. */
  get choices(): string {
    return [...this.#communities].map(([code, name]) => `${code} ${name}`).join('、');
  }

  communityName(code: string): string {
    return this.#readers.communityName(code);
  }

  /** The registered person with this id number. Numbers of an import that never took effect are nobody's. */
  person(idNumber: string): PersonFacts | undefined {
    if (!this.#byNumber.has(idNumber)) {
      const found = this.deployment.vault.findByIdNumber(idNumber).find((id) => this.#facts(id) !== undefined);
      this.#byNumber.set(idNumber, found);
    }
    const personId = this.#byNumber.get(idNumber);
    return personId === undefined ? undefined : this.#facts(personId);
  }

  mayName(person: PersonFacts): boolean {
    return this.isOfStreet || person.community === undefined || this.#communities.has(person.community);
  }

  nameOf(personId: string): string {
    return this.deployment.vault.names().get(personId) ?? '（已删除）';
  }

  /** The newest personal values by field. */
  values(personId: string): Readonly<Record<string, string>> {
    const values: Record<string, string> = {};
    for (const { path, value } of this.deployment.vault.readSubject(personId).fields)
      values[path.split('/').at(-1) ?? path] = value;
    return values;
  }

  /** Whether this relation of a pair is on record already. */
  isRelated(a: string, b: string, kind: string): boolean {
    const record = this.deployment.facts.book.people.get(a);
    return (
      record !== undefined &&
      kinshipFactsOf(record).some(
        (kin) => kin.kind === kind && [kin.a, kin.b].includes(a) && [kin.a, kin.b].includes(b),
      )
    );
  }

  facts(community: string): CommunityFacts {
    return this.deployment.facts.community(community);
  }

  /** `C03-2021-1`; undefined before a term is opened. */
  termId(community: string): string | undefined {
    const { term, termStream } = this.facts(community);
    return last(term, TermOpened) === undefined ? undefined : termStream?.slice('term-'.length);
  }

  isElectionOpen(community: string): boolean {
    return last(this.facts(community).party, PartyElectionOpened) !== undefined;
  }

  #facts(personId: string): PersonFacts | undefined {
    const record = this.deployment.facts.book.people.get(personId);
    return record === undefined ? undefined : personFactsOf(record);
  }
}
