import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Page } from '../widgets/page.js';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('shell.page.notFound')}>
      <Link to="/app">{t('common.back')}</Link>
    </Page>
  );
}
