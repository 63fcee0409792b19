import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { controlId, useFormSurroundings } from '../form-context.js';
import type { FieldProps } from './field.js';
import { CellFault } from './frame.js';

/** A list of short texts, one line each. */
export function LinesControl({ name, pointer, node, value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const { labels, units } = useFormSurroundings();
  const lines = Array.isArray(value) ? (value as string[]) : [];
  const isUnits = node.items?.pattern?.startsWith('^[A-Z]') === true;
  return (
    <div className="lines">
      {lines.map((line, i) => (
        // The place in the list is what identifies a line.
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id of their own
        <div key={i} className="row">
          <Input
            id={controlId(`${pointer}/${i}`)}
            aria-label={`${labels.field(name)} ${i + 1}`}
            list={isUnits ? 'unit-codes' : undefined}
            maxLength={node.items?.maxLength}
            value={line}
            onChange={(event) => onChange(lines.map((old, at) => (at === i ? event.target.value : old)))}
          />
          <Button size="small" onClick={() => onChange(lines.filter((_, at) => at !== i))}>
            {t('forms.remove')}
          </Button>
          <CellFault pointer={`${pointer}/${i}`} />
        </div>
      ))}
      {isUnits && (
        <datalist id="unit-codes">
          {units.map(({ value: code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </datalist>
      )}
      <Button size="small" onClick={() => onChange([...lines, ''])}>
        {t('forms.addLine')}
      </Button>
    </div>
  );
}
