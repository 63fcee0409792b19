import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Exported, mayExportLog } from '#identity';
import { breathe } from '../background/breathe.js';
import { Deployment } from '../deployment/deployment.js';
import { EVENT_HEADERS, eventCells } from '../exports/event-table.js';
import { EXPORT_MEDIA, type ExportFormat, type ExportTable, exportFile, sha256 } from '../exports/files.js';
import { PEOPLE_HEADERS, personCells } from '../exports/people-table.js';
import { queryDigest } from '../exports/query-digest.js';
import { For, Sender, type Who } from '../http/access.js';
import { parse } from '../http/parse.js';
import { problem } from '../http/problem.js';
import { RateLimits } from '../http/rate-limits.js';
import { eventRow, eventRows, eventsAt } from '../queries/event-rows.js';
import { Readers } from '../queries/readers.js';
import { AccessLogController, AccessLogQuery } from './access-log.controller.js';
import { EventSearch, EventsController } from './events.controller.js';
import { PeopleController, PeopleQuery } from './people.controller.js';

/** An export takes at most this many rows; a narrower filter is asked for beyond. */
const MOST_ROWS = 10_000;
/** Rows made between two breaths of the server. */
const SLICE = 250;

/** Exactly what a filter shows, as a file; the export itself is recorded with its count and digest before it is given. */
@Controller('api/v1/exports')
export class ExportsController {
  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(Readers) private readonly readers: Readers,
    @Inject(EventsController) private readonly events: EventsController,
    @Inject(PeopleController) private readonly people: PeopleController,
    @Inject(AccessLogController) private readonly accessLog: AccessLogController,
    @Inject(RateLimits) private readonly limits: RateLimits,
  ) {}

  @Get('events.:format')
  @For('events.export')
  async exportEvents(
    @Param('format') format: string,
    @Query() raw: Record<string, unknown>,
    @Sender() who: Who,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!mayExportLog(who.principal, 'process')) throw problem(403, 'NOT_PERMITTED', { role: who.principal.role });
    const { cursor: _cursor, limit: _limit, waitFor: _waitFor, ...query } = parse(EventSearch, raw, 'INVALID_QUERY');
    await this.#give('events', format, query, who, reply, async () => {
      const found = await this.events.find({ ...query, limit: MOST_ROWS + 1 }, who);
      const names = this.readers.names(who);
      const rows = await inSlices(found.positions, async (positions) =>
        (await eventRows(this.deployment, await eventsAt(this.deployment, 'process', positions), names)).map((row) =>
          eventCells(row, names),
        ),
      );
      return { sheetName: '事件', headers: EVENT_HEADERS, rows, wide: new Set(['内容']) };
    });
  }

  /** What the list of people shows; no other personal value leaves this way. */
  @Get('people.:format')
  @For('lists.export')
  async exportPeople(
    @Param('format') format: string,
    @Query() raw: Record<string, unknown>,
    @Sender() who: Who,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!who.principal.capabilities.has('people.read'))
      throw problem(403, 'NOT_PERMITTED', { role: who.principal.role, capability: 'people.read' });
    const { cursor: _cursor, limit: _limit, waitFor: _waitFor, ...query } = parse(PeopleQuery, raw, 'INVALID_QUERY');
    await this.#give('people', format, query, who, reply, async () => {
      const names = this.readers.names(who);
      const rows = await inSlices(await this.people.find(query, who), async (persons) =>
        persons.map((facts) => personCells(this.people.row(facts, names))),
      );
      return { sheetName: '人员', headers: PEOPLE_HEADERS, rows };
    });
  }

  @Get('access-log.:format')
  @For('access-log.export')
  async exportAccessLog(
    @Param('format') format: string,
    @Query() raw: Record<string, unknown>,
    @Sender() who: Who,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!mayExportLog(who.principal, 'access')) throw problem(403, 'NOT_PERMITTED', { role: who.principal.role });
    const { cursor: _cursor, limit: _limit, ...query } = parse(AccessLogQuery, raw, 'INVALID_QUERY');
    await this.#give('access-log', format, query, who, reply, async () => {
      const rows: (string | number)[][] = [];
      const names = this.readers.names(who);
      for (let cursor: number | undefined; rows.length <= MOST_ROWS; ) {
        const asked = { ...query, limit: 200, ...(cursor === undefined ? {} : { cursor }) };
        const { items, next } = await this.accessLog.find(asked, who);
        rows.push(...items.map((event) => eventCells(eventRow(event, names), names)));
        await breathe();
        if (next === undefined) break;
        cursor = next;
      }
      return { sheetName: '访问记录', headers: EVENT_HEADERS, rows, wide: new Set(['内容']) };
    });
  }

  async #give(
    what: string,
    format: string,
    query: Readonly<Record<string, unknown>>,
    who: Who,
    reply: FastifyReply,
    make: () => Promise<ExportTable>,
  ): Promise<void> {
    if (!isFormat(format)) throw problem(404, 'NO_SUCH_ROUTE');
    // Before the work, which is what is to be limited.
    this.limits.take('export', who.principal.accountId);
    const table = await make();
    if (table.rows.length > MOST_ROWS) throw problem(422, 'EXPORT_TOO_LARGE', { limit: MOST_ROWS });
    const file = await exportFile(table, format);
    const exported = { query: queryDigest(this.deployment, query), rows: table.rows.length, sha256: sha256(file) };
    await this.deployment.access.look(who.actor, Exported.of({ what: `${what}.${format}`, ...exported }));
    void reply
      .header('content-type', EXPORT_MEDIA[format])
      .header('content-disposition', `attachment; filename="${what}.${format}"`)
      .send(file);
  }
}

function isFormat(format: string): format is ExportFormat {
  return Object.hasOwn(EXPORT_MEDIA, format);
}

async function inSlices<T, R>(items: readonly T[], make: (slice: readonly T[]) => Promise<readonly R[]>): Promise<R[]> {
  const made: R[] = [];
  for (let from = 0; from < Math.min(items.length, MOST_ROWS + 1); from += SLICE) {
    made.push(...(await make(items.slice(from, from + SLICE))));
    await breathe();
  }
  return made;
}
