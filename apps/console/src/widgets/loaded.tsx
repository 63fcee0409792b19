import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reading } from '../api/queries.js';
import { ProblemAlert, problemOf } from '../problems/problem-alert.js';

/** What a reading gives: its data, or that it is loading, or why it failed with a way to ask again. */
export function Loaded<T>({
  reading,
  children,
}: {
  readonly reading: Reading<T>;
  readonly children: (data: T) => ReactNode;
}) {
  const { t } = useTranslation();
  if (reading.data !== undefined && !reading.isError) return <>{children(reading.data)}</>;
  if (reading.isError) {
    return (
      <ProblemAlert
        problem={problemOf(reading.error)}
        action={<Button onClick={() => void reading.refetch()}>{t('common.retry')}</Button>}
      />
    );
  }
  return (
    <div role="status" aria-label={t('common.loading')} className="panel">
      <Skeleton active={false} paragraph={{ rows: 6 }} />
    </div>
  );
}

export function Nothing({ text }: { readonly text?: string }) {
  const { t } = useTranslation();
  return <p className="muted nothing">{text ?? t('common.empty')}</p>;
}
