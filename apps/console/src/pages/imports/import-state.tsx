import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ImportReport } from '../../api/types.js';
import { type Look, lookStyle } from '../../widgets/outcome.js';

export const IMPORT_KINDS = ['people', 'delegates', 'seats', 'nominations', 'reviews', 'kinship'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const isKind = (text: string | null): text is ImportKind => IMPORT_KINDS.some((kind) => kind === text);

/** The server goes on with these by itself. */
export const isWorking = (state: ImportReport['state']): boolean =>
  state === 'reading' || state === 'committing' || state === 'applying';

const LOOK: Readonly<Record<ImportReport['state'], Look>> = {
  reading: { fg: '#1f5288', bg: '#e3eefa' },
  faults: { fg: '#7a4d05', bg: '#fcefd0' },
  ready: { fg: '#1f5288', bg: '#e3eefa', weight: 600 },
  unchanged: { fg: '#1d6339', bg: '#ffffff' },
  committing: { fg: '#1f5288', bg: '#e3eefa' },
  applying: { fg: '#1f5288', bg: '#e3eefa' },
  committed: { fg: '#1d6339', bg: '#ffffff' },
  dropped: { fg: '#5b6875', bg: '#f1f3f5' },
  failed: { fg: '#ffffff', bg: '#b42318', weight: 600 },
};

export function ImportStateWord({ state }: { readonly state: ImportReport['state'] }) {
  const { t } = useTranslation();
  return (
    <span className="outcome" style={lookStyle(LOOK[state])}>
      {t(`imports.state.${state}`)}
    </span>
  );
}

/** How far the work is, in rows; a bar without a number until the rows are counted. */
export function ImportProgress({ report }: { readonly report: Pick<ImportReport, 'done' | 'total' | 'state'> }) {
  const { t } = useTranslation();
  const { done, total, state } = report;
  const label = total > 0 ? t('imports.progress', { done, total }) : t('imports.progressUnknown');
  return (
    <div className="import-progress">
      <Progress
        aria-label={t(`imports.state.${state}`)}
        percent={total > 0 ? Math.floor((done / total) * 100) : 0}
        showInfo={false}
      />
      <span className="tabular nowrap" role="status">
        {label}
      </span>
    </div>
  );
}

export function useKindName(): (kind: string) => string {
  const { t } = useTranslation();
  return (kind) => (isKind(kind) ? t(`imports.kind.${kind}`) : kind);
}

/** Sizes as people read them. */
export function shownSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
