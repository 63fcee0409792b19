import type { CommunityRule } from '../../rule.js';
import { candidateRules } from './party-election-candidates.js';
import { congressRules } from './party-election-congress.js';
import { inspectionRules } from './party-election-inspection.js';
import { nomineeRules } from './party-election-nominees.js';
import { noticeRules } from './party-election-notices.js';
import { pledgeRules } from './party-election-pledges.js';
import { procedureRules } from './party-election-procedure.js';
import { recommendationRules } from './party-election-recommendation.js';
import { rejectionRules } from './party-election-rejections.js';
import { reviewRules } from './party-election-review.js';
import { startRules } from './party-election-start.js';
import { talkRules } from './party-election-talks.js';
import { voteRules } from './party-election-votes.js';

/** PTY-01 … PTY-30: the Party election in ten steps, ¶30–¶41 of the plan. */
export const partyElectionRules: readonly CommunityRule[] = [
  ...startRules,
  ...recommendationRules,
  ...voteRules,
  ...nomineeRules,
  ...reviewRules,
  ...rejectionRules,
  ...inspectionRules,
  ...talkRules,
  ...candidateRules,
  ...noticeRules,
  ...pledgeRules,
  ...congressRules,
  ...procedureRules,
].sort((x, y) => (x.id < y.id ? -1 : 1));
