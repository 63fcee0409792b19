import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { CountEntered, CountSettled } from '#elections';
import { mayProve, mayReadLog } from '#identity';
import { all, endOfShanghaiDay, LocalDate, logOf, Uuid } from '#kernel';
import { type DecodedEvent, decodeEvent } from '#projections';
import { inclusionProof, leafHash, makeReceipt, toBase64, toHex } from '#transparency';
import type { EventDetail, EventList, EventProof, ObjectHistory, Shape } from '../api/shapes.js';
import { catalogue } from '../deployment/catalogue.js';
import { Deployment } from '../deployment/deployment.js';
import { recordRead } from '../exports/recorded-read.js';
import { For, requireUnit, Sender, scopeOf, type Who } from '../http/access.js';
import { parse } from '../http/parse.js';
import { problem } from '../http/problem.js';
import { catchUpTo } from '../queries/as-of.js';
import { changesOf, factsOf } from '../queries/change-view.js';
import { streamTitle } from '../queries/community-page.js';
import { both, type EventQuery, parseEventQuery } from '../queries/event-query.js';
import { eventRow, eventRows, eventsAt } from '../queries/event-rows.js';
import { typesAsked } from '../queries/event-types.js';
import { Readers } from '../queries/readers.js';
import { waitUntil } from './communities.controller.js';

/** What a search over the history may ask for. */
export const EventSearch = z.strictObject({
  q: z.string().max(500).optional(),
  community: z.string().max(10).optional(),
  /** Known types with commas between them: a step of an election has sixteen. */
  type: z.string().max(4000).optional(),
  actor: z.string().max(64).optional(),
  person: z.string().max(64).optional(),
  from: LocalDate.optional(),
  to: LocalDate.optional(),
  stream: z.string().max(160).optional(),
  /** Recorded until the end of this day. */
  asOf: LocalDate.optional(),
  cursor: z.coerce.number().int().nonnegative().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  waitFor: z.coerce.number().int().nonnegative().optional(),
});
export const AsOf = z.strictObject({ asOf: LocalDate.optional() });
const HITS = 10_000;
/** Roles that enter counts. */
const KEYS_COUNTS: ReadonlySet<string> = new Set(['election-clerk', 'street-lead']);

