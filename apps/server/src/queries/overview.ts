import { INDICATES } from '#supervision';
import type { Overview, Shape } from '../api/shapes.js';
import type { Who } from '../http/access.js';
import { communityHead } from './community-page.js';
import type { Moment } from './moment.js';
import type { Readers } from './readers.js';

/** Communities × steps with how the rules stand. */
export function overview(moment: Moment, readers: Readers, who: Who): Shape<typeof Overview> {
  const street = readers.street();
  return {
    builtFrom: moment.builtFrom,
    ...(street === undefined ? {} : { street: { unit: street.unit, name: street.name, district: street.district } }),
    communities: readers.communities(who).map((code) => {
      const page = communityHead(code, moment, readers);
      const outcomes = moment.results(code).map(({ outcome }) => outcome);
      return {
        code,
        name: page.name,
        ...(page.organisation === undefined ? {} : { organisation: page.organisation }),
        ...(page.termId === undefined ? {} : { term: `term-${page.termId}`, election: `partyElection-${page.termId}` }),
        ...(page.seats === undefined ? {} : { seats: page.seats }),
        ...(page.congressPlannedOn === undefined ? {} : { congressOn: page.congressPlannedOn }),
        steps: page.steps,
        outcomes: tally(outcomes),
        indications: outcomes.filter((outcome) => INDICATES.has(outcome)).length,
      };
    }),
    streetOutcomes: tally(moment.results(readers.deployment.unit).map(({ outcome }) => outcome)),
  };
}

function tally(outcomes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
