import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session.js';

/** Says that everything here is invented, wherever somebody may be. */
export function DemoMark() {
  const { t } = useTranslation();
  const { session } = useSession();
  return session?.demo === true ? <span className="demo-mark">{t('common.demo')}</span> : null;
}
