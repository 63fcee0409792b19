import { useTranslation } from 'react-i18next';
import type { NoticeRow } from '../../api/types.js';
import { type Look, lookStyle } from '../../widgets/outcome.js';

export const NOTICE_STATUSES = ['up', 'complete', 'taken-down', 'too-short', 'ambiguous'] as const;

/** The commonest status is the quietest, too short the only solid one. */
const LOOK: Readonly<Record<NoticeRow['status'], Look>> = {
  up: { fg: '#1f5288', bg: '#e3eefa' },
  complete: { fg: '#7a4d05', bg: '#fcefd0' },
  'taken-down': { fg: '#1d6339', bg: '#ffffff' },
  'too-short': { fg: '#ffffff', bg: '#b42318', weight: 600 },
  ambiguous: { fg: '#7a4d05', bg: '#fcefd0' },
};

export function NoticeStatus({ status }: { readonly status: NoticeRow['status'] }) {
  const { t } = useTranslation();
  return (
    <span className="outcome" style={lookStyle(LOOK[status])}>
      {t(`notices.status.${status}`)}
    </span>
  );
}

/** Full days against the minimum: a number, and a bar that says the same. */
export function NoticeDays({ row }: { readonly row: Pick<NoticeRow, 'fullDays' | 'minimumDays'> }) {
  const { t } = useTranslation();
  const { fullDays: n, minimumDays: of } = row;
  return (
    <div className="notice-days">
      <span className="tabular nowrap">{t('notices.daysOf', { n, of })}</span>
      <span className="notice-bar" aria-hidden="true">
        {Array.from({ length: of }, (_, at) => at + 1).map((day) => (
          <i key={day} className={day <= n ? 'full' : ''} />
        ))}
      </span>
    </div>
  );
}
