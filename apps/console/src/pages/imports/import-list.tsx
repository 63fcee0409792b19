import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { ImportReport } from '../../api/types.js';
import { shownTime } from '../../format/dates.js';
import { Nothing } from '../../widgets/loaded.js';
import { useUnitName } from '../../widgets/units.js';
import { ImportStateWord, isWorking, useKindName } from './import-state.js';
import './imports.css';

/** Imports to be found again: how far each is, and what is wrong. */
export function ImportList({ imports }: { readonly imports: readonly ImportReport[] }) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const unitName = useUnitName();
  if (imports.length === 0) return <Nothing text={t('imports.none')} />;
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <caption className="visually-hidden">{t('imports.list')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('imports.when')}</th>
            <th scope="col">{t('imports.kindLegend')}</th>
            <th scope="col">{t('imports.fileName')}</th>
            <th scope="col">{t('common.status')}</th>
            <th scope="col" className="right">
              {t('imports.rows')}
            </th>
            <th scope="col" className="right">
              {t('imports.faults')}
            </th>
            <th scope="col">{t('imports.by')}</th>
          </tr>
        </thead>
        <tbody>
          {imports.map((one) => (
            <tr key={one.importId}>
              <td className="tabular nowrap">{shownTime(one.at)}</td>
              <th scope="row">
                <Link to={`/app/imports/${one.importId}`}>{kindName(one.kind)}</Link>
                {one.community !== undefined && <div className="muted small">{unitName(one.community)}</div>}
              </th>
              <td className="import-value">{one.file.name}</td>
              <td className="nowrap">
                <ImportStateWord state={one.state} />
                {isWorking(one.state) && one.total > 0 && (
                  <div className="small tabular">{t('imports.progress', { done: one.done, total: one.total })}</div>
                )}
              </td>
              <td className="right tabular">
                {one.state === 'faults' || one.state === 'failed' ? t('common.none') : one.rows}
              </td>
              <td className="right tabular">{one.faultCount === 0 ? t('common.none') : one.faultCount}</td>
              <td className="nowrap">{one.by}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
