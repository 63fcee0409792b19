import { useCommandForms } from '../../api/queries.js';
import type { CommunityPage, RuleRow } from '../../api/types.js';
import { useSession } from '../../session/session.js';

/** Where a softened rule that was not kept, or not in time, may be explained, by those who may propose it. */
export function useExplain(page: CommunityPage, from: string): (row: RuleRow) => string | undefined {
  const { may } = useSession();
  const { data } = useCommandForms(may('elections.record'));
  const permitted = data?.commands.some(({ verb }) => verb === 'propose-justification') === true;
  return ({ force, outcome, rule, subject }) => {
    if (!permitted || force !== 'softened' || (outcome !== 'fail' && outcome !== 'overdue')) return undefined;
    if (page.justifications.some((one) => one.rule === rule && one.subject === subject && !one.approved))
      return undefined;
    const query = new URLSearchParams({ community: page.code, 'f.rule': rule, 'f.subject': subject, from });
    return `/app/entry/terms/propose-justification?${query.toString()}`;
  };
}
