import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { controlId, useFormSurroundings } from '../form-context.js';
import type { FieldProps } from './field.js';
import { CellFault } from './frame.js';

/** A list of short texts, one line each. */
export function LinesControl({ name, pointer, node, value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const { labels, communities } = useFormSurroundings();
  const lines = Array.isArray(value) ? (value as string[]) : [];
  const change = (i: number, next: string) => onChange(lines.map((old, at) => (at === i ? next : old)));
  const isUnits = node.items?.pattern?.startsWith('^[A-Z]') === true;
  return (
    <div className="lines">
      {lines.map((line, i) => (
        // The place in the list is what identifies a line.
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id of their own
        <div key={i} className="row">
          {isUnits ? (
            <Select
              id={controlId(`${pointer}/${i}`)}
              aria-label={`${labels.field(name)} ${i + 1}`}
              placeholder={t('common.choose')}
              showSearch={{ optionFilterProp: 'label' }}
              options={communities.filter(({ value: code }) => code === line || !lines.includes(code))}
              value={line === '' ? undefined : line}
              onChange={(code: string) => change(i, code)}
            />
          ) : (
            <Input
              id={controlId(`${pointer}/${i}`)}
              aria-label={`${labels.field(name)} ${i + 1}`}
              maxLength={node.items?.maxLength}
              value={line}
              onChange={(event) => change(i, event.target.value)}
            />
          )}
          <Button size="small" onClick={() => onChange(lines.filter((_, at) => at !== i))}>
            {t('forms.remove')}
          </Button>
          <CellFault pointer={`${pointer}/${i}`} />
        </div>
      ))}
      <Button size="small" onClick={() => onChange([...lines, ''])}>
        {t('forms.addLine')}
      </Button>
    </div>
  );
}
