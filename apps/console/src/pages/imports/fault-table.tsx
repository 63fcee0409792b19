import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportReport } from '../../api/types.js';
import { useWords } from '../../i18n/index.js';
import { PanelHead } from '../../widgets/panel-head.js';
import { ScrollRegion } from './scroll-region.js';

type Fault = ImportReport['faults'][number];

/** What is wrong, cell by cell, with the remedy beside it. */
export function FaultTable({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation();
  const words = useWords();
  const [column, setColumn] = useState('');
  const { faults, faultCount } = report;
  const headings = new Map(report.columns?.map(({ key, header }) => [key, words(header)]));
  const headingOf = (key: string): string => headings.get(key) ?? key;
  const columns = [...new Set(faults.flatMap(({ column: one }) => one ?? []))];
  const shown = faults
    .map((fault, at) => ({ fault, key: String(at) }))
    .filter(({ fault }) => column === '' || fault.column === column);
  const title = report.state === 'committed' ? t('imports.refusedTitle') : t('imports.faultTitle');
  return (
    <section className="panel" aria-labelledby="import-faults">
      <PanelHead id="import-faults" title={title}>
        <div className="row">
          <b className="bad">
            {t('imports.faultCount', { n: faultCount })}
            {faultCount > faults.length && t('imports.faultShown', { n: faults.length })}
          </b>
          {columns.length > 1 && (
            <Select
              aria-label={t('imports.onlyColumn')}
              style={{ width: 180 }}
              value={column}
              options={[
                { value: '', label: t('imports.allColumns') },
                ...columns.map((value) => ({ value, label: headingOf(value) })),
              ]}
              onChange={setColumn}
            />
          )}
        </div>
      </PanelHead>
      <ScrollRegion className="import-faults" labelledBy="import-faults">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('imports.sheet')}</th>
              <th scope="col">{t('imports.cell')}</th>
              <th scope="col">{t('imports.column')}</th>
              <th scope="col">{t('imports.value')}</th>
              <th scope="col">{t('imports.message')}</th>
              <th scope="col">{t('imports.remedy')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ fault, key }) => (
              <tr key={key}>
                <Place fault={fault} />
                <td className="nowrap">{fault.column === undefined ? t('common.none') : headingOf(fault.column)}</td>
                <td className="import-value">
                  {fault.value === undefined || fault.value === '' ? t('common.none') : fault.value}
                </td>
                <td>{words(fault.message)}</td>
                <td>{words(fault.remedy)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}

function Place({ fault }: { readonly fault: Fault }) {
  const { t } = useTranslation();
  if (fault.sheet === '' && fault.cell === '') return <td colSpan={2}>{t('imports.wholeFile')}</td>;
  return (
    <>
      <td className="nowrap">{fault.sheet === '' ? t('common.none') : fault.sheet}</td>
      <th scope="row" className="tabular nowrap">
        {fault.cell === '' ? t('common.none') : fault.cell}
      </th>
    </>
  );
}
