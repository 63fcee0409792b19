import { Button, Skeleton } from 'antd';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reading } from '../api/queries.js';
import { ProblemAlert, problemOf } from '../problems/problem-alert.js';

/** What a reading gives: its data, or that it is loading, or why it failed with a way to ask again. */
export function Loaded<T>({
  reading,
  children,
}: {
  readonly reading: Pick<Reading<T>, 'data' | 'isError' | 'error'> & { refetch(): unknown };
  readonly children: (data: T) => ReactNode;
}) {
  const { t } = useTranslation();
  const failure = reading.isError && (
    <ProblemAlert
      problem={problemOf(reading.error)}
      action={<Button onClick={() => void reading.refetch()}>{t('common.retry')}</Button>}
    />
  );
  // What was read before stays when reading it again fails: a form on it must not lose what was typed.
  if (reading.data !== undefined) {
    return (
      <>
        {failure}
        <Fragment key="data">{children(reading.data)}</Fragment>
      </>
    );
  }
  if (failure !== false) return failure;
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
