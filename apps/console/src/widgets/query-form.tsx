import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Values } from './list-query.js';

export interface QueryField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'choice' | 'day';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly wide?: boolean;
  readonly hint?: string;
}

/** The query form on top of a list: fields, 查询, 重置. Choices and days apply at once, text with Enter or the button. */
export function QueryForm({
  fields,
  values,
  onQuery,
  onReset,
}: {
  readonly fields: readonly QueryField[];
  readonly values: Values;
  readonly onQuery: (values: Readonly<Record<string, string | undefined>>) => void;
  readonly onReset: () => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<Values>(values);
  useEffect(() => setTyped(values), [values]);
  return (
    <search>
      <form
        className="query-form"
        onSubmit={(event) => {
          event.preventDefault();
          onQuery(typed);
        }}
      >
        {fields.map(({ name, label, kind, options = [], wide, hint }) => (
          <div key={name} className={wide === true ? 'field wide' : 'field'}>
            <label htmlFor={`query-${name}`}>{label}</label>
            {kind === 'text' && (
              <Input
                id={`query-${name}`}
                allowClear
                placeholder={hint}
                value={typed[name] ?? ''}
                onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
              />
            )}
            {kind === 'choice' && (
              <Select
                id={`query-${name}`}
                aria-label={label}
                allowClear
                className="full"
                placeholder={t('common.all')}
                showSearch={{ optionFilterProp: 'label' }}
                value={values[name]}
                options={[...options]}
                onChange={(value: string | undefined) => onQuery({ ...typed, [name]: value })}
              />
            )}
            {kind === 'day' && (
              <DatePicker
                id={`query-${name}`}
                aria-label={label}
                className="full"
                value={values[name] === undefined ? null : dayjs(values[name])}
                onChange={(value) => onQuery({ ...typed, [name]: value?.format('YYYY-MM-DD') })}
              />
            )}
          </div>
        ))}
        <div className="row">
          <Button htmlType="submit">{t('common.query')}</Button>
          <Button onClick={onReset}>{t('common.reset')}</Button>
        </div>
      </form>
    </search>
  );
}
