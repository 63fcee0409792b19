import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';

/** Shown while something is read. */
export function Waiting({ rows = 6 }: { readonly rows?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')} className="panel">
      <Skeleton active={false} paragraph={{ rows }} />
    </div>
  );
}
