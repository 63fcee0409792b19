import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Blocker } from 'react-router-dom';

/** Leaving a page with something typed asks first. */
export function LeaveQuestion({ blocker }: { readonly blocker: Blocker }) {
  const { t } = useTranslation();
  return (
    <Modal
      open={blocker.state === 'blocked'}
      title={t('forms.leave')}
      okText={t('forms.leaveYes')}
      cancelText={t('forms.leaveNo')}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      {t('forms.leaveNote')}
    </Modal>
  );
}
