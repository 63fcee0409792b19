import type { CommunityRule } from '../../rule.js';
import { candidacyRules } from './qualification-candidacy.js';
import { exceptionRules } from './qualification-exception.js';
import { termsRules } from './qualification-terms.js';

/** QUA-00 … QUA-13: who may stand at all, ¶15–¶17 of the plan. */
export const qualificationRules: readonly CommunityRule[] = [...termsRules, ...candidacyRules, ...exceptionRules].sort(
  (x, y) => (x.id < y.id ? -1 : 1),
);
