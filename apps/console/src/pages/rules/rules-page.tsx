import '../events/ledger.css';
import './rules.css';
import { useTranslation } from 'react-i18next';
import { useRules, useStreetRules } from '../../api/queries.js';
import { useSession } from '../../session/session.js';
import { AsOfPicker, AsOfStrip, useAsOf } from '../../widgets/as-of.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { RuleTable } from '../../widgets/rule-table.js';
import { Library } from './library.js';

/** Every rule with its force, mode, parameters and sources, and where it stands in each community. */
export function RulesPage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const asOf = useAsOf();
  const reading = useRules(asOf);
  return (
    <Page title={t('rules.title')} actions={<AsOfPicker />}>
      <AsOfStrip />
      <div className="stack">
        <Loaded reading={reading}>{({ rules }) => <Library rules={rules} />}</Loaded>
        {may('elections.read') && <Street asOf={asOf} />}
      </div>
    </Page>
  );
}

function Street({ asOf }: { readonly asOf: string | undefined }) {
  const { t } = useTranslation();
  const reading = useStreetRules(asOf);
  return (
    <section className="panel" aria-labelledby="street-results">
      <h2 id="street-results">{t('rules.streetResults')}</h2>
      <Loaded reading={reading}>
        {({ rules }) =>
          rules.length === 0 ? <Nothing text={t('rules.streetNone')} /> : <RuleTable rows={rules} grouped={false} />
        }
      </Loaded>
    </section>
  );
}
