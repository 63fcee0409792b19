import type { RulePack } from '../../pack.js';
import { communityPlanRules } from './community-plan.js';
import { generalRules } from './general.js';
import { kinAvoidanceRules } from './kin-avoidance.js';
import { oneShoulderRules } from './one-shoulder.js';
import { organisationRules } from './organisation.js';
import { partyElectionRules } from './party-election.js';
import { preparationRules } from './preparation.js';
import { qualificationRules } from './qualification.js';
import { residentsCalendarRules } from './residents-calendar.js';
import { reviewRules } from './review.js';
import { secretaryRules } from './secretary.js';
import { structureRules } from './structure.js';
import { trainingRules } from './training.js';

const rules = [
  ...generalRules,
  ...residentsCalendarRules,
  ...structureRules,
  ...secretaryRules,
  ...oneShoulderRules,
  ...reviewRules,
  ...kinAvoidanceRules,
  ...preparationRules,
  ...organisationRules,
  ...communityPlanRules,
  ...trainingRules,
  ...partyElectionRules,
  ...qualificationRules,
];

/**
 * The plan's clauses on the whole term and on the Party election. A term is judged by it when its planned Party
 * congress falls into these days: from the month in which the plan starts (¶13) to the end of the year after, because
 * an election that slipped past December 2021 is still one that this plan should have governed.
 */
export const plan2021: RulePack = {
  manifest: {
    id: 'plan-2021',
    version: '1.0.0',
    title: { zh: '社区“两委”换届实施方案（2021）', en: 'Plan for the change of term of community committees (2021)' },
    issuer: '街道党工委',
    from: '2021-09-01',
    until: '2022-12-31',
    rules: rules.map(({ id }) => id),
    parameters: {},
  },
  rules,
};
