import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useSession } from '../session/session.js';

/** The frame of every page: way back, title, one primary action top right. */
export function Page({
  title,
  sub,
  crumbs = [],
  actions,
  children,
}: {
  readonly title: string;
  readonly sub?: ReactNode;
  readonly crumbs?: readonly { readonly to: string; readonly title: string }[];
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const { session } = useSession();
  const demo = session?.demo === true;
  useEffect(() => {
    document.title = `${demo ? `【${t('common.demo')}】` : ''}${title} · ${t('common.product')}`;
  }, [title, demo, t]);
  return (
    <>
      {crumbs.length > 0 && (
        <nav className="crumbs no-print" aria-label={t('common.back')}>
          {crumbs.map(({ to, title: name }) => (
            <span key={to}>
              <Link to={to}>{name}</Link> /
            </span>
          ))}
        </nav>
      )}
      <div className="page-head">
        <h1>
          {title}
          {sub !== undefined && <span className="sub">{sub}</span>}
        </h1>
        <div className="row no-print">{actions}</div>
      </div>
      {children}
    </>
  );
}
