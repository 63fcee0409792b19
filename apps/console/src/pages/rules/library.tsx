import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleInfo } from '../../api/types.js';
import { Nothing } from '../../widgets/loaded.js';
import { useUnitName } from '../../widgets/units.js';
import { FilterForm, useFilter } from './filter-form.js';
import { filtered, grouped } from './rule-filter.js';
import { RuleRows } from './rule-rows.js';

/** The filter and the rules that it leaves, by group; each opens in its place. */
export function Library({ rules }: { readonly rules: readonly RuleInfo[] }) {
  const { t } = useTranslation();
  const { filter, set } = useFilter();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const shown = filtered(rules, filter);
  const allOpen = shown.length > 0 && shown.every(({ id }) => open.has(id));
  const toggle = (id: string) =>
    setOpen((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <>
      <FilterForm rules={rules} filter={filter} set={set} />
      <section className="table-card" aria-label={t('rules.list')}>
        <div className="table-bar">
          <span role="status">{t('rules.sub', { n: rules.length, shown: shown.length })}</span>
          <Button
            size="small"
            disabled={shown.length === 0}
            onClick={() => setOpen(new Set(allOpen ? [] : shown.map(({ id }) => id)))}
          >
            {allOpen ? t('rules.hideAll') : t('rules.showAll')}
          </Button>
        </div>
        {shown.length === 0 ? (
          <div className="table-bar">
            <Nothing text={t('rules.none')} />
          </div>
        ) : (
          <Matrix rules={rules} shown={shown} open={open} onToggle={toggle} />
        )}
      </section>
    </>
  );
}

function Matrix({
  rules,
  shown,
  open,
  onToggle,
}: {
  readonly rules: readonly RuleInfo[];
  readonly shown: readonly RuleInfo[];
  readonly open: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}) {
  const { t } = useTranslation();
  const unitName = useUnitName();
  const communities = useMemo(() => {
    const own = rules.filter(({ scope }) => scope === 'community');
    return [...new Set(own.flatMap(({ coverage }) => Object.keys(coverage)))].sort();
  }, [rules]);
  return (
    <div className="table-scroll">
      <table className="matrix rule-matrix">
        <caption className="visually-hidden">{t('rules.list')}</caption>
        <colgroup>
          <col className="rule-column" />
          <col className="paragraph-column" />
          <col className="force-column" />
          <col className="mode-column" />
          {communities.map((code) => (
            <col key={code} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className="sticky">
              {t('rules.rule')}
            </th>
            <th scope="col">{t('rules.paragraph')}</th>
            <th scope="col">{t('rules.force')}</th>
            <th scope="col">{t('rules.mode')}</th>
            {communities.map((code) => (
              <th key={code} scope="col">
                {unitName(code)}
              </th>
            ))}
          </tr>
        </thead>
        {grouped(shown).map(([group, own]) => (
          <tbody key={group}>
            <tr className="rule-group">
              <th scope="rowgroup" colSpan={communities.length + 4}>
                {t('rules.groupCount', { name: t(`rules.groups.${group}`), n: own.length })}
              </th>
            </tr>
            {own.map((rule) => (
              <RuleRows
                key={rule.id}
                rule={rule}
                communities={communities}
                open={open.has(rule.id)}
                onToggle={() => onToggle(rule.id)}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
