import { useTranslation } from 'react-i18next';
import { useImports } from '../../api/queries.js';
import { Loaded } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { PanelHead } from '../../widgets/panel-head.js';
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
          <PanelHead id="import-list" title={t('imports.list')}>
            <span className="muted small">{t('imports.listNote')}</span>
          </PanelHead>
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
