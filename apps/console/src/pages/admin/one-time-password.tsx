import { App, Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { shownTime } from '../../format/dates.js';
import type { OneTime } from './account-shapes.js';

/** A one-time password, shown once: it is held by this dialogue alone and gone when it closes. */
export function OneTimePassword({ given, onClose }: { readonly given: OneTime; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const copy = () =>
    // Missing on plain HTTP.
    (navigator.clipboard?.writeText(given.password) ?? Promise.reject(new Error('no clipboard'))).then(
      () => message.success(t('common.copied')),
      () => message.info(t('admin.accounts.copyFailed')),
    );
  return (
    <Modal
      open
      title={t('admin.accounts.oneTimeTitle', { name: given.name })}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('admin.accounts.oneTimeGiven')}
        </Button>
      }
    >
      <div className="stack">
        <div className="row">
          <output className="one-time" aria-label={t('admin.accounts.passwordLabel')}>
            {given.password}
          </output>
          <Button onClick={() => void copy()}>{t('common.copy')}</Button>
        </div>
        <p>{t('admin.accounts.oneTimeNote')}</p>
        <p>{t('admin.accounts.oneTimeUntil', { at: shownTime(given.until) })}</p>
      </div>
    </Modal>
  );
}
