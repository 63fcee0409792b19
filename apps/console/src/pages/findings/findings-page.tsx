import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { findingStatusWords } from '../../../../../libs/supervision/src/finding/words.js';
import { useFindings } from '../../api/queries.js';
import { useWords } from '../../i18n/index.js';
import { AsOfPicker, AsOfStrip, useAsOf } from '../../widgets/as-of.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { useCommunityChoices } from '../../widgets/units.js';
import { FindingTable } from './finding-table.js';
import { FINDING_STATUSES } from './finding-word.js';

/** What the rules raised over all communities and where each stands: taken up, concluded, approved. */
export function FindingsPage() {
  const { t } = useTranslation();
  const words = useWords();
  const [params, setParams] = useSearchParams();
  const asOf = useAsOf();
  const communities = useCommunityChoices();
  const community = params.get('community') ?? '';
  const status = params.get('status') ?? '';
  const reading = useFindings({
    ...(community === '' ? {} : { community }),
    ...(asOf === undefined ? {} : { asOf }),
  });
  const set = (name: 'community' | 'status', value: string) =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      if (value === '') next.delete(name);
      else next.set(name, value);
      return next;
    });
  return (
    <Page title={t('shell.page.findings')} actions={<AsOfPicker />}>
      <AsOfStrip />
      <search className="query-form">
        <div className="field">
          <label htmlFor="finding-community">{t('common.community')}</label>
          <Select
            id="finding-community"
            aria-label={t('common.community')}
            style={{ width: '100%' }}
            value={community}
            options={[{ value: '', label: t('common.communityAll') }, ...communities]}
            onChange={(value) => set('community', value)}
          />
        </div>
        <div className="field">
          <label htmlFor="finding-status">{t('common.status')}</label>
          <Select
            id="finding-status"
            aria-label={t('common.status')}
            style={{ width: '100%' }}
            value={status}
            options={[
              { value: '', label: t('common.all') },
              ...FINDING_STATUSES.map((one) => ({ value: one as string, label: words(findingStatusWords[one]) })),
            ]}
            onChange={(value) => set('status', value)}
          />
        </div>
        <Button onClick={() => setParams({})}>{t('common.reset')}</Button>
      </search>
      <Loaded reading={reading}>
        {({ items }) => {
          const rows = items
            .filter((finding) => status === '' || finding.status === status)
            .sort((x, y) => FINDING_STATUSES.indexOf(x.status) - FINDING_STATUSES.indexOf(y.status));
          const query = params.toString();
          return (
            <div className="table-card">
              <div className="table-bar" role="status">
                {t('common.total', { n: rows.length })}
              </div>
              {rows.length === 0 ? (
                <Nothing text={t('community.findings.none')} />
              ) : (
                <FindingTable rows={rows} from={`/app/findings${query === '' ? '' : `?${query}`}`} ofMany />
              )}
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
