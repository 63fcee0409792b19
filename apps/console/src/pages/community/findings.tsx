import { useTranslation } from 'react-i18next';
import type { CommunityPage } from '../../api/types.js';
import { Nothing } from '../../widgets/loaded.js';
import { FindingTable } from '../findings/finding-table.js';

/** What the rules indicate in the community and what the inspectors made of it. */
export function Findings({ page }: { readonly page: CommunityPage }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="findings">
      <h2 className="panel-title" id="findings">
        {t('community.findings.title')}
      </h2>
      {page.findings.length === 0 ? (
        <Nothing text={t('community.findings.none')} />
      ) : (
        <FindingTable
          rows={page.findings.map((finding) => ({ ...finding, unit: page.code, unitName: page.name }))}
          from={`/app/communities/${page.code}?tab=rules`}
        />
      )}
    </section>
  );
}
