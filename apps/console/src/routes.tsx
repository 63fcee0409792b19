import { createBrowserRouter, Navigate, type RouteObject } from 'react-router-dom';
import { AppShell } from './shell/app-shell.js';
import { FailedPage } from './shell/failed-page.js';
import { HomePage } from './shell/home-page.js';

/** A page that is fetched when it is opened. */
const page = (path: string, load: () => Promise<React.ComponentType>): RouteObject => ({
  path,
  lazy: async () => ({ Component: await load() }),
});

export const router = createBrowserRouter([
  {
    hydrateFallbackElement: <span />,
    errorElement: <FailedPage />,
    children: [
      { path: '/', element: <Navigate to="/app" replace /> },
      page('/sign-in', async () => (await import('./session/sign-in-page.js')).SignInPage),
      page('/first-start', async () => (await import('./session/first-start-page.js')).FirstStartPage),
      {
        path: '/app',
        element: <AppShell />,
        children: [
          {
            errorElement: <FailedPage />,
            children: [
              { index: true, element: <HomePage /> },
              page('workbench', async () => (await import('./pages/workbench/workbench-page.js')).WorkbenchPage),
              page('overview', async () => (await import('./pages/overview/overview-page.js')).OverviewPage),
              page(
                'communities/:code',
                async () => (await import('./pages/community/community-page.js')).CommunityPage,
              ),
              page(
                'communities/:code/joint-review',
                async () => (await import('./pages/community/joint-review-page.js')).JointReviewPage,
              ),
              page(
                'communities/:code/steps/:step',
                async () => (await import('./pages/community/step-page.js')).StepPage,
              ),
              page('entry/:plural/:verb', async () => (await import('./pages/entry/entry-page.js')).EntryPage),
              page('corrections/:event', async () => (await import('./pages/entry/correction-page.js')).CorrectionPage),
              page('people', async () => (await import('./pages/people/people-page.js')).PeoplePage),
              page('people/:id', async () => (await import('./pages/people/person-page.js')).PersonPage),
              page('people/:id/kinship', async () => (await import('./pages/people/kinship-page.js')).KinshipPage),
              page('imports', async () => (await import('./pages/imports/imports-page.js')).ImportsPage),
              page('imports/:id', async () => (await import('./pages/imports/import-page.js')).ImportPage),
              page('notices', async () => (await import('./pages/notices/notices-page.js')).NoticesPage),
              page('notices/:id', async () => (await import('./pages/notices/notice-page.js')).NoticePage),
              page('events', async () => (await import('./pages/events/events-page.js')).EventsPage),
              page(
                'objects/:stream',
                async () => (await import('./pages/object-history/object-history-page.js')).ObjectHistoryPage,
              ),
              page('integrity', async () => (await import('./pages/integrity/integrity-page.js')).IntegrityPage),
              page('rules', async () => (await import('./pages/rules/rules-page.js')).RulesPage),
              page('accounts', async () => (await import('./pages/admin/accounts-page.js')).AccountsPage),
              page('access-log', async () => (await import('./pages/admin/access-log-page.js')).AccessLogPage),
              page('system', async () => (await import('./pages/admin/system-page.js')).SystemPage),
              page('password', async () => (await import('./session/password-page.js')).PasswordPage),
              page('*', async () => (await import('./shell/not-found-page.js')).NotFoundPage),
            ],
          },
        ],
      },
      page('*', async () => (await import('./shell/not-found-page.js')).NotFoundPage),
    ],
  },
]);
