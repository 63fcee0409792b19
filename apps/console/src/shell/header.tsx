import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useBuiltFrom } from '../api/built-from.js';
import { setLanguage, useLanguage } from '../i18n/index.js';
import { useSession } from '../session/session.js';
import { DemoMark } from '../widgets/demo-mark.js';
import { useUnitName } from '../widgets/units.js';
import { LedgerClock } from './ledger-clock.js';
import { UserMenu } from './user-menu.js';

export function Header({ live }: { readonly live: { connected: boolean; at: string | undefined } }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { session } = useSession();
  const unitName = useUnitName();
  return (
    <header className="shell-head">
      <DemoMark />
      <span className="grow shell-unit">{unitName(session?.role?.unit)}</span>
      <span
        className={live.connected ? 'live-mark' : 'live-mark lost'}
        role="img"
        aria-label={live.connected ? t('shell.live') : t('shell.liveLost')}
        title={live.connected ? t('shell.live') : t('shell.liveLost')}
      />
      <LedgerClock seen={live.at} />
      <Seal />
      <button
        type="button"
        className="head-button"
        title={t('shell.languageNote')}
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => void setLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        {language === 'zh' ? t('shell.language') : '中文'}
      </button>
      <UserMenu />
    </header>
  );
}

/** Position and short root of what the page was built from; leads to the check of the whole. */
function Seal() {
  const { t } = useTranslation();
  const { may } = useSession();
  const built = useBuiltFrom();
  if (!may('elections.read')) return null;
  const text =
    built === undefined
      ? t('shell.sealWaiting')
      : t('shell.seal', { position: built.position, root: built.root.slice(0, 8) });
  const inside = (
    <>
      <SafetyCertificateOutlined aria-hidden /> <span className="tabular">{text}</span>
    </>
  );
  return may('integrity.verify') ? (
    <Link className="seal" to="/app/integrity" title={t('shell.sealNote')}>
      {inside}
    </Link>
  ) : (
    <span className="seal" title={t('shell.sealNote')}>
      {inside}
    </span>
  );
}
