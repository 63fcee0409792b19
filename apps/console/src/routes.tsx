import { createBrowserRouter, Navigate, type RouteObject } from 'react-router-dom';
import type { Capability } from './session/session.js';
import { AppShell } from './shell/app-shell.js';
import { FailedPage } from './shell/failed-page.js';
import { HomePage } from './shell/home-page.js';

/** A page that is fetched when it is opened. */
const page = (path: string, load: () => Promise<React.ComponentType>, needs?: Capability): RouteObject => ({
  path,
  ...(needs === undefined ? {} : { handle: { needs } }),
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
              page(
                'workbench',
                async () => (await import('./pages/workbench/workbench-page.js')).WorkbenchPage,
                'elections.read',
              ),
              page(
                'overview',
                async () => (await import('./pages/overview/overview-page.js')).OverviewPage,
                'elections.read',
              ),
              page('street', async () => (await import('./pages/street/street-page.js')).StreetPage, 'elections.read'),
              page(
                'communities/:code',
                async () => (await import('./pages/community/community-page.js')).CommunityPage,
                'elections.read',
              ),
              page(
                'communities/:code/joint-review',
                async () => (await import('./pages/community/joint-review-page.js')).JointReviewPage,
                'elections.read',
              ),
              page(
                'communities/:code/steps/:step',
                async () => (await import('./pages/community/step-page.js')).StepPage,
                'elections.read',
              ),
              page(
                'entry/:plural/:verb',
                async () => (await import('./pages/entry/entry-page.js')).EntryPage,
                'elections.record',
              ),
              page(
                'corrections/:event',
                async () => (await import('./pages/entry/correction-page.js')).CorrectionPage,
                'elections.record',
              ),
              page('people', async () => (await import('./pages/people/people-page.js')).PeoplePage, 'people.read'),
              page('people/:id', async () => (await import('./pages/people/person-page.js')).PersonPage, 'people.read'),
              page(
                'people/:id/kinship',
                async () => (await import('./pages/people/kinship-page.js')).KinshipPage,
                'people.read',
              ),
              page('imports', async () => (await import('./pages/imports/imports-page.js')).ImportsPage, 'import'),
              page('imports/:id', async () => (await import('./pages/imports/import-page.js')).ImportPage, 'import'),
              page(
                'notices',
                async () => (await import('./pages/notices/notices-page.js')).NoticesPage,
                'elections.read',
              ),
              page(
                'notices/:id',
                async () => (await import('./pages/notices/notice-page.js')).NoticePage,
                'elections.read',
              ),
              page('events', async () => (await import('./pages/events/events-page.js')).EventsPage, 'events.read'),
              page(
                'objects/:stream',
                async () => (await import('./pages/object-history/object-history-page.js')).ObjectHistoryPage,
                'events.read',
              ),
              page(
                'integrity',
                async () => (await import('./pages/integrity/integrity-page.js')).IntegrityPage,
                'integrity.verify',
              ),
              page(
                'prohibitions',
                async () => (await import('./pages/prohibitions/prohibitions-page.js')).ProhibitionsPage,
                'rules.read',
              ),
              page(
                'findings',
                async () => (await import('./pages/findings/findings-page.js')).FindingsPage,
                'findings.read',
              ),
              page(
                'findings/:id',
                async () => (await import('./pages/findings/finding-page.js')).FindingPage,
                'findings.read',
              ),
              page('rules', async () => (await import('./pages/rules/rules-page.js')).RulesPage, 'rules.read'),
              page(
                'accounts',
                async () => (await import('./pages/admin/accounts-page.js')).AccountsPage,
                'accounts.manage',
              ),
              page(
                'access-log',
                async () => (await import('./pages/admin/access-log-page.js')).AccessLogPage,
                'access-log.read',
              ),
              page('system', async () => (await import('./pages/admin/system-page.js')).SystemPage, 'system.operate'),
              page('password', async () => (await import('./session/password-page.js')).PasswordPage),
              page('*', async () => (await import('./shell/not-found-page.js')).NotFoundPage),
            ],
          },
        ],
      },
      page('*', async () => (await import('./shell/lost-page.js')).LostPage),
    ],
  },
]);
