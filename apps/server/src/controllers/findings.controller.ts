import { Controller, Get, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { LocalDate, UnitCode } from '#kernel';
import type { FindingList, Shape } from '../api/shapes.js';
import { Deployment } from '../deployment/deployment.js';
import { ruleIndexFor } from '../deployment/packs.js';
import { recordRead } from '../exports/recorded-read.js';
import { For, requireUnit, Sender, scopeOf, type Who } from '../http/access.js';
import { parse } from '../http/parse.js';
import { findingRow } from '../queries/finding-rows.js';
import { momentOf } from '../queries/moment.js';
import { Readers } from '../queries/readers.js';
import { waitUntil } from './communities.controller.js';

export const FindingQuery = z.strictObject({
  community: UnitCode.optional(),
  asOf: LocalDate.optional(),
  waitFor: z.coerce.number().int().nonnegative().optional(),
});

/** What the rules raised and the inspectors made of it, over all communities of the reader. */
@Controller('api/v1/findings')
export class FindingsController {
  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(Readers) private readonly readers: Readers,
  ) {}

  @Get()
  @For('findings.read')
  async list(@Query() raw: unknown, @Sender() who: Who): Promise<Shape<typeof FindingList>> {
    const query = parse(FindingQuery, raw, 'INVALID_QUERY');
    if (query.waitFor !== undefined) await waitUntil(this.deployment, query.waitFor);
    if (query.community !== undefined) requireUnit(who, query.community, this.deployment);
    const moment = await momentOf(this.deployment, query.asOf);
    const names = this.readers.names(who);
    const street = scopeOf(who, this.deployment) === undefined ? [this.deployment.unit] : [];
    const units = query.community === undefined ? [...street, ...this.readers.communities(who)] : [query.community];
    const items = units.flatMap((unit) => {
      const index = ruleIndexFor(this.deployment.facts, unit);
      const unitName = unit === this.deployment.unit ? (this.readers.street()?.name ?? unit) : names.community(unit);
      return moment.findings(unit).flatMap((known) => {
        const row = findingRow(known, index, names);
        return row === undefined ? [] : [{ unit, unitName, ...row }];
      });
    });
    await recordRead(this.deployment, who, 'findings', query, items);
    return { builtFrom: moment.builtFrom, items };
  }
}
