import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { IMPORT_KINDS, ImportCommitted, ImportKind } from '#elections';
import { last, UnitCode } from '#kernel';
import { SHEET_TEMPLATES, writeTemplate } from '#spreadsheets';
import type { ImportReport, Shape } from '../api/shapes.js';
import { Deployment } from '../deployment/deployment.js';
import { For, requireUnit, Sender, type Who } from '../http/access.js';
import { parse } from '../http/parse.js';
import { problem } from '../http/problem.js';
import { RateLimits } from '../http/rate-limits.js';
import { uploadedFile } from '../http/upload.js';
import type { ImportState } from '../imports/import-state.js';
import { FileTooLarge } from '../imports/sealed-files.js';
import { Readers } from '../queries/readers.js';

export const Upload = z.strictObject({ kind: ImportKind, community: UnitCode.optional() });
export const Template = z.strictObject({ lang: z.enum(['zh', 'en']).default('zh') });
export const Drop = z.strictObject({ reason: z.string().trim().min(1).max(500).default('放弃导入') });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Answer = Shape<typeof ImportReport>;

/** Sheets: template, dry run, commit, drop. */
@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(Readers) private readonly readers: Readers,
    @Inject(RateLimits) private readonly limits: RateLimits,
  ) {}

  @Get('templates/:file')
  @For('import')
  async template(@Param('file') file: string, @Query() raw: unknown, @Res() reply: FastifyReply) {
    const { lang } = parse(Template, raw, 'INVALID_QUERY');
    const kind = IMPORT_KINDS.find((name) => file === `${name}.xlsx`);
    if (kind === undefined) throw problem(404, 'NOT_FOUND', { template: file });
    const template = SHEET_TEMPLATES[kind];
    const name = encodeURIComponent(`${template.sheetName[lang]}.xlsx`);
    return reply
      .header('content-type', XLSX)
      .header('content-disposition', `attachment; filename="${kind}.xlsx"; filename*=UTF-8''${name}`)
      .send(await writeTemplate(template, lang));
  }

  @Post()
  @HttpCode(202)
  @For('import')
  async upload(@Query() raw: unknown, @Sender() who: Who, @Req() request: FastifyRequest): Promise<Answer> {
    const { kind, community } = parse(Upload, raw, 'INVALID_QUERY');
    this.limits.take('upload', who.principal.accountId);
    if (community !== undefined) {
      if (this.deployment.facts.book.streetOf.get(community) === undefined)
        throw problem(422, 'INVALID_QUERY', undefined, [{ pointer: '/community', code: 'COMMUNITY_UNKNOWN' }]);
      requireUnit(who, community, this.deployment);
    }
    const own = who.principal.unit === this.deployment.unit ? undefined : who.principal.unit;
    try {
      const file = await uploadedFile(request);
      const { importing } = this.deployment;
      return this.#report(await importing.receive(kind, community ?? own, file, who), who);
    } catch (error) {
      if (error instanceof FileTooLarge) throw problem(413, 'BODY_TOO_LARGE', { limit: error.limit });
      throw error;
    }
  }

  @Get()
  @For('import')
  list(@Sender() who: Who): { imports: Answer[] } {
    return { imports: this.deployment.importing.list(who.principal.unit).map((state) => this.#report(state, who)) };
  }

  @Get(':id')
  @For('import')
  async one(@Param('id') id: string, @Sender() who: Who): Promise<Answer> {
    const report = this.#report(this.deployment.importing.get(id, who.principal.unit), who);
    if (report.state !== 'committed') return report;
    const journal = await this.deployment.runner.journals.get('process', `import-${report.importId}`);
    const committed = last(journal, ImportCommitted);
    if (committed === undefined) return report;
    const { count, root } = committed.data;
    return { ...report, committed: { count, root, event: committed.id, position: committed.position } };
  }

  @Post(':id/commands/commit')
  @HttpCode(202)
  @For('import')
  async commit(@Param('id') id: string, @Sender() who: Who): Promise<Answer> {
    return this.#report(await this.deployment.importing.commit(id, who), who);
  }

  @Post(':id/commands/drop')
  @HttpCode(202)
  @For('import')
  async drop(@Param('id') id: string, @Body() body: unknown, @Sender() who: Who): Promise<Answer> {
    const { reason } = parse(Drop, body ?? {});
    return this.#report(await this.deployment.importing.drop(id, reason, who), who);
  }

  #report({ actor, received: _received, ...state }: ImportState, who: Who): Answer {
    const { columns } = SHEET_TEMPLATES[state.kind];
    return {
      ...state,
      columns: columns.map(({ key, header }) => ({ key, header: { ...header } })),
      by: this.readers.names(who).actor(actor.id),
    };
  }
}
