import { createHash } from 'node:crypto';
import { Controller, Get, Inject, type OnApplicationShutdown, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Printed } from '#identity';
import { Uuid } from '#kernel';
import type { PrintState } from '#printing';
import { BackgroundThread } from '../background/thread.js';
import { Deployment } from '../deployment/deployment.js';
import { For, requireUnit, Sender, type Who } from '../http/access.js';
import { parse } from '../http/parse.js';
import { problem } from '../http/problem.js';
import { RateLimits } from '../http/rate-limits.js';
import { countRecordPrint } from '../prints/count-record-print.js';
import { jointReviewPrint } from '../prints/joint-review-print.js';
import { noticePrint, noticeTexts } from '../prints/notice-print.js';
import { printState } from '../prints/print-state.js';
import { type PrintTask, type RenderedPrint, render } from '../prints/render.js';
import { Readers } from '../queries/readers.js';

export const Draft = z.strictObject({ state: z.enum(['draft', 'final']).default('draft') });
export const Final = z.strictObject({ state: z.enum(['draft', 'final']).default('final') });
const WORKER = new URL('../prints/print-worker.js', import.meta.url);

/** A4 prints with the paper anchor. A print stands in the access log, with the digest of its file, before it is given. */
@Controller('api/v1/prints')
export class PrintsController implements OnApplicationShutdown {
  readonly #thread = new BackgroundThread<PrintTask, RenderedPrint>(WORKER, render);

  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(Readers) private readonly readers: Readers,
    @Inject(RateLimits) private readonly limits: RateLimits,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.#thread.close();
  }

  @Get('notices/:file')
  @For('print')
  async notice(@Param('file') file: string, @Query() raw: unknown, @Sender() who: Who, @Res() reply: FastifyReply) {
    const { state } = parse(Draft, raw, 'INVALID_QUERY');
    const id = nameIn(file);
    // Read first: the checkpoint that the paper is tied to then covers everything on it.
    const { journal, facts } = this.#notice(id, who);
    const about = await printState(this.deployment, state);
    const input = noticePrint(journal, facts, this.readers, about);
    await this.#give({ kind: 'notice', input }, `notice:${id}`, about, who, reply);
  }

  /** Characters that would stand as a box with their code point, by the text that they are in: asked before a print. */
  @Get('notices/:id/check')
  @For('print')
  async check(@Param('id') id: string, @Sender() who: Who) {
    const { journal, facts } = this.#notice(id, who);
    const about = { state: 'draft', demo: this.deployment.demo, printedAt: this.deployment.clock.now() } as const;
    const texts = noticeTexts(noticePrint(journal, facts, this.readers, about)).filter((text) => text !== '');
    const { inTexts } = await this.#thread.run({ kind: 'check', texts: [...new Set(texts)] });
    return { missingGlyphs: inTexts };
  }

  @Get('joint-review/:file')
  @For('print')
  async jointReview(
    @Param('file') file: string,
    @Query() raw: unknown,
    @Sender() who: Who,
    @Res() reply: FastifyReply,
  ) {
    const { state } = parse(Final, raw, 'INVALID_QUERY');
    const code = this.#community(nameIn(file), who);
    const facts = this.deployment.facts.community(code);
    const about = await printState(this.deployment, state);
    const input = jointReviewPrint(facts, this.readers, this.readers.names(who), about);
    await this.#give({ kind: 'joint-review', input }, `joint-review:${code}`, about, who, reply);
  }

  @Get('count-record/:file')
  @For('print')
  async countRecord(
    @Param('file') file: string,
    @Query() raw: unknown,
    @Sender() who: Who,
    @Res() reply: FastifyReply,
  ) {
    const { state } = parse(Final, raw, 'INVALID_QUERY');
    const code = this.#community(nameIn(file), who);
    const facts = this.deployment.facts.community(code);
    const about = await printState(this.deployment, state);
    const input = countRecordPrint(facts, this.readers, this.readers.names(who), about);
    await this.#give({ kind: 'count-record', input }, `count-record:${code}`, about, who, reply);
  }

  async #give(task: PrintTask, what: string, { state }: PrintState, who: Who, reply: FastifyReply): Promise<void> {
    this.limits.take('print', who.principal.accountId);
    const { pdf, missingGlyphs } = await this.#thread.run(task);
    const file = Buffer.from(pdf);
    const sha256 = createHash('sha256').update(file).digest('hex');
    await this.deployment.access.look(who.actor, Printed.of({ what, state, sha256 }));
    void reply
      .header('content-type', 'application/pdf')
      .header('content-disposition', `inline; filename="${what.replace(':', '-')}.pdf"`)
      .header('x-missing-glyphs', asciiJson(missingGlyphs))
      .send(file);
  }

  #notice(id: string, who: Who) {
    const place = Uuid.safeParse(id).success ? this.deployment.facts.book.noticeTerms.get(`notice-${id}`) : undefined;
    const facts = place && this.deployment.facts.community(place.community, `term-${place.key}`);
    const journal = facts?.notices.find(({ stream }) => stream === `notice-${id}`);
    if (facts === undefined || journal === undefined) throw problem(404, 'NOT_FOUND', { notice: id });
    requireUnit(who, facts.community, this.deployment);
    return { facts, journal };
  }

  #community(code: string, who: Who): string {
    if (!this.readers.communities(who).includes(code)) throw problem(404, 'NOT_FOUND', { community: code });
    return code;
  }
}

/** `C01` of `C01.pdf`. */
function nameIn(file: string): string {
  const name = /^([A-Za-z0-9-]{1,60})\.pdf$/.exec(file)?.[1];
  if (name === undefined) throw problem(404, 'NO_SUCH_ROUTE');
  return name;
}

/** Headers are ASCII. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
