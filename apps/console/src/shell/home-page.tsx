import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router-dom';
import { Page } from '../widgets/page.js';
import { useMenu } from './menu.js';

/** The first page of the present role. */
export function HomePage() {
  const { t } = useTranslation();
  const [first] = useMenu();
  if (first !== undefined) return <Navigate to={first.to} replace />;
  return (
    <Page title={t('common.product')}>
      <p>{t('shell.noMenu')}</p>
    </Page>
  );
}
