import { createHash } from 'node:crypto';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Exported } from '#identity';
import { canonicalString } from '#kernel';
import { writeTable } from '#spreadsheets';
import { Deployment } from '../deployment/deployment.js';
import { EVENT_HEADERS, eventCells, toCsv } from '../exports/event-table.js';
import { For, Sender, type Who } from '../http/access.js';
import { parse } from '../http/parse.js';
import { problem } from '../http/problem.js';
import { eventRows, eventsAt } from '../queries/event-rows.js';
import { Readers } from '../queries/readers.js';
import { EventSearch, EventsController } from './events.controller.js';

/** An export takes at most this many rows; a narrower filter is asked for beyond. */
const MOST_ROWS = 10_000;
const MEDIA: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** Exactly what a filter shows, as a file; the export itself is recorded with its count and digest before it is given. */
@Controller('api/v1/exports')
export class ExportsController {
  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(Readers) private readonly readers: Readers,
    @Inject(EventsController) private readonly events: EventsController,
  ) {}

  @Get('events.:format')
  @For('events.export')
  async export(
    @Param('format') format: string,
    @Query() raw: Record<string, unknown>,
    @Sender() who: Who,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const media = MEDIA[format];
    if (media === undefined) throw problem(404, 'NO_SUCH_ROUTE');
    const query = parse(EventSearch, { ...raw, cursor: undefined, limit: undefined }, 'INVALID_QUERY');
    const found = await this.events.find({ ...query, limit: MOST_ROWS + 1 }, who);
    if (found.positions.length > MOST_ROWS) throw problem(422, 'EXPORT_TOO_LARGE', { limit: MOST_ROWS });
    const rows = (
      await eventRows(
        this.deployment,
        await eventsAt(this.deployment, 'process', found.positions),
        this.readers.names(who),
      )
    ).map(eventCells);
    const file =
      format === 'csv'
        ? Buffer.from(toCsv(EVENT_HEADERS, rows), 'utf8')
        : await writeTable({
            sheetName: '事件',
            columns: EVENT_HEADERS.map((header) => ({ header, width: header === '内容' ? 60 : 20 })),
            rows,
          });
    const { cursor: _cursor, limit: _limit, waitFor: _waitFor, ...filter } = query;
    const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
    await this.deployment.access.look(
      who.actor,
      Exported.of({
        what: `events.${format}`,
        query: sha256(canonicalString(asked)),
        rows: rows.length,
        sha256: sha256(file),
      }),
    );
    void reply
      .header('content-type', media)
      .header('content-disposition', `attachment; filename="events.${format}"`)
      .send(file);
  }
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
