import { Controller, Get, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { LocalDate } from '#kernel';
import { parametersOf, prohibitionLists, standingList, worst } from '#supervision';
import type { RuleInfo, Shape } from '../api/shapes.js';
import { Deployment } from '../deployment/deployment.js';
import { builtInPacks, ruleIndexFor } from '../deployment/packs.js';
import { For, Sender, type Who } from '../http/access.js';
import { parse } from '../http/parse.js';
import { problem } from '../http/problem.js';
import { momentOf } from '../queries/moment.js';
import { prohibitionMatrix } from '../queries/prohibition-matrix.js';
import { Readers } from '../queries/readers.js';
import { ruleRows } from '../queries/rule-rows.js';

export const AsOf = z.strictObject({ asOf: LocalDate.optional() });
export const MatrixQuery = z.strictObject({ asOf: LocalDate.optional(), list: z.string().max(40).optional() });

@Controller('api/v1/rules')
export class RulesController {
  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(Readers) private readonly readers: Readers,
  ) {}

  /** Every rule with its parameters and where it stands in each community: the coverage. */
  @Get()
  @For('rules.read')
  async list(@Query() raw: unknown, @Sender() who: Who) {
    const { asOf } = parse(AsOf, raw, 'INVALID_QUERY');
    const moment = await momentOf(this.deployment, asOf);
    const units = [...this.readers.communities(who), this.deployment.unit];
    const results = new Map(units.map((unit) => [unit, moment.results(unit)]));
    const rules = builtInPacks.flatMap((pack) =>
      pack.rules.map((rule): Shape<typeof RuleInfo> => {
        const values = parametersOf(rule, pack);
        const coverage: Shape<typeof RuleInfo>['coverage'] = {};
        for (const [unit, rows] of results) {
          const own = rows.filter((row) => row.rule === rule.id).map(({ outcome }) => outcome);
          if (own.length > 0) coverage[unit] = worst(own);
        }
        return {
          id: rule.id,
          pack: pack.manifest.id,
          paragraph: rule.paragraph,
          force: rule.force,
          mode: rule.mode,
          scope: rule.scope,
          ...(rule.step === undefined ? {} : { step: rule.step }),
          title: { ...rule.title },
          explanation: { ...rule.explanation },
          parameters: Object.entries(rule.parameters).map(([name, parameter]) => ({
            name,
            value: values[name] ?? parameter.value,
            source: { ...parameter.source },
          })),
          coverage,
        };
      }),
    );
    return { builtFrom: moment.builtFrom, rules };
  }

  /** The list of prohibitions against the communities. */
  @Get('prohibitions')
  @For('rules.read')
  async prohibitions(@Query() raw: unknown, @Sender() who: Who) {
    const { asOf, list } = parse(MatrixQuery, raw, 'INVALID_QUERY');
    const chosen =
      list === undefined
        ? standingList({ demo: this.deployment.demo })
        : prohibitionLists.find(({ id }) => id === list);
    if (chosen === undefined) throw problem(404, 'NOT_FOUND', { list: list ?? '' });
    return prohibitionMatrix(chosen, await momentOf(this.deployment, asOf), this.readers, who);
  }

  /** Results of the rules that are judged once for the street. */
  @Get('street')
  @For('elections.read')
  async street(@Query() raw: unknown, @Sender() who: Who) {
    const { asOf } = parse(AsOf, raw, 'INVALID_QUERY');
    const moment = await momentOf(this.deployment, asOf);
    const { unit } = this.deployment;
    return {
      builtFrom: moment.builtFrom,
      rules: ruleRows(moment.results(unit), ruleIndexFor(this.deployment.facts, unit), this.readers.names(who)),
    };
  }
}
