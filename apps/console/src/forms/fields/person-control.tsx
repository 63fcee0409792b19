import { Button, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../../api/queries.js';
import type { PersonRow } from '../../api/types.js';
import { controlId, type KnownPerson, useFormSurroundings } from '../form-context.js';
import type { FieldProps } from './field.js';

type Props = Pick<FieldProps, 'name' | 'pointer' | 'value' | 'onChange' | 'required'> & { readonly label?: string };

/** Finds a person by name, pinyin or initials; those of the community are offered first. */
export function PersonControl({ name, pointer, value, onChange, required, label }: Props) {
  const { t } = useTranslation();
  const { labels, persons, nameOf, learn, fault } = useFormSurroundings();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const { data, isFetching } = usePeople({ q, limit: 20 }, q !== '');
  const note = usePersonNote();
  const found: readonly KnownPerson[] =
    q === ''
      ? persons
      : (data?.items ?? []).map((row) => ({ personId: row.personId, name: row.name, note: note(row) }));
  const chosen = typeof value === 'string' && value !== '' ? value : undefined;
  const options = found.map(({ personId, name: own, note: more }) => ({
    value: personId,
    label: own,
    more,
  }));
  if (chosen !== undefined && !options.some((option) => option.value === chosen)) {
    options.unshift({ value: chosen, label: nameOf(chosen), more: undefined });
  }
  return (
    <Select
      id={controlId(pointer)}
      aria-label={label ?? labels.field(name)}
      aria-invalid={fault(pointer) !== undefined}
      status={fault(pointer) === undefined ? undefined : 'error'}
      className="person-select"
      placeholder={t('forms.searchPerson')}
      allowClear={!required}
      value={chosen}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={isFetching && q !== ''}
      notFoundContent={q === '' ? t('forms.typeName') : t('forms.nobody')}
      options={options}
      optionRender={(option) => (
        <span>
          {option.label} <span className="muted small">{(option.data as { more?: string }).more}</span>
        </span>
      )}
      onChange={(next: string | undefined) => {
        const person = found.find(({ personId }) => personId === next);
        if (person !== undefined) learn(person);
        setTyped('');
        onChange(next);
      }}
    />
  );
}

/** Month of birth, community and membership tell people of one name apart. */
function usePersonNote(): (row: PersonRow) => string {
  const { labels, communities } = useFormSurroundings();
  return ({ birthMonth, community, membership }) =>
    [
      birthMonth,
      communities.find(({ value }) => value === community)?.label ?? community,
      labels.choice(membership, 'membership'),
    ]
      .filter((part) => part !== undefined)
      .join(' · ');
}

/** A list of persons: chosen ones as rows, one search to add another. */
export function PersonsControl({ name, pointer, value, onChange, required }: FieldProps) {
  const { t } = useTranslation();
  const { nameOf, labels } = useFormSurroundings();
  const list = Array.isArray(value) ? (value as string[]) : [];
  return (
    <div className="lines">
      <ul className="chips">
        {list.map((personId) => (
          <li key={personId}>
            {nameOf(personId)}
            <Button
              size="small"
              type="text"
              aria-label={t('forms.removeNamed', { name: nameOf(personId) })}
              onClick={() => onChange(list.filter((one) => one !== personId))}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      <PersonControl
        name={name}
        pointer={`${pointer}/add`}
        label={t('forms.addPersonTo', { name: labels.field(name) })}
        required={required}
        value={undefined}
        onChange={(next) => {
          if (typeof next === 'string' && !list.includes(next)) onChange([...list, next]);
        }}
      />
    </div>
  );
}
