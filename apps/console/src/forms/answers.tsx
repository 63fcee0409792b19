import { useTranslation } from 'react-i18next';
import { shownTime } from '../format/dates.js';
import { shortDigest } from './fields/file-control.js';
import { useFormSurroundings } from './form-context.js';
import { kindOf, type Node, shownFields } from './schema.js';

/** What was typed, as it will be recorded: one line per field, tables as tables. */
export function Answers({
  node,
  value,
  on,
  personal,
  attachments,
}: {
  readonly node: Node;
  readonly value: Readonly<Record<string, unknown>>;
  readonly on: string | undefined;
  readonly personal?: { readonly node: Node; readonly value: Readonly<Record<string, unknown>> };
  readonly attachments: readonly { readonly name: string; readonly sha256: string }[];
}) {
  const { t } = useTranslation();
  return (
    <dl className="answers">
      {on !== undefined && <Answer label={t('common.statedOn')} text={shownTime(on)} />}
      {personal !== undefined && <ObjectAnswers node={personal.node} value={personal.value} />}
      <ObjectAnswers node={node} value={value} />
      {attachments.map(({ name, sha256 }) => (
        <Answer key={sha256} label={t('forms.attachment')} text={`${name} ${shortDigest(sha256)}`} />
      ))}
    </dl>
  );
}

function ObjectAnswers({ node, value }: { readonly node: Node; readonly value: Readonly<Record<string, unknown>> }) {
  const { labels } = useFormSurroundings();
  return shownFields(node)
    .filter(([name]) => value[name] !== undefined)
    .map(([name, field]) => {
      const item = value[name];
      if (kindOf(field) === 'group') {
        return (
          <div key={name} className="answer wide">
            <dt>{labels.field(name)}</dt>
            <dd>
              <dl className="answers">
                <ObjectAnswers node={field} value={item as Record<string, unknown>} />
              </dl>
            </dd>
          </div>
        );
      }
      if (kindOf(field) === 'table') {
        return (
          <div key={name} className="answer wide">
            <dt>{labels.field(name)}</dt>
            <dd>
              <TableAnswer node={field.items ?? {}} rows={item as readonly Record<string, unknown>[]} />
            </dd>
          </div>
        );
      }
      return <Shown key={name} name={name} node={field} value={item} />;
    });
}

function Shown({ name, node, value }: { readonly name: string; readonly node: Node; readonly value: unknown }) {
  const { labels } = useFormSurroundings();
  const show = useShown();
  return <Answer label={labels.field(name)} text={show(name, node, value)} />;
}

/** A single value as people read it. */
function useShown(): (name: string, node: Node, value: unknown) => string {
  const { t } = useTranslation();
  const { labels, nameOf, units } = useFormSurroundings();
  return (name, node, value) => {
    if (value === undefined) return '';
    switch (kindOf(node)) {
      case 'person':
        return nameOf(String(value));
      case 'persons':
        return (value as string[]).map(nameOf).join('、');
      case 'choice':
        return labels.choice(String(value), name);
      case 'choices':
        return (value as string[]).map((one) => labels.choice(one, name)).join('、');
      case 'lines':
        return (value as string[]).map((one) => units.find((unit) => unit.value === one)?.label ?? one).join('；');
      case 'yes-no':
        return value === true ? t('common.yes') : t('common.no');
      case 'file':
        return shortDigest(String(value));
      case 'unit':
        return units.find((unit) => unit.value === value)?.label ?? String(value);
      default:
        return String(value);
    }
  };
}

function TableAnswer({ node, rows }: { readonly node: Node; readonly rows: readonly Record<string, unknown>[] }) {
  const { labels } = useFormSurroundings();
  const show = useShown();
  const columns = shownFields(node);
  return (
    <table className="plain-table">
      <thead>
        <tr>
          {columns.map(([name]) => (
            <th key={name} scope="col">
              {labels.field(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id of their own
          <tr key={i}>
            {columns.map(([name, field]) => (
              <td key={name} className={kindOf(field) === 'whole-number' ? 'tabular' : undefined}>
                {show(name, field, row[name])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Answer({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div className="answer">
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  );
}
