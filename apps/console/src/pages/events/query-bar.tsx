import { CloseOutlined } from '@ant-design/icons';
import { Button, DatePicker, Input, Select, Space } from 'antd';
import type { Dayjs } from 'dayjs';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/index.js';
import { useCommunityChoices, useUnitName } from '../../widgets/units.js';
import { conditionsOf, QUALIFIERS, type Qualifier, spanOf, withCondition, withoutCondition } from './query-text.js';
import type { PlainFilter, Search } from './search.js';

const CHIP: Readonly<Record<PlainFilter, 'stream' | 'community' | 'action' | 'actor' | 'person' | 'time'>> = {
  stream: 'stream',
  community: 'community',
  type: 'action',
  actor: 'actor',
  person: 'person',
  from: 'time',
  to: 'time',
};

/** One line of query with qualifiers, a way to add each of them by hand, and the conditions as chips. */
export function QueryBar({
  search,
  titles,
}: {
  readonly search: Search;
  /** Titles of the event types on the page, by type. */
  readonly titles: ReadonlyMap<string, string>;
}) {
  const { t } = useTranslation();
  const unitName = useUnitName();
  const shown = (name: PlainFilter, value: string) => {
    if (name === 'community') return unitName(value);
    if (name !== 'type') return value;
    const known = value.split(',').flatMap((type) => titles.get(type) ?? []);
    return known.length === 0 ? value : known.join('、');
  };
  const zh = useLanguage() === 'zh';
  const [text, setText] = useState(search.q);
  // The address may change by a click on the chart, a chip or the way back.
  useEffect(() => setText(search.q), [search.q]);
  const conditions = conditionsOf(search.q);
  return (
    <search>
      <form
        className="query-form"
        onSubmit={(event) => {
          event.preventDefault();
          search.setQuery(text);
        }}
      >
        <div className="event-query">
          <label htmlFor="event-query">{t('events.queryLabel')}</label>
          <Input
            id="event-query"
            allowClear
            value={text}
            maxLength={500}
            placeholder={t('events.queryPlaceholder')}
            aria-describedby="event-query-hint"
            onChange={(change) => setText(change.target.value)}
          />
        </div>
        <Button type="primary" htmlType="submit">
          {t('common.query')}
        </Button>
        <Button
          onClick={() => {
            setText('');
            search.open({});
          }}
        >
          {t('common.reset')}
        </Button>
        <AddCondition onAdd={(name, value) => search.setQuery(withCondition(search.q, name, value, zh))} />
        <p id="event-query-hint" className="muted small event-hint">
          {t('events.queryHint')}
        </p>
        {(conditions.length > 0 || search.plain.length > 0) && (
          <ul className="chips" aria-label={t('events.chips')}>
            {conditions.map((condition) => (
              <Chip
                key={`${condition.name} ${condition.raw}`}
                word={t(`events.chip.${condition.name}`)}
                value={condition.value}
                onRemove={() => search.setQuery(withoutCondition(search.q, condition))}
              />
            ))}
            {search.plain.map(([name, value]) => (
              <Chip
                key={name}
                word={
                  name === 'from' || name === 'to'
                    ? `${t('events.chip.time')} ${t(`common.${name}`)}`
                    : t(`events.chip.${CHIP[name]}`)
                }
                value={shown(name, value)}
                onRemove={() => search.dropPlain(name)}
              />
            ))}
          </ul>
        )}
      </form>
    </search>
  );
}

function Chip({
  word,
  value,
  onRemove,
}: {
  readonly word: string;
  readonly value: string;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation();
  return (
    <li className="chip">
      <span className="muted">{word}</span> {value}
      <button type="button" aria-label={t('events.removeChip', { what: `${word} ${value}` })} onClick={onRemove}>
        <CloseOutlined />
      </button>
    </li>
  );
}

function AddCondition({ onAdd }: { readonly onAdd: (name: Qualifier, value: string) => void }) {
  const { t } = useTranslation();
  const communities = useCommunityChoices();
  const [name, setName] = useState<Qualifier>('community');
  const [value, setValue] = useState('');
  const [span, setSpan] = useState<readonly [Dayjs, Dayjs]>();
  const typed = name === 'time' ? (span === undefined ? '' : spanOf(dayText(span[0]), dayText(span[1]))) : value.trim();
  const add = () => {
    if (typed === '') return;
    onAdd(name, typed);
    setValue('');
    setSpan(undefined);
  };
  const label = `${t('events.add')}：${t(`events.chip.${name}`)}`;
  return (
    <div className="event-add">
      <label htmlFor="event-add">{t('events.add')}</label>
      <Space.Compact>
        <Select<Qualifier>
          id="event-add"
          aria-label={t('events.add')}
          className="event-add-name"
          value={name}
          options={QUALIFIERS.map((one) => ({ value: one, label: t(`events.chip.${one}`) }))}
          onChange={(next) => {
            setName(next);
            setValue('');
          }}
        />
        {name === 'community' && communities.length > 0 ? (
          <Select<string>
            aria-label={label}
            className="event-add-value"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('common.choose')}
            {...(value === '' ? {} : { value })}
            options={[...communities]}
            onChange={setValue}
          />
        ) : name === 'time' ? (
          <DatePicker.RangePicker
            aria-label={label}
            value={span === undefined ? null : [span[0], span[1]]}
            onChange={(days) => setSpan(days?.[0] && days[1] ? [days[0], days[1]] : undefined)}
          />
        ) : (
          <Input
            aria-label={label}
            className="event-add-value"
            value={value}
            onChange={(change) => setValue(change.target.value)}
            onPressEnter={(event) => {
              event.preventDefault();
              add();
            }}
          />
        )}
        <Button onClick={add} disabled={typed === ''}>
          {t('events.addIt')}
        </Button>
      </Space.Compact>
    </div>
  );
}

const dayText = (day: Dayjs): string => day.format('YYYY-MM-DD');
