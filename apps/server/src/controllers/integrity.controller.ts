import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { z } from 'zod';
import { mayVerify } from '#identity';
import { LOGS } from '#kernel';
import { anchorOf, formatAnchor, toBase64 } from '#transparency';
import type { Integrity, Job as JobShape, Shape } from '../api/shapes.js';
import { Deployment } from '../deployment/deployment.js';
import { shownJob } from '../deployment/jobs.js';
import { For, Sender, type Who } from '../http/access.js';
import { parse } from '../http/parse.js';
import { problem } from '../http/problem.js';
import { Verification } from '../integrity/verification.js';
import { viewSets } from '../queries/view-status.js';

export const Verify = z.strictObject({ log: z.enum(LOGS).default('process'), deep: z.boolean().default(false) });

/** Each takes a thread and reads a whole log. */
const AT_ONCE = 2;

/** Sizes, roots and checkpoints of the logs that one may verify, and verifying them. */
@Controller('api/v1/integrity')
export class IntegrityController {
  #running = 0;

  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(Verification) private readonly verification: Verification,
  ) {}

  @Get()
  @For('integrity.verify')
  async show(@Sender() who: Who): Promise<Shape<typeof Integrity>> {
    const { sealers, store, logs, vkeys } = this.deployment;
    const mine = LOGS.filter((log) => mayVerify(who.principal, log));
    const shown = await Promise.all(
      mine.map(async (log) => {
        const { head, sealedAt } = sealers[log];
        return {
          log,
          origin: logs[log].origin,
          size: await store.size(log),
          root: head === undefined ? '' : toBase64(head.root),
          sealedSize: head?.size ?? 0,
          ...(sealedAt === undefined ? {} : { sealedAt }),
          vkey: vkeys[log],
          ...(head === undefined
            ? {}
            : { checkpoint: Buffer.from(head.note).toString('utf8'), anchorCode: formatAnchor(anchorOf(head)) }),
          anchored: false,
        };
      }),
    );
    const last = mine
      .flatMap((log) => this.verification.last(log) ?? [])
      .sort((x, y) => Number(y.verdict === 'tampered') - Number(x.verdict === 'tampered') || (x.at < y.at ? 1 : -1))
      .at(0);
    return {
      logs: shown,
      ...(last === undefined ? {} : { lastVerification: { ...last } }),
      views: await viewSets(this.deployment),
    };
  }

  /** Hashes the stored bytes anew and compares with every published checkpoint; the report is the job's result. */
  @Post('verify')
  @HttpCode(202)
  @For('integrity.verify')
  verify(@Body() body: unknown, @Sender() who: Who): Shape<typeof JobShape> {
    const { log, deep } = parse(Verify, body ?? {});
    if (!mayVerify(who.principal, log)) throw problem(403, 'NOT_PERMITTED', { role: who.principal.role, log });
    const running = this.deployment.jobs
      .list(who.actor.id)
      .find((job) => job.kind === 'verify' && job.state === 'running');
    if (running !== undefined) throw problem(409, 'VERIFY_RUNNING', { job: running.id });
    if (this.#running >= AT_ONCE) throw problem(409, 'VERIFY_RUNNING');
    this.#running++;
    const job = this.deployment.jobs.start('verify', who.actor.id, (progress) =>
      this.verification
        .run(log, deep, (done, total) => progress(log, done, total))
        .finally(() => {
          this.#running--;
        }),
    );
    return shownJob(job);
  }
}
