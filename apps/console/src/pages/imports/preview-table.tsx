import { useTranslation } from 'react-i18next';
import type { ImportReport } from '../../api/types.js';
import { useWords } from '../../i18n/index.js';
import { Nothing } from '../../widgets/loaded.js';
import { ScrollRegion } from './scroll-region.js';

/** The first rows as they were read, under the template's headings; columns that no row fills are left out. */
export function PreviewTable({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation();
  const words = useWords();
  const { preview, rows } = report;
  const filled = new Set(preview.flatMap((row) => Object.keys(row).filter((key) => row[key] !== '')));
  const columns = (report.columns ?? []).filter(({ key }) => filled.has(key));
  return (
    <section className="panel" aria-labelledby="import-preview">
      <h2 id="import-preview">{t('imports.preview')}</h2>
      {preview.length === 0 ? (
        <Nothing text={t('imports.noPreview')} />
      ) : (
        <>
          <p className="muted small">{t('imports.previewNote', { n: preview.length, total: rows })}</p>
          <ScrollRegion className="import-preview" labelledBy="import-preview">
            <table className="plain-table">
              <thead>
                <tr>
                  {columns.map(({ key, header }) => (
                    <th key={key} scope="col">
                      {words(header)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {preview
                  .map((row, at) => ({ row, key: String(at) }))
                  .map(({ row, key: rowKey }) => (
                    <tr key={rowKey}>
                      {columns.map(({ key }) => (
                        <td key={key}>{row[key] ?? ''}</td>
                      ))}
                    </tr>
                  ))}
              </tbody>
            </table>
          </ScrollRegion>
        </>
      )}
    </section>
  );
}
