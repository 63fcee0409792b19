import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shownTime } from '../format/dates.js';
import { useSession } from '../session/session.js';

/** The ledger clock: the server's time when the session was read, running on; a later time of the ledger moves it. */
export function LedgerClock({ seen }: { readonly seen: string | undefined }) {
  const { t } = useTranslation();
  const { session } = useSession();
  const [, tick] = useState(0);
  const [base, setBase] = useState({ ledger: 0, local: 0 });
  const said = session?.ledgerNow;
  useEffect(() => {
    if (said !== undefined) setBase({ ledger: Date.parse(said), local: Date.now() });
  }, [said]);
  useEffect(() => {
    if (seen === undefined) return;
    setBase((old) => {
      const running = old.ledger + Date.now() - old.local;
      return Date.parse(seen) > running ? { ledger: Date.parse(seen), local: Date.now() } : old;
    });
  }, [seen]);
  useEffect(() => {
    const timer = window.setInterval(() => tick((count) => count + 1), 15_000);
    return () => window.clearInterval(timer);
  }, []);
  if (base.ledger === 0) return null;
  const now = new Date(base.ledger + Date.now() - base.local).toISOString();
  return (
    <span className="tabular" title={t('shell.ledgerClock')}>
      <span className="muted small">{t('shell.ledgerClock')}</span> {shownTime(now)}
    </span>
  );
}
