import { Controller, Get, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { Deployment } from '../deployment/deployment.js';
import { ruleIndexFor } from '../deployment/packs.js';
import { For, Sender, type Who } from '../http/access.js';
import { parse } from '../http/parse.js';
import { noticeLimitsOf, noticeRow } from '../queries/notice-rows.js';
import { Readers } from '../queries/readers.js';
import { waitUntil } from './communities.controller.js';

export const Search = z.strictObject({
  community: z.string().max(10).optional(),
  status: z.string().max(20).optional(),
  waitFor: z.coerce.number().int().nonnegative().optional(),
});

@Controller('api/v1/notices')
export class NoticesController {
  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(Readers) private readonly readers: Readers,
  ) {}

  @Get()
  @For('elections.read')
  async list(@Query() raw: unknown, @Sender() who: Who) {
    const query = parse(Search, raw, 'INVALID_QUERY');
    if (query.waitFor !== undefined) await waitUntil(this.deployment, query.waitFor);
    const names = this.readers.names(who);
    const now = this.deployment.clock.now();
    const items = this.readers
      .communities(who)
      .filter((code) => query.community === undefined || code === query.community)
      .flatMap((code) => {
        const { facts } = this.deployment;
        const limits = noticeLimitsOf(ruleIndexFor(facts, code));
        return facts.community(code).notices.flatMap((journal) => noticeRow(journal, now, limits, names) ?? []);
      })
      .filter(({ status }) => query.status === undefined || status === query.status)
      .sort((x, y) => (x.postedOn < y.postedOn ? 1 : -1));
    return { builtFrom: this.readers.builtFrom(), items };
  }
}
