import { Controller, Get, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { mayActOn } from '#identity';
import { LocalDate, shanghaiDay } from '#kernel';
import { type DecodedEvent, decodeEvent } from '#projections';
import type { AccessLogList, Shape } from '../api/shapes.js';
import { catalogue } from '../deployment/catalogue.js';
import { Deployment } from '../deployment/deployment.js';
import { For, Sender, treeOf, type Who } from '../http/access.js';
import { parse } from '../http/parse.js';
import { eventRow } from '../queries/event-rows.js';
import { typesAsked } from '../queries/event-types.js';
import { Readers } from '../queries/readers.js';

export const AccessLogQuery = z.strictObject({
  /** Event types, parted by commas. */
  type: z.string().max(4000).optional(),
  actor: z.string().max(64).optional(),
  from: LocalDate.optional(),
  to: LocalDate.optional(),
  /** Position: what is before it follows. */
  cursor: z.coerce.number().int().nonnegative().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
type AccessLogQuery = z.infer<typeof AccessLogQuery>;

const PAGE = 200;
/** Entries looked at for one answer: a filter that hardly anything passes gives a short page and a cursor. */
const LOOKED_AT = 10_000;

/** Looks, exports, prints, refusals, sign-ins and changes of accounts, newest first. */
@Controller('api/v1/access-log')
export class AccessLogController {
  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(Readers) private readonly readers: Readers,
  ) {}

  @Get()
  @For('access-log.read')
  async list(@Query() raw: unknown, @Sender() who: Who): Promise<Shape<typeof AccessLogList>> {
    const query = parse(AccessLogQuery, raw, 'INVALID_QUERY');
    const { items, next } = await this.find(query, who);
    const names = this.readers.names(who);
    return {
      items: items.map((event) => eventRow(event, names)),
      ...(next === undefined ? {} : { nextCursor: String(next) }),
    };
  }

  /** Entries in the reader's scope, newest first, and the position to go on from. */
  async find(
    query: AccessLogQuery,
    who: Who,
  ): Promise<{ readonly items: readonly DecodedEvent[]; readonly next?: number }> {
    await this.deployment.access.pump();
    const size = await this.deployment.store.size('access');
    const tree = treeOf(this.deployment);
    const types = query.type === undefined ? undefined : typesAsked(query.type, catalogue.types);
    const items: DecodedEvent[] = [];
    let end = Math.min(query.cursor ?? size, size);
    for (let looked = 0; end > 0 && looked < LOOKED_AT; looked += PAGE) {
      const begin = Math.max(0, end - PAGE);
      const page = await this.deployment.store.readAll('access', begin, end - begin);
      for (const stored of [...page].reverse()) {
        const event = decodeEvent(stored, catalogue);
        const { unit, type, actor, at } = event.envelope;
        const day = shanghaiDay(at);
        const wanted =
          mayActOn(who.principal.unit, unit, tree) &&
          (types === undefined || types.includes(type)) &&
          (query.actor === undefined || actor.id === query.actor) &&
          (query.from === undefined || day >= query.from) &&
          (query.to === undefined || day <= query.to);
        if (!wanted) continue;
        items.push(event);
        if (items.length === query.limit) return event.position > 0 ? { items, next: event.position } : { items };
      }
      end = begin;
    }
    return end > 0 ? { items, next: end } : { items };
  }
}
