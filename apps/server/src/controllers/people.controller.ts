import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { NEAR_KIN } from '#elections';
import { PersonalDataSeen } from '#identity';
import { Uuid } from '#kernel';
import { kinshipFactsOf, type PersonFacts, personFactsOf } from '#supervision';
import type { PersonalValues, PersonPage, PersonRow, Shape } from '../api/shapes.js';
import { Deployment } from '../deployment/deployment.js';
import { For, requireUnit, Sender, scopeOf, type Who } from '../http/access.js';
import { parse } from '../http/parse.js';
import { problem } from '../http/problem.js';
import { eventRows } from '../queries/event-rows.js';
import type { Names } from '../queries/names.js';
import { Readers } from '../queries/readers.js';
import { waitUntil } from './communities.controller.js';

/** What a search over the registry may ask for. */
export const PeopleQuery = z.strictObject({
  q: z.string().max(100).optional(),
  community: z.string().max(10).optional(),
  cursor: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  waitFor: z.coerce.number().int().nonnegative().optional(),
});

@Controller('api/v1/people')
export class PeopleController {
  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(Readers) private readonly readers: Readers,
  ) {}

  @Get()
  @For('people.read')
  async list(@Query() raw: unknown, @Sender() who: Who) {
    const query = parse(PeopleQuery, raw, 'INVALID_QUERY');
    if (query.waitFor !== undefined) await waitUntil(this.deployment, query.waitFor);
    const matching = await this.find(query, who);
    const names = this.readers.names(who);
    const page = matching.slice(query.cursor, query.cursor + query.limit);
    return {
      builtFrom: this.readers.builtFrom(),
      items: page.map((facts) => this.row(facts, names)),
      ...(query.cursor + query.limit < matching.length ? { nextCursor: String(query.cursor + query.limit) } : {}),
      total: Math.min(matching.length, 10_000),
      more: matching.length > 10_000,
    };
  }

  /**
   * Everybody whom a query finds in the reader's scope: lists and exports use the same. That an id number is somebody's
   * is a personal value: who may not see those finds nobody by it, and who may is recorded first.
   */
  async find(query: Pick<z.infer<typeof PeopleQuery>, 'q' | 'community'>, who: Who): Promise<readonly PersonFacts[]> {
    if (!isIdNumber(query.q)) return this.#matching(query, who);
    if (!who.principal.capabilities.has('people.personal')) return [];
    const found = this.#matching(query, who);
    const subjects = found.map(({ personId }) => personId).slice(0, 50);
    // That a number is nobody's is an answer about somebody as well.
    const count = Math.max(1, found.length);
    await this.deployment.access.look(who.actor, PersonalDataSeen.of({ route: '/api/v1/people', count, subjects }));
    return found;
  }

  #matching(query: Pick<z.infer<typeof PeopleQuery>, 'q' | 'community'>, who: Who): readonly PersonFacts[] {
    const scope = scopeOf(who, this.deployment);
    const matching: PersonFacts[] = [];
    for (const personId of this.#candidates(query.q)) {
      const facts = this.#facts(personId);
      if (facts === undefined || (scope !== undefined && facts.community !== scope)) continue;
      if (query.community === undefined || facts.community === query.community) matching.push(facts);
    }
    return matching;
  }

  @Get(':id')
  @For('people.read')
  async page(@Param('id') id: string, @Sender() who: Who): Promise<Shape<typeof PersonPage>> {
    const facts = this.#known(id, who);
    const names = this.readers.names(who);
    const stream = `person-${id}`;
    const own = await this.deployment.store.readStream('process', stream);
    return {
      builtFrom: this.readers.builtFrom(),
      person: this.row(facts, names),
      stream,
      revision: own.length - 1,
      ...(facts.memberSince === undefined ? {} : { memberSince: facts.memberSince }),
      posts: facts.posts.map(({ body, post, unit, from, until }) => ({
        body,
        post,
        unit,
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
      })),
      sanctions: facts.sanctions.map(({ kind, workRelated, imposedOn, barUntil, number }) => ({
        kind,
        workRelated,
        imposedOn,
        ...(barUntil === undefined ? {} : { barUntil }),
        number,
      })),
      relations: this.#relations(id, names),
      listedIn: [...(this.deployment.facts.book.references.get(id) ?? [])]
        .filter((unit) => this.deployment.facts.book.communities.has(unit))
        .map((community) => ({ community, election: this.deployment.facts.community(community).party.stream })),
      history:
        own.length === 0 ? await this.#importedHistory(facts, names) : await eventRows(this.deployment, own, names),
    };
  }

  @Get(':id/personal')
  @For('people.personal')
  async personal(@Param('id') id: string, @Sender() who: Who): Promise<Shape<typeof PersonalValues>> {
    const { community } = this.#known(id, who);
    // Who belongs to no community is the street's: the bodies of one community may name such a person, no more.
    requireUnit(who, community ?? this.deployment.unit, this.deployment);
    // The look stands in the access log before anything is shown; when that fails, nothing is shown.
    await this.deployment.access.look(
      who.actor,
      PersonalDataSeen.of({ route: '/api/v1/people/:id/personal', count: 1, subjects: [id] }),
    );
    const record = this.deployment.vault.readSubject(id);
    const values: Record<string, string> = {};
    for (const { path, value } of record.fields) values[path.split('/').at(-1) ?? path] = value;
    const { name, birthDate, idNumber, phone, address } = values;
    return {
      personId: id,
      ...(name === undefined ? {} : { name }),
      ...(birthDate === undefined ? {} : { birthDate }),
      ...(idNumber === undefined ? {} : { idNumber }),
      ...(phone === undefined ? {} : { phone }),
      ...(address === undefined ? {} : { address }),
      state: record.status === 'erased' ? 'erased' : 'present',
    };
  }

  #known(id: string, who: Who): PersonFacts {
    const facts = Uuid.safeParse(id).success ? this.#facts(id) : undefined;
    if (facts === undefined) throw problem(404, 'NOT_FOUND', { person: id });
    const scope = scopeOf(who, this.deployment);
    const isNamedThere = scope !== undefined && this.deployment.facts.book.references.get(id)?.has(scope) === true;
    if (facts.community !== undefined || !isNamedThere)
      requireUnit(who, facts.community ?? this.deployment.unit, this.deployment);
    return facts;
  }

  *#candidates(q: string | undefined): Iterable<string> {
    if (q !== undefined && q.trim() !== '') {
      const trimmed = q.trim();
      const hits = isIdNumber(trimmed)
        ? this.deployment.vault.findByIdNumber(trimmed.toUpperCase())
        : this.deployment.vault.searchNames(trimmed, 2000).map(({ subject }) => subject);
      yield* hits;
      return;
    }
    // Those without a name first, then by Chinese order of the names.
    const names = this.deployment.vault.names();
    for (const [personId] of this.deployment.facts.people.records.entries()) if (!names.has(personId)) yield personId;
    yield* this.deployment.vault.namesInOrder();
  }

  #facts(personId: string): PersonFacts | undefined {
    const record = this.deployment.facts.book.people.get(personId);
    return record === undefined ? undefined : personFactsOf(record);
  }

  #relations(personId: string, names: Names): Shape<typeof PersonPage>['relations'] {
    const record = this.deployment.facts.book.people.get(personId);
    if (record === undefined) return [];
    return kinshipFactsOf(record).map((kin) => {
      const other = kin.a === personId ? kin.b : kin.a;
      return {
        personId: other,
        name: names.person(other),
        kind: kin.kind,
        near: NEAR_KIN.has(kin.kind),
        source: kin.source,
        event: kin.event,
      };
    });
  }

  row(facts: PersonFacts, names: Names): Shape<typeof PersonRow> {
    return {
      personId: facts.personId,
      name: names.person(facts.personId),
      gender: facts.gender,
      birthMonth: facts.birthMonth,
      education: facts.education,
      membership: facts.membership,
      ...(facts.community === undefined ? {} : { community: facts.community }),
      posts: facts.posts.filter(({ until }) => until === undefined).map(({ post }) => post),
      relations: this.#relations(facts.personId, names).length,
    };
  }

  async #importedHistory(facts: PersonFacts, names: Names) {
    const stored = await this.deployment.store.readById('process', facts.event);
    return stored === undefined ? [] : eventRows(this.deployment, [stored], names);
  }
}

function isIdNumber(q: string | undefined): boolean {
  return /^\s*[0-9]{17}[0-9Xx]\s*$/.test(q ?? '');
}