@Controller('api/v1')
export class EventsController {
  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(Readers) private readonly readers: Readers,
  ) {}

  @Get('events')
  @For('events.read')
  async list(@Query() raw: unknown, @Sender() who: Who): Promise<Shape<typeof EventList>> {
    const query = parse(EventSearch, raw, 'INVALID_QUERY');
    if (query.waitFor !== undefined) await waitUntil(this.deployment, query.waitFor);
    const found = await this.find(query, who);
    const stored = await eventsAt(this.deployment, 'process', found.positions);
    const items = await eventRows(this.deployment, stored, this.readers.names(who), found.builtFrom?.position);
    await recordRead(this.deployment, who, 'events', query, items);
    return {
      builtFrom: found.builtFrom ?? this.readers.builtFrom(),
      items,
      ...(found.positions.length === query.limit ? { nextCursor: String(found.positions.at(-1)) } : {}),
      total: found.total,
      more: found.more,
      histogram: [...found.histogram],
    };
  }

  /** The positions that a query finds, newest first: lists and exports use the same. */
  async find(query: z.infer<typeof EventSearch>, who: Who) {
    const { text, persons, ...asked } = this.#asked(query, who);
    const builtFrom = query.asOf === undefined ? undefined : await this.#builtFromAsOf(query.asOf);
    const before = builtFrom?.position;
    const filter = { ...asked, ...(before === undefined ? {} : { before }) };
    if (query.stream === undefined && text === undefined && persons === undefined) {
      return {
        ...this.deployment.eventIndex.page(filter, query.cursor, query.limit),
        histogram: this.deployment.eventIndex.histogram(filter),
        builtFrom,
      };
    }
    const hits = await this.#hits(query.stream, text, persons);
    const { positions, histogram } = this.deployment.eventIndex.among(hits, filter);
    const { cursor = Number.MAX_SAFE_INTEGER, limit } = query;
    return {
      positions: positions.filter((position) => position < cursor).slice(0, limit),
      total: positions.length,
      more: hits.length === HITS,
      histogram,
      builtFrom,
    };
  }

  /** What was recorded until the end of a day: later events do not show. */
  async #builtFromAsOf(day: string) {
    const at = endOfShanghaiDay(day);
    const { facts, root } = await catchUpTo(this.deployment, at);
    return { position: facts.position, root, at };
  }

  @Get('communities/:code/events')
  @For('events.read')
  async ofCommunity(
    @Param('code') code: string,
    @Query() raw: unknown,
    @Sender() who: Who,
  ): Promise<Shape<typeof EventList>> {
    requireUnit(who, code, this.deployment);
    return this.list({ ...(raw as object), community: code }, who);
  }

  @Get('events/:id')
  @For('events.read')
  async detail(@Param('id') id: string, @Sender() who: Who): Promise<Shape<typeof EventDetail>> {
    const event = await this.#event(id, who);
    await this.#blindCount(event, who);
    const names = this.readers.names(who);
    const [row] = await eventRows(this.deployment, [event], names);
    const corrects =
      (event.entry.data as { corrects?: unknown; withdraws?: unknown }).corrects ??
      (event.entry.data as { withdraws?: unknown }).withdraws;
    const commitments = this.deployment.vault.explain(event.envelope.id, event.envelope.pii, () =>
      who.principal.capabilities.has('people.personal'),
    );
    return {
      row: row ?? eventRow(event, names),
      leaf: Buffer.from(event.bytes).toString('utf8'),
      bytes: Buffer.from(event.bytes).toString('base64'),
      leafHash: toHex(leafHash(event.bytes)),
      changes: await changesOf(this.deployment, event, names),
      commitments: commitments.map(({ path, commitment, status }) => ({
        path,
        commitment,
        state: status === 'present' || status === 'erased' || status === 'withheld' ? status : ('withheld' as const),
      })),
      ...(typeof corrects === 'string' ? { corrects } : {}),
      sealed: event.position < (this.deployment.sealers[event.log].head?.size ?? 0),
    };
  }

  /** Of an event of the process log, or of the access log for those who read that one. */
  @Get('events/:id/proof')
  @For('ledger.proofs')
  async proof(@Param('id') id: string, @Sender() who: Who): Promise<Shape<typeof EventProof>> {
    const { position, log } = await this.#event(id, who, mayProve);
    const sealed = this.deployment.sealers[log].sealed;
    if (sealed === undefined || position >= sealed.head.size) throw problem(425, 'NOT_SEALED_YET', { position });
    const { head, hashes } = sealed;
    return {
      log,
      position,
      size: head.size,
      path: inclusionProof(position, head.size, hashes).map(toBase64),
      root: toBase64(head.root),
      checkpoint: Buffer.from(head.note).toString('utf8'),
      vkey: this.deployment.vkeys[log],
      tlogProof: makeReceipt(position, head, hashes).toString('utf8'),
    };
  }

  @Get('objects/:stream')
  @For('events.read')
  async object(
    @Param('stream') stream: string,
    @Query() raw: unknown,
    @Sender() who: Who,
  ): Promise<Shape<typeof ObjectHistory>> {
    const { asOf } = parse(AsOf, raw, 'INVALID_QUERY');
    const log = logOf(stream);
    if (log !== 'process') throw problem(404, 'NOT_FOUND', { stream });
    const stored = await this.deployment.store.readStream(log, stream);
    const first = stored[0];
    if (first === undefined) throw problem(404, 'NOT_FOUND', { stream });
    requireUnit(who, decodeEvent(first, catalogue).envelope.unit, this.deployment);
    const end = asOf === undefined ? this.deployment.clock.now() : endOfShanghaiDay(asOf);
    const until = stored.filter((event) => decodeEvent(event, catalogue).envelope.at <= end);
    const names = this.readers.names(who);
    return {
      builtFrom: this.readers.builtFrom(),
      stream,
      title: streamTitle(stream),
      asOf: end,
      revision: until.length - 1,
      facts: factsOf(
        until.map((event) => decodeEvent(event, catalogue)),
        stream,
        names,
      ),
      events: await eventRows(this.deployment, until, names),
    };
  }

  async #hits(
    stream: string | undefined,
    text: string | undefined,
    persons: readonly string[] | undefined,
  ): Promise<readonly number[]> {
    const sets: (readonly number[])[] = [];
    if (stream !== undefined) sets.push(await this.#positionsOf(stream));
    if (persons !== undefined) sets.push(this.deployment.searchView.findPersons(persons, HITS));
    if (text !== undefined) {
      // A text may be a person's name too: names are not in the index, so they are looked up in the vault.
      const named = this.deployment.vault.searchNames(text, 20).map(({ subject }) => subject);
      const both = new Set([
        ...this.deployment.searchView.findText(text, HITS),
        ...this.deployment.searchView.findPersons(named, HITS),
      ]);
      sets.push([...both].sort((x, y) => y - x));
    }
    return sets.reduce((found, next) => {
      const wanted = new Set(next);
      return found.filter((position) => wanted.has(position));
    });
  }

  /** Positions in the process log, newest first; streams of the other logs have none there. */
  async #positionsOf(stream: string): Promise<readonly number[]> {
    if (logOf(stream) !== 'process' && stream !== 'log-process') return [];
    const stored = await this.deployment.store.readStream('process', stream);
    return stored.map(({ position }) => position).reverse();
  }

  /** The fields of a query and the qualifiers in its text, in the reader's scope. */
  #asked(query: z.infer<typeof EventSearch>, who: Who): EventQuery {
    const { q, community, type, actor, person, from, to } = query;
    const fields: EventQuery = {
      ...(community === undefined ? {} : { unit: community }),
      ...(type === undefined ? {} : { types: typesAsked(type, catalogue.types) }),
      ...(actor === undefined ? {} : { actor }),
      ...(person === undefined ? {} : { persons: [person] }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    };
    const scope = scopeOf(who, this.deployment);
    const asked = both(parseEventQuery(q ?? '', this.readers, this.readers.communities(who)), fields);
    return scope === undefined ? asked : both(asked, { unit: scope });
  }

  /** A count is keyed twice without seeing the other's: its numbers stay with who keyed it until they are settled. */
  async #blindCount({ envelope, log }: DecodedEvent, who: Who): Promise<void> {
    if (
      envelope.type !== CountEntered.type ||
      envelope.actor.id === who.actor.id ||
      !KEYS_COUNTS.has(who.principal.role)
    )
      return;
    const journal = await this.deployment.runner.journals.get(log, envelope.stream);
    if (all(journal, CountSettled).length === 0) throw problem(403, 'COUNT_IS_BLIND');
  }

  /** The event, in a log that the reader may have it from; for everybody else there is none. */
  async #event(id: string, who: Who, may: typeof mayReadLog = mayReadLog): Promise<DecodedEvent> {
    if (Uuid.safeParse(id).success) {
      for (const log of ['process', 'access'] as const) {
        const stored = may(who.principal, log) ? await this.deployment.store.readById(log, id) : undefined;
        if (stored === undefined) continue;
        const event = decodeEvent(stored, catalogue);
        requireUnit(who, event.envelope.unit, this.deployment);
        return event;
      }
    }
    throw problem(404, 'NOT_FOUND', { event: id });
  }
}
