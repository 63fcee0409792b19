import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Integrity } from '../../api/types.js';

type View = Integrity['views'][number];
const STATE_CLASS: Readonly<Record<View['state'], string>> = {
  live: 'good-word',
  rebuilding: '',
  quarantine: 'bad',
};

/** The views with how far they are behind the ledger, and what they could not apply. */
export function ViewTable({
  views,
  action,
}: {
  readonly views: readonly View[];
  readonly action?: (view: View) => ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('integrity.view')}</th>
            <th scope="col">{t('integrity.state')}</th>
            <th scope="col" className="right">
              {t('integrity.version')}
            </th>
            <th scope="col" className="right">
              {t('integrity.position')}
            </th>
            <th scope="col" className="right">
              {t('integrity.lag')}
            </th>
            {action !== undefined && <th scope="col">{t('common.actions')}</th>}
          </tr>
        </thead>
        <tbody>
          {views.map((view) => {
            const state = t(`integrity.viewState.${view.state}`);
            return (
              <tr key={view.name}>
                <th scope="row">{view.name}</th>
                <td className={STATE_CLASS[view.state]}>
                  {view.quarantined.length === 0
                    ? state
                    : t('integrity.quarantined', { state, n: view.quarantined.length })}
                </td>
                <td className="right tabular">{view.version}</td>
                <td className="right tabular">{view.position}</td>
                <td className="right tabular">
                  {view.lag === 0 ? t('integrity.inStep') : t('integrity.behind', { n: view.lag })}
                </td>
                {action !== undefined && <td>{action(view)}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
      <Quarantine views={views} />
    </>
  );
}

function Quarantine({ views }: { readonly views: readonly View[] }) {
  const { t } = useTranslation();
  const stopped = views.flatMap(({ name, quarantined }) => quarantined.map((it) => ({ view: name, ...it })));
  if (stopped.length === 0) return <p className="muted">{t('integrity.noQuarantine')}</p>;
  return (
    <>
      <h3 className="panel-title">{t('integrity.quarantine')}</h3>
      <p className="muted">{t('integrity.quarantineNote')}</p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('integrity.view')}</th>
            <th scope="col">{t('integrity.stream')}</th>
            <th scope="col" className="right">
              {t('integrity.at')}
            </th>
            <th scope="col">{t('integrity.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {stopped.map(({ view, stream, position, reason }) => (
            <tr key={`${view} ${stream}`}>
              <td>{view}</td>
              <td className="mono">{stream}</td>
              <td className="right tabular">{position}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
