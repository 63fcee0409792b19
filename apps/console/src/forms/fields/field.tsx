import { useFormSurroundings } from '../form-context.js';
import { isWide, kindOf, type Node } from '../schema.js';
import { Control } from './control.js';
import { Frame } from './frame.js';
import { GroupField } from './group-field.js';

export interface FieldProps {
  readonly name: string;
  readonly pointer: string;
  readonly node: Node;
  readonly required: boolean;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** A field as its schema asks for. */
export function Field(props: FieldProps) {
  const { labels } = useFormSurroundings();
  const { name, pointer, node, required } = props;
  if (kindOf(node) === 'group') return <GroupField {...props} />;
  const kind = kindOf(node);
  const many = kind === 'table' || kind === 'persons' || kind === 'lines' || kind === 'choices';
  const radios = kind === 'yes-no' || (kind === 'choice' && (node.enum?.length ?? 0) <= 4);
  return (
    <Frame pointer={pointer} label={labels.field(name)} required={required} wide={isWide(node)} group={many || radios}>
      <Control {...props} />
    </Frame>
  );
}
