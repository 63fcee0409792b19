import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import type { RuleInfo } from '../../api/types.js';
import { OUTCOMES } from '../../widgets/outcome.js';
import { GROUPS, type Group, grouped, outcomesIn, type RuleFilter } from './rule-filter.js';
import { FORCES, MODES, useRuleWords } from './rule-words.js';

type FilterName = 'text' | 'group' | 'force' | 'mode' | 'outcome';
type SetFilter = (name: FilterName, value: string | undefined) => void;

/** The filter stands in the address. */
export function useFilter(): { readonly filter: RuleFilter; readonly set: SetFilter } {
  const [params, setParams] = useSearchParams();
  const read = (name: FilterName) => params.get(name) ?? undefined;
  const group = read('group');
  const force = read('force');
  const mode = read('mode');
  const outcome = OUTCOMES.find((one) => one === read('outcome'));
  return {
    filter: {
      text: read('text') ?? '',
      ...(isGroup(group) ? { group } : {}),
      ...(force === undefined ? {} : { force }),
      ...(mode === undefined ? {} : { mode }),
      ...(outcome === undefined ? {} : { outcome }),
    },
    set: (name, value) =>
      setParams(
        (old) => {
          const next = new URLSearchParams(old);
          if (value === undefined || value === '') next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
  };
}

function isGroup(text: string | undefined): text is Group {
  return text === 'other' || GROUPS.some((group) => group === text);
}

export function FilterForm({
  rules,
  filter,
  set,
}: {
  readonly rules: readonly RuleInfo[];
  readonly filter: RuleFilter;
  readonly set: SetFilter;
}) {
  const { t } = useTranslation();
  const { force, mode } = useRuleWords();
  const choice = (name: Exclude<FilterName, 'text'>, options: { readonly value: string; readonly label: string }[]) => (
    <div className="field">
      <label htmlFor={`rule-${name}`}>{t(`rules.${name}`)}</label>
      <Select<string>
        id={`rule-${name}`}
        aria-label={t(`rules.${name}`)}
        className="rule-select"
        allowClear
        placeholder={t('common.all')}
        value={filter[name] ?? null}
        options={options}
        onChange={(value: string | undefined) => set(name, value)}
      />
    </div>
  );
  return (
    <search className="query-form">
      <div className="field">
        <label htmlFor="rule-text">{t('rules.text')}</label>
        <Input id="rule-text" allowClear value={filter.text} onChange={(change) => set('text', change.target.value)} />
      </div>
      {choice(
        'group',
        grouped(rules).map(([group, own]) => ({
          value: group,
          label: t('rules.groupCount', { name: t(`rules.groups.${group}`), n: own.length }),
        })),
      )}
      {choice(
        'force',
        FORCES.map((value) => ({ value, label: force(value) })),
      )}
      {choice(
        'mode',
        MODES.map((value) => ({ value, label: mode(value) })),
      )}
      {choice(
        'outcome',
        outcomesIn(rules).map((value) => ({ value, label: t(`common.outcome.${value}`) })),
      )}
    </search>
  );
}
