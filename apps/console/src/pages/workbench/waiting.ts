import { useTranslation } from 'react-i18next';
import { useCommandForms } from '../../api/queries.js';
import type { CommunityPage, NoticeRow } from '../../api/types.js';
import { useSession } from '../../session/session.js';

export interface ToDo {
  readonly key: string;
  readonly kind: 'correction' | 'justification' | 'count' | 'notice' | 'finding';
  readonly text: string;
  readonly to: string;
}

/** What waits for the person at work: only what the present role may do, never what needs another person. */
export function useWaiting(pages: readonly CommunityPage[], notices: readonly NoticeRow[]): readonly ToDo[] {
  const { t } = useTranslation();
  const { session, may } = useSession();
  const { data } = useCommandForms(may('elections.record'));
  const own = session?.account?.personId;
  const can = (verb: string) => data?.commands.some((form) => form.verb === verb) === true;
  const items: ToDo[] = [];
  for (const { code, name: community, corrections, justifications, count, findings } of pages) {
    const explanations = `/app/communities/${code}?tab=explanations`;
    if (can('approve-correction')) {
      for (const { proposal, by, byName, state } of corrections) {
        if (state !== 'open' || by === own) continue;
        const text = t('shell.workbench.correction', { community, by: byName });
        items.push({ key: proposal, kind: 'correction', text, to: explanations });
      }
    }
    if (can('approve-justification')) {
      for (const { proposal, by, byName, rule, approved } of justifications) {
        if (approved || by === own) continue;
        const text = t('shell.workbench.justification', { community, by: byName, rule });
        items.push({ key: proposal, kind: 'justification', text, to: explanations });
      }
    }
    const rules = `/app/communities/${code}?tab=rules`;
    const indicated = findings.filter(({ status }) => status === 'indicated').length;
    if (can('take-finding') && indicated > 0) {
      const text = t('shell.workbench.indicated', { community, n: indicated });
      items.push({ key: `${code} indicated`, kind: 'finding', text, to: rules });
    }
    for (const { findingId, rule, status, proposal } of findings) {
      if (status === 'under-check' && can('propose-conclusion')) {
        const text = t('shell.workbench.underCheck', { community, rule });
        items.push({ key: findingId, kind: 'finding', text, to: rules });
      }
      if (proposal !== undefined && proposal.by !== own && can('approve-conclusion')) {
        const text = t('shell.workbench.proposed', { community, rule, by: proposal.byName });
        items.push({ key: findingId, kind: 'finding', text, to: rules });
      }
    }
    if (count !== undefined && count.settled === undefined && can('enter-count')) {
      const entered = count.entries.some(({ by }) => by === own);
      const differs = count.differences.length;
      const isThird = count.entries.length === 2 && differs > 0;
      if (count.entries.length === 1 || isThird) {
        if (entered) continue;
        const text = isThird
          ? t('shell.workbench.differs', { community, n: differs })
          : t('shell.workbench.secondCount', { community });
        items.push({ key: `${code} count`, kind: 'count', text, to: entry('enter-count', code) });
      } else if (can('settle-count')) {
        const text = t('shell.workbench.settle', { community });
        items.push({ key: `${code} settle`, kind: 'count', text, to: entry('settle-count', code) });
      }
    }
  }
  if (can('take-down-notice')) {
    for (const { noticeId, communityName: community, takenDownOn, status, completeOn, minimumDays: n } of notices) {
      if (takenDownOn !== undefined) continue;
      const text =
        status === 'complete'
          ? t('shell.workbench.noticeDone', { community, n })
          : t('shell.workbench.notice', { community, n, day: completeOn ?? '' });
      items.push({ key: noticeId, kind: 'notice', text, to: `/app/notices/${noticeId}` });
    }
  }
  return items;
}

function entry(verb: string, code: string): string {
  return `/app/entry/party-elections/${verb}?community=${code}&from=${encodeURIComponent('/app/workbench')}`;
}
