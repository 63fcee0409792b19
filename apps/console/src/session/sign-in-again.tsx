import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from './session.js';
import { SignInForm } from './sign-in-form.js';

/** The session ended under somebody's hands: the page stays as it is, the sign-in comes over it. */
export function SignInAgain() {
  const { t } = useTranslation();
  const { ended } = useSession();
  return (
    <Modal
      open={ended}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={null}
      title={t('shell.signIn.title')}
    >
      <p style={{ marginBottom: 12 }}>{t('shell.signIn.expired')}</p>
      {ended && <SignInForm />}
    </Modal>
  );
}
