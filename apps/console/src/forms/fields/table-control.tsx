import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { controlId, useFormSurroundings } from '../form-context.js';
import { isRequired, kindOf, type Node, shownFields } from '../schema.js';
import { Control } from './control.js';
import type { FieldProps } from './field.js';
import { CellFault } from './frame.js';

type Row = Readonly<Record<string, unknown>>;

/** A list of objects as a table: one row each, votes with their sum below. */
export function TableControl({ name, pointer, node, value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const { labels, nameOf } = useFormSurroundings();
  const items: Node = node.items ?? {};
  const columns = shownFields(items);
  const rows = Array.isArray(value) ? (value as Row[]) : [];
  const totals = columns.map(([column, field]) =>
    kindOf(field) === 'whole-number'
      ? rows.reduce((sum, row) => sum + (typeof row[column] === 'number' ? (row[column] as number) : 0), 0)
      : undefined,
  );
  const change = (i: number, column: string, next: unknown) =>
    onChange(rows.map((row, at) => (at === i ? { ...row, [column]: next } : row)));
  const rowName = (row: Row, i: number) =>
    typeof row['personId'] === 'string' ? nameOf(row['personId']) : t('forms.row', { n: i + 1 });
  return (
    <div className="form-table" id={controlId(pointer)} tabIndex={-1}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">#</th>
            {columns.map(([column]) => (
              <th key={column} scope="col">
                {labels.field(column)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('common.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id of their own
            <tr key={i}>
              <td className="tabular">{i + 1}</td>
              {columns.map(([column, field]) => (
                <td key={column}>
                  <Control
                    name={column}
                    label={`${rowName(row, i)} ${labels.field(column)}`}
                    pointer={`${pointer}/${i}/${column}`}
                    node={field}
                    required={isRequired(items, column)}
                    value={row[column]}
                    onChange={(next) => change(i, column, next)}
                  />
                  <CellFault pointer={`${pointer}/${i}/${column}`} />
                </td>
              ))}
              <td>
                <Button
                  size="small"
                  aria-label={t('forms.removeNamed', { name: rowName(row, i) })}
                  onClick={() => onChange(rows.filter((_, at) => at !== i))}
                >
                  {t('forms.remove')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
        {rows.length > 1 && totals.some((total) => total !== undefined) && (
          <tfoot>
            <tr>
              <th scope="row">{t('forms.sum')}</th>
              {totals.map((total, i) => (
                <td key={columns[i]?.[0]} className="tabular">
                  {total}
                </td>
              ))}
              <td />
            </tr>
          </tfoot>
        )}
      </table>
      <Button size="small" onClick={() => onChange([...rows, {}])}>
        {t('forms.addRowTo', { name: labels.field(name) })}
      </Button>
    </div>
  );
}
