import './admin.css';
import '../events/ledger.css';
import { useTranslation } from 'react-i18next';
import { shownSeconds } from '../../format/dates.js';
import { useSession } from '../../session/session.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { useJobs } from '../integrity/jobs.js';
import { DemoClock } from './demo-clock.js';
import { ViewsPanel } from './views-panel.js';

/** What keeps the deployment running: the demonstration's clock, the views, long work. No business data. */
export function SystemPage() {
  const { t } = useTranslation();
  const { session } = useSession();
  return (
    <Page title={t('admin.system.title')} sub={t('admin.system.noBusiness')}>
      <div className="stack">
        <section className="panel" aria-labelledby="clock">
          <h2 id="clock">{t('admin.system.clock')}</h2>
          {session?.demo === true ? <DemoClock /> : <p className="muted">{t('admin.system.noClock')}</p>}
        </section>
        <ViewsPanel />
        <Work />
      </div>
    </Page>
  );
}

function Work() {
  const { t } = useTranslation();
  const reading = useJobs();
  return (
    <section className="panel" aria-labelledby="work">
      <h2 id="work">{t('admin.system.jobs')}</h2>
      <Loaded reading={reading}>
        {({ jobs }) =>
          jobs.length === 0 ? (
            <Nothing text={t('admin.system.noJobs')} />
          ) : (
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('admin.system.jobKind')}</th>
                  <th scope="col">{t('common.status')}</th>
                  <th scope="col">{t('admin.system.progress')}</th>
                  <th scope="col">{t('admin.system.startedAt')}</th>
                </tr>
              </thead>
              <tbody>
                {jobs.map(({ id, kind, state, done, total, startedAt }) => (
                  <tr key={id}>
                    <th scope="row">{t(`admin.system.job.${kind}`)}</th>
                    <td>{t(`integrity.jobState.${state}`)}</td>
                    <td className="tabular">{t('integrity.done', { done, total })}</td>
                    <td className="tabular">{shownSeconds(startedAt)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </section>
  );
}
