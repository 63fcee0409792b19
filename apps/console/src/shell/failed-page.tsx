import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** A page that threw, or whose files are gone after an upgrade: says so, and opens it again. */
export function FailedPage() {
  const { t } = useTranslation();
  return (
    <div className="panel stack" role="alert">
      <h1 className="panel-title">{t('shell.failed')}</h1>
      <p>{t('shell.failedNote')}</p>
      <div>
        <Button onClick={() => window.location.reload()}>{t('shell.reload')}</Button>
      </div>
    </div>
  );
}
