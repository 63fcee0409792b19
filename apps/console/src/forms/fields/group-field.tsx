import { useFormSurroundings } from '../form-context.js';
import { isRequired, shownFields } from '../schema.js';
import { Field, type FieldProps } from './field.js';
import { Frame } from './frame.js';

/** An object inside the data: its fields under one heading. */
export function GroupField({ name, pointer, node, required, value, onChange }: FieldProps) {
  const { labels } = useFormSurroundings();
  const object = (value ?? {}) as Readonly<Record<string, unknown>>;
  return (
    <Frame pointer={pointer} label={labels.field(name)} required={required} wide group>
      <div className="form-grid">
        {shownFields(node).map(([inner, field]) => (
          <Field
            key={inner}
            name={inner}
            pointer={`${pointer}/${inner}`}
            node={field}
            required={isRequired(node, inner)}
            value={object[inner]}
            onChange={(next) => onChange({ ...object, [inner]: next })}
          />
        ))}
      </div>
    </Frame>
  );
}
