import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { LocalDate } from '#kernel';
import { Deployment } from '../deployment/deployment.js';
import { For, Sender, type Who } from '../http/access.js';
import { parse } from '../http/parse.js';
import { problem } from '../http/problem.js';
import { communityPage } from '../queries/community-page.js';
import { jointReview } from '../queries/joint-review.js';
import { momentOf } from '../queries/moment.js';
import { overview } from '../queries/overview.js';
import { Readers } from '../queries/readers.js';

export const AsOf = z.strictObject({
  asOf: LocalDate.optional(),
  waitFor: z.coerce.number().int().nonnegative().optional(),
});

@Controller('api/v1')
export class CommunitiesController {
  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(Readers) private readonly readers: Readers,
  ) {}

  @Get('overview')
  @For('elections.read')
  async overview(@Query() query: unknown, @Sender() who: Who) {
    return overview(await this.#moment(query), this.readers, who);
  }

  @Get('communities/:code')
  @For('elections.read')
  async community(@Param('code') code: string, @Query() query: unknown, @Sender() who: Who) {
    this.#known(code, who);
    return communityPage(code, await this.#moment(query), this.readers, this.readers.names(who));
  }

  @Get('communities/:code/joint-review')
  @For('elections.read')
  async jointReview(@Param('code') code: string, @Query() query: unknown, @Sender() who: Who) {
    this.#known(code, who);
    const moment = await this.#moment(query);
    return {
      builtFrom: moment.builtFrom,
      community: code,
      communityName: this.readers.communityName(code),
      ...jointReview(moment.community(code), this.readers.names(who)),
    };
  }

  async #moment(query: unknown) {
    const { asOf, waitFor } = parse(AsOf, query, 'INVALID_QUERY');
    if (waitFor !== undefined) await waitUntil(this.deployment, waitFor);
    return momentOf(this.deployment, asOf);
  }

  #known(code: string, who: Who): void {
    if (!this.readers.communities(who).includes(code)) throw problem(404, 'NOT_FOUND', { community: code });
  }
}

/** Waits until the views hold a position, for a few seconds at most: a position that is never written must not hang a page. */
export async function waitUntil(deployment: Deployment, position: number): Promise<void> {
  const known = await deployment.store.size('process');
  if (position < known) await deployment.surroundings.ready(position);
}
