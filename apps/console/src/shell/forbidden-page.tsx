import { useTranslation } from 'react-i18next';
import { Page } from '../widgets/page.js';

/** A page that the present role does not use; the API refuses it as well. */
export function ForbiddenPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('shell.forbidden')}>
      <p>{t('shell.forbiddenNote')}</p>
    </Page>
  );
}
