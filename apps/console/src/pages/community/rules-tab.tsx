import { Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import type { CommunityPage } from '../../api/types.js';
import { LOUD, OUTCOMES, OutcomeWord } from '../../widgets/outcome.js';
import { RuleTable } from '../../widgets/rule-table.js';
import { Findings } from './findings.js';
import { useExplain } from './use-explain.js';

/** All rule results of the community by step, and the findings on them. */
export function RulesTab({ page }: { readonly page: CommunityPage }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const wanted = params.get('outcome') ?? '';
  const loud = params.get('loud') !== '0';
  const set = (name: string, value: string | undefined) =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      if (value === undefined) next.delete(name);
      else next.set(name, value);
      return next;
    });
  const rows = page.rules.filter(({ outcome }) => (wanted === '' ? !loud || LOUD.has(outcome) : outcome === wanted));
  const explain = useExplain(page, `/app/communities/${page.code}?tab=rules`);
  const counts = OUTCOMES.map(
    (outcome) => [outcome, page.rules.filter((row) => row.outcome === outcome).length] as const,
  );
  return (
    <div className="stack">
      <div className="row">
        <ul className="row" aria-label={t('community.rules.counts')}>
          {counts
            .filter(([, count]) => count > 0)
            .map(([outcome, count]) => (
              <li key={outcome}>
                <OutcomeWord outcome={outcome} count={count} />
              </li>
            ))}
        </ul>
        <Select
          aria-label={t('community.rules.filter')}
          className="filter-select"
          value={wanted}
          onChange={(value: string) => set('outcome', value === '' ? undefined : value)}
          options={[
            { value: '', label: t('community.rules.all') },
            ...OUTCOMES.map((outcome) => ({ value: outcome, label: t(`common.outcome.${outcome}`) })),
          ]}
        />
        {wanted === '' && (
          <span className="row">
            <Switch
              size="small"
              checked={loud}
              aria-label={t('community.rules.onlyLoud')}
              onChange={(checked) => set('loud', checked ? undefined : '0')}
            />
            {t('community.rules.onlyLoud')}
          </span>
        )}
      </div>
      <RuleTable rows={rows} grouped explain={explain} />
      <Findings page={page} />
    </div>
  );
}
