import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEvents } from '../../api/queries.js';
import { useWords } from '../../i18n/index.js';
import { controlId, useFormSurroundings } from '../form-context.js';
import type { FieldProps } from './field.js';

/** Event types that a field with an entry's id may name. */
const TYPES: Readonly<Record<string, string>> = { raised: 'BlockingProblemRaised', proposal: 'JustificationProposed' };

/** Chooses an earlier entry of the community by its sentence. */
export function EntryControl({ name, pointer, value, onChange, required }: FieldProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { labels, community } = useFormSurroundings();
  const type = TYPES[name];
  const { data } = useEvents({ community, type, limit: 100 }, type !== undefined && community !== undefined);
  return (
    <Select
      id={controlId(pointer)}
      aria-label={labels.field(name)}
      placeholder={t('common.choose')}
      allowClear={!required}
      value={typeof value === 'string' ? value : undefined}
      options={(data?.items ?? []).map(({ id, sentence }) => ({ value: id, label: words(sentence) }))}
      onChange={(next: string | undefined) => onChange(next)}
    />
  );
}
