import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation, useMatches } from 'react-router-dom';
import { useLive } from '../live/live.js';
import { type Capability, useSession } from '../session/session.js';
import { SignInAgain } from '../session/sign-in-again.js';
import { EventDrawer } from '../widgets/event-drawer-host.js';
import { ForbiddenPage } from './forbidden-page.js';
import { Header } from './header.js';
import { Menu } from './menu.js';

/** Menu on the left, header above, the page; the drawer of an event opens over any page. */
export function AppShell() {
  const { t } = useTranslation();
  const { session, may } = useSession();
  const needs = useMatches().flatMap(({ handle }) => (handle as { needs?: Capability } | undefined)?.needs ?? []);
  const permitted = needs.every(may);
  const { pathname, search } = useLocation();
  const signedIn = session?.signedIn === true;
  const live = useLive(signedIn && session.mustChangePassword !== true);
  if (session === undefined) return null;
  if (!signedIn) return <Navigate to="/sign-in" replace state={{ from: pathname + search }} />;
  if (session.mustChangePassword === true && pathname !== '/app/password') {
    return <Navigate to="/app/password" replace />;
  }
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      <Menu />
      <Header live={live} />
      <main className="shell-main" id="main" tabIndex={-1}>
        <Suspense fallback={<p className="muted">{t('common.loading')}</p>}>
          {permitted ? <Outlet /> : <ForbiddenPage />}
        </Suspense>
      </main>
      <EventDrawer />
      <SignInAgain />
    </div>
  );
}
