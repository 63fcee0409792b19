import { useTranslation } from 'react-i18next';
import { useImports } from '../../api/queries.js';
import { Loaded } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { ImportList } from './import-list.js';
import { NewImport } from './new-import.js';

/** Begins an import and finds earlier ones again, finished or not. */
export function ImportsPage() {
  const { t } = useTranslation();
  const reading = useImports();
  return (
    <Page title={t('shell.page.imports')}>
      <p className="classified" role="note">
        {t('common.classified')}
      </p>
      <div className="stack">
        <NewImport />
        <section className="panel" aria-labelledby="import-list">
          <div className="row spread">
            <h2 id="import-list" className="panel-title">
              {t('imports.list')}
            </h2>
            <span className="muted small">{t('imports.listNote')}</span>
          </div>
          <Loaded reading={reading}>
            {({ imports }) => (
              <>
                <ImportList imports={imports} />
                {imports.length > 0 && <p className="muted">{t('common.total', { n: imports.length })}</p>}
              </>
            )}
          </Loaded>
        </section>
      </div>
    </Page>
  );
}
