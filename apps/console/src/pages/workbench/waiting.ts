import { useTranslation } from 'react-i18next';
import { useCommandForms } from '../../api/queries.js';
import type { CommunityPage, NoticeRow } from '../../api/types.js';
import { useSession } from '../../session/session.js';

export interface ToDo {
  readonly key: string;
  readonly kind: 'correction' | 'justification' | 'count' | 'notice' | 'finding' | 'review';
  readonly text: string;
  readonly to: string;
  /** It was begun here and needs another person now. */
  readonly others?: true;
}

/** What waits for the person at work, and what that person began and somebody else must go on with. */
export function useWaiting(pages: readonly CommunityPage[], notices: readonly NoticeRow[]): readonly ToDo[] {
  const { t } = useTranslation();
  const { session, may } = useSession();
  const { data } = useCommandForms(may('elections.record'));
  const own = session?.account?.personId;
  const can = (verb: string) => data?.commands.some((form) => form.verb === verb) === true;
  const items: ToDo[] = [];
  for (const page of pages) {
    const { code, name: community, corrections, justifications, count, findings, nominees, steps } = page;
    const explanations = `/app/communities/${code}?tab=explanations`;
    for (const { proposal, by, byName, state } of corrections) {
      if (state !== 'open') continue;
      const item = { key: proposal, kind: 'correction', to: explanations } as const;
      if (by === own) items.push({ ...item, text: t('shell.workbench.othersCorrection', { community }), others: true });
      else if (can('approve-correction')) {
        items.push({ ...item, text: t('shell.workbench.correction', { community, by: byName }) });
      }
    }
    for (const { proposal, by, byName, rule, approved } of justifications) {
      if (approved) continue;
      const item = { key: proposal, kind: 'justification', to: explanations } as const;
      if (by === own) {
        const text = t('shell.workbench.othersJustification', { community, rule });
        items.push({ ...item, text, others: true });
      } else if (can('approve-justification')) {
        items.push({ ...item, text: t('shell.workbench.justification', { community, by: byName, rule }) });
      }
    }
    const underReview = steps.some(
      ({ step, status }) => step === 4 && (status === 'in-progress' || status === 'problem'),
    );
    const unreviewed = nominees.filter(
      ({ street, withdrawn, cancelled, joint }) => street && !withdrawn && !cancelled && joint === undefined,
    ).length;
    if (session?.role?.role === 'joint-reviewer' && underReview && unreviewed > 0) {
      const text = t('shell.workbench.reviews', { community, n: unreviewed });
      items.push({ key: `${code} reviews`, kind: 'review', text, to: `/app/communities/${code}/steps/4` });
    }
    const indicated = findings.filter(({ status }) => status === 'indicated').length;
    if (can('take-finding') && indicated > 0) {
      const text = t('shell.workbench.indicated', { community, n: indicated });
      const to = `/app/findings?status=indicated&community=${code}`;
      items.push({ key: `${code} indicated`, kind: 'finding', text, to });
    }
    for (const { findingId, rule, status, proposal } of findings) {
      const to = `/app/findings/${findingId}`;
      if (status === 'under-check' && can('propose-conclusion')) {
        const text = t('shell.workbench.underCheck', { community, rule });
        items.push({ key: findingId, kind: 'finding', text, to });
      }
      if (proposal !== undefined && proposal.by === own) {
        const text = t('shell.workbench.othersProposed', { community, rule });
        items.push({ key: findingId, kind: 'finding', text, to, others: true });
      } else if (proposal !== undefined && can('approve-conclusion')) {
        const text = t('shell.workbench.proposed', { community, rule, by: proposal.byName });
        items.push({ key: findingId, kind: 'finding', text, to });
      }
    }
    if (count !== undefined && count.settled === undefined && can('enter-count')) {
      const entered = count.entries.some(({ by }) => by === own);
      const differs = count.differences.length;
      const isThird = count.entries.length === 2 && differs > 0;
      if (count.entries.length === 1 || isThird) {
        const key = `${code} count`;
        if (entered) {
          const text = isThird
            ? t('shell.workbench.othersCount', { community, n: differs })
            : t('shell.workbench.othersSecond', { community });
          items.push({ key, kind: 'count', text, to: `/app/communities/${code}/steps/10`, others: true });
          continue;
        }
        const text = isThird
          ? t('shell.workbench.differs', { community, n: differs })
          : t('shell.workbench.secondCount', { community });
        items.push({ key, kind: 'count', text, to: entry('enter-count', code) });
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
