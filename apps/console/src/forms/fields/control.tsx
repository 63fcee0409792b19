import { Checkbox, DatePicker, Input, InputNumber, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { controlId, useFormSurroundings } from '../form-context.js';
import { kindOf } from '../schema.js';
import { EntryControl } from './entry-control.js';
import type { FieldProps } from './field.js';
import { FileControl } from './file-control.js';
import { keepEnter } from './keep-enter.js';
import { LinesControl } from './lines-control.js';
import { PersonControl, PersonsControl } from './person-control.js';
import { TableControl } from './table-control.js';

/** The control of a value, without its label; tables put it into their cells. */
export function Control(props: FieldProps & { readonly label?: string }) {
  const { t } = useTranslation();
  const { labels, fault, units } = useFormSurroundings();
  const { name, pointer, node, value, onChange } = props;
  const wrong = fault(pointer) !== undefined;
  const id = controlId(pointer);
  const common = {
    id,
    'aria-label': props.label ?? labels.field(name),
    'aria-invalid': wrong,
    'aria-describedby': wrong ? `${id}-fault` : undefined,
    status: wrong ? ('error' as const) : undefined,
  };
  const text = typeof value === 'string' ? value : '';

  switch (kindOf(node)) {
    case 'person':
      return <PersonControl {...props} />;
    case 'persons':
      return <PersonsControl {...props} />;
    case 'table':
      return <TableControl {...props} />;
    case 'lines':
      return <LinesControl {...props} />;
    case 'id':
      return <EntryControl {...props} />;
    case 'file':
      return <FileControl {...props} />;
    case 'choice':
      return <ChoiceControl {...props} />;
    case 'choices':
      return (
        <Checkbox.Group
          value={Array.isArray(value) ? (value as string[]) : []}
          onChange={(next) => onChange(next)}
          options={(node.items?.enum ?? []).map((one) => ({ value: one, label: labels.choice(one, name) }))}
        />
      );
    case 'yes-no':
      return (
        <Radio.Group
          name={id}
          value={value}
          onChange={(event) => onChange(event.target.value as boolean)}
          options={[
            { value: true, label: t('common.yes') },
            { value: false, label: t('common.no') },
          ]}
        />
      );
    case 'whole-number':
      return (
        <InputNumber
          {...common}
          className="tabular number"
          controls={false}
          precision={0}
          value={typeof value === 'number' ? value : null}
          parser={(typed) => Number((typed ?? '').normalize('NFKC').replace(/[^\d-]/g, '') || Number.NaN)}
          onChange={(next) => onChange(typeof next === 'number' && Number.isFinite(next) ? next : undefined)}
        />
      );
    case 'day':
      return (
        <DatePicker
          {...common}
          onKeyDown={keepEnter}
          value={text === '' ? null : dayjs(text)}
          onChange={(next) => onChange(next === null ? undefined : next.format('YYYY-MM-DD'))}
        />
      );
    case 'month':
      return (
        <DatePicker
          {...common}
          onKeyDown={keepEnter}
          picker="month"
          value={text === '' ? null : dayjs(`${text}-01`)}
          onChange={(next) => onChange(next === null ? undefined : next.format('YYYY-MM'))}
        />
      );
    case 'unit':
      return (
        <Select
          {...common}
          allowClear
          options={[...units]}
          value={text === '' ? undefined : text}
          onChange={(next: string | undefined) => onChange(next)}
        />
      );
    case 'text':
      return (
        <Input.TextArea
          {...common}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={node.maxLength}
          showCount
          value={text}
          // A leaf holds no line breaks: what is pasted becomes one paragraph.
          onChange={(event) => onChange(event.target.value.replace(/[\r\n\t]+/g, ' '))}
        />
      );
    default:
      return (
        <Input {...common} maxLength={node.maxLength} value={text} onChange={(event) => onChange(event.target.value)} />
      );
  }
}

/** Few choices are all seen at once, many stand in a list. */
function ChoiceControl({
  name,
  pointer,
  node,
  value,
  onChange,
  required,
  label,
}: FieldProps & { readonly label?: string }) {
  const { t } = useTranslation();
  const { labels, fault } = useFormSurroundings();
  const options = (node.enum ?? []).map((one) => ({ value: one, label: labels.choice(one, name) }));
  const id = controlId(pointer);
  if (options.length <= 4 && label === undefined) {
    return (
      <Radio.Group
        name={id}
        value={value}
        onChange={(event) => onChange(event.target.value as string)}
        options={
          required ? options : [...options, { value: undefined as unknown as string, label: t('forms.notStated') }]
        }
      />
    );
  }
  return (
    <Select
      id={id}
      aria-label={label ?? labels.field(name)}
      aria-invalid={fault(pointer) !== undefined}
      status={fault(pointer) === undefined ? undefined : 'error'}
      allowClear={!required}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('common.choose')}
      options={options}
      value={typeof value === 'string' ? value : undefined}
      onChange={(next: string | undefined) => onChange(next)}
    />
  );
}
